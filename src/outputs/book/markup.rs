//! Which elements of raw HTML a book has, and what can stand where: the part of HTML's content model that decides
//! whether XHTML is valid.

use crate::question::Element;

/// What can stand in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Blocks and words.
    Flow,
    /// Words, and elements within a line.
    Phrasing,
    /// Items of a list.
    Items,
    /// Terms and what they mean.
    Terms,
    /// Parts and rows of a table.
    Table,
    /// Rows of a table.
    Rows,
    /// Cells of a table.
    Cells,
    /// Words, and how they are read.
    Ruby,
}

impl Holds {
    /// What can stand in an element of Markdown.
    pub(super) fn of(element: Element) -> Holds {
        match element {
            Element::Paragraph
            | Element::Heading(_)
            | Element::HeadCell(_)
            | Element::RowHead(_)
            | Element::Cell(_)
            | Element::Emphasis
            | Element::Strong
            | Element::Strikethrough
            | Element::Link(_) => Holds::Phrasing,
            Element::Options(_) | Element::List | Element::OrderedList { .. } => Holds::Items,
            Element::Table => Holds::Table,
            Element::TableHead | Element::TableRow => Holds::Cells,
            Element::Quote
            | Element::Alert(_)
            | Element::Quiz(_)
            | Element::Prompt
            | Element::Option { .. }
            | Element::Explanation
            | Element::Item
            | Element::HtmlBlock
            | Element::Footnotes
            | Element::Footnote(_) => Holds::Flow,
        }
    }

    /// Whether what stands in `wanted` can stand here, too.
    pub(super) fn takes(self, wanted: Holds) -> bool {
        match wanted {
            Holds::Phrasing => self.takes_words(),
            wanted => self == wanted || (self, wanted) == (Holds::Table, Holds::Rows),
        }
    }

    /// Whether words can stand here.
    pub(super) fn takes_words(self) -> bool {
        matches!(self, Holds::Flow | Holds::Phrasing | Holds::Ruby)
    }
}

/// An element of raw HTML as a book has it.
pub(super) struct Markup {
    /// Its name in the source.
    pub name: &'static str,
    /// Its name in the book, perhaps with a class.
    pub tag: &'static str,
    pub class: &'static str,
    /// Where it can stand.
    pub within: Holds,
    /// What can stand in it.
    pub holds: Holds,
}

/// An element that is what it is called.
const fn same(name: &'static str, within: Holds, holds: Holds) -> Markup {
    renamed(name, name, "", within, holds)
}

const fn renamed(
    name: &'static str,
    tag: &'static str,
    class: &'static str,
    within: Holds,
    holds: Holds,
) -> Markup {
    Markup {
        name,
        tag,
        class,
        within,
        holds,
    }
}

/// An element within a line.
const fn inline(name: &'static str) -> Markup {
    same(name, Holds::Phrasing, Holds::Phrasing)
}

/// An element that holds blocks.
const fn block(name: &'static str) -> Markup {
    same(name, Holds::Flow, Holds::Flow)
}

/// A block that holds words.
const fn line(name: &'static str) -> Markup {
    same(name, Holds::Flow, Holds::Phrasing)
}

/// The elements whose tags are kept; of all others the words are. What is folded on a page is open in a book.
static MARKUP: &[Markup] = &[
    inline("a"),
    inline("abbr"),
    inline("b"),
    inline("bdi"),
    inline("cite"),
    inline("code"),
    inline("del"),
    inline("dfn"),
    inline("em"),
    inline("i"),
    inline("ins"),
    inline("kbd"),
    inline("mark"),
    inline("q"),
    inline("s"),
    inline("samp"),
    inline("small"),
    inline("span"),
    inline("strong"),
    inline("sub"),
    inline("sup"),
    inline("u"),
    inline("var"),
    renamed("strike", "s", "", Holds::Phrasing, Holds::Phrasing),
    renamed("tt", "code", "", Holds::Phrasing, Holds::Phrasing),
    same("ruby", Holds::Phrasing, Holds::Ruby),
    same("rp", Holds::Ruby, Holds::Phrasing),
    same("rt", Holds::Ruby, Holds::Phrasing),
    block("article"),
    block("aside"),
    block("blockquote"),
    block("div"),
    block("figure"),
    block("section"),
    renamed("center", "div", "center", Holds::Flow, Holds::Flow),
    renamed("details", "div", "details", Holds::Flow, Holds::Flow),
    renamed("figcaption", "div", "caption", Holds::Flow, Holds::Flow),
    // What these may stand in, and hold, is narrow.
    renamed("address", "div", "", Holds::Flow, Holds::Flow),
    renamed("footer", "div", "", Holds::Flow, Holds::Flow),
    renamed("header", "div", "", Holds::Flow, Holds::Flow),
    renamed("main", "div", "", Holds::Flow, Holds::Flow),
    renamed("nav", "div", "", Holds::Flow, Holds::Flow),
    renamed("summary", "p", "summary", Holds::Flow, Holds::Phrasing),
    line("h1"),
    line("h2"),
    line("h3"),
    line("h4"),
    line("h5"),
    line("h6"),
    line("p"),
    line("pre"),
    same("ol", Holds::Flow, Holds::Items),
    same("ul", Holds::Flow, Holds::Items),
    same("li", Holds::Items, Holds::Flow),
    same("dl", Holds::Flow, Holds::Terms),
    same("dt", Holds::Terms, Holds::Phrasing),
    same("dd", Holds::Terms, Holds::Flow),
    same("table", Holds::Flow, Holds::Table),
    same("caption", Holds::Table, Holds::Phrasing),
    same("thead", Holds::Table, Holds::Rows),
    same("tbody", Holds::Table, Holds::Rows),
    same("tfoot", Holds::Table, Holds::Rows),
    same("tr", Holds::Rows, Holds::Cells),
    same("th", Holds::Cells, Holds::Phrasing),
    same("td", Holds::Cells, Holds::Flow),
];

/// The element of that name, if a book has it.
pub(super) fn find(name: &str) -> Option<&'static Markup> {
    MARKUP.iter().find(|markup| markup.name == name)
}

/// Whether what an element holds is of no use in a book: it is left out with it.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "applet"
            | "audio"
            | "button"
            | "canvas"
            | "head"
            | "iframe"
            | "math"
            | "noscript"
            | "object"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// The elements that end where this one begins, as browsers have it.
pub(super) fn ended_by(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["li"],
        "dt" | "dd" => &["dt", "dd"],
        "rt" | "rp" => &["rt", "rp"],
        "td" | "th" => &["td", "th"],
        "tr" => &["td", "th", "tr"],
        "tbody" | "tfoot" => &["td", "th", "tr", "thead", "tbody", "caption"],
        "thead" => &["caption"],
        _ => &[],
    }
}

/// Whether an attribute is kept, and with a value that is valid there.
pub(super) fn is_kept(name: &str, attribute: &str, value: &str) -> bool {
    let number = |from: u32| value.parse::<u32>().is_ok_and(|number| number >= from);
    match (name, attribute) {
        (_, "title") => true,
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        (_, "lang") => {
            !value.is_empty()
                && value
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        }
        ("ol", "start") | ("li", "value") => value.parse::<i32>().is_ok(),
        ("ol", "type") => matches!(value, "1" | "a" | "A" | "i" | "I"),
        ("td" | "th", "colspan" | "rowspan") => number(1) && value.len() < 4,
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        ("img", "width" | "height") => number(1),
        _ => false,
    }
}
