//! An exercise as a card: what is shown of it, and what its tests are run with.

use super::Writer;
use crate::question::{Alert, Element, Event, Exercise};
use serde::Serialize;
use std::ops::Range;

/// Code to write.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Code {
    /// The id of the card.
    pub id: String,
    /// What is to be done.
    pub task: String,
    /// What the learner begins with, as text.
    pub starter: String,
    /// The same as HTML.
    pub starter_html: String,
    /// What a solution has to pass, as text.
    pub tests: String,
    /// The same as HTML.
    pub tests_html: String,
    /// What is told on demand, in order.
    pub hints: Vec<String>,
    /// A solution.
    pub solution_html: String,
    /// Whether the page can run the tests.
    pub run: bool,
}

impl Writer<'_> {
    pub(super) fn code(&mut self, slug: &str, exercise: Exercise, run: bool) -> Code {
        let body = self.body;
        let text = |place: usize| body.snippets[place].code.clone();
        Code {
            id: format!("code:{slug}"),
            task: self.part(exercise.task(body)),
            starter: text(exercise.starter),
            starter_html: self.figure(exercise.starter, &[]),
            tests: text(exercise.tests),
            tests_html: self.figure(exercise.tests, &[]),
            hints: hints(&body.events)
                .into_iter()
                .map(|hint| self.part(hint))
                .collect(),
            solution_html: self.figure(exercise.solution, &[]),
            run,
        }
    }
}

/// What is in each hint.
fn hints(events: &[Event]) -> Vec<Range<usize>> {
    const HINT: Element = Element::Alert(Alert::Hint);
    let mut found = Vec::new();
    let mut start = None;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(HINT) => start = start.or(Some(at + 1)),
            Event::End(HINT) => found.extend(start.take().map(|start| start..at)),
            _ => {}
        }
    }
    found
}
