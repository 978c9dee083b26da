//! Footnotes as GitHub shows them: numbered by first use, at the end, with a
//! way back to each use.

use super::{Events, Walk};
use pulldown_cmark::{CowStr, Event, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Name in lower case → what it says.
    definitions: HashMap<String, Vec<(Event<'a>, Range<usize>)>>,
    /// Names in the order of their first use; a number is a place here plus one.
    used: Vec<String>,
    /// Place of each name in these.
    places: HashMap<String, usize>,
    /// Uses of each of these so far.
    uses: Vec<usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn footnote_definition(&mut self, name: CowStr<'a>, events: &mut Events<'a>) {
        let inside = events.until_end();
        self.footnotes
            .definitions
            .entry(name.to_lowercase())
            .or_insert(inside);
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        let notes = &mut self.footnotes;
        let name = name.to_lowercase();
        let index = match notes.places.get(&name) {
            Some(index) => *index,
            None => {
                let index = notes.used.len();
                notes.used.push(name.clone());
                notes.uses.push(0);
                notes.places.insert(name, index);
                index
            }
        };
        notes.uses[index] += 1;
        let number = index + 1;
        let suffix = suffix(notes.uses[index]);
        self.result
            .body
            .anchors
            .push(format!("fn-ref-{number}{suffix}"));
        let label = self
            .word("footnote")
            .replace("{number}", &number.to_string());
        self.push_html(format!(
            "<sup><a class=\"footnote\" id=\"fn-ref-{number}{suffix}\" href=\"#fn-{number}\" aria-label=\"{label}\">{number}</a></sup>"
        ));
    }

    /// Writes what was referred to. A footnote may refer to further ones, so
    /// the list can grow while it is written.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.used.is_empty() {
            return;
        }
        let (title, back) = (self.word("footnotes"), self.word("footnote_back"));
        self.push_html(format!(
            "<section class=\"footnotes\" aria-label=\"{title}\">\n<ol>\n"
        ));
        let mut index = 0;
        // Where the ways back will be: a later footnote may use an earlier one.
        let mut ways_back = Vec::new();
        while let Some(name) = self.footnotes.used.get(index) {
            let inside = self.footnotes.definitions.remove(name).unwrap_or_default();
            let number = index + 1;
            self.result.body.anchors.push(format!("fn-{number}"));
            self.push_html(format!("<li id=\"fn-{number}\">\n"));
            self.run(&mut Events {
                inner: inside.into_iter(),
            });
            let paragraph = Event::End(TagEnd::Paragraph);
            let ends_so = self.out.pop_if(|last| *last == paragraph).is_some();
            ways_back.push(self.out.len());
            self.push_html("");
            if ends_so {
                self.out.push(paragraph);
            }
            self.push_html("</li>\n");
            index += 1;
        }
        for (index, place) in ways_back.into_iter().enumerate() {
            let uses = 1..=self.footnotes.uses[index];
            let links = uses.map(|number| way_back(index + 1, number, &back));
            self.out[place] = Event::InlineHtml(links.collect::<String>().into());
        }
        self.push_html("</ol>\n</section>\n");
    }
}

/// What tells a further use of a footnote from the first.
fn suffix(use_number: usize) -> String {
    match use_number {
        1 => String::new(),
        number => format!("-{number}"),
    }
}

/// The link from a footnote back to one of its uses.
fn way_back(number: usize, use_number: usize, label: &str) -> String {
    let suffix = suffix(use_number);
    let (label, mark) = match use_number {
        1 => (label.to_owned(), "↩".to_owned()),
        n => (format!("{label} ({n})"), format!("↩<sup>{n}</sup>")),
    };
    format!(
        " <a class=\"footnote-back\" href=\"#fn-ref-{number}{suffix}\" aria-label=\"{label}\">{mark}</a>"
    )
}
