//! The steps through a document.

use super::ids::{HeadingId, HyperlinkId, ImageId, ListingId, Piece, QuizId, SnippetId, TagId};

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
    /// A code block in an option of a quiz: it is shown, and never run.
    Listing(ListingId),
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
    /// A multiple-choice question: a prompt, then options, then perhaps an explanation.
    Quiz(QuizId),
    /// What a quiz asks.
    Prompt,
    /// All options of a quiz.
    Options(QuizId),
    /// An option of a quiz.
    Option {
        /// Whether it is right.
        right: bool,
    },
    /// Why the right options of a quiz are right.
    Explanation,
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
    /// The first cell of a row, which says what the row is about.
    RowHead(Alignment),
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
    /// `[!HINT]`, which GitHub does not know: folded until a reader asks for it.
    Hint,
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
