//! [`Guide`] → outputs: every page, list, feed and map, each by itself.

mod context;
mod data;
mod feeds;
mod keys;
mod lists;
mod metadata;
mod questions;
mod rows;
mod search;
mod sheets;
mod templates;

pub use keys::Keys;
pub use search::index;
pub use templates::{Renderer, merge_failures};

use crate::assets::Assets;
use crate::cache::Key;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, List, QuestionId, Sheet};
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
    /// Makes what it holds.
    pub make: Box<dyn FnOnce() -> Made<'a> + Send + 'a>,
}

/// What a file holds, or the fault in a template.
pub type Made<'a> = Result<Cow<'a, [u8]>, Box<Diagnostic>>;

/// Something that becomes one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The home page.
    Home,
    /// A page of a list; pages are counted from 0.
    List(List, usize),
    /// A cheat sheet.
    Sheet(Sheet),
    /// `data/questions.js`: all questions for the scripts of lists and marks.
    Data,
    /// A question's page.
    Question(QuestionId),
    /// A plain page, by its place in [`Guide::pages`].
    Page(usize),
    /// A page that leads from an old address, by its place in [`Guide::redirects`].
    Redirect(usize),
    /// The page for addresses that do not exist.
    NotFound,
    /// The page of search results.
    Search,
    /// `sitemap.xml`.
    Sitemap,
    /// `feed.xml`.
    Feed,
    /// `robots.txt`.
    Robots,
    /// `llms.txt`: all questions as one Markdown list.
    Llms,
    /// `.nojekyll`: GitHub Pages serves the files as they are.
    NoJekyll,
    /// `CNAME`: the custom domain.
    Cname,
    /// A file of `static/`, by its path there.
    Asset(String),
    /// A file beside the content, by its path in the site.
    Media(String),
}

/// Everything that a guide becomes but the search index, in the order of a
/// stable list.
pub fn items(guide: &Guide, assets: &Assets) -> Vec<Item> {
    let mut items = vec![
        Item::Home,
        Item::NotFound,
        Item::NoJekyll,
        Item::Data,
        Item::Search,
    ];
    for list in guide.lists() {
        items.extend((0..guide.list_pages(list)).map(|page| Item::List(list, page)));
    }
    items.extend(guide.sheets().into_iter().map(Item::Sheet));
    items.extend((0..guide.pages.len()).map(Item::Page));
    items.extend((0..guide.redirects.len()).map(Item::Redirect));
    items.extend(guide.question_ids().map(Item::Question));
    // A site's own robots.txt, CNAME and so on stand in place of the made ones.
    let own = |name: &str| assets.contains_key(name);
    if guide.config.base_url.is_some() && !own("sitemap.xml") {
        items.push(Item::Sitemap);
        if feeds::has_feed(guide) && !own("feed.xml") {
            items.push(Item::Feed);
        }
    }
    if !own("robots.txt") {
        items.push(Item::Robots);
    }
    if !own("llms.txt") {
        items.push(Item::Llms);
    }
    if guide.config.cname.is_some() && !own("CNAME") {
        items.push(Item::Cname);
    }
    items.extend(assets.keys().cloned().map(Item::Asset));
    items.extend(guide.media.keys().cloned().map(Item::Media));
    items
}

/// Where an item is put: its path from the root of the built site.
pub fn address<'a>(guide: &'a Guide, assets: &'a Assets, item: &'a Item) -> Cow<'a, str> {
    Cow::Borrowed(match item {
        Item::Home => "index.html",
        Item::NotFound => "404.html",
        Item::Search => "search.html",
        Item::List(list, number) => return Cow::Owned(guide.list_address(*list, *number)),
        Item::Sheet(sheet) => return Cow::Owned(guide.sheet_address(*sheet)),
        Item::Data => data::ADDRESS,
        Item::Question(id) => &guide.question(*id).address,
        Item::Page(index) => &guide.pages[*index].address,
        Item::Redirect(index) => &guide.redirects[*index].from,
        Item::Sitemap => "sitemap.xml",
        Item::Feed => "feed.xml",
        Item::Robots => "robots.txt",
        Item::Llms => "llms.txt",
        Item::NoJekyll => ".nojekyll",
        Item::Cname => "CNAME",
        Item::Asset(path) => assets.get(path).map_or("", |asset| &asset.address),
        Item::Media(path) => guide.media.get(path).map_or("", |address| address),
    })
}

/// Makes what one output holds.
pub fn output<'a>(
    renderer: &Renderer,
    guide: &Guide,
    files: &'a Files,
    assets: &'a Assets,
    item: &Item,
) -> Made<'a> {
    let text = |text: String| Cow::Owned(text.into_bytes());
    let copied = |bytes: Option<&'a [u8]>| Cow::Borrowed(bytes.unwrap_or_default());
    Ok(match item {
        Item::Home => text(lists::home(renderer, guide)?),
        Item::NotFound => text(questions::not_found(renderer, guide)?),
        Item::Search => text(search::page_of_results(renderer, guide)?),
        Item::List(list, number) => text(lists::list(renderer, guide, *list, *number)?),
        Item::Sheet(sheet) => text(sheets::sheet(renderer, guide, *sheet)?),
        Item::Data => text(data::questions(guide)),
        Item::Question(id) => text(questions::question(renderer, guide, *id)?),
        Item::Page(index) => text(questions::plain_page(renderer, guide, *index)?),
        Item::Redirect(index) => text(questions::redirect(renderer, guide, *index)?),
        Item::Sitemap => text(feeds::sitemap(renderer, guide)?),
        Item::Feed => text(feeds::feed(renderer, guide)?),
        Item::Robots => text(feeds::robots(guide)),
        Item::Llms => text(feeds::llms(guide)),
        Item::NoJekyll => Cow::Borrowed(&b""[..]),
        Item::Cname => text(format!("{}\n", guide.config.cname.as_deref().unwrap_or(""))),
        Item::Asset(path) => copied(assets.get(path).map(|asset| &*asset.bytes)),
        Item::Media(path) => copied(files.get(path).map(|file| &*file.bytes)),
    })
}
