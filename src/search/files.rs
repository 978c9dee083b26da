//! Counts → files: a root, and shards that are asked for one by one.

use super::documents::{Chunks, TitleShard, title_shard};
use super::postings::{Counts, Term};
use super::script::{file, hash_in_name, named};
use super::synonyms::{Synonyms, known, synonyms};
use super::terms::{TermShard, cut_terms, first, spellings, term_shard};
use super::{Document, IndexFile, Label, Labels, encode};
use blake3::Hash;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the format; scripts of another version do not read it.
const VERSION: u32 = 4;
/// Documents whose titles and summaries share a shard.
const DOCUMENTS_A_SHARD: usize = 16;
/// If all terms, titles and summaries take at most so many bytes, the root holds them.
const MOST_IN_ROOT: usize = 340_000;

/// What every query needs.
#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    english: bool,
    #[serde(rename = "weak")]
    stop_words: &'a str,
    documents: usize,
    /// Of all documents: those of titles, of prose, of code.
    lengths: [String; 3],
    levels: Vec<(&'a str, &'a str, &'a [String])>,
    topics: Vec<(&'a str, &'a str, &'a [String])>,
    /// The tag that most documents have, to show how one is typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    /// How many documents stand one after another with the same level and topic, and the
    /// places of both counted from 1; 0 stands for none.
    runs: Vec<(usize, usize, usize)>,
    synonyms: Vec<Synonyms<'a>>,
    thesaurus: Vec<Synonyms<'a>>,
    /// Words that are in no document and are not misspelt, with spaces between them.
    known: String,
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
    let together = if small {
        documents.len().max(1)
    } else {
        DOCUMENTS_A_SHARD
    };
    let chunks = chunks.update(documents, keys, together, small);
    let mut files: Vec<IndexFile> = chunks
        .iter()
        .flat_map(|chunk| &chunk.texts)
        .map(|(_, file)| file.clone())
        .collect();
    let mut root = root(documents, labels, counts, &all_terms, together);
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
            root.terms.push((first, hash_in_name(&shard)));
            files.push(shard);
        }
        for shard in chunks.iter().filter_map(|chunk| chunk.titles.clone()) {
            root.titles.push(hash_in_name(&shard));
            files.push(shard);
        }
        for (index, (first, words)) in spellings(&all_terms).into_iter().enumerate() {
            let shard = file(&format!("s{index}"), &words);
            root.spellings.push((first, hash_in_name(&shard)));
            files.push(shard);
        }
    }
    let root = file("root", &root);
    // The one file without a hash in its name: it gives the root's.
    files.push(named("index", &hash_in_name(&root)));
    files.push(root);
    files
}

fn root<'a>(
    documents: &[Document<'a>],
    labels: &'a Labels,
    counts: &Counts,
    terms: &[Term],
    together: usize,
) -> Root<'a> {
    let mut lengths = [const { String::new() }; 3];
    for length in &counts.lengths {
        encode::number(length.title, &mut lengths[0]);
        encode::length(length.prose, &mut lengths[1]);
        encode::length(length.code, &mut lengths[2]);
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
        stop_words: labels.stop_words(),
        documents: documents.len(),
        lengths,
        levels: labels.levels.iter().map(label).collect(),
        topics: labels.topics.iter().map(label).collect(),
        tag: most_frequent_tag(documents),
        runs,
        synonyms: synonyms(&labels.synonyms, terms),
        thesaurus: synonyms(&labels.thesaurus, terms),
        known: known(labels, terms),
        together,
        terms: Vec::new(),
        spellings: Vec::new(),
        titles: Vec::new(),
        inside: BTreeMap::new(),
    }
}

/// The tag that most documents have: of several the first by name.
fn most_frequent_tag<'a>(documents: &[Document<'a>]) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in documents.iter().flat_map(|document| &document.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    // Of equal ones `max_by_key` takes the last.
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(tag, _)| tag)
}

fn label(label: &Label) -> (&str, &str, &[String]) {
    (&label.id, &label.title, &label.aliases)
}

/// About how many bytes terms, titles and summaries take.
fn size(documents: &[Document], terms: &[Term]) -> usize {
    let shown: usize = documents
        .iter()
        .map(|d| {
            let tags: usize = d.tags.iter().map(|tag| tag.len()).sum();
            d.address.len() + d.title.len() + d.summary.len() + tags
        })
        .sum();
    let terms: usize = terms
        .iter()
        .map(|(_, postings)| 5 + 2 * postings.len())
        .sum();
    shown + terms
}
