//! Cheat sheets, and the data for scripts.

mod common;

use common::{outputs, question, question_with, site_mistakes};

fn code(lines: usize, name: &str, flags: &str) -> String {
    let body: String = (1..lines).map(|n| format!("{name}_{n} = {n}\n")).collect();
    format!("```python{flags}\n{name} = 0\n{body}```\n")
}

#[test]
fn each_level_and_topic_has_a_sheet_of_its_questions() {
    let made = outputs(&[
        (
            "content/a.md",
            question_with("A?", "summary = \"Yes, `a`.\"", ""),
        ),
        (
            "content/b.md",
            question("B?", "").replace("junior", "senior"),
        ),
    ]);
    let has = |sheet: &str, title: &str| made[sheet].contains(&format!(">{title}</a></h3>"));
    assert!(has("cheatsheet.html", "A?") && has("cheatsheet.html", "B?"));
    assert!(has("cheatsheet/level-junior.html", "A?"));
    assert!(!has("cheatsheet/level-junior.html", "B?"));
    assert!(has("cheatsheet/topic-data.html", "B?"));
    assert!(!has("cheatsheet/topic-objects.html", "A?"));
    let sheet = &made["cheatsheet/level-junior.html"];
    assert!(sheet.contains("<p>Yes, <code>a</code>.</p>"), "{sheet}");
    assert!(sheet.contains("data-title=\"Guide: Junior\""));
    assert!(sheet.contains("href=\"../questions/a.html\""));
}

#[test]
fn the_key_snippet_stands_on_the_sheet_or_the_first_short_one() {
    let key = format!("{}{}", code(2, "opening", ""), code(20, "marked", ",key"));
    let short = format!("{}{}", code(9, "long", ""), code(8, "brief", ""));
    let none = code(9, "solitary", "");
    let made = outputs(&[
        ("content/a.md", question("A?", &key)),
        ("content/b.md", question("B?", &short)),
        ("content/c.md", question("C?", &none)),
    ]);
    let sheet = &made["cheatsheet.html"];
    assert!(sheet.contains("marked") && !sheet.contains("opening ="));
    assert!(sheet.contains("brief") && !sheet.contains("long ="));
    assert!(!sheet.contains("solitary"));
    assert_eq!(sheet.matches("<pre ").count(), 2);
}

#[test]
fn a_question_can_be_left_out() {
    let made = outputs(&[
        ("content/a.md", question("A?", "")),
        ("content/b.md", question_with("B?", "sheet = false", "")),
    ]);
    for sheet in [
        "cheatsheet.html",
        "cheatsheet/level-junior.html",
        "cheatsheet/topic-data.html",
    ] {
        assert!(made[sheet].contains("A?"), "{sheet}");
        assert!(!made[sheet].contains("B?"), "{sheet}");
    }
    assert!(made["levels/junior.html"].contains("B?"));
}

#[test]
fn more_than_300_questions_are_no_sheet() {
    let files: Vec<(String, String)> = (0..301)
        .map(|n| {
            let level = if n % 2 == 0 { "junior" } else { "senior" };
            let text = question(&format!("Q {n}"), "").replace("junior", level);
            (format!("content/q{n}.md"), text)
        })
        .collect();
    let made = outputs(&files);
    let whole = &made["cheatsheet.html"];
    assert!(!whole.contains("class=\"entry\""));
    assert!(whole.contains("A sheet of 301 questions"), "{whole}");
    assert!(whole.contains("href=\"cheatsheet/level-senior.html\""));
    assert_eq!(
        made["cheatsheet/level-senior.html"]
            .matches("class=\"entry\"")
            .count(),
        150
    );
}

#[test]
fn a_page_cannot_have_the_address_of_a_sheet() {
    let mistakes = site_mistakes(&[("content/pages/cheatsheet.md", "+++\ntitle = \"T\"\n+++\n")]);
    assert!(mistakes.contains("E017"), "{mistakes}");
    let mistakes = site_mistakes(&[(
        "content/a.md",
        question_with("A", "aliases = [\"/cheatsheet/level-junior.html\"]", ""),
    )]);
    assert!(mistakes.contains("E017"), "{mistakes}");
}

#[test]
fn scripts_get_every_question_with_its_old_slugs() {
    let made = outputs(&[
        (
            "content/a.md",
            question_with(
                "A `x<y`?",
                "aliases = [\"questions/was.html\", \"/questions/before\", \"other\"]",
                "",
            ),
        ),
        (
            "content/b.md",
            question("B?", "").replace("junior", "senior"),
        ),
    ]);
    assert_eq!(
        made["data/questions.js"],
        "studypress.questions([\n\
         [\"a\",\"A <code>x&lt;y</code>?\",1,1,1,[[1,\"\"]],[\"was\",\"before\"]],\n\
         [\"b\",\"B?\",2,1,1,[[1,\"\"]]]\n]);\n"
    );
    assert!(made["questions/a.html"].contains("data-was=\"was before\""));
}

#[test]
fn the_filter_of_lists_gets_short_answers_and_other_wordings() {
    let asked = "summary = \"One `lock`.\"\nasked_as = [\"Why \\\"only\\\" one?\", \"The lock?\"]";
    let made = outputs(&[
        ("content/a.md", question_with("A?", asked, "")),
        ("content/b.md", question("B?", "")),
    ]);
    assert_eq!(
        made["data/texts.js"],
        "studypress.texts([\n[\"a\",\"One lock.\",\"Why \\\"only\\\" one?\",\"The lock?\"]\n]);\n"
    );
}

#[test]
fn what_a_snippet_prints_stands_below_its_code_as_comments() {
    let body = "```python,key\nprint(1 < 2)\n```\n\n```output\nTrue\n```\n";
    let long: String = (0..9).map(|n| format!("{n}\n")).collect();
    let more =
        format!("```python,key\nprint(*range(9), sep=\"\\n\")\n```\n\n```output\n{long}```\n");
    let query = "```sql,run,key\nSELECT 1 AS one;\n```\n\n```output\none\n---\n1\n```\n";
    let made = outputs(&[
        ("content/a.md", question("A?", body)),
        ("content/b.md", question("B?", &more)),
        ("content/c.md", question("C?", query)),
    ]);
    let sheet = &made["cheatsheet.html"];
    assert!(
        sheet.contains("<span class=prints># True</span></code></pre>"),
        "{sheet}"
    );
    assert!(sheet.contains("<span class=prints># 4</span>\n<span class=prints># …</span></code>"));
    assert!(!sheet.contains("# 5<"));
    assert!(sheet.contains("<span class=prints>-- one</span>"));
}

#[test]
fn long_lines_of_code_hang_where_they_are_wrapped() {
    let long = format!("    return {}", "a + ".repeat(20));
    let body = format!("```python,key\ndef add(a):\n{long}a\n```\n");
    let made = outputs(&[("content/a.md", question("A?", &body))]);
    for page in ["questions/a.html", "cheatsheet.html"] {
        let html = &made[page];
        assert_eq!(html.matches("<span class=w>").count(), 1, "{html}");
        assert!(
            html.contains("<span class=w><span>    </span><span><span class=k>return</span> a")
        );
    }
}
