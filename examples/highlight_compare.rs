//! Compares the highlighter with what CPython says of the same code; `tests/highlight/compare.mjs` runs it.
//!
//! The argument is a file of records, one for each source file: its name, its text, and for each token where it begins and
//! ends and what it is (the letters are explained in `tests/highlight/expect.py`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::ExitCode;
use std::{env, fs};

use studypress::highlight::{Class, to_html};
use studypress::languages;

/// The share of tokens, of each kind and of all, that may have another class than CPython says.
const BOUND: f64 = 0.001;

/// How many disagreements are printed.
const SHOWN: usize = 20;

/// Lines longer than this are not highlighted, so their tokens are not compared. In the library that is one line of
/// generated build settings.
const LONGEST_LINE: usize = 20_000;

fn main() -> ExitCode {
    let Some(path) = env::args().nth(1) else {
        eprintln!("usage: highlight_compare FILE");
        return ExitCode::from(2);
    };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut tally = Tally::default();
    let mut reader = Reader { bytes: &bytes };
    while let Some(record) = reader.record() {
        tally.compare(&record);
    }
    if !reader.bytes.is_empty() {
        eprintln!("{path}: cut short");
        return ExitCode::from(2);
    }
    tally.report()
}

struct Record<'a> {
    name: &'a str,
    code: &'a str,
    tokens: Vec<Token>,
}

struct Token {
    start: usize,
    end: usize,
    kind: u8,
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        str::from_utf8(self.take(length)?).ok()
    }

    fn record(&mut self) -> Option<Record<'a>> {
        let name = self.text()?;
        let code = self.text()?;
        let count = self.number()?;
        let starts = (0..count)
            .map(|_| self.number())
            .collect::<Option<Vec<_>>>()?;
        let ends = (0..count)
            .map(|_| self.number())
            .collect::<Option<Vec<_>>>()?;
        let kinds = self.take(count)?;
        let tokens = starts
            .into_iter()
            .zip(ends)
            .zip(kinds)
            .map(|((start, end), kind)| Token {
                start,
                end,
                kind: *kind,
            });
        Some(Record {
            name,
            code,
            tokens: tokens.collect(),
        })
    }
}

#[derive(Default)]
struct Tally {
    files: usize,
    bytes: usize,
    /// For each kind of token how many there were, and how many of them disagreed.
    kinds: BTreeMap<u8, (usize, usize)>,
    shown: usize,
    skipped: usize,
}

impl Tally {
    fn compare(&mut self, record: &Record) {
        self.files += 1;
        self.bytes += record.code.len();
        let classes = classes(record.code);
        let long_lines = long_lines(record.code);
        for token in &record.tokens {
            if long_lines.iter().any(|line| line.contains(&token.start)) {
                self.skipped += 1;
                continue;
            }
            let bytes = record
                .code
                .as_bytes()
                .iter()
                .zip(&classes)
                .take(token.end)
                .skip(token.start);
            let found = bytes
                .filter(|(byte, _)| !byte.is_ascii_whitespace())
                .map(|(_, class)| *class);
            let wrong = found.clone().any(|class| !agrees(token.kind, class));
            let count = self.kinds.entry(token.kind).or_default();
            count.0 += 1;
            if wrong {
                count.1 += 1;
                self.show(
                    record,
                    token,
                    found.map(|class| class.map_or("-", Class::name)).collect(),
                );
            }
        }
    }

    fn show(&mut self, record: &Record, token: &Token, found: String) {
        self.shown += 1;
        if self.shown > SHOWN {
            return;
        }
        let before = &record.code[..token.start];
        let line = before.matches('\n').count();
        let text = record.code.split('\n').nth(line).unwrap_or_default().trim();
        let text: String = text.chars().take(100).collect();
        println!(
            "{}:{}: {:?} is {}, not {found}: {text}",
            record.name,
            line + 1,
            &record.code[token.start..token.end],
            char::from(token.kind)
        );
    }

    fn report(&self) -> ExitCode {
        let total: usize = self.kinds.values().map(|(count, _)| count).sum();
        let wrong: usize = self.kinds.values().map(|(_, wrong)| wrong).sum();
        println!("{} files, {} bytes, {total} tokens", self.files, self.bytes);
        for (kind, (count, wrong)) in &self.kinds {
            let name = match kind {
                b'k' => "hard keywords",
                b'K' => "soft keywords",
                b's' => "strings",
                b'c' => "comments",
                b'n' => "numbers",
                _ => "plain names",
            };
            println!("  {name:13} {count:8}, {wrong} disagree");
        }
        println!("  {} tokens on lines too long to highlight", self.skipped);
        let share = wrong as f64 / total.max(1) as f64;
        println!(
            "disagreements: {wrong} of {total} tokens, {:.5} % (at most {} %)",
            share * 100.0,
            BOUND * 100.0
        );
        // Kinds are judged one by one too: soft keywords are so few that all of them could be wrong within the bound.
        let every = |(count, wrong): &(usize, usize)| *wrong as f64 <= *count as f64 * BOUND;
        if total > 0 && share < BOUND && self.kinds.values().all(every) {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Where the lines are that are not highlighted.
fn long_lines(code: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in code.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            found.push(start..start + line.len());
        }
        start += line.len();
    }
    found
}

fn agrees(kind: u8, class: Option<Class>) -> bool {
    match kind {
        b'k' | b'K' => class == Some(Class::Keyword),
        b's' => class == Some(Class::String),
        b'c' => class == Some(Class::Comment),
        b'n' => class == Some(Class::Number),
        _ => !matches!(
            class,
            Some(Class::Keyword | Class::String | Class::Comment | Class::Number)
        ),
    }
}

/// The class of each byte of the code, read back from the HTML as a browser would.
fn classes(code: &str) -> Vec<Option<Class>> {
    let mut classes = Vec::with_capacity(code.len());
    for line in to_html(code, languages::grammar("python")).split_terminator('\n') {
        let mut class = None;
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let (length, width) = match first {
                '<' => {
                    let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                    let name = rest[..end]
                        .strip_prefix("<span class=")
                        .and_then(|name| name.strip_suffix('>'));
                    class = name
                        .and_then(|name| Class::ALL.into_iter().find(|class| class.name() == name));
                    (end, 0)
                }
                '&' => (rest.find(';').map_or(rest.len(), |end| end + 1), 1),
                // NUL comes out as this; no source file has it.
                other => (other.len_utf8(), other.len_utf8()),
            };
            classes.extend(std::iter::repeat_n(class, width));
            rest = &rest[length..];
        }
        classes.push(None);
    }
    classes
}
