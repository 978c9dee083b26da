//! What machines read: the site map, the feed, `robots.txt` and `llms.txt`.

use super::Renderer;
use super::context::absolute;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, QuestionId, Route};
use crate::question::title_text;
use crate::urls::encode;
use serde::Serialize;
use tera::{Context, Value};

/// The most questions in the feed.
const FEED_LENGTH: usize = 50;

#[derive(Serialize)]
struct MapEntry<'a> {
    url: String,
    updated: Option<&'a str>,
}

pub(super) fn sitemap(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let base = guide.config.base_url.as_ref();
    let mapped = guide
        .routes
        .all()
        .iter()
        .filter(|route| route.kind.part().mapped);
    let entries: Vec<MapEntry> = mapped
        .filter_map(|route| {
            Some(MapEntry {
                url: absolute(base, &route.address)?,
                updated: updated(guide, &route.kind),
            })
        })
        .collect();
    let mut context = Context::new();
    context.insert("entries", &entries);
    renderer.render("sitemap.xml", &context, guide.address(&Kind::Sitemap))
}

/// When what a page says was changed.
fn updated<'a>(guide: &'a Guide, kind: &Kind) -> Option<&'a str> {
    match kind {
        Kind::Question(id) => guide.question(*id).item.updated.as_deref(),
        Kind::Page(id) => guide.page(*id).item.updated.as_deref(),
        _ => None,
    }
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
                url: absolute(base, guide.address(&Kind::Question(*id)))?,
                updated,
                // Escaped by the template: Atom holds HTML as text.
                summary_html: Value::normal_string(&question.summary_html),
                topic: &guide.config[question.topic].title,
                level: &guide.config[question.level].title,
            })
        })
        .collect();
    let mut context = Context::new();
    context.insert("entries", &entries);
    context.insert("updated", newest);
    let address = guide.address(&Kind::Feed);
    context.insert("home", &absolute(base, guide.address(&Kind::Home)));
    context.insert("self", &absolute(base, address));
    renderer.render("feed.xml", &context, address)
}

/// Everything may be read; the site map is named where there is one.
pub(super) fn robots(guide: &Guide) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    let base = guide.config.base_url.as_ref();
    let map = guide.routes.find(&Kind::Sitemap);
    if let Some(url) = map.and_then(|map| absolute(base, map)) {
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
    // A section for each level, one for exercises, and one for pages.
    let titles = config.levels.iter().map(|level| &*level.title);
    let titles = titles.chain(["exercises_title", "pages"].map(|name| guide.strings.get(name)));
    let mut sections: Vec<(&str, String)> = titles.map(|title| (title, String::new())).collect();
    let routes = guide.routes.all().iter();
    for route in routes.filter(|route| route.kind.part().listed) {
        let (section, summary) = match &route.kind {
            Kind::Question(id) => {
                let question = &guide.question(*id).item;
                let section = if question.is_exercise() {
                    config.levels.len()
                } else {
                    question.level.0
                };
                (section, &question.summary)
            }
            Kind::Page(id) => (config.levels.len() + 1, &guide.page(*id).item.summary),
            _ => continue,
        };
        sections[section].1.push_str(&line(guide, route, summary));
    }
    for (title, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
        text.push_str(&format!("\n## {title}\n\n{lines}"));
    }
    text
}

fn line(guide: &Guide, route: &Route, summary: &str) -> String {
    let base = guide.config.base_url.as_ref();
    let url = absolute(base, &route.address).unwrap_or_else(|| encode(&route.address).into_owned());
    let title = title_text(&guide.title(&route.kind)).replace(['[', ']'], "");
    let about = if summary.is_empty() {
        String::new()
    } else {
        format!(": {summary}")
    };
    format!("- [{title}]({url}){about}\n")
}
