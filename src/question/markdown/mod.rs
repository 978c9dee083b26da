//! Markdown → a [`Document`].
//!
//! The parser's events are walked once. Most become an event of the document as they are; headings, links, images,
//! tables, alerts, quizzes, footnotes, code blocks and raw HTML are understood here.

mod balance;
mod code;
mod footnotes;
mod headings;
mod links;
mod quiz;
mod quotes;
mod raw;
mod tables;

use super::document::{Alert, Destination, Document, Element, Event as Step, Hyperlink};
use super::{Snippet, autolink, slug::Slugger};
use crate::corpus::word_count;
use crate::diagnostic::Checked;
use crate::outputs::text;
use crate::syntaxes::Syntaxes;
use pulldown_cmark::{BlockQuoteKind, Event, Options as Extensions, Parser, Tag, TagEnd};
use std::ops::Range;

/// Words of prose that are read in a minute.
const WORDS_A_MINUTE: usize = 200;
/// Lines of code that are read in a minute.
const LINES_A_MINUTE: usize = 20;

/// How Markdown is read.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Raw HTML is kept; else it is shown as text.
    pub unsafe_html: bool,
    /// The first heading of level 1 is the title and is left out of the page.
    pub take_title: bool,
    /// Quotes, dashes and dots become typographic ones.
    pub smart_punctuation: bool,
    /// The grammars of the site's own.
    pub syntaxes: Option<&'a Syntaxes>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            unsafe_html: true,
            take_title: false,
            smart_punctuation: true,
            syntaxes: None,
        }
    }
}

/// What [`convert`] makes of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// What it says.
    pub body: Document,
    /// The heading taken as title, code between backticks.
    pub title: Option<String>,
}

/// The extensions of GitHub's Markdown that the parser knows.
pub(super) fn extensions(smart_punctuation: bool) -> Extensions {
    let mut extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_GFM;
    extensions.set(Extensions::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    extensions
}

/// Converts the part `range` of `text`, the content of `file`.
pub fn convert<'a>(
    file: &'a str,
    text: &'a str,
    range: Range<usize>,
    options: Options<'a>,
) -> Checked<Markdown> {
    let source = &text[range.clone()];
    let events: Vec<_> = Parser::new_ext(source, extensions(options.smart_punctuation))
        .into_offset_iter()
        .collect();
    let mut walk = Walk {
        file,
        source,
        base: range.start,
        options,
        result: Checked::default(),
        slugger: Slugger::default(),
        pending: None,
        in_link: 0,
        footnotes: footnotes::Footnotes::default(),
        tables: Vec::new(),
        open: Vec::new(),
        before_box: false,
    };
    walk.document().text.reserve(source.len());
    walk.document().events.reserve(events.len());
    walk.run(Events { rest: &events });
    walk.write_footnotes();
    walk.finish()
}

/// The parser's events with their byte ranges in the source.
#[derive(Clone, Copy, Default)]
pub(super) struct Events<'a> {
    rest: &'a [(Event<'a>, Range<usize>)],
}

impl<'a> Iterator for Events<'a> {
    type Item = &'a (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }
}

impl<'a> Events<'a> {
    /// The events up to the end of the element that has just begun, without its end.
    fn until_end(&mut self) -> Events<'a> {
        let all = self.rest;
        let mut depth = 0usize;
        for (index, (event, _)) in all.iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => {
                    self.rest = &all[index + 1..];
                    return Events {
                        rest: &all[..index],
                    };
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        self.rest = &[];
        Events { rest: all }
    }
}

struct Walk<'a> {
    file: &'a str,
    source: &'a str,
    /// Where the source starts in the file.
    base: usize,
    options: Options<'a>,
    result: Checked<Markdown>,
    slugger: Slugger,
    /// A snippet that waits for the output blocks that may follow.
    pending: Option<Snippet>,
    /// Depth of links around the current event.
    in_link: usize,
    footnotes: footnotes::Footnotes<'a>,
    tables: Vec<tables::Table<'a>>,
    /// What has begun and not ended.
    open: Vec<balance::Open>,
    /// Whether the next box of a task is the one that an option of a quiz begins with.
    before_box: bool,
}

impl<'a> Walk<'a> {
    fn run(&mut self, mut events: Events<'a>) {
        while let Some((event, range)) = events.next() {
            if !matches!(event, Event::Start(Tag::CodeBlock(_))) {
                self.flush_snippet();
            }
            match event {
                Event::Start(tag) => self.start(tag, range, &mut events),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => self.text(text, range, &mut events),
                Event::Code(code) => {
                    let code = self.document().add(code);
                    self.push(Step::Code(code));
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    self.raw_html(html, range, &mut events);
                }
                Event::SoftBreak => self.push(Step::SoftBreak),
                Event::HardBreak => self.push(Step::HardBreak),
                Event::Rule => self.push(Step::Rule),
                Event::FootnoteReference(name) => self.footnote_reference(name),
                Event::TaskListMarker(done) => {
                    if !std::mem::take(&mut self.before_box) {
                        self.push(Step::Task { done: *done });
                    }
                }
                // Of extensions that are off.
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
        self.flush_snippet();
    }

    fn start(&mut self, tag: &'a Tag<'a>, range: &Range<usize>, events: &mut Events<'a>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(*level, range, events),
            Tag::CodeBlock(kind) => self.code_block(kind, range.clone(), events),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(*link_type, dest_url, title, range),
            Tag::Image {
                dest_url, title, ..
            } => self.image(dest_url, title, range, events),
            Tag::Table(alignments) => self.table(alignments, *events),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.table_cell(range, *events),
            Tag::FootnoteDefinition(name) => self.footnote_definition(name, events),
            Tag::HtmlBlock => self.push(Step::Start(Element::HtmlBlock)),
            Tag::BlockQuote(None) => self.quote(range, events),
            tag => self.open(element(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            // What raw HTML begins in a block may end in a later one.
            TagEnd::HtmlBlock => self.push(Step::End(Element::HtmlBlock)),
            tag => {
                self.close();
                self.after(tag);
            }
        }
    }

    fn after(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.in_link -= 1,
            TagEnd::Table => drop(self.tables.pop()),
            TagEnd::TableHead => self.table_head_end(),
            _ => {}
        }
    }

    /// Text, with the web addresses in it made links. The parser cuts text
    /// at every character that could have meant something, so the pieces that
    /// touch are looked at together.
    fn text(&mut self, text: &'a str, range: &Range<usize>, events: &mut Events<'a>) {
        let mut pieces = vec![(text, range.clone())];
        let mut end = range.end;
        while let Some((Event::Text(text), range)) = events.rest.first() {
            // Between two pieces there may be the backslash of an escape.
            if !matches!(self.source.get(end..range.start), Some("" | "\\")) {
                break;
            }
            pieces.push((text, range.clone()));
            end = range.end;
            events.next();
        }
        let may_hold = autolink::may_hold(self.source.get(range.start..end).unwrap_or(""));
        if self.in_link > 0 || !may_hold {
            for (text, _) in pieces {
                self.document().add_text(text);
            }
            return;
        }
        autolink::split(self.source, &pieces, &mut |part| match part {
            autolink::Part::Text(text) => self.document().add_text(text),
            autolink::Part::Link { text, url } => self.bare_address(&text, &url),
        });
    }

    fn bare_address(&mut self, text: &str, url: &str) {
        let document = self.document();
        let to = Destination::Web(document.add(url));
        let title = document.add("");
        let id = document.add_hyperlink(Hyperlink { to, title });
        self.open(Element::Link(id));
        self.document().add_text(text);
        self.close();
    }

    fn document(&mut self) -> &mut Document {
        &mut self.result.value.body
    }

    fn push(&mut self, step: Step) {
        self.document().events.push(step);
    }

    fn flush_snippet(&mut self) {
        if let Some(done) = self.pending.take() {
            let id = self.document().add_snippet(done);
            self.push(Step::Snippet(id));
        }
    }

    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    fn finish(mut self) -> Checked<Markdown> {
        let left = std::mem::take(&mut self.open);
        self.report_open(left);
        let document = self.document();
        text::fill(document);
        document.minutes = minutes(document);
        // They are kept as long as the guide.
        document.events.shrink_to_fit();
        document.text.shrink_to_fit();
        self.result
    }
}

/// What begins with a tag of the parser that is one by itself.
fn element(tag: &Tag) -> Element {
    match tag {
        Tag::BlockQuote(Some(kind)) => Element::Alert(match kind {
            BlockQuoteKind::Note => Alert::Note,
            BlockQuoteKind::Tip => Alert::Tip,
            BlockQuoteKind::Important => Alert::Important,
            BlockQuoteKind::Warning => Alert::Warning,
            BlockQuoteKind::Caution => Alert::Caution,
        }),
        Tag::List(None) => Element::List,
        // The number has nine digits at most.
        Tag::List(Some(start)) => Element::OrderedList {
            start: u32::try_from(*start).unwrap_or(1),
        },
        Tag::Item => Element::Item,
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Strikethrough,
        // The rest are of extensions that are off.
        _ => Element::Paragraph,
    }
}

/// Minutes to read a text with its code, at least one.
fn minutes(body: &Document) -> usize {
    let words: usize = body
        .sections
        .iter()
        .map(|section| word_count(&section.text))
        .sum();
    let lines: usize = body
        .snippets
        .iter()
        .map(|snippet| snippet.code.lines().count())
        .sum();
    let hundredths = words * 100 / WORDS_A_MINUTE + lines * 100 / LINES_A_MINUTE;
    hundredths.div_ceil(100).max(1)
}
