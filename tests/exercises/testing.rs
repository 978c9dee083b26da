//! `studypress test` of exercises, and the harness itself.

use crate::common::{Folder, Run};
use crate::{PARTS, exercise, with};
use insta::assert_snapshot;
use std::path::Path;
use std::process::Command;

/// Tests a guide of one exercise on the Python that is there.
fn tested(text: &str) -> (Folder, Run) {
    let folder = Folder::site(&[("content/double.md", text)]);
    let run = folder.run(&["test"]);
    (folder, run)
}

/// What is said of an exercise that fails, the version of Python left out.
fn complaint(text: &str) -> String {
    let (_, run) = tested(text);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    let mut text = run.stderr;
    while let Some(at) = text.find("on Python 3.") {
        let number = at + "on Python ".len();
        let end = text[number..].find(|c: char| !c.is_ascii_digit() && c != '.');
        let end = end.map_or(text.len(), |end| number + end);
        text.replace_range(at..end, "on it");
    }
    let lines = text.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_harness_passes_its_own_tests() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exercise_test.py");
    let run = Command::new("python3").arg("-B").arg(tests).output();
    let run = run.expect("python3");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}

#[test]
fn the_solution_passes_and_the_starting_point_fails() {
    let (folder, run) = tested(&exercise(PARTS));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let how = "content/double.md: the solution passes and the starting point fails on Python 3.";
    assert!(run.stdout.starts_with(how), "{}", run.stdout);
    let sum = "1 file: 0 snippets passed, 1 exercise: solutions pass, starting points fail";
    assert_eq!(run.stderr.trim(), sum);
    let again = folder.run(&["test"]);
    assert!(
        again.stdout.trim_end().ends_with("(cached)"),
        "{}",
        again.stdout
    );
    let json = folder.run(&["test", "--format", "json"]).stdout;
    assert!(json.contains(r#""exercise":true"#), "{json}");
    assert!(
        json.contains(r#""exercises":1,"exercises_failed":0"#),
        "{json}"
    );
}

#[test]
fn a_solution_that_fails_says_what_came_and_what_was_expected() {
    assert_snapshot!(complaint(&with("return number + number", "return number * number + 1")), @"
    error[E044]: the solution fails `test_two` and one other test on it
      --> content/double.md:16:5
       |
    16 |     assert double(2) == 4
       |     ^^^^^^^^^^^^^^^^^^^^^
       |
       = help: test_two: assert double(2) == 4
               it came to 5
               expected was 4
       = help: test_nothing: assert double(0) == 0
               it came to 1
               expected was 0

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    ");
}

#[test]
fn code_that_cannot_be_executed_is_named_with_its_line() {
    assert_snapshot!(complaint(&with("return number + number", "return number +")), @"
    error[E044]: the solution cannot be executed on it: SyntaxError: invalid syntax
      --> content/double.md:28:5
       |
    28 |     return number +
       |     ^^^^^^^^^^^^^^^
       |
       = help: readers run both as they stand here

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    ");
    assert_snapshot!(complaint(&with("    raise NotImplementedError", "    raise NotImplementedError(")), @"
    error[E045]: the starting point cannot be executed on it: SyntaxError: '(' was never closed
      --> content/double.md:11:5
       |
    11 |     raise NotImplementedError(
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write `raise NotImplementedError` where the learner is to write something

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    ");
    assert_snapshot!(complaint(&with("def test_nothing():", "double.twice\n\ndef test_nothing():")), @"
    error[E044]: the tests cannot be executed after the solution on it: AttributeError: 'function' object has no attribute 'twice'
      --> content/double.md:18:1
       |
    18 | double.twice
       | ^^^^^^^^^^^^
       |
       = help: readers run both as they stand here

    error[E045]: the tests cannot be executed after the starting point on it: AttributeError: 'function' object has no attribute 'twice'
      --> content/double.md:18:1
       |
    18 | double.twice
       | ^^^^^^^^^^^^
       |
       = help: write `raise NotImplementedError` where the learner is to write something

    1 file: 0 snippets passed, 1 of 1 exercise failed (2 errors)
    ");
}

#[test]
fn a_starting_point_fails_for_the_right_reason() {
    for right in ["return number", "return None", "assert False"] {
        let (_, run) = tested(&with("raise NotImplementedError", right));
        assert_eq!(run.code, Some(0), "{right}: {}", run.stderr);
    }
    assert_snapshot!(complaint(&with("raise NotImplementedError", "return number * 2")), @"
    error[E045]: the starting point passes all tests on it
     --> content/double.md:9:1
      |
    9 | ```python,starter
      | ^^^^^^^^^^^^^^^^^
      |
      = help: take out of it what the learner is to write, or add a test that it fails

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    ");
    assert_snapshot!(complaint(&with("raise NotImplementedError", "return nubmer")), @"
    error[E045]: the starting point fails `test_two` by a mistake of its own on it
      --> content/double.md:11:5
       |
    11 |     return nubmer
       |     ^^^^^^^^^^^^^
       |
       = help: test_two: NameError: name 'nubmer' is not defined
       = help: a starting point fails by an assertion, or by `raise NotImplementedError` where the learner is to write something

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    ");
}

#[test]
fn tests_have_a_limit_of_time() {
    let endless = with("return number + number", "while True: pass");
    assert_snapshot!(complaint(&endless.replace("python,tests", "python,tests,timeout=\"1\"")), @r#"
    error[E034]: this snippet was stopped on it: it took more than 1 s
      --> content/double.md:26:1
       |
    26 | ```python,solution
       | ^^^^^^^^^^^^^^^^^^
       |
       = help: if its tests need more, say so on their fence: timeout="60"
       = help: the snippets after it in this file were not run

    1 file: 0 snippets passed, 1 of 1 exercise failed (1 error)
    "#);
}

#[test]
fn an_exercise_for_later_versions_is_not_run_on_earlier_ones() {
    let (_, run) = tested(&with(
        "python,solution",
        "python,solution,requires=\"3.99\"",
    ));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr.matches("not run:").count(), 1, "{}", run.stderr);
    let why = "not run: content/double.md:14: it needs Python 3.99, and no interpreter has that";
    assert!(run.stderr.contains(why), "{}", run.stderr);
}

#[test]
fn other_snippets_of_the_page_are_tested_beside_it() {
    let more = format!(
        "{PARTS}\n'''python\nprint(1)\n'''\n\n'''output\n1\n'''\n\n'''python,continues\nprint(double(2))\n'''\n"
    );
    let (_, run) = tested(&exercise(&more));
    assert!(run.stderr.contains("NameError"), "{}", run.stderr);
    assert!(
        run.stdout.contains("1 of 2 failed, the solution passes"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_hole_in_the_cache_of_a_test_is_none() {
    // A result is known again by code, tests and interpreter: edited tests run anew.
    let (folder, run) = tested(&exercise(PARTS));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    folder.write(
        "content/double.md",
        with("double(2) == 4", "double(2) == 5"),
    );
    let run = folder.run(&["test"]);
    assert!(run.stderr.contains("expected was 5"), "{}", run.stderr);
}
