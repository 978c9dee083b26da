//! Related questions, computed from the text.
//!
//! Each question is a vector of its rarest words, weighted by where they stand
//! and by how rare they are (tf–idf; Salton and Buckley, "Term-weighting
//! approaches in automatic text retrieval", 1988); questions are as near as
//! the cosine of their vectors. Only the strongest words of a question count,
//! and very common ones never do, so the cost grows with the number of
//! questions and not with its square. The inverse document frequency is taken in whole powers
//! of two: a question more or less changes few weights, and so few vectors and pages.

use super::ids::QuestionId;
use super::vectors::Index;
use std::cell::RefCell;
use std::mem;
use std::sync::{Arc, OnceLock};

/// The most related questions that a page shows.
pub const RELATED: usize = 4;

/// Below this cosine two questions are not alike.
const NEAR: f32 = 0.08;

/// What tells which questions are related to which. The lists are made one by
/// one, when they are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Related {
    /// For each question, what its author names.
    given: Vec<Vec<QuestionId>>,
    /// For each question, its slot in the index.
    slots: Vec<u32>,
    /// For each slot in the index, its question.
    questions: Vec<QuestionId>,
    index: Arc<Index>,
    /// For each question, its list, once it was asked for.
    lists: Vec<OnceLock<Vec<QuestionId>>>,
}

impl Related {
    /// `given` is what authors name and `slots` the places in the index, both for each question.
    pub(super) fn new(given: Vec<Vec<QuestionId>>, index: Arc<Index>, slots: Vec<u32>) -> Related {
        let mut questions = vec![QuestionId(usize::MAX); index.vectors.len()];
        for (question, slot) in slots.iter().enumerate() {
            questions[*slot as usize] = QuestionId(question);
        }
        Related {
            given,
            lists: slots.iter().map(|_| OnceLock::new()).collect(),
            slots,
            questions,
            index,
        }
    }

    /// Those that the author of a question names, then the nearest others:
    /// at most [`RELATED`], unless the author names more.
    pub fn of(&self, id: QuestionId) -> &[QuestionId] {
        self.lists[id.0].get_or_init(|| self.list(id))
    }

    fn list(&self, id: QuestionId) -> Vec<QuestionId> {
        let mut list = self.given[id.0].clone();
        for near in self.nearest(id) {
            if list.len() >= RELATED {
                break;
            }
            if !list.contains(&near) {
                list.push(near);
            }
        }
        list
    }

    fn nearest(&self, id: QuestionId) -> Vec<QuestionId> {
        let slot = self.slots[id.0];
        let scores = SCORES.with_borrow_mut(|scores| {
            scores.resize(self.questions.len());
            for (term, weight) in self.index.vectors[slot as usize].iter() {
                for (other, other_weight) in self.index.postings(*term) {
                    scores.add(*other, weight * other_weight);
                }
            }
            scores.take()
        });
        let mut found: Vec<(QuestionId, f32)> = scores
            .into_iter()
            .filter(|(other, _)| *other != slot)
            .map(|(other, score)| (self.questions[other as usize], score))
            .collect();
        let by_score =
            |a: &(QuestionId, f32), b: &(QuestionId, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let keep = RELATED * 2;
        if found.len() > keep {
            found.select_nth_unstable_by(keep, by_score);
            found.truncate(keep);
        }
        found.sort_by(by_score);
        found.into_iter().map(|(other, _)| other).collect()
    }
}

thread_local! {
    /// One table serves page after page.
    static SCORES: RefCell<Scores> = RefCell::default();
}

/// A score for each slot in the index, with a note of which are not zero.
#[derive(Default)]
struct Scores {
    of: Vec<f32>,
    /// The first of these, as many as are counted; one longer than `of`.
    touched: Vec<u32>,
    count: usize,
}

impl Scores {
    fn resize(&mut self, length: usize) {
        if self.of.len() < length {
            self.of.resize(length, 0.0);
            self.touched.resize(length + 1, 0);
        }
    }

    fn add(&mut self, question: u32, score: f32) {
        let slot = &mut self.of[question as usize];
        // Noted each time and counted the first time: a branch would be guessed wrong
        // as often as not.
        self.touched[self.count] = question;
        self.count += usize::from(*slot == 0.0);
        // Never zero again, so that none is counted twice.
        *slot += score.max(f32::MIN_POSITIVE);
    }

    /// Takes the scores that are near, and leaves all at zero.
    fn take(&mut self) -> Vec<(u32, f32)> {
        let mut near = Vec::new();
        for question in &self.touched[..mem::take(&mut self.count)] {
            let score = mem::take(&mut self.of[*question as usize]);
            if score >= NEAR {
                near.push((*question, score));
            }
        }
        near
    }
}
