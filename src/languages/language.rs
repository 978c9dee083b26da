//! What the program knows of a language of code.

use crate::diagnostic::Diagnostic;
use crate::highlight::Grammar;
use crate::question::fence::{Version, Word};
use crate::question::snippet::Snippet;
use crate::snippets::job::Runner;

/// A folder of `src/languages`: some languages and, if their snippets are run, what runs them.
pub struct Room {
    /// The languages that the room knows.
    pub languages: &'static [Language],
    /// What runs their snippets.
    pub runner: Option<Runner>,
}

/// A language of code.
#[derive(Debug)]
pub struct Language {
    /// What a fence may call it, the usual name first. Case does not matter to the highlighter.
    pub names: &'static [&'static str],
    /// How it is highlighted; `None` for text that stays as it is.
    pub grammar: Option<Grammar>,
    /// What its fences may say beside what those of any language may, if its snippets are run.
    pub snippets: Option<Snippets>,
}

/// Snippets of a language that are run.
#[derive(Debug)]
pub struct Snippets {
    /// The name of the language in messages and badges: `Python`.
    pub title: &'static str,
    /// Which of the language's names have these flags; here case matters.
    pub names: &'static [&'static str],
    /// What comments begin with: code without any of these has none.
    pub comments: &'static [&'static str],
    /// The flags that only such snippets take.
    pub flags: &'static [&'static str],
    /// Flags of other languages that an author may try here, and what to do instead.
    pub foreign: &'static [(&'static str, &'static str)],
    /// Reports wrong values among the words of a fence, in the file of that path.
    pub check: fn(&str, &[Word]) -> Vec<Diagnostic>,
    /// Whether an output block below the snippet can be what it prints; else why not.
    pub prints: fn(&Snippet) -> Result<(), &'static str>,
    /// How the snippet at a place among those of its page is run; `None` if it is not, or if what it prints cannot stand
    /// in an output block.
    pub run: fn(&[Snippet], usize) -> Option<Run>,
    /// How the snippet at a place among those of its page is run in the page; `None` if it is not.
    pub play: fn(&[Snippet], usize) -> Option<Play>,
}

/// How a snippet is run among those of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Places of the snippets before it whose names, files or tables it has, in order.
    pub after: Vec<usize>,
    /// Whether it and all these end without an error, on every version of the language.
    pub plain: bool,
}

/// How a snippet is run in its page, by a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Play {
    /// Places of the snippets that run before it, in order.
    pub after: Vec<usize>,
    /// The first version of the language that can run it and all these.
    pub requires: Option<Version>,
    /// The exception that it ends with.
    pub raises: Option<String>,
    /// Why it cannot be run there, in its author's words.
    pub not: Option<String>,
}

impl Language {
    /// The usual name.
    pub fn name(&self) -> &'static str {
        self.names[0]
    }
}
