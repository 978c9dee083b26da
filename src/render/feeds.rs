//! What machines read: the site map, the feed, `robots.txt` and `llms.txt`.

use super::Renderer;
use super::context::absolute;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, QuestionId, href};
use crate::question::title_text;
use serde::Serialize;
use tera::{Context, Value};

/// The most questions in the feed.
const FEED_LENGTH: usize = 50;

#[derive(Serialize)]
struct MapEntry {
    url: String,
    updated: Option<String>,
}

pub(super) fn sitemap(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let base = guide.config.base_url.as_ref();
    let mut entries = Vec::new();
    let mut add = |address: &str, updated: Option<&String>| {
        if let Some(url) = absolute(base, address) {
            entries.push(MapEntry {
                url,
                updated: updated.cloned(),
            });
        }
    };
    add("index.html", None);
    for list in guide.lists() {
        for page in 0..guide.list_pages(list) {
            add(&guide.list_address(list, page), None);
        }
    }
    for page in &guide.pages {
        add(&page.address, page.item.updated.as_ref());
    }
    for question in &guide.questions {
        add(&question.address, question.item.updated.as_ref());
    }
    let mut context = Context::new();
    context.insert("entries", &entries);
    renderer.render("sitemap.xml", &context, "sitemap.xml")
}

/// Whether any question says when it was updated.
pub(super) fn has_feed(guide: &Guide) -> bool {
    guide.questions.iter().any(|q| q.item.updated.is_some())
}

#[derive(Serialize)]
struct FeedEntry<'a> {
    title: String,
    url: String,
    updated: &'a str,
    summary_html: Value,
    topic: &'a str,
    level: &'a str,
}

/// The newest questions, dated by the newest of them: no clock is asked.
pub(super) fn feed(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let base = guide.config.base_url.as_ref();
    let mut dated: Vec<(&str, QuestionId)> = guide
        .question_ids()
        .filter_map(|id| Some((guide.question(id).item.updated.as_deref()?, id)))
        .collect();
    dated.sort_by(|a, b| b.0.cmp(a.0).then(a.1.cmp(&b.1)));
    dated.truncate(FEED_LENGTH);
    let newest = dated.first().map_or("", |(date, _)| date);
    let entries: Vec<FeedEntry> = dated
        .iter()
        .filter_map(|(updated, id)| {
            let entry = guide.question(*id);
            let question = &entry.item;
            Some(FeedEntry {
                title: title_text(&question.title),
                url: absolute(base, &entry.address)?,
                updated,
                // Escaped by the template: Atom holds HTML as text.
                summary_html: Value::normal_string(&question.summary_html),
                topic: &guide.config.topics[question.topic.0].title,
                level: &guide.config.levels[question.level.0].title,
            })
        })
        .collect();
    let mut context = Context::new();
    context.insert("entries", &entries);
    context.insert("updated", newest);
    context.insert("home", &absolute(base, "index.html"));
    context.insert("self", &absolute(base, "feed.xml"));
    renderer.render("feed.xml", &context, "feed.xml")
}

/// Everything may be read; the site map is named where there is one.
pub(super) fn robots(guide: &Guide) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(url) = absolute(guide.config.base_url.as_ref(), "sitemap.xml") {
        text.push_str(&format!("Sitemap: {url}\n"));
    }
    text
}

/// The guide as a list in Markdown, level by level, in the form of
/// llmstxt.org: addresses are full ones if `base_url` is known.
pub(super) fn llms(guide: &Guide) -> String {
    let config = &guide.config;
    let mut text = format!("# {}\n", config.title);
    if !config.description.is_empty() {
        text.push_str(&format!("\n> {}\n", config.description));
    }
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n## {title}\n\n{}", lines.concat()));
        }
    };
    let line = |title: &str, address: &str, summary: &str| {
        let url = absolute(config.base_url.as_ref(), address).unwrap_or_else(|| href(address));
        let title = title_text(title).replace(['[', ']'], "");
        let about = match summary.is_empty() {
            true => String::new(),
            false => format!(": {summary}"),
        };
        format!("- [{title}]({url}){about}\n")
    };
    for (level, questions) in config.levels.iter().zip(&guide.levels) {
        let entries = questions.iter().map(|id| guide.question(*id));
        let lines = entries.map(|e| line(&e.item.title, &e.address, &e.item.summary));
        list(&level.title, lines.collect());
    }
    let pages = guide.pages.iter();
    let lines = pages.map(|e| line(&e.item.title, &e.address, &e.item.summary));
    list("Pages", lines.collect());
    text
}
