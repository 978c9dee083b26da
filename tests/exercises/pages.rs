//! What readers, other tools and practice get of an exercise.

use crate::common::{Folder, broken_links, outputs, question, site_mistakes, site_toml};
use crate::{PARTS, exercise, with};
use std::collections::BTreeMap;

/// A guide of two questions and three exercises.
fn guide() -> Vec<(&'static str, String)> {
    let senior = with("Double a number.", "Double it.");
    let senior = senior
        .replace("junior", "senior")
        .replace("Twice", "Even more");
    let tagged = exercise(PARTS).replace(
        "kind =",
        "tags = [\"sums\"]\nsource = \"blog\"\nsummary = \"Add.\"\nupdated = 2026-11-21\nkind =",
    );
    vec![
        ("site.toml", site_toml("base_url = \"https://a.example/\"")),
        (
            "content/a.md",
            question("A?", "See [it](exercises/double.md).\n"),
        ),
        (
            "content/b.md",
            question("B?", "").replace("junior", "senior"),
        ),
        ("content/exercises/double.md", tagged),
        ("content/exercises/more.md", senior),
        (
            "content/exercises/other.md",
            exercise(PARTS).replace("Twice", "Zwice"),
        ),
    ]
}

fn made() -> BTreeMap<String, String> {
    outputs(&guide())
}

/// The part of a text from some words on, up to others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    let rest = &text[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn the_page_shows_the_starting_point_and_folds_tests_and_solution() {
    let made = made();
    let page = &made["exercises/double.html"];
    assert!(
        page.contains("<article class=\"reading exercise\" data-slug=\"double\" data-exercise>"),
        "{page}"
    );
    let prose = between(page, "<div class=\"prose\">", "<div class=\"grade");
    let places = [
        "<p>Double a number.</p>",
        "<section class=\"exercise-code\" data-play=\"starter\">\n<figure",
        "NotImplementedError",
        "</figure>\n</section>",
        "<details class=\"exercise-tests\" data-play=\"tests\"><summary>Tests</summary>\n<figure",
        "test_two",
        "</figure>\n</details>",
        "<details class=\"alert hint\">",
        "<details class=\"exercise-solution\" data-play=\"solution\"><summary>Solution</summary>\n<figure",
        "<p>It takes one addition.</p>",
    ];
    let mut rest = prose;
    for place in places {
        let at = rest
            .find(place)
            .unwrap_or_else(|| panic!("no {place} in {rest}"));
        rest = &rest[at..];
    }
    // What it costs tells how it is done: it is folded with the solution.
    let folded = between(prose, "exercise-solution", "</details>");
    assert!(folded.contains("<p>It takes one addition.</p>"), "{folded}");
    // The idea of a solution comes after the task, and folded.
    assert!(page.find("Add.").is_some());
    assert!(
        between(page, "<article", "<div class=\"prose\">")
            .find("Add.")
            .is_none()
    );
    assert!(!made.contains_key("questions/double.html"));
    assert_eq!(broken_links(&made), [""; 0]);
}

#[test]
fn exercises_have_a_list_of_their_own_and_stand_apart_in_others() {
    let made = made();
    let list = &made["exercises.html"];
    assert!(list.contains("3 exercises</span>"), "{list}");
    let rows: Vec<&str> = list.split("<li class=\"row\"").skip(1).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.contains(" data-exercise>")));
    assert!(
        !made["questions.html"].contains("exercises/"),
        "the list of all questions"
    );
    let level = &made["levels/junior.html"];
    assert!(level.contains("1 question, 2 exercises</span>"), "{level}");
    let apart = between(
        level,
        "<h2 id=\"sp-the-exercises\">Exercises</h2>",
        "</section>",
    );
    assert_eq!(apart.matches("<li class=\"row\"").count(), 2);
    for other in ["topics/data.html", "sources/blog.html", "tags/sums.html"] {
        assert!(
            made[other].contains("<h2 id=\"sp-the-exercises\">"),
            "{other}"
        );
    }
    let kinds = between(level, "<select name=\"kind\"", "</select>");
    assert!(
        kinds.contains("Questions (1)") && kinds.contains("Exercises (2)"),
        "{kinds}"
    );
    assert!(!list.contains("name=\"kind\""));
}

#[test]
fn home_and_menu_count_and_lead_to_them() {
    let made = made();
    let home = &made["index.html"];
    assert!(
        home.contains("<strong>1 question, 2 exercises</strong>"),
        "{home}"
    );
    assert!(home.contains("href=\"exercises.html#sp-senior\" aria-label=\"Exercises, Senior: 1\""));
    let cell = between(home, "data-cell=\"1:1:", "<");
    assert!(cell.starts_with("data-cell=\"1:1:1\""), "{cell}");
    assert!(home.contains("<a href=\"exercises.html\">Exercises</a>"));
}

#[test]
fn neighbours_are_of_the_same_kind() {
    let made = made();
    assert!(!made["questions/a.html"].contains("rel=\"next\""));
    let first = &made["exercises/double.html"];
    assert!(
        first.contains("rel=\"next\" href=\"../exercises/other.html\""),
        "{first}"
    );
    assert!(first.contains("aria-label=\"Junior exercises\""));
    assert!(!made["exercises/other.html"].contains("rel=\"next\""));
}

#[test]
fn machines_find_them() {
    let made = made();
    assert!(made["sitemap.xml"].contains("https://a.example/exercises/double.html"));
    assert!(made["sitemap.xml"].contains("https://a.example/exercises.html"));
    assert!(made["feed.xml"].contains("https://a.example/exercises/double.html"));
    let llms = &made["llms.txt"];
    let apart = between(llms, "## Exercises", "## Pages");
    assert_eq!(apart.matches("\n- [").count(), 3, "{llms}");
    let page = &made["exercises/double.html"];
    assert!(page.contains("\"learningResourceType\":\"exercise\""));
    assert!(!page.contains("mainEntity"));
    let data = &made["data/questions.js"];
    assert!(data.contains("[],[],1]"), "{data}");
    assert_eq!(data.matches("],1]").count(), 3, "{data}");
    let search = made.iter().filter(|(path, _)| path.starts_with("search/"));
    let found = search.filter(|(_, text)| text.contains("exercises/double.html"));
    assert!(found.count() > 0);
}

#[test]
fn a_sheet_has_them_where_they_ask_for_it() {
    assert!(!made()["cheatsheet.html"].contains("Twice as much"));
    let mut guide = guide();
    guide[3].1 = guide[3].1.replace("kind =", "sheet = true\nkind =");
    let made = outputs(&guide);
    for sheet in ["cheatsheet.html", "cheatsheet/level-junior.html"] {
        let entry = between(&made[sheet], "Twice as much", "</article>");
        assert!(
            entry.contains("+") && !entry.contains("NotImplemented"),
            "{entry}"
        );
    }
}

#[test]
fn practice_gets_the_whole_exercise() {
    let made = made();
    let index = &made["practice/index.js"];
    // A question without a summary has no card; the exercises have one, and one of them a summary.
    assert!(index.contains("\"facts\":\"300200200\""), "{index}");
    let chunk = made
        .iter()
        .find(|(path, _)| path.starts_with("practice/0."));
    let (_, chunk) = chunk.expect("a chunk");
    let json = chunk.trim_start_matches("studypress.cards(0,");
    let json = json.trim_end().trim_end_matches(");");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let code = &data[0]["code"];
    assert_eq!(code["id"], "code:double");
    assert_eq!(code["task"], "<p>Double a number.</p>");
    assert_eq!(
        code["starter"],
        "def double(number):\n    raise NotImplementedError\n"
    );
    assert!(
        code["tests"]
            .as_str()
            .is_some_and(|tests| tests.starts_with("def test_two"))
    );
    assert_eq!(code["hints"], serde_json::json!(["<p>Think of a sum.</p>"]));
    let solution = code["solution_html"].as_str().expect("HTML");
    assert!(
        solution.starts_with("<figure") && solution.contains("double"),
        "{solution}"
    );
    assert_eq!(code["run"], false);
}

#[test]
fn a_slug_is_that_of_one_question_or_one_exercise() {
    let double = exercise(PARTS);
    let found = site_mistakes(&[
        ("content/double.md", &*question("A?", "")),
        ("content/exercises/double.md", &double),
    ]);
    let wanted =
        "content/exercises/double.md: E017 `double` is already the slug of content/double.md";
    assert!(found.starts_with(wanted), "{found}");
}

#[test]
fn a_guide_may_have_a_page_where_the_list_would_be() {
    let page = "+++\ntitle = \"Mine\"\n+++\nMine.\n";
    let made = outputs(&[("content/pages/exercises.md", page)]);
    assert!(made["exercises.html"].contains("<p>Mine.</p>"));
    let double = exercise(PARTS);
    let made = outputs(&[
        ("content/pages/exercises.md", page),
        ("content/double.md", &double),
    ]);
    assert!(made["exercises.html"].contains("<p>Mine.</p>"));
    assert!(made.contains_key("exercises/double.html"));
    assert_eq!(broken_links(&made), [""; 0]);
    let made = outputs(&[("content/a.md", question("A?", ""))]);
    assert!(!made.contains_key("exercises.html"));
    assert!(!made["index.html"].contains("xercise"));
}

#[test]
fn an_old_address_leads_to_an_exercise() {
    let text = exercise(PARTS).replace("kind =", "aliases = [\"questions/twice.html\"]\nkind =");
    let made = outputs(&[("content/double.md", text)]);
    assert!(made["questions/twice.html"].contains("exercises/double.html"));
    assert!(made["practice/index.js"].contains("\"former\":{\"twice\":\"double\"}"));
}

#[test]
fn exports_have_task_and_solution() {
    let guide = guide();
    let files: Vec<(&str, &str)> = guide.iter().map(|(path, text)| (*path, &**text)).collect();
    let folder = Folder::site(&files);
    let export = |format: &str, name: &str| {
        let run = folder.run(&["export", "--format", format, "-o", name, "."]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        folder.read(name)
    };
    let json: serde_json::Value =
        serde_json::from_str(&export("json", "guide.json")).expect("JSON");
    let last = &json["questions"][2];
    assert_eq!(last["kind"], "exercise");
    assert!(
        last["solution"]
            .as_str()
            .is_some_and(|code| code.contains("number + number"))
    );
    assert_eq!(json["questions"][0]["kind"], serde_json::Value::Null);
    let csv = export("csv", "guide.csv");
    let head = csv.lines().next().expect("a head");
    assert!(head.ends_with("url,kind"), "{head}");
    let markdown = export("markdown", "guide.md");
    assert!(
        markdown.contains("```python,solution\ndef double(number):\n    return number + number")
    );
    let run = folder.run(&["check"]);
    assert!(
        run.stderr.starts_with("2 questions, 3 exercises checked"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("1 to say, 3 to write"),
        "{}",
        run.stderr
    );
    let run = folder.build();
    assert!(
        run.stdout
            .starts_with("Built 2 questions, 3 exercises and 0 pages"),
        "{}",
        run.stdout
    );
}
