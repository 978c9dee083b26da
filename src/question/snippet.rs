//! Fenced code blocks and the output attached to them, as data.

use super::exercise::Part;
use super::fence::{Version, Word};
use crate::highlight::OwnGrammar;
use std::ops::Range;

/// A fenced code block of any language but `output`.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    /// The first word of the info string, as written; may be empty.
    pub language: String,
    /// The site's own grammar for the language, in the place of one that ships.
    pub grammar: Option<OwnGrammar>,
    /// What the page shows of the other words.
    pub flags: Flags,
    /// The other words, raw: those that are known and given once, each with its span in the file. What runs the
    /// language reads its own flags from them.
    pub words: Vec<Word>,
    /// The code, every line ended by a line feed.
    pub code: String,
    /// Byte range of the whole block in the file, fences included.
    pub span: Range<usize>,
    /// The output blocks that follow directly, in order.
    pub outputs: Vec<OutputBlock>,
    /// Where a quiz asks what it prints, what says so instead of an output block.
    pub answer: Option<Answer>,
}

/// What says what the last snippet of a quiz's prompt prints.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Words, which only people understand.
    Words,
    /// The code block that is the right option.
    Output(OutputBlock),
}

/// What a page shows of a snippet beside its code.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flags {
    /// `title="…"`: words above the code.
    pub title: Option<String>,
    /// `hl="2-4,7"`: lines to mark.
    pub marked: Vec<Lines>,
    /// `linenos`: lines are numbered.
    pub linenos: bool,
    /// `key`: the snippet for the cheat sheet.
    pub key: bool,
    /// `file="config.json"`: the snippet is written to this file for the
    /// snippets that follow. A relative path without `..`.
    pub file: Option<String>,
    /// Which versions of the language can run it: `Python 3.12+`.
    pub badge: Option<String>,
    /// `starter`, `tests` or `solution`: which part of an exercise it is.
    pub part: Option<Part>,
    /// `play="…"`: why it is not offered for running in the page.
    pub play: Option<String>,
}

/// Lines from `first` to `last`, both counted from 1 and included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// An ` ```output ` block: what the snippet above it prints.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputBlock {
    /// The words of its info string.
    pub flags: OutputFlags,
    /// What it says, every line ended by a line feed.
    pub text: String,
    /// Byte range of the whole block in the file, fences included.
    pub span: Range<usize>,
}

/// What the info string of an ` ```output ` block says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutputFlags {
    /// `requires="3.13"`: the first version of the language that prints this.
    pub requires: Option<Version>,
    /// The same for readers: `Python 3.13+`.
    pub badge: Option<String>,
    /// `normalize="addresses"`: what is levelled before comparing.
    pub normalize: Vec<String>,
}
