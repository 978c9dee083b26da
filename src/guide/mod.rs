//! All questions → one [`Guide`]: addresses, order, neighbours, related
//! questions and the targets of links. Pure, and of the whole.

mod absent;
mod address;
mod links;
mod order;
mod related;
mod sheets;
mod vectors;

pub use address::href;
pub use related::{RELATED, Related};
pub use sheets::{SHEET_LENGTH, Sheet};
pub use vectors::Words;

use crate::config::{Config, LevelId, SourceId, TopicId};
use crate::diagnostic::Diagnostic;
use crate::question::{Page, Question};
use crate::read::Files;
use absent::Absent;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The whole guide, ready to be rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// What `site.toml` says.
    pub config: Config,
    /// The questions by level, topic, `order` and title.
    pub questions: Vec<Entry<Question>>,
    /// The plain pages by `order` and title.
    pub pages: Vec<Entry<Page>>,
    /// For each level, its questions in reading order.
    pub levels: Vec<Vec<QuestionId>>,
    /// For each topic, its questions in reading order.
    pub topics: Vec<Vec<QuestionId>>,
    /// For each source, its questions in reading order.
    pub sources: Vec<Vec<QuestionId>>,
    /// For each question, those most like it, nearest first.
    pub related: Related,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// Files beside the content that are copied: path → address.
    pub media: BTreeMap<String, String>,
    /// Whether drafts are part of it.
    pub drafts: bool,
}

/// A question or page with its place in the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// What the file says; shared with the guides before and after this one.
    pub item: Arc<T>,
    /// Its address from the root of the site: `questions/gil.html`.
    pub address: String,
    /// For each of its links, where it leads.
    pub targets: Vec<Target>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Address from the root of the site; empty for the page itself.
    pub address: String,
    /// The anchor without `#`; may be empty.
    pub anchor: String,
}

/// Place of a question in [`Guide::questions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub usize);

/// An old address that leads to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address from the root of the site.
    pub from: String,
    /// The page's address from the root of the site.
    pub to: String,
}

/// A list's pages hold at most this many questions.
pub const LIST_LENGTH: usize = 300;

/// What [`assemble`] puts together.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What `site.toml` says.
    pub config: Config,
    /// The questions, in any order.
    pub questions: Vec<Arc<Question>>,
    /// The plain pages, in any order.
    pub pages: Vec<Arc<Page>>,
    /// Whether drafts become part of the guide.
    pub drafts: bool,
}

/// Puts the guide together. `files` says which other files there are;
/// `assets` are the addresses of the files of `static/` by their paths in it.
/// `words` are those of the guide before: with any, the guide is the same.
pub fn assemble(
    parts: Parts,
    files: &Files,
    assets: &BTreeMap<String, String>,
    words: &mut Words,
) -> (Guide, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Parts {
        config,
        mut questions,
        mut pages,
        drafts,
    } = parts;
    let absent = Absent::take(&mut questions, &mut pages, drafts, files);
    let questions: Vec<Entry<Question>> = order::sorted_questions(questions)
        .into_iter()
        .map(|item| entry(question_address(&item.slug.value), item))
        .collect();
    order::sort_pages(&mut pages);
    let pages: Vec<Entry<Page>> = pages
        .into_iter()
        .map(|item| entry(page_address(&item.slug.value), item))
        .collect();
    let mut levels = vec![Vec::new(); config.levels.len()];
    let mut topics = vec![Vec::new(); config.topics.len()];
    let mut sources = vec![Vec::new(); config.sources.len()];
    for (index, question) in questions.iter().enumerate() {
        let (id, question) = (QuestionId(index), &question.item);
        levels[question.level.0].push(id);
        topics[question.topic.0].push(id);
        for source in &question.sources {
            // A question may name several places of one source.
            let list = &mut sources[source.id.0];
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }
    let media = media(files);
    let mut guide = Guide {
        config,
        questions,
        pages,
        levels,
        topics,
        sources,
        related: Related::default(),
        redirects: Vec::new(),
        media,
        drafts,
    };
    guide.redirects = address::claim_all(&guide, assets, &mut diagnostics);
    links::resolve(&mut guide, &absent, assets, &mut diagnostics);
    let (index, places) = words.update(&guide.questions);
    guide.related = Related::new(&guide, &absent, index, places, &mut diagnostics);
    (guide, diagnostics)
}

impl Guide {
    /// The question of that id.
    pub fn question(&self, id: QuestionId) -> &Entry<Question> {
        &self.questions[id.0]
    }

    /// Ids of all questions in order.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.questions.len()).map(QuestionId)
    }

    /// The questions before and after one in its level.
    pub fn neighbours(&self, id: QuestionId) -> (Option<QuestionId>, Option<QuestionId>) {
        let list = &self.levels[self.question(id).item.level.0];
        // Within a level, ids rise: the questions are sorted by level first.
        let Ok(at) = list.binary_search(&id) else {
            return (None, None);
        };
        let before = at.checked_sub(1).map(|before| list[before]);
        (before, list.get(at + 1).copied())
    }

    /// Address of a page of a list: `levels/mid.html`, `levels/mid-2.html`.
    pub fn list_address(&self, list: List, page: usize) -> String {
        let stem = match list {
            List::All => "questions".to_owned(),
            List::Level(id) => format!("levels/{}", self.config.levels[id.0].id),
            List::Topic(id) => format!("topics/{}", self.config.topics[id.0].id),
            List::Source(id) => format!("sources/{}", self.config.sources[id.0].id),
        };
        match page {
            0 => format!("{stem}.html"),
            page => format!("{stem}-{}.html", page + 1),
        }
    }

    /// The questions of a list.
    pub fn list(&self, list: List) -> Vec<QuestionId> {
        match list {
            List::All => self.question_ids().collect(),
            List::Level(id) => self.levels[id.0].clone(),
            List::Topic(id) => self.topics[id.0].clone(),
            List::Source(id) => self.sources[id.0].clone(),
        }
    }

    /// All lists: of everything, and of each level, topic and source.
    pub fn lists(&self) -> Vec<List> {
        let levels = (0..self.levels.len()).map(|id| List::Level(LevelId(id)));
        let topics = (0..self.topics.len()).map(|id| List::Topic(TopicId(id)));
        let sources = (0..self.sources.len()).map(|id| List::Source(SourceId(id)));
        std::iter::once(List::All)
            .chain(levels)
            .chain(topics)
            .chain(sources)
            .collect()
    }

    /// Into how many pages a list is split; an empty list has one.
    pub fn list_pages(&self, list: List) -> usize {
        let length = match list {
            List::All => self.questions.len(),
            List::Level(id) => self.levels[id.0].len(),
            List::Topic(id) => self.topics[id.0].len(),
            List::Source(id) => self.sources[id.0].len(),
        };
        length.div_ceil(LIST_LENGTH).max(1)
    }
}

/// A list of questions that has pages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Every question.
    All,
    /// The questions of a level.
    Level(LevelId),
    /// The questions of a topic.
    Topic(TopicId),
    /// The questions that a source asks.
    Source(SourceId),
}

fn entry<T>(address: String, item: Arc<T>) -> Entry<T> {
    Entry {
        item,
        address,
        targets: Vec::new(),
    }
}

fn question_address(slug: &str) -> String {
    format!("questions/{slug}.html")
}

fn page_address(slug: &str) -> String {
    format!("{slug}.html")
}

/// The files below `content/` that are not Markdown.
fn media(files: &Files) -> BTreeMap<String, String> {
    files
        .below("content")
        .filter(|file| !file.path.ends_with(".md"))
        .map(|file| {
            let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
            (file.path.clone(), format!("media/{below}"))
        })
        .collect()
}
