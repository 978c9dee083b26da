//! Documents → a search index in files that a browser asks for as it needs
//! them. `docs/search-index.md` describes the files byte by byte; the scripts of
//! `static/js/search/` read them. Nothing here knows of pages and templates.

mod count;
mod documents;
mod encode;
mod files;
mod indexer;
mod key;
mod postings;
mod script;
mod synonyms;
mod terms;

pub use indexer::Indexer;

use blake3::Hash;
use std::borrow::Cow;
use std::sync::Arc;

/// What is searched: one page's worth of it, in the order of the answers that
/// are equally good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document<'a> {
    /// Address of its page from the root of the site.
    pub address: &'a str,
    /// Its title as it is shown, with code between backticks.
    pub title: &'a str,
    /// Its title as text.
    pub title_text: Cow<'a, str>,
    /// What it says in one breath, as text; may be empty.
    pub summary: &'a str,
    /// Its name in its address.
    pub name: &'a str,
    /// Other ways to ask for it.
    pub asked_as: Vec<&'a str>,
    /// Its tags, each written as in every other document that has it.
    pub tags: Vec<&'a str>,
    /// Place of its level in [`Labels::levels`].
    pub level: Option<usize>,
    /// Place of its topic in [`Labels::topics`].
    pub topic: Option<usize>,
    /// What it says.
    pub sections: Vec<Section<'a>>,
}

/// A heading and what stands below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Section<'a> {
    /// What an address may name it by, after `#`; empty before the first heading.
    pub id: &'a str,
    /// The heading; empty before the first.
    pub title: &'a str,
    /// The prose.
    pub text: &'a str,
    /// The code and its output.
    pub code: &'a str,
}

/// What all documents share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// BCP 47 tag of the language that they are written in.
    pub language: String,
    /// The levels.
    pub levels: Vec<Label>,
    /// The topics.
    pub topics: Vec<Label>,
    /// Groups of texts that mean the same, as the site says.
    pub synonyms: Vec<Vec<String>>,
    /// Groups of texts that mean much the same, as the field's people use them.
    pub thesaurus: Vec<Vec<String>>,
    /// Words of the field that are not taken for misspellings of others.
    pub known: Vec<String>,
}

/// A level or topic that answers can be restricted to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// What is typed after `level:` or `topic:`.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// What may be typed besides.
    pub aliases: Vec<String>,
}

/// The folder of the index, from the root of the site.
pub const INDEX_FOLDER: &str = "search/";

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Its path from the root of the site.
    pub path: String,
    /// What it holds: a script. Shared with the indexes before and after.
    pub bytes: Arc<Vec<u8>>,
    /// The hash of what it holds.
    pub hash: Hash,
}

/// English words, and signs, that say little of what is asked for. They count less in a
/// query that has others, and not at all in the length of a title.
const STOP_WORDS: &str = "a about an and any are as at be between by can could did difference do does \
    doing for from get gets give has have how i if in into is it its make me mean means my of on \
    one or should so some than that the their them then there these they this to use used using \
    versus vs was way we what when where which while who why will with without work works would \
    you your @ = * / + < > | & # % () [] {}";

impl Labels {
    fn is_english(&self) -> bool {
        self.language == "en" || self.language.starts_with("en-")
    }

    /// The stop words of this language, with spaces between them.
    fn stop_words(&self) -> &'static str {
        if self.is_english() { STOP_WORDS } else { "" }
    }
}
