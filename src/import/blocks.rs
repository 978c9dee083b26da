//! The blocks of an answer, with the items of its lists.

use super::outline::extensions;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block of an answer.
pub(super) struct Block {
    pub range: Range<usize>,
    pub kind: Kind,
}

pub(super) enum Kind {
    Code,
    Heading,
    List { ordered: bool, items: Vec<Item> },
    Paragraph,
    Other,
}

/// An item of a list.
pub(super) struct Item {
    /// Where what it says begins, behind its marker and its box.
    pub start: usize,
    pub end: usize,
    /// Whether its box is ticked.
    pub ticked: Option<bool>,
    /// Whether all of its first line is bold.
    pub bold: bool,
}

/// The blocks of an answer.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0usize;
    let mut strong: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth == 1 {
                    let kind = match tag {
                        Tag::CodeBlock(_) => Kind::Code,
                        Tag::Heading { .. } => Kind::Heading,
                        Tag::List(number) => Kind::List {
                            ordered: number.is_some(),
                            items: Vec::new(),
                        },
                        Tag::Paragraph => Kind::Paragraph,
                        _ => Kind::Other,
                    };
                    blocks.push(Block { range, kind });
                } else if depth == 2
                    && let Some(items) = items(&mut blocks)
                {
                    let written = &text[range.clone()];
                    let marker = written.trim_start_matches(|c: char| c.is_ascii_digit());
                    let marker = marker.get(1..).unwrap_or("").trim_start();
                    items.push(Item {
                        start: range.end - marker.len(),
                        end: range.end,
                        ticked: None,
                        bold: false,
                    });
                } else if matches!(tag, Tag::Strong) {
                    strong = Some(range);
                }
            }
            Event::End(tag) => {
                depth -= 1;
                if tag == TagEnd::Strong
                    && let Some(place) = strong.take()
                {
                    let item = items(&mut blocks).and_then(|items| items.last_mut());
                    if let Some(item) = item.filter(|item| item.start == place.start) {
                        item.bold = text[place.end..item.end].trim().is_empty();
                    }
                }
            }
            Event::TaskListMarker(ticked) if depth <= 3 => {
                if let Some(item) = items(&mut blocks).and_then(|items| items.last_mut())
                    && item.ticked.is_none()
                    && range.start <= item.start + 1
                {
                    item.ticked = Some(ticked);
                    item.start = range.end + usize::from(text[range.end..].starts_with(' '));
                }
            }
            Event::Rule if depth == 0 => blocks.push(Block {
                range,
                kind: Kind::Other,
            }),
            _ => {}
        }
    }
    blocks
}

fn items(blocks: &mut [Block]) -> Option<&mut Vec<Item>> {
    match blocks.last_mut().map(|block| &mut block.kind) {
        Some(Kind::List { items, .. }) => Some(items),
        _ => None,
    }
}

impl Item {
    /// What it says.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Block {
    /// Its items, if it is a list.
    pub(super) fn items(&self) -> Option<&[Item]> {
        match &self.kind {
            Kind::List { items, .. } => Some(items),
            _ => None,
        }
    }
}
