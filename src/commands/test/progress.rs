//! What `test` says while it runs and at its end.

use super::report;
use crate::args::{ReportFormat, TestArgs};
use crate::diagnostic::Diagnostic;
use crate::snippets::plan::Program;
use crate::snippets::report::{Report, Test};
use anstream::{eprintln, println};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::Mutex;

/// A bar on a terminal, a line a file elsewhere.
pub(super) struct Progress {
    bar: ProgressBar,
    json: bool,
    /// Lines of files that wait for those before them, and the next to print.
    waiting: Mutex<(usize, BTreeMap<usize, String>)>,
}

impl Progress {
    /// Begins, at nothing done.
    pub(super) fn new(args: &TestArgs, programs: &[Program]) -> Self {
        let json = args.format == Some(ReportFormat::Json);
        let terminal = std::io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        let bar = if terminal && !json {
            ProgressBar::new(programs.len() as u64)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files {msg}") {
            bar.set_style(style);
        }
        bar.tick();
        Progress {
            bar,
            json,
            waiting: Mutex::default(),
        }
    }

    /// Says that the file of this place is done.
    pub(super) fn done(&self, index: usize, path: &str, report: &Report) {
        self.bar.set_message(path.to_owned());
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            return;
        }
        let line = if self.json {
            json(&FileRecord::new(path, report))
        } else {
            line(path, report)
        };
        let Ok(mut waiting) = self.waiting.lock() else {
            return;
        };
        let (next, lines) = &mut *waiting;
        lines.insert(index, line);
        while let Some(line) = lines.remove(next) {
            println!("{line}");
            *next += 1;
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// `content/gil.md: 5 snippets passed on Python 3.11.7`.
fn line(path: &str, report: &Report) -> String {
    let tests: Vec<String> = report
        .tests
        .iter()
        .map(|test| {
            let cached = if test.cached { " (cached)" } else { "" };
            format!("{} on {}{cached}", counted(test), test.on)
        })
        .collect();
    match (tests.is_empty(), report.diagnostics.is_empty()) {
        (false, _) => format!("{path}: {}", tests.join(", ")),
        (true, true) => format!("{path}: nothing to run"),
        (true, false) => format!("{path}: could not be run"),
    }
}

/// `5 snippets passed`, `2 of 5 failed`, and what became of an exercise.
fn counted(test: &Test) -> String {
    let snippets = match (test.passed, test.failed) {
        (0, 0) if test.exercise.is_some() => None,
        (passed, 0) => Some(format!("{} passed", report::count(passed, "snippet"))),
        (passed, failed) => Some(format!("{failed} of {} failed", passed + failed)),
    };
    let exercise = test.exercise.map(|good| {
        let how = if good {
            "the solution passes and the starting point fails"
        } else {
            "the exercise failed"
        };
        how.to_owned()
    });
    let both: Vec<String> = snippets.into_iter().chain(exercise).collect();
    both.join(", ")
}

#[derive(Serialize)]
struct FileRecord<'a> {
    kind: &'static str,
    file: &'a str,
    runs: Vec<RunRecord<'a>>,
    not_run: Vec<NotRunRecord<'a>>,
}

#[derive(Serialize)]
struct RunRecord<'a> {
    /// `"python": "3.11.7"`.
    #[serde(flatten)]
    on: BTreeMap<String, &'a str>,
    passed: usize,
    failed: usize,
    /// Whether the exercise is as it has to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    exercise: Option<bool>,
    cached: bool,
}

#[derive(Serialize)]
struct NotRunRecord<'a> {
    line: usize,
    why: &'a str,
}

#[derive(Serialize)]
struct Summary {
    kind: &'static str,
    files: usize,
    passed: usize,
    failed: usize,
    /// Files that are exercises and were run, and those among them that failed.
    exercises: usize,
    exercises_failed: usize,
    not_run: usize,
    errors: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_open: Option<String>,
}

impl<'a> FileRecord<'a> {
    fn new(path: &'a str, report: &'a Report) -> Self {
        let runs = report.tests.iter().map(|test| RunRecord {
            on: BTreeMap::from([(test.on.name.to_lowercase(), test.on.version.as_str())]),
            passed: test.passed,
            failed: test.failed,
            exercise: test.exercise,
            cached: test.cached,
        });
        let not_run = report.not_run.iter().map(|not_run| NotRunRecord {
            line: not_run.line,
            why: &not_run.why,
        });
        FileRecord {
            kind: "file",
            file: path,
            runs: runs.collect(),
            not_run: not_run.collect(),
        }
    }
}

fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// What was not run and why, and the sum of it all.
pub(super) fn summary(args: &TestArgs, results: &[(&str, Report)], diagnostics: &[Diagnostic]) {
    let reports = || results.iter().map(|(_, report)| report);
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let tests = || reports().flat_map(|report| &report.tests);
    let exercises = |wanted: &dyn Fn(bool) -> bool| {
        let is = |report: &&Report| report.tests.iter().filter_map(|t| t.exercise).any(wanted);
        reports().filter(is).count()
    };
    let summary = Summary {
        kind: "summary",
        files: results.len(),
        passed: tests().map(|test| test.passed).sum(),
        failed: tests().map(|test| test.failed).sum(),
        exercises: exercises(&|_| true),
        exercises_failed: exercises(&|good| !good),
        not_run: reports().map(|report| report.not_run.len()).sum(),
        errors,
        network_open: reports().find_map(|report| report.network_open.clone()),
    };
    if args.format == Some(ReportFormat::Json) {
        println!("{}", json(&summary));
        return;
    }
    for (path, report) in results {
        for not_run in &report.not_run {
            eprintln!("not run: {path}:{}: {}", not_run.line, not_run.why);
        }
    }
    if let Some(why) = &summary.network_open {
        eprintln!(
            "note: the network was open to the snippets, for this system grants no namespace to shut it: {why}"
        );
    }
    let mut words = vec![format!(
        "{} passed",
        report::count(summary.passed, "snippet")
    )];
    // After --accept, what failed may be right now.
    if summary.failed > 0 && errors > 0 {
        words.push(format!("{} failed", summary.failed));
    }
    if summary.not_run > 0 {
        words.push(format!("{} not run", summary.not_run));
    }
    match (summary.exercises, summary.exercises_failed) {
        (0, _) => {}
        (all, 0) => words.push(format!(
            "{}: solutions pass, starting points fail",
            report::count(all, "exercise")
        )),
        (all, failed) => words.push(format!(
            "{failed} of {} failed",
            report::count(all, "exercise")
        )),
    }
    let words = words.join(", ");
    match report::counts(diagnostics).as_str() {
        "" => eprintln!("{}: {words}", report::count(summary.files, "file")),
        counts => eprintln!(
            "{}: {words} ({counts})",
            report::count(summary.files, "file")
        ),
    }
}
