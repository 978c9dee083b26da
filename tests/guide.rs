//! The whole guide: order, what is before and after, lists and their pages, related
//! questions, addresses and redirects.

mod common;

use common::{Folder, files, outputs, prepared, question, question_with, site_mistakes, site_toml};
use insta::assert_snapshot;
use studypress::diagnostic::Checked;
use studypress::guide::{Guide, List, QuestionId};
use studypress::pipeline::Settings;

fn guide<P: AsRef<str>, T: AsRef<[u8]>>(given: &[(P, T)]) -> Guide {
    let Checked {
        value: site,
        diagnostics,
    } = prepared(&files(given), &Settings::default());
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.is_error()).collect();
    assert_eq!(errors, Vec::<&studypress::diagnostic::Diagnostic>::new());
    site.expect("a site").guide
}

/// A question of any level and topic.
fn at(level: &str, topic: &str, title: &str, lines: &str) -> String {
    question_with(title, lines, "")
        .replace("\"junior\"", &format!("\"{level}\""))
        .replace("\"data\"", &format!("\"{topic}\""))
}

fn titles(guide: &Guide, ids: &[QuestionId]) -> Vec<String> {
    let title = |id: &QuestionId| guide.question(*id).item.title.clone();
    ids.iter().map(title).collect()
}

#[test]
fn questions_stand_by_level_topic_order_and_title() {
    let guide = guide(&[
        ("content/a.md", at("senior", "data", "A", "")),
        ("content/b.md", at("junior", "objects", "B", "")),
        ("content/c.md", at("junior", "data", "zebra", "")),
        ("content/d.md", at("junior", "data", "`Apple`", "")),
        (
            "content/e.md",
            at(
                "junior",
                "data",
                "Z last by name, second by order",
                "order = 2",
            ),
        ),
        (
            "content/f.md",
            at("beginner", "data", "Z first by order", "order = -1"),
        ),
    ]);
    let all: Vec<QuestionId> = guide.question_ids().collect();
    assert_eq!(
        titles(&guide, &all),
        [
            "Z first by order",
            "Z last by name, second by order",
            "`Apple`",
            "zebra",
            "B",
            "A"
        ]
    );
    let around = |title: &str| {
        let of = |id: &QuestionId| guide.question(*id).item.title == title;
        let id = all.iter().copied().find(of).expect("a question");
        let (before, after) = guide.previous_and_next(id);
        let name = |id: Option<QuestionId>| titles(&guide, &Vec::from_iter(id)).concat();
        (name(before), name(after))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        around("Z first by order"),
        pair("", "Z last by name, second by order")
    );
    assert_eq!(around("zebra"), pair("`Apple`", "B"));
    assert_eq!(around("B"), pair("zebra", ""), "a level ends where it ends");
    assert_eq!(around("A"), pair("", ""));
}

#[test]
fn a_question_of_two_places_in_a_source_is_in_its_list_once() {
    let guide = guide(&[(
        "content/a.md",
        question("A", "").replace(
            "source = \"blog\"",
            "source = [{ id = \"book\", at = \"Q1\" }, \"blog\", { id = \"book\", at = \"Q9\" }]",
        ),
    )]);
    assert_eq!(guide.sources, [vec![QuestionId(0)], vec![QuestionId(0)]]);
}

#[test]
fn a_site_without_questions_has_its_pages_all_the_same() {
    for given in [
        vec![],
        vec![("content/pages/tips.md", "---\ntitle: Tips\n---\n")],
    ] {
        let made = outputs(&given);
        for path in [
            "index.html",
            "questions.html",
            "levels/junior.html",
            "sources/book.html",
            "404.html",
        ] {
            assert!(made.contains_key(path), "{path}");
        }
        assert!(made["questions.html"].contains("no questions here yet"));
    }
}

/// 650 questions: three pages of the list of all, two of the level with 400.
#[test]
fn long_lists_are_split_into_pages() {
    let given: Vec<(String, String)> = (0..650)
        .map(|n| {
            let level = if n % 13 < 8 { "junior" } else { "senior" };
            (
                format!("content/q{n:03}.md"),
                at(level, "data", &format!("Q{n:03}"), ""),
            )
        })
        .collect();
    let guide = guide(&given);
    assert_eq!(guide.list_pages(List::All), 3);
    let made = outputs(&given);
    let pages: Vec<&String> = made
        .keys()
        .filter(|path| path.starts_with("levels/"))
        .collect();
    assert_eq!(
        pages,
        [
            "levels/junior-2.html",
            "levels/junior.html",
            "levels/senior.html"
        ]
    );
    let rows = |path: &str| made[path].matches("class=\"title\"").count();
    assert_eq!(
        [
            rows("questions.html"),
            rows("questions-2.html"),
            rows("questions-3.html")
        ],
        [300, 300, 50]
    );
    assert_eq!(
        [rows("levels/junior.html"), rows("levels/junior-2.html")],
        [300, 100]
    );
    for (path, page) in &made {
        if path.starts_with("questions") && !path.contains('/') {
            for other in ["questions.html", "questions-2.html", "questions-3.html"] {
                let linked = page.contains(&format!("href=\"{other}\">"));
                assert!(linked || path == other, "{path} leads to {other}");
            }
        }
    }
    // A cell of the grid leads to the page on which its level begins.
    assert!(made["index.html"].contains("\"topics/data-2.html#sp-senior\""));
    assert!(made["topics/data-2.html"].contains("id=\"sp-senior\""));
}

#[test]
fn exactly_300_questions_are_one_page() {
    let given: Vec<_> = (0..300)
        .map(|n| (format!("content/q{n}.md"), question("Q", "")))
        .collect();
    assert_eq!(guide(&given).list_pages(List::All), 1);
}

#[test]
fn related_questions_share_rare_words() {
    let words = [
        "decorator wraps closure",
        "socket packet router",
        "matrix vector tensor",
    ];
    let given: Vec<(String, String)> = (0..9)
        .map(|n| {
            let body = format!(
                "{} {}\n",
                words[n / 3],
                "some words that all questions share"
            );
            (
                format!("content/q{n}.md"),
                question(&format!("Question {n}"), &body),
            )
        })
        .collect();
    let guide = guide(&given);
    for (index, id) in guide.question_ids().enumerate() {
        let related = guide.related.of(id);
        assert!(!related.is_empty(), "{index}");
        assert!(!related.contains(&QuestionId(index)));
        for id in related {
            assert_eq!(id.0 / 3, index / 3, "{index} is not like {}", id.0);
        }
    }
}

#[test]
fn the_authors_related_questions_come_first() {
    let mut given: Vec<(String, String)> = (0..8)
        .map(|n| {
            (
                format!("content/q{n}.md"),
                question(&format!("Question {n}"), ""),
            )
        })
        .collect();
    let named = "related = [\"q7\", \"Q3\", \"q7\", \"q2\", \"q4\", \"q5\"]";
    given[0].1 = question_with("Question 0", named, "");
    let guide = guide(&given);
    let ids: Vec<usize> = guide
        .related
        .of(QuestionId(0))
        .iter()
        .map(|id| id.0)
        .collect();
    assert_eq!(ids, [7, 3, 2, 4, 5], "all of them, each once");
}

#[test]
fn two_outputs_at_one_address_are_an_error_that_names_both() {
    assert_snapshot!(site_mistakes(&[
        ("content/a/gil.md", question("A", "")),
        ("content/b/GIL.md", question("B", "")),
        ("content/c.md", question_with("C", "slug = \"Gil\"", "")),
        ("content/d.md", question_with("D", "aliases = [\"questions/gil\", \"/old.html\", \"OLD.html\", \"questions/d.html\"]", "")),
        ("content/pages/index.md", "---\ntitle: Home\n---\n".to_owned()),
        ("content/pages/404.md", "---\ntitle: Lost\n---\n".to_owned()),
        ("content/pages/x/tips.md", "---\ntitle: Tips\n---\n".to_owned()),
        ("content/pages/y/tips.md", "---\ntitle: Tips\n---\n".to_owned()),
        ("content/pages/Questions.md", "---\ntitle: Questions\n---\n".to_owned()),
        ("static/levels/junior.html", "mine".to_owned()),
        ("static/index.html", "mine".to_owned()),
        ("static/404.html", "mine".to_owned()),
    ]), @r#"
    content/b/GIL.md: E017 `questions/GIL.html` is already the address of content/a/gil.md
      `questions/gil.html` differs only in case, and many systems do not tell the two apart
      give one of them another `slug` or alias
    content/c.md:6:8: E017 `questions/Gil.html` is already the address of content/a/gil.md «"Gil"»
      `questions/gil.html` differs only in case, and many systems do not tell the two apart
      give one of them another `slug` or alias
    content/d.md:6:12: E017 `questions/gil.html` is already the address of content/a/gil.md «"questions/gil"»
      give one of them another `slug` or alias
    content/d.md:6:42: E017 `OLD.html` is already the address of content/d.md «"OLD.html"»
      `old.html` differs only in case, and many systems do not tell the two apart
      give one of them another `slug` or alias
    content/d.md:6:54: E017 `questions/d.html` is already the address of content/d.md «"questions/d.html"»
      give one of them another `slug` or alias
    content/pages/404.md: E017 `404.html` is already the address of the site itself
      give one of them another `slug` or alias
    content/pages/Questions.md: E017 `Questions.html` is already the address of the list of all questions
      `questions.html` differs only in case, and many systems do not tell the two apart
      give one of them another `slug` or alias
    content/pages/index.md: E017 `index.html` is already the address of the site itself
      give one of them another `slug` or alias
    content/pages/y/tips.md: E017 `tips.html` is already the address of content/pages/x/tips.md
      give one of them another `slug` or alias
    static/404.html: E017 `404.html` is already the address of content/pages/404.md
      rename this file
    static/index.html: E017 `index.html` is already the address of content/pages/index.md
      rename this file
    static/levels/junior.html: E017 `levels/junior.html` is already the address of the level `junior`
      rename this file
    "#);
}

/// Folders and files share names: `a.html` cannot be both.
#[test]
fn an_address_below_a_file_is_an_error() {
    assert_snapshot!(site_mistakes(&[
        ("content/a.md", question_with("A", "aliases = [\"questions.html/x\", \"questions/a.html/y.html\"]", "")),
        ("static/levels", "a file".to_owned()),
    ]), @r#"
    content/a.md:6:12: E017 `questions.html/x.html` lies below `questions.html`, which is the address of the list of all questions and no folder «"questions.html/x"»
      give one of them another `slug` or alias
    content/a.md:6:32: E017 `questions/a.html/y.html` lies below `questions/a.html`, which is the address of content/a.md and no folder «"questions/a.html/y.html"»
      give one of them another `slug` or alias
    static/levels: E017 `levels/junior.html` lies below `levels`, which is the address of static/levels and no folder
      rename this file
    "#);
}

#[test]
fn pages_of_a_long_list_can_meet_another_list() {
    let site = common::SITE.replace("id = \"senior\"", "id = \"junior-2\"");
    let mut given: Vec<(String, String)> = (0..301)
        .map(|n| (format!("content/q{n}.md"), question("Q", "")))
        .collect();
    assert_eq!(site_mistakes(&[("site.toml", &site)]), "");
    given.push(("site.toml".to_owned(), site));
    assert_snapshot!(site_mistakes(&given), @r"
    site.toml: E017 `levels/junior-2.html` is already the address of the level `junior`
      give one of them another `id`
    ");
}

#[test]
fn a_site_may_bring_its_own_robots_and_feeds() {
    let made = outputs(&[
        (
            "site.toml",
            site_toml("base_url = \"https://example.org\"\ncname = \"example.org\""),
        ),
        (
            "content/a.md",
            question_with("A", "updated = 2026-01-01", ""),
        ),
        ("static/robots.txt", "mine".to_owned()),
        ("static/CNAME", "mine".to_owned()),
        ("static/feed.xml", "mine".to_owned()),
        ("static/sitemap.xml", "mine".to_owned()),
        ("static/favicon.svg", "mine".to_owned()),
    ]);
    for path in [
        "robots.txt",
        "CNAME",
        "feed.xml",
        "sitemap.xml",
        "favicon.svg",
    ] {
        assert_eq!(made[path], "mine", "{path}");
    }
}

#[test]
fn old_addresses_lead_to_the_page() {
    let made = outputs(&[
        (
            "site.toml",
            site_toml("base_url = \"https://example.org/guide/\""),
        ),
        (
            "content/new.md",
            question_with(
                "New",
                "slug = \"né\"\naliases = [\"old\", \"/blog/2020/post.html\", \"was/here/\"]",
                "",
            ),
        ),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\naliases: [hints.html]\n---\n".to_owned(),
        ),
    ]);
    for (old, target) in [
        ("old.html", "questions/n%C3%A9.html"),
        ("blog/2020/post.html", "../../questions/n%C3%A9.html"),
        ("was/here/index.html", "../../questions/n%C3%A9.html"),
        ("hints.html", "tips.html"),
    ] {
        let page = &made[old];
        assert!(
            page.contains(&format!("content=\"0; url={target}\"")),
            "{page}"
        );
        assert!(page.contains(&format!("<a href=\"{target}\">")), "{page}");
    }
    assert!(
        made["old.html"].contains(
            "rel=\"canonical\" href=\"https://example.org/guide/questions/n%C3%A9.html\""
        )
    );
    assert!(!made["sitemap.xml"].contains("old.html"));
}

#[test]
fn aliases_can_be_paths() {
    let with = |alias: &str| {
        site_mistakes(&[(
            "content/a.md",
            question_with("A", &format!("aliases = [\"{alias}\"]"), ""),
        )])
    };
    assert_snapshot!(with(""), @r#"
    content/a.md:6:12: E011 `` cannot be an alias: it is empty «""»
      write an old address from the root of the site, such as questions/old-name.html
    "#);
    assert_snapshot!(with("../up.html"), @r#"
    content/a.md:6:12: E011 `../up.html` cannot be an alias: its parts must not be empty, `.` or `..` «"../up.html"»
      write an old address from the root of the site, such as questions/old-name.html
    "#);
    assert_snapshot!(with("a//b"), @r#"
    content/a.md:6:12: E011 `a//b` cannot be an alias: its parts must not be empty, `.` or `..` «"a//b"»
      write an old address from the root of the site, such as questions/old-name.html
    "#);
    assert_snapshot!(with("https://example.org/x"), @r#"
    content/a.md:6:12: E011 `https://example.org/x` cannot be an alias: it must be a path without `?`, `#`, `:` and `\` «"https://example.org/x"»
      write an old address from the root of the site, such as questions/old-name.html
    "#);
    assert_snapshot!(with("a.html#b"), @r#"
    content/a.md:6:12: E011 `a.html#b` cannot be an alias: it must be a path without `?`, `#`, `:` and `\` «"a.html#b"»
      write an old address from the root of the site, such as questions/old-name.html
    "#);
    let long = with(&"x".repeat(300));
    assert!(long.contains("E011"), "{long}");
    let deep = with(&"xx/".repeat(2000));
    assert!(deep.contains("E011"), "{deep}");
}

/// Whatever the length of a name, a build that has no mistakes can be written.
#[test]
fn the_longest_names_can_be_written() {
    let long = "x".repeat(200);
    let site = Folder::site(&[
        (format!("content/{long}.md"), question("A", "")),
        (
            "content/b.md".to_owned(),
            question_with("B", &format!("aliases = [\"{long}/{long}\"]"), ""),
        ),
    ]);
    site.build();
}

#[test]
fn a_mistake_in_the_words_of_the_interface_hides_no_unknown_level() {
    let typo = question("A", "").replace("junior", "juniro");
    let told = site_mistakes(&[
        ("content/a.md", typo.as_str()),
        ("strings/en.toml", "skipp = \"Skip\"\n"),
    ]);
    assert!(told.contains("`juniro`"), "{told}");
    assert!(told.contains("`skipp`"), "{told}");
}
