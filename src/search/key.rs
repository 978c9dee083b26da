//! What tells whether two documents are the same.

use super::Document;
use blake3::{Hash, Hasher};
use rayon::prelude::*;

/// The keys of documents, in their order: documents with equal keys are equal.
pub(super) fn keys(documents: &[Document]) -> Vec<Hash> {
    documents.par_iter().map(key).collect()
}

fn key(document: &Document) -> Hash {
    let mut hasher = Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(document.address);
    add(document.title);
    add(&document.title_text);
    add(document.summary);
    add(document.name);
    for text in document.asked_as.iter().chain(&document.tags) {
        add(text);
    }
    for section in &document.sections {
        for text in [section.id, section.title, section.text, section.code] {
            add(text);
        }
    }
    // So many of the texts were wordings and tags; the rest are four to a section.
    let place = |place: Option<usize>| place.map_or(u64::MAX, |place| place as u64);
    let rest = [
        document.asked_as.len() as u64,
        document.tags.len() as u64,
        place(document.level),
        place(document.topic),
    ];
    for number in rest {
        hasher.update(&number.to_le_bytes());
    }
    hasher.finalize()
}
