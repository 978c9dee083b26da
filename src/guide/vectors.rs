//! The vectors of questions and the index over them, kept from one guide to the
//! next: only the vectors that a change reaches are made again.

use crate::corpus::{Corpus, Counted, Tally, TermId, words};
use crate::question::Question;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::mem;
use std::sync::Arc;

/// The words of a question that its vector has room for.
const STRONGEST: usize = 24;
/// A word that more questions hold says nothing about any of them.
const COMMON: usize = 200;
/// Shorter words, in bytes, say nothing either.
const SHORTEST: usize = 3;

const TITLE: f32 = 4.0;
const TAG: f32 = 4.0;
const SUMMARY: f32 = 2.0;
const HEADING: f32 = 1.5;
const PROSE: f32 = 1.0;

/// The strongest words of a question, as a vector of length one.
type Vector = Vec<(TermId, f32)>;

/// For a word, the slots of the questions whose vectors have it, with its weight there. In
/// no order.
type Postings = Vec<(u32, f32)>;

/// Words whose postings are copied together when one of them changes.
const SHARD: usize = 64;

/// Vectors, and which of them have which word. A copy shares all that is not changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Index {
    /// By slot; empty where there is no question.
    pub vectors: Vec<Arc<Vector>>,
    /// By word, in shards of [`SHARD`].
    postings: Vec<Arc<Vec<Postings>>>,
}

/// The corpus of all questions and their vectors, from which the next guide's are made.
#[derive(Debug, Default)]
pub struct Vectors {
    corpus: Corpus<SameQuestion, (), f32>,
    /// By word: what decides between words of the same weight. An id would not do, because
    /// it depends on what was in the corpus before.
    ties: Vec<u64>,
    /// By word: its inverse document frequency when the vectors were made.
    idf: Vec<u8>,
    index: Arc<Index>,
}

impl Vectors {
    /// Brings the index to these questions, and gives it with the slot of each.
    pub(super) fn update<'a>(
        &mut self,
        questions: impl Iterator<Item = &'a Arc<Question>>,
    ) -> (Arc<Index>, Vec<u32>) {
        let keys: Vec<SameQuestion> = questions.map(|q| SameQuestion(Arc::clone(q))).collect();
        let change = self.corpus.update(&keys, |place, tally| Counted {
            whole: (),
            terms: weights(&keys[place].0, tally),
        });
        let new_terms = &self.corpus.terms()[self.ties.len()..];
        self.ties.extend(new_terms.iter().map(|term| tie(term)));
        let before = self.update_idf(keys.len());
        let mut stale = change.added;
        if stale.len() < keys.len() {
            let reached = self.reached(&before, &stale);
            stale.extend(reached);
        }
        let vectors: Vec<(u32, Vector)> = stale
            .into_par_iter()
            .map(|slot| (slot, self.vector(slot)))
            .collect();
        let index = Arc::make_mut(&mut self.index);
        index.resize(self.corpus.documents().len(), self.ties.len());
        for slot in change.removed {
            index.replace(slot, Vector::new());
        }
        for (slot, vector) in vectors {
            index.replace(slot, vector);
        }
        let slots = keys.iter().filter_map(|key| self.corpus.slot(key));
        (Arc::clone(&self.index), slots.collect())
    }

    /// Computes the inverse document frequencies anew, and gives those before.
    fn update_idf(&mut self, questions: usize) -> Vec<u8> {
        let frequencies = self.corpus.frequencies();
        let idf = frequencies.iter().map(|f| idf(*f as usize, questions));
        let idf = idf.collect();
        mem::replace(&mut self.idf, idf)
    }

    /// The slots, but for the added ones, whose questions hold a word that has
    /// become rarer or more common.
    fn reached(&self, before: &[u8], added: &[u32]) -> Vec<u32> {
        // Words that were not there before stand in added questions alone.
        let moved: Vec<bool> = before.iter().zip(&self.idf).map(|(a, b)| a != b).collect();
        if !moved.contains(&true) {
            return Vec::new();
        }
        let documents = self.corpus.documents();
        let mut is_old = vec![true; documents.len()];
        for slot in added {
            is_old[*slot as usize] = false;
        }
        let has_moved = |(id, _): &(TermId, f32)| moved.get(*id as usize) == Some(&true);
        documents
            .par_iter()
            .enumerate()
            .filter(|(slot, counted)| is_old[*slot] && counted.terms.iter().any(has_moved))
            .map(|(slot, _)| slot as u32)
            .collect()
    }

    fn vector(&self, slot: u32) -> Vector {
        let mut words: Vec<(f32, u64, TermId)> = self.corpus.documents()[slot as usize]
            .terms
            .iter()
            .map(|(id, weight)| (*id, *weight, self.idf[*id as usize]))
            .filter(|(.., idf)| *idf > 0)
            .map(|(id, weight, idf)| (weight.sqrt() * f32::from(idf), self.ties[id as usize], id))
            .collect();
        let by_weight =
            |a: &(f32, u64, _), b: &(f32, u64, _)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if words.len() > STRONGEST {
            words.select_nth_unstable_by(STRONGEST, by_weight);
            words.truncate(STRONGEST);
        }
        words.sort_unstable_by(by_weight);
        let length = words.iter().map(|(w, ..)| w * w).sum::<f32>().sqrt();
        let length = length.max(f32::MIN_POSITIVE);
        words.iter().map(|(w, _, id)| (*id, w / length)).collect()
    }
}

impl Index {
    /// The slots of the questions whose vectors have a word, with its weight there.
    pub fn postings(&self, term: TermId) -> &[(u32, f32)] {
        let shard = self.postings.get(term as usize / SHARD);
        shard.map_or(&[], |shard| &shard[term as usize % SHARD])
    }

    /// Makes room for as many slots and words.
    fn resize(&mut self, slots: usize, terms: usize) {
        self.vectors.resize_with(slots, Arc::default);
        let shard = || Arc::new(vec![Postings::new(); SHARD]);
        self.postings.resize_with(terms.div_ceil(SHARD), shard);
    }

    fn replace(&mut self, slot: u32, vector: Vector) {
        let old = mem::take(&mut self.vectors[slot as usize]);
        if *old == vector {
            self.vectors[slot as usize] = old;
            return;
        }
        for (term, _) in old.iter() {
            self.postings_mut(*term).retain(|(other, _)| *other != slot);
        }
        for (term, weight) in &vector {
            self.postings_mut(*term).push((slot, *weight));
        }
        self.vectors[slot as usize] = Arc::new(vector);
    }

    fn postings_mut(&mut self, term: TermId) -> &mut Postings {
        let shard = Arc::make_mut(&mut self.postings[term as usize / SHARD]);
        &mut shard[term as usize % SHARD]
    }
}

/// A question that is told from others by its place in memory. As long as this is kept,
/// there is no other question at that place.
#[derive(Debug, Clone)]
struct SameQuestion(Arc<Question>);

impl PartialEq for SameQuestion {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for SameQuestion {}

impl Hash for SameQuestion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

/// Inverse document frequency: the binary logarithm, rounded down, of how many questions
/// there are for each that holds the word, and at least one; 0 for a word that does not
/// count because it is in too few questions or in too many.
fn idf(frequency: usize, questions: usize) -> u8 {
    let common = COMMON.min(questions / 3).max(2);
    if (2..=common).contains(&frequency) {
        (questions / frequency).max(1).ilog2() as u8
    } else {
        0
    }
}

fn tie(term: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(term.as_bytes());
    hasher.finish()
}

/// The words of a question with their weights, whatever other questions say.
fn weights(question: &Question, tally: &mut Tally<f32>) -> Vec<(TermId, f32)> {
    let mut add = |text: &str, weight: f32| {
        words(text, |word| {
            if word.len() >= SHORTEST {
                *tally.of(singular(word)) += weight;
            }
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
    tally.take(|weight| weight)
}

/// A word without its plural `s`, so that `slot` meets `slots`.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}
