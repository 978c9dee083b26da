//! The way from files to outputs, stage by stage. Each command walks it as
//! far as it needs.
//!
//! A walk may begin with what the one before it found ([`Memory`]); then only
//! what the changed files reach is made again, and the result is the same.

use crate::assets::{self, Assets};
use crate::config::{BaseUrl, Config, parse as parse_config};
use crate::diagnostic::{self, Checked, Diagnostic, codes};
use crate::guide::{self, Guide, Kind, Parts, Route, Vectors};
use crate::question::{self, Page, Parsed, Question};
use crate::read::{CONFIG_FILE, File, Files};
use crate::render::{self, Keys, Made, Output, Pending, Renderer};
use crate::search::{IndexFile, Indexer};
use crate::stopwatch::{HIGHLIGHT, Stopwatch};
use crate::strings;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// What the command line may say about a build, beside where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Drafts are part of the site.
    pub drafts: bool,
    /// Takes the place of `base_url`.
    pub base_url: Option<BaseUrl>,
}

/// A site that is ready to be rendered.
pub struct Site {
    /// Templates, set up for the guide.
    pub renderer: Renderer,
    /// The guide.
    pub guide: Guide,
    /// The files of `static/`.
    pub assets: Assets,
    index: OnceLock<Vec<IndexFile>>,
    /// Of rendering, highlighting included.
    rendering: Stopwatch,
    /// Of the search index, by the thread that makes it.
    indexing: Stopwatch,
    indexer: Arc<Mutex<Indexer>>,
    /// What the indexer leaves for another process.
    memory: OnceLock<Option<Vec<u8>>>,
}

/// How long each stage took, in the order in which they ran.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    /// What ran one after the other.
    pub stages: Vec<(&'static str, Duration)>,
    /// What many threads did within the last stage: the time of all of them together.
    pub within: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.stages.push((stage, start.elapsed()));
        result
    }
}

/// What a walk leaves for the next one over much the same files.
#[derive(Default)]
pub struct Memory {
    /// What `site.toml` said.
    config: Option<Config>,
    /// What each content file became.
    parsed: FxHashMap<String, Remembered>,
    /// The corpus of all questions, with their vectors.
    vectors: Vectors,
    /// What the search index was made of.
    indexer: Arc<Mutex<Indexer>>,
}

/// A content file and what it became.
struct Remembered {
    file: Arc<File>,
    content: Option<Content>,
    diagnostics: Vec<Diagnostic>,
}

/// The questions and the pages, in the order of their paths.
pub type Written = (Vec<Arc<Question>>, Vec<Arc<Page>>);

enum Content {
    Question(Arc<Question>),
    Page(Arc<Page>),
}

/// Walks from files to a site that can be rendered. All that is wrong is in
/// the diagnostics, sorted; with an error among them there may be no site.
pub fn prepare(
    files: &Files,
    settings: &Settings,
    timings: &mut Timings,
) -> (Option<Site>, Vec<Diagnostic>) {
    Memory::default().prepare(files, settings, timings)
}

impl Memory {
    /// What a site left as [`Site::memory`]; nothing if these bytes are none.
    pub fn from_bytes(bytes: Vec<u8>) -> Memory {
        Memory {
            indexer: Arc::new(Mutex::new(Indexer::from_bytes(bytes))),
            ..Memory::default()
        }
    }

    /// Does what [`prepare`] does, with less work where files are the same as
    /// the last time.
    pub fn prepare(
        &mut self,
        files: &Files,
        settings: &Settings,
        timings: &mut Timings,
    ) -> (Option<Site>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let site = self.prepare_into(files, settings, timings, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        (site, diagnostics)
    }

    fn prepare_into(
        &mut self,
        files: &Files,
        settings: &Settings,
        timings: &mut Timings,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Site> {
        let mut config = config(files.get(CONFIG_FILE)?, settings, diagnostics)?;
        config.strings = strings::collect(files, &config.language).into_value(diagnostics);
        let parsed = timings.measure("question", || self.questions(files, &config, diagnostics));
        let assets = timings.measure("assets", || assets::collect(files));
        let guide = timings.measure("guide", || {
            let addresses: BTreeMap<String, String> = assets
                .iter()
                .map(|(path, asset)| (path.clone(), asset.address.clone()))
                .collect();
            let parts = Parts {
                config,
                questions: parsed.0,
                pages: parsed.1,
                drafts: settings.drafts,
            };
            guide::assemble(parts, files, &addresses, &mut self.vectors).into_value(diagnostics)
        });
        check_templates(files, diagnostics);
        let renderer = timings.measure("templates", || {
            Renderer::new(assets::templates(files), &guide, &assets)
        });
        match renderer {
            Ok(renderer) => Some(Site {
                renderer,
                guide,
                assets,
                index: OnceLock::new(),
                rendering: Stopwatch::default(),
                indexing: Stopwatch::default(),
                indexer: Arc::clone(&self.indexer),
                memory: OnceLock::new(),
            }),
            Err(error) => {
                diagnostics.push(*error);
                None
            }
        }
    }

    /// The questions and pages, parsing only the files that are not known.
    fn questions(
        &mut self,
        files: &Files,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Written {
        if self
            .config
            .as_ref()
            .is_none_or(|known| !reads_alike(known, config))
        {
            self.parsed.clear();
        }
        self.config = Some(config.clone());
        let content: Vec<&Arc<File>> = files
            .shared_below("content")
            .filter(|file| file.path.ends_with(".md"))
            .collect();
        let known = |file: &Arc<File>| {
            let known = self.parsed.get(&file.path);
            known.is_some_and(|known| Arc::ptr_eq(&known.file, file) || known.file == *file)
        };
        let new: Vec<Remembered> = content
            .par_iter()
            .filter(|file| !known(file))
            .map(|file| remember(file, config))
            .collect();
        for new in new {
            self.parsed.insert(new.file.path.clone(), new);
        }
        if self.parsed.len() > content.len() {
            self.parsed.retain(|path, _| files.get(path).is_some());
        }
        // What is wrong with site.toml may be why a name is not known.
        let trusted = !diagnostics.iter().any(Diagnostic::is_error);
        let (mut questions, mut pages) = (Vec::with_capacity(content.len()), Vec::new());
        for parsed in content
            .iter()
            .filter_map(|file| self.parsed.get(&file.path))
        {
            let told = |diagnostic: &&Diagnostic| trusted || !diagnostic.code.of_names;
            diagnostics.extend(parsed.diagnostics.iter().filter(told).cloned());
            match &parsed.content {
                Some(Content::Question(question)) => questions.push(Arc::clone(question)),
                Some(Content::Page(page)) => pages.push(Arc::clone(page)),
                None => {}
            }
        }
        (questions, pages)
    }
}

fn remember(file: &Arc<File>, config: &Config) -> Remembered {
    let Checked {
        value: parsed,
        diagnostics,
    } = question::parse(file, config);
    Remembered {
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
        description: String::new(),
        base_url: None,
        author: None,
        repository: None,
        cname: None,
        ..config.clone()
    };
    without_words(a) == without_words(b)
}

/// Reads `site.toml` and the content, and no more: what `test` needs.
pub fn content(
    files: &Files,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Config, Written)> {
    let config = config(files.get(CONFIG_FILE)?, settings, diagnostics)?;
    let written = Memory::default().questions(files, &config, diagnostics);
    Some((config, written))
}

fn config(file: &File, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let mut config = parse_config(file).into_value(diagnostics)?;
    if settings.base_url.is_some() {
        config.base_url = settings.base_url.clone();
    }
    if config.base_url.is_none() && diagnostics.iter().all(|d| !d.is_error()) {
        diagnostics.push(
            Diagnostic::of_file(
                &codes::NO_BASE_URL,
                CONFIG_FILE,
                "without `base_url` there is no site map, no feed and no canonical address",
            )
            .help("set base_url = \"https://USER.github.io/REPO/\" when you know where the site will be"),
        );
    }
    Some(config)
}

/// Reports templates of the site that are not text.
fn check_templates(files: &Files, diagnostics: &mut Vec<Diagnostic>) {
    let found = files
        .below("templates")
        .filter_map(|file| file.text().err());
    diagnostics.extend(found);
}

impl Site {
    /// The files of the search index, made when they are first asked for.
    pub fn index(&self) -> &[IndexFile] {
        self.index.get_or_init(|| {
            let mut indexer = self.indexer.lock().unwrap_or_else(|poisoned| {
                // A thread that panicked may have left it in the middle of something.
                let mut indexer = poisoned.into_inner();
                *indexer = Indexer::default();
                indexer
            });
            let index = || render::index(&self.guide, &mut indexer);
            self.indexing.measure(index)
        })
    }

    /// Makes every output, in parallel and in no order.
    pub fn outputs<'a>(
        &'a self,
        files: &'a Files,
    ) -> impl ParallelIterator<Item = Result<Output<'a>, Box<Diagnostic>>> {
        self.pending(files, None).map(|Pending { path, make, .. }| {
            let bytes = make()?;
            Ok(Output { path, bytes })
        })
    }

    /// Every output before it is made, in parallel and in no order; with `keys` where
    /// there are any.
    pub fn pending<'a>(
        &'a self,
        files: &'a Files,
        keys: Option<&'a Keys>,
    ) -> impl ParallelIterator<Item = Pending<'a>> {
        // The index is made beside the pages: parts of the work on it cannot be shared out.
        // So is what it leaves for the next build, if there are keys for one.
        let index = rayon::iter::once(()).flat_map(move |()| {
            let index = self.index();
            if keys.is_some() {
                self.memory();
            }
            index.par_iter().map(move |file| Pending {
                path: file.path.clone(),
                key: keys.map(|keys| keys.of_index(file)),
                make: Box::new(|| Ok(Cow::Borrowed(&file.bytes))),
            })
        });
        let routes = self.guide.routes.all().par_iter();
        index.chain(routes.map(move |route| self.page(files, keys, route)))
    }

    /// Some of the pages and files before they are made, without the search index.
    pub fn some<'a>(
        &'a self,
        files: &'a Files,
        is_wanted: impl Fn(&Kind) -> bool + Sync + Send + 'a,
    ) -> impl ParallelIterator<Item = Pending<'a>> {
        let routes = self.guide.routes.all().par_iter();
        routes
            .filter(move |route| is_wanted(&route.kind))
            .map(move |route| self.page(files, None, route))
    }

    /// A page or file before it is made.
    pub fn page<'a>(
        &'a self,
        files: &'a Files,
        keys: Option<&'a Keys>,
        route: &'a Route,
    ) -> Pending<'a> {
        Pending {
            path: route.address.to_string(),
            key: keys.and_then(|keys| keys.of(&self.guide, &route.kind)),
            make: Box::new(move || self.made(files, &route.kind)),
        }
    }

    /// What a page or file holds.
    pub fn made<'a>(&'a self, files: &'a Files, kind: &Kind) -> Made<'a> {
        let output = || render::output(&self.renderer, &self.guide, files, &self.assets, kind);
        self.rendering.measure(output)
    }

    /// How long the work on outputs took so far that threads share, each in the middle
    /// of the next.
    pub fn shared_work(&self) -> [(&'static str, Duration); 3] {
        let highlight = HIGHLIGHT.total();
        let render = self.rendering.total().saturating_sub(highlight);
        let index = self.indexing.total();
        [
            ("render", render),
            ("highlight", highlight),
            ("index", index),
        ]
    }

    /// What the next walk may begin with, in another process, once the index is made;
    /// `None` if that is what this one began with.
    pub fn memory(&self) -> Option<&[u8]> {
        let memory = || self.indexer.lock().ok()?.to_bytes();
        self.memory.get_or_init(memory).as_deref()
    }

    /// What tells which outputs are as they were before.
    pub fn keys(&self, files: &Files) -> Option<Keys> {
        Keys::new(&self.renderer, &self.guide, files)
    }
}
