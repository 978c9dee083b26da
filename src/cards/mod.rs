//! What of a question can be practised: plain data, made from its document, with an identity that outlives edits around
//! it. `docs/practice-data.md` says what becomes of it; only the browser knows when a card is due.

pub mod id;
pub mod predict;
pub mod sections;

pub use predict::Predict;
pub use sections::{FollowUp, Sections};

use crate::config::Practice;
use crate::diagnostic::Diagnostic;
use crate::question::{Document, Question, Quiz};
use std::iter::Sum;

/// A question has at most so many cards of a kind.
pub const MOST_OF_A_KIND: usize = 35;

/// How many cards of each kind a question has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Answers to say: one, where there is a summary.
    pub say: usize,
    /// Outputs to predict.
    pub predict: usize,
    /// Options to choose from.
    pub choose: usize,
    /// Code to write: one, of an exercise.
    pub code: usize,
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::default(), |sum, count| Count {
            say: sum.say + count.say,
            predict: sum.predict + count.predict,
            choose: sum.choose + count.choose,
            code: sum.code + count.code,
        })
    }
}

impl Count {
    /// Those of a question.
    pub fn of(question: &Question) -> Count {
        Count {
            say: usize::from(!question.summary.is_empty()),
            predict: predict::predicts(&question.body).len(),
            choose: choose(&question.body).len(),
            code: usize::from(question.is_exercise()),
        }
    }
}

/// Whether a question has any card.
pub fn any(question: &Question) -> bool {
    let body = &question.body;
    question.is_exercise()
        || !question.summary.is_empty()
        || !choose(body).is_empty()
        || !predict::predicts(body).is_empty()
}

/// The questions with options that a document asks, in order.
pub fn choose(document: &Document) -> &[Quiz] {
    let quizzes = &document.quizzes;
    &quizzes[..quizzes.len().min(MOST_OF_A_KIND)]
}

/// What is wrong with what an author says about practice.
pub fn mistakes(question: &Question, names: &Practice) -> Vec<Diagnostic> {
    let (path, body) = (&question.path, &question.body);
    let mut wrong = predict::mistakes(path, body);
    wrong.extend(sections::mistakes(path, body, names));
    wrong
}
