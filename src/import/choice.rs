//! Multiple choice, however it is written → `> [!QUIZ]`.

use super::blocks::{Block, Item, Kind, blocks};
use super::body::{Body, indent};
use super::markup;
use super::wording::{self, asks};
use crate::diagnostic::codes;
use crate::question::{Options, convert};
use std::ops::Range;

/// An answer that is a quiz.
pub(super) struct Quiz {
    pub body: Body,
    /// Lines of the source that gave the right option, and are no more.
    pub labels: Vec<usize>,
}

/// The options of a quiz among the blocks of an answer.
struct Choice {
    options: Vec<Choosable>,
    /// What stands before and after the options.
    range: Range<usize>,
    /// What stands behind them and is only the key.
    key: Option<Range<usize>>,
}

struct Choosable {
    parts: Vec<Range<usize>>,
    right: bool,
}

/// The quiz that an answer is, if it has options of which some are right. `key` is the letter of the right one, where
/// it has been found already; `title` is asked where nothing stands before the options.
pub(super) fn quiz(body: &Body, key: Option<String>, title: &str) -> Option<Quiz> {
    let text = body.text();
    if !may_be_quiz(&text) {
        return None;
    }
    let blocks = blocks(&text);
    let choice = boxes(&text, &blocks)
        .or_else(|| letters(&text, &blocks, key.as_deref()))
        .or_else(|| lines(&text, &blocks, key.as_deref()))
        .or_else(|| bold(&text, &blocks, title))?;
    let count = choice.options.iter().filter(|option| option.right).count();
    if choice.options.len() < 2 || count == 0 {
        return None;
    }
    let quiz = write(body, &text, &choice, title);
    let wrong = convert("", &quiz.text(), 0..quiz.text().len(), Options::default());
    let bad = wrong
        .diagnostics
        .iter()
        .any(|one| one.code == &codes::BAD_QUIZ);
    let labels = choice
        .key
        .map(|key| body.line_of(key.start))
        .into_iter()
        .collect();
    (!bad).then_some(Quiz { body: quiz, labels })
}

fn may_be_quiz(text: &str) -> bool {
    !text.contains("[!QUIZ]")
        && text.lines().any(|line| {
            let start = line.trim_start();
            let item = start.trim_start_matches(['-', '*', '+', ' ']);
            item.len() < start.len() || wording::option(start).is_some()
        })
}

/// Options with boxes. What stands between two lists belongs to the option before it.
fn boxes(text: &str, blocks: &[Block]) -> Option<Choice> {
    let boxed = |block: &Block| {
        block
            .items()
            .is_some_and(|items| items.iter().all(|item| item.ticked.is_some()))
    };
    let first = blocks.iter().position(boxed)?;
    let mut last = first;
    let mut lists = 1;
    for (index, block) in blocks.iter().enumerate().skip(first + 1) {
        match block.kind {
            Kind::List { .. } if boxed(block) => (last, lists) = (index, lists + 1),
            Kind::Code | Kind::Paragraph | Kind::Other => {}
            _ => break,
        }
    }
    // The last option has its code, too, if those before it have.
    let follows = blocks[first + 1..=last]
        .iter()
        .any(|block| matches!(block.kind, Kind::Code));
    let after = blocks
        .get(last + 1)
        .is_some_and(|block| matches!(block.kind, Kind::Code));
    let end = if lists > 1 && follows && after {
        last + 1
    } else {
        last
    };
    let mut options: Vec<Choosable> = Vec::new();
    for block in &blocks[first..=end] {
        if boxed(block) {
            options.extend(block.items().into_iter().flatten().map(|item| Choosable {
                parts: vec![item.range()],
                right: item.ticked == Some(true),
            }));
        } else if let Some(option) = options.last_mut() {
            option.parts.push(block.range.clone());
        }
    }
    Some(Choice {
        options,
        range: blocks[first].range.start..end_of(text, blocks[end].range.end),
        key: None,
    })
}

/// A list of options with letters or numbers, of which the key names one.
fn letters(text: &str, blocks: &[Block], key: Option<&str>) -> Option<Choice> {
    let (at, items) = blocks
        .iter()
        .enumerate()
        .find_map(|(at, block)| Some((at, block.items()?)))?;
    let ordered = matches!(blocks[at].kind, Kind::List { ordered: true, .. });
    let mut named = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let option = wording::option(&text[item.start..item.end]);
        match option {
            Some((letter, rest)) if letter == letter_of(index, &letter) => {
                named.push((letter, item.end - rest.len()..item.end));
            }
            None if ordered => named.push(((index + 1).to_string(), item.start..item.end)),
            _ => return None,
        }
    }
    keyed(text, blocks, at, named, key)
}

/// The letter of the option with that number, of the kind that `like` is.
fn letter_of(index: usize, like: &str) -> String {
    let digit = like.starts_with(|c: char| c.is_ascii_digit());
    if digit {
        return (index + 1).to_string();
    }
    let letter = u8::try_from(index)
        .ok()
        .and_then(|index| b'A'.checked_add(index));
    letter.map_or_else(String::new, |letter| char::from(letter).to_string())
}

/// Options that are the lines of a paragraph.
fn lines(text: &str, blocks: &[Block], key: Option<&str>) -> Option<Choice> {
    let of = |block: &Block| {
        let mut named = Vec::new();
        let mut at = block.range.start;
        for line in text[block.range.clone()].split_inclusive('\n') {
            let written = line.trim_end().trim_end_matches('\\').trim_end();
            let (letter, rest) = wording::option(written)?;
            if letter != letter_of(named.len(), &letter) {
                return None;
            }
            named.push((letter, at + written.len() - rest.len()..at + written.len()));
            at += line.len();
        }
        (named.len() > 1).then_some(named)
    };
    let paragraphs = blocks.iter().enumerate();
    let mut paragraphs = paragraphs.filter(|(_, block)| matches!(block.kind, Kind::Paragraph));
    let (at, named) = paragraphs.find_map(|(at, block)| Some((at, of(block)?)))?;
    keyed(text, blocks, at, named, key)
}

/// Options of which a key tells the right one: one that is given, or a block behind them.
fn keyed(
    text: &str,
    blocks: &[Block],
    at: usize,
    named: Vec<(String, Range<usize>)>,
    key: Option<&str>,
) -> Option<Choice> {
    let behind = blocks[at + 1..].iter().take(3).find_map(|block| {
        let line = text[block.range.clone()]
            .trim()
            .trim_matches(['#', '*', '_', ' ']);
        let short = matches!(block.kind, Kind::Heading | Kind::Paragraph) && !line.contains('\n');
        let line = line.replace("**", "");
        Some((wording::key(&line).filter(|_| short)?, block.range.clone()))
    });
    let (key, place) = match (key, behind) {
        (Some(key), _) => (key.to_owned(), None),
        (None, Some((key, place))) => (key, Some(place)),
        (None, None) => return None,
    };
    let options = named.into_iter().map(|(letter, part)| Choosable {
        right: letter == key,
        parts: vec![part],
    });
    Some(Choice {
        options: options.collect(),
        range: blocks[at].range.start..end_of(text, blocks[at].range.end),
        key: place,
    })
}

/// A list of which one item alone is bold, right below the question.
fn bold(text: &str, blocks: &[Block], title: &str) -> Option<Choice> {
    let at = blocks.iter().position(|block| block.items().is_some())?;
    let items = blocks[at].items()?;
    let short =
        |item: &Item| item.end - item.start < 200 && !text[item.start..item.end].contains("\n\n");
    let bold = items.iter().filter(|item| item.bold).count();
    let plain = items
        .iter()
        .filter(|item| !text[item.start..item.end].contains("**"))
        .count();
    let fits = items.len() > 2 && bold == 1 && plain + 1 == items.len() && items.iter().all(short);
    let before = blocks[..at]
        .iter()
        .all(|block| matches!(block.kind, Kind::Code));
    if !(fits && before && asks(title)) {
        return None;
    }
    let options = items.iter().map(|item| {
        let written = text[item.start..item.end].trim_end();
        // The marks would tell.
        let inner = written
            .get(2..written.len().saturating_sub(2))
            .filter(|_| item.bold);
        let part = match inner {
            Some(inner) => item.start + 2..item.start + 2 + inner.len(),
            None => item.range(),
        };
        Choosable {
            parts: vec![part],
            right: item.bold,
        }
    });
    Some(Choice {
        options: options.collect(),
        range: blocks[at].range.start..end_of(text, blocks[at].range.end),
        key: None,
    })
}

/// The end of a line.
fn end_of(text: &str, at: usize) -> usize {
    if text[..at].ends_with('\n') {
        return at;
    }
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn write(body: &Body, text: &str, choice: &Choice, title: &str) -> Body {
    let mut writer = Writer {
        body,
        text,
        lines: Vec::new(),
    };
    let start = text[..choice.range.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let prompt = 0..start;
    let first = body.line_of(choice.range.start);
    writer.line(
        body.lines.first().map_or(first, |(number, _)| *number),
        "[!QUIZ]",
    );
    if markup::has_words(&text[prompt.clone()]) {
        writer.part(prompt, "", "");
    } else {
        writer.line(first, title);
    }
    writer.line(first, "");
    for option in &choice.options {
        let ticked = if option.right { "- [x] " } else { "- [ ] " };
        let mut parts = option.parts.iter().cloned().peekable();
        let label = parts.next().unwrap_or(0..0);
        if parts.peek().is_some() && !markup::has_words(&text[label.clone()]) {
            // Nothing but code: that stands right below the box.
            writer.line(body.line_of(label.start), ticked.trim_end());
            writer.part(parts.next().unwrap_or(0..0), "  ", "  ");
        } else {
            writer.part(label, ticked, "  ");
        }
        for part in parts {
            writer.line(body.line_of(part.start), "");
            writer.part(part, "  ", "  ");
        }
    }
    let end = choice.range.end;
    let key = choice.key.clone().unwrap_or(end..end);
    for part in [end..key.start, end_of(text, key.end.max(end))..text.len()] {
        if part.start < part.end && markup::has_words(&text[part.clone()]) {
            writer.line(body.line_of(part.start), "");
            writer.part(part, "", "");
        }
    }
    Body {
        lines: writer.lines,
    }
}

struct Writer<'a> {
    body: &'a Body,
    text: &'a str,
    lines: Vec<(usize, String)>,
}

impl Writer<'_> {
    fn line(&mut self, number: usize, text: &str) {
        let line = if text.is_empty() {
            ">".to_owned()
        } else {
            format!("> {text}")
        };
        self.lines.push((number, line));
    }

    /// The lines of a part without blank ones at its ends, and without what they are indented by.
    fn part(&mut self, range: Range<usize>, first: &str, others: &str) {
        let part = &self.text[range.clone()];
        let skipped = part.len() - part.trim_start_matches('\n').len();
        let mut at = range.start + skipped;
        let part = part[skipped..].trim_end();
        let line_start = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let columns = if others.is_empty() {
            0
        } else {
            indent_of(self.text, line_start, at)
        };
        for (index, line) in part.split('\n').enumerate() {
            let (before, line) = if index == 0 {
                (first, line)
            } else {
                let taken = indent(line)
                    .min(columns)
                    .min(line.len() - line.trim_start().len());
                (others, &line[taken..])
            };
            let number = self.body.line_of(at);
            at += line.len() + 1;
            let written = if line.trim().is_empty() {
                String::new()
            } else {
                format!("{before}{line}")
            };
            self.line(number, &written);
        }
    }
}

/// Columns before a place in its line: a marker or white space.
fn indent_of(text: &str, line_start: usize, at: usize) -> usize {
    text[line_start..at].chars().count().min(6)
}
