//! Tags: a page for each, one of all, and the links that lead to them.

mod common;

use common::{Folder, links, outputs, question, question_with, site_mistakes};

#[test]
fn each_tag_has_a_page_of_its_questions() {
    let base = common::site_toml("base_url = \"https://example.org/\"");
    let made = outputs(&[
        ("site.toml", base),
        (
            "content/a.md",
            question_with("First", "tags = [\"GIL\", \"__init__\", \"a & b\"]", ""),
        ),
        (
            "content/b.md",
            question_with("Second", "tags = [\"gil\", \"ärger\"]", ""),
        ),
        ("content/c.md", question("Third", "")),
    ]);
    // One tag, however it is written, and the name that the first question gives it.
    let page = &made["tags/gil.html"];
    assert!(page.contains("<h1>GIL</h1>"), "{page}");
    assert!(page.contains("../questions/a.html") && page.contains("../questions/b.html"));
    assert!(!page.contains("../questions/c.html"));
    assert!(page.contains("<p class=\"kind\"><a href=\"../tags.html\">Tag</a></p>"));
    // The page of all names each once, by its letters.
    let all = links(&made["tags.html"]);
    let all: Vec<&String> = all.iter().filter(|to| to.starts_with("tags/")).collect();
    assert_eq!(
        all,
        [
            "tags/a--b.html",
            "tags/gil.html",
            "tags/__init__.html",
            "tags/%C3%A4rger.html"
        ]
    );
    // A question leads to its tags, every page to all of them, and so does the site map.
    let links = links(&made["questions/b.html"]);
    for to in [
        "../tags/gil.html",
        "../tags/%C3%A4rger.html",
        "../tags.html",
    ] {
        assert!(links.iter().any(|link| link == to), "{to}: {links:?}");
    }
    for to in ["tags.html", "tags/gil.html", "tags/__init__.html"] {
        let url = format!(
            "<loc>https:&#x2F;&#x2F;example.org&#x2F;{}",
            to.replace('/', "&#x2F;")
        );
        let map = made["sitemap.xml"].replace('/', "&#x2F;");
        assert!(map.contains(&url), "{to}: {}", made["sitemap.xml"]);
    }
}

#[test]
fn without_tags_there_are_no_pages_of_them() {
    let made = outputs(&[("content/a.md", question("A", ""))]);
    assert!(made.keys().all(|path| !path.starts_with("tags")));
    assert!(made.values().all(|text| !text.contains("tags.html")));
}

/// `C`, `C++` and `C#` have one slug and are three tags; a list's second page can meet another tag.
#[test]
fn tags_that_slug_alike_have_pages_of_their_own() {
    let mut given = vec![(
        "content/a.md".to_owned(),
        question_with(
            "A",
            "tags = [\"C\", \"C++\", \"C#\", \"+\", \"@\", \"x 2\"]",
            "",
        ),
    )];
    for n in 0..301 {
        let path = format!("content/q{n}.md");
        given.push((path, question_with("Q", "tags = [\"x\"]", "")));
    }
    let made = outputs(&given);
    let titles = |path: &str| {
        let page = &made[path];
        let start = page.find("<h1>").expect("a title") + 4;
        page[start..start + page[start..].find('<').expect("its end")].to_owned()
    };
    for (path, title) in [
        ("tags/c.html", "C"),
        ("tags/c-2.html", "C#"),
        ("tags/c-3.html", "C++"),
        ("tags/tag.html", "+"),
        ("tags/tag-2.html", "@"),
        ("tags/x.html", "x"),
        ("tags/x-2.html", "x, page 2"),
        ("tags/x-2-2.html", "x 2"),
    ] {
        assert_eq!(titles(path), title, "{path}");
    }
}

#[test]
fn what_authors_have_at_an_address_of_tags_stays_there() {
    let given = [
        (
            "content/a.md",
            question_with("A", "tags = [\"gil\"]\naliases = [\"Tags/GIL\"]", ""),
        ),
        (
            "content/pages/tags.md",
            "---\ntitle: My words\n---\n[x](/tags/gil-2.html)\n".to_owned(),
        ),
    ];
    assert_eq!(site_mistakes(&given), "");
    let made = outputs(&given);
    assert!(made["tags.html"].contains("<h1>My words</h1>"));
    assert!(made["Tags/GIL.html"].contains("http-equiv=\"refresh\""));
    assert!(made["tags/gil-2.html"].contains("<h1>gil</h1>"));
    let links = links(&made["questions/a.html"]);
    assert!(links.iter().any(|link| link == "../tags/gil-2.html"));
}

#[test]
fn the_longest_tag_can_be_written() {
    let tags = format!("tags = [\"{}\", \"{}\"]", "ä".repeat(500), "漢".repeat(500));
    let site = Folder::site(&[("content/a.md", question_with("A", &tags, ""))]);
    site.build();
}
