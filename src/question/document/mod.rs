//! What an author wrote, understood once: a flat list of typed events over one text. Whatever leaves the program is
//! written from it by a visitor of `outputs/`; nobody reads Markdown or HTML a second time.

mod event;
mod ids;
mod link;
mod quiz;

pub use event::{Alert, Alignment, Element, Event};
pub use ids::{
    HeadingId, HyperlinkId, ImageId, LinkId, ListingId, Piece, QuizId, SnippetId, TagId,
};
pub use link::{Destination, Hyperlink, Image, Link, Tag};
pub use quiz::{Choice, Quiz};

use super::Snippet;
use ids::number;
use std::ops::Range;

/// What the Markdown of a file says.
///
/// Ten thousand of these are held at once, so an event is twelve bytes, and texts are ranges of one `String`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The document from its beginning to its end; footnotes come last.
    pub events: Vec<Event>,
    /// The texts of the events, one after another.
    pub text: String,
    /// Links of Markdown, within the site and out of it.
    pub hyperlinks: Vec<Hyperlink>,
    /// Images of Markdown.
    pub images: Vec<Image>,
    /// Start tags of raw HTML.
    pub tags: Vec<Tag>,
    /// What the document names of the site by links, images and attributes of raw HTML, in order. The guide finds out
    /// where each leads.
    pub links: Vec<Link>,
    /// The fenced code blocks that are shown as snippets, in order.
    pub snippets: Vec<Snippet>,
    /// The code blocks in options of quizzes. Nothing runs them, and they have no outputs.
    pub listings: Vec<Snippet>,
    /// The multiple-choice questions, in order.
    pub quizzes: Vec<Quiz>,
    /// For each footnote by its number, how often it is referred to.
    pub footnotes: Vec<u32>,
    /// The text by headings; the first section is what stands before any, unless nothing does.
    pub sections: Vec<Section>,
    /// `id`s of headings, footnotes and raw HTML: what an anchor may name.
    pub anchors: Vec<String>,
    /// Minutes to read it with its code, at least one.
    pub minutes: usize,
}

/// A heading and what stands below it, as text for search and comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// 2 to 6; 0 for what stands before the first heading.
    pub level: u8,
    /// The heading's `id`.
    pub id: String,
    /// The heading as plain text.
    pub title: String,
    /// The heading as HTML without links.
    pub title_html: String,
    /// The prose, its blocks separated by line feeds.
    pub text: String,
    /// The code and output of its snippets.
    pub code: String,
    /// Byte range of the heading in the file.
    pub span: Option<Range<usize>>,
}

impl Document {
    /// The text of a piece.
    pub fn get(&self, piece: Piece) -> &str {
        let range = piece.start as usize..piece.end as usize;
        self.text.get(range).unwrap_or("")
    }

    /// A link that the guide resolves.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.index()]
    }

    /// The links that the guide resolves, in order.
    pub fn link_ids(&self) -> impl Iterator<Item = LinkId> + use<> {
        (0..number(self.links.len())).map(LinkId)
    }

    /// A link of Markdown.
    pub fn hyperlink(&self, id: HyperlinkId) -> Hyperlink {
        self.hyperlinks[id.0 as usize]
    }

    /// An image of Markdown.
    pub fn image(&self, id: ImageId) -> Image {
        self.images[id.0 as usize]
    }

    /// A start tag of raw HTML.
    pub fn tag(&self, id: TagId) -> &Tag {
        &self.tags[id.0 as usize]
    }

    /// A snippet.
    pub fn snippet(&self, id: SnippetId) -> &Snippet {
        &self.snippets[id.0 as usize]
    }

    /// A code block in an option.
    pub fn listing(&self, id: ListingId) -> &Snippet {
        &self.listings[id.0 as usize]
    }

    /// A multiple-choice question.
    pub fn quiz(&self, id: QuizId) -> &Quiz {
        &self.quizzes[id.index()]
    }

    /// The section that a heading begins.
    pub fn heading(&self, id: HeadingId) -> &Section {
        let before_any = self.sections.first().is_some_and(|first| first.level == 0);
        &self.sections[id.0 as usize + usize::from(before_any)]
    }

    /// Appends a text.
    pub(super) fn add(&mut self, text: &str) -> Piece {
        let start = number(self.text.len());
        self.text.push_str(text);
        Piece {
            start,
            end: number(self.text.len()),
        }
    }

    /// Appends words to the event before, if that is words too.
    pub(super) fn add_text(&mut self, text: &str) {
        let added = self.add(text);
        match self.events.last_mut() {
            Some(Event::Text(last)) if last.end == added.start => last.end = added.end,
            _ => self.events.push(Event::Text(added)),
        }
    }

    pub(super) fn add_link(&mut self, link: Link) -> LinkId {
        self.links.push(link);
        LinkId(number(self.links.len() - 1))
    }

    pub(super) fn add_hyperlink(&mut self, link: Hyperlink) -> HyperlinkId {
        self.hyperlinks.push(link);
        HyperlinkId(number(self.hyperlinks.len() - 1))
    }

    pub(super) fn add_image(&mut self, image: Image) -> ImageId {
        self.images.push(image);
        ImageId(number(self.images.len() - 1))
    }

    pub(super) fn add_tag(&mut self, tag: Tag) -> TagId {
        self.tags.push(tag);
        TagId(number(self.tags.len() - 1))
    }

    pub(super) fn add_listing(&mut self, listing: Snippet) -> ListingId {
        self.listings.push(listing);
        ListingId(number(self.listings.len() - 1))
    }

    pub(super) fn add_quiz(&mut self) -> QuizId {
        self.quizzes.push(Quiz::default());
        QuizId(number(self.quizzes.len() - 1))
    }

    pub(super) fn add_snippet(&mut self, snippet: Snippet) -> SnippetId {
        self.snippets.push(snippet);
        SnippetId(number(self.snippets.len() - 1))
    }
}

/// The `id` of a place that refers to a footnote.
pub fn footnote_use_id(number: u32, time: u32) -> String {
    if time == 1 {
        format!("fn-ref-{number}")
    } else {
        format!("fn-ref-{number}-{time}")
    }
}
