//! Footnotes as GitHub shows them: numbered by first use, at the end, with a
//! way back to each use.

use super::{Events, Walk};
use crate::question::document::{Element, Event as Step, footnote_use_id};
use std::collections::HashMap;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Name in lower case → what it says.
    definitions: HashMap<String, Events<'a>>,
    /// Names in the order of their first use; a number is a place here plus one.
    used: Vec<String>,
    /// Number of each name in these.
    numbers: HashMap<String, u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn footnote_definition(&mut self, name: &str, events: &mut Events<'a>) {
        let inside = events.until_end();
        self.footnotes
            .definitions
            .entry(name.to_lowercase())
            .or_insert(inside);
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        let name = name.to_lowercase();
        let number = match self.footnotes.numbers.get(&name) {
            Some(number) => *number,
            None => {
                self.document().footnotes.push(0);
                let number = self.document().footnotes.len() as u32;
                self.footnotes.used.push(name.clone());
                self.footnotes.numbers.insert(name, number);
                number
            }
        };
        let document = self.document();
        let times = &mut document.footnotes[number as usize - 1];
        *times += 1;
        let time = *times;
        document.anchors.push(footnote_use_id(number, time));
        self.push(Step::FootnoteUse { number, time });
    }

    /// Appends what was referred to. A footnote may refer to further ones, so
    /// the list can grow while it is read.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.used.is_empty() {
            return;
        }
        self.open(Element::Footnotes);
        let mut number = 0;
        while let Some(name) = self.footnotes.used.get(number as usize) {
            let inside = self.footnotes.definitions.remove(name).unwrap_or_default();
            number += 1;
            self.document().anchors.push(format!("fn-{number}"));
            self.open(Element::Footnote(number));
            self.run(inside);
            self.close();
        }
        self.close();
    }
}
