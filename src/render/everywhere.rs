//! What templates see on every page: the site, its menus, and the words of the interface.

use super::context::{Group, PageLink, absolute, href, levels, sources, topics};
use crate::config::BaseUrl;
use crate::guide::{Guide, Kind, List, Menu, Sheet};
use crate::question::title_text;
use crate::strings;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;

/// Files of `static/` that are taken as the guide's picture, best first.
const PICTURES: [&str; 2] = ["share.png", "share.jpg"];

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// Under which scripts keep what they store; empty where only the browser knows it.
    path: &'a str,
    author: Option<&'a str>,
    repository: Option<&'a str>,
    base_url: Option<&'a str>,
    /// The language as Open Graph writes it.
    locale: Option<String>,
    /// Full address of the picture that stands for the guide where a link to it is shown.
    picture: Option<String>,
    has_feed: bool,
    count: usize,
}

/// A link in the bar at the top.
#[derive(Serialize)]
struct BarLink {
    title: String,
    href: String,
    /// Place of the level whose list it is, from 1.
    level: Option<usize>,
}

/// Where the pages are that templates name, from the root.
#[derive(Serialize)]
struct At<'a> {
    home: &'a str,
    questions: &'a str,
    /// Empty where there are none.
    exercises: &'a str,
    cheat_sheet: &'a str,
    search: &'a str,
    tags: &'a str,
    /// Empty where nothing is practised.
    practice: &'a str,
    /// Empty where there is none.
    interview: &'a str,
    feed: &'a str,
    /// Empty where no browser is to keep the guide.
    worker: &'a str,
    /// Empty where there is none.
    manifest: &'a str,
    words: &'a str,
}

/// What all pages share.
#[derive(Serialize)]
pub(super) struct Everywhere<'a> {
    site: Site<'a>,
    levels: Vec<Group<'a>>,
    topics: Vec<Group<'a>>,
    sources: Vec<Group<'a>>,
    /// What the bar at the top of a page leads to.
    bar: Vec<BarLink>,
    /// What the foot of a page leads to.
    pages: Vec<PageLink>,
    at: At<'a>,
    /// The words of the interface.
    t: BTreeMap<&'a str, &'a str>,
}

impl Everywhere<'_> {
    /// Makes it known to all templates.
    pub fn insert_into(&self, context: &mut Context) {
        context.insert("site", &self.site);
        context.insert("levels", &self.levels);
        context.insert("topics", &self.topics);
        context.insert("sources", &self.sources);
        context.insert("bar", &self.bar);
        context.insert("pages", &self.pages);
        context.insert("at", &self.at);
        context.insert("t", &self.t);
    }
}

/// What all pages of a guide share.
pub(super) fn everywhere(guide: &Guide) -> Everywhere<'_> {
    let config = &guide.config;
    let site = Site {
        title: &config.title,
        description: &config.description,
        language: &config.language,
        direction: strings::direction(&config.language),
        path: config.path().unwrap_or_default(),
        author: config.author.as_deref(),
        repository: config.repository.as_deref(),
        base_url: config.base_url.as_ref().map(BaseUrl::as_str),
        locale: strings::locale(&config.language),
        picture: picture(guide),
        has_feed: guide.routes.find(&Kind::Feed).is_some(),
        count: guide.question_count(),
    };
    Everywhere {
        site,
        levels: levels(guide),
        topics: topics(guide),
        sources: sources(guide),
        bar: bar(guide),
        pages: menu(guide, Menu::Foot)
            .map(|kind| PageLink::new(guide, kind))
            .collect(),
        at: At {
            home: guide.address(&Kind::Home),
            questions: guide.address(&Kind::List(List::All, 0)),
            exercises: guide
                .routes
                .made(&Kind::List(List::Exercises, 0))
                .unwrap_or_default(),
            cheat_sheet: guide.address(&Kind::Sheet(Sheet::All)),
            search: guide.address(&Kind::Search),
            tags: guide.address(&Kind::Tags),
            practice: guide.routes.made(&Kind::Practice).unwrap_or_default(),
            interview: guide.routes.made(&Kind::Interview).unwrap_or_default(),
            feed: guide.address(&Kind::Feed),
            worker: if guide.is_kept_offline() {
                guide.address(&Kind::Worker)
            } else {
                ""
            },
            manifest: guide.address(&Kind::Manifest),
            words: guide.address(&Kind::Words),
        },
        t: guide
            .strings
            .for_pages()
            .texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.other.as_str()))
            .collect(),
    }
}

/// The full address of the guide's own picture, where it has one and its own address is known.
fn picture(guide: &Guide) -> Option<String> {
    let pictures = PICTURES.iter().map(|name| Kind::Asset((*name).into()));
    let address = pictures
        .filter_map(|kind| guide.routes.made(&kind))
        .next()?;
    absolute(guide.config.base_url.as_ref(), address)
}

/// The levels, and what leads across them.
fn bar(guide: &Guide) -> Vec<BarLink> {
    let link = |kind: &Kind| BarLink {
        title: guide
            .strings
            .title_for_pages(&title_text(&guide.title(kind))),
        href: href(guide, kind),
        level: match kind {
            Kind::List(List::Level(id), _) => Some(id.0 + 1),
            _ => None,
        },
    };
    let mut kinds: Vec<&Kind> = menu(guide, Menu::Bar).collect();
    kinds.sort_by_key(|kind| match kind {
        Kind::List(List::Level(_), _) => 0,
        Kind::List(..) => 1,
        Kind::Practice => 2,
        _ => 3,
    });
    kinds.into_iter().map(link).collect()
}

fn menu(guide: &Guide, menu: Menu) -> impl Iterator<Item = &Kind> {
    let kinds = guide.routes.all().iter().map(|route| &route.kind);
    kinds.filter(move |kind| kind.part().menu == Some(menu))
}
