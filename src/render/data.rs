//! The questions as data for the scripts of lists and marks.

use super::rows::old_slugs;
use crate::guide::{Guide, List};
use crate::question::{Question, title_html};
use serde_json::{Value, json};

/// One call with all questions in the order of the guide, each a row of slug,
/// title as HTML, numbers of level and topic, minutes, sources as numbers with
/// their places, old slugs, the numbers of those of its tags whose lists have several
/// pages, and 1 for an exercise; the last three where there are any.
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
        let (old, tags) = (old_slugs(question), long_tags(guide, question));
        let exercise = question.is_exercise();
        if !old.is_empty() || !tags.is_empty() || exercise {
            row.push(json!(old));
        }
        if !tags.is_empty() || exercise {
            row.push(json!(tags));
        }
        if exercise {
            row.push(json!(1));
        }
        Value::Array(row).to_string()
    });
    let rows: Vec<String> = rows.collect();
    format!("studypress.questions([\n{}\n]);\n", rows.join(",\n"))
}

/// One call with what a filter of lists reads besides titles: of each question that has any, its slug, its short
/// answer and the other ways to ask it, as plain text.
pub(super) fn texts(guide: &Guide) -> String {
    let rows = guide.questions.iter().filter_map(|entry| {
        let question = &entry.item;
        let wordings = question.asked_as.iter().map(|wording| &*wording.value);
        let texts = [&*question.summary].into_iter().chain(wordings);
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let row = [&*question.slug.value]
            .into_iter()
            .chain(texts.iter().copied());
        (!texts.is_empty()).then(|| json!(row.collect::<Vec<_>>()).to_string())
    });
    let rows: Vec<String> = rows.collect();
    format!("studypress.texts([\n{}\n]);\n", rows.join(",\n"))
}

/// The numbers of a question's tags that have too many questions for one page: of the
/// others, the page itself shows all.
fn long_tags(guide: &Guide, question: &Question) -> Vec<usize> {
    let tags = question
        .tags
        .iter()
        .filter_map(|name| guide.tag_named(name));
    tags.filter(|tag| guide.list_pages(List::Tag(*tag)) > 1)
        .map(|tag| tag.0 + 1)
        .collect()
}
