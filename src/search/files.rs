//! Counts → files: a root, and shards that are asked for one by one.

use super::count::{Counts, Term, utf16_order};
use super::{Document, IndexFile, Label, Labels, encode};
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Version of the format; scripts of another version do not read it.
const VERSION: u32 = 1;
/// Documents whose titles and summaries share a shard.
const DOCUMENTS_A_SHARD: usize = 16;
/// If all terms, titles and summaries take at most so many bytes, the root holds them.
const MOST_IN_ROOT: usize = 340_000;
/// A shard of terms is cut after so many bytes, where the next term allows it.
const TERMS_SHARD: usize = 8_000;
/// A shard of terms is cut after so many bytes in any case, at the next term.
const TERMS_SHARD_MOST: usize = 20_000;
/// A shard of words to correct misspellings with is cut after so many bytes.
const SPELLING_SHARD: usize = 16_000;
/// A shard of texts is cut after so many bytes.
const TEXTS_SHARD: usize = 9_000;
/// More bytes of a document's text are not kept for passages.
const TEXT_MOST: usize = 60_000;
/// Shorter words are not corrected.
const SHORTEST_CORRECTED: usize = 4;

/// What every query needs.
#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    english: bool,
    /// Words that say little.
    weak: &'a str,
    documents: usize,
    /// Of each document: title, prose, code.
    lengths: String,
    levels: Vec<(&'a str, &'a str, &'a [String])>,
    topics: Vec<(&'a str, &'a str, &'a [String])>,
    /// So many documents one after another have this level and topic; 0 is none.
    runs: Vec<(usize, usize, usize)>,
    synonyms: &'a [Vec<String>],
    /// Documents whose titles and summaries share a shard.
    together: usize,
    /// The first term of each shard of terms, and its name.
    terms: Vec<(String, String)>,
    /// The first word, reversed, of each shard of spellings, and its name.
    spellings: Vec<(String, String)>,
    /// Names of the shards of titles and summaries.
    titles: Vec<String>,
    /// The shards that the root holds itself.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    inside: BTreeMap<&'a str, Inside<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Inside<'a> {
    Terms(&'a TermShard),
    Titles(&'a TitleShard<'a>),
}

#[derive(Serialize, Default)]
struct TermShard {
    words: String,
    /// In how many documents each stands.
    counts: String,
    /// The documents, each by its distance from the one before.
    documents: String,
    frequencies: String,
}

#[derive(Serialize)]
struct TitleShard<'a> {
    addresses: Vec<&'a str>,
    titles: Vec<&'a str>,
    summaries: Vec<&'a str>,
    /// Of how many documents each shard of texts holds the text, and its name.
    texts: Vec<(usize, String)>,
}

/// Heading, its id, prose and code.
type Text<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The files of the documents of one shard of titles.
struct Chunk {
    /// Of how many documents each file of texts holds the text, and the file.
    texts: Vec<(usize, IndexFile)>,
    /// The shard itself, unless the root holds it.
    titles: Option<IndexFile>,
}

/// The chunks of the last index by the keys of their documents.
#[derive(Default)]
pub(super) struct Chunks(FxHashMap<Hash, Arc<Chunk>>);

impl Chunks {
    /// The chunks of these documents, of which only the new ones are made.
    fn update(
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

fn title_shard<'a>(documents: &'a [Document], texts: &[(usize, IndexFile)]) -> TitleShard<'a> {
    TitleShard {
        addresses: documents.iter().map(|d| d.address).collect(),
        titles: documents.iter().map(|d| d.title).collect(),
        summaries: documents.iter().map(|d| d.summary).collect(),
        texts: texts
            .iter()
            .map(|(count, file)| (*count, name(file)))
            .collect(),
    }
}

/// Makes all files of the index; `keys` are the documents'.
pub(super) fn files(
    documents: &[Document],
    keys: &[Hash],
    labels: &Labels,
    counts: &Counts,
    chunks: &mut Chunks,
) -> Vec<IndexFile> {
    let all_terms = counts.terms();
    let small = size(documents, &all_terms) <= MOST_IN_ROOT;
    let together = match small {
        true => documents.len().max(1),
        false => DOCUMENTS_A_SHARD,
    };
    let chunks = chunks.update(documents, keys, together, small);
    let mut files: Vec<IndexFile> = chunks
        .iter()
        .flat_map(|chunk| &chunk.texts)
        .map(|(_, file)| file.clone())
        .collect();
    let mut root = root(documents, labels, counts, together);
    let (terms, titles);
    if small {
        terms = term_shard(&all_terms);
        let texts = chunks.first().map_or(&[][..], |chunk| &chunk.texts);
        titles = title_shard(documents, texts);
        root.terms = vec![(String::new(), String::new())];
        root.titles = vec![String::new()];
        root.inside = BTreeMap::from([
            ("w0", Inside::Terms(&terms)),
            ("d0", Inside::Titles(&titles)),
        ]);
    } else {
        let shards: Vec<(String, IndexFile)> = cut_terms(&all_terms)
            .into_par_iter()
            .enumerate()
            .map(|(index, terms)| (first(terms), file(&format!("w{index}"), &term_shard(terms))))
            .collect();
        for (first, shard) in shards {
            root.terms.push((first, name(&shard)));
            files.push(shard);
        }
        for shard in chunks.iter().filter_map(|chunk| chunk.titles.clone()) {
            root.titles.push(name(&shard));
            files.push(shard);
        }
        for (index, (first, words)) in spellings(&all_terms).into_iter().enumerate() {
            let named = file(&format!("s{index}"), &words);
            root.spellings.push((first, name(&named)));
            files.push(named);
        }
    }
    let root = file("root", &root);
    // The one file whose name says nothing of what it holds: it names the root.
    files.push(IndexFile {
        path: "search/index.js".to_owned(),
        bytes: script("index", &name(&root)).into(),
    });
    files.push(root);
    files
}

/// The first of some terms.
fn first(terms: &[Term]) -> String {
    terms
        .first()
        .map_or_else(String::new, |(term, _)| (*term).to_owned())
}

fn root<'a>(
    documents: &[Document],
    labels: &'a Labels,
    counts: &Counts,
    together: usize,
) -> Root<'a> {
    let mut lengths = String::with_capacity(3 * documents.len());
    for length in &counts.lengths {
        encode::number(length.title, &mut lengths);
        encode::length(length.prose, &mut lengths);
        encode::length(length.code, &mut lengths);
    }
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for document in documents {
        let number = |place: Option<usize>| place.map_or(0, |place| place + 1);
        let (level, topic) = (number(document.level), number(document.topic));
        match runs.last_mut() {
            Some(run) if (run.1, run.2) == (level, topic) => run.0 += 1,
            _ => runs.push((1, level, topic)),
        }
    }
    Root {
        version: VERSION,
        english: labels.is_english(),
        weak: labels.weak(),
        documents: documents.len(),
        lengths,
        levels: labels.levels.iter().map(label).collect(),
        topics: labels.topics.iter().map(label).collect(),
        runs,
        synonyms: &labels.synonyms,
        together,
        terms: Vec::new(),
        spellings: Vec::new(),
        titles: Vec::new(),
        inside: BTreeMap::new(),
    }
}

fn label(label: &Label) -> (&str, &str, &[String]) {
    (&label.id, &label.title, &label.aliases)
}

/// About how many bytes terms, titles and summaries take.
fn size(documents: &[Document], terms: &[Term]) -> usize {
    let shown: usize = documents
        .iter()
        .map(|d| d.address.len() + d.title.len() + d.summary.len())
        .sum();
    let terms: usize = terms
        .iter()
        .map(|(_, postings)| 5 + 2 * postings.len())
        .sum();
    shown + terms
}

/// Cuts the terms into shards. Where a cut may stand is decided by the term
/// after it, so a shard that grows seldom moves the borders of those behind it.
fn cut_terms<'a, 'b>(terms: &'b [Term<'a>]) -> Vec<&'b [Term<'a>]> {
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

fn term_shard(terms: &[Term]) -> TermShard {
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
fn spellings(terms: &[Term]) -> Vec<(String, String)> {
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

/// The texts of documents in files, each with the number of its documents.
fn text_files(documents: &[Document], shard: usize) -> Vec<(usize, IndexFile)> {
    let mut files = Vec::new();
    let mut texts: Vec<Vec<Text>> = Vec::new();
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
fn text<'a>(document: &Document<'a>) -> (Vec<Text<'a>>, usize) {
    let mut left = TEXT_MOST;
    let mut take = |text: &'a str| {
        let mut end = left.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        left -= end;
        &text[..end]
    };
    let text = document
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
    (text, TEXT_MOST - left)
}

/// A file named by what it holds.
fn file(stem: &str, data: &impl Serialize) -> IndexFile {
    let bytes = script(stem, data);
    let hash = blake3::hash(&bytes).to_hex();
    IndexFile {
        path: format!("search/{stem}.{}.js", &hash[..10]),
        bytes: bytes.into(),
    }
}

/// The hash in a file's name.
fn name(file: &IndexFile) -> String {
    file.path.rsplit('.').nth(1).unwrap_or_default().to_owned()
}

/// A script that hands the data over, whether it runs before the engine or after.
fn script(stem: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("(self.studypressSearch??=[]).push([\"{stem}\",").into_bytes();
    // Plain data with string keys written to memory cannot fail.
    let _ = serde_json::to_writer(&mut bytes, data);
    bytes.extend_from_slice(b"]);\n");
    bytes
}
