//! Multiple-choice questions.

use std::ops::Range;

/// A multiple-choice question, as an author writes it in a quotation that begins with `[!QUIZ]`.
///
/// Its parts are ranges of [`Document::events`](super::Document::events), without the events that say where each begins
/// and ends. So a visitor can write a part by itself; one that goes through all events meets the quiz at its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quiz {
    /// What is asked.
    pub prompt: Range<usize>,
    /// The options in the author's order: at least two, and at least one right.
    pub options: Vec<Choice>,
    /// Why these are right; may be empty.
    pub explanation: Range<usize>,
}

/// An option of a quiz.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Whether it is right.
    pub right: bool,
    /// What it says.
    pub events: Range<usize>,
}

impl Quiz {
    /// Whether a reader has to find more than one option.
    pub fn has_several_right(&self) -> bool {
        self.options.iter().filter(|option| option.right).count() > 1
    }
}
