//! Info strings of fenced code blocks: `lang,flag,key="value"`.

use crate::diagnostic::{Diagnostic, codes, nearest};
use std::ops::Range;

/// What the info string of a snippet says beside its language.
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
    /// `no_run="why"`: the snippet is not run, and why.
    pub no_run: Option<String>,
    /// `continues`: it shares the names of the snippet before.
    pub continues: bool,
    /// `raises="ZeroDivisionError"`: the exception it must end with.
    pub raises: Option<String>,
    /// `timeout="10"`: seconds it may take.
    pub timeout: Option<u32>,
    /// `requires="3.12"`: the first Python that can run it.
    pub requires: Option<Version>,
    /// `lint_ignore="B006"`: rules of the linter that it breaks on purpose.
    pub lint_ignore: Vec<String>,
}

/// What the info string of an ` ```output ` block says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutputFlags {
    /// `requires="3.13"`: the first Python that prints this.
    pub requires: Option<Version>,
    /// `normalize="addresses"`: what is levelled before comparing.
    pub normalize: Vec<String>,
}

/// Lines from `first` to `last`, both counted from 1 and included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// A version of Python, such as 3.12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// 3, for now.
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
    /// Byte range in the info string.
    pub span: Range<usize>,
}

/// The normalisers that an output block may name.
pub const NORMALIZERS: [&str; 2] = ["addresses", "timings"];

/// Words any snippet may carry.
const SHOWN: [&str; 5] = ["title", "hl", "linenos", "key", "file"];
/// Words for the runner: Python alone.
const RUN: [&str; 6] = [
    "no_run",
    "continues",
    "raises",
    "timeout",
    "requires",
    "lint_ignore",
];
/// Words of an output block.
const OUTPUT: [&str; 2] = ["requires", "normalize"];

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
        match self.literal {
            true => self.written.start + part.start..self.written.start + part.end,
            false => self.written.clone(),
        }
    }

    fn error(&self, word: &Word, message: String) -> Diagnostic {
        Diagnostic::new(
            &codes::BAD_INFO_STRING,
            self.file,
            self.of(&word.span),
            message,
        )
    }
}

/// Reads the words of a snippet in `language`.
pub fn flags(info: &Info, place: &Place, diagnostics: &mut Vec<Diagnostic>) -> Flags {
    let python = is_python(&info.language);
    let known: Vec<&str> = match python {
        true => SHOWN.iter().chain(&RUN).copied().collect(),
        false if info.language == "pycon" => {
            let session = ["no_run", "continues", "timeout", "requires"];
            SHOWN.iter().chain(&session).copied().collect()
        }
        false => SHOWN.to_vec(),
    };
    let mut flags = Flags::default();
    for word in check(info, &known, place, diagnostics) {
        if let Err(wrong) = set(&mut flags, word) {
            diagnostics.push(place.error(word, wrong));
        }
    }
    flags
}

/// Reads the words of an output block.
pub fn output_flags(info: &Info, place: &Place, diagnostics: &mut Vec<Diagnostic>) -> OutputFlags {
    let mut flags = OutputFlags::default();
    for word in check(info, &OUTPUT, place, diagnostics) {
        let result = match word.name.as_str() {
            "requires" => version(word).map(|v| flags.requires = Some(v)),
            _ => normalizers(word).map(|names| flags.normalize = names),
        };
        if let Err(wrong) = result {
            diagnostics.push(place.error(word, wrong));
        }
    }
    flags
}

/// Whether the language is Python source.
pub fn is_python(language: &str) -> bool {
    matches!(language, "python" | "py" | "python3")
}

/// The words that are known and given once; the others are reported.
fn check<'a>(
    info: &'a Info,
    known: &[&str],
    place: &Place,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'a Word> {
    let mut good: Vec<&Word> = Vec::new();
    for word in &info.words {
        if word
            .value
            .as_deref()
            .is_some_and(|value| value.contains('"'))
        {
            let message = format!(
                "the quotes around the value of `{}` do not match",
                word.name
            );
            let example = format!("write {}=\"…\"; a value cannot hold a quote", word.name);
            diagnostics.push(place.error(word, message).help(example));
        } else if !known.contains(&word.name.as_str()) {
            diagnostics.push(unknown(word, known, &info.language, place));
        } else if good.iter().any(|other| other.name == word.name) {
            diagnostics.push(place.error(word, format!("`{}` is given twice", word.name)));
        } else {
            good.push(word);
        }
    }
    good
}

fn unknown(word: &Word, known: &[&str], language: &str, place: &Place) -> Diagnostic {
    let block = match language {
        "" => "a code block".to_owned(),
        language => format!("a `{language}` block"),
    };
    let error = place.error(word, format!("{block} has no flag `{}`", word.name));
    if word.name.contains(char::is_whitespace) {
        return error.help("separate flags by commas: ```python,continues,title=\"…\"");
    }
    match nearest(&word.name, known.iter().copied()) {
        Some(name) => error.help(format!("did you mean `{name}`?")),
        None if RUN.contains(&word.name.as_str()) => {
            error.help(format!("`{}` is for Python snippets", word.name))
        }
        None => error.help(format!("its flags are: {}", known.join(", "))),
    }
}

fn set(flags: &mut Flags, word: &Word) -> Result<(), String> {
    match word.name.as_str() {
        "linenos" => flags.linenos = bare(word)?,
        "key" => flags.key = bare(word)?,
        "continues" => flags.continues = bare(word)?,
        "title" => flags.title = Some(value(word)?.to_owned()),
        "hl" => flags.marked = lines(word)?,
        "file" => flags.file = Some(file_name(word)?),
        "no_run" => flags.no_run = Some(value(word)?.to_owned()),
        "raises" => flags.raises = Some(value(word)?.to_owned()),
        "requires" => flags.requires = Some(version(word)?),
        "timeout" => flags.timeout = Some(seconds(word)?),
        _ => {
            flags.lint_ignore = value(word)?
                .split([',', ' '])
                .filter(|rule| !rule.is_empty())
                .map(str::to_owned)
                .collect();
        }
    }
    Ok(())
}

fn bare(word: &Word) -> Result<bool, String> {
    match &word.value {
        None => Ok(true),
        Some(_) => Err(format!("`{}` takes no value", word.name)),
    }
}

fn value(word: &Word) -> Result<&str, String> {
    match word.value.as_deref() {
        Some(text) if !text.trim().is_empty() => Ok(text),
        _ => Err(format!("`{0}` needs a value: {0}=\"…\"", word.name)),
    }
}

fn version(word: &Word) -> Result<Version, String> {
    Version::parse(value(word)?)
        .ok_or_else(|| "`requires` takes a version such as \"3.12\"".to_owned())
}

fn seconds(word: &Word) -> Result<u32, String> {
    match value(word)?.parse() {
        Ok(seconds @ 1..=600) => Ok(seconds),
        _ => Err("`timeout` takes whole seconds from 1 to 600".to_owned()),
    }
}

fn file_name(word: &Word) -> Result<String, String> {
    let name = value(word)?;
    let bad = |part: &str| part.is_empty() || part == "." || part == "..";
    if name.split('/').any(bad) || name.contains('\\') || name.contains(':') {
        return Err("`file` takes a relative path without `..`".to_owned());
    }
    Ok(name.to_owned())
}

fn lines(word: &Word) -> Result<Vec<Lines>, String> {
    let wrong = || "`hl` takes lines such as \"2\" or \"2-4,7\"".to_owned();
    let mut ranges = Vec::new();
    for part in value(word)?.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || last < first {
            return Err(wrong());
        }
        ranges.push(Lines { first, last });
    }
    Ok(ranges)
}

fn normalizers(word: &Word) -> Result<Vec<String>, String> {
    let names: Vec<String> = value(word)?
        .split([',', ' '])
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    match names.iter().find(|n| !NORMALIZERS.contains(&n.as_str())) {
        Some(name) => Err(format!(
            "there is no normaliser `{name}`; there are: {}",
            NORMALIZERS.join(", ")
        )),
        None => Ok(names),
    }
}
