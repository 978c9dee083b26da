//! A document as the HTML of its page.

mod code;
mod notes;
mod quiz;
mod tag;

pub use quiz::{letter, write_answer_list, write_answers};

use crate::highlight::hang;
use crate::question::{
    Alert, Alignment, Destination, Document, Element, Event, HeadingId, Image, LinkId, Piece,
    code_html,
};
use crate::strings::Strings;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use std::fmt::Write;
use std::ops::Range;

/// Appends the HTML of a document. `strings` has the words around what the author wrote; `address` appends where a
/// link to something of the site leads, escaped for an attribute.
pub fn write(
    document: &Document,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    write_from(document, 0, strings, address, html);
}

/// The same without the first of its events.
pub fn write_from(
    document: &Document,
    first: usize,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    html.reserve(size(document));
    let events = first..document.events.len();
    Page::new(document, strings, address, html).events(events);
}

/// Where a document stands on a page that holds several.
#[derive(Debug, Clone, Copy, Default)]
pub struct Among<'a> {
    /// What every `id` begins with, so that no two are the same.
    pub prefix: &'a str,
    /// By how much its headings are below those of a page of its own.
    pub deeper: u8,
}

/// Appends the HTML of a document that is one of several on a page. `address` has to lead to the `id`s with their
/// prefixes.
pub fn write_among(
    document: &Document,
    among: Among,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    html.reserve(size(document));
    let page = Page::new(document, strings, address, html);
    Page { among, ..page }.events(0..document.events.len());
}

/// Appends the HTML of some events of a document, for a place that has other parts of documents beside it: without
/// what leads to other places of the same page, which are footnotes and the `id`s of headings.
pub fn write_part(
    document: &Document,
    events: Range<usize>,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    let page = Page::new(document, strings, address, html);
    let whole = false;
    Page { whole, ..page }.events(events);
}

/// About as many bytes as it becomes: code with its marks is less than twice as long.
fn size(document: &Document) -> usize {
    let snippets = document.snippets.iter();
    let code: usize = snippets.map(|snippet| 256 + 2 * snippet.code.len()).sum();
    document.text.len() + 8 * document.events.len() + 64 * document.links.len() + code
}

struct Page<'a> {
    document: &'a Document,
    among: Among<'a>,
    strings: &'a Strings,
    address: &'a mut dyn FnMut(LinkId, &mut String),
    /// Where the document begins in `html`.
    begin: usize,
    /// Whether all of it is written.
    whole: bool,
    /// How many elements are open below a solution, while what belongs to it is written.
    solution: Option<usize>,
    html: &'a mut String,
}

impl<'a> Page<'a> {
    fn new(
        document: &'a Document,
        strings: &'a Strings,
        address: &'a mut dyn FnMut(LinkId, &mut String),
        html: &'a mut String,
    ) -> Self {
        Page {
            document,
            among: Among::default(),
            strings,
            address,
            begin: html.len(),
            whole: true,
            solution: None,
            html,
        }
    }

    fn events(mut self, events: Range<usize>) {
        for index in events {
            self.event(index);
        }
        self.end_solution();
    }

    fn event(&mut self, index: usize) {
        self.follow_solution(index);
        match self.document.events[index] {
            Event::Start(element) => self.start(element),
            Event::End(element) => self.end(element, index),
            Event::Text(words) => self.words(words),
            Event::Code(code) => {
                self.push("<code>");
                self.words(code);
                self.push("</code>");
            }
            Event::SoftBreak => self.push("\n"),
            Event::HardBreak => self.push("<br />\n"),
            Event::Rule => self.block("<hr />\n"),
            Event::Image(id) => self.image(self.document.image(id)),
            Event::Snippet(id) => self.snippet(self.document.snippet(id)),
            Event::Listing(id) => {
                self.block("<pre translate=\"no\"><code>");
                let code = code_html(self.document.listing(id));
                self.html.push_str(&hang::hanging(&code, hang::PAGE));
                self.push("</code></pre>\n");
            }
            Event::FootnoteUse { number, time } if self.whole => self.footnote_use(number, time),
            Event::FootnoteUse { .. } => {}
            Event::Task { done } => self.task(done),
            Event::Tag(id) => self.tag(id),
            Event::EndTag(raw) | Event::Comment(raw) | Event::RawText(raw) => {
                self.push(self.document.get(raw));
            }
        }
    }

    fn start(&mut self, element: Element) {
        match element {
            Element::Paragraph => self.block("<p>"),
            Element::Heading(id) => self.heading(id),
            Element::Quote => self.block("<blockquote>\n"),
            Element::Alert(kind) => self.alert(kind),
            Element::Quiz(id) => self.quiz(id),
            Element::Options(id) => self.options(id),
            Element::Option { .. } => self.block("<li>"),
            Element::Prompt | Element::Explanation => {}
            Element::List => self.block("<ul>\n"),
            Element::OrderedList { start: 1 } => self.block("<ol>\n"),
            Element::OrderedList { start } => {
                self.block("<ol start=\"");
                let _ = writeln!(self.html, "{start}\">");
            }
            Element::Item => self.block("<li>"),
            Element::Table => self.push("<div class=\"table\">\n<table>\n"),
            Element::TableHead => self.push("<thead>\n<tr>"),
            Element::TableRow => self.push("<tr>"),
            Element::HeadCell(alignment) => self.cell("<th scope=\"col\"", alignment),
            Element::RowHead(alignment) => self.cell("<th scope=\"row\"", alignment),
            Element::Cell(alignment) => self.cell("<td", alignment),
            Element::Emphasis => self.push("<em>"),
            Element::Strong => self.push("<strong>"),
            Element::Strikethrough => self.push("<del>"),
            Element::Link(id) => {
                let link = self.document.hyperlink(id);
                self.push("<a");
                self.leading(" href=\"", link.to);
                self.title(link.title);
                self.push(">");
            }
            Element::HtmlBlock => {}
            Element::Footnotes => {
                self.push("<section class=\"footnotes\" aria-label=\"");
                self.word("footnotes");
                self.push("\">\n<ol>\n");
            }
            Element::Footnote(number) => {
                let prefix = self.among.prefix;
                let _ = writeln!(self.html, "<li id=\"{prefix}fn-{number}\">");
            }
        }
    }

    fn end(&mut self, element: Element, index: usize) {
        match element {
            Element::Paragraph => {
                // The ways back stand in the last line of the footnote.
                let next = self.document.events.get(index + 1);
                if let Some(Event::End(Element::Footnote(number))) = next {
                    self.ways_back(*number);
                }
                self.push("</p>\n");
            }
            Element::Heading(id) if !self.whole => {
                let level = self.depth(id);
                let _ = writeln!(self.html, "</h{level}>");
            }
            Element::Heading(id) => {
                let section = self.document.heading(id);
                self.push("</span> <a class=\"permalink\" href=\"#");
                self.id(&section.id);
                self.push("\" aria-label=\"");
                self.word("permalink");
                let level = self.depth(id);
                let _ = writeln!(self.html, "\">#</a></h{level}>");
            }
            Element::Quote => self.push("</blockquote>\n"),
            Element::Alert(Alert::Hint) => self.push("</details>\n"),
            Element::Quiz(_) => self.push("</details>\n</div>\n"),
            Element::Alert(_) => self.push("</div>\n"),
            Element::Options(id) => self.options_end(id),
            Element::Option { .. } => self.push("</li>\n"),
            Element::Prompt | Element::Explanation => {}
            Element::List => self.push("</ul>\n"),
            Element::OrderedList { .. } => self.push("</ol>\n"),
            Element::Item => self.push("</li>\n"),
            Element::Table => self.push("</tbody>\n</table>\n</div>\n"),
            Element::TableHead => self.push("</tr>\n</thead>\n<tbody>\n"),
            Element::TableRow => self.push("</tr>\n"),
            Element::HeadCell(_) | Element::RowHead(_) => self.push("</th>"),
            Element::Cell(_) => self.push("</td>"),
            Element::Emphasis => self.push("</em>"),
            Element::Strong => self.push("</strong>"),
            Element::Strikethrough => self.push("</del>"),
            Element::Link(_) => self.push("</a>"),
            Element::HtmlBlock => {}
            Element::Footnotes => self.push("</ol>\n</section>\n"),
            Element::Footnote(number) => {
                let last = &self.document.events[index - 1];
                if *last != Event::End(Element::Paragraph) {
                    self.ways_back(number);
                }
                self.push("</li>\n");
            }
        }
    }

    /// The level of a heading on this page.
    fn depth(&self, id: HeadingId) -> u8 {
        (self.document.heading(id).level + self.among.deeper).min(6)
    }

    fn heading(&mut self, id: HeadingId) {
        let level = self.depth(id);
        if !self.whole {
            let _ = write!(self.html, "<h{level}>");
            return;
        }
        let (prefix, number) = (self.among.prefix, id.0 + 1);
        let _ = write!(self.html, "<h{level} id=\"");
        self.id(&self.document.heading(id).id);
        // The name of a heading is its words, without the link to it that stands behind them.
        let _ = write!(
            self.html,
            "\" aria-labelledby=\"{prefix}sp-h{number}\"><span id=\"{prefix}sp-h{number}\">"
        );
    }

    fn alert(&mut self, kind: Alert) {
        let name = match kind {
            Alert::Note => "note",
            Alert::Tip => "tip",
            Alert::Important => "important",
            Alert::Warning => "warning",
            Alert::Caution => "caution",
            Alert::Hint => "hint",
        };
        if kind == Alert::Hint {
            self.block("<details class=\"alert hint\"><summary class=\"alert-title\">");
            self.word(name);
            self.push("</summary>\n");
            return;
        }
        let _ = write!(
            self.html,
            "<div class=\"alert {name}\" role=\"note\">\n<p class=\"alert-title\">"
        );
        self.word(name);
        self.push("</p>\n");
    }

    fn cell(&mut self, tag: &str, alignment: Alignment) {
        self.push(tag);
        self.push(match alignment {
            Alignment::Left => " class=\"left\">",
            Alignment::Center => " class=\"center\">",
            Alignment::Right => " class=\"right\">",
            Alignment::None => ">",
        });
    }

    fn image(&mut self, image: Image) {
        // A page loads nothing from elsewhere: where an author lets that pass, what the image shows is linked to.
        if matches!(image.source, Destination::Web(_)) {
            self.push("<a");
            self.leading(" href=\"", image.source);
            self.push(">");
            self.words(image.alt);
            self.push("</a>");
            return;
        }
        self.push("<img");
        if !self.leading(" src=\"", image.source) {
            self.html.truncate(self.html.len() - "<img".len());
            self.words(image.alt);
            return;
        }
        self.push(" alt=\"");
        self.escaped(self.document.get(image.alt));
        self.push("\"");
        self.title(image.title);
        self.push(" />");
    }

    fn task(&mut self, done: bool) {
        let (checked, word) = if done {
            (" checked", "done")
        } else {
            ("", "not_done")
        };
        let _ = write!(
            self.html,
            "<input type=\"checkbox\" disabled{checked} aria-label=\""
        );
        self.word(word);
        self.push("\"> ");
    }

    /// Whether a link without an address is one to nothing, which an author may let pass as text.
    fn is_broken(&self, id: LinkId) -> bool {
        !self.document.link(id).target.is_empty()
    }

    /// An attribute that leads somewhere; nothing for a broken link.
    fn leading(&mut self, attribute: &str, to: Destination) -> bool {
        let before = self.html.len();
        self.push(attribute);
        let empty = self.html.len();
        self.destination(to);
        if self.html.len() == empty && matches!(to, Destination::Site(id) if self.is_broken(id)) {
            self.html.truncate(before);
            return false;
        }
        self.push("\"");
        true
    }

    fn destination(&mut self, destination: Destination) {
        match destination {
            Destination::Site(id) => (self.address)(id, self.html),
            Destination::Web(url) => {
                let _ = escape_href(&mut *self.html, self.document.get(url));
            }
        }
    }

    fn title(&mut self, title: Piece) {
        if !title.is_empty() {
            self.push(" title=\"");
            self.escaped(self.document.get(title));
            self.push("\"");
        }
    }

    fn words(&mut self, piece: Piece) {
        let _ = escape_html_body_text(&mut *self.html, self.document.get(piece));
    }

    /// A word of the interface.
    fn word(&mut self, name: &str) {
        self.escaped(self.strings.get(name));
    }

    fn escaped(&mut self, text: &str) {
        let _ = escape_html(&mut *self.html, text);
    }

    /// An `id` on this page.
    fn id(&mut self, id: &str) {
        self.push(self.among.prefix);
        self.escaped(id);
    }

    /// The start of a block, on a line of its own.
    fn block(&mut self, tag: &str) {
        if self.html.len() > self.begin && !self.html.ends_with('\n') {
            self.push("\n");
        }
        self.push(tag);
    }

    fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }
}
