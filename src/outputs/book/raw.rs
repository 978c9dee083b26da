//! Raw HTML: what of it a book has becomes XHTML, and of all else the words stay.

use super::Book;
use super::markup::{self, Holds, Markup};
use super::open::Open;
use crate::question::html::{self, Kind, StartTag};
use crate::question::{Destination, Event, Piece, TagId};

/// An element that is left out with all that it holds.
pub(super) struct Skipped {
    name: String,
    /// How many elements of that name are open in it, itself among them.
    depth: usize,
    /// How many elements of Markdown are open in it.
    markdown: usize,
}

impl Book<'_> {
    /// Whether an event belongs to what is left out.
    pub(super) fn is_skipped(&mut self, event: Event) -> bool {
        let Some(skipped) = &mut self.skipped else {
            return false;
        };
        match event {
            Event::Start(_) => skipped.markdown += 1,
            // What it stands in ends, and so does it.
            Event::End(_) if skipped.markdown == 0 => {
                self.skipped = None;
                return false;
            }
            Event::End(_) => skipped.markdown -= 1,
            Event::Tag(id) => {
                let name = start_tag(self.document.get(self.document.tag(id).written));
                if name.is_some_and(|tag| tag.name == skipped.name) {
                    skipped.depth += 1;
                }
                self.waiting.extend(self.id_of_tag(id));
            }
            Event::EndTag(written) if end_name(self.document.get(written)) == skipped.name => {
                skipped.depth -= 1;
                if skipped.depth == 0 {
                    self.skipped = None;
                }
            }
            _ => {}
        }
        true
    }

    /// The `id` of a tag.
    pub(super) fn id_of_tag(&self, id: TagId) -> Option<String> {
        let tag = start_tag(self.document.get(self.document.tag(id).written))?;
        attribute(&tag, "id").map(str::to_owned)
    }

    pub(super) fn tag(&mut self, id: TagId) {
        let Some(tag) = start_tag(self.document.get(self.document.tag(id).written)) else {
            return;
        };
        if let Some(own) = attribute(&tag, "id") {
            self.waiting.push(own.to_owned());
        }
        match tag.name.as_str() {
            "img" => self.raw_image(&tag, self.leading(id, &tag, "src")),
            "br" | "wbr" if self.room_for(Holds::Phrasing).is_some() => {
                self.make_room(Holds::Phrasing);
                self.push(if tag.name == "br" { "<br/>" } else { "<wbr/>" });
            }
            "hr" if self.room_for(Holds::Flow).is_some() => self.block("<hr/>\n"),
            name if markup::is_left_out(name) => {
                self.skipped = Some(Skipped {
                    name: name.to_owned(),
                    depth: 1,
                    markdown: 0,
                });
            }
            name => {
                if let Some(markup) = markup::find(name) {
                    self.element(markup, &tag, self.leading(id, &tag, "href"));
                }
            }
        }
    }

    /// Begins an element, where it can stand.
    fn element(&mut self, markup: &'static Markup, tag: &StartTag, to: Option<Destination>) {
        let ended = markup::ended_by(markup.name);
        while let Some(Open::Raw { name, .. }) = self.open.last()
            && ended.contains(name)
        {
            self.close_to(self.open.len() - 1);
        }
        let Some(room) = self.room_for(markup.within) else {
            return;
        };
        let href = match markup.name {
            "a" if self.open.iter().any(Open::is_link) => return,
            "a" => match self.raw_href(tag, to) {
                Some(href) => Some(href),
                None => return,
            },
            _ => None,
        };
        self.close_to(room);
        self.push("<");
        self.push(markup.tag);
        if let Some(own) = attribute(tag, "id")
            && self.whole
        {
            self.id(own);
        }
        if !markup.class.is_empty() {
            self.push(" class=\"");
            self.push(markup.class);
            self.push("\"");
        }
        if let Some(href) = href {
            self.push(" href=\"");
            self.push(&href);
            self.push("\"");
        }
        self.attributes(markup.name, tag);
        self.push(">");
        self.open.push(Open::Raw {
            name: markup.name,
            tag: markup.tag,
            holds: markup.holds,
        });
        if markup.holds.takes_words() {
            self.write_waiting();
        }
    }

    pub(super) fn attributes(&mut self, name: &str, tag: &StartTag) {
        for attribute in &tag.attributes {
            if !markup::is_kept(name, &attribute.name, &attribute.value) {
                continue;
            }
            let also = if attribute.name == "lang" {
                "xml:lang"
            } else {
                ""
            };
            for written in [attribute.name.as_str(), also] {
                if !written.is_empty() {
                    self.push(" ");
                    self.push(written);
                    self.push("=\"");
                    self.escaped(&attribute.value);
                    self.push("\"");
                }
            }
        }
    }

    pub(super) fn end_tag(&mut self, written: &str) {
        let ended = end_name(written);
        let found = self.open.iter().rposition(|open| match open {
            Open::Markdown { .. } => true,
            Open::Raw { name, .. } => *name == ended,
        });
        if let Some(index) = found
            && matches!(self.open[index], Open::Raw { .. })
        {
            self.close_to(index);
        }
    }

    pub(super) fn raw_text(&mut self, written: &str) {
        let words = html::words(written);
        self.words(&words);
    }

    /// What of the site an attribute of a tag names.
    fn leading(&self, id: TagId, tag: &StartTag, name: &str) -> Option<Destination> {
        let found = tag.attributes.iter().find(|one| one.name == name)?;
        let tag = self.document.tag(id);
        let at = |place: &Piece| tag.written.around(*place).0.len();
        let mut links = tag.links.iter();
        let link = links.find(|(place, _)| at(place) == found.place.start);
        link.map(|(_, link)| Destination::Site(*link))
    }

    /// Where a link of raw HTML leads, escaped for an attribute.
    fn raw_href(&self, tag: &StartTag, to: Option<Destination>) -> Option<String> {
        if let Some(to) = to {
            return self.href(to);
        }
        super::web(attribute(tag, "href")?)
    }
}

fn start_tag(written: &str) -> Option<StartTag> {
    match html::tokens(written).into_iter().next()?.kind {
        Kind::StartTag(tag) => Some(tag),
        _ => None,
    }
}

/// The value of an attribute that is not empty.
pub(super) fn attribute<'t>(tag: &'t StartTag, name: &str) -> Option<&'t str> {
    let found = tag.attributes.iter().find(|one| one.name == name)?;
    Some(found.value.trim()).filter(|value| !value.is_empty())
}

/// The name in an end tag, in lower case.
fn end_name(written: &str) -> String {
    let name = written.trim_start_matches("</");
    let end = name.find(|c: char| c == '>' || c == '/' || c.is_whitespace());
    name[..end.unwrap_or(name.len())].to_ascii_lowercase()
}
