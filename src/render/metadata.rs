//! JSON-LD and other data about a page for machines.

use super::context::{absolute, description, safe};
use crate::guide::{Guide, Kind, List, QuestionId};
use crate::question::title_text;
use serde::Serialize;
use serde_json::json;
use tera::Value;

#[derive(Serialize)]
struct LearningResource<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    about: &'a str,
    #[serde(rename = "alternateName", skip_serializing_if = "Vec::is_empty")]
    asked_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Person<'a>>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    updated: Option<&'a str>,
    #[serde(rename = "educationalLevel")]
    level: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(rename = "keywords", skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(
        rename = "learningResourceType",
        skip_serializing_if = "Option::is_none"
    )]
    resource: Option<&'static str>,
    #[serde(rename = "mainEntity", skip_serializing_if = "Option::is_none")]
    question: Option<Asked<'a>>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Asked<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "acceptedAnswer")]
    answer: Answer,
    name: &'a str,
}

#[derive(Serialize)]
struct Answer {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
}

/// A question or an exercise: what it teaches and, where the address of the guide is known, where it belongs.
pub(super) fn question(guide: &Guide, id: QuestionId) -> Value {
    let title = title_text(&guide.question(id).item.title);
    let resource = learning_resource(guide, id, &title);
    match breadcrumbs(guide, id, &title) {
        Some(way) => script(&(resource, way)),
        None => script(&resource),
    }
}

/// The way to a question as a `BreadcrumbList` of schema.org, whose addresses are absolute.
fn breadcrumbs(guide: &Guide, id: QuestionId, title: &str) -> Option<serde_json::Value> {
    let question = &guide.question(id).item;
    let (config, base) = (&guide.config, guide.config.base_url.as_ref());
    let level = Kind::List(List::Level(question.level), 0);
    let topic = Kind::List(List::Topic(question.topic), 0);
    let item = |position: usize, name: &str, kind: &Kind| {
        let address = absolute(base, guide.address(kind))?;
        Some(json!({"@type": "ListItem", "position": position, "name": name, "item": address}))
    };
    let way = [
        item(1, &config[question.level].title, &level)?,
        item(2, &config[question.topic].title, &topic)?,
        item(3, title, &Kind::Question(id))?,
    ];
    Some(json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": way,
    }))
}

/// A question or an exercise as a `LearningResource` of schema.org.
fn learning_resource<'a>(guide: &'a Guide, id: QuestionId, title: &'a str) -> LearningResource<'a> {
    let question = &guide.question(id).item;
    let config = &guide.config;
    LearningResource {
        context: "https://schema.org",
        kind: "LearningResource",
        about: &config[question.topic].title,
        asked_as: question.asked_as.iter().map(|w| &*w.value).collect(),
        author: config.author.as_deref().map(|name| Person {
            kind: "Person",
            name,
        }),
        updated: question.updated.as_deref(),
        level: &config[question.level].title,
        language: &config.language,
        tags: &question.tags,
        resource: question.is_exercise().then_some("exercise"),
        question: (!question.is_exercise()).then(|| Asked {
            kind: "Question",
            answer: Answer {
                kind: "Answer",
                text: description(question),
            },
            name: title,
        }),
        name: title,
        url: absolute(config.base_url.as_ref(), guide.address(&Kind::Question(id))),
    }
}

/// The guide as a `WebSite` of schema.org.
pub(super) fn web_site(guide: &Guide) -> Value {
    let config = &guide.config;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": config.title,
        "inLanguage": config.language,
    });
    if let Some(url) = absolute(config.base_url.as_ref(), guide.address(&Kind::Home)) {
        data["url"] = json!(url);
    }
    if !config.description.is_empty() {
        data["description"] = json!(config.description);
    }
    script(&data)
}

/// JSON for a `script` element: with no `<` in it, nothing can end the element.
pub(super) fn script(data: &impl Serialize) -> Value {
    // Plain data written to memory cannot fail.
    let json = serde_json::to_string(data).unwrap_or_default();
    safe(&json.replace('<', "\\u003c"))
}
