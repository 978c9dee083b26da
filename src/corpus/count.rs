//! Documents → the terms of each, and the document frequency of each term. What is counted
//! stays: from one update to the next only new documents are counted.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::hash::Hash;
use std::mem;
use std::sync::Arc;

/// A term by its place in [`Corpus::terms`]. It never changes, but another corpus with the
/// same documents may give the term another one.
pub type TermId = u32;

/// New documents are counted in as many parts for each thread: with one, a thread that is
/// held up would hold up all, and each part more costs, because its terms are looked up again.
const PARTS_A_THREAD: usize = 4;
/// The documents of a part, at least.
const PART: usize = 64;

/// What is counted of a document: a `D` of the whole, and a `T` of each of its terms.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Counted<D, T> {
    /// What is counted of the document as a whole.
    pub whole: D,
    /// Each of its terms once.
    pub terms: Vec<(TermId, T)>,
}

/// Documents by their keys, with what is counted of each.
#[derive(Debug)]
pub struct Corpus<K, D, T> {
    terms: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, TermId>,
    /// By term: how many documents hold it.
    frequencies: Vec<u32>,
    slots: FxHashMap<K, u32>,
    /// By slot; empty in slots that are free.
    documents: Vec<Counted<D, T>>,
    free: Vec<u32>,
}

/// Documents that one thread counted, with terms by their places among its own.
struct Part<D, T> {
    terms: Vec<Arc<str>>,
    counted: Vec<Counted<D, T>>,
}

/// What an update did, as slots of documents.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Slots whose documents are gone. A document that was added may be in one of them.
    pub removed: Vec<u32>,
    /// Slots of new documents.
    pub added: Vec<u32>,
}

impl<K, D, T> Default for Corpus<K, D, T> {
    fn default() -> Self {
        Corpus {
            terms: Vec::new(),
            ids: FxHashMap::default(),
            frequencies: Vec::new(),
            slots: FxHashMap::default(),
            documents: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<K, D, T> Corpus<K, D, T>
where
    K: Eq + Hash + Clone + Sync,
    D: Default + Send,
    T: Default + Send,
{
    /// All terms that were ever met; some may be in no document any longer.
    pub fn terms(&self) -> &[Arc<str>] {
        &self.terms
    }

    /// For each term its document frequency: in how many documents it stands.
    pub fn frequencies(&self) -> &[u32] {
        &self.frequencies
    }

    /// What is counted of each document, by slot; empty in slots without a document.
    pub fn documents(&self) -> &[Counted<D, T>] {
        &self.documents
    }

    /// The slot of a document, which is its own as long as it stays in the corpus.
    pub fn slot(&self, key: &K) -> Option<u32> {
        self.slots.get(key).copied()
    }

    /// What is counted of a document.
    pub fn get(&self, key: &K) -> Option<&Counted<D, T>> {
        self.slot(key).map(|slot| &self.documents[slot as usize])
    }

    /// All documents in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &Counted<D, T>)> {
        self.slots
            .iter()
            .map(|(key, slot)| (key, &self.documents[*slot as usize]))
    }

    /// Puts a corpus together from what [`Corpus::terms`] and [`Corpus::iter`] gave; `None`
    /// if a document holds a term that is not among them.
    pub fn from_parts(
        terms: Vec<Arc<str>>,
        documents: impl Iterator<Item = (K, Counted<D, T>)>,
    ) -> Option<Self> {
        let ids = (0..).zip(&terms).map(|(id, term)| (Arc::clone(term), id));
        let mut corpus = Corpus {
            ids: ids.collect(),
            frequencies: vec![0; terms.len()],
            terms,
            ..Corpus::default()
        };
        for (key, counted) in documents {
            let known = |(id, _): &(TermId, T)| (*id as usize) < corpus.terms.len();
            if !counted.terms.iter().all(known) {
                return None;
            }
            corpus.put(key, counted);
        }
        Some(corpus)
    }

    /// Makes these the documents of the corpus. `count` counts the one at a place of `keys`;
    /// it is asked for those that are new.
    pub fn update<W>(
        &mut self,
        keys: &[K],
        count: impl Fn(usize, &mut Tally<W>) -> Counted<D, T> + Sync,
    ) -> Change {
        let removed = self.remove_others(keys);
        let new: Vec<usize> = (0..keys.len())
            .filter(|place| !self.slots.contains_key(&keys[*place]))
            .collect();
        let parts = PARTS_A_THREAD * rayon::current_num_threads();
        let together = new.len().div_ceil(parts).max(PART);
        let parts: Vec<Part<D, T>> = new
            .par_chunks(together)
            .map(|places| {
                let mut tally = Tally::default();
                let count = |place: &usize| count(*place, &mut tally);
                let counted = places.iter().map(count).collect();
                Part {
                    counted,
                    terms: tally.terms,
                }
            })
            .collect();
        let mut added = Vec::with_capacity(new.len());
        let mut new = new.into_iter();
        for part in parts {
            let ids: Vec<TermId> = part.terms.into_iter().map(|term| self.id(term)).collect();
            for (mut counted, place) in part.counted.into_iter().zip(new.by_ref()) {
                for (id, _) in &mut counted.terms {
                    *id = ids[*id as usize];
                }
                added.extend(self.put(keys[place].clone(), counted));
            }
        }
        Change { removed, added }
    }

    /// Removes all documents but these, and gives their slots.
    fn remove_others(&mut self, keys: &[K]) -> Vec<u32> {
        let mut stays = vec![false; self.documents.len()];
        for slot in keys.iter().filter_map(|key| self.slots.get(key)) {
            stays[*slot as usize] = true;
        }
        let mut removed = Vec::new();
        self.slots.retain(|_, slot| {
            let stays = stays[*slot as usize];
            if !stays {
                removed.push(*slot);
            }
            stays
        });
        // A hash map has no order.
        removed.sort_unstable();
        for slot in &removed {
            let counted = mem::take(&mut self.documents[*slot as usize]);
            for (id, _) in &counted.terms {
                self.frequencies[*id as usize] -= 1;
            }
        }
        self.free.extend(&removed);
        removed
    }

    /// Puts a document into a slot; `None` if it has one.
    fn put(&mut self, key: K, counted: Counted<D, T>) -> Option<u32> {
        if self.slots.contains_key(&key) {
            return None;
        }
        for (id, _) in &counted.terms {
            self.frequencies[*id as usize] += 1;
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.documents.push(Counted::default());
            (self.documents.len() - 1) as u32
        });
        self.documents[slot as usize] = counted;
        self.slots.insert(key, slot);
        Some(slot)
    }

    fn id(&mut self, term: Arc<str>) -> TermId {
        let next = self.terms.len() as TermId;
        let id = *self.ids.entry(Arc::clone(&term)).or_insert(next);
        if id == next {
            self.terms.push(term);
            self.frequencies.push(0);
        }
        id
    }
}

/// Counts one document after another, with a `W` for each term while it does.
pub struct Tally<W> {
    terms: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, TermId>,
    /// The terms of the document at hand, in the order in which they were met.
    found: Vec<(TermId, W)>,
    /// By term: its place in `found` if it is there; otherwise that of a document before.
    places: Vec<u32>,
}

impl<W> Default for Tally<W> {
    fn default() -> Self {
        Tally {
            terms: Vec::new(),
            ids: FxHashMap::default(),
            found: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl<W: Default> Tally<W> {
    /// What is counted of a term in the document at hand.
    pub fn of(&mut self, term: &str) -> &mut W {
        let id = match self.ids.get(term) {
            Some(id) => *id,
            None => self.add(term),
        };
        let place = &mut self.places[id as usize];
        let is_there = |found: &(TermId, W)| found.0 == id;
        if !self.found.get(*place as usize).is_some_and(is_there) {
            *place = self.found.len() as u32;
            self.found.push((id, W::default()));
        }
        &mut self.found[*place as usize].1
    }

    fn add(&mut self, term: &str) -> TermId {
        let id = self.terms.len() as TermId;
        let term: Arc<str> = term.into();
        self.ids.insert(Arc::clone(&term), id);
        self.terms.push(term);
        self.places.push(0);
        id
    }

    /// What was counted of the terms of the document at hand; then the next one is.
    pub fn take<T>(&mut self, of_term: impl Fn(W) -> T) -> Vec<(TermId, T)> {
        let found = self.found.drain(..);
        found.map(|(id, counted)| (id, of_term(counted))).collect()
    }
}
