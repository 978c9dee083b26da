//! What the pages, feeds and maps of a site carry.

mod common;

use common::{
    broken_links, files, is_outward, links, outputs, outputs_with, prepared, question,
    question_with, report, site_mistakes, site_toml,
};
use insta::assert_snapshot;
use rayon::prelude::*;
use std::collections::BTreeMap;
use studypress::config::BaseUrl;
use studypress::diagnostic::Checked;
use studypress::pipeline::Settings;

const BASE: &str = "base_url = \"https://user.github.io/repo\"\nrepository = \"https://github.com/user/repo\"\nauthor = \"A & B\"\ndescription = \"All of \\\"it\\\".\"\ncname = \"guide.example.org\"";

/// A site with everything on it.
fn full() -> BTreeMap<String, String> {
    let asked =
        "source = [{ id = \"blog\", at = \"Q1\" }, \"book\", { id = \"blog\", at = \"Q9 <b>\" }]";
    let gil = question_with(
        "What is the `GIL` & <why>?",
        "summary = \"One *lock*, `x < y`.\"\ntags = [\"locks\", \"c<d\"]\nupdated = 2026-03-14\naliases = [\"old\"]",
        "Before.\n\n## Why\n\nText with [a link](b.md).\n\n### Deep\n\n```python\nprint(1)\n```\n",
    )
    .replace("source = \"blog\"", asked);
    outputs(&[
        ("site.toml", site_toml(BASE).replace("title = \"A Blog\"", "title = \"A Blog\"\npublisher = \"P\"\ndate = 2025-01-01\nurl = \"https://example.org/post?a=1&b=2\"")),
        ("content/gil.md", gil),
        ("content/b.md", question("B", "")),
        ("content/pages/tips.md", "---\ntitle: Tips\nsummary: Sleep.\n---\n## Sleep\n".to_owned()),
    ])
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn a_question_names_its_level_topic_and_sources() {
    let made = full();
    let page = &made["questions/gil.html"];
    for part in [
        "<h1>What is the <code>GIL</code> &amp; &lt;why&gt;?</h1>",
        "<title>What is the GIL &amp; &lt;why&gt;? · Guide</title>",
        "href=\"../levels/junior.html\">Junior</a>",
        "href=\"../topics/data.html\">Data</a>",
        "href=\"../sources/blog.html\">A Blog</a>",
        "href=\"../sources/book.html\">The Book</a>",
        "One <em>lock</em>, <code>x &lt; y</code>.",
        "1 min",
        "c&lt;d",
        "datetime=\"2026-03-14\"",
        "href=\"#why\">Why</a>",
        "href=\"#deep\">Deep</a>",
        "<a href=\"../questions/b.html\">a link</a>",
        "rel=\"prev\" href=\"../questions/b.html\"",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    // The places in one source stand together, in the order given.
    let from = page.find("A Blog</a>").expect("the source");
    let asked = &page[from..from + 200];
    let places = asked.find("Q1").zip(asked.find("Q9 &lt;b&gt;"));
    assert!(places.is_some_and(|(one, nine)| one < nine), "{asked}");
    assert!(
        !page.contains("rel=\"next\""),
        "it is the last of its level"
    );
    assert!(made["questions/b.html"].contains("rel=\"next\" href=\"../questions/gil.html\""));
    assert!(made["sources/blog.html"].contains("Q9 &lt;b&gt;"));
    assert!(made["sources/blog.html"].contains("href=\"https://example.org/post?a=1&amp;b=2\""));
}

#[test]
fn machines_are_told_what_a_question_is() {
    let made = full();
    let page = &made["questions/gil.html"];
    let from = page.find("ld+json\">").expect("data") + 9;
    let to = from + page[from..].find("</script>").expect("its end");
    let data: serde_json::Value = serde_json::from_str(&page[from..to]).expect("JSON");
    let item = |position, name, address| {
        let url = format!("https://user.github.io/repo/{address}");
        serde_json::json!({"@type": "ListItem", "position": position, "name": name, "item": url})
    };
    let wanted = serde_json::json!([{
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": "What is the GIL & <why>?",
        "inLanguage": "en",
        "educationalLevel": "Junior",
        "about": "Data",
        "keywords": ["locks", "c<d"],
        "url": "https://user.github.io/repo/questions/gil.html",
        "author": {"@type": "Person", "name": "A & B"},
        "dateModified": "2026-03-14",
        "mainEntity": {
            "@type": "Question",
            "name": "What is the GIL & <why>?",
            "acceptedAnswer": {"@type": "Answer", "text": "One lock, x < y."},
        },
    }, {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            item(1, "Junior", "levels/junior.html"),
            item(2, "Data", "topics/data.html"),
            item(3, "What is the GIL & <why>?", "questions/gil.html"),
        ],
    }]);
    assert_eq!(data, wanted);
}

#[test]
fn nothing_ends_the_script_element_early() {
    let made = outputs(&[(
        "content/a.md",
        question_with("</script><!-- <script>", "summary = \"</ScRiPt>\"", ""),
    )]);
    let page = &made["questions/a.html"];
    let from = page.find("ld+json\">").expect("data") + 9;
    let to = from + page[from..].find("</script>").expect("its end");
    assert!(!page[from..to].contains('<'));
    serde_json::from_str::<serde_json::Value>(&page[from..to]).expect("JSON");
}

#[test]
fn absolute_addresses_stand_only_where_base_url_is_known() {
    let made = full();
    for (path, address) in [
        ("index.html", ""),
        ("questions/gil.html", "questions/gil.html"),
        ("levels/junior.html", "levels/junior.html"),
        ("tips.html", "tips.html"),
    ] {
        let address = format!("https://user.github.io/repo/{address}");
        assert!(
            made[path].contains(&format!("<link rel=\"canonical\" href=\"{address}\">")),
            "{path}"
        );
        assert!(
            made[path].contains(&format!("<meta property=\"og:url\" content=\"{address}\">")),
            "{path}"
        );
    }
    assert!(!made["404.html"].contains("canonical"));
    let bare = outputs(&[
        (
            "content/gil.md",
            question_with("GIL", "updated = 2026-03-14\naliases = [\"old\"]", ""),
        ),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\n---\n".to_owned(),
        ),
    ]);
    for (path, text) in &bare {
        if path.ends_with(".html") {
            assert!(
                !text.contains("canonical") && !text.contains("og:url"),
                "{path}"
            );
            assert!(
                !text.contains("feed.xml") && !text.contains("Edit this page"),
                "{path}"
            );
            assert!(links(text).iter().all(|link| !is_outward(link)), "{path}");
        }
    }
    for absent in ["sitemap.xml", "feed.xml", "CNAME"] {
        assert!(!bare.contains_key(absent), "{absent}");
    }
    assert_eq!(bare["robots.txt"], "User-agent: *\nAllow: /\n");
    assert_eq!(bare[".nojekyll"], "");
}

#[test]
fn a_link_that_is_shared_is_shown_with_title_answer_and_the_guides_picture() {
    let site = |lines: &str, name: &str| {
        outputs(&[
            ("site.toml", site_toml(lines)),
            (
                "content/gil.md",
                question_with("The `GIL`?", "summary = \"One *lock*.\"", ""),
            ),
            (name, "picture".to_owned()),
        ])
    };
    let made = site(
        "base_url = \"https://example.org/g/\"\nlanguage = \"pt-BR\"\ndescription = \"All of it.\"",
        "static/share.jpg",
    );
    let page = &made["questions/gil.html"];
    for tag in [
        "<meta property=\"og:title\" content=\"The GIL?\">",
        "<meta property=\"og:description\" content=\"One lock.\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:locale\" content=\"pt_BR\">",
        "<meta property=\"og:url\" content=\"https://example.org/g/questions/gil.html\">",
        "<meta property=\"og:image\" content=\"https://example.org/g/share.jpg\">",
        "<meta property=\"og:image:alt\" content=\"Guide\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<p class=\"share scripted\"><button type=\"button\"",
    ] {
        assert_eq!(count(page, tag), 1, "{tag} in\n{page}");
    }
    let list = &made["questions.html"];
    assert!(list.contains("<meta property=\"og:description\" content=\"All of it.\">"));
    assert!(!list.contains("class=\"share"));
    for (lines, name) in [
        ("", "static/share.png"),
        ("base_url = \"https://example.org\"", "static/other.png"),
    ] {
        let page = &site(lines, name)["questions/gil.html"];
        assert!(!page.contains("og:image"), "it must be absolute");
        assert!(page.contains("<meta name=\"twitter:card\" content=\"summary\">"));
        assert!(page.contains("<meta property=\"og:locale\" content=\"en_US\">"));
    }
    let made = site("language = \"tlh\"", "static/other.png");
    assert!(!made["index.html"].contains("og:locale"));
}

#[test]
fn a_site_map_needs_a_base_url() {
    let given = files(&[("content/a.md", question("A", ""))]);
    let diagnostics = prepared(&given, &Settings::default()).diagnostics;
    assert_eq!(diagnostics, [], "`check` alone warns");
    let base = BaseUrl::parse("https://example.org").expect("a base");
    let settings = Settings {
        base_url: Some(base),
        ..Settings::default()
    };
    let diagnostics = prepared(&given, &settings).diagnostics;
    assert_eq!(diagnostics, []);
    let made = outputs_with(&[("content/a.md", question("A", ""))], &settings);
    assert!(made["sitemap.xml"].contains("https://example.org/questions/a.html"));
}

#[test]
fn pages_can_be_edited_where_the_repository_is_known() {
    let made = full();
    for (path, file) in [
        ("questions/gil.html", "content/gil.md"),
        ("tips.html", "content/pages/tips.md"),
    ] {
        let link = format!("href=\"https://github.com/user/repo/edit/HEAD/{file}\"");
        assert!(made[path].contains(&link), "{path}");
    }
}

#[test]
fn every_link_is_relative_and_leads_somewhere() {
    assert_eq!(broken_links(&full()), Vec::<String>::new());
}

/// It is shown at any depth, so it alone has links from the root.
#[test]
fn the_page_for_what_is_not_there_has_links_from_the_root() {
    for (lines, root) in [
        ("", "/"),
        ("base_url = \"https://example.org\"", "/"),
        (
            "base_url = \"https://user.github.io/some/repo/\"",
            "/some/repo/",
        ),
    ] {
        let made = outputs(&[
            ("site.toml", site_toml(lines)),
            (
                "content/pages/tips.md",
                "---\ntitle: Tips\n---\n".to_owned(),
            ),
        ]);
        let found = links(&made["404.html"]);
        assert!(found.len() > 5);
        for link in found {
            let inside = link
                .strip_prefix(root)
                .map(|rest| rest.split('#').next().unwrap_or(""));
            let good = link.starts_with('#') || inside.is_some_and(|path| made.contains_key(path));
            assert!(good, "{link} with {lines}");
        }
    }
}

#[test]
fn the_site_map_lists_every_page_once() {
    let made = full();
    assert_snapshot!(made["sitemap.xml"], @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://user.github.io/repo/</loc></url>
    <url><loc>https://user.github.io/repo/tags.html</loc></url>
    <url><loc>https://user.github.io/repo/practice.html</loc></url>
    <url><loc>https://user.github.io/repo/interview.html</loc></url>
    <url><loc>https://user.github.io/repo/questions.html</loc></url>
    <url><loc>https://user.github.io/repo/levels/junior.html</loc></url>
    <url><loc>https://user.github.io/repo/levels/senior.html</loc></url>
    <url><loc>https://user.github.io/repo/topics/data.html</loc></url>
    <url><loc>https://user.github.io/repo/topics/objects.html</loc></url>
    <url><loc>https://user.github.io/repo/sources/blog.html</loc></url>
    <url><loc>https://user.github.io/repo/sources/book.html</loc></url>
    <url><loc>https://user.github.io/repo/tags/cd.html</loc></url>
    <url><loc>https://user.github.io/repo/tags/locks.html</loc></url>
    <url><loc>https://user.github.io/repo/tips.html</loc></url>
    <url><loc>https://user.github.io/repo/questions/b.html</loc></url>
    <url><loc>https://user.github.io/repo/questions/gil.html</loc><lastmod>2026-03-14</lastmod></url>
    </urlset>
    "#);
    assert_eq!(
        made["robots.txt"],
        "User-agent: *\nAllow: /\nSitemap: https://user.github.io/repo/sitemap.xml\n"
    );
    assert_eq!(made["CNAME"], "guide.example.org\n");
}

#[test]
fn the_feed_holds_the_newest_fifty_and_is_dated_by_the_newest() {
    let mut given: Vec<(String, String)> = (0..60)
        .map(|n| {
            let updated = format!("updated = 2025-{:02}-{:02}", n / 28 + 1, n % 28 + 1);
            (
                format!("content/q{n}.md"),
                question_with(&format!("Q{n}"), &updated, ""),
            )
        })
        .collect();
    given.push(("content/undated.md".to_owned(), question("Undated", "")));
    given.push((
        "site.toml".to_owned(),
        site_toml("base_url = \"https://example.org\""),
    ));
    let feed = &outputs(&given)["feed.xml"];
    assert_eq!(count(feed, "<entry>"), 50);
    assert!(feed.contains("<id>https://example.org/</id>"));
    assert!(feed.find("Q59").expect("the newest") < feed.find("Q58").expect("the next"));
    assert!(feed.contains("<title>Q10</title>") && !feed.contains("<title>Q9</title>"));
    let head = &feed[..feed.find("<entry>").expect("an entry")];
    assert!(
        head.contains("<updated>2025-03-04T00:00:00Z</updated>"),
        "{head}"
    );
    assert_snapshot!(full()["feed.xml"], @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
    <title>Guide</title>
    <subtitle>All of &quot;it&quot;.</subtitle>
    <id>https://user.github.io/repo/</id>
    <link href="https://user.github.io/repo/"/>
    <link rel="self" href="https://user.github.io/repo/feed.xml" type="application/atom+xml"/>
    <updated>2026-03-14T00:00:00Z</updated>
    <author><name>A &amp; B</name></author>
    <entry>
    <title>What is the GIL &amp; &lt;why&gt;?</title>
    <id>https://user.github.io/repo/questions/gil.html</id>
    <link href="https://user.github.io/repo/questions/gil.html"/>
    <updated>2026-03-14T00:00:00Z</updated>
    <category term="Data"/>
    <category term="Junior"/>
    <summary type="html">One &lt;em&gt;lock&lt;/em&gt;, &lt;code&gt;x &amp;lt; y&lt;/code&gt;.</summary>
    </entry>
    </feed>
    "#);
}

#[test]
fn without_dates_there_is_no_feed() {
    let made = outputs(&[
        ("site.toml", site_toml("base_url = \"https://example.org\"")),
        ("content/a.md", question("A", "")),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\nupdated: 2026-01-01\n---\n".to_owned(),
        ),
    ]);
    assert!(!made.contains_key("feed.xml"));
    assert!(made.values().all(|text| !text.contains("feed.xml")));
}

#[test]
fn assets_carry_a_hash_and_follow_their_content() {
    let address = |css: &str| {
        let made = outputs(&[("static/css/zz.css", css), ("static/js/mine.js", "1")]);
        let is_ours = |path: &&String| path.starts_with("css/site.") || path.starts_with("js/mine");
        let found: Vec<String> = made.keys().filter(is_ours).cloned().collect();
        assert!(made["index.html"].contains(&found[0]));
        found
    };
    let (one, again, other) = (address("a{}"), address("a{}"), address("b{}"));
    assert_eq!(one, again);
    assert_ne!(one[0], other[0]);
    assert_eq!(one[1], other[1]);
    assert!(one[0].starts_with("css/site.") && one[0].ends_with(".css"));
}

#[test]
fn style_sheets_of_the_themes_folders_stand_apart() {
    let made = outputs(&[
        ("static/css/practice/9-mine.css", "mine{}"),
        ("static/css/own/a.css", "own{}"),
    ]);
    let style = |name: &str| {
        let mut all = made.keys().filter(|path| path.starts_with(name));
        made[all.next().expect("a style sheet")].clone()
    };
    assert!(style("css/practice.").contains("mine{}") && !style("css/practice.").contains("own{}"));
    // A guide of before, whose folders were joined with all others.
    assert!(style("css/site.").contains("own{}") && !style("css/site.").contains("mine{}"));
    assert!(!made.keys().any(|path| path.starts_with("css/own.")));
}

#[test]
fn a_sites_own_files_stand_in_for_the_themes() {
    let made = outputs(&[
        ("static/favicon.svg", "<svg id=\"own\"/>".to_owned()),
        ("static/static/x.txt", "deep".to_owned()),
        ("static/my icon#1.svg", "<svg/>".to_owned()),
        ("templates/404.html", "Own {{ site.title }} {{ asset(path=\"my icon#1.svg\") }}".to_owned()),
        ("templates/templates/unused.html", "{{ site.title }}".to_owned()),
        ("templates/parts/own.html", "{% component own() -%}component{%- endcomponent own %}".to_owned()),
        ("templates/home.html", "{% extends \"base.html\" %}{% block main %}<p>Own home {{ <own /> }}</p>{% endblock main %}".to_owned()),
    ]);
    assert_eq!(made["favicon.svg"], "<svg id=\"own\"/>");
    assert_eq!(made["static/x.txt"], "deep");
    assert_eq!(made["404.html"], "Own Guide my%20icon%231.svg");
    assert!(made["index.html"].contains("<p>Own home component</p>"));
    assert!(
        made["index.html"].contains("<footer"),
        "the base is the theme's"
    );
    assert!(made["questions.html"].contains("All questions"));
}

#[test]
fn what_authors_write_is_escaped_in_templates() {
    let made = outputs(&[
        (
            "site.toml",
            common::SITE
                .replace("\"Guide\"", "\"<i>&\\\"G\"")
                .replace("\"Junior\"", "\"<Junior>\""),
        ),
        (
            "content/a.md",
            question_with("<b>A", "summary = \"<u>\"\ntags = [\"<s>\"]", ""),
        ),
        (
            "content/pages/p.md",
            "---\ntitle: <q>\nsummary: <em>\n---\n".to_owned(),
        ),
    ]);
    for (path, page) in &made {
        if path.ends_with(".html") {
            for tag in ["<i>", "<Junior>", "<b>A", "<u>", "<s>", "<q>", "<em>"] {
                assert!(!page.contains(tag), "{tag} in {path}");
            }
        }
    }
}

/// What goes wrong when a site's templates are rendered.
fn template_mistakes(given: &[(&str, &str)]) -> String {
    let given = files(given);
    let Checked {
        value: site,
        mut diagnostics,
    } = prepared(&given, &Settings::default());
    diagnostics.retain(|d| d.is_error());
    if let Some(site) = site {
        let failed = site.outputs(&given).filter_map(|output| output.err());
        let failed = failed.map(|error| *error).collect();
        diagnostics.extend(studypress::render::merge_failures(failed));
    }
    studypress::diagnostic::sort(&mut diagnostics);
    report(&diagnostics, &given)
}

#[test]
fn a_template_error_names_template_line_and_page() {
    let one = question("A", "");
    let with = |name: &str, text: &str| template_mistakes(&[("content/a.md", &one), (name, text)]);
    let unknown = with(
        "templates/question.html",
        "Line 1\nÜnï {{ question.titel }}\n",
    );
    assert!(
        unknown.starts_with("templates/question.html:2:17: E024 Field `titel` is not defined.")
    );
    assert!(unknown.ends_with("«titel»\n  while making the page questions/a.html\n"));
    assert_snapshot!(with("templates/question.html", "{% if %}\n"), @"templates/question.html:1:7: E024 Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(` «%}»");
    assert_snapshot!(with("templates/question.html", "{% extends \"bse.html\" %}"), @"templates/question.html: E024 Template 'question.html' is inheriting from 'bse.html', which doesn't exist or isn't loaded.");
    assert_snapshot!(with("templates/question.html", "{{ asset(path=\"no.css\") }}"), @r#"
    templates/question.html:1:4: E024 there is no static/no.css «asset(path="no.css")»
      while making the page questions/a.html
    "#);
    assert_snapshot!(with("templates/question.html", "a\n{{ page.title | nofilter }}"), @"templates/question.html:2:17: E024 Unknown filter `nofilter`");
    assert_snapshot!(with("templates/question.html", "{{ <nothing /> }}"), @"templates/question.html:1:4: E024 Unknown component `nothing`");
    assert_snapshot!(template_mistakes(&[
        ("content/a.md", &one), ("content/b.md", &one), ("content/c.md", &one),
        ("templates/question.html", "{{ \"a\" + 1 }}"),
    ]), @r#"
    templates/question.html:1:4: E024 `+` requires both operands to be numbers, found `string` and `i64` «"a" + 1»
      while making the page questions/a.html
      and 2 other pages
    "#);
    assert_snapshot!(with("templates/404.html", "\n{{ 1 / 0 }}"), @r"
    templates/404.html:2:8: E024 Cannot divide by 0 «0»
      while making the page 404.html
    ");
    assert_snapshot!(with("templates/own.html", "{% extends \"own.html\" %}"), @r#"templates/own.html: E024 Circular extend detected for template 'own.html'. Inheritance chain: `["own.html"]`"#);
}

#[test]
fn a_template_must_be_text() {
    let given = [("templates/404.html", &b"\xff\xfe"[..])];
    assert_snapshot!(site_mistakes(&given), @r"
    templates/404.html: E002 this file is not UTF-8: see line 1, column 1
      save it as UTF-8; other encodings are not read
    ");
}

/// Drafts can be told from the rest where they are part of the site.
#[test]
fn drafts_are_marked() {
    let given = [("content/a.md", question_with("A", "draft = true", ""))];
    assert!(!outputs(&given).contains_key("questions/a.html"));
    let settings = Settings {
        drafts: true,
        ..Settings::default()
    };
    let made = outputs_with(&given, &settings);
    assert!(made["questions/a.html"].contains("Draft"));
    assert!(made["levels/junior.html"].contains("Draft"));
}
