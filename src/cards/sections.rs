//! The sections of an answer that say what goes wrong and what is asked next.

use crate::config::Practice;
use crate::question::{Document, Element, Event, Section};
use std::ops::Range;

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
            found.follow_ups.extend(follow_ups(document, range));
        }
    }
    found
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

fn follow_ups(document: &Document, section: Range<usize>) -> Vec<FollowUp> {
    let mut found: Vec<FollowUp> = Vec::new();
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
        } else if block == Element::Paragraph && bold(&inside) {
            end(&mut found, inside.start - 1);
            let strong = blocks(document, inside.clone());
            let ask = strong.first().map_or(0..0, |(_, ask)| ask.clone());
            found.push(FollowUp {
                rest: ask.end + 1..inside.end,
                more: inside.end + 1..section.end,
                ask,
            });
        }
    }
    found
}

/// Ends the last of them at an event.
fn end(found: &mut [FollowUp], at: usize) {
    if let Some(last) = found.last_mut() {
        last.more.end = last.more.end.min(at);
    }
}
