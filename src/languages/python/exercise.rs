//! Whether the solution of an exercise passes its tests, and its starting point fails them as it should.

use super::outcome::{Event, FailureKind, TestFailure};
use super::plan::{Attempt, Step};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::snippets::judge::Judge;
use crate::snippets::show::{head, line};
use std::ops::Range;

/// So many tests that failed are named.
const NAMED: usize = 5;

/// What is wrong with an attempt, by what its tests said.
pub(super) fn judge(
    page: &Judge,
    step: &Step,
    attempt: Attempt,
    events: &[Event],
) -> Option<Diagnostic> {
    let told = Told { page, step };
    if let Some(Event::Broken {
        place,
        error,
        file,
        line,
    }) = events.iter().find(|e| matches!(e, Event::Broken { .. }))
    {
        let span = told.place(file.as_deref().or(Some(place)), *line);
        return Some(told.broken(attempt, place, error, span));
    }
    let failures: Vec<(&str, &TestFailure)> = events.iter().filter_map(failure).collect();
    match attempt {
        Attempt::Solution => (!failures.is_empty()).then(|| told.solution(&failures)),
        Attempt::Starter => told.starter(&failures),
    }
}

/// What an attempt's tests raised; `None` where there are no tests.
pub(super) fn errors(events: &[Event]) -> Option<Vec<&str>> {
    (!events.is_empty()).then(|| events.iter().filter_map(error).collect())
}

fn error(event: &Event) -> Option<&str> {
    match event {
        Event::Broken { error, .. } => Some(error),
        event => failure(event).map(|(_, failure)| failure.error.as_str()),
    }
}

/// The name of a test that failed, and how it did.
fn failure(event: &Event) -> Option<(&str, &TestFailure)> {
    match event {
        Event::Test { name, failure } => Some((name, failure.as_ref()?)),
        _ => None,
    }
}

/// Diagnostics about an attempt.
struct Told<'a> {
    page: &'a Judge<'a>,
    step: &'a Step<'a>,
}

impl Told<'_> {
    fn broken(&self, attempt: Attempt, place: &str, error: &str, span: Range<usize>) -> Diagnostic {
        let on = &self.page.on;
        let (code, what) = match attempt {
            Attempt::Solution => (&codes::SOLUTION_FAILS, "the solution"),
            Attempt::Starter => (&codes::STARTER_MISLEADS, "the starting point"),
        };
        let message = match place {
            "code" => format!("{what} cannot be executed on {on}: {error}"),
            _ => format!("the tests cannot be executed after {what} on {on}: {error}"),
        };
        self.error(code, span, message).help(match attempt {
            Attempt::Solution => "readers run both as they stand here",
            Attempt::Starter => {
                "write `raise NotImplementedError` where the learner is to write something"
            }
        })
    }

    fn solution(&self, failures: &[(&str, &TestFailure)]) -> Diagnostic {
        let (first, failure) = failures[0];
        let others = match failures.len() - 1 {
            0 => String::new(),
            1 => " and one other test".to_owned(),
            more => format!(" and {more} other tests"),
        };
        let message = format!("the solution fails `{first}`{others} on {}", self.page.on);
        let span = self.place(failure.file.as_deref(), failure.line);
        let error = self.error(&codes::SOLUTION_FAILS, span, message);
        let named = failures.iter().take(NAMED);
        named.fold(error, |error, (name, failure)| {
            error.help(described(name, failure))
        })
    }

    fn starter(&self, failures: &[(&str, &TestFailure)]) -> Option<Diagnostic> {
        let code = &codes::STARTER_MISLEADS;
        let on = &self.page.on;
        let other = failures.iter().find(|(_, f)| f.kind == FailureKind::Error);
        if let Some((name, failure)) = other {
            let message =
                format!("the starting point fails `{name}` by a mistake of its own on {on}");
            let span = self.place(failure.file.as_deref(), failure.line);
            let error = self
                .error(code, span, message)
                .help(described(name, failure));
            return Some(error.help(
                "a starting point fails by an assertion, or by `raise NotImplementedError` where \
                 the learner is to write something",
            ));
        }
        if !failures.is_empty() {
            return None;
        }
        let message = format!("the starting point passes all tests on {on}");
        let span = self.place(None, None);
        Some(
            self.error(code, span, message)
                .help("take out of it what the learner is to write, or add a test that it fails"),
        )
    }

    fn error(&self, code: &'static Code, span: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(code, self.page.page.path, span, message)
    }

    /// The line of the tests (`tests.py`, or `tests` without a line) or of the attempt; without one, the fence.
    fn place(&self, file: Option<&str>, number: Option<usize>) -> Range<usize> {
        let block = match self.step.tests {
            Some(tests) if file.is_some_and(|file| file.starts_with("tests")) => &tests.span,
            _ => &self.step.snippet.span,
        };
        line(self.page.page.text, block, number.unwrap_or(0))
    }
}

/// What came in a test and what was expected, or what it raised.
fn described(name: &str, failure: &TestFailure) -> String {
    let mut text = format!("{name}: ");
    text.push_str(match (&failure.source, failure.error.as_str()) {
        (Some(source), _) => source,
        (None, "") => "an assertion failed",
        (None, error) => error,
    });
    if let Some(came) = &failure.came {
        text.push_str(&format!("\nit came to {came}"));
    }
    if let Some(expected) = &failure.expected {
        text.push_str(&format!("\nexpected was {expected}"));
    }
    if failure.source.is_some() && !failure.error.is_empty() {
        text.push_str(&format!("\n{}", failure.error));
    }
    head(&text)
}
