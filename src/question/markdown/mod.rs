//! Markdown → HTML with open addresses, sections, snippets and links.
//!
//! The parser's events are walked once. Most go to the HTML writer of
//! `pulldown-cmark` as they are; headings, links, images, tables, alerts,
//! and footnotes are written here. An address that only the whole guide knows
//! is left open as `NUL number NUL`, which no text can hold, and so is a snippet,
//! as `NUL s number NUL`: highlighting it is for the page that shows it.

mod code;
mod footnotes;
mod headings;
mod links;
mod raw;
mod tables;

use super::{Body, Fragment, Section, Snippet, autolink, slug::Slugger};
use crate::diagnostic::Diagnostic;
use crate::strings::Strings;
use pulldown_cmark::{
    BlockQuoteKind, CowStr, Event, Options as Extensions, Parser, Tag, TagEnd, html,
};
use pulldown_cmark_escape::escape_html;
use std::ops::Range;

/// Words of prose that are read in a minute.
const WORDS_A_MINUTE: usize = 200;
/// Lines of code that are read in a minute.
const LINES_A_MINUTE: usize = 20;
/// Begins the mark of a snippet that is left open.
const SNIPPET: char = 's';

/// How Markdown is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'s> {
    /// Raw HTML is kept; else it is shown as text.
    pub unsafe_html: bool,
    /// The first heading of level 1 is the title and is left out of the page.
    pub take_title: bool,
    /// Quotes, dashes and dots become typographic ones.
    pub smart_punctuation: bool,
    /// Links to the site's own files are left open to be checked; else every
    /// address is written as it stands.
    pub check_links: bool,
    /// The words for alerts, footnotes and the like.
    pub strings: &'s Strings,
}

impl Default for Options<'static> {
    fn default() -> Self {
        Options {
            unsafe_html: true,
            take_title: false,
            smart_punctuation: true,
            check_links: true,
            strings: Strings::english(),
        }
    }
}

/// What [`convert`] makes of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// The page's content.
    pub body: Body,
    /// The heading taken as title, code between backticks.
    pub title: Option<String>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
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
pub fn convert(file: &str, text: &str, range: Range<usize>, options: Options<'_>) -> Markdown {
    let source = &text[range.clone()];
    let mut walk = Walk {
        file,
        source,
        base: range.start,
        options,
        out: Vec::new(),
        result: Markdown::default(),
        slugger: Slugger::default(),
        section: Section::default(),
        pending: None,
        in_link: 0,
        footnotes: footnotes::Footnotes::default(),
        tables: Vec::new(),
    };
    let mut events = Events {
        inner: Parser::new_ext(source, extensions(options.smart_punctuation))
            .into_offset_iter()
            .collect::<Vec<_>>()
            .into_iter(),
    };
    walk.run(&mut events);
    walk.write_footnotes();
    walk.finish()
}

/// The parser's events with their byte ranges in the source.
pub(super) struct Events<'a> {
    inner: std::vec::IntoIter<(Event<'a>, Range<usize>)>,
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next()
    }
}

impl<'a> Events<'a> {
    /// The events up to the end of the element that has just begun, without its end.
    fn until_end(&mut self) -> Vec<(Event<'a>, Range<usize>)> {
        let mut depth = 0usize;
        let mut inside = Vec::new();
        for (event, range) in self.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            inside.push((event, range));
        }
        inside
    }
}

struct Walk<'a> {
    file: &'a str,
    source: &'a str,
    /// Where the source starts in the file.
    base: usize,
    options: Options<'a>,
    /// What goes to the HTML writer.
    out: Vec<Event<'a>>,
    result: Markdown,
    slugger: Slugger,
    /// The section that is being read.
    section: Section,
    /// A snippet that waits for the output blocks that may follow.
    pending: Option<Snippet>,
    /// Depth of links around the current event.
    in_link: usize,
    footnotes: footnotes::Footnotes<'a>,
    tables: Vec<tables::Table>,
}

impl<'a> Walk<'a> {
    fn run(&mut self, events: &mut Events<'a>) {
        while let Some((event, range)) = events.next() {
            if !matches!(event, Event::Start(Tag::CodeBlock(_))) {
                self.flush_snippet();
            }
            match event {
                Event::Start(tag) => self.start(tag, range, events),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(text, range, events),
                Event::Code(code) => {
                    self.section.text.push_str(&code);
                    self.out.push(Event::Code(code));
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    self.raw_html(html, range, events);
                }
                Event::SoftBreak | Event::HardBreak => {
                    self.section.text.push(' ');
                    self.out.push(event);
                }
                Event::FootnoteReference(name) => self.footnote_reference(&name),
                Event::TaskListMarker(done) => self.task(done),
                other => self.out.push(other),
            }
        }
        self.flush_snippet();
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(level, events),
            Tag::CodeBlock(kind) => self.code_block(kind, range, events),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.in_link += 1;
                let start = self.link(link_type, dest_url, title, id, range);
                self.out.push(start);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.image(&dest_url, &title, range, events),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.push_html("<tr>"),
            Tag::TableCell => self.table_cell(),
            Tag::BlockQuote(Some(kind)) => self.alert(kind),
            Tag::FootnoteDefinition(name) => self.footnote_definition(name, events),
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                self.in_link -= 1;
                self.out.push(Event::End(tag));
            }
            TagEnd::Table => self.table_end(),
            TagEnd::TableHead => self.table_head_end(),
            TagEnd::TableRow => self.push_html("</tr>\n"),
            TagEnd::TableCell => self.table_cell_end(),
            TagEnd::BlockQuote(Some(_)) => self.push_html("</div>\n"),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock => {
                self.end_block();
                self.out.push(Event::End(tag));
            }
            _ => self.out.push(Event::End(tag)),
        }
    }

    /// Text, with the web addresses in it made links. The parser cuts text
    /// at every character that could have meant something, so the pieces that
    /// touch are looked at together.
    fn text(&mut self, text: CowStr<'a>, range: Range<usize>, events: &mut Events<'a>) {
        let mut pieces = vec![(text, range)];
        while let Some((Event::Text(_), next)) = events.inner.as_slice().first() {
            // Between two pieces there may be the backslash of an escape.
            let between = pieces
                .last()
                .and_then(|(_, last)| self.source.get(last.end..next.start));
            if !matches!(between, Some("" | "\\")) {
                break;
            }
            if let Some((Event::Text(text), range)) = events.next() {
                pieces.push((text, range));
            }
        }
        for (piece, _) in &pieces {
            self.section.text.push_str(piece);
        }
        if self.in_link > 0 {
            self.out
                .extend(pieces.into_iter().map(|(text, _)| Event::Text(text)));
        } else {
            autolink::push(self.source, pieces, &mut self.out);
        }
    }

    fn task(&mut self, done: bool) {
        let (checked, word) = match done {
            true => (" checked", self.word("done")),
            false => ("", self.word("not_done")),
        };
        self.push_html(format!(
            "<input type=\"checkbox\" disabled{checked} aria-label=\"{word}\"> "
        ));
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let class = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = self.word(class);
        self.push_html(format!(
            "<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
        ));
    }

    /// A word of the interface, escaped.
    fn word(&self, name: &str) -> String {
        let mut escaped = String::new();
        let _ = escape_html(&mut escaped, self.options.strings.get(name));
        escaped
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Blocks are separated by line feeds in the text of a section.
    fn end_block(&mut self) {
        let text = &mut self.section.text;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    fn flush_snippet(&mut self) {
        if let Some(done) = self.pending.take() {
            let snippets = &mut self.result.body.snippets;
            // The writer begins a block on a line of its own.
            let place = format!("\0{SNIPPET}{}\0\n", snippets.len());
            snippets.push(done);
            self.push_html(place);
        }
    }

    /// Closes the current section and begins one at a heading.
    fn next_section(&mut self, next: Section) {
        self.end_block();
        let mut done = std::mem::replace(&mut self.section, next);
        // They grew piece by piece, and are kept as long as the guide.
        done.text.shrink_to_fit();
        done.code.shrink_to_fit();
        if done.level > 0 || !done.text.is_empty() || !done.code.is_empty() {
            self.result.body.sections.push(done);
        }
    }

    fn finish(mut self) -> Markdown {
        self.next_section(Section::default());
        let mut html = String::with_capacity(self.source.len() * 2);
        html::push_html(&mut html, self.out.into_iter());
        let body = &mut self.result.body;
        body.html = fragments(&html);
        body.minutes = minutes(body);
        self.result
    }
}

/// Minutes to read a text with its code, at least one.
fn minutes(body: &Body) -> usize {
    let words: usize = body
        .sections
        .iter()
        .map(|section| section.text.split_ascii_whitespace().count())
        .sum();
    let lines: usize = body
        .snippets
        .iter()
        .map(|snippet| snippet.code.lines().count())
        .sum();
    let hundredths = words * 100 / WORDS_A_MINUTE + lines * 100 / LINES_A_MINUTE;
    hundredths.div_ceil(100).max(1)
}

/// Cuts HTML at what is left open.
fn fragments(html: &str) -> Vec<Fragment> {
    let open = |mark: &str| match mark.strip_prefix(SNIPPET) {
        Some(number) => number.parse().ok().map(Fragment::Snippet),
        None => mark.parse().ok().map(Fragment::Url),
    };
    html.split('\0')
        .enumerate()
        .filter_map(|(index, part)| match (index % 2, part) {
            (0, "") => None,
            (0, html) => Some(Fragment::Html(html.to_owned())),
            (_, mark) => open(mark),
        })
        .collect()
}
