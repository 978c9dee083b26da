//! The questions as data for the scripts of lists and marks.

use super::rows::old_slugs;
use crate::guide::Guide;
use crate::question::title_html;
use serde_json::{Value, json};

/// One call with all questions in the order of the guide, each a row of slug,
/// title as HTML, numbers of level and topic, minutes, sources as numbers with
/// their places, and old slugs where there are any.
pub(super) fn questions(guide: &Guide) -> String {
    let rows = guide.questions.iter().map(|entry| {
        let question = &entry.item;
        let sources = question
            .sources
            .iter()
            .map(|source| json!([source.id.0 + 1, source.at.as_deref().unwrap_or("")]))
            .collect();
        let mut row = vec![
            json!(question.slug.value),
            json!(title_html(&question.title)),
            json!(question.level.0 + 1),
            json!(question.topic.0 + 1),
            json!(question.body.minutes),
            Value::Array(sources),
        ];
        let old = old_slugs(question);
        if !old.is_empty() {
            row.push(json!(old));
        }
        Value::Array(row).to_string()
    });
    let rows: Vec<String> = rows.collect();
    format!("studypress.questions([\n{}\n]);\n", rows.join(",\n"))
}
