//! `review_by`: `studypress test` warns after that day, and nothing else looks at the clock.

mod common;

use common::{Folder, Run, question_with};

/// Runs a command at noon of a day, as seconds since 1970.
fn at(folder: &Folder, args: &[&str], seconds: &str) -> Run {
    let mut command = folder.command(args);
    command.env("SOURCE_DATE_EPOCH", seconds);
    Run::from(command.output().expect("the program runs"))
}

const LAST_DAY: &str = "1822392000";
const DAY_AFTER: &str = "1822478400";

#[test]
fn a_page_is_to_be_looked_at_again_after_its_day() {
    let folder = Folder::site(&[
        (
            "content/a.md",
            question_with("A", "review_by = 2027-10-01", "").into_bytes(),
        ),
        (
            "content/pages/b.md",
            b"---\ntitle: B\nreview_by: 2027-10-01\n---\n".to_vec(),
        ),
    ]);
    let run = at(&folder, &["test"], LAST_DAY);
    assert_eq!((run.code, run.stderr.contains("W006")), (Some(0), false));
    let run = at(&folder, &["test"], DAY_AFTER);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in [
        "warning[W006]: this was to be looked at again by 2027-10-01",
        "content/a.md:6:13",
        "content/pages/b.md:3:12",
        "2 warnings",
    ] {
        assert!(run.stderr.contains(part), "no {part} in {}", run.stderr);
    }
    let run = at(&folder, &["test", "--filter", "pages/"], DAY_AFTER);
    assert!(!run.stderr.contains("content/a.md"), "{}", run.stderr);
    let run = at(&folder, &["test", "--format", "json"], DAY_AFTER);
    assert!(run.stdout.contains("\"errors\":0"), "{}", run.stdout);
    let run = at(&folder, &["check"], DAY_AFTER);
    assert!(!run.stderr.contains("W006"), "{}", run.stderr);
}
