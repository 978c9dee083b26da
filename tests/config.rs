//! `site.toml`: what it may say, and what is said when it is wrong.

mod common;

use common::{config, config_of, file, files, report, site_mistakes, site_toml};
use insta::assert_snapshot;
use studypress::config::{BaseUrl, LevelId, SourceId, TopicId, parse};
use studypress::diagnostic::sort;
use studypress::pipeline::Settings;

/// What is wrong with a `site.toml`.
fn mistakes(text: &str) -> String {
    let mut diagnostics = parse(&file("site.toml", text)).diagnostics;
    sort(&mut diagnostics);
    report(&diagnostics, &files(&[("site.toml", text)]))
}

#[test]
fn everything_is_read() {
    let config = config_of(
        r#"
title = "Python, orally"
description = "Fifty questions."
base_url = "https://user.github.io/repo"
language = "pt-BR"
author = "A. Author"
repository = "https://github.com/user/repo/"
cname = "guide.example.org"
offline = false

[[levels]]
id = "junior"
title = "Junior"
aliases = ["beginner", "entry"]
description = "The first year."

[[topics]]
id = "data"
title = "Data"
description = "What is kept."

[[sources]]
id = "blog"
title = "A Blog"
publisher = "A Publisher"
date = 2025-09-02
url = "https://example.org/post?id=1#top"
description = "A post."

[markup]
unsafe_html = false
"#,
    );
    assert_eq!(config.title, "Python, orally");
    assert_eq!(config.description, "Fifty questions.");
    let base = config.base_url.expect("a base");
    assert_eq!(base.as_str(), "https://user.github.io/repo/");
    assert_eq!(base.path(), "/repo/");
    assert_eq!(config.language, "pt-BR");
    assert_eq!(config.author.as_deref(), Some("A. Author"));
    let repository = config.repository.as_deref();
    assert_eq!(repository, Some("https://github.com/user/repo"));
    assert_eq!(config.cname.as_deref(), Some("guide.example.org"));
    assert!(!config.offline);
    assert_eq!(config.levels[0].aliases, ["beginner", "entry"]);
    assert_eq!(config.levels[0].description, "The first year.");
    assert_eq!(config.topics[0].description, "What is kept.");
    let source = &config.sources[0];
    assert_eq!(source.publisher.as_deref(), Some("A Publisher"));
    assert_eq!(source.date.as_deref(), Some("2025-09-02"));
    assert_eq!(
        source.url.as_deref(),
        Some("https://example.org/post?id=1#top")
    );
    assert!(!config.markup.unsafe_html);
}

#[test]
fn a_title_and_three_lists_are_enough() {
    let config = config();
    assert_eq!(config.language, "en");
    assert_eq!(config.base_url, None);
    assert!(config.markup.unsafe_html);
}

#[test]
fn byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = format!("\u{feff}{}", common::SITE.replace('\n', "\r\n"));
    assert_eq!(config_of(&text), config());
    let wrong = "title = \"Ünï\"\nbase_url = \"ftp://x\"\n";
    let wrong = format!("{wrong}{}", common::SITE.replace("title = \"Guide\"", ""));
    let found = mistakes(&wrong);
    assert!(found.starts_with("site.toml:2:12: E016"), "{found}");
    assert_eq!(
        found,
        mistakes(&format!("\u{feff}{}", wrong.replace('\n', "\r\n")))
    );
}

#[test]
fn names_are_found_without_regard_to_case() {
    let config = config();
    assert_eq!(config.level("Beginner"), Some(LevelId(0)));
    assert_eq!(config.level(" SENIOR "), Some(LevelId(1)));
    assert_eq!(config.topic("Objects"), Some(TopicId(1)));
    assert_eq!(config.source("BOOK"), Some(SourceId(1)));
    assert_eq!(config.level("data"), None);
}

#[test]
fn what_is_missing_is_named() {
    assert_snapshot!(mistakes(""), @r"
    site.toml:1:1: E007 site.toml has no `title`
    site.toml:1:1: E007 site.toml lists no levels
      add one: [[levels]] with `id` and `title`
    site.toml:1:1: E007 site.toml lists no sources
      add one: [[sources]] with `id` and `title`
    site.toml:1:1: E007 site.toml lists no topics
      add one: [[topics]] with `id` and `title`
    ");
    assert_snapshot!(mistakes("title = \"G\"\nlevels = 3\ntopics = []\nsources = [1]\n"), @r"
    site.toml:2:10: E009 `levels` must be a list of tables, not a whole number «3»
    site.toml:3:10: E010 site.toml lists no topics «[]»
      add one: [[topics]] with `id` and `title`
    site.toml:4:12: E009 a source must be a table of fields, not a whole number «1»
    ");
    assert_snapshot!(mistakes(&common::SITE.replace("id = \"data\"", "").replace("title = \"A Blog\"", "title = \"\"")), @r#"
    site.toml:12:1: E007 a topic has no `id`
    site.toml:22:9: E010 `title` is empty «""»
    "#);
}

#[test]
fn unknown_fields_are_named_with_the_nearest_known_one() {
    let text = site_toml("baseurl = \"https://example.org\"\nlanguge = \"en\"\ncolour = 1")
        + "alias = [\"x\"]\n\n[markup]\nunsafe = true\n\n[plugins]\n";
    assert_snapshot!(mistakes(&text), @r"
    site.toml:1:1: E008 site.toml has no field `baseurl` «baseurl»
      did you mean `base_url`?
    site.toml:2:1: E008 site.toml has no field `languge` «languge»
      did you mean `language`?
    site.toml:3:1: E008 site.toml has no field `colour` «colour»
      its fields are: title, id, description, base_url, language, author, repository, cname, offline, levels, topics, sources, markup, python, search, practice, book, diagnostics
    site.toml:30:1: E008 a source has no field `alias` «alias»
      its fields are: id, title, publisher, date, url, description
    site.toml:33:1: E008 [markup] has no field `unsafe` «unsafe»
      its fields are: unsafe_html
    site.toml:35:2: E008 site.toml has no field `plugins` «plugins»
      its fields are: title, id, description, base_url, language, author, repository, cname, offline, levels, topics, sources, markup, python, search, practice, book, diagnostics
    ");
}

#[test]
fn ids_can_be_addresses_and_are_given_once() {
    let text = common::SITE
        .replace("id = \"junior\"", "id = \"the juniors\"")
        .replace("id = \"senior\"\n", "id = \"Beginner\"\n")
        .replace("id = \"objects\"", "id = \"DATA\"")
        .replace("id = \"blog\"", "id = \"../blog\"")
        .replace("id = \"book\"", "id = \"\"");
    assert_snapshot!(mistakes(&text), @r#"
    site.toml:4:6: E011 `the juniors` cannot be an id «"the juniors"»
      ids stand in addresses: use letters a to z, digits, `-` and `_`
    site.toml:9:6: E012 two levels are called `beginner` «"Beginner"»
      ids and aliases are compared without regard to case
    site.toml:17:6: E012 two topics are called `data` «"DATA"»
      ids and aliases are compared without regard to case
    site.toml:21:6: E011 `../blog` cannot be an id «"../blog"»
      ids stand in addresses: use letters a to z, digits, `-` and `_`
    site.toml:25:6: E010 `id` is empty «""»
    "#);
    let long = common::SITE.replace("id = \"data\"", &format!("id = \"{}\"", "d".repeat(300)));
    let found = mistakes(&long);
    assert!(found.contains("E011"), "{found}");
}

#[test]
fn values_are_checked() {
    for (line, wanted) in [
        ("base_url = \"example.org\"", "E016"),
        ("base_url = \"https://\"", "E016"),
        ("base_url = \"https://example.org/?x\"", "E016"),
        ("base_url = \"https://example.org/a b\"", "E016"),
        ("base_url = 3", "E009"),
        ("repository = \"git@github.com:u/r.git\"", "E016"),
        ("language = \"english!\"", "E009"),
        ("language = \"\"", "E009"),
        ("cname = \"https://example.org/\"", "E016"),
        ("cname = \"\"", "E016"),
        ("cname = \"a.example.org\\nb\"", "E016"),
        ("author = [\"A\"]", "E009"),
        ("description = \"\\u0001\"", "E026"),
    ] {
        let found = mistakes(&site_toml(line));
        assert!(
            found.starts_with("site.toml:1:") && found.contains(wanted),
            "{line}: {found}"
        );
        assert_eq!(found.matches("site.toml:").count(), 1, "{line}: {found}");
    }
}

#[test]
fn base_url_ends_with_one_slash() {
    for (given, whole, path) in [
        ("https://example.org", "https://example.org/", "/"),
        ("http://localhost:8000/", "http://localhost:8000/", "/"),
        ("https://u.github.io/r", "https://u.github.io/r/", "/r/"),
        (
            "https://u.github.io/a/b//",
            "https://u.github.io/a/b/",
            "/a/b/",
        ),
    ] {
        let base = BaseUrl::parse(given).expect("a base");
        assert_eq!((base.as_str(), base.path()), (whole, path));
    }
}

/// One mistake in the configuration is not told again by every question.
#[test]
fn questions_do_not_repeat_the_mistakes_of_site_toml() {
    let site = common::SITE.replace("title = \"Junior\"", "titel = \"Junior\"");
    let question = common::question("A", "");
    assert_snapshot!(
        site_mistakes(&[("site.toml", &site), ("content/a.md", &question)]),
        @r"
    site.toml:3:1: E007 a level has no `title`
    site.toml:5:1: E008 a level has no field `titel` «titel»
      did you mean `title`?
    "
    );
}

#[test]
fn syntax_errors_stand_at_their_place() {
    assert_snapshot!(mistakes("title = Guide\n"), @"site.toml:1:9: E004 string values must be quoted, expected literal string «Guide»");
    assert_snapshot!(mistakes("title = \"G\"\n[[levels]\n"), @"site.toml:2:10: E004 unclosed array table, expected `]`");
}

#[test]
fn nesting_has_a_limit() {
    for text in [
        format!("title = {}", "[".repeat(50_000)),
        format!("{}title = 1", "a.".repeat(50_000)),
        format!("[{}a]", "a.".repeat(50_000)),
    ] {
        assert_ne!(mistakes(&text), "");
    }
}

#[test]
fn a_guide_says_how_bad_a_mistake_is() {
    let with = |lines: &str| format!("{}\n[diagnostics]\n{lines}", common::SITE);
    let wrong = mistakes(&with("E018 = \"warnin\"\nE001 = \"off\"\n"));
    for part in [
        "E009 `E018` must be \"error\", \"warning\" or \"off\", not `warnin`",
        "E009 E001 cannot be less than an error: a file cannot be read",
        "those that can are: E018, E019, E020, E021, ",
    ] {
        assert!(wrong.contains(part), "{wrong}");
    }
    let body = "[text](gone.md) and ![a cat](cat.png) and ![a dog](https://example.org/dog.png)";
    let site = |lines: &str| {
        files(&[
            ("site.toml", with(lines)),
            (
                "content/a.md",
                common::question_with("A", "related = \"gone\"", body),
            ),
        ])
    };
    let lowered = "E018 = \"warning\"\nE041 = \"off\"\nE021 = \"off\"\nW004 = \"error\"\n";
    let found = common::prepared(&site(lowered), &Settings::default());
    assert_snapshot!(report(&found.diagnostics, &site(lowered)), @r"
    content/a.md:8:1: E018 the link `gone.md` is broken: there is no file content/gone.md «[text](gone.md)»
    content/a.md:8:21: E018 the image `cat.png` is broken: there is no file content/cat.png «![a cat](cat.png)»
    ");
    assert!(!found.has_errors());
    let made = common::outputs(&[
        ("site.toml", with(lowered)),
        ("content/a.md", common::question_with("A", "", body)),
    ]);
    let page = &made["questions/a.html"];
    let shown = "<a>text</a> and a cat and <a href=\"https://example.org/dog.png\">a dog</a>";
    assert!(page.contains(shown), "{page}");
}

#[test]
fn raw_html_that_may_lead_nowhere_is_text() {
    let body = "A <a class=\"x\" href=\"gone.md\" id='y'>link</a>, <a href=gone.md>another</a> and \
        <img src = 'cat.png' alt=\"a cat\">.";
    let made = common::outputs(&[
        (
            "site.toml",
            format!("{}\n[diagnostics]\nE018 = \"off\"\n", common::SITE),
        ),
        ("content/a.md", common::question_with("A", "", body)),
    ]);
    let page = &made["questions/a.html"];
    let shown = "A <a class=\"x\" id='y'>link</a>, <a>another</a> and <img alt=\"a cat\">.";
    assert!(page.contains(shown), "{page}");
}
