//! What templates see. HTML that is finished is marked safe here and nowhere else.

use super::text::shorten;
use crate::config::{BaseUrl, LevelId, SourceId, TopicId};
use crate::corpus::word_count;
use crate::guide::{Entry, Guide, Kind, List, QuestionId, Sheet, Target};
use crate::outputs::page;
use crate::question::{Document, LinkId, Question, title_html, title_text};
use crate::urls::{encode, recode};
use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use tera::Value;

/// Words that are spoken in a minute.
const WORDS_SPOKEN_A_MINUTE: usize = 150;

/// HTML that must not be escaped again.
pub(super) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// What every page says of itself.
#[derive(Serialize)]
pub(super) struct PageHead {
    /// The class of `body`: `home`, `list`, `question`, `sheet-page` and so on.
    pub kind: &'static str,
    pub title: String,
    pub title_html: Value,
    pub description: String,
    /// From this page to the root: ``, `../`, or the path of `base_url` on 404.html.
    pub root: String,
    /// Where the page is from the root.
    pub address: String,
    /// The page of the bar that this one belongs to, as it stands in a link from the root; empty for none.
    pub section: String,
    /// The page's full address, if it is known.
    pub canonical: Option<String>,
    pub updated: Option<String>,
    pub edit_url: Option<String>,
    /// JSON-LD, escaped for a `script` element.
    pub json_ld: Option<Value>,
}

impl PageHead {
    /// Of a page of the guide, as the templates call its kind.
    pub(super) fn new(name: &'static str, guide: &Guide, kind: &Kind) -> Self {
        let (title, address) = (guide.title(kind), guide.address(kind));
        PageHead {
            kind: name,
            title: title_text(&title),
            title_html: safe(&title_html(&guide.strings.title_for_pages(&title))),
            description: String::new(),
            root: "../".repeat(address.matches('/').count()),
            address: encode(address).into_owned(),
            section: section(guide, kind).map_or_else(String::new, |kind| href(guide, &kind)),
            canonical: absolute(guide.config.base_url.as_ref(), address),
            updated: None,
            edit_url: None,
            json_ld: None,
        }
    }
}

/// What of the bar leads to a page's like.
fn section(guide: &Guide, kind: &Kind) -> Option<Kind> {
    let level = |id| Kind::List(List::Level(id), 0);
    Some(match kind {
        Kind::List(List::Level(id), _) => level(*id),
        Kind::List(List::Exercises, _) => Kind::List(List::Exercises, 0),
        Kind::List(..) => Kind::List(List::All, 0),
        Kind::Question(id) => level(guide.question(*id).item.level),
        Kind::Sheet(_) => Kind::Sheet(Sheet::All),
        Kind::Interview => Kind::Practice,
        _ => return None,
    })
}

/// An address with the `base_url` before it; the home page is the base itself.
pub(super) fn absolute(base: Option<&BaseUrl>, address: &str) -> Option<String> {
    let base = base?.as_str();
    Some(match address {
        "index.html" => base.to_owned(),
        address => format!("{base}{}", encode(address)),
    })
}

/// A level, topic or source with its list.
#[derive(Serialize)]
pub(super) struct Group<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    /// Address of its list from the root.
    pub href: String,
    /// How many questions it has, without exercises.
    pub count: usize,
    /// How many exercises it has.
    pub exercises: usize,
    /// Place among its kind, from 1.
    pub number: usize,
}

/// A link to another page.
#[derive(Serialize)]
pub(super) struct PageLink {
    title_html: Value,
    href: String,
}

impl PageLink {
    /// A link to a page of the guide.
    pub(super) fn new(guide: &Guide, kind: &Kind) -> PageLink {
        PageLink {
            title_html: safe(&title_html(
                &guide.strings.title_for_pages(&guide.title(kind)),
            )),
            href: href(guide, kind),
        }
    }
}

pub(super) fn levels(guide: &Guide) -> Vec<Group<'_>> {
    let ids = guide.config.level_ids();
    ids.map(|id| level(guide, id)).collect()
}

pub(super) fn level(guide: &Guide, id: LevelId) -> Group<'_> {
    let level = &guide.config[id];
    Group {
        id: &level.id,
        title: &level.title,
        description: &level.description,
        href: href(guide, &Kind::List(List::Level(id), 0)),
        count: questions(guide, guide.level(id)),
        exercises: guide.exercises_among(guide.level(id)),
        number: id.0 + 1,
    }
}

/// How many of some are no exercises.
fn questions(guide: &Guide, ids: &[QuestionId]) -> usize {
    ids.len() - guide.exercises_among(ids)
}

pub(super) fn topic(guide: &Guide, id: TopicId) -> Group<'_> {
    let topic = &guide.config[id];
    Group {
        id: &topic.id,
        title: &topic.title,
        description: &topic.description,
        href: href(guide, &Kind::List(List::Topic(id), 0)),
        count: questions(guide, guide.topic(id)),
        exercises: guide.exercises_among(guide.topic(id)),
        number: id.0 + 1,
    }
}

pub(super) fn topics(guide: &Guide) -> Vec<Group<'_>> {
    let ids = guide.config.topic_ids();
    ids.map(|id| topic(guide, id)).collect()
}

fn source(guide: &Guide, id: SourceId) -> Group<'_> {
    let source = &guide.config[id];
    Group {
        id: &source.id,
        title: &source.title,
        description: &source.description,
        href: href(guide, &Kind::List(List::Source(id), 0)),
        count: questions(guide, guide.source(id)),
        exercises: guide.exercises_among(guide.source(id)),
        number: id.0 + 1,
    }
}

pub(super) fn sources(guide: &Guide) -> Vec<Group<'_>> {
    let ids = guide.config.source_ids();
    ids.map(|id| source(guide, id)).collect()
}

/// Where a page of the guide is, as it stands in a link from the root.
pub(super) fn href(guide: &Guide, kind: &Kind) -> String {
    encode(guide.address(kind)).into_owned()
}

/// Seconds that it takes to say a text, in steps of five.
pub(super) fn seconds(text: &str) -> usize {
    (word_count(text) * 60 / WORDS_SPOKEN_A_MINUTE)
        .div_ceil(5)
        .max(1)
        * 5
}

/// The HTML of a text, its links relative to the page.
pub(super) fn html<T>(guide: &Guide, entry: &Entry<T>, body: &Document, root: &str) -> Value {
    let mut html = String::new();
    let mut address = |id: LinkId, html: &mut String| {
        if let Some(target) = entry.target(id) {
            let _ = escape_html(html, &url(target, root));
        }
    };
    let strings = guide.strings.for_pages();
    page::write(body, strings, &mut address, &mut html);
    page::write_answers(body, strings, &mut address, &mut html);
    safe(&html)
}

pub(super) fn url(target: &Target, root: &str) -> String {
    let mut url = match target.address.as_str() {
        // What has no address at all leads nowhere.
        "" if target.query.is_empty() && target.anchor.is_empty() => return "#".to_owned(),
        "" => String::new(),
        address => format!("{root}{}", encode(address)),
    };
    if !target.query.is_empty() {
        url.push('?');
        let parts: Vec<String> = target.query.split('&').map(recode).collect();
        url.push_str(&parts.join("&"));
    }
    if !target.anchor.is_empty() {
        url.push('#');
        url.push_str(&encode(&target.anchor));
    }
    url
}

/// A heading in the contents of a page.
#[derive(Serialize)]
pub(super) struct Heading<'a> {
    pub id: &'a str,
    pub title_html: Value,
    pub level: u8,
}

/// The headings of levels 2 and 3.
pub(super) fn contents(body: &Document) -> Vec<Heading<'_>> {
    body.sections
        .iter()
        .filter(|section| matches!(section.level, 2 | 3))
        .map(|section| Heading {
            id: &section.id,
            title_html: safe(&section.title_html),
            level: section.level,
        })
        .collect()
}

/// A document that asks the question, with its place in it.
#[derive(Serialize)]
pub(super) struct Attribution<'a> {
    pub title: &'a str,
    pub href: String,
    /// All places in this document.
    pub places: Vec<&'a str>,
}

/// The sources of a question, one entry for each document.
pub(super) fn attributions<'a>(
    guide: &'a Guide,
    sources: &'a [crate::question::SourceRef],
) -> Vec<Attribution<'a>> {
    let mut ids: Vec<SourceId> = Vec::new();
    for source in sources {
        if !ids.contains(&source.id) {
            ids.push(source.id);
        }
    }
    ids.into_iter()
        .map(|id| Attribution {
            title: &guide.config[id].title,
            href: href(guide, &Kind::List(List::Source(id), 0)),
            places: sources
                .iter()
                .filter(|source| source.id == id)
                .filter_map(|source| source.at.as_deref())
                .collect(),
        })
        .collect()
}

/// One or two sentences about a question for search engines: the summary, or
/// the beginning of the answer.
pub(super) fn description(question: &Question) -> String {
    if !question.summary.is_empty() {
        return question.summary.clone();
    }
    let text = question
        .body
        .sections
        .first()
        .map_or("", |section| section.text.as_str());
    shorten(text, 300)
}
