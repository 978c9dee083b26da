//! All questions on one page.

mod common;

use common::{Folder, broken_links, outputs, question, question_with, site_mistakes, site_toml};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = "[book]\npage = true\n";
const STARTER: &str = "```python,starter\ndef f(): pass\n```\n\n";
const TESTS: &str = "```python,tests\ndef test_f(): assert f() == 1\n```\n\n";
const SOLUTION: &str = "```python,solution\ndef f(): return 1\n```\n";

/// Two questions with everything that has an `id`, and links between them and out of the page.
fn book() -> BTreeMap<String, String> {
    let quiz = "> [!QUIZ]\n> Which?\n>\n> - [ ] This\n> - [x] That\n>\n> Because of [b](b.md).\n";
    let parts =
        "## Why\n\nText[^1], <span id=\"spot\">spot</span>.\n\n### Deep\n\n[^1]: A note.\n\n";
    outputs(&[
        ("site.toml", site_toml("") + PAGE),
        (
            "content/a.md",
            question(
                "A?",
                &format!(
                    "{parts}[up](#why) [spot](#spot) [b](b.md) [there](b.md#why) [c](c.md) [tips](pages/tips.md#sleep)\n\n{quiz}"
                ),
            ),
        ),
        (
            "content/b.md",
            question_with(
                "B `x`?",
                "summary = \"Short `b`.\"",
                &format!("{parts}<label for=\"f\">F</label> <input id=\"f\">\n\n{quiz}"),
            )
            .replace("junior", "senior"),
        ),
        (
            "content/c.md",
            question_with(
                "C?",
                "kind = \"exercise\"",
                &format!("{STARTER}{TESTS}{SOLUTION}"),
            ),
        ),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\n---\n## Sleep\n".to_owned(),
        ),
    ])
}

fn ids(html: &str) -> Vec<&str> {
    let parts = html.split(" id=\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn there_is_none_unless_the_guide_asks_for_it() {
    let made = outputs(&[("content/a.md", question("A?", ""))]);
    assert!(!made.contains_key("book.html"));
    assert!(!made["index.html"].contains("href=\"book.html\""));
    let empty = outputs(&[
        ("site.toml", site_toml("") + PAGE),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\n---\n".to_owned(),
        ),
    ]);
    assert!(!empty.contains_key("book.html"));
}

#[test]
fn all_questions_stand_on_it_by_level_and_topic() {
    let made = book();
    let page = &made["book.html"];
    let order = [
        "<summary><span class=\"level level-1\">Junior</span>",
        "<a href=\"#q-a\">A?</a>",
        "<span class=\"level level-2\">Senior</span>",
        "<a href=\"#q-b\">B <code>x</code>?</a>",
        "class=\"level-1\">Junior</h2>",
        "<h3 class=\"topic\">Data</h3>",
        "<article id=\"q-a\">\n<h4>A?",
        "<h5 id=\"a/why\"",
        "<h6 id=\"a/deep\"",
        "class=\"level-2\">Senior</h2>",
        "<article id=\"q-b\">",
        "</strong> Short <code>b</code>.",
        "<section id=\"sp-answers-a\">",
        "<p>B</p>",
        "<section id=\"sp-answers-b\">",
    ];
    let mut from = 0;
    for part in order {
        let at = page[from..].find(part);
        from += at.unwrap_or_else(|| panic!("{part} behind {from} in\n{page}"));
    }
    assert!(!page.contains("C?"), "exercises are no part of it");
    assert!(made["index.html"].contains("href=\"book.html\""));
}

#[test]
fn every_anchor_is_unique_and_every_link_leads_to_one() {
    let made = book();
    let page = &made["book.html"];
    let ids = ids(page);
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert_eq!(broken_links(&made), Vec::<String>::new());
    for link in [
        "<a href=\"#a&#x2F;why\">up</a>",
        "<a href=\"#a&#x2F;spot\">spot</a>",
        "<a href=\"#q-b\">b</a>",
        "<a href=\"#b&#x2F;why\">there</a>",
        "<a href=\"exercises&#x2F;c.html\">c</a>",
        "<a href=\"tips.html#sleep\">tips</a>",
        "id=\"a/fn-1\"",
        "href=\"#a/fn-ref-1\"",
        "<label for=\"b/f\">",
    ] {
        let plain = link.replace("&#x2F;", "/");
        assert!(
            page.contains(link) || page.contains(&plain),
            "{link} in\n{page}"
        );
    }
    // The same links on the pages of the questions.
    assert!(made["questions/a.html"].contains("id=\"spot\""));
    assert!(made["questions/b.html"].contains("<label for=\"f\">"));
}

#[test]
fn a_page_of_the_authors_stays_in_its_place() {
    let own = (
        "content/pages/book.md",
        "---\ntitle: Mine\n---\n".to_owned(),
    );
    let config = ("site.toml", site_toml("") + PAGE);
    let files = [own, config, ("content/a.md", question("A?", ""))];
    assert_eq!(site_mistakes(&files), "");
    assert!(outputs(&files)["book.html"].contains("Mine"));
}

#[test]
fn without_a_chromium_there_is_no_pdf_and_the_command_says_what_to_install() {
    let folder = Folder::site(&[
        ("site.toml", site_toml("")),
        ("content/a.md", question("A?", "")),
    ]);
    let mut command = folder.command(&["book", "--pdf", "--output", "a.pdf"]);
    command.env("PATH", "").env_remove("CHROMIUM");
    let run = common::Run::from(command.output().expect("the program runs"));
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("apt install chromium"),
        "{}",
        run.stderr
    );
    let mut command = folder.command(&["book", "--pdf", "--output", "a.pdf"]);
    command.env("CHROMIUM", folder.join("none"));
    let run = common::Run::from(command.output().expect("the program runs"));
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("none"), "{}", run.stderr);
    assert_eq!(folder.names(), ["content", "site.toml"]);
}

#[test]
fn a_paper_is_chosen_for_a_pdf_alone() {
    let folder = Folder::empty();
    let run = folder.run(&["book", "--paper", "letter"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}
