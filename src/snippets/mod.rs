//! Running the Python of the guide and judging what it prints.
//!
//! [`plan`] takes the snippets of a file; [`run`] runs them in a process of
//! their own, through `guard.py` and `runner.py`; [`judge`] holds the results
//! against the page; [`accept`] writes them into its text.

pub mod accept;
mod diff;
pub mod interpreter;
pub mod judge;
mod matching;
pub mod plan;
pub mod run;
mod show;
mod watch;

pub use interpreter::Interpreter;
pub use judge::Verdict;
pub use plan::{NotRun, Program};

use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use judge::Mismatch;
use plan::Step;
use std::collections::BTreeSet;

/// What came of one content file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Runs, by interpreter.
    pub tests: Vec<Test>,
    /// Snippets that ran nowhere, and why.
    pub not_run: Vec<NotRun>,
    /// What is wrong and cannot be mended by `--accept`.
    pub diagnostics: Vec<Diagnostic>,
    /// Output that differs.
    pub mismatches: Vec<Mismatch>,
    /// Why the network was open to the snippets, if it was.
    pub network_open: Option<String>,
}

/// How the snippets of a file fared on one interpreter.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Its version, such as `3.11.7`.
    pub python: String,
    /// Snippets that do what the page says.
    pub passed: usize,
    /// Snippets that do not.
    pub failed: usize,
    /// Whether the result was known from an earlier run.
    pub cached: bool,
}

/// Runs a file's snippets.
///
/// With `each`, every interpreter runs all that it can; without, a snippet
/// counts only on the first interpreter that satisfies it.
pub fn test(program: &Program, interpreters: &[Interpreter], each: bool, cache: &Cache) -> Report {
    let mut report = Report {
        not_run: program.not_run.clone(),
        ..Report::default()
    };
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut excused: Vec<(usize, NotRun)> = Vec::new();
    for interpreter in interpreters {
        let satisfied = |step: &Step| step.requires <= Some(interpreter.version);
        let chosen: BTreeSet<usize> = program
            .runs()
            .filter(|(index, step)| satisfied(step) && (each || !done.contains(index)))
            .map(|(index, _)| index)
            .collect();
        if chosen.is_empty() {
            continue;
        }
        let steps: Vec<(usize, &Step)> = program
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| satisfied(step))
            .collect();
        match on(program, &steps, &chosen, interpreter, cache, &mut report) {
            Some(verdict) => {
                let skipped: BTreeSet<usize> = verdict.excused.iter().map(|e| e.0).collect();
                done.extend(chosen.difference(&skipped));
                excused.extend(verdict.excused);
            }
            None => done.extend(chosen),
        }
    }
    for (index, step) in program.runs().filter(|(index, _)| !done.contains(index)) {
        let excuse = excused.iter().find(|(excused, _)| *excused == index);
        report.not_run.push(match excuse {
            Some((_, excuse)) => excuse.clone(),
            None => step.too_new(),
        });
    }
    report.not_run.sort_by_key(|not_run| not_run.line);
    report
}

/// Runs the steps on one interpreter and judges those that are chosen.
fn on(
    program: &Program,
    steps: &[(usize, &Step)],
    chosen: &BTreeSet<usize>,
    interpreter: &Interpreter,
    cache: &Cache,
    report: &mut Report,
) -> Option<Verdict> {
    let request = run::request(steps.iter().map(|(_, step)| *step));
    let key = run::key(&request, interpreter);
    let known = cache
        .get(&key)
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let cached = known.is_some();
    let result = match known {
        Some(run) => Ok(run),
        None => run::run(&request, interpreter),
    };
    let run = match result {
        Ok(run) => run,
        Err(error) => {
            report
                .diagnostics
                .push(judge::not_started(program, interpreter, &error));
            return None;
        }
    };
    let verdict = judge::judge(program, steps, chosen, interpreter, &run);
    // A failure is not kept: it may be the machine's, and the next run is
    // to find out.
    if !cached
        && verdict.failed == 0
        && verdict.diagnostics.is_empty()
        && let Ok(bytes) = serde_json::to_vec(&run)
    {
        cache.put(&key, &bytes);
    }
    report.tests.push(Test {
        python: interpreter.release.clone(),
        passed: verdict.passed,
        failed: verdict.failed,
        cached,
    });
    report
        .diagnostics
        .extend(verdict.diagnostics.iter().cloned());
    report.mismatches.extend(verdict.mismatches.iter().cloned());
    if !cached {
        report.network_open = report.network_open.take().or(run.network_open);
    }
    Some(verdict)
}
