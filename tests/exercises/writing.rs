//! What an author writes, and what is wrong with it.

use crate::common::{mistakes, parse, question, site_mistakes};
use crate::{FRONT, PARTS, exercise, with};
use insta::assert_snapshot;
use studypress::question::Exercise;

#[test]
fn an_exercise_has_three_parts_and_needs_no_source() {
    let text = exercise(PARTS);
    assert_eq!(mistakes(&text), "");
    let exercise = parse("content/exercises/double.md", &text);
    let parts = Exercise {
        starter: 0,
        tests: 1,
        solution: 2,
    };
    assert_eq!(exercise.exercise, Some(parts));
    assert!(!exercise.sheet);
    let sheet = text.replace("kind =", "sheet = true\nkind =");
    assert!(parse("content/double.md", sheet).sheet);
}

#[test]
fn each_part_is_there_once() {
    let missing = "Nothing at all.\n\n```python,tests\ndef helper(): pass\n```\n";
    assert_snapshot!(mistakes(format!("{FRONT}{missing}")), @r#"
    content/q.md:3:8: E043 this exercise has no solution «"exercise"»
      write it in a block that begins with ```python,solution
    content/q.md:3:8: E043 this exercise has no starting point «"exercise"»
      write it in a block that begins with ```python,starter
    "#);
    let twice = format!("{PARTS}\n'''python,starter\ny = 1\n'''\n");
    assert_snapshot!(mistakes(exercise(&twice)), @"content/q.md:33:11: E043 an exercise has one ```python,starter, and this is another «starter»");
}

#[test]
fn parts_are_not_empty_and_tests_define_a_test() {
    assert_snapshot!(mistakes(with("    return number + number\n", "").replace("def double(number):\n```", "\n```")), @"content/q.md:26:11: E043 the solution of an exercise is empty «solution»");
    assert_snapshot!(mistakes(with("def test_two", "def two").replace("def test_nothing", "def nothing")), @"
    content/q.md:14:11: E043 these tests have no function whose name begins with `test_` «tests»
      write `def test_…():` with a bare `assert` in it, one for each thing to hold
    ");
    assert_eq!(mistakes(with("def test_two", "async def test_two")), "");
}

#[test]
fn parts_stand_by_themselves() {
    let quoted = with(
        "'''python,starter\ndef double(number):\n    raise NotImplementedError\n'''",
        "- '''python,starter\n  x = 1\n  '''",
    );
    assert_snapshot!(mistakes(quoted.replace("'''", "```")), @"content/q.md:9:13: E043 a part of an exercise cannot stand within a list, a quotation or a quiz «starter»");
}

#[test]
fn a_question_has_no_parts() {
    let text = question("Q", "```python,tests\ndef test_it(): pass\n```\n");
    assert_snapshot!(mistakes(text), @r#"
    content/q.md:8:11: E043 `tests` marks a part of an exercise, and this is none «tests»
      write `kind = "exercise"` in the front matter, or leave the flag out
    "#);
    let page = "+++\ntitle = \"P\"\n+++\n```python,solution\nx = 1\n```\n";
    let found = site_mistakes(&[("content/pages/p.md", page)]);
    assert!(found.contains("E043 `solution` marks"), "{found}");
    let page = "+++\ntitle = \"P\"\nkind = \"exercise\"\n+++\n";
    let found = site_mistakes(&[("content/pages/p.md", page)]);
    assert!(
        found.contains("E008 the front matter has no field `kind`"),
        "{found}"
    );
}

#[test]
fn a_kind_that_is_none_is_a_mistake() {
    assert_snapshot!(mistakes(exercise("A.").replace("\"exercise\"", "\"exercice\"")), @r#"
    content/q.md:2:1: E007 the front matter has no `source`
    content/q.md:3:8: E009 `kind` is "question" or "exercise", not "exercice" «"exercice"»
    "#);
    let question = question("Q", "A.").replace("source", "kind = \"question\"\nsource");
    assert_eq!(mistakes(question), "");
}

#[test]
fn a_part_takes_the_flags_that_say_something_about_it() {
    let good = with(
        "python,tests",
        "python,tests,timeout=\"20\",requires=\"3.12\",play=\"it starts threads\"",
    );
    assert_eq!(mistakes(good), "");
    assert_snapshot!(mistakes(with("python,starter", "python,starter,continues,timeout=\"5\"")), @r#"
    content/q.md:9:19: E022 `continues` says nothing about the starting point of an exercise «continues»
    content/q.md:9:29: E022 `timeout` says nothing about the starting point of an exercise «timeout="5"»
    "#);
    assert_snapshot!(mistakes(with("python,starter", "python,starter,solution")), @"
    content/q.md:9:19: E022 a block is one part of an exercise: `starter` or `solution` «solution»
    ");
    assert_snapshot!(mistakes(with("python,starter", "python,starter=\"yes\"")), @r#"
    content/q.md:3:8: E043 this exercise has no starting point «"exercise"»
      write it in a block that begins with ```python,starter
    content/q.md:9:11: E022 `starter` takes no value «starter="yes"»
    "#);
    assert_snapshot!(mistakes(question("Q", "```python,play\n1\n```\n")), @r#"content/q.md:8:11: E022 `play` needs a value: play="…" «play»"#);
    assert_eq!(
        mistakes(question(
            "Q",
            "```python,play=\"it needs a network\"\n1\n```\n"
        )),
        ""
    );
    assert_snapshot!(mistakes(question("Q", "```sql,run,tests\nSELECT 1;\n```\n")), @"
    content/q.md:8:12: E022 a `sql` block has no flag `tests` «tests»
      `tests` is for Python snippets
    ");
}
