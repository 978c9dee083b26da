//! Documents → how often each term stands in which part of them.

use super::Document;
use super::postings::{
    Counted, Counts, HEADING, Lengths, SUMMARY, TAG, TITLE, WORDING, steps, utf16_order,
};
use crate::corpus::{Corpus, Tally, TermId, tokens};
use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::Arc;

/// So many other ways to ask are told apart; any after them share their places.
const WORDINGS: usize = u16::BITS as usize;

/// Counts, and keeps what it counted.
#[derive(Default)]
pub(super) struct Counter {
    stop_words: Cow<'static, str>,
    corpus: Corpus<Hash, Lengths, (u8, u8, u16)>,
    /// The terms of the corpus in their order.
    order: Vec<TermId>,
    /// Whether it knows more or less than it was read with.
    pub has_changed: bool,
}

/// A [`Counter`] at rest: the stop words, the terms by their ids, their order, and the
/// documents by their keys.
type Saved<'a> = (&'a str, Vec<&'a str>, Vec<TermId>, Vec<([u8; 32], Counted)>);

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
        let words: FxHashSet<&str> = stop_words.split_whitespace().collect();
        let change = self
            .corpus
            .update(keys, |place, tally| count(&documents[place], &words, tally));
        self.has_changed |= !(change.added.is_empty() && change.removed.is_empty());
        self.sort();
        let counted: Vec<&Counted> = keys.iter().filter_map(|key| self.corpus.get(key)).collect();
        Counts::new(&counted, self.corpus.terms(), &self.order)
    }

    /// Puts the terms that are new into the order.
    fn sort(&mut self) {
        let terms = self.corpus.terms();
        if terms.len() > self.order.len() {
            self.order
                .extend(self.order.len() as TermId..terms.len() as TermId);
            self.order
                .par_sort_unstable_by(|a, b| utf16_order(&terms[*a as usize], &terms[*b as usize]));
        }
    }

    /// What is known, as bytes; empty if most of it is of documents that are gone.
    pub fn to_bytes(&self) -> Vec<u8> {
        let terms = self.corpus.terms();
        let frequencies = self.corpus.frequencies().iter();
        if frequencies.filter(|frequency| **frequency > 0).count() < terms.len() / 2 {
            return Vec::new();
        }
        let terms: Vec<&str> = terms.iter().map(|term| &**term).collect();
        let counted: Vec<(&[u8; 32], &Counted)> = self
            .corpus
            .iter()
            .map(|(key, counted)| (key.as_bytes(), counted))
            .collect();
        // Plain data written to memory cannot fail.
        postcard::to_allocvec(&(&self.stop_words, terms, &self.order, counted)).unwrap_or_default()
    }

    /// The counter that became these bytes; `None` if they are something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Counter> {
        let (stop_words, terms, order, counted): Saved = postcard::from_bytes(bytes).ok()?;
        let known = |id: &TermId| (*id as usize) < terms.len();
        if order.len() != terms.len() || !order.iter().all(known) {
            return None;
        }
        let terms: Vec<Arc<str>> = terms.into_iter().map(Arc::from).collect();
        let counted = counted
            .into_iter()
            .map(|(key, counted)| (Hash::from_bytes(key), counted));
        Some(Counter {
            stop_words: stop_words.to_owned().into(),
            corpus: Corpus::from_parts(terms, counted)?,
            order,
            has_changed: false,
        })
    }
}

/// What is counted of a term in the document at hand.
#[derive(Default)]
struct Found {
    prose: u32,
    code: u32,
    parts: u8,
    wordings: u16,
}

/// The term of a whole tag, which `tag:` in a query looks up: its tokens, each after a
/// space, so that it is the token of no text. `None` for a tag of signs that are no tokens.
fn tag_term(tag: &str) -> Option<String> {
    let mut term = String::new();
    tokens(tag, |token| {
        term.push(' ');
        term.push_str(token);
    });
    (!term.is_empty()).then_some(term)
}

fn count(document: &Document, stop_words: &FxHashSet<&str>, tally: &mut Tally<Found>) -> Counted {
    let mut lengths = Lengths::default();
    tokens(&document.title_text, |term| {
        lengths.title += usize::from(!stop_words.contains(term));
    });
    let mut mark = |text: &str, part: u8| tokens(text, |term| tally.of(term).parts |= part);
    mark(&document.title_text, TITLE);
    mark(document.summary, SUMMARY);
    mark(document.name, TAG);
    for tag in &document.tags {
        mark(tag, TAG);
    }
    for (place, wording) in document.asked_as.iter().enumerate() {
        tokens(wording, |term| {
            let found = tally.of(term);
            found.parts |= WORDING;
            found.wordings |= 1 << (place % WORDINGS);
        });
    }
    for tag in &document.tags {
        // That the document has it is all that is known of a whole tag.
        if let Some(term) = tag_term(tag) {
            tally.of(&term);
        }
    }
    for section in &document.sections {
        tokens(section.title, |term| tally.of(term).parts |= HEADING);
        tokens(section.text, |term| {
            lengths.prose += 1;
            tally.of(term).prose += 1;
        });
        tokens(section.code, |term| {
            lengths.code += 1;
            tally.of(term).code += 1;
        });
    }
    Counted {
        whole: lengths,
        terms: tally.take(|found| {
            let steps = steps(found.prose, found.code);
            (steps, found.parts, found.wordings)
        }),
    }
}
