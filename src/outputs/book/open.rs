//! What has begun and not ended. Elements of Markdown always end in order; those of raw HTML are ended where they have
//! to be, so that the whole is well-formed.

use super::Book;
use super::markup::Holds;
use crate::question::Element;
use std::fmt::Write;

/// Something that has begun and not ended.
pub(super) enum Open {
    /// An element of Markdown.
    Markdown {
        element: Element,
        /// What ends it, where the element alone does not say so.
        end: &'static str,
    },
    /// An element of raw HTML.
    Raw {
        /// Its name in the source.
        name: &'static str,
        /// Its name in the book.
        tag: &'static str,
        holds: Holds,
    },
}

impl Open {
    pub(super) fn markdown(element: Element, end: &'static str) -> Open {
        Open::Markdown { element, end }
    }

    pub(super) fn holds(&self) -> Holds {
        match self {
            Open::Markdown { element, .. } => Holds::of(*element),
            Open::Raw { holds, .. } => *holds,
        }
    }

    pub(super) fn is_link(&self) -> bool {
        match self {
            Open::Markdown { element, end } => {
                matches!(element, Element::Link(_)) && !end.is_empty()
            }
            Open::Raw { tag, .. } => *tag == "a",
        }
    }

    pub(super) fn is_quiz(&self) -> bool {
        matches!(
            self,
            Open::Markdown {
                element: Element::Quiz(_),
                ..
            }
        )
    }
}

impl Book<'_> {
    /// What can stand at this place.
    pub(super) fn holds(&self) -> Holds {
        self.open.last().map_or(Holds::Flow, Open::holds)
    }

    /// How many elements are still open where something can stand that needs such a place; `None` if it cannot before an
    /// element of Markdown ends.
    pub(super) fn room_for(&self, wanted: Holds) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().rev() {
            if open.holds().takes(wanted) {
                return Some(index + 1);
            }
            if matches!(open, Open::Markdown { .. }) {
                return None;
            }
        }
        Holds::Flow.takes(wanted).then_some(0)
    }

    /// Ends elements of raw HTML in which what comes cannot stand.
    pub(super) fn make_room(&mut self, wanted: Holds) {
        if let Some(left) = self.room_for(wanted) {
            self.close_to(left);
        }
        if self.holds().takes_words() {
            self.write_waiting();
        }
    }

    /// Ends the elements of raw HTML that stand above so many.
    pub(super) fn close_to(&mut self, left: usize) {
        while self.open.len() > left {
            match self.open.pop() {
                Some(Open::Raw { tag, .. }) => {
                    let _ = write!(self.xhtml, "</{tag}>");
                }
                Some(markdown @ Open::Markdown { .. }) => {
                    self.open.push(markdown);
                    return;
                }
                None => return,
            }
        }
    }

    /// Takes out the innermost element of Markdown, whose raw HTML ends before, and gives what ends it.
    pub(super) fn close_markdown(&mut self) -> &'static str {
        self.close_to(0);
        match self.open.pop() {
            Some(Open::Markdown { end, .. }) => end,
            _ => "",
        }
    }

    /// An `id` attribute, if there is none of that name yet.
    pub(super) fn id(&mut self, id: &str) {
        if super::is_id(id) && self.ids.insert(id.to_owned()) {
            self.push(" id=\"");
            self.escaped(id);
            self.push("\"");
        }
    }

    /// Writes the `id`s that wait for a place.
    pub(super) fn write_waiting(&mut self) {
        for id in std::mem::take(&mut self.waiting) {
            if self.whole && super::is_id(&id) && !self.ids.contains(&id) {
                self.push("<span");
                self.id(&id);
                self.push("></span>");
            }
        }
    }
}
