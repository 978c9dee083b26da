//! A document as XHTML for a book: well-formed whatever its raw HTML is, nothing folded, and with the answers to its
//! quizzes and the solution of an exercise left to another chapter.

mod code;
mod image;
mod later;
mod markup;
mod notes;
mod open;
mod raw;

pub use later::{Later, SOLUTION_ID, quiz_id, solution};

use crate::question::{Alert, Alignment, Destination, Document, Element, Event, LinkId};
use crate::strings::Strings;
use markup::Holds;
use open::Open;
use pulldown_cmark_escape::{escape_href, escape_html};
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::ops::Range;

/// What a document is shown in.
pub struct Around<'a> {
    /// The words around what the author wrote.
    pub strings: &'a Strings,
    /// Whether the guide is written from right to left. Code is not.
    pub right_to_left: bool,
    /// Whether there are code blocks. Those of quizzes are always there: they are what is asked.
    pub code: bool,
    /// The file of the chapter.
    pub file: &'a str,
    /// Where a link of the site leads; nothing for one that leads nowhere.
    pub link: &'a dyn Fn(LinkId) -> Option<String>,
    /// The file of an image of the site, where the book can show it.
    pub image: &'a dyn Fn(LinkId) -> Option<String>,
    /// Where what is left to another chapter stands.
    pub elsewhere: &'a dyn Fn(Later) -> String,
}

/// Whether an `id` can stand in XHTML.
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Appends a document without what is left for [`Later`].
pub fn write(document: &Document, around: &Around, xhtml: &mut String) {
    let solution = solution(document);
    let mut book = Book::new(document, around, true, xhtml);
    let mut index = 0;
    while index < document.events.len() {
        let left = match &solution {
            Some(left) if left.start == index => {
                book.solution_is_elsewhere();
                Some(left.clone())
            }
            _ => book.explanation_from(index),
        };
        if let Some(left) = left {
            book.leave_out(left.clone());
            index = left.end;
        } else {
            book.event(index);
            index += 1;
        }
    }
    book.finish();
}

/// Appends some events of a document, for a chapter that holds parts of several: without the `id`s of these.
pub fn write_part(document: &Document, events: Range<usize>, around: &Around, xhtml: &mut String) {
    let mut book = Book::new(document, around, false, xhtml);
    for index in events {
        book.event(index);
    }
    book.finish();
}

/// What is being written.
struct Book<'a> {
    document: &'a Document,
    around: &'a Around<'a>,
    /// Whether all of the document is written.
    whole: bool,
    /// What has begun and not ended.
    open: Vec<Open>,
    /// The `id`s so far.
    ids: FxHashSet<String>,
    /// `id`s of what is not written, for the next place where an element can have them: links lead there.
    waiting: Vec<String>,
    /// The footnotes that are referred to in what is left out, with the time.
    left_uses: FxHashSet<(u32, u32)>,
    /// What of raw HTML no book shows, while it is left out.
    skipped: Option<raw::Skipped>,
    xhtml: &'a mut String,
}

impl<'a> Book<'a> {
    fn new(
        document: &'a Document,
        around: &'a Around<'a>,
        whole: bool,
        xhtml: &'a mut String,
    ) -> Self {
        Book {
            document,
            around,
            whole,
            open: Vec::new(),
            ids: FxHashSet::default(),
            waiting: Vec::new(),
            left_uses: FxHashSet::default(),
            skipped: None,
            xhtml,
        }
    }

    fn finish(mut self) {
        self.close_to(0);
        self.write_waiting();
    }

    fn event(&mut self, index: usize) {
        let event = self.document.events[index];
        if self.is_skipped(event) {
            return;
        }
        match event {
            Event::Start(element) => self.start(element),
            Event::End(element) => self.end(element, index),
            Event::Text(words) => self.words(self.document.get(words)),
            Event::Code(code) => {
                self.make_room(Holds::Phrasing);
                self.push(if self.around.right_to_left {
                    "<code dir=\"ltr\">"
                } else {
                    "<code>"
                });
                self.escaped(self.document.get(code));
                self.push("</code>");
            }
            Event::SoftBreak => self.push("\n"),
            Event::HardBreak => self.push("<br/>\n"),
            Event::Rule => self.block("<hr/>\n"),
            Event::Image(id) => self.image(self.document.image(id)),
            Event::Snippet(id) => {
                if self.around.code || self.is_in_quiz() {
                    self.make_room(Holds::Flow);
                    self.label_of_tests(self.document.snippet(id));
                    code::figure(self.document.snippet(id), self.around, self.xhtml);
                }
            }
            Event::Listing(id) => {
                self.make_room(Holds::Flow);
                code::listing(self.document.listing(id), self.xhtml);
            }
            Event::FootnoteUse { number, time } => self.footnote_use(number, time),
            Event::Task { done } => self.task(done),
            Event::Tag(id) => self.tag(id),
            Event::EndTag(written) => self.end_tag(self.document.get(written)),
            Event::RawText(written) => self.raw_text(self.document.get(written)),
            Event::Comment(_) => {}
        }
    }

    fn start(&mut self, element: Element) {
        match element {
            Element::HtmlBlock => return,
            Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link(_) => {
                self.make_room(Holds::Phrasing);
            }
            Element::Item
            | Element::Option { .. }
            | Element::TableHead
            | Element::TableRow
            | Element::HeadCell(_)
            | Element::RowHead(_)
            | Element::Cell(_) => {}
            _ => self.make_room(Holds::Flow),
        }
        let mut end = "";
        match element {
            Element::Paragraph => self.push("<p>"),
            Element::Heading(id) => {
                let section = self.document.heading(id);
                if self.whole {
                    let _ = write!(self.xhtml, "<h{}", section.level);
                    self.id(&section.id);
                    self.push(">");
                } else {
                    self.push("<p class=\"heading\">");
                }
            }
            Element::Quote => self.push("<blockquote>\n"),
            Element::Alert(kind) => self.alert(kind),
            Element::Quiz(id) => self.quiz(id),
            Element::Options(_) => self.push("<ol type=\"A\" class=\"options\">\n"),
            Element::Option { .. } | Element::Item => self.push("<li>"),
            Element::List => self.push("<ul>\n"),
            Element::OrderedList { start: 1 } => self.push("<ol>\n"),
            Element::OrderedList { start } => {
                let _ = writeln!(self.xhtml, "<ol start=\"{start}\">");
            }
            Element::Table => self.push("<table>\n"),
            Element::TableHead => self.push("<thead>\n<tr>"),
            Element::TableRow => self.push("<tr>"),
            Element::HeadCell(alignment) => self.cell("<th scope=\"col\"", alignment),
            Element::RowHead(alignment) => self.cell("<th scope=\"row\"", alignment),
            Element::Cell(alignment) => self.cell("<td", alignment),
            Element::Emphasis => self.push("<em>"),
            Element::Strong => self.push("<strong>"),
            Element::Strikethrough => self.push("<del>"),
            Element::Link(id) => end = self.link(self.document.hyperlink(id).to),
            Element::Footnotes => {
                self.push("<section class=\"footnotes\" epub:type=\"footnotes\" aria-label=\"");
                self.word("footnotes");
                self.push("\">\n");
            }
            Element::Footnote(number) => {
                self.push("<aside epub:type=\"footnote\" role=\"doc-footnote\"");
                self.id(&format!("fn-{number}"));
                let _ = write!(self.xhtml, ">\n<p class=\"number\">{number}</p>\n");
            }
            Element::HtmlBlock | Element::Prompt | Element::Explanation => {}
        }
        self.open.push(Open::markdown(element, end));
        if Holds::of(element).takes_words() {
            self.write_waiting();
        }
    }

    fn end(&mut self, element: Element, index: usize) {
        if element == Element::HtmlBlock {
            return;
        }
        let end = self.close_markdown();
        match element {
            Element::Paragraph => self.push("</p>\n"),
            Element::Heading(id) if self.whole => {
                let _ = writeln!(self.xhtml, "</h{}>", self.document.heading(id).level);
            }
            Element::Heading(_) => self.push("</p>\n"),
            Element::Quote => self.push("</blockquote>\n"),
            Element::Alert(_) => self.push("</div>\n"),
            Element::Quiz(_) => self.push("</section>\n"),
            Element::Options(id) => self.options_end(id),
            Element::Option { .. } | Element::Item => self.push("</li>\n"),
            Element::List => self.push("</ul>\n"),
            Element::OrderedList { .. } => self.push("</ol>\n"),
            Element::Table => self.table_end(index),
            Element::TableHead => self.push("</tr>\n</thead>\n<tbody>\n"),
            Element::TableRow => self.push("</tr>\n"),
            Element::HeadCell(_) | Element::RowHead(_) => self.push("</th>"),
            Element::Cell(_) => self.push("</td>"),
            Element::Emphasis => self.push("</em>"),
            Element::Strong => self.push("</strong>"),
            Element::Strikethrough => self.push("</del>"),
            Element::Link(_) => self.push(end),
            Element::Footnotes => self.push("</section>\n"),
            Element::Footnote(number) => {
                self.ways_back(number);
                self.push("</aside>\n");
            }
            Element::HtmlBlock | Element::Prompt | Element::Explanation => {}
        }
    }

    /// A table without rows has no body.
    fn table_end(&mut self, index: usize) {
        let before = index.checked_sub(1).map(|at| self.document.events[at]);
        if before == Some(Event::End(Element::TableHead)) {
            let end = self.xhtml.trim_end_matches("<tbody>\n").len();
            self.xhtml.truncate(end);
            self.push("</table>\n");
        } else {
            self.push("</tbody>\n</table>\n");
        }
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
        let _ = write!(
            self.xhtml,
            "<div class=\"alert {name}\" role=\"note\">\n<p class=\"label\">"
        );
        self.word(name);
        self.push("</p>\n");
    }

    fn is_in_quiz(&self) -> bool {
        self.open.iter().any(Open::is_quiz)
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

    fn task(&mut self, done: bool) {
        let (sign, word) = if done {
            ("☑", "done")
        } else {
            ("☐", "not_done")
        };
        self.push("<span role=\"img\" aria-label=\"");
        self.word(word);
        let _ = write!(self.xhtml, "\">{sign}</span> ");
    }

    /// Begins a link, and gives what ends it: nothing where it leads nowhere.
    fn link(&mut self, to: Destination) -> &'static str {
        let inside = self.open.iter().any(Open::is_link);
        let Some(href) = self.href(to).filter(|_| !inside) else {
            return "";
        };
        self.push("<a href=\"");
        self.push(&href);
        self.push("\">");
        "</a>"
    }

    /// Where something leads, escaped for an attribute.
    fn href(&self, to: Destination) -> Option<String> {
        let mut href = String::new();
        match to {
            Destination::Site(id) => {
                let _ = escape_html(&mut href, &(self.around.link)(id)?);
            }
            Destination::Web(url) => return web(self.document.get(url)),
        }
        Some(href)
    }

    fn words(&mut self, words: &str) {
        if words.trim().is_empty() && !self.holds().takes_words() {
            return;
        }
        self.make_room(Holds::Phrasing);
        self.escaped(words);
    }

    /// A word of the interface.
    fn word(&mut self, name: &str) {
        self.escaped(self.around.strings.get(name));
    }

    fn escaped(&mut self, text: &str) {
        let _ = escape_html(&mut *self.xhtml, text);
    }

    /// A block that holds nothing.
    fn block(&mut self, tag: &str) {
        self.make_room(Holds::Flow);
        self.push(tag);
    }

    fn push(&mut self, xhtml: &str) {
        self.xhtml.push_str(xhtml);
    }
}

/// An address out of the book, escaped for an attribute; nothing for one that no host can have.
fn web(url: &str) -> Option<String> {
    let url = url.trim();
    let mut href = String::new();
    if url.starts_with("//") {
        href.push_str("https:");
    }
    let _ = escape_href(&mut href, url);
    if let Some((_, rest)) = href.split_once("://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let mut labels = host.trim_end_matches('.').split('.');
        if labels.any(str::is_empty) {
            return None;
        }
    }
    Some(href)
}
