//! Documents → how often each term stands in which part of them.

use super::postings::{Counted, Counts, HEADING, Lengths, SUMMARY, TAG, TITLE, steps, utf16_order};
use super::{Document, tokens};
use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::mem;
use std::sync::Arc;

/// Counts, and keeps what it counted.
#[derive(Default)]
pub(super) struct Counter {
    stop_words: Cow<'static, str>,
    /// The terms that were met so far, and the place of each.
    names: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
    /// Their places in the order of the terms.
    order: Vec<u32>,
    /// The documents of the last time.
    counted: FxHashMap<Hash, Counted>,
    /// Whether it knows more or less than it was read with.
    pub has_changed: bool,
}

/// A [`Counter`] at rest: its fields in their order, the documents by their keys.
type Saved<'a> = (&'a str, Vec<&'a str>, Vec<u32>, Vec<([u8; 32], Counted)>);

/// Documents are counted in as many parts as there are threads, of this many at least.
const PART: usize = 64;

impl Counter {
    /// Counts the terms of all documents; `keys` are the documents'.
    pub fn count(
        &mut self,
        documents: &[Document],
        keys: &[Hash],
        stop_words: &'static str,
    ) -> Counts<'_> {
        if self.stop_words != stop_words {
            *self = Counter {
                stop_words: stop_words.into(),
                ..Counter::default()
            };
        }
        self.learn(documents, keys);
        if self.counted.len() > keys.len() {
            let wanted: FxHashSet<&Hash> = keys.iter().collect();
            self.counted.retain(|key, _| wanted.contains(key));
            self.has_changed = true;
        }
        let counted: Vec<&Counted> = keys
            .iter()
            .filter_map(|key| self.counted.get(key))
            .collect();
        Counts::new(&counted, &self.names, &self.order)
    }

    /// What is known, as bytes; empty if most of it is of documents that are gone.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut used = vec![false; self.names.len()];
        for (id, ..) in self.counted.values().flat_map(|counted| &counted.terms) {
            used[*id as usize] = true;
        }
        if used.iter().filter(|used| **used).count() < self.names.len() / 2 {
            return Vec::new();
        }
        let names: Vec<&str> = self.names.iter().map(|name| &**name).collect();
        let counted: Vec<(&[u8; 32], &Counted)> = self
            .counted
            .iter()
            .map(|(key, counted)| (key.as_bytes(), counted))
            .collect();
        // Plain data written to memory cannot fail.
        postcard::to_allocvec(&(&self.stop_words, names, &self.order, counted)).unwrap_or_default()
    }

    /// Knows again what was saved as these bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Counter> {
        let (stop_words, names, order, counted): Saved = postcard::from_bytes(bytes).ok()?;
        let known = |id: &u32| (*id as usize) < names.len();
        let mut terms = counted.iter().flat_map(|(_, counted)| &counted.terms);
        if order.len() != names.len()
            || !order.iter().all(known)
            || !terms.all(|(id, ..)| known(id))
        {
            return None;
        }
        let names: Vec<Arc<str>> = names.into_iter().map(Arc::from).collect();
        Some(Counter {
            stop_words: stop_words.to_owned().into(),
            ids: (0..)
                .zip(&names)
                .map(|(id, name)| (Arc::clone(name), id))
                .collect(),
            names,
            order,
            counted: counted
                .into_iter()
                .map(|(key, counted)| (Hash::from_bytes(key), counted))
                .collect(),
            has_changed: false,
        })
    }

    /// Counts the documents that are not known.
    fn learn(&mut self, documents: &[Document], keys: &[Hash]) {
        let stop_words: FxHashSet<&str> = self.stop_words.split_whitespace().collect();
        let new: Vec<usize> = (0..keys.len())
            .filter(|place| !self.counted.contains_key(&keys[*place]))
            .collect();
        self.has_changed |= !new.is_empty();
        let part = new.len().div_ceil(rayon::current_num_threads()).max(PART);
        let parts: Vec<Part> = new
            .par_chunks(part)
            .map(|places| {
                let mut part = Part::default();
                for place in places {
                    part.count(&documents[*place], &stop_words);
                }
                part
            })
            .collect();
        let before = self.names.len();
        let mut new = new.into_iter();
        for part in parts {
            let ids: Vec<u32> = part.names.into_iter().map(|name| self.id(name)).collect();
            for (mut counted, place) in part.counted.into_iter().zip(new.by_ref()) {
                for (id, ..) in &mut counted.terms {
                    *id = ids[*id as usize];
                }
                self.counted.insert(keys[place], counted);
            }
        }
        if self.names.len() > before {
            self.order.extend(before as u32..self.names.len() as u32);
            let names = &self.names;
            self.order
                .par_sort_unstable_by(|a, b| utf16_order(&names[*a as usize], &names[*b as usize]));
        }
    }

    fn id(&mut self, name: Arc<str>) -> u32 {
        let next = self.names.len() as u32;
        let id = *self.ids.entry(Arc::clone(&name)).or_insert(next);
        if id == next {
            self.names.push(name);
        }
        id
    }
}

/// Documents that one thread counts.
#[derive(Default)]
struct Part {
    names: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
    counted: Vec<Counted>,
    /// The terms of the document that is being counted.
    found: Vec<Found>,
    /// For each name, where it stands in `found`, if it does.
    places: Vec<u32>,
}

/// A term in the document that is being counted.
struct Found {
    id: u32,
    prose: u32,
    code: u32,
    parts: u8,
}

impl Part {
    fn count(&mut self, document: &Document, stop_words: &FxHashSet<&str>) {
        let mut lengths = Lengths::default();
        tokens(&document.title_text, |term| {
            lengths.title += usize::from(!stop_words.contains(term));
        });
        self.mark(&document.title_text, TITLE);
        self.mark(document.summary, SUMMARY);
        for tag in &document.tags {
            self.mark(tag, TAG);
        }
        for section in &document.sections {
            self.mark(section.title, HEADING);
            tokens(section.text, |term| {
                lengths.prose += 1;
                self.find(term).prose += 1;
            });
            tokens(section.code, |term| {
                lengths.code += 1;
                self.find(term).code += 1;
            });
        }
        let terms = mem::take(&mut self.found)
            .into_iter()
            .map(|found| (found.id, steps(found.prose, found.code), found.parts))
            .collect();
        self.counted.push(Counted { lengths, terms });
    }

    fn mark(&mut self, text: &str, part: u8) {
        tokens(text, |term| self.find(term).parts |= part);
    }

    /// A term in the document that is being counted.
    fn find(&mut self, term: &str) -> &mut Found {
        let id = match self.ids.get(term) {
            Some(id) => *id,
            None => {
                let id = self.names.len() as u32;
                let name: Arc<str> = term.into();
                self.ids.insert(Arc::clone(&name), id);
                self.names.push(name);
                self.places.push(0);
                id
            }
        };
        let place = &mut self.places[id as usize];
        // A place may be left from a document before this one.
        if self
            .found
            .get(*place as usize)
            .is_none_or(|found| found.id != id)
        {
            *place = self.found.len() as u32;
            self.found.push(Found {
                id,
                prose: 0,
                code: 0,
                parts: 0,
            });
        }
        &mut self.found[*place as usize]
    }
}
