//! The vectors of questions and the index over them, kept from one guide to the
//! next: only the vectors that a change reaches are made again.

use super::Entry;
use crate::question::Question;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// Words of a question that count.
const STRONGEST: usize = 24;
/// Different words that most questions have fewer of.
const WORDS_AT_FIRST: usize = 224;
/// A word that more questions hold says nothing about any of them.
const COMMON: usize = 200;

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

/// Vectors and who has which word. A copy shares all that is not changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Index {
    /// By place in the index; empty where there is no question.
    pub vectors: Vec<Arc<Vector>>,
    /// In [`SHARDS`] parts, so that a change copies only those that it reaches.
    postings: Vec<Arc<Postings>>,
}

/// For each word of the vectors, the places of those that have it, with its
/// weight there. In no order.
type Postings = FxHashMap<Term, Vec<(u32, f32)>>;

/// Parts of the postings.
const SHARDS: usize = 1024;

/// All words of the questions of the last guide, from which the next one's
/// vectors are made.
#[derive(Debug, Default)]
pub struct Words {
    /// The place of each known question, by the address of its value: it stays
    /// as long as the place holds it.
    known: FxHashMap<usize, u32>,
    /// By place; `None` where there is no question.
    places: Vec<Option<Known>>,
    free: Vec<u32>,
    /// How many questions hold a word.
    holders: FxHashMap<Term, u32>,
    /// How many questions there are.
    count: usize,
    index: Arc<Index>,
}

#[derive(Debug)]
struct Known {
    question: Arc<Question>,
    /// Its words with their weights, whatever other questions say.
    words: Vec<(Term, f32)>,
}

impl Words {
    /// Brings the index to these questions, and gives it with the place of each.
    pub(super) fn update(&mut self, questions: &[Entry<Question>]) -> (Arc<Index>, Vec<u32>) {
        let before = Rarity::new(self.count);
        let mut changed: FxHashMap<Term, u32> = FxHashMap::default();
        let gone = self.remove_others(questions, &mut changed);
        let added = self.add_new(questions, &mut changed);
        self.count = questions.len();
        let mut stale: Vec<u32> = added.clone();
        if added.len() < questions.len() {
            stale.extend(self.reached(before, &changed, &added));
        }
        let rarity = Rarity::new(self.count);
        let vectors: Vec<(u32, Vector)> = stale
            .into_par_iter()
            .filter_map(|place| {
                let known = self.places[place as usize].as_ref()?;
                Some((place, vector(&known.words, rarity, &self.holders)))
            })
            .collect();
        let index = Arc::make_mut(&mut self.index);
        index.vectors.resize_with(self.places.len(), Arc::default);
        index.postings.resize_with(SHARDS, Arc::default);
        for place in gone {
            index.replace(place, Vector::new());
        }
        for (place, vector) in vectors {
            index.replace(place, vector);
        }
        let places = questions
            .iter()
            .filter_map(|question| self.known.get(&address(&question.item)).copied())
            .collect();
        (Arc::clone(&self.index), places)
    }

    /// Forgets the questions that are not among these; `changed` notes how many
    /// held each of their words before.
    fn remove_others(
        &mut self,
        questions: &[Entry<Question>],
        changed: &mut FxHashMap<Term, u32>,
    ) -> Vec<u32> {
        let mut stays = vec![false; self.places.len()];
        for question in questions {
            if let Some(place) = self.known.get(&address(&question.item)) {
                stays[*place as usize] = true;
            }
        }
        let mut gone = Vec::new();
        for (place, _) in stays.iter().enumerate().filter(|(_, stays)| !**stays) {
            let Some(known) = self.places[place].take() else {
                continue;
            };
            self.known.remove(&address(&known.question));
            for (term, _) in &known.words {
                if let Some(holders) = self.holders.get_mut(term) {
                    changed.entry(*term).or_insert(*holders);
                    *holders -= 1;
                }
            }
            gone.push(place as u32);
        }
        self.free.extend(&gone);
        gone
    }

    /// Takes in the questions that are not known, and gives their places.
    fn add_new(
        &mut self,
        questions: &[Entry<Question>],
        changed: &mut FxHashMap<Term, u32>,
    ) -> Vec<u32> {
        let new: Vec<Known> = questions
            .par_iter()
            .filter(|question| !self.known.contains_key(&address(&question.item)))
            .map(|question| Known {
                words: words(&question.item),
                question: Arc::clone(&question.item),
            })
            .collect();
        let first = self.count == 0;
        let mut added = Vec::with_capacity(new.len());
        for known in new {
            for (term, _) in &known.words {
                let holders = self.holders.entry(*term).or_default();
                if !first {
                    changed.entry(*term).or_insert(*holders);
                }
                *holders += 1;
            }
            let place = self.free.pop().unwrap_or_else(|| {
                self.places.push(None);
                (self.places.len() - 1) as u32
            });
            self.known.insert(address(&known.question), place);
            self.places[place as usize] = Some(known);
            added.push(place);
        }
        added
    }

    /// The places, but for the added ones, whose questions hold a word that has
    /// become rarer or more common.
    fn reached(&self, before: Rarity, changed: &FxHashMap<Term, u32>, added: &[u32]) -> Vec<u32> {
        let after = Rarity::new(self.count);
        let moved =
            |term: &Term, then: u32, now: u32| (before.of(then) != after.of(now)).then_some(*term);
        let terms: FxHashSet<Term> = match before == after {
            true => changed
                .iter()
                .filter_map(|(term, then)| moved(term, *then, *self.holders.get(term)?))
                .collect(),
            false => self
                .holders
                .iter()
                .filter_map(|(term, now)| moved(term, *changed.get(term).unwrap_or(now), *now))
                .collect(),
        };
        if terms.is_empty() {
            return Vec::new();
        }
        let added: FxHashSet<u32> = added.iter().copied().collect();
        self.places
            .par_iter()
            .enumerate()
            .filter_map(|(place, known)| {
                let reached = |known: &Known| known.words.iter().any(|(t, _)| terms.contains(t));
                let place = place as u32;
                (!added.contains(&place) && known.as_ref().is_some_and(reached)).then_some(place)
            })
            .collect()
    }
}

/// In which part of the postings a word is: by the upper bits, which the
/// parts' own hashing does not begin with.
fn shard(term: Term) -> usize {
    (term >> 48) as usize % SHARDS
}

impl Index {
    /// The places whose vectors have a word, with its weight there.
    pub fn places(&self, term: Term) -> &[(u32, f32)] {
        let shard = self.postings.get(shard(term));
        shard
            .and_then(|shard| shard.get(&term))
            .map_or(&[], Vec::as_slice)
    }

    fn replace(&mut self, place: u32, vector: Vector) {
        let old = std::mem::take(&mut self.vectors[place as usize]);
        if *old == vector {
            self.vectors[place as usize] = old;
            return;
        }
        for (term, _) in old.iter() {
            let postings = Arc::make_mut(&mut self.postings[shard(*term)]);
            if let Some(list) = postings.get_mut(term) {
                list.retain(|(other, _)| *other != place);
                if list.is_empty() {
                    postings.remove(term);
                }
            }
        }
        for (term, weight) in &vector {
            let postings = Arc::make_mut(&mut self.postings[shard(*term)]);
            postings.entry(*term).or_default().push((place, *weight));
        }
        self.vectors[place as usize] = Arc::new(vector);
    }
}

/// Where a question's value stands in memory: one question, one address.
fn address(question: &Arc<Question>) -> usize {
    Arc::as_ptr(question).addr()
}

/// How much a word counts among a number of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rarity {
    questions: usize,
}

impl Rarity {
    fn new(questions: usize) -> Self {
        Rarity { questions }
    }

    /// For a word that `holders` questions hold; 0 if it does not count at all.
    fn of(self, holders: u32) -> u32 {
        let holders = holders as usize;
        let common = COMMON.min(self.questions / 3).max(2);
        match (2..=common).contains(&holders) {
            true => (self.questions / holders).max(1).ilog2(),
            false => 0,
        }
    }
}

fn vector(words: &[(Term, f32)], rarity: Rarity, holders: &FxHashMap<Term, u32>) -> Vector {
    let mut vector: Vector = words
        .iter()
        .filter_map(|(term, weight)| {
            let rarity = rarity.of(*holders.get(term)?);
            (rarity > 0).then(|| (*term, weight.sqrt() * rarity as f32))
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
}

fn words(question: &Question) -> Vec<(Term, f32)> {
    // Room for the words of a common question: a map that grows costs twice.
    let mut weights: FxHashMap<Term, f32> =
        FxHashMap::with_capacity_and_hasher(WORDS_AT_FIRST, FxBuildHasher);
    let mut add = |text: &str, weight: f32| {
        for_each_word(text, |term| *weights.entry(term).or_default() += weight);
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
    weights.into_iter().collect()
}

/// Calls `each` with every word of three letters or more, in lower case; a
/// plural `s` is dropped, so that `slot` meets `slots`.
fn for_each_word(text: &str, mut each: impl FnMut(Term)) {
    let mut word = Vec::new();
    // Most words are ASCII, and found by their bytes.
    let holds = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    for part in text.as_bytes().split(|byte| !holds(byte)) {
        if part.len() < 3 {
            continue;
        }
        if part.is_ascii() {
            word.clear();
            word.extend(part.iter().map(u8::to_ascii_lowercase));
            each(term(&word));
        } else {
            for_each_other_word(&String::from_utf8_lossy(part), &mut each);
        }
    }
}

/// The same for what is not all ASCII.
fn for_each_other_word(text: &str, mut each: impl FnMut(Term)) {
    for part in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if part.len() >= 3 {
            each(term(part.to_lowercase().as_bytes()));
        }
    }
}

fn term(word: &[u8]) -> Term {
    let stem = match word.strip_suffix(b"s") {
        Some(stem) if stem.len() > 3 && !stem.ends_with(b"s") => stem,
        _ => word,
    };
    let mut hasher = FxHasher::default();
    hasher.write(stem);
    hasher.finish()
}
