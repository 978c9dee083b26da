//! Images: those of the site are in the book, others are linked to.

use super::Book;
use super::markup::Holds;
use super::raw::attribute;
use crate::question::html::StartTag;
use crate::question::{Destination, Image};
use pulldown_cmark_escape::escape_html;

impl Book<'_> {
    pub(super) fn image(&mut self, image: Image) {
        self.make_room(Holds::Phrasing);
        let alt = self.document.get(image.alt);
        if self.picture(Some(image.source), alt) {
            let title = self.document.get(image.title);
            if !title.is_empty() {
                self.push(" title=\"");
                self.escaped(title);
                self.push("\"");
            }
            self.push("/>");
        }
    }

    /// An image of raw HTML.
    pub(super) fn raw_image(&mut self, tag: &StartTag, source: Option<Destination>) {
        if self.room_for(Holds::Phrasing).is_none() {
            return;
        }
        self.make_room(Holds::Phrasing);
        let alt = attribute(tag, "alt").unwrap_or_default().to_owned();
        if self.picture(source, &alt) {
            self.attributes("img", tag);
            self.push("/>");
        }
    }

    /// Begins the element of an image that the book has. Of others there is what they show, as a link where it leads
    /// somewhere.
    fn picture(&mut self, source: Option<Destination>, alt: &str) -> bool {
        let file = match source {
            Some(Destination::Site(id)) => (self.around.image)(id),
            _ => None,
        };
        if let Some(file) = file {
            self.push("<img src=\"");
            self.escaped(&file);
            self.push("\" alt=\"");
            self.escaped(alt);
            self.push("\"");
            return true;
        }
        let end = source.map_or("", |to| self.link(to));
        let _ = escape_html(&mut *self.xhtml, alt);
        self.push(end);
        false
    }
}
