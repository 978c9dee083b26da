//! The incremental state: what one walk leaves for the next one over much the same files.

use crate::config::{Book, Config, Practice};
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::Vectors;
use crate::question::{self, Page, Parsed, Question};
use crate::read::{File, Files, markdown_stem};
use crate::search::Indexer;
use crate::syntaxes::{self, Syntaxes};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// What a walk may begin with instead of nothing: what the one before it found out.
#[derive(Default)]
pub struct Incremental {
    /// What `site.toml` said.
    config: Option<Config>,
    /// The grammars of the site's own.
    syntaxes: Checked<Syntaxes>,
    /// What each content file became.
    parsed: FxHashMap<String, ParsedFile>,
    /// The corpus of all questions, with their vectors.
    pub(super) vectors: Vectors,
    /// What the search index was made of.
    pub(super) indexer: Arc<Mutex<Indexer>>,
}

/// A content file and what it became.
struct ParsedFile {
    file: Arc<File>,
    content: Option<Content>,
    diagnostics: Vec<Diagnostic>,
}

enum Content {
    Question(Arc<Question>),
    Page(Arc<Page>),
}

/// The content that authors wrote, in the order of its paths.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The questions.
    pub questions: Vec<Arc<Question>>,
    /// The plain pages.
    pub pages: Vec<Arc<Page>>,
}

impl Incremental {
    /// Reads what [`Site::incremental_state`](super::Site::incremental_state) gave. Other bytes give an empty state.
    pub fn from_bytes(bytes: Vec<u8>) -> Incremental {
        Incremental {
            indexer: Arc::new(Mutex::new(Indexer::from_bytes(bytes))),
            ..Incremental::default()
        }
    }

    /// The questions and pages; only the files that are new or changed are parsed. Without `config_is_right`, levels,
    /// topics and sources that are not in `config` are no mistakes.
    pub(super) fn written(
        &mut self,
        files: &Files,
        config: &Config,
        config_is_right: bool,
    ) -> Checked<Written> {
        self.update(files, config);
        let mut written = Checked::<Written>::default();
        let wrong = self.syntaxes.diagnostics.iter().cloned();
        written.diagnostics.extend(wrong);
        for file in content_files(files) {
            let Some(parsed) = self.parsed.get(&file.path) else {
                continue;
            };
            let told = |diagnostic: &&Diagnostic| config_is_right || !diagnostic.code.of_names;
            let told = parsed.diagnostics.iter().filter(told).cloned();
            written.diagnostics.extend(told);
            let value = &mut written.value;
            match &parsed.content {
                Some(Content::Question(question)) => value.questions.push(Arc::clone(question)),
                Some(Content::Page(page)) => value.pages.push(Arc::clone(page)),
                None => {}
            }
        }
        written
    }

    /// Parses what is new or changed, and forgets what is gone.
    fn update(&mut self, files: &Files, config: &Config) {
        let old = self.config.as_ref();
        if old.is_none_or(|old| !reads_alike(old, config)) {
            self.parsed.clear();
        }
        if self.syntaxes.value.hash != syntaxes::hash(files) {
            self.parsed.clear();
            self.syntaxes = syntaxes::collect(files);
        }
        self.config = Some(config.clone());
        let syntaxes = &self.syntaxes.value;
        let content: Vec<&Arc<File>> = content_files(files).collect();
        let known = |file: &Arc<File>| {
            let known = self.parsed.get(&file.path);
            known.is_some_and(|known| Arc::ptr_eq(&known.file, file) || known.file == *file)
        };
        let new: Vec<ParsedFile> = content
            .par_iter()
            .filter(|file| !known(file))
            .map(|file| parse(file, config, syntaxes))
            .collect();
        for new in new {
            self.parsed.insert(new.file.path.clone(), new);
        }
        if self.parsed.len() > content.len() {
            self.parsed.retain(|path, _| files.get(path).is_some());
        }
    }
}

fn content_files(files: &Files) -> impl Iterator<Item = &Arc<File>> {
    let content = files.shared_below("content");
    content.filter(|file| markdown_stem(&file.path).is_some())
}

fn parse(file: &Arc<File>, config: &Config, syntaxes: &Syntaxes) -> ParsedFile {
    let Checked {
        value: parsed,
        diagnostics,
    } = question::parse(file, config, syntaxes);
    ParsedFile {
        file: Arc::clone(file),
        content: parsed.map(|parsed| match parsed {
            Parsed::Question(question) => Content::Question(question.into()),
            Parsed::Page(page) => Content::Page(page.into()),
        }),
        diagnostics,
    }
}

/// Whether content files become the same under both: what only pages show
/// may differ.
fn reads_alike(a: &Config, b: &Config) -> bool {
    let without_words = |config: &Config| Config {
        title: String::new(),
        id: None,
        description: String::new(),
        base_url: None,
        author: None,
        repository: None,
        cname: None,
        practice: Practice::default(),
        book: Book::default(),
        ..config.clone()
    };
    without_words(a) == without_words(b)
}
