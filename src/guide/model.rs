//! The whole guide as plain data.

use super::deck::Deck;
use super::ids::{List, PageId, QuestionId, RedirectId, Sheet, TagId};
use super::related::Related;
use super::routes::{Kind, Routes};
use super::tags::{self, Tag};
use crate::config::{Config, LevelId, SourceId, TopicId};
use crate::playground::Runtime;
use crate::question::{LinkId, Page, Question, Slugger};
use crate::strings::Strings;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The whole guide, ready to be rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// What `site.toml` says.
    pub config: Config,
    /// The words of the interface in its language.
    pub strings: Strings,
    /// The questions by level, topic, `order` and title, and after them the exercises likewise.
    pub questions: Vec<Entry<Question>>,
    /// The plain pages by `order` and title.
    pub pages: Vec<Entry<Page>>,
    /// For each level, its questions in reading order.
    pub levels: Vec<Vec<QuestionId>>,
    /// For each topic, its questions in reading order.
    pub topics: Vec<Vec<QuestionId>>,
    /// For each source, its questions in reading order.
    pub sources: Vec<Vec<QuestionId>>,
    /// The tags by their names, without regard to case.
    pub tags: Vec<Tag>,
    /// For each question, those most like it, nearest first.
    pub related: Related,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// What can be practised.
    pub deck: Deck,
    /// Files beside the content that are copied: path → address.
    pub media: BTreeMap<String, String>,
    /// Every page and file of the site.
    pub routes: Routes,
    /// Whether drafts are part of it.
    pub drafts: bool,
    /// What runs code in the pages.
    pub runtime: Option<Arc<Runtime>>,
}

/// A question or page with what its links became.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// What the file says; shared with the guides before and after this one.
    pub item: Arc<T>,
    /// For each of its links, where it leads; `None` for one that is broken.
    pub targets: Vec<Option<Target>>,
}

impl<T> Entry<T> {
    /// Where one of its links leads, if it leads anywhere.
    pub fn target(&self, link: LinkId) -> Option<&Target> {
        self.targets.get(link.index())?.as_ref()
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Address from the root of the site; empty for the page itself.
    pub address: String,
    /// What the page is asked, without `?`, as the author wrote it; may be empty.
    pub query: String,
    /// The anchor without `#`; may be empty.
    pub anchor: String,
}

/// An old address that leads to a page of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The page that it leads to.
    pub to: Kind,
    /// Where in the page's file the old address stands.
    pub span: Range<usize>,
}

/// A list's pages hold at most this many questions.
pub const LIST_LENGTH: usize = 300;

/// A sheet holds at most this many questions; a longer one asks the reader to
/// choose a part.
pub const SHEET_LENGTH: usize = 300;

/// Sorted questions and pages with the lists that they stand in, and nothing
/// that takes the whole to find out.
pub(super) fn grouped(
    config: Config,
    strings: Strings,
    questions: Vec<Arc<Question>>,
    pages: Vec<Arc<Page>>,
) -> Guide {
    let mut levels = vec![Vec::new(); config.levels.len()];
    let mut topics = vec![Vec::new(); config.topics.len()];
    let mut sources = vec![Vec::new(); config.sources.len()];
    for (index, question) in questions.iter().enumerate() {
        let id = QuestionId(index);
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
    let tags = tags::collect(&questions);
    let deck = Deck::new(&questions);
    Guide {
        config,
        strings,
        questions: questions.into_iter().map(entry).collect(),
        pages: pages.into_iter().map(entry).collect(),
        levels,
        topics,
        sources,
        tags,
        related: Related::default(),
        redirects: Vec::new(),
        deck,
        media: BTreeMap::new(),
        routes: Routes::default(),
        drafts: false,
        runtime: None,
    }
}

fn entry<T>(item: Arc<T>) -> Entry<T> {
    Entry {
        item,
        targets: Vec::new(),
    }
}

impl Guide {
    /// The question of that id.
    pub fn question(&self, id: QuestionId) -> &Entry<Question> {
        &self.questions[id.0]
    }

    /// The plain page of that id.
    pub fn page(&self, id: PageId) -> &Entry<Page> {
        &self.pages[id.0]
    }

    /// The old address of that id.
    pub fn redirect(&self, id: RedirectId) -> &Redirect {
        &self.redirects[id.0]
    }

    /// The tag of that id.
    pub fn tag(&self, id: TagId) -> &Tag {
        &self.tags[id.0]
    }

    /// The questions of a level in reading order.
    pub fn level(&self, id: LevelId) -> &[QuestionId] {
        &self.levels[id.0]
    }

    /// The questions of a topic in reading order.
    pub fn topic(&self, id: TopicId) -> &[QuestionId] {
        &self.topics[id.0]
    }

    /// The questions of a source in reading order.
    pub fn source(&self, id: SourceId) -> &[QuestionId] {
        &self.sources[id.0]
    }

    /// What files are called that readers take along: its id, or its title in letters of addresses.
    pub fn name(&self) -> String {
        let Config { id, title, .. } = &self.config;
        id.clone().unwrap_or_else(|| Slugger::default().slug(title))
    }

    /// Ids of all questions in order.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.questions.len()).map(QuestionId)
    }

    /// Where a page or file is, from the root of the site; empty if the site has none.
    pub fn address(&self, kind: &Kind) -> &str {
        self.routes.find(kind).unwrap_or_default()
    }

    /// Whether browsers may keep it for readers without a network. A service worker of the
    /// author's is left to do as it does.
    pub fn is_kept_offline(&self) -> bool {
        self.config.offline && self.routes.made(&Kind::Worker).is_some()
    }

    /// The file that a page of content is written in; empty for other kinds.
    pub fn file(&self, kind: &Kind) -> &str {
        match kind {
            Kind::Question(id) => &self.question(*id).item.path,
            Kind::Page(id) => &self.page(*id).item.path,
            _ => "",
        }
    }

    /// How many of the questions are none to say, but exercises.
    pub fn exercise_count(&self) -> usize {
        self.questions.len() - self.question_count()
    }

    /// How many questions there are without the exercises, which come after them.
    pub fn question_count(&self) -> usize {
        self.questions.partition_point(|q| !q.item.is_exercise())
    }

    /// Whether there is any exercise.
    pub fn has_exercises(&self) -> bool {
        self.questions.last().is_some_and(|q| q.item.is_exercise())
    }

    /// How many of some questions, which are in reading order, are exercises.
    pub fn exercises_among(&self, ids: &[QuestionId]) -> usize {
        let first = QuestionId(self.question_count());
        ids.len() - ids.partition_point(|id| *id < first)
    }

    /// The questions before and after one in its level, or the exercises.
    pub fn previous_and_next(&self, id: QuestionId) -> (Option<QuestionId>, Option<QuestionId>) {
        let list = self.level(self.question(id).item.level);
        let first_exercise = list.len() - self.exercises_among(list);
        let (questions, exercises) = list.split_at(first_exercise);
        let list = if self.question(id).item.is_exercise() {
            exercises
        } else {
            questions
        };
        // Within a level, ids rise: the questions are sorted by level first.
        let Ok(at) = list.binary_search(&id) else {
            return (None, None);
        };
        let before = at.checked_sub(1).map(|before| list[before]);
        (before, list.get(at + 1).copied())
    }

    /// The tag of that name, without regard to case.
    pub fn tag_named(&self, name: &str) -> Option<TagId> {
        let key = tags::key(name);
        let found = self.tags.binary_search_by(|tag| tag.key.cmp(&key));
        found.ok().map(TagId)
    }

    /// The questions of a list.
    pub fn list(&self, list: List) -> Cow<'_, [QuestionId]> {
        match list {
            List::All => self.question_ids().take(self.question_count()).collect(),
            List::Exercises => self.question_ids().skip(self.question_count()).collect(),
            List::Level(id) => self.level(id).into(),
            List::Topic(id) => self.topic(id).into(),
            List::Source(id) => self.source(id).into(),
            List::Tag(id) => (&self.tag(id).questions).into(),
        }
    }

    /// All lists: of all questions, of all exercises if there are any, and of each level, topic, source and tag.
    pub fn lists(&self) -> Vec<List> {
        let levels = self.config.level_ids().map(List::Level);
        let topics = self.config.topic_ids().map(List::Topic);
        let sources = self.config.source_ids().map(List::Source);
        std::iter::once(List::All)
            .chain(self.has_exercises().then_some(List::Exercises))
            .chain(levels)
            .chain(topics)
            .chain(sources)
            .chain((0..self.tags.len()).map(|id| List::Tag(TagId(id))))
            .collect()
    }

    /// Into how many pages a list is split; an empty list has one.
    pub fn list_pages(&self, list: List) -> usize {
        let length = match list {
            List::All => self.question_count(),
            List::Exercises => self.exercise_count(),
            _ => self.list(list).len(),
        };
        length.div_ceil(LIST_LENGTH).max(1)
    }

    /// The questions that a page of a list shows.
    pub fn on_page(&self, list: List, page: usize) -> Vec<QuestionId> {
        let ids = self.list(list);
        let from = (page * LIST_LENGTH).min(ids.len());
        let to = (from + LIST_LENGTH).min(ids.len());
        ids[from..to].to_vec()
    }

    /// The sheets: of everything, and of each level and topic.
    pub fn sheets(&self) -> Vec<Sheet> {
        let levels = self.config.level_ids().map(Sheet::Level);
        let topics = self.config.topic_ids().map(Sheet::Topic);
        std::iter::once(Sheet::All)
            .chain(levels)
            .chain(topics)
            .collect()
    }

    /// The questions of a sheet, without those that are not to be on any.
    pub fn sheet(&self, sheet: Sheet) -> Vec<QuestionId> {
        let ids: Vec<QuestionId> = match sheet {
            Sheet::All => self.question_ids().collect(),
            Sheet::Level(id) => self.level(id).to_vec(),
            Sheet::Topic(id) => self.topic(id).to_vec(),
        };
        let ids = ids.into_iter();
        ids.filter(|id| self.question(*id).item.sheet).collect()
    }
}
