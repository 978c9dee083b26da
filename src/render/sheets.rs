//! Cheat sheets.

use super::Renderer;
use super::context::{self, PageHead, href, safe};
use super::rows::old_slugs;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, QuestionId, SHEET_LENGTH, Sheet};
use crate::outputs::sheet as output;
use crate::question::{Question, title_html};
use serde::Serialize;
use tera::{Context, Value};

#[derive(Serialize)]
struct SheetContext<'a> {
    /// `all`, `level` or `topic`.
    kind: &'static str,
    /// What the running head says.
    title: String,
    count: usize,
    /// Too many questions for a sheet: it has no groups.
    too_long: bool,
    groups: Vec<Group<'a>>,
    levels: Vec<Choice<'a>>,
    topics: Vec<Choice<'a>>,
}

/// Questions of one level and topic.
#[derive(Serialize)]
struct Group<'a> {
    level: Option<&'a str>,
    level_number: usize,
    topic: Option<&'a str>,
    topic_number: usize,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    slug: String,
    /// Slugs that it had before, with spaces between them.
    was: String,
    href: String,
    title_html: Value,
    summary_html: Value,
    /// Highlighted code, or nothing.
    code: Option<Value>,
}

/// A level or topic to narrow the sheet to, with its own sheet.
#[derive(Serialize)]
struct Choice<'a> {
    id: &'a str,
    title: &'a str,
    number: usize,
    /// Its questions on this sheet.
    count: usize,
    href: String,
    current: bool,
}

pub(super) fn sheet(
    renderer: &Renderer,
    guide: &Guide,
    sheet: Sheet,
) -> Result<String, Box<Diagnostic>> {
    let strings = &guide.strings;
    let made = Kind::Sheet(sheet);
    let ids = guide.sheet(sheet);
    let (kind, part) = match sheet {
        Sheet::All => ("all", None),
        Sheet::Level(id) => ("level", Some(&guide.config[id].title)),
        Sheet::Topic(id) => ("topic", Some(&guide.config[id].title)),
    };
    let head = PageHead {
        description: strings.get("sheet_lead").to_owned(),
        ..PageHead::new("sheet-page", guide, &made)
    };
    let too_long = ids.len() > SHEET_LENGTH;
    let shown = SheetContext {
        kind,
        title: match part {
            Some(part) => format!("{}: {part}", guide.config.title),
            None => guide.config.title.clone(),
        },
        count: ids.len(),
        too_long,
        groups: if too_long {
            Vec::new()
        } else {
            groups(guide, sheet, &ids)
        },
        levels: level_choices(guide, sheet, &ids),
        topics: topic_choices(guide, sheet, &ids),
    };
    let mut context = Context::new();
    context.insert("sheet", &shown);
    context.insert("page", &head);
    renderer.render("cheatsheet.html", &context, guide.address(&made))
}

fn groups<'a>(guide: &'a Guide, sheet: Sheet, ids: &[QuestionId]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for id in ids {
        let entry = guide.question(*id);
        let question = &entry.item;
        let (level, topic) = (question.level, question.topic);
        let numbers = (level.0 + 1, topic.0 + 1);
        let same = |group: &Group| (group.level_number, group.topic_number) == numbers;
        if !groups.last().is_some_and(same) {
            let in_level = matches!(sheet, Sheet::Level(_));
            let in_topic = matches!(sheet, Sheet::Topic(_));
            groups.push(Group {
                level: (!in_level).then_some(guide.config[level].title.as_str()),
                level_number: numbers.0,
                topic: (!in_topic).then_some(guide.config[topic].title.as_str()),
                topic_number: numbers.1,
                entries: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(Entry {
                slug: question.slug.value.clone(),
                was: old_slugs(question).join(" "),
                href: href(guide, &Kind::Question(*id)),
                title_html: safe(&title_html(&question.title)),
                summary_html: safe(&question.summary_html),
                code: output::code(&question.body).map(|html| safe(&html)),
            });
        }
    }
    groups
}

fn level_choices<'a>(guide: &'a Guide, sheet: Sheet, ids: &[QuestionId]) -> Vec<Choice<'a>> {
    let levels = guide.config.level_ids();
    levels
        .filter(|id| !guide.level(*id).is_empty())
        .map(|id| {
            let own = Sheet::Level(id);
            let count = count(guide, ids, |q| q.level == id);
            choice(guide, context::level(guide, id), count, own, sheet)
        })
        .collect()
}

fn topic_choices<'a>(guide: &'a Guide, sheet: Sheet, ids: &[QuestionId]) -> Vec<Choice<'a>> {
    let topics = guide.config.topic_ids();
    topics
        .filter(|id| !guide.topic(*id).is_empty())
        .map(|id| {
            let own = Sheet::Topic(id);
            let count = count(guide, ids, |q| q.topic == id);
            choice(guide, context::topic(guide, id), count, own, sheet)
        })
        .collect()
}

/// What leads from a sheet to that of a group, its own.
fn choice<'a>(
    guide: &Guide,
    group: context::Group<'a>,
    count: usize,
    own: Sheet,
    sheet: Sheet,
) -> Choice<'a> {
    Choice {
        id: group.id,
        title: group.title,
        number: group.number,
        count,
        href: href(guide, &Kind::Sheet(own)),
        current: own == sheet,
    }
}

fn count(guide: &Guide, ids: &[QuestionId], is: impl Fn(&Question) -> bool) -> usize {
    ids.iter()
        .filter(|id| is(&guide.question(**id).item))
        .count()
}
