//! Documents → how often each term stands in which part of them.

use super::{Document, tokens};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// A term stands in the title.
pub(super) const TITLE: u8 = 1;
/// A term stands in the summary.
pub(super) const SUMMARY: u8 = 2;
/// A term stands in a heading.
pub(super) const HEADING: u8 = 4;
/// A term stands in a tag.
pub(super) const TAG: u8 = 8;

/// How often a term stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// Place of the document.
    pub document: u32,
    /// Times in the prose.
    pub prose: u16,
    /// Times in the code.
    pub code: u16,
    /// Which of the other parts it stands in, as a sum of [`TITLE`] and so on.
    pub parts: u8,
}

/// How many tokens a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lengths {
    /// In its title, without those that say little.
    pub title: usize,
    /// In its prose.
    pub prose: usize,
    /// In its code.
    pub code: usize,
}

/// What [`count`] counts.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// The terms with their documents, both in order; terms are compared as
    /// JavaScript compares, by UTF-16 code units.
    pub terms: Vec<(Box<str>, Vec<Posting>)>,
    /// The documents' lengths.
    pub lengths: Vec<Lengths>,
}

/// The terms of some documents.
#[derive(Default)]
struct Terms {
    ids: HashMap<Box<str>, usize>,
    postings: Vec<Vec<Posting>>,
}

impl Terms {
    fn id(&mut self, term: &str) -> usize {
        if let Some(id) = self.ids.get(term) {
            return *id;
        }
        self.ids.insert(term.into(), self.postings.len());
        self.postings.push(Vec::new());
        self.postings.len() - 1
    }

    /// The posting of a term in the document that is being counted.
    fn posting(&mut self, term: &str, document: u32) -> &mut Posting {
        let id = self.id(term);
        let postings = &mut self.postings[id];
        if postings.last().is_none_or(|last| last.document != document) {
            postings.push(Posting {
                document,
                prose: 0,
                code: 0,
                parts: 0,
            });
        }
        let last = postings.len() - 1;
        &mut postings[last]
    }
}

/// Documents are counted in as many parts as there are threads, of this many at least.
const PART: usize = 64;

/// Counts the terms of all documents.
pub(super) fn count(documents: &[Document], weak: &str) -> Counts {
    let weak: HashSet<&str> = weak.split_whitespace().collect();
    let part = documents
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(PART);
    let counted: Vec<(Terms, Vec<Lengths>)> = documents
        .par_chunks(part)
        .enumerate()
        .map(|(index, documents)| count_part(documents, index * part, &weak))
        .collect();
    let mut all = Terms::default();
    let mut lengths = Vec::with_capacity(documents.len());
    for (terms, mut part_lengths) in counted {
        lengths.append(&mut part_lengths);
        let Terms { ids, mut postings } = terms;
        for (term, id) in ids {
            let id_in_all = all.id(&term);
            all.postings[id_in_all].append(&mut postings[id]);
        }
    }
    let mut postings = all.postings;
    let mut terms: Vec<(Box<str>, Vec<Posting>)> = all
        .ids
        .into_iter()
        .map(|(term, id)| (term, std::mem::take(&mut postings[id])))
        .collect();
    terms.par_sort_unstable_by(|a, b| utf16_order(&a.0, &b.0));
    Counts { terms, lengths }
}

/// The order of JavaScript's `<`. It differs from Rust's only where a
/// character beyond U+FFFF meets one above the surrogates.
pub(super) fn utf16_order(a: &str, b: &str) -> std::cmp::Ordering {
    match a.is_ascii() || b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

fn count_part(documents: &[Document], first: usize, weak: &HashSet<&str>) -> (Terms, Vec<Lengths>) {
    let mut terms = Terms::default();
    let lengths = documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let id = (first + index) as u32;
            count_document(document, id, weak, &mut terms)
        })
        .collect();
    (terms, lengths)
}

fn count_document(
    document: &Document,
    id: u32,
    weak: &HashSet<&str>,
    terms: &mut Terms,
) -> Lengths {
    let mut lengths = Lengths::default();
    let mut part = |text: &str, part: u8| {
        tokens(text, |term| terms.posting(term, id).parts |= part);
    };
    tokens(&document.title_text, |term| {
        lengths.title += usize::from(!weak.contains(term));
    });
    part(&document.title_text, TITLE);
    part(&document.summary, SUMMARY);
    for section in &document.sections {
        part(&section.title, HEADING);
    }
    for tag in &document.tags {
        part(tag, TAG);
    }
    for section in &document.sections {
        tokens(&section.text, |term| {
            lengths.prose += 1;
            let posting = terms.posting(term, id);
            posting.prose = posting.prose.saturating_add(1);
        });
        tokens(&section.code, |term| {
            lengths.code += 1;
            let posting = terms.posting(term, id);
            posting.code = posting.code.saturating_add(1);
        });
    }
    lengths
}
