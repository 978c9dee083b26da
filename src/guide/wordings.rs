//! The words in which questions are asked: each leads to one question.

use super::model::Guide;
use crate::diagnostic::{Diagnostic, Lines, codes};
use crate::question::{Question, title_text};
use crate::read::Files;
use rustc_hash::FxHashMap;

/// Reports the entries of `asked_as` that are the title of a question, or another entry.
pub(super) fn clashes(guide: &Guide, files: &Files) -> Vec<Diagnostic> {
    let questions = || guide.questions.iter().map(|entry| &*entry.item);
    if questions().all(|question| question.asked_as.is_empty()) {
        return Vec::new();
    }
    // Titles first: where a wording is a title, the wording is told.
    let mut asked: FxHashMap<String, Asked> = FxHashMap::default();
    for question in questions() {
        let words = folded(&title_text(&question.title));
        asked.entry(words).or_insert(Asked { question, at: None });
    }
    let mut diagnostics = Vec::new();
    // Of the files that are named, their lines.
    let mut lines: FxHashMap<&str, Lines> = FxHashMap::default();
    for question in questions() {
        for wording in &question.asked_as {
            let words = folded(&wording.value);
            let span = wording.span.clone();
            let at = Some(span.start);
            let Some(other) = asked.get(&words) else {
                asked.insert(words, Asked { question, at });
                continue;
            };
            let path = other.question.path.as_str();
            let lines = lines
                .entry(path)
                .or_insert_with(|| Lines::new(files.text(path).unwrap_or("")));
            let message = clash(question, other, lines);
            diagnostics.push(
                Diagnostic::new(&codes::SAME_WORDING, &question.path, span, message)
                    .help("leave one of the two out, or say more in it"),
            );
        }
    }
    diagnostics
}

/// Who is asked in some words.
struct Asked<'a> {
    question: &'a Question,
    /// Where in its file the words begin; its title does not say where it is.
    at: Option<usize>,
}

fn clash(question: &Question, other: &Asked, lines: &Lines) -> String {
    let path = &other.question.path;
    let Some(at) = other.at else {
        return if question.path == *path {
            "this is the question's own title".to_owned()
        } else {
            format!("this is the title of {path}")
        };
    };
    let line = lines.line(at);
    format!("this is asked in the same words at {path}:{line}")
}

/// What two wordings have in common that are the same to a reader.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let letters = word.chars().filter(|c| *c != '`');
        folded.extend(letters.flat_map(char::to_lowercase));
        folded.push(' ');
    }
    let words = folded.trim_end_matches(['?', '!', '.', ' ']).len();
    folded.truncate(words);
    folded
}
