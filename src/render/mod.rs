//! [`Guide`] → outputs: every page, list, feed and map, each by itself.

mod context;
mod data;
mod feeds;
mod lists;
mod metadata;
mod questions;
mod search;
mod sheets;
mod templates;

pub use search::index;
pub use templates::{Renderer, merge_failures};

use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, List, QuestionId, Sheet};
use crate::read::Files;
use crate::search::IndexFile;
use std::borrow::Cow;

/// A file of the built site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output<'a> {
    /// Path from the root of the built site.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'a, [u8]>,
}

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
    /// A file of the search index, by its place among them.
    Index(usize),
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

/// Everything that a guide becomes, in the order of a stable list.
pub fn items(guide: &Guide, assets: &Assets, index: &[IndexFile]) -> Vec<Item> {
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
    items.extend((0..index.len()).map(Item::Index));
    items.extend(assets.keys().cloned().map(Item::Asset));
    items.extend(guide.media.keys().cloned().map(Item::Media));
    items
}

/// Makes one output. A fault in a template is the error.
pub fn output<'a>(
    renderer: &Renderer,
    guide: &Guide,
    files: &'a Files,
    assets: &'a Assets,
    index: &'a [IndexFile],
    item: &Item,
) -> Result<Output<'a>, Box<Diagnostic>> {
    let page = |path: &str, html: Result<String, Box<Diagnostic>>| {
        Ok(Output {
            path: path.to_owned(),
            bytes: Cow::Owned(html?.into_bytes()),
        })
    };
    match item {
        Item::Home => page("index.html", lists::home(renderer, guide)),
        Item::NotFound => page("404.html", questions::not_found(renderer, guide)),
        Item::Search => page("search.html", search::page_of_results(renderer, guide)),
        Item::List(list, number) => page(
            &guide.list_address(*list, *number),
            lists::list(renderer, guide, *list, *number),
        ),
        Item::Sheet(sheet) => page(
            &guide.sheet_address(*sheet),
            sheets::sheet(renderer, guide, *sheet),
        ),
        Item::Data => page(data::ADDRESS, Ok(data::questions(guide))),
        Item::Question(id) => page(
            &guide.question(*id).address,
            questions::question(renderer, guide, *id),
        ),
        Item::Page(index) => page(
            &guide.pages[*index].address,
            questions::plain_page(renderer, guide, *index),
        ),
        Item::Redirect(index) => page(
            &guide.redirects[*index].from,
            questions::redirect(renderer, guide, *index),
        ),
        Item::Sitemap => page("sitemap.xml", feeds::sitemap(renderer, guide)),
        Item::Feed => page("feed.xml", feeds::feed(renderer, guide)),
        Item::Robots => page("robots.txt", Ok(feeds::robots(guide))),
        Item::Llms => page("llms.txt", Ok(feeds::llms(guide))),
        Item::NoJekyll => page(".nojekyll", Ok(String::new())),
        Item::Cname => {
            let domain = guide.config.cname.as_deref().unwrap_or("");
            page("CNAME", Ok(format!("{domain}\n")))
        }
        Item::Asset(path) => Ok(copied(
            assets.get(path).map(|a| (a.address.as_str(), &*a.bytes)),
        )),
        Item::Index(number) => Ok(copied(
            index
                .get(*number)
                .map(|file| (file.path.as_str(), &*file.bytes)),
        )),
        Item::Media(path) => Ok(copied(
            guide
                .media
                .get(path)
                .zip(files.get(path))
                .map(|(address, file)| (address.as_str(), &*file.bytes)),
        )),
    }
}

fn copied<'a>(found: Option<(&str, &'a [u8])>) -> Output<'a> {
    let (path, bytes) = found.unwrap_or_default();
    Output {
        path: path.to_owned(),
        bytes: Cow::Borrowed(bytes),
    }
}
