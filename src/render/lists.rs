//! The home page and the lists of questions.

use super::context::{Group, PageHead, href, levels, topic, topics};
use super::{Renderer, metadata};
use crate::config::{LevelId, TopicId};
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, LIST_LENGTH, List, QuestionId, SHEET_LENGTH, SectionOf, Sheet};
use serde::Serialize;
use tera::{Context, Value};

/// A cell of the grid: how many questions a topic has at a level.
#[derive(Serialize)]
struct Cell<'a> {
    level: &'a str,
    level_title: &'a str,
    count: usize,
    href: String,
}

#[derive(Serialize)]
struct GridRow<'a> {
    topic: Group<'a>,
    cells: Vec<Cell<'a>>,
}

pub(super) fn home(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let head = PageHead {
        description: guide.config.description.clone(),
        json_ld: Some(metadata::web_site(guide)),
        ..PageHead::new("home", guide, &Kind::Home)
    };
    let mut context = Context::new();
    context.insert("grid", &grid(guide));
    context.insert("exercises", &exercises(guide));
    context.insert("page", &head);
    renderer.render("home.html", &context, guide.address(&Kind::Home))
}

/// Topics by levels; a cell leads to the topic's questions of that level.
fn grid(guide: &Guide) -> Vec<GridRow<'_>> {
    let topics = guide.config.topic_ids();
    topics
        .filter(|id| {
            let list = guide.topic(*id);
            list.len() > guide.exercises_among(list)
        })
        .map(|id| {
            let levels = guide.config.level_ids();
            GridRow {
                topic: topic(guide, id),
                cells: levels.map(|level| cell(guide, id, level)).collect(),
            }
        })
        .collect()
}

fn cell(guide: &Guide, topic: TopicId, id: LevelId) -> Cell<'_> {
    let place = place(guide, topic, id);
    let page = href(guide, &Kind::List(List::Topic(topic), place.page));
    let section = guide.section_id(SectionOf::Level(id));
    let level = &guide.config[id];
    Cell {
        level: &level.id,
        level_title: &level.title,
        count: place.count,
        href: format!("{page}#{section}"),
    }
}

/// The exercises of each level; none where there are none at all.
fn exercises(guide: &Guide) -> Vec<Cell<'_>> {
    let all = guide.list(List::Exercises);
    let of_level = |id: LevelId| {
        let is = |exercise: &&QuestionId| guide.question(**exercise).item.level == id;
        let before = all.iter().position(|exercise| is(&exercise)).unwrap_or(0);
        let page = href(guide, &Kind::List(List::Exercises, before / LIST_LENGTH));
        let level = &guide.config[id];
        Cell {
            level: &level.id,
            level_title: &level.title,
            count: all.iter().filter(is).count(),
            href: format!("{page}#{}", guide.section_id(SectionOf::Level(id))),
        }
    };
    let made = guide.routes.made(&Kind::List(List::Exercises, 0));
    let levels = guide.config.level_ids().filter(|_| made.is_some());
    levels.map(of_level).collect()
}

struct Place {
    count: usize,
    /// The page of the topic's list on which the level begins.
    page: usize,
}

fn place(guide: &Guide, topic: TopicId, level: LevelId) -> Place {
    let list = guide.topic(topic);
    let questions = list.len() - guide.exercises_among(list);
    let list = &list[..questions];
    let is = |id: &&QuestionId| guide.question(**id).item.level == level;
    Place {
        count: list.iter().filter(is).count(),
        page: list.iter().position(|id| is(&id)).unwrap_or(0) / LIST_LENGTH,
    }
}

/// Questions of a list under one heading.
#[derive(Serialize)]
struct Section<'a> {
    id: String,
    title: &'a str,
    /// The level, where the heading is one.
    level: Option<&'a str>,
    rows: Vec<Value>,
    /// The same as HTML, for lists whose rows stand in others just so.
    finished: Vec<Value>,
}

/// A row of the list of a source.
#[derive(Serialize)]
struct SourceRow<'a> {
    #[serde(flatten)]
    row: Value,
    /// The places in the source that ask this.
    places: Vec<&'a str>,
}

/// One of the pages that a long list is split into.
#[derive(Serialize)]
struct PageNumber {
    number: usize,
    href: String,
    current: bool,
}

/// A level or topic that the list can be narrowed to.
#[derive(Serialize)]
struct Choice<'a> {
    id: &'a str,
    title: &'a str,
    number: usize,
    count: usize,
}

#[derive(Serialize)]
struct ListContext<'a> {
    /// `all`, `exercises`, `level`, `topic`, `source` or `tag`.
    kind: &'static str,
    id: &'a str,
    /// Address of the cheat sheet of the same questions.
    sheet: Option<String>,
    /// Address of a cheat sheet that holds all of them, to be narrowed to some.
    holds: Option<String>,
    /// Place among its kind, from 1; 0 for the list of all.
    number: usize,
    description: &'a str,
    count: usize,
    /// How many of them are exercises.
    exercises: usize,
    sections: Vec<Section<'a>>,
    /// Levels and topics that occur in the list, with their counts in it.
    levels: Vec<Choice<'a>>,
    topics: Vec<Choice<'a>>,
    pages: Vec<PageNumber>,
    source: Option<SourceContext<'a>>,
}

#[derive(Serialize)]
struct SourceContext<'a> {
    publisher: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
}

pub(super) fn list(
    renderer: &Renderer,
    guide: &Guide,
    list: List,
    page: usize,
) -> Result<String, Box<Diagnostic>> {
    let Frame {
        head,
        mut shown,
        ids,
    } = frame(guide, list, page);
    shown.sections = sections(renderer, guide, list, &ids)?;
    let mut context = Context::new();
    context.insert("list", &shown);
    context.insert("page", &head);
    renderer.render(
        "list.html",
        &context,
        guide.address(&Kind::List(list, page)),
    )
}

/// A page of a list without its rows.
pub(super) struct Frame<'a> {
    head: PageHead,
    shown: ListContext<'a>,
    /// The questions that the rows are of.
    pub ids: Vec<QuestionId>,
}

impl Frame<'_> {
    /// All that the page shows but its rows.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain data written to memory cannot fail.
        serde_json::to_vec(&(&self.head, &self.shown)).unwrap_or_default()
    }
}

pub(super) fn frame(guide: &Guide, list: List, page: usize) -> Frame<'_> {
    let (kind, id, description) = names(guide, list);
    let ids = guide.list(list);
    let pages = guide.list_pages(list);
    let (of_levels, of_topics) = counts(guide, &ids);
    let head = PageHead {
        description: description.to_owned(),
        ..PageHead::new("list", guide, &Kind::List(list, page))
    };
    let shown = ListContext {
        kind,
        id,
        sheet: sheet(list).map(|sheet| href(guide, &Kind::Sheet(sheet))),
        holds: holds(guide, list).map(|sheet| href(guide, &Kind::Sheet(sheet))),
        number: match list {
            List::All | List::Exercises => 0,
            List::Level(id) => id.0 + 1,
            List::Topic(id) => id.0 + 1,
            List::Source(id) => id.0 + 1,
            List::Tag(id) => id.0 + 1,
        },
        description,
        count: ids.len(),
        exercises: guide.exercises_among(&ids),
        sections: Vec::new(),
        levels: choices(levels(guide), &of_levels),
        topics: choices(topics(guide), &of_topics),
        pages: (0..pages)
            .map(|number| PageNumber {
                number: number + 1,
                href: href(guide, &Kind::List(list, number)),
                current: number == page,
            })
            .collect(),
        source: source(guide, list),
    };
    let ids = guide.on_page(list, page);
    Frame { head, shown, ids }
}

fn choices<'a>(groups: Vec<Group<'a>>, counts: &[usize]) -> Vec<Choice<'a>> {
    let choices = groups.into_iter().zip(counts).map(|(group, count)| Choice {
        id: group.id,
        title: group.title,
        number: group.number,
        count: *count,
    });
    choices.filter(|choice| choice.count > 0).collect()
}

/// How many of some questions each level has, and each topic.
fn counts(guide: &Guide, ids: &[QuestionId]) -> (Vec<usize>, Vec<usize>) {
    let mut levels = vec![0; guide.config.levels.len()];
    let mut topics = vec![0; guide.config.topics.len()];
    for id in ids {
        let question = &guide.question(*id).item;
        levels[question.level.0] += 1;
        topics[question.topic.0] += 1;
    }
    (levels, topics)
}

/// What templates call a list, its id, and a sentence about it.
fn names(guide: &Guide, list: List) -> (&'static str, &str, &str) {
    let config = &guide.config;
    match list {
        List::All => ("all", "", ""),
        List::Exercises => (
            "exercises",
            "",
            guide.strings.for_pages().get("exercises_lead"),
        ),
        List::Level(id) => {
            let level = &config[id];
            ("level", &level.id, &level.description)
        }
        List::Topic(id) => {
            let topic = &config[id];
            ("topic", &topic.id, &topic.description)
        }
        List::Tag(id) => ("tag", &guide.tag(id).name, ""),
        List::Source(id) => {
            let source = &config[id];
            ("source", &source.id, &source.description)
        }
    }
}

/// The cheat sheet of a list's questions.
fn sheet(list: List) -> Option<Sheet> {
    match list {
        List::Level(id) => Some(Sheet::Level(id)),
        List::Topic(id) => Some(Sheet::Topic(id)),
        List::All | List::Exercises | List::Source(_) | List::Tag(_) => None,
    }
}

/// A cheat sheet with all questions of a list; where the guide has too many for one, that of the list itself.
fn holds(guide: &Guide, list: List) -> Option<Sheet> {
    if guide.questions.len() <= SHEET_LENGTH {
        return Some(Sheet::All);
    }
    sheet(list).filter(|_| guide.list(list).len() <= SHEET_LENGTH)
}

fn source(guide: &Guide, list: List) -> Option<SourceContext<'_>> {
    let List::Source(id) = list else {
        return None;
    };
    let source = &guide.config[id];
    Some(SourceContext {
        publisher: source.publisher.as_deref(),
        date: source.date.as_deref(),
        url: source.url.as_deref(),
    })
}

/// The sections of a page with their rows.
fn sections<'a>(
    renderer: &Renderer,
    guide: &'a Guide,
    list: List,
    ids: &[QuestionId],
) -> Result<Vec<Section<'a>>, Box<Diagnostic>> {
    let sections = guide.sections(list, ids).into_iter();
    sections
        .map(|section| {
            let (title, level) = match section.of {
                SectionOf::Topic(id) => (&*guide.config[id].title, None),
                SectionOf::Level(id) => {
                    let level = &guide.config[id];
                    (&*level.title, Some(level.id.as_str()))
                }
                SectionOf::Exercises => (guide.strings.for_pages().get("exercises_title"), None),
            };
            let rows = || section.questions.iter();
            Ok(Section {
                title,
                level,
                finished: if rows().all(|id| places(guide, list, *id).is_empty())
                    && matches!(list, List::Source(_) | List::Tag(_))
                {
                    rows()
                        .map(|id| renderer.finished_row(guide, *id))
                        .collect::<Result<_, _>>()?
                } else {
                    Vec::new()
                },
                rows: rows()
                    .map(|id| list_row(renderer, guide, list, *id))
                    .collect(),
                id: section.id,
            })
        })
        .collect()
}

fn list_row(renderer: &Renderer, guide: &Guide, list: List, id: QuestionId) -> Value {
    let row = renderer.rows.of(guide, id);
    let places = places(guide, list, id);
    if places.is_empty() {
        row
    } else {
        Value::from_serializable(&SourceRow { row, places })
    }
}

/// Where in the source of a list a question is asked.
fn places(guide: &Guide, list: List, id: QuestionId) -> Vec<&str> {
    let List::Source(source) = list else {
        return Vec::new();
    };
    let asked = guide.question(id).item.sources.iter();
    asked
        .filter(|asked| asked.id == source)
        .filter_map(|asked| asked.at.as_deref())
        .collect()
}
