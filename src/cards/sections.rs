//! The sections of an answer that say what goes wrong and what is asked next.

use crate::config::Practice;
use crate::diagnostic::{Diagnostic, codes};
use crate::outputs::text;
use crate::question::{Document, Element, Event, Section};
use std::ops::Range;

/// At most so many characters of what is wrong are told.
const OPENING: usize = 40;

/// Of Latin, Chinese and Arabic script.
const QUESTION_MARKS: [char; 3] = ['?', '？', '؟'];

/// What practice takes from the sections of a document, as ranges of its events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sections {
    /// What is in each item of the section of common mistakes.
    pub mistakes: Vec<Range<usize>>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
}

/// A further question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// What is bold at the beginning of a paragraph.
    pub ask: Range<usize>,
    /// The rest of the paragraph, within it.
    pub rest: Range<usize>,
    /// The blocks after it, up to the next one.
    pub more: Range<usize>,
}

/// Finds the sections in a document.
pub fn find(document: &Document, names: &Practice) -> Sections {
    let mut found = Sections::default();
    for (section, range) in sections(document) {
        if is_called(section, &names.mistakes) {
            found.mistakes.extend(items(document, range.clone()));
        }
        if is_called(section, &names.follow_ups) {
            found.follow_ups.extend(follow_ups(document, range).0);
        }
    }
    found
}

/// Reports what stands among the follow-ups and cannot be asked.
pub(super) fn mistakes(path: &str, document: &Document, names: &Practice) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let called = |section: &Section| is_called(section, &names.follow_ups);
    if !document.sections.iter().any(called) {
        return wrong;
    }
    for (section, range) in sections(document) {
        let (true, Some(heading)) = (called(section), &section.span) else {
            continue;
        };
        let mut report = |words: &str, what: &str| {
            let line = words.lines().next().unwrap_or_default();
            let opening: String = line.chars().take(OPENING).collect();
            let dots = if opening.len() < words.len() {
                "…"
            } else {
                ""
            };
            let message = format!("practice cannot ask `{opening}{dots}`: {what}");
            let error = Diagnostic::new(&codes::NO_FOLLOW_UP, path, heading.clone(), message);
            wrong.push(
                error.help("write **The question?** and its answer after it, in one paragraph"),
            );
        };
        let (found, lost) = follow_ups(document, range);
        let words = |events| text::plain(document, events);
        for block in lost.into_iter().map(words) {
            // What introduces the section asks nothing.
            if block.contains(QUESTION_MARKS) {
                report(&block, "it is not below a question in bold");
            }
        }
        for FollowUp { ask, rest, more } in found {
            if more.is_empty() && words(rest).is_empty() {
                report(&words(ask), "no answer follows it");
            }
        }
    }
    wrong
}

/// Whether a section has this title or id, without regard to case.
fn is_called(section: &Section, name: &str) -> bool {
    let same = |own: &str| own.to_lowercase() == name.to_lowercase();
    same(section.title.trim()) || same(&section.id)
}

/// The sections that a heading begins, with the events below the heading: up to the next one that is no deeper. A heading
/// within a quotation or a list begins and ends none.
fn sections(document: &Document) -> Vec<(&Section, Range<usize>)> {
    let mut sections: Vec<(&Section, Range<usize>)> = Vec::new();
    for (block, inside) in blocks(document, 0..document.events.len()) {
        let Element::Heading(id) = block else {
            continue;
        };
        let heading = document.heading(id);
        let (start, end) = (inside.start - 1, inside.end + 1);
        for (section, range) in &mut sections {
            if section.level >= heading.level && range.end > start {
                range.end = start;
            }
        }
        sections.push((heading, end..document.events.len()));
    }
    sections
}

/// The elements within some events that are in no other of them, with the events inside each.
fn blocks(document: &Document, within: Range<usize>) -> Vec<(Element, Range<usize>)> {
    let mut blocks = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for at in within {
        match document.events[at] {
            Event::Start(_) => open.push(at),
            Event::End(element) => {
                let start = open.pop();
                if let (Some(start), true) = (start, open.is_empty()) {
                    blocks.push((element, start + 1..at));
                }
            }
            _ => {}
        }
    }
    blocks
}

fn items(document: &Document, section: Range<usize>) -> Vec<Range<usize>> {
    let lists = blocks(document, section).into_iter();
    let lists =
        lists.filter(|(block, _)| matches!(block, Element::List | Element::OrderedList { .. }));
    lists
        .flat_map(|(_, list)| blocks(document, list))
        .map(|(_, item)| item)
        .collect()
}

/// The further questions of a section, and the blocks in it that belong to none.
fn follow_ups(document: &Document, section: Range<usize>) -> (Vec<FollowUp>, Vec<Range<usize>>) {
    let mut found: Vec<FollowUp> = Vec::new();
    let mut lost = Vec::new();
    let mut open = false;
    for (block, inside) in blocks(document, section.clone()) {
        let bold = |inside: &Range<usize>| {
            let first = document.events.get(inside.start);
            first == Some(&Event::Start(Element::Strong))
        };
        // Footnotes come behind the last section, and a quiz is a card of its own.
        if matches!(
            block,
            Element::Footnotes | Element::Heading(_) | Element::Quiz(_)
        ) {
            end(&mut found, inside.start - 1);
            open = false;
        } else if block == Element::Paragraph && bold(&inside) {
            end(&mut found, inside.start - 1);
            open = true;
            let strong = blocks(document, inside.clone());
            let ask = strong.first().map_or(0..0, |(_, ask)| ask.clone());
            found.push(FollowUp {
                rest: ask.end + 1..inside.end,
                more: inside.end + 1..section.end,
                ask,
            });
        } else if !open && block != Element::HtmlBlock {
            lost.push(inside);
        }
    }
    (found, lost)
}

/// Ends the last of them at an event.
fn end(found: &mut [FollowUp], at: usize) {
    if let Some(last) = found.last_mut() {
        last.more.end = last.more.end.min(at);
    }
}
