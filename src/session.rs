//! A guide that is built again and again while its files change: what
//! `studypress serve` keeps between one save and the next.

use crate::assets::STYLE_SHEET;
use crate::config::BaseUrl;
use crate::diagnostic::{self, Diagnostic};
use crate::guide::Kind;
use crate::pipeline::{self, Incremental, Settings, Site};
use crate::playground::{self, Stamp};
use crate::read::{self, Files};
use crate::search::INDEX_FOLDER;
use crate::stopwatch::Timings;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::Arc;

/// The files of a guide, what was made of them, and the last site without mistakes.
pub struct Session {
    root: PathBuf,
    settings: Settings,
    incremental: Incremental,
    /// Of the files that run code in the pages.
    stamp: Stamp,
    /// What was read last.
    pub files: Arc<Files>,
    /// What could not be read.
    unread: Vec<Diagnostic>,
    /// All that is wrong with the files, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The last site without mistakes.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Rises with every new snapshot that differs in more than its style sheet.
    pub version: u64,
    /// How long the stages of the last walk took.
    pub timings: Timings,
}

/// A site without mistakes at one moment, whose outputs are made on demand.
pub struct Snapshot {
    site: Site,
    files: Arc<Files>,
}

/// Files as they were read, and what could not be.
pub struct Read {
    files: Files,
    unread: Vec<Diagnostic>,
}

impl Session {
    /// A session for the guide in a folder; nothing is read yet.
    pub fn new(root: PathBuf, settings: Settings) -> Session {
        Session {
            root,
            settings,
            incremental: Incremental::default(),
            stamp: Stamp::default(),
            files: Arc::default(),
            unread: Vec::new(),
            diagnostics: Vec::new(),
            snapshot: None,
            version: 0,
            timings: Timings::default(),
        }
    }

    /// Reads everything.
    pub fn read(&self) -> Read {
        let read = read::site(&self.root);
        Read {
            files: read.value,
            unread: read.diagnostics,
        }
    }

    /// Reads what these paths have become, and everything where that is not enough.
    pub fn read_changed(&self, paths: &BTreeSet<String>) -> Read {
        let paths = paths.iter().map(String::as_str);
        let changed = if self.unread.is_empty() {
            read::changed(&self.root, &self.files, paths)
        } else {
            None
        };
        match changed {
            Some(files) => Read {
                files,
                unread: Vec::new(),
            },
            None => self.read(),
        }
    }

    /// Whether a file that had something in it is gone or empty: perhaps an
    /// editor is about to put it back.
    pub fn has_lost(&self, read: &Read) -> bool {
        let holds = |files: &Files, path| files.get(path).is_some_and(|f| !f.bytes.is_empty());
        let mut changed = self.files.differing(&read.files).into_iter();
        changed.any(|path| holds(&self.files, path) && !holds(&read.files, path))
    }

    /// Makes the site of what was read. Whether anything is different now.
    pub fn take(&mut self, read: Read) -> bool {
        let changed = self.files.differing(&read.files);
        if changed.is_empty() && self.unread == read.unread && self.version > 0 {
            return false;
        }
        let had_errors = self.has_errors();
        let each_kind = had_errors || !changed.iter().all(|path| path.starts_with("content/"));
        let style_alone = changed
            .iter()
            .all(|path| path.starts_with("static/css/") && path.ends_with(".css"));
        self.timings = Timings::default();
        let mut diagnostics = Vec::new();
        self.settings.runtime =
            playground::find(&self.root, &read.files, &mut self.stamp).into_value(&mut diagnostics);
        let site = pipeline::prepare_from(
            &mut self.incremental,
            &read.files,
            &self.settings,
            &mut self.timings,
        );
        let site = site.into_value(&mut diagnostics);
        diagnostics.extend(read.unread.iter().cloned());
        if let Some(site) = &site {
            // At the start everything is new, and one of each kind tells enough.
            let pages = if self.version > 0 { &changed[..] } else { &[] };
            diagnostics.extend(failing(site, &read.files, pages, each_kind));
        }
        self.files = Arc::new(read.files);
        self.unread = read.unread;
        if let Some(site) = site
            && diagnostics.iter().all(|d| !d.is_error())
        {
            let files = Arc::clone(&self.files);
            self.snapshot = Some(Arc::new(Snapshot { site, files }));
        }
        diagnostic::sort(&mut diagnostics);
        self.diagnostics = diagnostics;
        if self.version == 0 || !self.has_errors() && (had_errors || !style_alone) {
            self.version += 1;
        }
        true
    }

    /// Whether the files have mistakes that a build would refuse.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// What is wrong with the pages of the changed files, and if `each_kind`, with
/// the first output of each kind: a template that fails shows it only when used.
fn failing(site: &Site, files: &Files, changed: &[&str], each_kind: bool) -> Vec<Diagnostic> {
    let mut seen: Vec<Discriminant<Kind>> = Vec::new();
    let mut is_first = |kind: &Kind| {
        let kind = discriminant(kind);
        let new = each_kind && !seen.contains(&kind);
        if new {
            seen.push(kind);
        }
        new
    };
    let changed: FxHashSet<&str> = changed.iter().copied().collect();
    let has_changed = |kind: &Kind| changed.contains(site.guide.file(kind));
    let kinds = site.guide.routes.all().iter().map(|route| &route.kind);
    let tried: Vec<&Kind> = kinds
        .filter(|kind| is_first(kind) || has_changed(kind))
        .collect();
    let failed: Vec<Box<Diagnostic>> = tried
        .into_par_iter()
        .filter_map(|kind| site.made(files, kind).err())
        .collect();
    // One fault in a template fails many pages.
    let mut told: Vec<Diagnostic> = Vec::new();
    for error in failed {
        if told.iter().all(|known| known.span != error.span) {
            told.push(*error);
        }
    }
    told
}

impl Snapshot {
    /// The addresses of all outputs, in no order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let index = self.site.index().iter().map(|file| file.path.as_str());
        let routes = self.site.guide.routes.all().iter();
        routes.map(|route| &*route.address).chain(index)
    }

    /// Whether there is an output at an address.
    pub fn has(&self, address: &str) -> bool {
        self.site.guide.routes.at(address).is_some() || self.index_file(address).is_some()
    }

    /// A file of the search index, which takes long to make: only when something
    /// is asked for that can be one.
    fn index_file(&self, address: &str) -> Option<&[u8]> {
        if !address.starts_with(INDEX_FOLDER) {
            return None;
        }
        let mut files = self.site.index().iter();
        files
            .find(|file| file.path == address)
            .map(|file| file.bytes.as_slice())
    }

    /// Makes the output at an address, empty if there is none.
    pub fn output(&self, address: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self.site.guide.routes.at(address) {
            Some(route) => Ok(self.site.made(&self.files, &route.kind)?.into_owned()),
            None => Ok(self.index_file(address).unwrap_or_default().to_vec()),
        }
    }

    /// The files it was made of.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The path of the site on its host, from slash to slash.
    pub fn base(&self) -> &str {
        let base = self.site.guide.config.base_url.as_ref();
        base.map_or("/", BaseUrl::path)
    }

    /// Address of the style sheet.
    pub fn style(&self) -> &str {
        let style = self.site.assets.get(STYLE_SHEET);
        style.map_or("", |asset| &asset.address)
    }

    /// How many questions it has.
    pub fn questions(&self) -> usize {
        self.site.guide.questions.len()
    }
}
