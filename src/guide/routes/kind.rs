//! The kinds of pages and files that a site consists of, and what each takes part in.

use super::super::ids::{List, PageId, QuestionId, RedirectId, Sheet};
use std::sync::Arc;

/// What a page or file of the site is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The home page.
    Home,
    /// The page for addresses that do not exist.
    NotFound,
    /// The page of search results.
    Search,
    /// The files of the search index, by the one that is asked for first.
    SearchIndex,
    /// All questions as data for the scripts of lists and marks.
    Data,
    /// What a filter of lists reads besides titles.
    Texts,
    /// A page of a list; pages are counted from 0.
    List(List, usize),
    /// The page of all tags.
    Tags,
    /// The page on which the guide is practised.
    Practice,
    /// The page of the mock interview.
    Interview,
    /// Which questions have cards, and in which files.
    PracticeIndex,
    /// The cards of some questions, by the number of the file, from 0.
    Cards(usize),
    /// A cheat sheet.
    Sheet(Sheet),
    /// The guide as a book, to be downloaded.
    Epub,
    /// All questions on one page.
    BookPage,
    /// A plain page.
    Page(PageId),
    /// A page that leads from an old address to the new one.
    Redirect(RedirectId),
    /// The page of a question or an exercise.
    Question(QuestionId),
    /// The site map for search engines.
    Sitemap,
    /// The newest questions as an Atom feed.
    Feed,
    /// What robots may read.
    Robots,
    /// All questions as one Markdown list.
    Llms,
    /// Lets GitHub Pages serve the files as they are.
    NoJekyll,
    /// The custom domain.
    Cname,
    /// The service worker; of a guide that is not to be kept offline, one that removes its
    /// predecessor.
    Worker,
    /// What a system needs to know to install the guide.
    Manifest,
    /// What each file holds, by its hash: written by `publish`, after all others.
    OfflineList,
    /// A file of `static/`, by its path there.
    Asset(Arc<str>),
    /// A file beside the content, by its path in the site's folder.
    Media(Arc<str>),
    /// A file of what runs code in the pages, by its name.
    Runtime(Arc<str>),
    /// What runs the tests of an exercise there.
    Harness,
    /// The texts that pages seldom need.
    Words,
}

/// What a kind of route takes part in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// It stands in the site map.
    pub mapped: bool,
    /// The search of the site finds it.
    pub searched: bool,
    /// `llms.txt` names it.
    pub listed: bool,
    /// Where every page links to it.
    pub menu: Option<Menu>,
    /// A file of the author's at its address stands in its place.
    pub yields: bool,
    /// It is kept for readers without a network.
    pub offline: bool,
}

/// A place with links on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// The bar at the top.
    Bar,
    /// The foot of the page.
    Foot,
}

/// Where the list of what is kept offline is.
pub const OFFLINE_LIST: &str = "pocket.json";

/// Kinds of which there is one, with its address. A site that has none today keeps
/// the address free for the day on which it has.
pub(super) const SINGLE: [(Kind, &str); 21] = [
    (Kind::Home, "index.html"),
    (Kind::NotFound, "404.html"),
    (Kind::NoJekyll, ".nojekyll"),
    (Kind::Data, "data/questions.js"),
    (Kind::Texts, "data/texts.js"),
    (Kind::Search, "search.html"),
    (Kind::SearchIndex, "search/index.js"),
    (Kind::Sitemap, "sitemap.xml"),
    (Kind::Feed, "feed.xml"),
    (Kind::Robots, "robots.txt"),
    (Kind::Llms, "llms.txt"),
    (Kind::Cname, "CNAME"),
    (Kind::Tags, "tags.html"),
    (Kind::BookPage, "book.html"),
    (Kind::List(List::Exercises, 0), "exercises.html"),
    (Kind::Practice, "practice.html"),
    (Kind::Interview, "interview.html"),
    (Kind::PracticeIndex, "practice/index.js"),
    (Kind::Worker, "sw.js"),
    (Kind::Manifest, "manifest.webmanifest"),
    (Kind::OfflineList, OFFLINE_LIST),
];

/// What takes part in nothing.
const FILE: Part = Part {
    mapped: false,
    searched: false,
    listed: false,
    menu: None,
    yields: false,
    offline: true,
};

/// A page that the site makes for readers.
const MAPPED: Part = Part {
    mapped: true,
    ..FILE
};

/// A page that the author wrote.
const CONTENT: Part = Part {
    searched: true,
    listed: true,
    ..MAPPED
};

/// What authors may write themselves.
const YIELDING: Part = Part {
    yields: true,
    ..FILE
};

/// What is of use to hosts, robots and browsers, and to no reader.
const FOR_MACHINES: Part = Part {
    offline: false,
    ..YIELDING
};

impl Kind {
    /// What it takes part in.
    pub fn part(&self) -> Part {
        let in_bar = |part: Part| Part {
            menu: Some(Menu::Bar),
            ..part
        };
        match self {
            Kind::Home => MAPPED,
            Kind::List(List::All | List::Level(_), 0) => in_bar(MAPPED),
            // A guide may have a page of that name of its own.
            Kind::List(List::Exercises, 0) => Part {
                yields: true,
                ..in_bar(MAPPED)
            },
            Kind::List(..) => MAPPED,
            // A guide may have a page of that name of its own.
            Kind::Tags => Part {
                menu: Some(Menu::Foot),
                yields: true,
                ..MAPPED
            },
            // Search engines know each question by its own page. A guide may have a page of that name of its own.
            Kind::BookPage => Part {
                menu: Some(Menu::Foot),
                ..YIELDING
            },
            Kind::Practice => Part {
                yields: true,
                ..in_bar(MAPPED)
            },
            // It is reached from the page of practice.
            Kind::Interview => Part {
                yields: true,
                ..MAPPED
            },
            Kind::Sheet(Sheet::All) => in_bar(FILE),
            // Who wants to read it without a network has downloaded it.
            Kind::Epub => Part {
                menu: Some(Menu::Foot),
                offline: false,
                ..YIELDING
            },
            Kind::Question(_) => CONTENT,
            Kind::Page(_) => Part {
                menu: Some(Menu::Foot),
                ..CONTENT
            },
            Kind::Sitemap
            | Kind::Feed
            | Kind::Robots
            | Kind::Llms
            | Kind::NoJekyll
            | Kind::Cname
            | Kind::Worker
            | Kind::Manifest
            | Kind::OfflineList => FOR_MACHINES,
            Kind::PracticeIndex | Kind::Texts => YIELDING,
            Kind::NotFound
            | Kind::Search
            | Kind::SearchIndex
            | Kind::Data
            | Kind::Cards(_)
            | Kind::Sheet(_)
            | Kind::Redirect(_)
            | Kind::Asset(_)
            | Kind::Media(_)
            | Kind::Runtime(_)
            | Kind::Harness
            | Kind::Words => FILE,
        }
    }
}
