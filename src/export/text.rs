//! One file of all questions: CSV, JSON or Markdown.

use super::{Export, Exported};
use serde_json::{Value, json};
use std::fmt::Write;

/// The columns of the CSV, by names that `import --map` need not be told.
const COLUMNS: [&str; 11] = [
    "id", "title", "level", "topic", "source", "tags", "asked_as", "summary", "answer", "updated",
    "url",
];

/// A line for each question, the answer as Markdown. Several sources, tags or wordings
/// are separated by `; `.
pub fn csv(export: &Export) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let config = &export.guide.config;
    // A guide without exercises has the columns that it always had.
    let kinds = export.guide.has_exercises();
    let mut write = || -> Result<(), csv::Error> {
        writer.write_record(COLUMNS.into_iter().chain(kinds.then_some("kind")))?;
        for question in &export.questions {
            let sources = question.sources.iter();
            let sources: Vec<&str> = sources.map(|(id, _)| &*config.sources[*id].id).collect();
            let kind = match question.exercise {
                Some(_) => "exercise",
                None => "question",
            };
            let fields = [
                &*question.id,
                &question.title,
                &config.levels[question.level].id,
                &config.topics[question.topic].id,
                &sources.join("; "),
                &question.tags.join("; "),
                &question.asked_as.join("; "),
                &question.summary_markdown,
                &question.answer,
                question.updated.as_deref().unwrap_or(""),
                question.url.as_deref().unwrap_or(""),
            ];
            writer.write_record(fields.into_iter().chain(kinds.then_some(kind)))?;
        }
        Ok(())
    };
    write().map_err(|error| error.to_string())?;
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// The guide and its questions as one object.
pub fn json(export: &Export) -> String {
    let config = &export.guide.config;
    let groups = |groups: Vec<(&String, &String, &String)>| -> Vec<Value> {
        let group = |(id, title, description)| json!({ "id": id, "title": title, "description": description });
        groups.into_iter().map(group).collect()
    };
    let levels = config.levels.iter();
    let topics = config.topics.iter();
    let sources = config.sources.iter();
    let object = json!({
        "title": config.title,
        "description": config.description,
        "language": config.language,
        "url": config.base_url.as_ref().map(|url| url.as_str()),
        "levels": groups(levels.map(|l| (&l.id, &l.title, &l.description)).collect()),
        "topics": groups(topics.map(|t| (&t.id, &t.title, &t.description)).collect()),
        "sources": groups(sources.map(|s| (&s.id, &s.title, &s.description)).collect()),
        "questions": export.questions.iter().map(|q| object(export, q)).collect::<Vec<_>>(),
    });
    format!("{object:#}\n")
}

fn object(export: &Export, question: &Exported) -> Value {
    let config = &export.guide.config;
    let source =
        |(id, at): &(usize, Option<String>)| json!({ "id": config.sources[*id].id, "at": at });
    let mut object = json!({
        "id": question.id,
        "title": question.title,
        "level": config.levels[question.level].id,
        "topic": config.topics[question.topic].id,
        "sources": question.sources.iter().map(source).collect::<Vec<_>>(),
        "tags": question.tags,
        "asked_as": question.asked_as,
        "summary": question.summary,
        "answer": question.answer,
        "answer_html": question.answer_html,
        "updated": question.updated,
        "url": question.url,
        "related": question.related,
    });
    if let Some(exercise) = &question.exercise {
        object["kind"] = json!("exercise");
        object["task_html"] = json!(exercise.task_html);
        object["starter"] = json!(exercise.starter);
        object["tests"] = json!(exercise.tests);
        object["solution"] = json!(exercise.solution);
    }
    object
}

/// One document: a chapter for each level, a section for each question.
/// Links from question to question lead to its section.
pub fn markdown(export: &Export) -> String {
    let config = &export.guide.config;
    let mut out = format!("# {}\n", config.title);
    if !config.description.is_empty() {
        let _ = write!(out, "\n{}\n", config.description);
    }
    for (number, level) in config.levels.iter().enumerate() {
        let questions = || {
            let all = export.questions.iter().zip(&export.guide.questions);
            all.filter(|(question, _)| question.level == number)
        };
        if questions().next().is_some() {
            let _ = write!(out, "\n## {}\n", level.title);
        }
        for (question, entry) in questions() {
            let topic = &config.topics[question.topic].title;
            let title = &entry.item.title;
            let _ = write!(
                out,
                "\n<a id=\"{}\"></a>\n\n### {title}\n\n*{topic}*\n",
                question.id
            );
            if !question.summary.is_empty() {
                let summary = question.summary_markdown.replace('\n', "\n> ");
                let _ = write!(out, "\n> {summary}\n");
            }
            let _ = write!(out, "\n{}\n", question.answer_among);
        }
    }
    out
}
