//! Practice: its pages, and the cards that a build makes of questions.

mod common;

use common::{SITE, links, outputs, question, question_with, site_mistakes};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a script of data hands over, without the call.
fn data(script: &str, function: &str) -> Value {
    let call = format!("studypress.{function}(");
    let arguments = script.strip_prefix(&call).expect("the call");
    let arguments = arguments.strip_suffix(");\n").expect("its end");
    serde_json::from_str(&format!("[{arguments}]")).expect("JSON")
}

fn index(made: &BTreeMap<String, String>) -> Value {
    data(&made["practice/index.js"], "deck")[0].take()
}

/// The questions with cards of all files, in order.
fn cards(made: &BTreeMap<String, String>) -> Vec<Value> {
    let index = index(made);
    let chunks = index["chunks"].as_array().expect("a list").iter();
    let chunks = chunks.enumerate().map(|(number, path)| {
        let path = path.as_str().expect("a path");
        let mut data = data(&made[path], "cards");
        assert_eq!(data[0], number);
        assert!(path.starts_with(&format!("practice/{number}.")));
        data[1].take()
    });
    chunks
        .flat_map(|chunk| chunk.as_array().expect("a list").clone())
        .collect()
}

/// The cards of a guide with one question.
fn cards_of(lines: &str, body: &str) -> Value {
    let made = outputs(&[("content/q.md", question_with("Q", lines, body))]);
    cards(&made).remove(0)
}

/// The ids of what is to be predicted in a text.
fn predicted(body: &str) -> Vec<String> {
    let cards = cards_of("summary = \"S.\"", body);
    let cards = cards["predict"].as_array().expect("a list").iter();
    cards
        .map(|card| card["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A snippet with its output.
fn snippet(flags: &str, code: &str, output: &str) -> String {
    format!("```python{flags}\n{code}\n```\n\n```output\n{output}\n```\n\n")
}

#[test]
fn a_guide_with_cards_has_a_page_of_practice() {
    let made = outputs(&[(
        "content/a.md",
        question_with("A", "summary = \"Short.\"", ""),
    )]);
    let bar: Vec<String> = links(&made["index.html"])
        .into_iter()
        .filter(|to| to.ends_with(".html"))
        .collect();
    let place = |to: &str| bar.iter().position(|link| link == to).expect("a link");
    assert!(
        place("levels/senior.html") < place("practice.html"),
        "{bar:?}"
    );
    assert!(place("practice.html") < place("cheatsheet.html"), "{bar:?}");
    let page = &made["practice.html"];
    assert!(page.contains("css/practice."), "{page}");
    assert!(links(page).iter().any(|to| to == "questions.html"));
    assert!(links(page).iter().any(|to| to == "interview.html"));
    assert!(made["interview.html"].contains("<h1"));
    // Pages that are only read do not carry the style of practice.
    assert!(!made["questions/a.html"].contains("css/practice."));
    let index = index(&made);
    assert_eq!(index["version"], 1);
    assert_eq!(index["guide"], "guide");
    assert_eq!(index["levels"][1], serde_json::json!(["senior", "Senior"]));
    assert_eq!(index["runs"], serde_json::json!([[1, 1, 1]]));
    assert_eq!(index["facts"], "100");
}

#[test]
fn a_guide_without_cards_has_none() {
    let made = outputs(&[("content/a.md", question("A", "Text."))]);
    assert!(made.keys().all(|path| !path.starts_with("practice")));
    assert!(!made.contains_key("interview.html"));
    assert!(made.values().all(|text| !text.contains("practice.html")));
}

/// A guide written before there was practice builds as it did.
#[test]
fn practice_gives_way_to_pages_of_the_author() {
    let card = question_with("A", "summary = \"Short.\"", "");
    let page = "+++\ntitle = \"Mine\"\n+++\n";
    for path in ["content/pages/practice.md", "static/practice/index.js"] {
        let given = [("content/a.md", &*card), (path, page)];
        assert_eq!(site_mistakes(&given), "");
        let made = outputs(&given);
        assert!(!made.contains_key("interview.html"), "{path}");
        let chunks = made.keys().filter(|path| path.starts_with("practice/0."));
        assert_eq!(chunks.count(), 0, "{path}");
        assert!(!made["index.html"].contains("Practise"), "{path}");
    }
    let given = [
        ("content/a.md", &*card),
        ("content/pages/interview.md", page),
    ];
    assert_eq!(site_mistakes(&given), "");
    let made = outputs(&given);
    assert!(made["interview.html"].contains("Mine"));
    let practice = &made["practice.html"];
    assert!(!practice.contains("Mock interview"), "{practice}");
}

#[test]
fn the_index_has_all_questions_in_order() {
    let mut given: Vec<(String, String)> = (0..40)
        .map(|n| {
            let lines = "summary = \"S.\"";
            (
                format!("content/q{n:02}.md"),
                question_with(&format!("Q{n:02}"), lines, ""),
            )
        })
        .collect();
    given.push(("content/none.md".into(), question("None", "No card.")));
    let moved = "summary = \"S.\"\naliases = [\"questions/old.html\"]";
    let moved = question_with("Gil", moved, "").replace("junior", "senior");
    given.push(("content/gil.md".into(), moved));
    let made = outputs(&given);
    let index = index(&made);
    assert_eq!(index["per"], 16);
    assert_eq!(index["chunks"].as_array().expect("a list").len(), 3);
    assert_eq!(index["runs"], serde_json::json!([[40, 1, 1], [1, 2, 1]]));
    assert_eq!(index["former"], serde_json::json!({"old": "gil"}));
    let hashes = index["hashes"].as_str().expect("text");
    assert_eq!(hashes.len(), 5 * 41);
    assert!(hashes.ends_with("1QtrG"), "{hashes}");
    let cards = cards(&made);
    let slugs = cards
        .iter()
        .map(|q| q["slug"].as_str().expect("a slug").to_owned());
    let wanted = (0..40)
        .map(|n| format!("q{n:02}"))
        .chain(["gil".to_owned()]);
    assert!(slugs.eq(wanted));
    assert_eq!(cards[40]["level"], 2);
    assert_eq!(cards[40]["href"], "questions/gil.html");
}

#[test]
fn what_is_said_comes_with_its_sentences_and_what_goes_wrong() {
    let body = "\
```python,key
print(1)
```

```output
1
```

[^a]: A footnote.

## Common Mistakes

Text before.

- Taking `x` for [another](#common-mistakes).[^a]
- One

  with two paragraphs.

1. Third.

### Deeper

- Fourth.

## Between

- No mistake.

## Follow-ups

An introduction.

**Why `so`?** Because. See [b](b.md) and [it](b.md#there).

More of it.

**And then?**

- Nothing.
";
    let made = outputs(&[
        (
            "content/a.md",
            question_with(
                "A & `b`",
                "summary = \"It is *a* thing. `len` tells. No?\"",
                body,
            ),
        ),
        ("content/b.md", question("B", "## There\n")),
    ]);
    let cards = cards(&made).remove(0);
    assert_eq!(cards["html"], "A &amp; <code>b</code>");
    let say = &cards["say"];
    assert_eq!(
        say["html"],
        "It is <em>a</em> thing. <code>len</code> tells. No?"
    );
    let points = ["It is <em>a</em> thing.", "<code>len</code> tells.", "No?"];
    assert_eq!(say["points"], serde_json::json!(points));
    let code = say["code"].as_str().expect("code");
    assert!(code.starts_with("<figure class=\"snippet\">") && code.contains("<samp>1\n</samp>"));
    assert_eq!(
        cards["mistakes"],
        serde_json::json!([
            "<p>Taking <code>x</code> for <a href=\"questions/a.html#common-mistakes\">another</a>.</p>",
            "<p>One</p>\n<p>with two paragraphs.</p>",
            "Third.",
            "Fourth.",
        ])
    );
    let follow_ups = serde_json::json!([
        {
            "ask": "Why <code>so</code>?",
            "answer": "<p>Because. See <a href=\"questions/b.html\">b</a> and \
                       <a href=\"questions/b.html#there\">it</a>.</p>\n<p>More of it.</p>"
        },
        { "ask": "And then?", "answer": "<ul>\n<li>Nothing.</li>\n</ul>" },
    ]);
    assert_eq!(cards["follow_ups"], follow_ups);
}

#[test]
fn an_author_names_the_sections_that_practice_reads() {
    let site = common::site_toml("id = \"my-guide\"")
        + "[practice]\nmistakes = \"Fallen\"\nfollow_ups = \"danach\"\n";
    let body =
        "## Fallen\n\n- Eine.\n\n## Danach\n\n**Was?** Das.\n\n## Common mistakes\n\n- No.\n";
    let made = outputs(&[
        ("site.toml", site),
        ("content/a.md", question_with("A", "summary = \"S.\"", body)),
    ]);
    assert_eq!(index(&made)["guide"], "my-guide");
    let cards = cards(&made).remove(0);
    assert_eq!(cards["mistakes"], serde_json::json!(["Eine."]));
    assert_eq!(cards["follow_ups"][0]["ask"], "Was?");
}

#[test]
fn short_outputs_that_are_the_same_everywhere_are_predicted() {
    let long = "1 ".repeat(41);
    let lines = |n: usize| vec!["x = 1"; n].join("\n");
    let with_output = |flags: &str| {
        snippet("", "print(1)", "1").replace("```output", &format!("```output{flags}"))
    };
    for (what, body, wanted) in [
        ("usual", snippet("", "print(1)", "1"), 1),
        ("three lines", snippet("", "print(1)", "1\n2\n3"), 1),
        ("four lines", snippet("", "print(1)", "1\n2\n3\n4"), 0),
        ("81 characters", snippet("", "print(1)", long.trim_end()), 0),
        ("12 lines", snippet("", &lines(12), "1"), 1),
        ("13 lines", snippet("", &lines(13), "1"), 0),
        (
            "13 lines with what it continues",
            snippet("", &lines(6), "1\n2\n3\n4") + &snippet(",continues", &lines(7), "1"),
            0,
        ),
        (
            "12 lines with what it continues",
            snippet("", &lines(6), "1\n2\n3\n4") + &snippet(",continues", &lines(6), "1"),
            1,
        ),
        (
            "raised",
            snippet(",raises=\"ValueError\"", "print(1)", "1"),
            0,
        ),
        (
            "raised before",
            snippet(",raises=\"ValueError\"", "print(1)", "1")
                + &snippet(",continues", "print(2)", "2"),
            0,
        ),
        (
            "a version",
            snippet(",requires=\"3.12\"", "print(1)", "1"),
            0,
        ),
        (
            "a version of the output",
            with_output(",requires=\"3.12\""),
            0,
        ),
        ("normalized", with_output(",normalize=\"addresses\""), 0),
        (
            "two outputs",
            with_output("") + "```output,requires=\"3.13\"\n2\n```\n",
            0,
        ),
        ("not run", snippet(",no_run=\"why\"", "print(1)", "1"), 0),
        ("nothing", snippet("", "print()", ""), 0),
        ("no output", "```python\nx = 1\n```\n".to_owned(), 0),
        ("three of them", snippet("", "print(1)", "1").repeat(3), 2),
        ("not wanted", snippet(",predict=\"no\"", "print(1)", "1"), 0),
        (
            "long and wanted",
            snippet(",predict", &lines(20), "1\n2\n3\n4"),
            1,
        ),
        (
            "one wanted of four",
            snippet("", "print(1)", "1").repeat(3) + &snippet(",predict", "print(4)", "4"),
            2,
        ),
        (
            "three wanted",
            snippet(",predict", "print(1)", "1").repeat(3),
            3,
        ),
        (
            "SQL",
            "```sql,run\nSELECT 1;\n```\n\n```output\n1\n-\n1\n```\n".to_owned(),
            1,
        ),
        (
            "SQL that is shown",
            "```sql\nSELECT 1;\n```\n".to_owned(),
            0,
        ),
    ] {
        assert_eq!(predicted(&body).len(), wanted, "{what}");
    }
}

#[test]
fn a_follow_up_that_is_on_no_card_is_reported() {
    let body = "## Follow-ups

Two that are often asked.

- Is it slow? No.

Is it old? `dict` is.

**Is it big?** Yes.

Or is it? That goes on.

**Is it small?**

**Is it long?**

1. It is.

### More

Why would anybody who has read all of that ask again?
";
    let files = [("content/q.md", question_with("Q", "", body))];
    insta::assert_snapshot!(site_mistakes(&files), @"
    content/q.md:8:1: W013 practice cannot ask `Is it old? dict is.`: it is not below a question in bold «## Follow-ups⏎»
      write **The question?** and its answer after it, in one paragraph
    content/q.md:8:1: W013 practice cannot ask `Is it slow? No.`: it is not below a question in bold «## Follow-ups⏎»
      write **The question?** and its answer after it, in one paragraph
    content/q.md:8:1: W013 practice cannot ask `Is it small?`: no answer follows it «## Follow-ups⏎»
      write **The question?** and its answer after it, in one paragraph
    content/q.md:8:1: W013 practice cannot ask `Why would anybody who has read all of th…`: it is not below a question in bold «## Follow-ups⏎»
      write **The question?** and its answer after it, in one paragraph
    ");

    let renamed = SITE.to_owned() + "\n[practice]\nfollow_ups = \"Next\"\n";
    let files = [files[0].clone(), ("site.toml", renamed)];
    assert_eq!(site_mistakes(&files), "");
}

#[test]
fn a_card_shows_what_the_code_continues_and_where_it_is_explained() {
    let body = "```json,file=\"a.json\"\n{}\n```\n\n## How\n\n".to_owned()
        + &snippet("", "x = 1\nprint(x)", "1\n2\n3\n4")
        + "### Why\n\n"
        + &snippet(",continues,title=\"Now\"", "print(x + 1)  # two", "2");
    let cards = cards_of("", &body);
    assert!(cards.get("say").is_none());
    let card = &cards["predict"][0];
    let text = |name: &str| card[name].as_str().expect("text");
    assert!(
        text("context").contains("a.json") && text("context").contains("<span class=n>1</span>")
    );
    assert!(!text("context").contains("<samp>"));
    assert!(text("code").contains("Now") && !text("code").contains("<samp>"));
    assert_eq!(text("output"), "2\n");
    assert_eq!(text("href"), "questions/q.html#why");
    let id = text("id").strip_prefix("predict:q:").expect("a prefix");
    assert_eq!(id.len(), 8);
    assert!(
        id.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    );
}

#[test]
fn what_cannot_be_predicted_is_a_mistake() {
    for (body, why) in [
        (
            "```python,predict\nprint(1)\n```\n".to_owned(),
            "no output block follows it",
        ),
        (
            snippet(",predict,no_run=\"why\"", "print(1)", "1"),
            "the snippet is not run",
        ),
        (
            snippet(",predict", "print(1)", "1")
                .replace("```output", "```output,normalize=\"addresses\""),
            "what it prints is not the same each time",
        ),
        (
            snippet(",predict", "print(1)", "1") + "```output,requires=\"3.13\"\n2\n```\n",
            "what it prints depends on the version",
        ),
    ] {
        let told = site_mistakes(&[("content/a.md", question("A", &body))]);
        let wanted = format!("there is nothing to predict: {why} «predict»");
        assert!(told.contains(&wanted), "{told}");
    }
    for (flags, wanted) in [
        (
            "python,predict=\"yes\"",
            "`predict` takes no value, or \"no\"",
        ),
        (
            "python,card=\"a b\"",
            "`card` takes a name of at most 40 letters",
        ),
        ("sql,predict", "`predict` is for SQL that is run"),
        ("text,predict", "a `text` block has no flag `predict`"),
    ] {
        let body = format!("```{flags}\nx\n```\n");
        let told = site_mistakes(&[("content/a.md", question("A", &body))]);
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn equal_cards_are_told_apart_and_names_pin_them() {
    let twice = predicted(&snippet("", "print(1)", "1").repeat(2));
    assert_eq!(twice[1], format!("{}.2", twice[0]));
    let pinned = predicted(&snippet(",card=\"first-1\"", "print(1)", "1"));
    assert_eq!(pinned, ["predict:q:first-1"]);
    let edited = predicted(&snippet(",card=\"first-1\"", "print(2)", "2"));
    assert_eq!(pinned, edited);
}

/// The hash is part of what readers have stored: it may never change.
#[test]
fn ids_stay_what_they_are() {
    let found = predicted(&snippet("", "x = [1]\n\nprint(x)  # list", "[1]"));
    assert_eq!(found, ["predict:q:prwy7t7f"]);
}

/// Lines of code, none of which is empty or a comment.
fn code() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof![
        "[a-d] = [0-9]{1,3}",
        "print\\([a-d]\\)",
        "[a-d] = \"[#a-z ]{0,6}\"",
        "[a-d] = '''[#a-z ]{0,6}'''",
        "[a-d] = f\"\\{[a-d]\\} # \"",
    ];
    prop::collection::vec(line, 1..5)
}

/// The same code, with comments, blank lines and white space at the ends of lines.
fn annotated(code: &[String], notes: &[u8]) -> String {
    let mut text = String::new();
    for (line, note) in code.iter().zip(notes.iter().cycle()) {
        match note % 5 {
            0 => text.push_str("# a note\n\n"),
            1 => text.push_str("   \n"),
            _ => {}
        }
        text.push_str(line);
        text.push_str(["", "  # why", "   ", "#", ""][usize::from(note / 5) % 5]);
        text.push('\n');
    }
    text
}

proptest! {
    #![proptest_config(common::cases(64))]

    #[test]
    fn an_id_outlives_what_changes_around_the_code(
        code in code(),
        notes in prop::collection::vec(any::<u8>(), 1..6),
        before in code(),
        text in "[a-zA-Z ]{0,30}",
    ) {
        let plain = code.join("\n");
        let id = predicted(&snippet("", &plain, "1"));
        let noted = annotated(&code, &notes);
        prop_assert_eq!(&predicted(&snippet(",title=\"T\"", noted.trim_end(), "2")), &id);
        let around = format!("{text}\n\n## {text}x\n\n{}\n{text}\n", snippet("", &plain, "1"));
        prop_assert_eq!(&predicted(&around), &id);
        // Another snippet before it, which may be a card too.
        let other = snippet("", &before.join("\n"), "1\n2\n3\n4");
        prop_assert_eq!(&predicted(&(other.clone() + &snippet("", &plain, "1"))), &id);
        // The same code, cut in two of which one continues the other.
        if code.len() > 1 {
            let cut = snippet("", &code[0], "1\n2\n3\n4") + &snippet(",continues", &code[1..].join("\n"), "1");
            prop_assert_eq!(&predicted(&cut), &id);
        }
    }

    #[test]
    fn edited_code_is_a_new_card(
        code in code(),
        other in code(),
    ) {
        prop_assume!(code != other);
        let id = predicted(&snippet("", &code.join("\n"), "1"));
        let edited = predicted(&snippet("", &other.join("\n"), "1"));
        prop_assert_ne!(&id, &edited);
        let continued = snippet("", &other.join("\n"), "1\n2\n3\n4");
        let continued = continued + &snippet(",continues", &code.join("\n"), "1");
        prop_assert_ne!(&predicted(&continued), &id);
    }
}

#[test]
fn summaries_are_cut_into_sentences() {
    use studypress::outputs::cards::sentences::split;
    for (html, wanted) in [
        ("", vec![]),
        ("One", vec!["One"]),
        (
            "One. Two! Three? Four…",
            vec!["One.", "Two!", "Three?", "Four…"],
        ),
        (
            "Since 3.12 it is so. It was not.",
            vec!["Since 3.12 it is so.", "It was not."],
        ),
        (
            "E.g. Python, i.e. CPython, vs. PyPy.",
            vec!["E.g. Python, i.e. CPython, vs. PyPy."],
        ),
        (
            "Das ist z. B. Python. Das auch.",
            vec!["Das ist z. B. Python.", "Das auch."],
        ),
        (
            "It is written in C. The rest is not.",
            vec!["It is written in C.", "The rest is not."],
        ),
        (
            "Call <code>a. B</code> now. <code>b</code> too.",
            vec!["Call <code>a. B</code> now.", "<code>b</code> too."],
        ),
        (
            "<em>One. Two.</em> Three.",
            vec!["<em>One.</em>", "<em>Two.</em>", "Three."],
        ),
        (
            "It says (so.) And \"more.\" Then.",
            vec!["It says (so.)", "And \"more.\"", "Then."],
        ),
        ("A dot. and no capital.", vec!["A dot. and no capital."]),
        (
            "For work, a pool. asyncio gives no core, approx. none.",
            vec!["For work, a pool.", "asyncio gives no core, approx. none."],
        ),
        (
            "Call it (<code>f()</code>). pip does.",
            vec!["Call it (<code>f()</code>). pip does."],
        ),
        (
            "A body, and <code>...</code> is the custom.",
            vec!["A body, and <code>...</code> is the custom."],
        ),
        ("一。二！", vec!["一。", "二！"]),
    ] {
        assert_eq!(split(html), wanted, "{html}");
    }
}

#[test]
fn files_of_cards_are_named_by_what_they_are_made_of() {
    let named = |given: &[(&str, String)]| {
        let made = outputs(given);
        let path = index(&made)["chunks"][0]
            .as_str()
            .expect("a path")
            .to_owned();
        (path.clone(), made[&path].clone())
    };
    let a = |text: &str| question_with("A", "summary = \"S.\"", text);
    let b = question("B", "");
    let one = named(&[
        ("content/a.md", a("[b](b.md)")),
        ("content/b.md", b.clone()),
    ]);
    assert_eq!(
        one,
        named(&[
            ("content/a.md", a("[b](b.md)")),
            ("content/b.md", b.clone())
        ])
    );
    let moved = b.replace("title", "slug = \"c\"\ntitle");
    for other in [
        vec![
            ("content/a.md", a("[b](b.md) ")),
            ("content/b.md", b.clone()),
        ],
        vec![("content/a.md", a("[b](b.md)")), ("content/b.md", moved)],
        vec![
            ("content/a.md", a("[b](b.md)")),
            ("content/b.md", b),
            ("strings/en.toml", "prints = \"P\"".to_owned()),
        ],
    ] {
        assert_ne!(named(&other).0, one.0);
    }
}

/// Found by fuzzing: what a quotation has begun, a section outside of it cannot end.
#[test]
fn a_heading_in_a_quotation_begins_no_section() {
    let body =
        "> ## Common mistakes\n>\n> - a\n\n## Common mistakes\n\n- b\n\n> ---\n> c\n> ---\n\n- d\n";
    let cards = cards_of("summary = \"S.\"", body);
    assert_eq!(cards["mistakes"], serde_json::json!(["b", "d"]));
}

const QUIZ: &str = "\
> [!QUIZ]
> What is *printed*? See [b](#b).
>
> ```python
> print([1] * 2)  # a list
> ```
>
> - [ ]
>   ```output
>   [2]
>   ```
> - [x]
>   ```output
>   [1, 1]
>   ```
> - [ ] Nothing
>
> It is [repeated](#b).[^1]

[^1]: So.

## b
";

#[test]
fn a_quiz_is_chosen_from() {
    let body = format!("## Follow-ups\n\n**Why?** So.\n\n{QUIZ}");
    let cards = cards_of("summary = \"S.\"", &body);
    let card = &cards["choose"][0];
    let id = card["id"].as_str().expect("an id");
    assert!(id.starts_with("choose:q:") && id.len() == 17, "{id}");
    let prompt = card["prompt"].as_str().expect("HTML");
    let link = "<p>What is <em>printed</em>? See <a href=\"questions/q.html#b\">b</a>.</p>";
    assert!(prompt.starts_with(link), "{prompt}");
    assert!(
        prompt.ends_with("</figure>") && !prompt.contains("<samp>"),
        "{prompt}"
    );
    let options = card["options"].as_array().expect("a list").iter();
    let options: Vec<(&str, bool)> = options
        .map(|option| {
            let html = option["html"].as_str().expect("HTML");
            (html, option["right"].as_bool().expect("a boolean"))
        })
        .collect();
    assert_eq!(options.len(), 3);
    assert!(options[0].0.contains("[2]") && !options[0].1);
    assert!(options[1].0.contains("[1, 1]") && options[1].1);
    assert_eq!(options[2], ("Nothing", false));
    assert_eq!(
        card["why"],
        "<p>It is <a href=\"questions/q.html#b\">repeated</a>.</p>"
    );
    // It is no part of the follow-up before it, and its code is not asked for twice.
    assert_eq!(cards["follow_ups"][0]["answer"], "<p>So.</p>");
    assert_eq!(cards["predict"], serde_json::json!([]));
    let shown = QUIZ.replace("```output\n>   ", "```text\n>   ").replace(
        "list\n> ```\n",
        "list\n> ```\n>\n> ```output\n> [1, 1]\n> ```\n",
    );
    assert_eq!(predicted(&shown), [] as [&str; 0]);
    // A quiz alone makes a card.
    let made = outputs(&[("content/q.md", question("Q", QUIZ))]);
    assert_eq!(index(&made)["facts"], "001");
}

#[test]
fn a_quiz_stays_the_same_card_when_its_answer_is_edited() {
    let id = |body: &str| {
        cards_of("", body)["choose"][0]["id"]
            .as_str()
            .map(str::to_owned)
    };
    let first = id(QUIZ);
    for same in [
        format!("Text.\n\n{QUIZ}"),
        QUIZ.replace("It is", "The list is"),
        QUIZ.replace("*printed*", "printed"),
    ] {
        assert_eq!(id(&same), first);
    }
    for other in [
        QUIZ.replace("printed", "shown"),
        QUIZ.replace("Nothing", "None"),
        QUIZ.replace("* 2)", "* 3)"),
    ] {
        assert_ne!(id(&other), first);
    }
    let twice = cards_of(
        "",
        &format!("{QUIZ}\n{}", QUIZ.split(".[^1]").next().expect("a quiz")),
    );
    let second = twice["choose"][1]["id"].as_str().expect("an id");
    assert_eq!(Some(second), first.map(|id| format!("{id}.2")).as_deref());
}

#[test]
fn a_link_to_practice_says_what_is_to_be_asked() {
    let body = "[these](/practice.html?topic=data)";
    let made = outputs(&[("content/q.md", question_with("Q", "summary = \"S.\"", body))]);
    let links = links(&made["questions/q.html"]);
    let link = "../practice.html?topic=data".to_owned();
    assert!(links.contains(&link), "{links:?}");
}
