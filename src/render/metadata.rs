//! JSON-LD and other data about a page for machines.

use super::context::{absolute, description, safe};
use crate::guide::{Entry, Guide};
use crate::question::{Question, title_text};
use serde_json::{Map, Value as Json, json};
use tera::Value;

/// A question as a `LearningResource` of schema.org.
pub(super) fn learning_resource(guide: &Guide, entry: &Entry<Question>) -> Value {
    let question = &entry.item;
    let config = &guide.config;
    let title = title_text(&question.title);
    let mut data = Map::new();
    let mut set = |key: &str, value: Json| data.insert(key.to_owned(), value);
    set("@context", json!("https://schema.org"));
    set("@type", json!("LearningResource"));
    set("name", json!(title));
    set("inLanguage", json!(config.language));
    set(
        "educationalLevel",
        json!(config.levels[question.level.0].title),
    );
    set("about", json!(config.topics[question.topic.0].title));
    if !question.tags.is_empty() {
        set("keywords", json!(question.tags));
    }
    if let Some(url) = absolute(config.base_url.as_ref(), &entry.address) {
        set("url", json!(url));
    }
    if let Some(author) = &config.author {
        set("author", json!({"@type": "Person", "name": author}));
    }
    if let Some(updated) = &question.updated {
        set("dateModified", json!(updated));
    }
    set(
        "mainEntity",
        json!({
            "@type": "Question",
            "name": title,
            "acceptedAnswer": {"@type": "Answer", "text": description(question)},
        }),
    );
    script(&Json::Object(data))
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
    if let Some(url) = absolute(config.base_url.as_ref(), "index.html") {
        data["url"] = json!(url);
    }
    if !config.description.is_empty() {
        data["description"] = json!(config.description);
    }
    script(&data)
}

/// JSON for a `script` element: with no `<` in it, nothing can end the element.
fn script(data: &Json) -> Value {
    safe(&data.to_string().replace('<', "\\u003c"))
}

/// The first words of a text, at most `length` characters of them.
pub(super) fn shorten(text: &str, length: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= length {
        return text;
    }
    let cut: String = text.chars().take(length).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}
