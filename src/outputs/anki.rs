//! A document as the HTML of a card: away from its site, with the images beside it.

use super::page;
use crate::question::{Document, Link, LinkId};
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;

/// Where a link of a card leads.
pub enum Place {
    /// To a file in the folder of the cards.
    Media(String),
    /// To a URL, or to a place on the card itself.
    Url(String),
    /// Nowhere: its words stay.
    Nowhere,
}

impl Place {
    /// Appends it, escaped for an attribute.
    pub fn write(&self, html: &mut String) {
        match self {
            Place::Media(name) => html.push_str(name),
            Place::Url(url) => drop(escape_html(html, url)),
            Place::Nowhere => {}
        }
    }
}

/// The HTML of a document, but for the first of its events, whose links lead where `place` says.
pub fn html(
    document: &Document,
    first: usize,
    strings: &Strings,
    place: &mut dyn FnMut(LinkId, &Link) -> Place,
) -> String {
    let mut html = String::new();
    let mut address = |id: LinkId, html: &mut String| place(id, document.link(id)).write(html);
    page::write_from(document, first, strings, &mut address, &mut html);
    html
}
