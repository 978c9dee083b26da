//! Makes indexes of much the same documents again and again.

use super::count::Counter;
use super::documents::Chunks;
use super::{Document, IndexFile, Labels, files, key};
use std::mem;

/// What was counted for one index is not counted again for the next, and the files are the
/// same as without it.
#[derive(Default)]
pub struct Indexer {
    /// What was counted for an index in another process, until it is needed.
    saved: Vec<u8>,
    counter: Counter,
    chunks: Chunks,
}

impl Indexer {
    /// What was counted, as bytes; `None` if it is no more than it began with.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        self.counter.has_changed.then(|| self.counter.to_bytes())
    }

    /// Begins with what was counted before; with nothing if these bytes are none.
    pub fn from_bytes(saved: Vec<u8>) -> Indexer {
        Indexer {
            saved,
            ..Indexer::default()
        }
    }

    /// Makes the index of these documents.
    pub fn index(&mut self, documents: &[Document], labels: &Labels) -> Vec<IndexFile> {
        let saved = mem::take(&mut self.saved);
        if let Some(counter) = Counter::from_bytes(&saved) {
            self.counter = counter;
        }
        let keys = key::keys(documents);
        let counts = self.counter.count(documents, &keys, labels.stop_words());
        files::files(documents, &keys, labels, &counts, &mut self.chunks)
    }
}
