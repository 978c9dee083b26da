//! The routes of a [`Guide`] → outputs: every page, list, feed and map, each by itself.

mod book_page;
mod context;
mod data;
mod everywhere;
mod feeds;
mod keys;
mod lists;
mod metadata;
mod parts;
mod play;
mod pocket;
mod practice;
mod questions;
mod rows;
mod search;
mod sheets;
mod tags;
mod templates;
mod text;

pub use book_page::{Outward, on_one_page};
pub use keys::Keys;
pub use search::index;
pub use templates::{Renderer, merge_failures};

use crate::assets::Assets;
use crate::book::{self, Chosen};
use crate::cache::Key;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind};
use crate::languages::HARNESS;
use crate::read::Files;
use std::borrow::Cow;

/// A file of the built site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output<'a> {
    /// Path from the root of the built site.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'a, [u8]>,
}

/// A file of the built site that is made only where it is not there already.
pub struct Pending<'a> {
    /// Path from the root of the built site.
    pub path: String,
    /// Files of one path and one key hold the same. `None` where what a file
    /// depends on is too much to tell in less time than it takes to make.
    pub key: Option<Key>,
    pub offline: Offline,
    /// Makes what it holds.
    pub make: Box<dyn FnOnce() -> Made<'a> + Send + 'a>,
}

/// Whether a file is kept for readers without a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    No,
    Yes,
    /// Yes, and this is the hash of what it holds.
    Hashed(blake3::Hash),
}

/// What a file holds, or the fault in a template.
pub type Made<'a> = Result<Cow<'a, [u8]>, Box<Diagnostic>>;

/// Makes what one output holds.
pub fn output<'a>(
    renderer: &Renderer,
    guide: &Guide,
    files: &'a Files,
    assets: &'a Assets,
    kind: &Kind,
) -> Made<'a> {
    let text = |text: String| Cow::Owned(text.into_bytes());
    let copied = |bytes: Option<&'a [u8]>| Cow::Borrowed(bytes.unwrap_or_default());
    Ok(match kind {
        Kind::Home => text(lists::home(renderer, guide)?),
        Kind::NotFound => text(questions::not_found(renderer, guide)?),
        Kind::Search => text(search::page_of_results(renderer, guide)?),
        Kind::List(list, number) => text(lists::list(renderer, guide, *list, *number)?),
        Kind::Tags => text(tags::tags(renderer, guide)?),
        Kind::Sheet(sheet) => text(sheets::sheet(renderer, guide, *sheet)?),
        Kind::BookPage => text(book_page::page(renderer, guide)?),
        Kind::Practice => text(practice::practice(renderer, guide)?),
        Kind::Interview => text(practice::interview(renderer, guide)?),
        Kind::PracticeIndex => text(practice::index(guide)),
        Kind::Cards(chunk) => text(practice::cards(guide, *chunk)),
        Kind::Data => text(data::questions(guide)),
        Kind::Texts => text(data::texts(guide)),
        Kind::Question(id) => text(questions::question(renderer, guide, *id)?),
        Kind::Page(id) => text(questions::plain_page(renderer, guide, *id)?),
        Kind::Redirect(id) => text(questions::redirect(renderer, guide, *id)?),
        Kind::Sitemap => text(feeds::sitemap(renderer, guide)?),
        Kind::Feed => text(feeds::feed(renderer, guide)?),
        Kind::Robots => text(feeds::robots(guide)),
        Kind::Llms => text(feeds::llms(guide)),
        Kind::Cname => text(format!("{}\n", guide.config.cname.as_deref().unwrap_or(""))),
        Kind::Asset(path) => copied(assets.get(&**path).map(|asset| &*asset.bytes)),
        Kind::Media(path) => copied(files.get(path).map(|file| &*file.bytes)),
        Kind::Runtime(name) => Cow::Owned(play::runtime(guide, name)?),
        Kind::Harness => Cow::Borrowed(HARNESS.as_bytes()),
        Kind::Epub => Cow::Owned(book::epub(guide, files, assets, &Chosen::default())?),
        Kind::Words => text(guide.strings.script()),
        Kind::Worker => Cow::Borrowed(pocket::worker(guide, assets)),
        Kind::Manifest => text(pocket::manifest(guide)),
        // The search index is made as a whole: see `index`. The list of what is kept offline
        // is written by `publish`, when all else is.
        Kind::NoJekyll | Kind::SearchIndex | Kind::OfflineList => copied(None),
    })
}
