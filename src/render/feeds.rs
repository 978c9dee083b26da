//! What machines read: the site map, the feed and `robots.txt`.

use super::Renderer;
use super::context::absolute;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, QuestionId};
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
