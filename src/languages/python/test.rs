//! The Python snippets of a guide: run on each interpreter that can, judged, and kept for the next time.

use super::interpreter::{self, Interpreter};
use super::judge::{self, Verdict};
use super::plan::{self, Program, Step};
use super::request;
use super::run;
use crate::cache::Cache;
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::read::CONFIG_FILE;
use crate::snippets::job::{Job, Page, Setup};
use crate::snippets::report::{NotRun, Report, Test};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What is to be run of a guide's pages. Interpreters are looked for only if there is something to run.
pub(super) fn jobs<'a>(pages: &[Page<'a>], setup: &Setup<'a>) -> Checked<Vec<Job<'a>>> {
    let mut diagnostics = Vec::new();
    let programs: Vec<(usize, Program)> = pages
        .iter()
        .map(|page| plan::plan(page).into_value(&mut diagnostics))
        .enumerate()
        .filter(|(_, program)| !program.steps.is_empty() || !program.not_run.is_empty())
        .collect();
    let mut interpreters = Some(Vec::new());
    if programs.iter().any(|(_, p)| p.runs().next().is_some()) {
        interpreters = find(setup).into_value(&mut diagnostics);
    }
    let Some(interpreters) = interpreters.map(Arc::new) else {
        return Checked {
            value: Vec::new(),
            diagnostics,
        };
    };
    let jobs = programs.into_iter().map(|(page, program)| {
        let on = Interpreters {
            found: Arc::clone(&interpreters),
            each: !setup.pythons.is_empty(),
            cache: setup.cache,
        };
        Job {
            page,
            run: Box::new(move || test(&program, &on)),
        }
    });
    Checked {
        value: jobs.collect(),
        diagnostics,
    }
}

/// The interpreters that are asked for; none if one of them cannot be used.
fn find(setup: &Setup) -> Checked<Option<Vec<Interpreter>>> {
    let (commands, base) = if setup.pythons.is_empty() {
        (setup.config.python.interpreters.as_slice(), setup.root)
    } else {
        (setup.pythons, Path::new(""))
    };
    let mut found = Vec::new();
    let mut diagnostics = Vec::new();
    for command in commands {
        match interpreter::find(command, base) {
            Ok(interpreter) => found.push(interpreter),
            Err(why) => diagnostics.push(
                Diagnostic::of_file(&codes::NO_INTERPRETER, CONFIG_FILE, why.report())
                    .help("name another in site.toml: [python] interpreters = [\"python3.12\"]")
                    .help("or on the command line: studypress test --python python3.12"),
            ),
        }
    }
    Checked {
        value: diagnostics.is_empty().then_some(found),
        diagnostics,
    }
}

/// What programs are run on.
struct Interpreters<'a> {
    found: Arc<Vec<Interpreter>>,
    /// Whether every interpreter runs all that it can; else a snippet counts
    /// only on the first that satisfies it.
    each: bool,
    cache: &'a Cache,
}

/// Runs a file's snippets.
fn test(program: &Program, on: &Interpreters) -> Report {
    let mut report = Report {
        not_run: program.not_run.clone(),
        ..Report::default()
    };
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut excused: Vec<(usize, NotRun)> = Vec::new();
    for interpreter in on.found.iter() {
        let satisfied = |step: &Step| step.requires <= Some(interpreter.version);
        let chosen: BTreeSet<usize> = program
            .runs()
            .filter(|(index, step)| satisfied(step) && (on.each || !done.contains(index)))
            .map(|(index, _)| index)
            .collect();
        if chosen.is_empty() {
            continue;
        }
        let steps = program.steps.iter().enumerate();
        let attempt = Attempt {
            program,
            steps: steps.filter(|(_, step)| satisfied(step)).collect(),
            chosen,
            interpreter,
        };
        match attempt.run(on.cache, &mut report) {
            Some(verdict) => {
                let skipped: BTreeSet<usize> = verdict.excused.iter().map(|e| e.0).collect();
                done.extend(attempt.chosen.difference(&skipped));
                excused.extend(verdict.excused);
            }
            None => done.extend(attempt.chosen),
        }
    }
    for (index, step) in program.runs().filter(|(index, _)| !done.contains(index)) {
        let excuse = excused.iter().find(|(excused, _)| *excused == index);
        report.not_run.push(match excuse {
            Some((_, excuse)) => excuse.clone(),
            None => step.too_new(),
        });
    }
    // Of an exercise there are two, for one reason.
    report.not_run.dedup();
    report
}

/// The run of a program on one interpreter.
struct Attempt<'a> {
    program: &'a Program<'a>,
    /// The steps that the interpreter can run, with their places among all.
    steps: Vec<(usize, &'a Step<'a>)>,
    /// The places of those that are judged.
    chosen: BTreeSet<usize>,
    interpreter: &'a Interpreter,
}

impl Attempt<'_> {
    /// Runs the steps and judges those that are chosen; `None` if nothing
    /// could be started.
    fn run(&self, cache: &Cache, report: &mut Report) -> Option<Verdict> {
        let request = request::request(self.steps.iter().map(|(_, step)| *step));
        let key = run::key(&request, self.interpreter);
        let known = cache
            .get(&key)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let cached = known.is_some();
        let result = match known {
            Some(run) => Ok(run),
            None => run::run(&request, self.interpreter),
        };
        let judge = judge::new(self.program, self.interpreter);
        let run = match result {
            Ok(run) => run,
            Err(error) => {
                report.diagnostics.push(judge.not_started(&error));
                return None;
            }
        };
        let verdict = judge.judge(&self.steps, &self.chosen, &run);
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
            on: self.interpreter.runtime(),
            passed: verdict.passed,
            failed: verdict.failed,
            exercise: verdict.exercise,
            cached,
        });
        let found = verdict.diagnostics.iter().cloned();
        report.diagnostics.extend(found);
        let differing = verdict.mismatches.iter().cloned();
        report.mismatches.extend(differing);
        if !cached {
            report.network_open = report.network_open.take().or(run.network_open);
        }
        Some(verdict)
    }
}
