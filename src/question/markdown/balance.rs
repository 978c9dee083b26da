//! Raw HTML must be closed where it was opened: else the rest of the page is shown in a place where it does not belong,
//! or not at all.

use super::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::question::document::{Element, Event as Step};
use crate::question::html::{Kind, StartTag};
use std::ops::Range;

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose end tag may be left out.
const CLOSED_BY_OTHERS: [&str; 18] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p",
    "rp", "rt", "tbody", "td", "tfoot", "th", "thead",
];

/// Elements that may overlap: `<b><i></b></i>` is shown as it is meant.
const OVERLAPPING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Something that has begun and not ended.
pub(super) enum Open {
    /// An element of Markdown.
    Markdown(Element),
    /// An element of raw HTML.
    Raw {
        name: String,
        /// Place of its start tag in the source.
        place: Range<usize>,
        self_closing: bool,
    },
}

impl Walk<'_> {
    pub(super) fn open(&mut self, element: Element) {
        self.open.push(Open::Markdown(element));
        self.push(Step::Start(element));
    }

    /// Ends the innermost element of Markdown.
    pub(super) fn close(&mut self) {
        let markdown = |open: &Open| matches!(open, Open::Markdown(_));
        let Some(at) = self.open.iter().rposition(markdown) else {
            return;
        };
        // A browser lets what begins in a link or in emphasis end behind it, but not what begins in a block.
        let raw = self.open.split_off(at + 1);
        let Some(Open::Markdown(element)) = self.open.pop() else {
            return;
        };
        if is_inline(element) {
            self.open.extend(raw);
        } else {
            self.report_open(raw);
        }
        self.push(Step::End(element));
    }

    /// Takes note of a token of raw HTML.
    pub(super) fn balance(&mut self, token: &Kind, place: &Range<usize>) {
        match token {
            Kind::Text | Kind::Comment => {}
            Kind::StartTag(tag) => self.raw_start(tag, place),
            Kind::EndTag(name) => self.raw_end(name, place),
            Kind::OpenComment => self.report(
                place,
                "this comment has no end: browsers would take the rest of the page for a part of it".to_owned(),
                "write `-->` where it ends",
            ),
            Kind::OpenTag => self.report(
                place,
                "this tag has no end: browsers would take what follows for a part of it".to_owned(),
                "write `>` where it ends; a blank line ends a block of HTML",
            ),
        }
    }

    fn raw_start(&mut self, tag: &StartTag, place: &Range<usize>) {
        let name = tag.name.as_str();
        let in_picture = |open: &Open| matches!(open, Open::Raw { name, .. } if is_picture(name));
        let closes = tag.self_closing && (is_picture(name) || self.open.iter().any(in_picture));
        if !closes && !VOID.contains(&name) {
            self.open.push(Open::Raw {
                name: tag.name.clone(),
                place: place.clone(),
                self_closing: tag.self_closing,
            });
        }
    }

    fn raw_end(&mut self, ended: &str, place: &Range<usize>) {
        // Browsers read `</br>` as `<br>`.
        if ended == "br" {
            return;
        }
        let mut found = None;
        for (index, open) in self.open.iter().enumerate().rev() {
            match open {
                Open::Markdown(element) if is_inline(*element) => {}
                Open::Markdown(_) => break,
                Open::Raw { name, .. } if name == ended => {
                    found = Some(index);
                    break;
                }
                Open::Raw { .. } => {}
            }
        }
        let Some(index) = found else {
            self.report(
                place,
                format!("`</{ended}>` ends nothing that begins in the same block: it would end what is around the text"),
                format!("remove it, or write the `<{ended}>` that it ends").as_str(),
            );
            return;
        };
        if OVERLAPPING.contains(&ended) {
            self.open.remove(index);
            return;
        }
        let inner = self.open.split_off(index);
        let mut left = Vec::new();
        for open in inner.into_iter().skip(1) {
            match open {
                Open::Markdown(_) => self.open.push(open),
                raw => left.push(raw),
            }
        }
        self.report_open(left);
    }

    /// Reports what is still open where it has to have ended.
    pub(super) fn report_open(&mut self, left: Vec<Open>) {
        for open in left {
            let Open::Raw {
                name,
                place,
                self_closing,
            } = open
            else {
                continue;
            };
            if CLOSED_BY_OTHERS.contains(&name.as_str()) || name == "tr" {
                continue;
            }
            let help = if self_closing {
                format!("`/>` does not end it in HTML: write `<{name}></{name}>`")
            } else {
                format!("write `</{name}>` in the same paragraph, list item or cell")
            };
            self.report(
                &place,
                format!("`<{name}>` is not ended: the rest of the page would be a part of it"),
                &help,
            );
        }
    }

    fn report(&mut self, place: &Range<usize>, message: String, help: &str) {
        // What does not end goes on for as long as the text: its first line says which it is.
        let source = self.source.get(place.clone()).unwrap_or("");
        let line = source.lines().next().unwrap_or("").len();
        let span = self.in_file(&(place.start..place.start + line));
        self.result
            .diagnostics
            .push(Diagnostic::new(&codes::UNBALANCED_HTML, self.file, span, message).help(help));
    }
}

fn is_inline(element: Element) -> bool {
    matches!(
        element,
        Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link(_)
    )
}

/// Within these, `/>` ends an element.
fn is_picture(name: &str) -> bool {
    matches!(name, "svg" | "math")
}
