//! Documents → the shards of their titles and summaries, and of their texts.

use super::script::{file, hash_in_name};
use super::{Document, IndexFile};
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::Arc;

/// A shard of texts is cut after so many bytes.
const TEXTS_SHARD: usize = 4_500;
/// More bytes of a document's text are not kept for passages.
const TEXT_MOST: usize = 60_000;

/// What is shown of some documents, and where their texts are.
#[derive(Serialize)]
pub(super) struct TitleShard<'a> {
    addresses: Vec<&'a str>,
    titles: Vec<&'a str>,
    summaries: Vec<&'a str>,
    tags: Vec<&'a [&'a str]>,
    /// Of how many documents each shard of texts holds the text, and its name.
    texts: Vec<(usize, String)>,
}

/// Other ways to ask for a document, and of each section its heading, its id, prose and code.
type Text<'a> = (&'a [&'a str], Vec<(&'a str, &'a str, &'a str, &'a str)>);

/// The files of the documents of one shard of titles.
pub(super) struct Chunk {
    /// Of how many documents each file of texts holds the text, and the file.
    pub texts: Vec<(usize, IndexFile)>,
    /// The shard itself, unless the root holds it.
    pub titles: Option<IndexFile>,
}

/// The chunks of the last index by the keys of their documents.
#[derive(Default)]
pub(super) struct Chunks(FxHashMap<Hash, Arc<Chunk>>);

impl Chunks {
    /// The chunks of these documents, of which only the new ones are made.
    pub fn update(
        &mut self,
        documents: &[Document],
        keys: &[Hash],
        together: usize,
        small: bool,
    ) -> Vec<Arc<Chunk>> {
        let known: Vec<(Hash, Arc<Chunk>)> = documents
            .par_chunks(together)
            .zip(keys.par_chunks(together))
            .enumerate()
            .map(|(index, (documents, keys))| {
                let key = chunk_key(index, keys, small);
                let known = self.0.get(&key).map(Arc::clone);
                (
                    key,
                    known.unwrap_or_else(|| Arc::new(chunk(documents, index, small))),
                )
            })
            .collect();
        let chunks = known.iter().map(|(_, chunk)| Arc::clone(chunk)).collect();
        self.0 = known.into_iter().collect();
        chunks
    }
}

fn chunk_key(index: usize, keys: &[Hash], small: bool) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(&(index as u64).to_le_bytes());
    hasher.update(&[u8::from(small)]);
    for key in keys {
        hasher.update(key.as_bytes());
    }
    hasher.finalize()
}

fn chunk(documents: &[Document], index: usize, small: bool) -> Chunk {
    let texts = text_files(documents, index);
    let titles = (!small).then(|| file(&format!("d{index}"), &title_shard(documents, &texts)));
    Chunk { texts, titles }
}

pub(super) fn title_shard<'a>(
    documents: &'a [Document],
    texts: &[(usize, IndexFile)],
) -> TitleShard<'a> {
    TitleShard {
        addresses: documents.iter().map(|d| d.address).collect(),
        titles: documents.iter().map(|d| d.title).collect(),
        summaries: documents.iter().map(|d| d.summary).collect(),
        tags: documents.iter().map(|d| &*d.tags).collect(),
        texts: texts
            .iter()
            .map(|(count, file)| (*count, hash_in_name(file)))
            .collect(),
    }
}

/// The texts of documents in files, each with the number of its documents.
fn text_files(documents: &[Document], shard: usize) -> Vec<(usize, IndexFile)> {
    let mut files = Vec::new();
    let mut texts: Vec<Text> = Vec::new();
    let mut size = 0;
    for (index, document) in documents.iter().enumerate() {
        let (text, bytes) = text(document);
        texts.push(text);
        size += bytes;
        if size >= TEXTS_SHARD || index + 1 == documents.len() {
            files.push((
                texts.len(),
                file(&format!("x{shard}-{}", files.len()), &texts),
            ));
            (texts, size) = (Vec::new(), 0);
        }
    }
    files
}

/// The text of a document, as far as it is kept, and its bytes.
fn text<'a>(document: &'a Document<'a>) -> (Text<'a>, usize) {
    let mut left = TEXT_MOST;
    let mut take = |text: &'a str| {
        let mut end = left.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        left -= end;
        &text[..end]
    };
    let sections = document
        .sections
        .iter()
        .map(|section| {
            (
                take(section.title),
                section.id,
                take(section.text),
                take(section.code),
            )
        })
        .collect();
    let asked: usize = document.asked_as.iter().map(|asked| asked.len()).sum();
    ((&document.asked_as, sections), asked + TEXT_MOST - left)
}
