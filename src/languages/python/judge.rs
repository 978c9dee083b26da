//! What a run gave, held against what the page shows.

use super::exercise;
use super::interpreter::Interpreter;
use super::outcome::{Failure, Outcome, Run, Stop};
use super::plan::{Program, Step, Work};
use super::request::MAX_MEMORY;
use crate::diagnostic::{Diagnostic, codes, position};
use crate::question::snippet::{Answer, OutputBlock};
use crate::snippets::diff::unified;
use crate::snippets::judge::Judge as PageJudge;
use crate::snippets::report::{Mismatch, NotRun};
use crate::snippets::show::{head, line};
use std::collections::BTreeSet;

/// How the snippets of a file fared on one interpreter.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Verdict {
    /// Snippets that do what the page says.
    pub passed: usize,
    /// Snippets that do not.
    pub failed: usize,
    /// Whether the exercise that the page may be is as it has to be.
    pub exercise: Option<bool>,
    /// Steps that the interpreter cannot run for want of something that only
    /// it lacks, and what that is.
    pub excused: Vec<(usize, NotRun)>,
    /// What is wrong and cannot be mended by `--accept`.
    pub diagnostics: Vec<Diagnostic>,
    /// Output that differs.
    pub mismatches: Vec<Mismatch>,
}

/// Judges the snippets of a page on one interpreter.
pub(super) struct Judge<'a> {
    on_page: PageJudge<'a>,
    interpreter: &'a Interpreter,
}

/// A judge for what a program does on an interpreter.
pub(super) fn new<'a>(program: &Program<'a>, interpreter: &'a Interpreter) -> Judge<'a> {
    Judge {
        on_page: PageJudge {
            page: program.page,
            on: interpreter.runtime().to_string(),
        },
        interpreter,
    }
}

impl Judge<'_> {
    /// Judges the chosen steps of those that were asked for.
    pub(super) fn judge(
        &self,
        steps: &[(usize, &Step)],
        chosen: &BTreeSet<usize>,
        run: &Run,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        let mut excuse: Option<String> = None;
        for (place, (index, step)) in steps.iter().enumerate() {
            if matches!(step.work, Work::File(_)) {
                continue;
            }
            let outcome = run.outcomes.get(place);
            if !step.flags.continues {
                excuse = None;
            }
            let own = outcome.and_then(|outcome| lacks(self.interpreter, step, outcome));
            excuse = excuse.or(own);
            if !chosen.contains(index) {
                continue;
            }
            if let Some(what) = &excuse {
                let excused = excused(step, self.interpreter, what);
                verdict.excused.push((*index, excused));
                continue;
            }
            match outcome {
                Some(outcome) => self.step(step, outcome, &mut verdict),
                None => verdict.count(step, false),
            }
        }
        self.end(steps, run, &mut verdict);
        verdict
    }

    /// Says that the interpreter could not be started.
    pub(super) fn not_started(&self, error: &std::io::Error) -> Diagnostic {
        Diagnostic::of_file(
            &codes::SNIPPET_PROCESS,
            self.on_page.page.path,
            format!(
                "the snippets of this file could not be run on `{}`: {error}",
                self.interpreter.command
            ),
        )
    }

    fn step(&self, step: &Step, outcome: &Outcome, verdict: &mut Verdict) {
        let wrong = |verdict: &Verdict| verdict.diagnostics.len() + verdict.mismatches.len();
        let before = wrong(verdict);
        if let Work::Exercise(attempt) = step.work {
            let wrong = exercise::judge(&self.on_page, step, attempt, &outcome.events);
            verdict.diagnostics.extend(wrong);
        } else if step.work == Work::Session {
            self.session(step, outcome, verdict);
        } else if let Err(wrong) = self.exception(step, outcome) {
            verdict.diagnostics.push(*wrong);
        } else {
            verdict.mismatches.extend(self.output(step, outcome));
        }
        verdict.count(step, wrong(verdict) == before);
    }

    /// Whether the snippet raised what it says and nothing else.
    fn exception(&self, step: &Step, outcome: &Outcome) -> Result<(), Box<Diagnostic>> {
        let block = &step.snippet.span;
        let wanted = step.flags.raises.as_deref();
        let (wanted, [name, full]) = match (wanted, &outcome.raised) {
            (None, None) => return Ok(()),
            (Some(wanted), Some(names)) if names.iter().any(|name| name == wanted) => {
                return Ok(());
            }
            (Some(wanted), None) => {
                let message = format!(
                    "this snippet raises nothing on {}, and says that it raises `{wanted}`",
                    self.on_page.on
                );
                return Err(Box::new(self.on_page.error(
                    &codes::NOT_RAISED,
                    block,
                    message,
                )));
            }
            (wanted, Some(names)) => (wanted, names),
        };
        let name = if wanted.is_some_and(|wanted| wanted.contains('.')) {
            full
        } else {
            name
        };
        let mut message = format!("this snippet raises `{name}` on {}", self.on_page.on);
        if !outcome.message.is_empty() {
            message.push_str(": ");
            message.push_str(&outcome.message);
        }
        let error = self.on_page.error(&codes::RAISED, block, message);
        let error = match wanted {
            Some(wanted) => error.help(format!("it says that it raises `{wanted}`")),
            None => error.help(format!(
                "if that is meant, add raises=\"{name}\" to its fence"
            )),
        };
        Err(Box::new(match outcome.output.trim() {
            "" => error,
            output => error.help(format!("it printed:\n{}", head(output))),
        }))
    }

    fn output(&self, step: &Step, outcome: &Outcome) -> Option<Mismatch> {
        let outputs = &step.snippet.outputs;
        let asked = matches!(step.snippet.answer, Some(Answer::Output(_)));
        if outputs.is_empty() && !asked && outcome.output == outcome.shown {
            // `raises` alone says what a traceback would.
            return None;
        }
        let block = expected(outputs, self.interpreter);
        self.on_page.output(step.snippet, block, &outcome.output)
    }

    fn session(&self, step: &Step, outcome: &Outcome, verdict: &mut Verdict) {
        let block = &step.snippet.span;
        if let Some(why) = &outcome.malformed {
            let message = format!("this transcript cannot be read: {why}");
            verdict
                .diagnostics
                .push(self.on_page.error(&codes::OUTPUT_DIFFERS, block, message));
        }
        for Failure {
            line: at,
            want,
            got,
        } in &outcome.failures
        {
            let start = position(self.on_page.page.text, block.start).line + 1;
            let span = line(self.on_page.page.text, block, at + 1);
            let message = format!("{} answers something else here", self.on_page.on);
            let diff = unified(
                want,
                got,
                start + at + 1,
                self.on_page.page.path,
                &self.on_page.on,
            );
            verdict.diagnostics.push(
                Diagnostic::new(
                    &codes::OUTPUT_DIFFERS,
                    self.on_page.page.path,
                    span,
                    message,
                )
                .help(diff),
            );
        }
    }

    /// What is wrong with the run as a whole.
    fn end(&self, steps: &[(usize, &Step)], run: &Run, verdict: &mut Verdict) {
        if let Some(stop) = &run.stopped {
            verdict.diagnostics.push(self.stopped(stop, steps, run));
        }
        if let (false, Some((_, step))) = (run.left.is_empty(), steps.last()) {
            let message = format!(
                "the snippets of this file left processes running on {}: {}",
                self.on_page.on,
                run.left.join(", ")
            );
            verdict.diagnostics.push(
                self.on_page
                    .error(&codes::LEFT_RUNNING, &step.snippet.span, message)
                    .help("they were stopped; wait for them in the snippet, or end them there"),
            );
        }
    }

    fn stopped(&self, stop: &Stop, steps: &[(usize, &Step)], run: &Run) -> Diagnostic {
        let at = run.outcomes.len();
        let mut error = match steps.get(at).or(steps.last()) {
            Some((_, step)) => self.stop_at(stop, step),
            None => {
                let message = "the process ended before the first snippet";
                Diagnostic::of_file(&codes::SNIPPET_PROCESS, self.on_page.page.path, message)
            }
        };
        if let (Stop::Timeout(_), Some((_, step))) = (stop, steps.get(at)) {
            error = error.help(match step.tests {
                None => "if it needs more, say so: timeout=\"60\"",
                Some(_) => "if its tests need more, say so on their fence: timeout=\"60\"",
            });
        }
        if !run.unfinished.trim().is_empty() {
            error = error.help(format!("it had printed:\n{}", head(&run.unfinished)));
        }
        match steps.len().saturating_sub(at + 1) {
            0 => error,
            _ => error.help("the snippets after it in this file were not run"),
        }
    }

    fn stop_at(&self, stop: &Stop, step: &Step) -> Diagnostic {
        let block = &step.snippet.span;
        let python = &self.on_page.on;
        let (code, message) = match stop {
            Stop::Timeout(seconds) => return self.on_page.took_too_long(block, *seconds),
            Stop::Memory => return self.on_page.used_too_much(block, MAX_MEMORY),
            Stop::Output => return self.on_page.printed_too_much(block),
            Stop::Died(status) => (&codes::SNIPPET_PROCESS, died(*status, python)),
            Stop::NoStart => (
                &codes::SNIPPET_PROCESS,
                format!("{python} did not get to the first snippet in time"),
            ),
            Stop::NoEnd => (
                &codes::TIMEOUT,
                format!("{python} did not end after the last snippet"),
            ),
        };
        self.on_page.error(code, block, message)
    }
}

impl Verdict {
    /// Counts what came of a step: snippets one by one, and both attempts at an exercise as one.
    fn count(&mut self, step: &Step, good: bool) {
        match step.work {
            Work::Exercise(_) => self.exercise = Some(good && self.exercise.unwrap_or(true)),
            _ if good => self.passed += 1,
            _ => self.failed += 1,
        }
    }
}

/// What a Python without an operating system lacks: there, starting a thread
/// or a process raises an exception that it raises for nothing else.
const LACKS: [(&str, &str, &str); 3] = [
    ("RuntimeError", "can't start new thread", "threads"),
    ("OSError", "does not support processes", "processes"),
    (
        "NotImplementedError",
        "lacks multiprocessing.synchronize",
        "processes",
    ),
];

/// What the interpreter lacks that the snippet needs. Only CPython in
/// WebAssembly is excused, and only for what it cannot have: threads,
/// processes, modules of the standard library, the size of a 64-bit object.
fn lacks(interpreter: &Interpreter, step: &Step, outcome: &Outcome) -> Option<String> {
    if interpreter.platform != "emscripten" || step.flags.raises.is_some() {
        return None;
    }
    if let Some(errors) = exercise::errors(&outcome.events) {
        return LACKS.iter().find_map(|(kind, words, what)| {
            let lacks = |error: &&str| error.starts_with(kind) && error.contains(words);
            errors.iter().any(lacks).then(|| (*what).to_owned())
        });
    }
    if let Some(module) = &outcome.absent {
        return Some(format!("the module `{module}`"));
    }
    let Some([name, _]) = &outcome.raised else {
        let measures = step.snippet.code.contains("getsizeof(");
        return (measures && !interpreter.wide).then(|| "pointers of 64 bits".to_owned());
    };
    LACKS
        .iter()
        .find(|(kind, words, _)| name == kind && outcome.message.contains(words))
        .map(|(_, _, what)| (*what).to_owned())
}

fn excused(step: &Step, interpreter: &Interpreter, what: &str) -> NotRun {
    NotRun {
        line: step.line,
        why: format!(
            "it needs {what}, which Python {} on {} has not",
            interpreter.release, interpreter.platform
        ),
    }
}

/// How the process of a snippet was gone: an exit status, or negative a signal.
fn died(status: Option<i32>, python: &str) -> String {
    let how = match status {
        Some(11 | -11) if status < Some(0) => "it crashed (segmentation fault)".to_owned(),
        Some(signal) if signal < 0 => format!("it was ended by signal {}", -signal),
        Some(status) => format!("it ended with exit status {status}"),
        None => "it was ended by a signal".to_owned(),
    };
    format!("the process of this snippet was gone before its end on {python}: {how}")
}

/// The newest output that fits the interpreter.
fn expected<'a>(outputs: &'a [OutputBlock], interpreter: &Interpreter) -> Option<&'a OutputBlock> {
    outputs
        .iter()
        .filter(|output| output.flags.requires <= Some(interpreter.version))
        .max_by_key(|output| output.flags.requires)
}
