//! What each page of a site is called.

use super::ids::{List, Sheet};
use super::model::Guide;
use super::routes::Kind;
use std::borrow::Cow;

impl Guide {
    /// The title of a page, with code between backticks; empty for files that have none.
    pub fn title(&self, kind: &Kind) -> Cow<'_, str> {
        let words = |name: &'static str| Cow::Borrowed(self.strings.get(name));
        match kind {
            Kind::Home | Kind::Redirect(_) => Cow::Borrowed(&*self.config.title),
            Kind::NotFound => words("not_found"),
            Kind::Search => words("search"),
            Kind::List(list, 0) => self.list_title(*list),
            Kind::List(list, page) => {
                let number = (page + 1).to_string();
                let page = words("list_page").replace("{number}", &number);
                Cow::Owned(format!("{}, {page}", self.list_title(*list)))
            }
            Kind::Sheet(Sheet::All) => words("cheat_sheet"),
            Kind::Sheet(Sheet::Level(id)) => self.sheet_of(&self.config[*id].title),
            Kind::Sheet(Sheet::Topic(id)) => self.sheet_of(&self.config[*id].title),
            Kind::Question(id) => Cow::Borrowed(&*self.question(*id).item.title),
            Kind::Page(id) => Cow::Borrowed(&*self.page(*id).item.title),
            Kind::Tags => words("tags"),
            Kind::BookPage => words("book_page"),
            Kind::Practice => words("practice"),
            Kind::Interview => words("interview"),
            Kind::Feed => words("feed"),
            Kind::Epub => words("book"),
            Kind::SearchIndex
            | Kind::Data
            | Kind::Texts
            | Kind::PracticeIndex
            | Kind::Cards(_)
            | Kind::Sitemap
            | Kind::Robots
            | Kind::Llms
            | Kind::NoJekyll
            | Kind::Cname
            | Kind::Worker
            | Kind::Manifest
            | Kind::OfflineList
            | Kind::Asset(_)
            | Kind::Media(_)
            | Kind::Runtime(_)
            | Kind::Harness
            | Kind::Words => Cow::Borrowed(""),
        }
    }

    fn list_title(&self, list: List) -> Cow<'_, str> {
        Cow::Borrowed(match list {
            List::All => self.strings.get("all_questions"),
            List::Exercises => self.strings.get("exercises_title"),
            List::Level(id) => &self.config[id].title,
            List::Topic(id) => &self.config[id].title,
            List::Source(id) => &self.config[id].title,
            List::Tag(id) => &self.tag(id).name,
        })
    }

    fn sheet_of(&self, part: &str) -> Cow<'_, str> {
        let words = self.strings.get("sheet_of");
        Cow::Owned(words.replace("{title}", part))
    }
}
