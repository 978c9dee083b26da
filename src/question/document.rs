//! What an author wrote, understood once: a flat list of typed events over one text. Whatever leaves the program is
//! written from it by a visitor of `outputs/`; nobody reads Markdown or HTML a second time.

use super::Snippet;
use crate::urls;
use std::borrow::Cow;
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
    /// For each footnote by its number, how often it is referred to.
    pub footnotes: Vec<u32>,
    /// The text by headings; the first section is what stands before any, unless nothing does.
    pub sections: Vec<Section>,
    /// `id`s of headings, footnotes and raw HTML: what an anchor may name.
    pub anchors: Vec<String>,
    /// Minutes to read it with its code, at least one.
    pub minutes: usize,
}

/// A part of [`Document::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Piece {
    start: u32,
    end: u32,
}

/// Place of a link in [`Document::links`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkId(u32);

/// Place of a link in [`Document::hyperlinks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HyperlinkId(u32);

/// Place of an image in [`Document::images`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageId(u32);

/// Place of a tag in [`Document::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagId(u32);

/// Place of a snippet in [`Document::snippets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnippetId(u32);

/// A heading by its number, from 0; [`Document::heading`] has its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingId(pub u32);

/// One step through a document. What starts ends, and in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An element begins.
    Start(Element),
    /// The element that began last, of those that have not ended, ends.
    End(Element),
    /// Words, not escaped.
    Text(Piece),
    /// Code within a line.
    Code(Piece),
    /// A line of the source ends within a paragraph.
    SoftBreak,
    /// The author wants a new line here.
    HardBreak,
    /// A line across the page.
    Rule,
    /// An image with its description.
    Image(ImageId),
    /// A code block with the outputs that belong to it; highlighting is left to the page that shows it.
    Snippet(SnippetId),
    /// A footnote is referred to, the `time`th time.
    FootnoteUse {
        /// Of the footnote, from 1.
        number: u32,
        /// From 1.
        time: u32,
    },
    /// The box of a task.
    Task {
        /// Whether it is ticked.
        done: bool,
    },
    /// Raw HTML: a start tag.
    Tag(TagId),
    /// Raw HTML: an end tag as written.
    EndTag(Piece),
    /// Raw HTML: a comment or declaration as written.
    Comment(Piece),
    /// Raw HTML: text between tags as written.
    RawText(Piece),
}

/// What begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// A paragraph.
    Paragraph,
    /// A heading of a section.
    Heading(HeadingId),
    /// A quotation.
    Quote,
    /// A quotation that is a note to the reader.
    Alert(Alert),
    /// A list with bullets.
    List,
    /// A list with numbers.
    OrderedList {
        /// The first number.
        start: u32,
    },
    /// An item of a list.
    Item,
    /// A table: one head, then rows.
    Table,
    /// The row of a table's headings.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table's head.
    HeadCell(Alignment),
    /// A cell of a row.
    Cell(Alignment),
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Words that are struck out.
    Strikethrough,
    /// A link.
    Link(HyperlinkId),
    /// A block of raw HTML.
    HtmlBlock,
    /// The footnotes, after everything else.
    Footnotes,
    /// A footnote by its number, from 1.
    Footnote(u32),
}

/// Kinds of notes, as on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// Where the text of a table's column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As it comes.
    None,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

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

    pub(super) fn add_snippet(&mut self, snippet: Snippet) -> SnippetId {
        self.snippets.push(snippet);
        SnippetId(number(self.snippets.len() - 1))
    }
}

/// Files of four gigabytes are not read; of what lies behind, nothing is shown.
fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

impl Piece {
    /// The part of this piece at a byte range in it.
    pub(super) fn part(self, range: &Range<usize>) -> Piece {
        Piece {
            start: self.start + number(range.start),
            end: self.start + number(range.end),
        }
    }

    /// What of this piece stands before another one within it, and what behind.
    pub fn around(self, inner: Piece) -> (Piece, Piece) {
        let before = Piece {
            start: self.start,
            end: inner.start,
        };
        let behind = Piece {
            start: inner.end,
            end: self.end,
        };
        (before, behind)
    }

    /// Its bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl LinkId {
    /// Its place, which is also the place of its target in the guide's entry.
    pub fn index(self) -> usize {
        self.0 as usize
    }
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

/// The `id` of a place that refers to a footnote.
pub fn footnote_use_id(number: u32, time: u32) -> String {
    if time == 1 {
        format!("fn-ref-{number}")
    } else {
        format!("fn-ref-{number}-{time}")
    }
}
