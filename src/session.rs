//! A guide that is built again and again while its files change: what
//! `studypress serve` keeps between one save and the next.

use crate::assets::STYLE_SHEET;
use crate::config::BaseUrl;
use crate::diagnostic::{self, Diagnostic};
use crate::pipeline::{Memory, Settings, Site, Timings};
use crate::read::{self, Files};
use crate::render::{self, Item};
use crate::search::INDEX_FOLDER;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::Arc;

/// The files of a guide, what was made of them, and the last site without mistakes.
pub struct Session {
    root: PathBuf,
    settings: Settings,
    memory: Memory,
    /// What was read last.
    pub files: Files,
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
    files: Files,
    by_address: FxHashMap<String, usize>,
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
            memory: Memory::default(),
            files: Files::default(),
            unread: Vec::new(),
            diagnostics: Vec::new(),
            snapshot: None,
            version: 0,
            timings: Timings::default(),
        }
    }

    /// Reads everything.
    pub fn read(&self) -> Read {
        let (files, unread) = read::site(&self.root);
        Read { files, unread }
    }

    /// Reads what these paths have become, and everything where that is not enough.
    pub fn read_changed(&self, paths: &BTreeSet<String>) -> Read {
        let paths = paths.iter().map(String::as_str);
        let changed = match self.unread.is_empty() {
            true => read::changed(&self.root, &self.files, paths),
            false => None,
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
        self.files.by_path.iter().any(|(path, file)| {
            !file.bytes.is_empty() && read.files.get(path).is_none_or(|now| now.bytes.is_empty())
        })
    }

    /// Makes the site of what was read. Whether anything is different now.
    pub fn take(&mut self, read: Read) -> bool {
        let changed = differing(&self.files, &read.files);
        if changed.is_empty() && self.unread == read.unread && self.version > 0 {
            return false;
        }
        let had_errors = self.has_errors();
        self.timings = Timings::default();
        let (site, mut diagnostics) =
            self.memory
                .prepare(&read.files, &self.settings, &mut self.timings);
        self.files = read.files;
        diagnostics.extend(read.unread.iter().cloned());
        self.unread = read.unread;
        if let Some(site) = site {
            if had_errors || !changed.iter().all(|path| path.starts_with("content/")) {
                diagnostics.extend(samples(&site, &self.files));
            }
            if diagnostics.iter().all(|d| !d.is_error()) {
                self.snapshot = Some(Arc::new(Snapshot::new(site, self.files.clone())));
            }
        }
        diagnostic::sort(&mut diagnostics);
        self.diagnostics = diagnostics;
        let style_alone = changed
            .iter()
            .all(|path| path.starts_with("static/css/") && path.ends_with(".css"));
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

/// The paths whose files are not the same in both.
fn differing<'a>(before: &'a Files, after: &'a Files) -> Vec<String> {
    let of = |files: &'a Files, others: &'a Files| {
        files
            .by_path
            .iter()
            .filter(|(path, file)| others.by_path.get(*path) != Some(*file))
            .map(|(path, _)| path.clone())
    };
    let mut paths: BTreeSet<String> = of(after, before).collect();
    paths.extend(of(before, after));
    paths.into_iter().collect()
}

/// What is wrong with the first output of each kind: a template that fails
/// shows it only when it is used.
fn samples(site: &Site, files: &Files) -> Vec<Diagnostic> {
    let mut seen: Vec<Discriminant<Item>> = Vec::new();
    let first = site.items.iter().filter(|item| {
        let kind = discriminant(*item);
        let new = !seen.contains(&kind);
        if new {
            seen.push(kind);
        }
        new
    });
    let mut found: Vec<Diagnostic> = Vec::new();
    for item in first {
        let output = render::output(&site.renderer, &site.guide, files, &site.assets, item);
        if let Err(error) = output
            && found.iter().all(|known| known.span != error.span)
        {
            found.push(*error);
        }
    }
    found
}

impl Snapshot {
    fn new(site: Site, files: Files) -> Snapshot {
        let by_address = site
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let address = render::address(&site.guide, &site.assets, item);
                (address.into_owned(), index)
            })
            .collect();
        Snapshot {
            site,
            files,
            by_address,
        }
    }

    /// The addresses of all outputs, in no order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let index = self.site.index().iter().map(|file| file.path.as_str());
        self.by_address.keys().map(String::as_str).chain(index)
    }

    /// Whether there is an output at an address.
    pub fn has(&self, address: &str) -> bool {
        self.by_address.contains_key(address) || self.index_file(address).is_some()
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
            .map(|file| &*file.bytes)
    }

    /// Makes the output at an address, empty if there is none.
    pub fn output(&self, address: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = &self.site;
        let Some(index) = self.by_address.get(address) else {
            return Ok(self.index_file(address).unwrap_or_default().to_vec());
        };
        let item = &site.items[*index];
        let output = render::output(&site.renderer, &site.guide, &self.files, &site.assets, item)?;
        Ok(output.bytes.into_owned())
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
