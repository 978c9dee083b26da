//! Quotations that are more: hints and quizzes, which the parser does not know as it knows GitHub's alerts.

use super::{Events, Walk};
use crate::question::document::{Alert, Element};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What the first line of a quotation can make of it.
enum Kind {
    Hint,
    Quiz,
}

/// Such a first line.
pub(super) struct Marker {
    kind: Kind,
    /// The parser's events that it takes.
    events: usize,
    /// Whether the paragraph that begins with it goes on: its start is among these events, its end is not.
    in_paragraph: bool,
}

impl<'a> Walk<'a> {
    /// A quotation that the parser takes for an ordinary one, and that has just begun.
    pub(super) fn quote(&mut self, range: &Range<usize>, events: &mut Events<'a>) {
        let Some(marker) = self.marker(events) else {
            return self.open(Element::Quote);
        };
        match marker.kind {
            Kind::Hint => {
                self.open(Element::Alert(Alert::Hint));
                self.skip(&marker, events);
            }
            Kind::Quiz => {
                let inside = events.until_end();
                self.quiz(range, inside, &marker);
            }
        }
    }

    /// Passes by the line of a marker.
    pub(super) fn skip(&mut self, marker: &Marker, events: &mut Events<'a>) {
        events.rest = &events.rest[marker.events..];
        if marker.in_paragraph {
            self.open(Element::Paragraph);
        }
    }

    fn marker(&self, events: &Events) -> Option<Marker> {
        let Some((Event::Start(Tag::Paragraph), range)) = events.rest.first() else {
            return None;
        };
        let line = self.source.get(range.clone())?.lines().next()?.trim();
        let kind = if line.eq_ignore_ascii_case("[!HINT]") {
            Kind::Hint
        } else if line.eq_ignore_ascii_case("[!QUIZ]") {
            Kind::Quiz
        } else {
            return None;
        };
        let rest = &events.rest[1..];
        // Brackets that a definition makes a link are none of ours.
        let words = rest
            .iter()
            .take_while(|(event, _)| matches!(event, Event::Text(_)));
        let words = words.count();
        match rest.get(words)?.0 {
            Event::End(TagEnd::Paragraph) => Some(Marker {
                kind,
                events: words + 2,
                in_paragraph: false,
            }),
            Event::SoftBreak | Event::HardBreak => Some(Marker {
                kind,
                events: words + 2,
                in_paragraph: true,
            }),
            _ => None,
        }
    }
}
