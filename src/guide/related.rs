//! Related questions, computed from the text.
//!
//! Each question is a vector of its rarest words, weighted by where they stand
//! and by how rare they are (tf–idf; Salton and Buckley, "Term-weighting
//! approaches in automatic text retrieval", 1988); questions are as near as
//! the cosine of their vectors. Only the strongest words of a question count,
//! and very common ones never do, so the cost grows with the number of
//! questions and not with its square. Rarity is taken in whole powers of two:
//! a question more or less changes few weights, and so few pages.

use super::{Guide, QuestionId};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::Question;
use rayon::prelude::*;
use std::collections::HashMap;

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

type Term = u32;

/// For each question, the author's related ones, then the nearest others.
pub(super) fn related(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<QuestionId>> {
    let given = given(guide, diagnostics);
    let vectors = vectors(guide);
    let mut postings: HashMap<Term, Vec<(usize, f32)>> = HashMap::new();
    for (question, vector) in vectors.iter().enumerate() {
        for (term, weight) in vector {
            postings.entry(*term).or_default().push((question, *weight));
        }
    }
    guide
        .question_ids()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|id| {
            let mut list = given[id.0].clone();
            for near in nearest(id, &vectors[id.0], &postings) {
                if list.len() >= RELATED {
                    break;
                }
                if !list.contains(&near) {
                    list.push(near);
                }
            }
            list
        })
        .collect()
}

/// What `related` names in the front matter, checked.
fn given(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<QuestionId>> {
    let by_slug: HashMap<String, QuestionId> = guide
        .question_ids()
        .map(|id| (guide.question(id).item.slug.value.to_lowercase(), id))
        .collect();
    let slugs = || guide.questions.iter().map(|q| q.item.slug.value.as_str());
    guide
        .questions
        .iter()
        .map(|question| {
            let mut ids = Vec::new();
            for name in &question.item.related {
                match by_slug.get(&name.value.to_lowercase()) {
                    Some(id) if !ids.contains(id) => ids.push(*id),
                    Some(_) => {}
                    None => diagnostics.push(
                        Diagnostic::new(
                            &codes::UNKNOWN_RELATED,
                            &question.item.path,
                            name.span.clone(),
                            format!("there is no question `{}`", name.value),
                        )
                        .suggest(&name.value, slugs()),
                    ),
                }
            }
            ids
        })
        .collect()
}

fn nearest(
    id: QuestionId,
    vector: &[(Term, f32)],
    postings: &HashMap<Term, Vec<(usize, f32)>>,
) -> Vec<QuestionId> {
    let mut scores: HashMap<usize, f32> = HashMap::new();
    for (term, weight) in vector {
        for (other, other_weight) in postings.get(term).into_iter().flatten() {
            *scores.entry(*other).or_default() += weight * other_weight;
        }
    }
    scores.remove(&id.0);
    let mut found: Vec<(usize, f32)> = scores
        .into_iter()
        .filter(|(_, score)| *score >= NEAR)
        .collect();
    // The order of a hash map must not show: equal scores are told apart by place.
    let by_score = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let keep = RELATED * 2;
    if found.len() > keep {
        found.select_nth_unstable_by(keep, by_score);
        found.truncate(keep);
    }
    found.sort_by(by_score);
    found
        .into_iter()
        .map(|(other, _)| QuestionId(other))
        .collect()
}

/// The strongest words of each question, as vectors of length one.
fn vectors(guide: &Guide) -> Vec<Vec<(Term, f32)>> {
    let weights: Vec<HashMap<String, f32>> = guide
        .questions
        .par_iter()
        .map(|question| weights(&question.item))
        .collect();
    let mut terms: HashMap<&str, (Term, usize)> = HashMap::new();
    for words in &weights {
        for word in words.keys() {
            let next = terms.len() as Term;
            terms.entry(word).or_insert((next, 0)).1 += 1;
        }
    }
    let count = weights.len();
    let common = COMMON.min(count / 3).max(2);
    weights
        .par_iter()
        .map(|words| {
            let mut vector: Vec<(&str, Term, f32)> = words
                .iter()
                .filter_map(|(word, weight)| {
                    let (term, holders) = terms.get(word.as_str())?;
                    let useful = (2..=common).contains(holders);
                    let rarity = (count / holders).max(1).ilog2() as f32;
                    useful.then_some((word.as_str(), *term, weight.sqrt() * rarity))
                })
                .collect();
            // By weight, then by word: numbers depend on the order of a map.
            vector.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(b.0)));
            vector.truncate(STRONGEST);
            let length = vector.iter().map(|(_, _, w)| w * w).sum::<f32>().sqrt();
            vector
                .into_iter()
                .map(|(_, term, weight)| (term, weight / length.max(f32::MIN_POSITIVE)))
                .collect()
        })
        .collect()
}

fn weights(question: &Question) -> HashMap<String, f32> {
    let mut weights = HashMap::new();
    add(&mut weights, &question.title, TITLE);
    add(&mut weights, &question.summary, SUMMARY);
    for tag in &question.tags {
        add(&mut weights, tag, TAG);
    }
    for section in &question.body.sections {
        add(&mut weights, &section.title, HEADING);
        add(&mut weights, &section.text, PROSE);
    }
    weights
}

/// Adds the words of a text; a plural `s` is dropped, so that `slot` meets `slots`.
fn add(weights: &mut HashMap<String, f32>, text: &str, weight: f32) {
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if word.len() < 3 {
            continue;
        }
        let word = word.to_lowercase();
        let word = match word.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
            _ => word,
        };
        *weights.entry(word).or_default() += weight;
    }
}
