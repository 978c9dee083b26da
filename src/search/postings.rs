//! Where terms stand: the postings of all documents, as they are counted and as
//! they are written.

use crate::corpus::{self, TermId};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::Arc;

/// A term stands in the title.
pub(super) const TITLE: u8 = 1;
/// A term stands in the summary.
pub(super) const SUMMARY: u8 = 2;
/// A term stands in a heading.
pub(super) const HEADING: u8 = 4;
/// A term stands in a tag.
pub(super) const TAG: u8 = 8;

/// A term stands in another way to ask.
pub(super) const WORDING: u8 = 16;

/// How often a term stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Posting {
    /// Place of the document.
    pub document: u32,
    /// How often in prose and code, as [`steps`] gives it.
    pub steps: u8,
    /// The other parts in which it stands: a sum of [`TITLE`], [`SUMMARY`], [`HEADING`], [`TAG`]
    /// and [`WORDING`].
    pub parts: u8,
    /// Which of the other ways to ask it stands in: a bit each, the first in the lowest.
    pub wordings: u16,
}

/// How many tokens a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Lengths {
    /// In its title, without stop words.
    pub title: usize,
    /// In its prose.
    pub prose: usize,
    /// In its code.
    pub code: usize,
}

/// What is counted of a document, whatever its place is: its lengths, and of each of its terms
/// the steps, the parts and the wordings of a [`Posting`].
pub(super) type Counted = corpus::Counted<Lengths, (u8, u8, u16)>;

/// A term and where it stands: documents in order. There are as many postings as the
/// term's document frequency.
pub(super) type Term<'a> = (&'a str, &'a [Posting]);

/// What is counted of all documents.
pub(super) struct Counts<'a> {
    /// The documents' lengths.
    pub lengths: Vec<Lengths>,
    names: &'a [Arc<str>],
    order: &'a [TermId],
    /// For each id, where its postings begin, and after them where the last one's end.
    starts: Vec<u32>,
    postings: Vec<Posting>,
}

impl<'a> Counts<'a> {
    /// Inverts what is counted of each document. `names` are the terms by their ids, and
    /// `order` is the ids in the order of the terms.
    pub fn new(counted: &[&Counted], names: &'a [Arc<str>], order: &'a [TermId]) -> Counts<'a> {
        let mut starts = vec![0; names.len() + 1];
        for (id, _) in counted.iter().flat_map(|counted| &counted.terms) {
            starts[*id as usize + 1] += 1;
        }
        for id in 0..names.len() {
            starts[id + 1] += starts[id];
        }
        let mut next = starts.clone();
        let mut postings = vec![Posting::default(); starts[names.len()] as usize];
        for (document, counted) in counted.iter().enumerate() {
            for (id, (steps, parts, wordings)) in &counted.terms {
                let place = &mut next[*id as usize];
                postings[*place as usize] = Posting {
                    document: document as u32,
                    steps: *steps,
                    parts: *parts,
                    wordings: *wordings,
                };
                *place += 1;
            }
        }
        Counts {
            lengths: counted.iter().map(|counted| counted.whole).collect(),
            names,
            order,
            starts,
            postings,
        }
    }

    /// The terms of all documents, in order.
    pub fn terms(&self) -> Vec<Term<'_>> {
        let range = |id: usize| self.starts[id] as usize..self.starts[id + 1] as usize;
        self.order
            .iter()
            .map(|id| *id as usize)
            .map(|id| (&*self.names[id], &self.postings[range(id)]))
            .filter(|(_, postings)| !postings.is_empty())
            .collect()
    }
}

/// How often a term stands in prose and code, in steps: five of code for each
/// of prose.
pub(super) fn steps(prose: u32, code: u32) -> u8 {
    let prose = match prose {
        few @ 0..=2 => few as u8,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    };
    let code = match code {
        few @ 0..=1 => few as u8,
        2..=3 => 2,
        4..=8 => 3,
        _ => 4,
    };
    prose * 5 + code
}

/// The order of JavaScript's `<`: by UTF-16 code units. It differs from Rust's only where
/// a character beyond U+FFFF meets one above the surrogates.
pub(super) fn utf16_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}
