//! Terms → the shards that say which documents hold them, and those that
//! correct misspelt words.

use super::encode;
use super::postings::{Term, utf16_order};
use rayon::prelude::*;
use serde::Serialize;

/// A shard of terms is cut after so many bytes, where the next term allows it.
const TERMS_SHARD: usize = 4_000;
/// A shard of terms is cut after so many bytes in any case, at the next term.
const TERMS_SHARD_MOST: usize = 9_000;
/// A shard of words to correct misspellings with is cut after so many bytes.
const SPELLING_SHARD: usize = 16_000;
/// Shorter words are not corrected.
const SHORTEST_CORRECTED: usize = 4;

/// Some terms one after another, and where they stand.
#[derive(Serialize, Default)]
pub(super) struct TermShard {
    words: String,
    /// In how many documents each stands.
    counts: String,
    /// The documents, each by its distance from the one before.
    documents: String,
    frequencies: String,
}

/// The first of some terms.
pub(super) fn first(terms: &[Term]) -> String {
    terms
        .first()
        .map_or_else(String::new, |(term, _)| (*term).to_owned())
}

/// Cuts the terms into shards. Where a cut may stand is decided by the term
/// after it, so a shard that grows seldom moves the borders of those behind it.
pub(super) fn cut_terms<'a, 'b>(terms: &'b [Term<'a>]) -> Vec<&'b [Term<'a>]> {
    let mut shards = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (index, (term, postings)) in terms.iter().enumerate() {
        let may = size >= TERMS_SHARD && blake3::hash(term.as_bytes()).as_bytes()[0] < 8;
        let must = size >= TERMS_SHARD_MOST;
        if (may || must) && index > start {
            shards.push(&terms[start..index]);
            (start, size) = (index, 0);
        }
        size += 5 + 2 * postings.len();
    }
    if start < terms.len() {
        shards.push(&terms[start..]);
    }
    shards
}

pub(super) fn term_shard(terms: &[Term]) -> TermShard {
    let mut shard = TermShard::default();
    let mut before = "";
    for (term, postings) in terms {
        encode::word(term, before, &mut shard.words);
        before = term;
        encode::number(postings.len(), &mut shard.counts);
        let mut next = 0;
        for posting in *postings {
            encode::number(posting.document as usize - next, &mut shard.documents);
            next = posting.document as usize + 1;
            encode::frequency(posting, &mut shard.frequencies);
        }
    }
    shard
}

/// The words that may be meant by a misspelt one, ordered by their ends: the
/// shards of terms are ordered by beginnings, so one of the two has a word whose
/// other half is misspelt.
pub(super) fn spellings(terms: &[Term]) -> Vec<(String, String)> {
    let mut words: Vec<String> = terms
        .iter()
        .map(|(term, _)| term)
        .filter(|term| term.len() >= SHORTEST_CORRECTED && term.chars().all(char::is_alphabetic))
        .map(|term| term.chars().rev().collect())
        .collect();
    words.par_sort_unstable_by(|a, b| utf16_order(a, b));
    let mut shards: Vec<(String, String)> = Vec::new();
    let mut before = "";
    for word in &words {
        if shards
            .last()
            .is_none_or(|(_, text)| text.len() >= SPELLING_SHARD)
        {
            shards.push((word.clone(), String::new()));
            before = "";
        }
        if let Some((_, text)) = shards.last_mut() {
            encode::word(word, before, text);
        }
        before = word;
    }
    shards
}
