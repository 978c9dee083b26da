//! What a run gave, held against what the page shows.

use super::diff;
use super::interpreter::Interpreter;
use super::matching::{fits, level};
use super::plan::{NotRun, Program, Step, Work};
use super::run::{Failure, MAX_MEMORY, MAX_OUTPUT, Outcome, Run, Stop};
use super::show::{died, head, line};
use crate::diagnostic::{Code, Diagnostic, codes, position};
use crate::question::OutputBlock;
use std::collections::BTreeSet;
use std::ops::Range;

/// How the snippets of a file fared on one interpreter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Snippets that do what the page says.
    pub passed: usize,
    /// Snippets that do not.
    pub failed: usize,
    /// Steps that the interpreter cannot run for want of something that only
    /// it lacks, and what that is.
    pub excused: Vec<(usize, NotRun)>,
    /// What is wrong and cannot be mended by `--accept`.
    pub diagnostics: Vec<Diagnostic>,
    /// Output that differs.
    pub mismatches: Vec<Mismatch>,
}

/// Output that differs, and what would mend that.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// What `--accept` would write.
    pub edit: Edit,
}

/// One output block to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range of the snippet in the file, fences included.
    pub snippet: Range<usize>,
    /// Byte range of the output block to rewrite, fences included; without
    /// one, a block is added.
    pub output: Option<Range<usize>>,
    /// What the block is to say, every line ended by a line feed.
    pub text: String,
}

/// Judges the chosen steps of those that were asked for.
pub fn judge(
    program: &Program,
    steps: &[(usize, &Step)],
    chosen: &BTreeSet<usize>,
    interpreter: &Interpreter,
    run: &Run,
) -> Verdict {
    let mut verdict = Verdict::default();
    let judge = Judge {
        program,
        interpreter,
    };
    let mut excuse: Option<String> = None;
    for (place, (index, step)) in steps.iter().enumerate() {
        if matches!(step.work, Work::File(_)) {
            continue;
        }
        let outcome = run.outcomes.get(place);
        if !step.continues {
            excuse = None;
        }
        let own = outcome.and_then(|outcome| lacks(interpreter, step, outcome));
        excuse = excuse.or(own);
        if !chosen.contains(index) {
            continue;
        }
        if let Some(what) = &excuse {
            verdict
                .excused
                .push((*index, excused(step, interpreter, what)));
            continue;
        }
        match outcome {
            Some(outcome) => judge.step(step, outcome, &mut verdict),
            None => verdict.failed += 1,
        }
    }
    judge.end(steps, run, &mut verdict);
    verdict
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
    if interpreter.platform != "emscripten" || step.snippet.flags.raises.is_some() {
        return None;
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

/// Says that the interpreter could not be started.
pub fn not_started(
    program: &Program,
    interpreter: &Interpreter,
    error: &std::io::Error,
) -> Diagnostic {
    Diagnostic::of_file(
        &codes::SNIPPET_PROCESS,
        program.path,
        format!(
            "the snippets of this file could not be run on `{}`: {error}",
            interpreter.command
        ),
    )
}

struct Judge<'a> {
    program: &'a Program<'a>,
    interpreter: &'a Interpreter,
}

impl Judge<'_> {
    /// An error at the opening fence of a block.
    fn error(&self, code: &'static Code, block: &Range<usize>, message: String) -> Diagnostic {
        let span = line(self.program.text, block, 0);
        Diagnostic::new(code, self.program.path, span, message)
    }

    fn python(&self) -> String {
        format!("Python {}", self.interpreter.release)
    }

    fn step(&self, step: &Step, outcome: &Outcome, verdict: &mut Verdict) {
        let wrong = |verdict: &Verdict| verdict.diagnostics.len() + verdict.mismatches.len();
        let before = wrong(verdict);
        if step.work == Work::Session {
            self.session(step, outcome, verdict);
        } else if let Err(wrong) = self.exception(step, outcome) {
            verdict.diagnostics.push(*wrong);
        } else {
            self.output(step, outcome, verdict);
        }
        match wrong(verdict) == before {
            true => verdict.passed += 1,
            false => verdict.failed += 1,
        }
    }

    /// Whether the snippet raised what it says and nothing else.
    fn exception(&self, step: &Step, outcome: &Outcome) -> Result<(), Box<Diagnostic>> {
        let block = &step.snippet.span;
        let wanted = step.snippet.flags.raises.as_deref();
        let (wanted, [name, full]) = match (wanted, &outcome.raised) {
            (None, None) => return Ok(()),
            (Some(wanted), Some(names)) if names.iter().any(|name| name == wanted) => {
                return Ok(());
            }
            (Some(wanted), None) => {
                let message = format!(
                    "this snippet raises nothing on {}, and says that it raises `{wanted}`",
                    self.python()
                );
                return Err(Box::new(self.error(&codes::NOT_RAISED, block, message)));
            }
            (wanted, Some(names)) => (wanted, names),
        };
        let name = match wanted.is_some_and(|wanted| wanted.contains('.')) {
            true => full,
            false => name,
        };
        let mut message = format!("this snippet raises `{name}` on {}", self.python());
        if !outcome.message.is_empty() {
            message.push_str(": ");
            message.push_str(&outcome.message);
        }
        let error = self.error(&codes::RAISED, block, message);
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

    fn output(&self, step: &Step, outcome: &Outcome, verdict: &mut Verdict) {
        let outputs = &step.snippet.outputs;
        let mut real = outcome.output.clone();
        if !real.is_empty() && !real.ends_with('\n') {
            // A block cannot say that its last line does not end.
            real.push('\n');
        }
        let block = expected(outputs, self.interpreter);
        let none = OutputBlock {
            flags: Default::default(),
            text: String::new(),
            span: step.snippet.span.clone(),
        };
        if block.is_none() && outputs.is_empty() && outcome.output == outcome.shown {
            // `raises` alone says what a traceback would.
            return;
        }
        let shown = block.unwrap_or(&none);
        if fits(&shown.text, &real, &shown.flags.normalize) {
            return;
        }
        let diagnostic = match block {
            Some(block) => self.differs(block, &real),
            None => self.missing(step, &real),
        };
        let edit = Edit {
            snippet: step.snippet.span.clone(),
            output: block.map(|block| block.span.clone()),
            text: real,
        };
        verdict.mismatches.push(Mismatch { diagnostic, edit });
    }

    fn differs(&self, block: &OutputBlock, real: &str) -> Diagnostic {
        let names = &block.flags.normalize;
        let (old, new) = (level(&block.text, names), level(real, names));
        let same = old
            .lines()
            .zip(new.lines())
            .take_while(|(old, new)| fits(old, new, &[]))
            .count();
        let span = line(self.program.text, &block.span, same + 1);
        let first = position(self.program.text, block.span.start).line + 1;
        let diff = diff::unified(&old, &new, first, self.program.path, &self.python());
        let message = format!("{} prints something else here", self.python());
        Diagnostic::new(&codes::OUTPUT_DIFFERS, self.program.path, span, message)
            .help(diff)
            .help("`studypress test --accept` writes what was printed into the file")
    }

    fn missing(&self, step: &Step, real: &str) -> Diagnostic {
        let which = match step.snippet.outputs.is_empty() {
            true => "no output block follows it".to_owned(),
            false => "the output blocks below it are for later versions".to_owned(),
        };
        let message = format!("this snippet prints on {}, and {which}", self.python());
        self.error(&codes::OUTPUT_DIFFERS, &step.snippet.span, message)
            .help(format!("it printed:\n{}", head(real)))
            .help("`studypress test --accept` writes it below the snippet")
    }

    fn session(&self, step: &Step, outcome: &Outcome, verdict: &mut Verdict) {
        let block = &step.snippet.span;
        if let Some(why) = &outcome.malformed {
            let message = format!("this transcript cannot be read: {why}");
            verdict
                .diagnostics
                .push(self.error(&codes::OUTPUT_DIFFERS, block, message));
        }
        for Failure {
            line: at,
            want,
            got,
        } in &outcome.failures
        {
            let start = position(self.program.text, block.start).line + 1;
            let span = line(self.program.text, block, at + 1);
            let message = format!("{} answers something else here", self.python());
            let diff = diff::unified(want, got, start + at + 1, self.program.path, &self.python());
            verdict.diagnostics.push(
                Diagnostic::new(&codes::OUTPUT_DIFFERS, self.program.path, span, message)
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
                self.python(),
                run.left.join(", ")
            );
            verdict.diagnostics.push(
                self.error(&codes::LEFT_RUNNING, &step.snippet.span, message)
                    .help("they were stopped; wait for them in the snippet, or end them there"),
            );
        }
    }

    fn stopped(&self, stop: &Stop, steps: &[(usize, &Step)], run: &Run) -> Diagnostic {
        let at = run.outcomes.len();
        let python = self.python();
        let (code, message) = match stop {
            Stop::Timeout(seconds) => (
                &codes::TIMEOUT,
                format!("this snippet was stopped on {python}: it took more than {seconds} s"),
            ),
            Stop::Memory => (
                &codes::TOO_MUCH,
                format!(
                    "this snippet was stopped on {python}: it used more than {} MiB of memory",
                    MAX_MEMORY / (1024 * 1024)
                ),
            ),
            Stop::Output => (
                &codes::TOO_MUCH,
                format!(
                    "this snippet was stopped on {python}: it printed more than {} MiB",
                    MAX_OUTPUT / (1024 * 1024)
                ),
            ),
            Stop::Died(status) => (&codes::SNIPPET_PROCESS, died(*status, &python)),
            Stop::NoStart => (
                &codes::SNIPPET_PROCESS,
                format!("{python} did not get to the first snippet in time"),
            ),
            Stop::NoEnd => (
                &codes::TIMEOUT,
                format!("{python} did not end after the last snippet"),
            ),
        };
        let place = steps.get(at).or(steps.last());
        let mut error = match place {
            Some((_, step)) => self.error(code, &step.snippet.span, message),
            None => Diagnostic::of_file(code, self.program.path, message),
        };
        if let (Stop::Timeout(_), true) = (stop, at < steps.len()) {
            error = error.help("if it needs more, say so: timeout=\"60\"");
        }
        if !run.unfinished.trim().is_empty() {
            error = error.help(format!("it had printed:\n{}", head(&run.unfinished)));
        }
        match steps.len().saturating_sub(at + 1) {
            0 => error,
            _ => error.help("the snippets after it in this file were not run"),
        }
    }
}

/// The newest output that fits the interpreter.
fn expected<'a>(outputs: &'a [OutputBlock], interpreter: &Interpreter) -> Option<&'a OutputBlock> {
    outputs
        .iter()
        .filter(|output| output.flags.requires <= Some(interpreter.version))
        .max_by_key(|output| output.flags.requires)
}
