//! The file of a question: front matter and a body.

use std::fmt::Write;

/// What a new question's file says. Its level, topic and sources are names
/// that front matter may use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewQuestion {
    pub title: String,
    pub level: String,
    pub topic: String,
    /// Documents that ask it, at least one unless it is an exercise.
    pub sources: Vec<String>,
    /// Whether it is code to write.
    pub exercise: bool,
    /// The answer in a sentence or two, or an empty text.
    pub summary: String,
    /// Free words.
    pub tags: Vec<String>,
    /// Other ways to ask it.
    pub asked_as: Vec<String>,
    /// Place among the questions of its level and topic.
    pub order: Option<i64>,
    /// Day of the last change, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Where an import found it.
    pub imported: Option<Imported>,
    /// The answer as Markdown; if it is empty, a few lines to be replaced.
    pub body: String,
}

/// Where an import found a question, so that a later one knows it again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The file, with the name of the folder that was imported: `notes/README.md`.
    pub from: String,
    /// What the question is called in it.
    pub id: String,
    /// The hash of what was written.
    pub hash: String,
}

/// What stands where the answer will be.
const BODY: &str = include_str!("../../scaffold/question.md");
/// What stands where the answer to an imported question will be, which need not be about Python.
pub(crate) const UNANSWERED: &str = include_str!("../../scaffold/imported.md");
/// What stands where an exercise will be.
const EXERCISE: &str = include_str!("../../scaffold/exercise.md");

impl NewQuestion {
    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = String::from("+++\n");
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name} = {value}");
        };
        line("title", toml_string(&self.title));
        if self.exercise {
            line("kind", toml_string("exercise"));
        }
        line("level", toml_string(&self.level));
        line("topic", toml_string(&self.topic));
        match &self.sources[..] {
            [] if self.exercise => {}
            [one] => line("source", toml_string(one)),
            several => line("source", toml_list(several)),
        }
        // Imported questions have an answer, and may do without a summary. That of an exercise says how it is solved, and
        // may be left out too.
        let wanting = self.body.trim().is_empty() && !self.exercise;
        if !self.summary.is_empty() || wanting {
            line("summary", toml_string(&self.summary));
        }
        line("tags", toml_list(&self.tags));
        line("asked_as", toml_list(&self.asked_as));
        if let Some(order) = self.order {
            line("order", order.to_string());
        }
        if let Some(day) = &self.updated {
            line("updated", toml_string(day));
        }
        if self.draft {
            line("draft", "true".to_owned());
        }
        if let Some(Imported { from, id, hash }) = &self.imported {
            let [from, id, hash] = [from, id, hash].map(|text| toml_string(text));
            let value = format!("{{ from = {from}, id = {id}, hash = {hash} }}");
            line("imported", value);
        }
        let body = match self.body.trim() {
            "" if self.exercise => EXERCISE.trim(),
            "" => BODY.trim(),
            _ => self.body.trim_end().trim_start_matches(['\r', '\n']),
        };
        let _ = write!(text, "+++\n\n{body}\n");
        text
    }
}

fn toml_list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| toml_string(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A TOML basic string.
pub(crate) fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The longest slug that is made from a title, in bytes, and the longest word
/// in it, in characters.
const MAX_SLUG: usize = 60;
const MAX_WORD: usize = 40;

/// A name for a file and its address: the words of the title in lower case,
/// joined by hyphens, as many as fit. Empty if the title has no letters.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    let title = title.to_lowercase().replace(['\'', '’'], "");
    let words = title
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map(|word| word.trim_matches('_'))
        .filter(|word| !word.is_empty());
    for word in words {
        if !slug.is_empty() {
            if slug.len() + 1 + word.len() > MAX_SLUG {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(MAX_WORD));
    }
    slug
}
