//! Pages of questions, plain pages, redirects and the page for what is not there.

use super::context::{
    Attribution, Heading, PageHead, PageLink, absolute, attributions, contents, description, href,
    html, seconds,
};
use super::play::{self, Play};
use super::{Renderer, metadata};
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, List, PageId, QuestionId, RedirectId};
use crate::question::Question;
use crate::urls::encode;
use serde::Serialize;
use std::borrow::Cow;
use tera::{Context, Value};

#[derive(Serialize)]
struct QuestionContext<'a> {
    #[serde(flatten)]
    row: Value,
    body: Value,
    /// Seconds to say the short answer.
    seconds: usize,
    contents: Vec<Heading<'a>>,
    sources: Vec<Attribution<'a>>,
    previous: Option<PageLink>,
    next: Option<PageLink>,
    related: Vec<Value>,
    tag_links: Vec<TagLink<'a>>,
    asked_as: Option<Wordings<'a>>,
    play: Option<Play>,
    /// Whether an exercise can be tried in the page.
    run: Option<Run<'a>>,
}

/// How an exercise can be tried where the guide has a playground.
#[derive(Serialize)]
struct Run<'a> {
    /// Why it cannot.
    not: Option<Cow<'a, str>>,
}

/// Other ways to ask a question: the first stands for all until they are unfolded.
#[derive(Serialize)]
struct Wordings<'a> {
    first: &'a str,
    others: Vec<&'a str>,
}

/// A tag as the question writes it.
#[derive(Serialize)]
struct TagLink<'a> {
    name: &'a str,
    href: String,
}

pub(super) fn question(
    renderer: &Renderer,
    guide: &Guide,
    id: QuestionId,
) -> Result<String, Box<Diagnostic>> {
    let entry = guide.question(id);
    let question = &entry.item;
    let kind = if question.is_exercise() {
        "exercise"
    } else {
        "question"
    };
    let head = PageHead {
        description: description(question),
        updated: question.updated.clone(),
        edit_url: edit_url(guide, &question.path),
        json_ld: Some(metadata::question(guide, id)),
        ..PageHead::new(kind, guide, &Kind::Question(id))
    };
    let (previous, next) = guide.previous_and_next(id);
    let link = |id: QuestionId| PageLink::new(guide, &Kind::Question(id));
    let shown = QuestionContext {
        row: renderer.rows.of(guide, id),
        body: html(guide, entry, &question.body, &head.root),
        seconds: seconds(&question.summary),
        contents: contents(&question.body),
        sources: attributions(guide, &question.sources),
        previous: previous.map(link),
        next: next.map(link),
        related: guide
            .related
            .of(id)
            .iter()
            .map(|id| renderer.rows.of(guide, *id))
            .collect(),
        tag_links: tag_links(guide, question),
        asked_as: wordings(question),
        play: play::page(guide, &question.body, question.is_exercise()),
        run: run(guide, question),
    };
    let mut context = Context::new();
    context.insert("page", &head);
    context.insert("question", &shown);
    let template = format!("{kind}.html");
    renderer.render(&template, &context, guide.address(&Kind::Question(id)))
}

fn run<'a>(guide: &Guide, question: &'a Question) -> Option<Run<'a>> {
    let runtime = guide.runtime.as_ref()?;
    let (exercise, body) = (question.exercise?, &question.body);
    let newer = exercise
        .requires(body)
        .filter(|needed| *needed > runtime.python);
    let newer = newer.map(|needed| play::requires(guide, needed).into());
    let not = exercise.not_played(body).map(Cow::Borrowed);
    Some(Run { not: not.or(newer) })
}

fn wordings(question: &Question) -> Option<Wordings<'_>> {
    let (first, others) = question.asked_as.split_first()?;
    Some(Wordings {
        first: &first.value,
        others: others.iter().map(|wording| &*wording.value).collect(),
    })
}

fn tag_links<'a>(guide: &Guide, question: &'a Question) -> Vec<TagLink<'a>> {
    let tags = question.tags.iter();
    tags.filter_map(|name| {
        let list = Kind::List(List::Tag(guide.tag_named(name)?), 0);
        let href = href(guide, &list);
        Some(TagLink { name, href })
    })
    .collect()
}

#[derive(Serialize)]
struct PlainContext<'a> {
    body: Value,
    summary: &'a str,
    contents: Vec<Heading<'a>>,
    sources: Vec<Attribution<'a>>,
    minutes: usize,
    play: Option<Play>,
}

pub(super) fn plain_page(
    renderer: &Renderer,
    guide: &Guide,
    id: PageId,
) -> Result<String, Box<Diagnostic>> {
    let entry = guide.page(id);
    let page = &entry.item;
    let head = PageHead {
        description: page.summary.clone(),
        updated: page.updated.clone(),
        edit_url: edit_url(guide, &page.path),
        ..PageHead::new("page", guide, &Kind::Page(id))
    };
    let shown = PlainContext {
        body: html(guide, entry, &page.body, &head.root),
        summary: &page.summary,
        contents: contents(&page.body),
        sources: attributions(guide, &page.sources),
        minutes: page.body.minutes,
        play: play::page(guide, &page.body, false),
    };
    let mut context = Context::new();
    context.insert("page", &head);
    context.insert("plain", &shown);
    renderer.render("page.html", &context, guide.address(&Kind::Page(id)))
}

/// `404.html` is shown at any depth, so its links start with the path of the site; where that is not known, `check`
/// says so.
pub(super) fn not_found(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let root = guide.config.path().unwrap_or("/").to_owned();
    let head = PageHead {
        root,
        canonical: None,
        ..PageHead::new("not-found", guide, &Kind::NotFound)
    };
    let mut context = Context::new();
    context.insert("page", &head);
    renderer.render("404.html", &context, guide.address(&Kind::NotFound))
}

pub(super) fn redirect(
    renderer: &Renderer,
    guide: &Guide,
    id: RedirectId,
) -> Result<String, Box<Diagnostic>> {
    let to = guide.address(&guide.redirect(id).to);
    let head = PageHead {
        canonical: absolute(guide.config.base_url.as_ref(), to),
        ..PageHead::new("redirect", guide, &Kind::Redirect(id))
    };
    let mut context = Context::new();
    context.insert("target", &format!("{}{}", head.root, encode(to)));
    context.insert("page", &head);
    renderer.render(
        "redirect.html",
        &context,
        guide.address(&Kind::Redirect(id)),
    )
}

/// Where the file of a page can be edited: GitHub's own form of the address.
fn edit_url(guide: &Guide, path: &str) -> Option<String> {
    let repository = guide.config.repository.as_ref()?;
    Some(format!("{repository}/edit/HEAD/{}", encode(path)))
}
