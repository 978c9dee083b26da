//! What a document leads to and shows: links and images of Markdown, and tags of raw HTML.

use super::ids::{LinkId, Piece};
use crate::urls;
use std::borrow::Cow;
use std::ops::Range;

/// A link of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hyperlink {
    /// Where it leads.
    pub to: Destination,
    /// What is shown with it; may be empty.
    pub title: Piece,
}

/// An image of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image {
    /// The picture.
    pub source: Destination,
    /// What it shows, as plain text.
    pub alt: Piece,
    /// What is shown with it; may be empty.
    pub title: Piece,
}

/// Where a link or an image leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// To something of the site.
    Site(LinkId),
    /// Out of the site, to this URL.
    Web(Piece),
}

/// A start tag of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The tag as written, with its brackets.
    pub written: Piece,
    /// The addresses of the site in its attributes, each with its place in `written`, in order.
    pub links: Vec<(Piece, LinkId)>,
    /// The values of its attributes that are `id`s of the page, or name such, in order.
    pub ids: Vec<Piece>,
}

/// A link that has to be resolved: something of the site, named by a link, an image or raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The target as written: `gil.md#why`, `/img/a%20b.png`.
    pub target: String,
    /// Whether it is shown in the page and not only led to.
    pub image: bool,
    /// Byte range of the link in the file.
    pub span: Range<usize>,
    /// Byte range of the target in the file, without quotes and brackets; `None` for a target with escapes. That of a
    /// link by reference is in the line that defines it.
    pub place: Option<Range<usize>>,
}

impl Link {
    /// What it names without anchor and query, percent signs decoded; empty for a place on its own page.
    pub fn path(&self) -> Cow<'_, str> {
        let path = self.target.split(['#', '?']).next().unwrap_or("");
        urls::decode(path).unwrap_or(Cow::Borrowed(path))
    }

    /// The query without `?`, as written; may be empty.
    pub fn query(&self) -> &str {
        let target = self.target.split('#').next().unwrap_or("");
        target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The anchor without `#`, percent signs decoded; may be empty.
    pub fn anchor(&self) -> Cow<'_, str> {
        let anchor = self.target.split_once('#').map_or("", |(_, anchor)| anchor);
        urls::decode(anchor).unwrap_or(Cow::Borrowed(anchor))
    }
}
