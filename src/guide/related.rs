//! Related questions, computed from the text.
//!
//! Each question is a vector of its rarest words, weighted by where they stand
//! and by how rare they are (tf–idf; Salton and Buckley, "Term-weighting
//! approaches in automatic text retrieval", 1988); questions are as near as
//! the cosine of their vectors. Only the strongest words of a question count,
//! and very common ones never do, so the cost grows with the number of
//! questions and not with its square. Rarity is taken in whole powers of two:
//! a question more or less changes few weights, and so few pages.

use super::absent::Absent;
use super::{Guide, QuestionId, question_address};
use crate::data::Located;
use crate::diagnostic::{Diagnostic, codes};
use crate::question::Question;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::HashMap;
use std::hash::Hasher;

/// The most related questions that a page shows.
pub const RELATED: usize = 4;

/// Words of a question that count.
const STRONGEST: usize = 24;
/// A word that more questions hold says nothing about any of them.
const COMMON: usize = 200;
/// Below this cosine two questions are not alike.
const NEAR: f32 = 0.08;

const TITLE: f32 = 4.0;
const TAG: f32 = 4.0;
const SUMMARY: f32 = 2.0;
const HEADING: f32 = 1.5;
const PROSE: f32 = 1.0;

/// A word by its hash: sixty-four bits tell all words of a guide apart, and
/// cost less than the words themselves.
type Term = u64;

/// The strongest words of a question, as a vector of length one.
type Vector = Vec<(Term, f32)>;

/// For each question, the author's related ones, then the nearest others.
pub(super) fn related(
    guide: &Guide,
    absent: &Absent,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<QuestionId>> {
    let given = given(guide, absent, diagnostics);
    let vectors = vectors(guide);
    let mut postings: FxHashMap<Term, Vec<(u32, f32)>> = FxHashMap::default();
    for (question, vector) in vectors.iter().enumerate() {
        for (term, weight) in vector {
            let posting = (question as u32, *weight);
            postings.entry(*term).or_default().push(posting);
        }
    }
    let ids: Vec<QuestionId> = guide.question_ids().collect();
    ids.into_par_iter()
        .map_init(
            || Scores::new(vectors.len()),
            |scores, id| {
                let mut list = given[id.0].clone();
                for near in nearest(id, &vectors[id.0], &postings, scores) {
                    if list.len() >= RELATED {
                        break;
                    }
                    if !list.contains(&near) {
                        list.push(near);
                    }
                }
                list
            },
        )
        .collect()
}

/// A score for each question, with a note of which are not zero, so that one
/// table serves question after question.
struct Scores {
    of: Vec<f32>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(questions: usize) -> Self {
        Scores {
            of: vec![0.0; questions],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, question: u32, score: f32) {
        let slot = &mut self.of[question as usize];
        if *slot == 0.0 {
            self.touched.push(question);
        }
        *slot += score;
    }

    /// Takes the scores that are near, and leaves all at zero.
    fn take(&mut self) -> Vec<(u32, f32)> {
        let mut near = Vec::new();
        for question in self.touched.drain(..) {
            let score = std::mem::take(&mut self.of[question as usize]);
            if score >= NEAR {
                near.push((question, score));
            }
        }
        near
    }
}

/// What `related` names in the front matter, checked.
fn given(
    guide: &Guide,
    absent: &Absent,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<QuestionId>> {
    let by_slug: HashMap<String, QuestionId> = guide
        .question_ids()
        .map(|id| (guide.question(id).item.slug.value.to_lowercase(), id))
        .collect();
    guide
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
        .collect()
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

fn nearest(
    id: QuestionId,
    vector: &Vector,
    postings: &FxHashMap<Term, Vec<(u32, f32)>>,
    scores: &mut Scores,
) -> Vec<QuestionId> {
    for (term, weight) in vector {
        for (other, other_weight) in postings.get(term).into_iter().flatten() {
            scores.add(*other, weight * other_weight);
        }
    }
    let mut found = scores.take();
    found.retain(|(other, _)| *other as usize != id.0);
    let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let keep = RELATED * 2;
    if found.len() > keep {
        found.select_nth_unstable_by(keep, by_score);
        found.truncate(keep);
    }
    found.sort_by(by_score);
    found
        .into_iter()
        .map(|(other, _)| QuestionId(other as usize))
        .collect()
}

fn vectors(guide: &Guide) -> Vec<Vector> {
    let weights: Vec<FxHashMap<Term, f32>> = guide
        .questions
        .par_iter()
        .map(|question| weights(&question.item))
        .collect();
    let mut holders: FxHashMap<Term, usize> = FxHashMap::default();
    for words in &weights {
        for term in words.keys() {
            *holders.entry(*term).or_default() += 1;
        }
    }
    let count = weights.len();
    let common = COMMON.min(count / 3).max(2);
    weights
        .into_par_iter()
        .map(|words| {
            let mut vector: Vector = words
                .into_iter()
                .filter_map(|(term, weight)| {
                    let holders = *holders.get(&term)?;
                    let rarity = (count / holders).max(1).ilog2() as f32;
                    (2..=common)
                        .contains(&holders)
                        .then_some((term, weight.sqrt() * rarity))
                })
                .collect();
            // Sorted whole, so that the order of the map does not show.
            vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            vector.truncate(STRONGEST);
            let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
            for (_, weight) in &mut vector {
                *weight /= length.max(f32::MIN_POSITIVE);
            }
            vector
        })
        .collect()
}

fn weights(question: &Question) -> FxHashMap<Term, f32> {
    let mut weights = FxHashMap::default();
    let mut word = String::new();
    let mut add = |text: &str, weight: f32| {
        for_each_word(text, &mut word, |word| {
            *weights.entry(hash(word)).or_default() += weight;
        });
    };
    add(&question.title, TITLE);
    add(&question.summary, SUMMARY);
    for tag in &question.tags {
        add(tag, TAG);
    }
    for section in &question.body.sections {
        add(&section.title, HEADING);
        add(&section.text, PROSE);
    }
    weights
}

fn hash(word: &str) -> Term {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Calls `each` with every word of three letters or more, in lower case; a
/// plural `s` is dropped, so that `slot` meets `slots`.
fn for_each_word(text: &str, word: &mut String, mut each: impl FnMut(&str)) {
    for part in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if part.len() < 3 {
            continue;
        }
        word.clear();
        if part.is_ascii() {
            word.push_str(part);
            word.make_ascii_lowercase();
        } else {
            word.extend(part.chars().flat_map(char::to_lowercase));
        }
        match word.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => each(stem),
            _ => each(word),
        }
    }
}
