//! Exercises: three code blocks of a body that belong together, and what is wrong with them.

use super::document::{Document, Event};
use super::fence::{self, Table, Version, Word, bare, error, text};
use super::snippet::Snippet;
use crate::diagnostic::{Checked, Diagnostic, codes};
use std::ops::Range;

/// The code of an exercise, by places in [`Document::snippets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exercise {
    /// What the learner begins with.
    pub starter: usize,
    /// What a solution has to pass.
    pub tests: usize,
    /// A solution.
    pub solution: usize,
}

/// What a code block is for in an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// ` ```python,starter `
    Starter,
    /// ` ```python,tests `
    Tests,
    /// ` ```python,solution `
    Solution,
}

/// The parts, each with the flag of its fence and what messages call it.
const PARTS: [(Part, &str, &str); 3] = [
    (Part::Starter, "starter", "starting point"),
    (Part::Tests, "tests", "tests"),
    (Part::Solution, "solution", "solution"),
];

/// What the words of a fence say about exercises, and about running code in the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags {
    /// What the block is for in an exercise.
    pub part: Option<Part>,
    /// `play="it starts threads"`: it is not offered for running in the page, and why.
    pub play: Option<String>,
}

static FLAGS: &Table<Flags> = &[
    ("starter", |flags, word| part(flags, word, Part::Starter)),
    ("tests", |flags, word| part(flags, word, Part::Tests)),
    ("solution", |flags, word| part(flags, word, Part::Solution)),
    ("play", |flags, word| {
        flags.play = Some(text(word)?.to_owned());
        Ok(())
    }),
];

fn part(flags: &mut Flags, word: &Word, part: Part) -> Result<(), fence::BadValue> {
    bare(word)?;
    match flags.part {
        None => {
            flags.part = Some(part);
            Ok(())
        }
        Some(other) => Err(fence::BadValue(format!(
            "a block is one part of an exercise: `{}` or `{}`",
            other.flag(),
            part.flag()
        ))),
    }
}

/// The flags among the words of a fence; what cannot be read is left out.
pub fn flags(words: &[Word]) -> Flags {
    fence::read(FLAGS, words).0
}

/// Reports what cannot be read, and what else on the fence says nothing about a part of an exercise: `means` tells which
/// flags do.
pub fn check_flags(
    file: &str,
    words: &[Word],
    means: impl Fn(Part, &str) -> bool,
) -> Vec<Diagnostic> {
    let (flags, wrong) = fence::read(FLAGS, words);
    let mut found: Vec<Diagnostic> = wrong.into_iter().map(|bad| error(file, bad)).collect();
    if let Some(part) = flags.part {
        let others = words.iter().filter(|word| !means(part, &word.name));
        found.extend(others.map(|word| {
            let message = format!("`{}` says nothing about {}", word.name, part.title());
            error(file, (word, fence::BadValue(message)))
        }));
    }
    found
}

impl Part {
    /// The flag of its fence.
    pub fn flag(self) -> &'static str {
        PARTS[self as usize].1
    }

    /// What messages call it, with an article.
    fn title(self) -> String {
        format!("the {} of an exercise", PARTS[self as usize].2)
    }
}

impl Exercise {
    /// The three blocks.
    pub fn places(self) -> [usize; 3] {
        [self.starter, self.tests, self.solution]
    }

    /// The events before the first of the three: the task.
    pub fn task(self, body: &Document) -> Range<usize> {
        let places = self.places();
        let is_part = |event: &Event| match event {
            Event::Snippet(id) => places.contains(&id.index()),
            _ => false,
        };
        let first = body.events.iter().position(is_part);
        0..first.unwrap_or(body.events.len())
    }

    /// The first version of the language that can run it, if its author names one.
    pub fn requires(self, body: &Document) -> Option<Version> {
        let words = self
            .places()
            .into_iter()
            .flat_map(|place| &body.snippets[place].words);
        let versions = words.filter(|word| word.name == "requires");
        versions.filter_map(|word| fence::version(word).ok()).max()
    }

    /// Whether a page that runs this version of Python offers to run the tests.
    pub fn runs_in_page(self, body: &Document, python: Version) -> bool {
        self.not_played(body).is_none() && self.requires(body) <= Some(python)
    }

    /// Why the exercise is not offered for running in the page, if its author says so.
    pub fn not_played(self, body: &Document) -> Option<&str> {
        let places = self.places().into_iter();
        let mut flags = places.map(|place| &body.snippets[place].flags);
        flags.find_map(|flags| flags.play.as_deref())
    }
}

/// The exercise that a body holds; what is missing or given twice is reported at the front matter's `kind`.
pub(super) fn find(file: &str, kind: &Range<usize>, body: &Document) -> Checked<Option<Exercise>> {
    let mut found = Checked::clean(None);
    let mut places = [None; PARTS.len()];
    for (place, snippet) in body.snippets.iter().enumerate() {
        let Some(part) = snippet.flags.part else {
            continue;
        };
        if places[part as usize].replace(place).is_some() {
            let message = format!(
                "an exercise has one ```python,{}, and this is another",
                part.flag()
            );
            found.diagnostics.push(at(file, snippet, message));
        } else if snippet.code.trim().is_empty() {
            let message = format!("{} is empty", part.title());
            found.diagnostics.push(at(file, snippet, message));
        }
    }
    found.diagnostics.extend(misplaced(file, body));
    for (part, flag, title) in PARTS {
        if places[part as usize].is_none() {
            let message = format!("this exercise has no {title}");
            found.diagnostics.push(
                Diagnostic::new(&codes::BAD_EXERCISE, file, kind.clone(), message).help(format!(
                    "write it in a block that begins with ```python,{flag}"
                )),
            );
        }
    }
    let [Some(starter), Some(tests), Some(solution)] = places else {
        return found;
    };
    let written = &body.snippets[tests];
    if !written.code.trim().is_empty() && !defines_test(&written.code) {
        let message = "these tests have no function whose name begins with `test_`".to_owned();
        found.diagnostics.push(
            at(file, written, message).help(
                "write `def test_…():` with a bare `assert` in it, one for each thing to hold",
            ),
        );
    }
    found.value = Some(Exercise {
        starter,
        tests,
        solution,
    });
    found
}

/// Reports parts of an exercise in a file that is none.
pub(super) fn strays(file: &str, body: &Document) -> Vec<Diagnostic> {
    let parts = body.snippets.iter().chain(&body.listings);
    let parts = parts.filter_map(|snippet| Some((snippet, snippet.flags.part?)));
    parts
        .map(|(snippet, part)| {
            let message = format!(
                "`{}` marks a part of an exercise, and this is none",
                part.flag()
            );
            at(file, snippet, message)
                .help("write `kind = \"exercise\"` in the front matter, or leave the flag out")
        })
        .collect()
}

/// Reports parts that stand within something else, such as the option of a quiz.
fn misplaced(file: &str, body: &Document) -> Vec<Diagnostic> {
    let options = body.listings.iter();
    let options = options.filter(|code| code.flags.part.is_some());
    let wrong = within(body).into_iter().chain(options);
    let message = "a part of an exercise cannot stand within a list, a quotation or a quiz";
    wrong
        .map(|code| at(file, code, message.to_owned()))
        .collect()
}

/// A mistake at the fence of a block.
fn at(file: &str, snippet: &Snippet, message: String) -> Diagnostic {
    let words = snippet.words.iter();
    let mut named = words.filter(|word| PARTS.iter().any(|(_, flag, _)| word.name == *flag));
    let span = named
        .next()
        .map_or(snippet.span.start..snippet.span.start, |word| {
            word.span.clone()
        });
    Diagnostic::new(&codes::BAD_EXERCISE, file, span, message)
}

/// Whether a line of some Python code begins a function `test_…`: how it runs is found out by running it.
fn defines_test(code: &str) -> bool {
    code.lines().any(|line| {
        let words = line.trim_start();
        let words = words.strip_prefix("async ").unwrap_or(words).trim_start();
        words
            .strip_prefix("def ")
            .is_some_and(|name| name.trim_start().starts_with("test_"))
    })
}

/// The parts that stand within a list, a quotation or another block.
fn within(body: &Document) -> Vec<&Snippet> {
    let mut depth = 0usize;
    let mut found = Vec::new();
    for event in &body.events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Snippet(id) if depth > 0 => found.push(body.snippet(*id)),
            _ => {}
        }
    }
    found.retain(|snippet| snippet.flags.part.is_some());
    found
}
