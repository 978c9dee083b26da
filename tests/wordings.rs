//! Other wordings of a question: where they are shown, and which it may have.

mod common;

use common::{mistakes, outputs, question, question_with, site_mistakes};
use insta::assert_snapshot;

#[test]
fn the_page_shows_one_wording_and_unfolds_the_others() {
    let given = [
        (
            "content/a.md",
            question_with(
                "A",
                "asked_as = [\"Why <a>?\", \"What for?\", \"Since when?\"]",
                "",
            ),
        ),
        (
            "content/b.md",
            question_with("B", "asked_as = \"Who?\"", ""),
        ),
        ("content/c.md", question("C", "")),
    ];
    let made = outputs(&given);
    let shown = |page: &str| {
        let html = &made[page];
        let from = html.find("<div class=\"long also\">")?;
        let length = html[from..].find("</dd>")?;
        Some(html[from..from + length].to_owned())
    };
    assert_snapshot!(shown("questions/a.html").expect("wordings"), @r#"<div class="long also"><dt>Also asked as</dt><dd><details><summary>Why &lt;a&gt;? <small>2 more</small></summary><ul><li>What for?</li><li>Since when?</li></ul></details>"#);
    assert_snapshot!(shown("questions/b.html").expect("a wording"), @r#"<div class="long also"><dt>Also asked as</dt><dd>Who?"#);
    assert_eq!(shown("questions/c.html"), None);
    assert!(
        made["questions/a.html"]
            .contains(r#""alternateName":["Why \u003ca>?","What for?","Since when?"]"#)
    );
    assert!(!made["questions/c.html"].contains("alternateName"));
    assert!(!made["cheatsheet.html"].contains("What for?"));
}

#[test]
fn two_questions_are_not_asked_in_the_same_words() {
    let given = [
        (
            "content/a.md",
            question_with(
                "What is `self`?",
                "asked_as = [\"what is  self\", \"Which object?\", \"Who is it?\"]",
                "",
            ),
        ),
        (
            "content/b.md",
            question_with(
                "Why?",
                "asked_as = [\"Which object\", \"What is self!\", \"Why not?\", \"Why not?\"]",
                "",
            ),
        ),
    ];
    assert_snapshot!(site_mistakes(&given), @r#"
    content/a.md:6:13: E029 this is the question's own title «"what is  self"»
      leave one of the two out, or say more in it
    content/b.md:6:13: E029 this is asked in the same words at content/a.md:6 «"Which object"»
      leave one of the two out, or say more in it
    content/b.md:6:29: E029 this is the title of content/a.md «"What is self!"»
      leave one of the two out, or say more in it
    content/b.md:6:58: E029 this is asked in the same words at content/b.md:6 «"Why not?"»
      leave one of the two out, or say more in it
    "#);
}

#[test]
fn a_wording_is_a_line_of_text() {
    let with = |list: &str| mistakes(question_with("A", &format!("asked_as = {list}"), ""));
    assert_snapshot!(with("[\" \", \"one\\ntwo\", 3]"), @r#"
    content/q.md:6:13: E010 a wording of `asked_as` is empty «" "»
    content/q.md:6:18: E009 a wording of `asked_as` must be one line of text «"one\ntwo"»
    content/q.md:6:30: E009 `asked_as` must be a list of strings, not a whole number «3»
    "#);
    assert_snapshot!(with("true"), @"content/q.md:6:12: E009 `asked_as` must be a list of strings, not true or false «true»");
    let page = common::file("content/pages/tips.md", "---\ntitle: A\nasked_as: B\n---\n");
    let found =
        studypress::question::parse(&page, &common::config(), &Default::default()).diagnostics;
    assert_eq!(found[0].code.id, "E008");
}
