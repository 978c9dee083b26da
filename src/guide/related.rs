//! Related questions, computed from the text.
//!
//! Each question is a vector of its rarest words, weighted by where they stand
//! and by how rare they are (tf–idf; Salton and Buckley, "Term-weighting
//! approaches in automatic text retrieval", 1988); questions are as near as
//! the cosine of their vectors. Only the strongest words of a question count,
//! and very common ones never do, so the cost grows with the number of
//! questions and not with its square. Rarity is taken in whole powers of two:
//! a question more or less changes few weights, and so few vectors and pages.

use super::absent::Absent;
use super::vectors::Index;
use super::{Guide, QuestionId, question_address};
use crate::data::Located;
use crate::diagnostic::{Checked, Diagnostic, codes};
use std::cell::RefCell;
use std::collections::HashMap;
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
    pub(super) fn new(
        guide: &Guide,
        absent: &Absent,
        index: Arc<Index>,
        slots: Vec<u32>,
    ) -> Checked<Related> {
        let mut questions = vec![QuestionId(usize::MAX); index.vectors.len()];
        for (question, slot) in slots.iter().enumerate() {
            questions[*slot as usize] = QuestionId(question);
        }
        let lists = slots.iter().map(|_| OnceLock::new()).collect();
        given(guide, absent).map(|given| Related {
            given,
            lists,
            slots,
            questions,
            index,
        })
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

/// What `related` names in the front matter, checked.
fn given(guide: &Guide, absent: &Absent) -> Checked<Vec<Vec<QuestionId>>> {
    let mut by_slug: HashMap<String, QuestionId> = HashMap::new();
    if guide.questions.iter().any(|q| !q.item.related.is_empty()) {
        by_slug.extend(
            guide
                .question_ids()
                .map(|id| (guide.question(id).item.slug.value.to_lowercase(), id)),
        );
    }
    let mut diagnostics = Vec::new();
    let value = guide
        .question_ids()
        .map(|own| {
            let question = &guide.question(own).item;
            let mut ids = Vec::new();
            for name in &question.related {
                match by_slug.get(&name.value.to_lowercase()) {
                    Some(id) if *id == own => diagnostics.push(Diagnostic::new(
                        &codes::UNKNOWN_RELATED,
                        &question.path,
                        name.span.clone(),
                        "a question cannot be related to itself",
                    )),
                    Some(id) if !ids.contains(id) => ids.push(*id),
                    Some(_) => {}
                    None => diagnostics.extend(unknown(guide, absent, &question.path, name)),
                }
            }
            ids
        })
        .collect();
    Checked { value, diagnostics }
}

/// What is said of a name that no question of the guide has.
fn unknown(
    guide: &Guide,
    absent: &Absent,
    path: &str,
    name: &Located<String>,
) -> Option<Diagnostic> {
    let error = |code, message| Diagnostic::new(code, path, name.span.clone(), message);
    if let Some(draft) = absent.draft_at(&question_address(&name.value)) {
        let message = format!("the related question `{}` is a draft, {draft}", name.value);
        return Some(error(&codes::LINK_TO_DRAFT, message));
    }
    if absent.has_failed_stem(&name.value) {
        // What is wrong with that file is told already.
        return None;
    }
    let message = format!("there is no question `{}`", name.value);
    let slugs = guide.questions.iter().map(|q| q.item.slug.value.as_str());
    Some(error(&codes::UNKNOWN_RELATED, message).suggest(&name.value, slugs))
}
