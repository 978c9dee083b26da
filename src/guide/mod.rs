//! All questions → one [`Guide`]: order, the table of routes, related
//! questions and the targets of links. Pure, and of the whole.

mod absent;
mod address;
mod deck;
mod given;
mod ids;
mod links;
mod model;
mod near;
mod order;
mod related;
mod routes;
mod sections;
mod tags;
mod titles;
mod vectors;
mod wordings;

pub use deck::{Deck, QUESTIONS_A_CHUNK};
pub use ids::{List, PageId, QuestionId, RedirectId, Sheet, TagId};
pub use model::{Entry, Guide, LIST_LENGTH, Redirect, SHEET_LENGTH, Target};
pub use related::{RELATED, Related};
pub use routes::{Kind, Menu, OFFLINE_LIST, Part, Route, Routes};
pub use sections::{ListSection, SectionOf};
pub use tags::Tag;
pub use vectors::Vectors;

use crate::cards;
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::playground::Runtime;
use crate::question::{Page, Question};
use crate::read::{Files, markdown_stem};
use crate::strings::Strings;
use absent::Absent;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What [`assemble`] puts together.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What `site.toml` says.
    pub config: Config,
    /// The words of the interface in its language.
    pub strings: Strings,
    /// The questions, in any order.
    pub questions: Vec<Arc<Question>>,
    /// The plain pages, in any order.
    pub pages: Vec<Arc<Page>>,
    /// Whether drafts become part of the guide.
    pub drafts: bool,
    /// What runs code in the pages.
    pub runtime: Option<Arc<Runtime>>,
}

/// Puts the guide together. `files` says which other files there are;
/// `assets` are the addresses of the files of `static/` by their paths in it.
/// `vectors` are those of the guide before: with any, the guide is the same.
pub fn assemble(
    parts: Parts,
    files: &Files,
    assets: &BTreeMap<String, String>,
    vectors: &mut Vectors,
) -> Checked<Guide> {
    let mut diagnostics = Vec::new();
    let Parts {
        config,
        strings,
        mut questions,
        mut pages,
        drafts,
        runtime,
    } = parts;
    let absent = Absent::take(&mut questions, &mut pages, drafts, files);
    order::sort_pages(&mut pages);
    let questions = order::sorted_questions(questions);
    let mut guide = model::grouped(config, strings, questions, pages);
    guide.media = media(files);
    guide.drafts = drafts;
    guide.runtime = runtime;
    routes::make::add(&mut guide, assets).into_value(&mut diagnostics);
    diagnostics.extend(routes::claim::clashes(&guide));
    diagnostics.extend(wordings::clashes(&guide, files));
    links::resolve(&mut guide, &absent, assets).into_value(&mut diagnostics);
    routes::make::add_cards(&mut guide);
    diagnostics.extend(
        guide
            .questions
            .iter()
            .flat_map(|q| cards::mistakes(&q.item, &guide.config.practice)),
    );
    let (index, slots) = vectors.update(guide.questions.iter().map(|q| &q.item));
    let given = given::given(&guide, &absent).into_value(&mut diagnostics);
    guide.related = Related::new(given, index, slots);
    Checked {
        value: guide,
        diagnostics,
    }
}

/// The files below `content/` that are not Markdown.
fn media(files: &Files) -> BTreeMap<String, String> {
    files
        .below("content")
        .filter(|file| markdown_stem(&file.path).is_none())
        .map(|file| {
            let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
            (file.path.clone(), format!("media/{below}"))
        })
        .collect()
}
