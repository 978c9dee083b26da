//! Info strings of fenced code blocks: `lang,flag,key="value"`, taken apart, and how values are written.

use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// A version of a language, such as 3.12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The number before the dot.
    pub major: u32,
    /// The number after the dot.
    pub minor: u32,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Version {
    /// Reads `3.12`.
    pub fn parse(text: &str) -> Option<Version> {
        let (major, minor) = text.split_once('.')?;
        Some(Version {
            major: major.parse().ok()?,
            minor: minor.parse().ok()?,
        })
    }
}

/// An info string taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Info {
    /// The first word; may be empty.
    pub language: String,
    /// The others.
    pub words: Vec<Word>,
}

/// One word of an info string after the language.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The name.
    pub name: String,
    /// The value after `=`, quotes removed.
    pub value: Option<String>,
    /// Byte range in the info string; in a snippet, in the file.
    pub span: Range<usize>,
}

/// Takes an info string apart. Words are separated by commas; a value may be
/// quoted, and a quoted value may hold commas.
pub fn split(info: &str) -> Info {
    let mut words = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in info.bytes().enumerate().chain([(info.len(), b',')]) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted || at == info.len() => {
                words.push(word(info, start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    let mut words = words.into_iter();
    let first = words.next();
    let language = match first {
        // `python title="x"`, as other tools write it: the language ends at
        // the white space, and the rest is reported as a word of its own.
        Some(first) => match info[first.span.clone()].split_once(char::is_whitespace) {
            Some((language, rest)) if !rest.trim().is_empty() => {
                let from = first.span.end - rest.trim_start().len();
                let rest = word(info, from..first.span.end);
                return Info {
                    language: language.to_owned(),
                    words: std::iter::once(rest).chain(words).collect(),
                };
            }
            _ => info[first.span].to_owned(),
        },
        None => String::new(),
    };
    Info {
        language,
        words: words.filter(|word| !word.span.is_empty()).collect(),
    }
}

fn word(info: &str, range: Range<usize>) -> Word {
    let text = &info[range.clone()];
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    let start = range.start + lead;
    let span = start..start + text.len();
    match text.split_once('=') {
        Some((name, value)) => Word {
            name: name.trim().to_owned(),
            value: Some(unquote(value.trim()).to_owned()),
            span,
        },
        None => Word {
            name: text.to_owned(),
            value: None,
            span,
        },
    }
}

fn unquote(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value)
}

/// Where an info string stands, for the errors about it.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// Path of the file.
    pub file: &'a str,
    /// Byte range of the info string in the file.
    pub written: Range<usize>,
    /// Whether it means what is written, byte for byte: it holds no entity
    /// and no escape.
    pub literal: bool,
}

impl Place<'_> {
    /// Where a part of the info string stands in the file.
    pub fn of(&self, part: &Range<usize>) -> Range<usize> {
        if self.literal {
            self.written.start + part.start..self.written.start + part.end
        } else {
            self.written.clone()
        }
    }
}

/// What is wrong with the value of a flag, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadValue(pub String);

/// An error at a word of a fence.
pub fn error(file: &str, (word, bad): (&Word, BadValue)) -> Diagnostic {
    Diagnostic::new(&codes::BAD_INFO_STRING, file, word.span.clone(), bad.0)
}

/// Flags and how each is read into a `T`.
pub type Table<T> = [(&'static str, fn(&mut T, &Word) -> Result<(), BadValue>)];

/// Reads those of the words that the table knows. What cannot be read is given with its word.
pub fn read<'a, T: Default>(table: &Table<T>, words: &'a [Word]) -> (T, Vec<(&'a Word, BadValue)>) {
    let mut read = T::default();
    let mut wrong = Vec::new();
    for word in words {
        let entry = table.iter().find(|(name, _)| *name == word.name);
        if let Some((_, set)) = entry
            && let Err(bad) = set(&mut read, word)
        {
            wrong.push((word, bad));
        }
    }
    (read, wrong)
}

/// A flag without a value.
pub fn bare(word: &Word) -> Result<bool, BadValue> {
    match &word.value {
        None => Ok(true),
        Some(_) => Err(BadValue(format!("`{}` takes no value", word.name))),
    }
}

/// A flag whose value is any text.
pub fn text(word: &Word) -> Result<&str, BadValue> {
    match word.value.as_deref() {
        Some(text) if !text.trim().is_empty() => Ok(text),
        _ => Err(BadValue(format!(
            "`{0}` needs a value: {0}=\"…\"",
            word.name
        ))),
    }
}

/// A flag whose value is some words between commas or spaces.
pub fn list(word: &Word) -> Result<Vec<String>, BadValue> {
    Ok(text(word)?
        .split([',', ' '])
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

/// A flag whose value is a version.
pub fn version(word: &Word) -> Result<Version, BadValue> {
    Version::parse(text(word)?)
        .ok_or_else(|| BadValue(format!("`{}` takes a version such as \"3.12\"", word.name)))
}

/// A flag whose value is the seconds that a snippet may take.
pub fn seconds(word: &Word) -> Result<u32, BadValue> {
    match text(word)?.parse() {
        Ok(seconds @ 1..=600) => Ok(seconds),
        _ => Err(BadValue(format!(
            "`{}` takes whole seconds from 1 to 600",
            word.name
        ))),
    }
}
