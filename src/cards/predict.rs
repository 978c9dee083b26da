//! Snippets whose output readers are asked to predict.

use crate::diagnostic::{Diagnostic, codes};
use crate::languages::language::Run;
use crate::languages::{self, practised};
use crate::question::{Document, Event, Snippet};
use std::ops::Range;

/// A question asks for at most so many outputs, unless its author wants more.
const MOST: usize = 2;
/// Lines of output that can be typed.
const OUTPUT_LINES: usize = 3;
/// Characters of output that can be typed, those at the ends of lines left out.
const OUTPUT_CHARACTERS: usize = 80;
/// Lines of code that can be kept in mind, with all that the snippet continues.
const CODE_LINES: usize = 12;

/// A snippet whose output is to be predicted, by places in [`Document::snippets`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predict {
    /// The snippet.
    pub snippet: usize,
    /// What runs before it, in order.
    pub after: Vec<usize>,
}

/// The snippets of a document that are asked for, in order.
pub fn predicts(document: &Document) -> Vec<Predict> {
    let snippets = &document.snippets;
    let mut found: Vec<(Wanted, Predict)> = Vec::new();
    for (place, snippet) in snippets.iter().enumerate() {
        let Some(wanted) = wanted(snippet) else {
            continue;
        };
        let Ok(run) = asked(snippets, place) else {
            continue;
        };
        let steady =
            || run.plain && is_short(snippets, place, &run) && !is_in_quiz(document, snippet);
        if wanted == Wanted::ByAuthor || steady() {
            let (snippet, after) = (place, run.after);
            found.push((wanted, Predict { snippet, after }));
        }
    }
    let by_author = found
        .iter()
        .filter(|(wanted, _)| *wanted == Wanted::ByAuthor);
    let mut free = MOST.saturating_sub(by_author.count());
    found.retain(|(wanted, _)| {
        let kept = *wanted == Wanted::ByAuthor || free > 0;
        if kept && *wanted == Wanted::ByRule {
            free -= 1;
        }
        kept
    });
    let found = found.into_iter().map(|(_, predict)| predict);
    found.take(super::MOST_OF_A_KIND).collect()
}

/// Why a snippet is asked for, if it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    ByAuthor,
    ByRule,
}

/// Whether a snippet is wanted, by what can be seen without looking at the others.
fn wanted(snippet: &Snippet) -> Option<Wanted> {
    match practised::read(&snippet.words).predict {
        Some(true) => Some(Wanted::ByAuthor),
        Some(false) => None,
        None => prints_little(snippet).then_some(Wanted::ByRule),
    }
}

/// How the snippet runs whose output could be asked for; else why there is nothing to ask.
fn asked(snippets: &[Snippet], place: usize) -> Result<Run, &'static str> {
    let snippet = &snippets[place];
    let run = languages::snippets(&snippet.language)
        .and_then(|language| (language.run)(snippets, place))
        .ok_or("the snippet is not run")?;
    match snippet.outputs.as_slice() {
        [] => Err("no output block follows it"),
        [output] if output.text.trim().is_empty() => Err("it prints nothing that could be typed"),
        [output] if !output.flags.normalize.is_empty() => {
            Err("what it prints is not the same each time")
        }
        [_] => Ok(run),
        _ => Err("what it prints depends on the version"),
    }
}

/// Whether a quiz asks about the snippet.
fn is_in_quiz(document: &Document, snippet: &Snippet) -> bool {
    let prompts = document.quizzes.iter().map(|quiz| quiz.prompt.clone());
    let mut events = prompts.flat_map(|prompt| &document.events[prompt]);
    events.any(|event| match event {
        Event::Snippet(id) => std::ptr::eq(document.snippet(*id), snippet),
        _ => false,
    })
}

/// Whether what a snippet prints can be typed, and does not depend on the version.
fn prints_little(snippet: &Snippet) -> bool {
    let outputs = &snippet.outputs;
    !outputs.is_empty()
        && outputs.iter().all(|output| {
            let shown = output.text.lines().map(|line| line.chars().count());
            output.flags.requires.is_none()
                && lines(&output.text) <= OUTPUT_LINES
                && shown.sum::<usize>() <= OUTPUT_CHARACTERS
        })
}

/// Whether a snippet with all that it continues is short.
fn is_short(snippets: &[Snippet], place: usize, run: &Run) -> bool {
    let code = run.after.iter().chain([&place]);
    code.map(|at| lines(&snippets[*at].code)).sum::<usize>() <= CODE_LINES
}

fn lines(text: &str) -> usize {
    text.trim_end().lines().count()
}

/// Reports the snippets that are to be predicted and cannot be.
pub(super) fn mistakes(path: &str, document: &Document) -> Vec<Diagnostic> {
    let snippets = &document.snippets;
    let wrong = snippets.iter().enumerate().filter_map(|(place, snippet)| {
        let word = snippet.words.iter().find(|word| word.name == "predict")?;
        if practised::read(&snippet.words).predict != Some(true) {
            return None;
        }
        let why = asked(snippets, place).err()?;
        Some(nothing_to_predict(path, word.span.clone(), why))
    });
    wrong.collect()
}

fn nothing_to_predict(path: &str, span: Range<usize>, why: &str) -> Diagnostic {
    let message = format!("there is nothing to predict: {why}");
    Diagnostic::new(&codes::BAD_INFO_STRING, path, span, message)
        .help("`predict` belongs on a snippet that is run, with one output block directly below it")
}
