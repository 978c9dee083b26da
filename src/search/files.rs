//! Counts → files: a root, and shards that are asked for one by one.

use super::count::{Counts, Posting, utf16_order};
use super::{Document, IndexFile, Label, Labels, encode};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the format; scripts of another version do not read it.
const VERSION: u32 = 1;
/// Documents whose titles and summaries share a shard.
const DOCUMENTS_A_SHARD: usize = 16;
/// If all terms, titles and summaries take at most so many bytes, the root holds them.
const MOST_IN_ROOT: usize = 340_000;
/// A shard of terms is cut after so many bytes, where the next term allows it.
const TERMS_SHARD: usize = 14_000;
/// A shard of terms is cut after so many bytes in any case, at the next term.
const TERMS_SHARD_MOST: usize = 30_000;
/// A shard of words to correct misspellings with is cut after so many bytes.
const SPELLING_SHARD: usize = 16_000;
/// A shard of texts is cut after so many bytes.
const TEXTS_SHARD: usize = 20_000;
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

/// A shard of terms before it is named, with its first term.
struct Cut {
    first: String,
    shard: TermShard,
}

/// Makes all files of the index.
pub(super) fn files(documents: &[Document], labels: &Labels, counts: &Counts) -> Vec<IndexFile> {
    let mut files = Vec::new();
    let size = size(documents, counts);
    let small = size <= MOST_IN_ROOT;
    let together = match small {
        true => documents.len().max(1),
        false => DOCUMENTS_A_SHARD,
    };
    let (titles, mut texts) = title_shards(documents, together);
    files.append(&mut texts);
    let terms = match small {
        true => vec![term_shard(&counts.terms)],
        false => cut_terms(&counts.terms)
            .into_par_iter()
            .map(term_shard)
            .collect(),
    };
    let mut root = root(documents, labels, counts, together);
    if small {
        root.terms = vec![(String::new(), String::new())];
        root.titles = vec![String::new()];
        root.inside = terms
            .iter()
            .map(|cut| ("w0", Inside::Terms(&cut.shard)))
            .chain(titles.iter().map(|shard| ("d0", Inside::Titles(shard))))
            .collect();
    } else {
        let named: Vec<IndexFile> = terms
            .par_iter()
            .enumerate()
            .map(|(index, cut)| file(&format!("w{index}"), &cut.shard))
            .collect();
        root.terms = terms
            .iter()
            .map(|cut| cut.first.clone())
            .zip(named.iter().map(name))
            .collect();
        files.extend(named);
        let named: Vec<IndexFile> = titles
            .par_iter()
            .enumerate()
            .map(|(index, shard)| file(&format!("d{index}"), shard))
            .collect();
        root.titles = named.iter().map(name).collect();
        files.extend(named);
        for (index, (first, words)) in spellings(&counts.terms).into_iter().enumerate() {
            let named = file(&format!("s{index}"), &words);
            root.spellings.push((first, name(&named)));
            files.push(named);
        }
    }
    let root = file("root", &root);
    // The one file whose name says nothing of what it holds: it names the root.
    files.push(IndexFile {
        path: "search/index.js".to_owned(),
        bytes: script("index", &name(&root)),
    });
    files.push(root);
    files
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
fn size(documents: &[Document], counts: &Counts) -> usize {
    let shown: usize = documents
        .iter()
        .map(|d| d.address.len() + d.title.len() + d.summary.len())
        .sum();
    let terms: usize = counts
        .terms
        .iter()
        .map(|(_, postings)| 5 + 2 * postings.len())
        .sum();
    shown + terms
}

/// Cuts the terms into shards. Where a cut may stand is decided by the term
/// after it, so a shard that grows seldom moves the borders of those behind it.
fn cut_terms(terms: &[(Box<str>, Vec<Posting>)]) -> Vec<&[(Box<str>, Vec<Posting>)]> {
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

fn term_shard(terms: &[(Box<str>, Vec<Posting>)]) -> Cut {
    let mut shard = TermShard::default();
    let mut before = "";
    for (term, postings) in terms {
        encode::word(term, before, &mut shard.words);
        before = term;
        encode::number(postings.len(), &mut shard.counts);
        let mut next = 0;
        for posting in postings {
            encode::number(posting.document as usize - next, &mut shard.documents);
            next = posting.document as usize + 1;
            encode::frequency(posting, &mut shard.frequencies);
        }
    }
    Cut {
        first: terms
            .first()
            .map_or_else(String::new, |(term, _)| term.to_string()),
        shard,
    }
}

/// The words that may be meant by a misspelt one, ordered by their ends: the
/// shards of terms are ordered by beginnings, so one of the two has a word whose
/// other half is misspelt.
fn spellings(terms: &[(Box<str>, Vec<Posting>)]) -> Vec<(String, String)> {
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

/// The shards of titles, and the files of texts that they name.
fn title_shards(documents: &[Document], together: usize) -> (Vec<TitleShard<'_>>, Vec<IndexFile>) {
    documents
        .par_chunks(together)
        .enumerate()
        .map(|(index, documents)| {
            let files = text_files(documents, index);
            let shard = TitleShard {
                addresses: documents.iter().map(|d| d.address.as_str()).collect(),
                titles: documents.iter().map(|d| d.title.as_str()).collect(),
                summaries: documents.iter().map(|d| d.summary.as_str()).collect(),
                texts: files
                    .iter()
                    .map(|(count, file)| (*count, name(file)))
                    .collect(),
            };
            (shard, files.into_iter().map(|(_, file)| file))
        })
        .fold(
            || (Vec::new(), Vec::new()),
            |(mut shards, mut all), (shard, files)| {
                shards.push(shard);
                all.extend(files);
                (shards, all)
            },
        )
        .reduce(
            || (Vec::new(), Vec::new()),
            |(mut shards, mut files), (mut more_shards, mut more_files)| {
                shards.append(&mut more_shards);
                files.append(&mut more_files);
                (shards, files)
            },
        )
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
fn text(document: &Document) -> (Vec<Text<'_>>, usize) {
    let mut left = TEXT_MOST;
    let mut take = |text: &'_ str| {
        let mut end = left.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        left -= end;
        end
    };
    let text = document
        .sections
        .iter()
        .map(|section| {
            (
                &section.title[..take(&section.title)],
                section.id.as_str(),
                &section.text[..take(&section.text)],
                &section.code[..take(&section.code)],
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
        bytes,
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
