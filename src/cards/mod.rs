//! What of a question can be practised: plain data, made from its document, with an identity that outlives edits around
//! it. `docs/practice-data.md` says what becomes of it; only the browser knows when a card is due.

pub mod id;
pub mod predict;
pub mod sections;

pub use predict::Predict;
pub use sections::{FollowUp, Sections};

use crate::diagnostic::Diagnostic;
use crate::question::Question;

/// A question has at most so many cards of a kind.
pub const MOST_OF_A_KIND: usize = 35;

/// Whether a question has any card.
pub fn any(question: &Question) -> bool {
    !question.summary.is_empty() || !predict::predicts(&question.body).is_empty()
}

/// What is wrong with what an author says about practice.
pub fn mistakes(question: &Question) -> Vec<Diagnostic> {
    predict::mistakes(&question.path, &question.body)
}
