//! Questions as rows of lists, each made once for all pages that show it.

use super::Renderer;
use super::context::{Group, href, levels, safe, topics};
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, QuestionId};
use crate::question::{Question, title_html};
use serde::Serialize;
use std::sync::OnceLock;
use tera::{Context, Value};

/// A question as a row of a list.
#[derive(Serialize)]
struct Row<'a> {
    slug: &'a str,
    href: String,
    title_html: Value,
    summary_html: Value,
    level: Value,
    topic: Value,
    minutes: usize,
    /// The same in words.
    reading: String,
    tags: &'a [String],
    draft: bool,
    exercise: bool,
    /// Old slugs, between spaces: marks are kept under a slug.
    was: String,
}

/// What rows share, as templates see it.
pub(super) struct Rows {
    levels: Vec<Value>,
    topics: Vec<Value>,
    /// For each question, its row, once it was asked for: each stands in several
    /// lists, and among the related questions of several pages.
    made: Vec<OnceLock<Value>>,
    /// The same as HTML, see [`Renderer::finished_row`].
    finished: Vec<OnceLock<Value>>,
}

impl Rows {
    /// Those of a guide.
    pub(super) fn new(guide: &Guide) -> Rows {
        let value = |group: &Group| Value::from_serializable(group);
        Rows {
            levels: levels(guide).iter().map(value).collect(),
            topics: topics(guide).iter().map(value).collect(),
            made: guide.question_ids().map(|_| OnceLock::new()).collect(),
            finished: guide.question_ids().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The row of a question of the guide.
    pub(super) fn of(&self, guide: &Guide, id: QuestionId) -> Value {
        let row = self.made[id.0].get_or_init(|| Value::from_serializable(&self.row(guide, id)));
        row.clone()
    }

    fn row<'a>(&self, guide: &'a Guide, id: QuestionId) -> Row<'a> {
        let entry = guide.question(id);
        let question = &entry.item;
        Row {
            slug: &question.slug.value,
            href: href(guide, &Kind::Question(id)),
            title_html: safe(&title_html(&question.title)),
            summary_html: safe(&question.summary_html),
            level: self.levels[question.level.0].clone(),
            topic: self.topics[question.topic.0].clone(),
            minutes: question.body.minutes,
            reading: reading(guide, question.body.minutes),
            tags: &question.tags,
            draft: question.draft,
            exercise: question.is_exercise(),
            was: old_slugs(question).join(" "),
        }
    }
}

impl Renderer {
    /// The row of a question as the lists of sources and tags show it: from a folder of the
    /// site, with level and topic. It stands in several of them, so its HTML is made once.
    pub(super) fn finished_row(
        &self,
        guide: &Guide,
        id: QuestionId,
    ) -> Result<Value, Box<Diagnostic>> {
        let made = &self.rows.finished[id.0];
        if let Some(html) = made.get() {
            return Ok(html.clone());
        }
        let mut context = Context::new();
        context.insert("item", &self.rows.of(guide, id));
        context.insert("root", "../");
        let html = self.render("row.html", &context, "")?;
        Ok(made.get_or_init(|| safe(html.trim_end())).clone())
    }
}

/// How long it takes to read a text, in words.
fn reading(guide: &Guide, minutes: usize) -> String {
    let words = guide.strings.for_pages().get("minutes");
    words.replace("{count}", &minutes.to_string())
}

/// The slugs that a question had before, from its aliases.
pub(super) fn old_slugs(question: &Question) -> Vec<&str> {
    let slug = |alias: &'_ str| -> Option<(usize, usize)> {
        let folders = ["questions/", "exercises/"].into_iter();
        let mut starts = folders.filter_map(|folder| Some(alias.rfind(folder)? + folder.len()));
        let start = starts.next()?;
        let end = alias.strip_suffix(".html").unwrap_or(alias).len();
        (start < end && !alias[start..end].contains('/')).then_some((start, end))
    };
    question
        .aliases
        .iter()
        .filter_map(|alias| slug(&alias.value).map(|(start, end)| &alias.value[start..end]))
        .collect()
}
