//! A site that is ready, and its outputs one by one.

use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, Route};
use crate::read::Files;
use crate::render::{self, Keys, Made, Offline, Output, Pending, Renderer};
use crate::search::{IndexFile, Indexer};
use crate::stopwatch::{HIGHLIGHT, Stopwatch};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

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
    state: OnceLock<Option<Vec<u8>>>,
}

impl Site {
    pub(super) fn new(
        renderer: Renderer,
        guide: Guide,
        assets: Assets,
        indexer: Arc<Mutex<Indexer>>,
    ) -> Site {
        Site {
            renderer,
            guide,
            assets,
            index: OnceLock::new(),
            rendering: Stopwatch::default(),
            indexing: Stopwatch::default(),
            indexer,
            state: OnceLock::new(),
        }
    }

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
                self.incremental_state();
            }
            index.par_iter().map(move |file| Pending {
                path: file.path.clone(),
                key: keys.map(|keys| keys.of_index(file)),
                offline: if self.guide.is_kept_offline() {
                    Offline::Hashed(file.hash)
                } else {
                    Offline::No
                },
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
            offline: if self.guide.is_kept_offline() && route.is_kept_offline() {
                Offline::Yes
            } else {
                Offline::No
            },
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
    pub fn incremental_state(&self) -> Option<&[u8]> {
        let state = || self.indexer.lock().ok()?.to_bytes();
        self.state.get_or_init(state).as_deref()
    }

    /// What tells which outputs are as they were before.
    pub fn keys(&self) -> Option<Keys> {
        Keys::new(&self.renderer)
    }
}
