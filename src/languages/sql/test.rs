//! The SQL snippets of a guide: run in one database a page, and judged.

use super::database::{Database, End, MAX_MEMORY, Outcome};
use super::flags::{self, Flags};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::languages::language;
use crate::question::snippet::Snippet;
use crate::snippets::job::{Job, Page, Setup, TIMEOUT};
use crate::snippets::judge::Judge;
use crate::snippets::report::{Report, Runtime, Test};
use crate::snippets::show::head;
use std::sync::{Mutex, PoisonError};

/// SQLite limits the memory of the process, so pages are run one after the other: only then is what is used the page's.
/// They take milliseconds, and nothing of them is cached.
static ONE_PAGE: Mutex<()> = Mutex::new(());

/// What is to be run of a guide's pages.
pub(super) fn jobs<'a>(pages: &[Page<'a>], _: &Setup<'a>) -> Checked<Vec<Job<'a>>> {
    let mut jobs = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let program = Program {
            page: *page,
            runs: page.snippets.iter().filter_map(run).collect(),
        };
        if !program.runs.is_empty() {
            jobs.push(Job {
                page: index,
                run: Box::new(move || test(&program)),
            });
        }
    }
    Checked::clean(jobs)
}

/// A page with its snippets that are run.
struct Program<'a> {
    page: Page<'a>,
    runs: Vec<(&'a Snippet, Flags)>,
}

fn run(snippet: &Snippet) -> Option<(&Snippet, Flags)> {
    let ours = flags::NAMES.contains(&snippet.language.as_str());
    let flags = flags::read(&snippet.words);
    (ours && flags.run && snippet.flags.file.is_none()).then_some((snippet, flags))
}

/// How the snippet at a place among a page's is run: all SQL of a page shares a database.
pub(super) fn run_at(snippets: &[Snippet], place: usize) -> Option<language::Run> {
    run(snippets.get(place)?)?;
    let runs = snippets[..=place].iter().enumerate();
    let runs = runs.filter_map(|(at, snippet)| Some((at, run(snippet)?.1)));
    let mut runs: Vec<(usize, bool)> = runs
        .map(|(at, flags)| (at, flags.raises.is_none()))
        .collect();
    let plain = runs.iter().all(|(_, plain)| *plain);
    runs.pop();
    Some(language::Run {
        after: runs.into_iter().map(|(at, _)| at).collect(),
        plain,
    })
}

fn test(program: &Program) -> Report {
    let on = Runtime {
        name: "SQLite",
        version: rusqlite::version().to_owned(),
    };
    let judge = Judge {
        page: program.page,
        on: on.to_string(),
    };
    let mut report = Report::default();
    let _alone = ONE_PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut database = match Database::open() {
        Ok(database) => database,
        Err(error) => {
            let message =
                format!("the database for the snippets of this file cannot be made: {error}");
            let error = Diagnostic::of_file(&codes::SNIPPET_PROCESS, program.page.path, message);
            report.diagnostics.push(error);
            return report;
        }
    };
    let mut failed = 0;
    for (index, (snippet, flags)) in program.runs.iter().enumerate() {
        let before = report.diagnostics.len() + report.mismatches.len();
        let seconds = flags.timeout.unwrap_or(TIMEOUT);
        let outcome = database.run(&snippet.code, seconds);
        if let Some(stopped) = stopped(&judge, snippet, seconds, &outcome) {
            let left = program.runs.len() - index - 1;
            report.diagnostics.push(if left > 0 {
                stopped.help("the SQL snippets after it in this file were not run")
            } else {
                stopped
            });
            failed += left + 1;
            break;
        }
        snippet_done(&judge, snippet, flags, outcome, &mut report);
        failed += usize::from(report.diagnostics.len() + report.mismatches.len() > before);
    }
    report.tests.push(Test {
        on,
        passed: program.runs.len() - failed,
        failed,
        exercise: None,
        cached: false,
    });
    report
}

/// Says that a snippet was stopped, if it was.
fn stopped(
    judge: &Judge,
    snippet: &Snippet,
    seconds: u32,
    outcome: &Outcome,
) -> Option<Diagnostic> {
    let block = &snippet.span;
    match outcome.end {
        End::Done | End::Error(_) => None,
        End::Timeout => {
            let error = judge.took_too_long(block, seconds);
            Some(error.help("if it needs more, say so: timeout=\"60\""))
        }
        End::Memory => Some(judge.used_too_much(block, MAX_MEMORY)),
        End::Output => Some(judge.printed_too_much(block)),
    }
}

/// Judges a snippet that came to its end, or to an error.
fn snippet_done(
    judge: &Judge,
    snippet: &Snippet,
    flags: &Flags,
    outcome: Outcome,
    report: &mut Report,
) {
    let block = &snippet.span;
    let Outcome { mut printed, end } = outcome;
    let alone = printed.is_empty();
    match (&flags.raises, end) {
        (None, End::Error(error)) => {
            let found = fails(judge, snippet, &error);
            report.diagnostics.push(found.help(announce(&error)));
        }
        (Some(wanted), End::Error(error)) if !error.contains(wanted) => {
            let found = fails(judge, snippet, &error);
            let announced = format!("it says that it fails with `{wanted}`");
            report.diagnostics.push(found.help(announced));
        }
        // `raises` alone says what fails.
        (_, End::Error(_)) if alone && snippet.outputs.is_empty() => {}
        (Some(wanted), End::Done) => {
            let on = &judge.on;
            let message = format!(
                "this snippet does not fail on {on}, and says that it fails with `{wanted}`"
            );
            let found = judge.error(&codes::NOT_RAISED, block, message);
            report.diagnostics.push(if printed.is_empty() {
                found
            } else {
                found.help(format!("it printed:\n{}", head(&printed)))
            });
        }
        (_, end) => {
            if let End::Error(error) = end {
                printed.push_str(&format!("Error: {error}\n"));
            }
            let shown = snippet.outputs.first();
            report
                .mismatches
                .extend(judge.output(snippet, shown, &printed));
        }
    }
}

fn fails(judge: &Judge, snippet: &Snippet, error: &str) -> Diagnostic {
    let message = format!("this snippet fails on {}: {error}", judge.on);
    let found = judge.error(&codes::RAISED, &snippet.span, message);
    if error.starts_with("not authorized") || error == "authorization denied" {
        found.help("ATTACH, extensions, and settings that reach files or the memory of the process are refused: a page's database is in memory and alone")
    } else if error.starts_with("near \".\"") {
        found.help("commands that begin with a dot are the shell's, and no SQL")
    } else {
        found
    }
}

/// The flag that announces an error: a value can hold no quotes, and names of tables say little.
fn announce(error: &str) -> String {
    let mut parts = error.split('"').map(|part| part.trim_matches([' ', ':']));
    let words = parts.find(|part| part.contains(' ')).unwrap_or(error);
    let words = words.split_once(": ").map_or(words, |(first, _)| first);
    format!("if that is meant, add raises=\"{words}\" to its fence")
}
