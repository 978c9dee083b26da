//! All questions on one page, to read, to search with the browser, and to print.

use super::Renderer;
use super::context::{PageHead, absolute, href, safe, url};
use crate::book::{Chosen, Contents, Part, PartOf, Topic};
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, QuestionId, Target};
use crate::outputs::page::{self, Among};
use crate::question::{LinkId, title_html};
use crate::urls::encode;
use pulldown_cmark_escape::escape_html;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;
use tera::{Context, Value};

/// By how much headings of an answer are below those of a page of its own: there are level, topic and question above.
const DEEPER: u8 = 3;

/// Where links to what is not on the page lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outward {
    /// To the pages beside it.
    Site,
    /// To where the guide is published, or nowhere if that is not known: a file that is sent has no pages beside it.
    Web,
}

#[derive(Serialize)]
struct BookContext<'a> {
    title: String,
    /// Whether it stands among the pages of the site.
    is_page: bool,
    /// Whether code blocks are shown.
    code: bool,
    /// The day of the edition, or that of the newest question.
    date: Option<&'a str>,
    parts: Vec<PartContext<'a>>,
    /// The answers to the quizzes of each question that has any.
    answers: Vec<Answers<'a>>,
}

#[derive(Serialize)]
struct PartContext<'a> {
    title: &'a str,
    description: &'a str,
    /// Place of its level, from 1; 0 for the exercises.
    level: usize,
    count: usize,
    topics: Vec<TopicContext<'a>>,
}

#[derive(Serialize)]
struct TopicContext<'a> {
    title: &'a str,
    questions: Vec<&'a Chapter<'a>>,
}

/// A question with its answer.
#[derive(Serialize)]
struct Chapter<'a> {
    slug: &'a str,
    title_html: Value,
    summary_html: Value,
    /// Where its own page is, if a link may lead there.
    href: Option<String>,
    body: Value,
    /// Whether it has quizzes.
    asks: bool,
}

#[derive(Serialize)]
struct Answers<'a> {
    slug: &'a str,
    title_html: Value,
    body: Value,
}

/// The page of the site.
pub(super) fn page(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    on_one_page(renderer, guide, &Chosen::default(), Outward::Site)
}

/// What is chosen of a guide on one page.
pub fn on_one_page(
    renderer: &Renderer,
    guide: &Guide,
    chosen: &Chosen,
    outward: Outward,
) -> Result<String, Box<Diagnostic>> {
    let contents = Contents::new(guide, chosen);
    let on_page: FxHashSet<QuestionId> = contents.questions().collect();
    let links = Links {
        guide,
        on_page: &on_page,
        outward,
    };
    let ids: Vec<QuestionId> = contents.questions().collect();
    let chapters: Vec<Chapter> = ids.par_iter().map(|id| links.chapter(*id)).collect();
    let mut rest = chapters.iter();
    let parts = contents.parts.iter();
    let parts = parts.map(|part| part_context(guide, part, &mut rest));
    let asking = ids.iter().filter(|id| has_quizzes(guide, **id));
    let dates = ids.iter();
    let dates = dates.filter_map(|id| guide.question(*id).item.updated.as_deref());
    let shown = BookContext {
        title: chosen.title(guide),
        is_page: outward == Outward::Site,
        code: chosen.code,
        date: guide.config.book.date.as_deref().or(dates.max()),
        parts: parts.collect(),
        answers: asking.map(|id| links.answers(*id)).collect(),
    };
    let mut context = Context::new();
    context.insert("book", &shown);
    context.insert("page", &PageHead::new("book-page", guide, &Kind::BookPage));
    renderer.render("book.html", &context, guide.address(&Kind::BookPage))
}

fn part_context<'a>(
    guide: &'a Guide,
    part: &Part,
    chapters: &mut impl Iterator<Item = &'a Chapter<'a>>,
) -> PartContext<'a> {
    let mut topic = |topic: &Topic| TopicContext {
        title: &guide.config[topic.of].title,
        questions: chapters.by_ref().take(topic.questions.len()).collect(),
    };
    let topics: Vec<TopicContext> = part.topics.iter().map(&mut topic).collect();
    PartContext {
        title: part.of.title(guide),
        description: part.of.description(guide),
        level: match part.of {
            PartOf::Level(id) => id.0 + 1,
            PartOf::Exercises => 0,
        },
        count: topics.iter().map(|topic| topic.questions.len()).sum(),
        topics,
    }
}

fn has_quizzes(guide: &Guide, id: QuestionId) -> bool {
    !guide.question(id).item.body.quizzes.is_empty()
}

/// The place of a question on the page. No heading has it: those are below the question, behind a slash.
fn place(slug: &str, anchor: &str) -> String {
    if anchor.is_empty() {
        format!("#q-{}", encode(slug))
    } else {
        format!("#{}/{}", encode(slug), encode(anchor))
    }
}

/// What links are made from.
#[derive(Clone, Copy)]
struct Links<'a> {
    guide: &'a Guide,
    on_page: &'a FxHashSet<QuestionId>,
    outward: Outward,
}

impl<'a> Links<'a> {
    fn chapter(self, id: QuestionId) -> Chapter<'a> {
        let question = &self.guide.question(id).item;
        let among = Among {
            prefix: &format!("{}/", question.slug.value),
            deeper: DEEPER,
        };
        let mut body = String::new();
        let strings = self.guide.strings.for_pages();
        let mut address = |link: LinkId, html: &mut String| self.write(id, link, html);
        page::write_among(&question.body, among, strings, &mut address, &mut body);
        Chapter {
            slug: &question.slug.value,
            title_html: safe(&title_html(&question.title)),
            summary_html: safe(&question.summary_html),
            href: match self.outward {
                Outward::Site => Some(href(self.guide, &Kind::Question(id))),
                Outward::Web => None,
            },
            body: safe(&body),
            asks: !question.body.quizzes.is_empty(),
        }
    }

    fn answers(self, id: QuestionId) -> Answers<'a> {
        let question = &self.guide.question(id).item;
        let mut body = String::new();
        let strings = self.guide.strings.for_pages();
        let mut address = |link: LinkId, html: &mut String| self.write(id, link, html);
        page::write_answer_list(&question.body, strings, &mut address, &mut body);
        Answers {
            slug: &question.slug.value,
            title_html: safe(&title_html(&question.title)),
            body: safe(&body),
        }
    }

    /// Appends where a link of a question leads.
    fn write(self, from: QuestionId, link: LinkId, html: &mut String) {
        let entry = self.guide.question(from);
        let Some(target) = entry.target(link) else {
            return;
        };
        let shown = entry.item.body.link(link).image;
        let to = match self.inside(from, target) {
            Some(place) if !shown => place,
            _ if shown || self.outward == Outward::Site => url(target, ""),
            _ => match absolute(self.guide.config.base_url.as_ref(), "index.html") {
                Some(base) => url(target, &base),
                None => return,
            },
        };
        let _ = escape_html(html, &to);
    }

    /// Where on the page a link leads, if what it leads to is there.
    fn inside(self, from: QuestionId, target: &Target) -> Option<String> {
        let to = if target.address.is_empty() {
            from
        } else {
            match self.guide.routes.at(&target.address)?.kind {
                Kind::Question(id) if self.on_page.contains(&id) => id,
                _ => return None,
            }
        };
        let slug = &self.guide.question(to).item.slug.value;
        Some(place(slug, &target.anchor))
    }
}
