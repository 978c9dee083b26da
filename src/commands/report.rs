//! What commands print: diagnostics, times and counts.

use super::Outcome;
use crate::args::ReportFormat;
use crate::assets;
use crate::diagnostic::{self, Diagnostic, Format};
use crate::guide::Guide;
use crate::read::Files;
use crate::stopwatch::Timings;
use anstream::{AutoStream, ColorChoice, eprint, eprintln, print};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Duration;

/// Prints diagnostics in the format that is asked for, or that suits the place.
pub fn diagnostics(diagnostics: &[Diagnostic], files: &Files, format: Option<ReportFormat>) {
    let format = format.unwrap_or_else(default_format);
    if format == ReportFormat::Json {
        print!("{}", text(diagnostics, files, Format::Json));
        return;
    }
    let colour = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    eprint!("{}", text(diagnostics, files, Format::Text { colour }));
    if let Some(first) = diagnostics.first()
        && io::stderr().is_terminal()
    {
        eprintln!(
            "to have a mistake explained: studypress explain {}",
            first.code.id
        );
    }
    if format == ReportFormat::Github {
        print!("{}", text(diagnostics, files, Format::GitHub));
    }
}

/// Diagnostics as text, with the lines of the site's files and of the theme's.
pub fn text(diagnostics: &[Diagnostic], files: &Files, format: Format) -> String {
    let theme = assets::templates(&Files::default());
    diagnostic::print(diagnostics, format, |path| {
        let own = || {
            theme
                .get(path.strip_prefix("templates/")?)
                .map(|text| &**text)
        };
        files.text(path).or_else(own)
    })
}

fn default_format() -> ReportFormat {
    match std::env::var_os("GITHUB_ACTIONS") {
        Some(value) if value == "true" => ReportFormat::Github,
        _ => ReportFormat::Human,
    }
}

/// What a command gives after it has printed these.
pub fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    if diagnostics.iter().any(Diagnostic::is_error) {
        Outcome::Mistakes
    } else {
        Outcome::Done
    }
}

/// `3 errors and 1 warning`, or an empty text.
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let warnings = diagnostics.len() - errors;
    match (errors, warnings) {
        (0, 0) => String::new(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!(
            "{} and {}",
            count(errors, "error"),
            count(warnings, "warning")
        ),
    }
}

/// `3 questions`, and the exercises of the guide if there are any.
pub fn content(guide: &Guide) -> String {
    let questions = count(guide.question_count(), "question");
    match guide.exercise_count() {
        0 => questions,
        exercises => format!("{questions}, {}", count(exercises, "exercise")),
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

/// A path as it is shown: without the `./` of the folder one is in.
pub fn path(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(".").unwrap_or(path).display()
}

/// One line a stage, on standard error.
pub fn timings(timings: &Timings) {
    let ms = |time: &Duration| format!("{:>9.1} ms", time.as_secs_f64() * 1000.0);
    for stage in &timings.stages {
        let cpu = stage.cpu.as_ref();
        let cpu = cpu.map_or(String::new(), |cpu| {
            format!("{} of all processors", ms(cpu))
        });
        eprintln!("{:>10}  {}  {cpu}", stage.name, ms(&stage.wall));
    }
    let last = timings.stages.last().map_or("", |stage| stage.name);
    for (work, time) in &timings.within {
        eprintln!("{work:>10}  {}  of all threads, within {last}", ms(time));
    }
}
