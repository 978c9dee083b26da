//! Source text → its blocks with their places: all that a question could begin with, and all that is none.

pub(super) use super::elements::{Heading, Item, Paragraph, Row, Table};

use super::details::Details;
use super::details::{Part, details};
use crate::question::Slugger;
use crate::question::html::{self, Kind};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What stands in a file, each list in the order of the source. Ranges are in bytes.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub headings: Vec<Heading>,
    pub details: Vec<Details>,
    /// Items of lists that stand in no other block.
    pub items: Vec<Item>,
    /// Paragraphs that stand in no other block.
    pub paragraphs: Vec<Paragraph>,
    pub tables: Vec<Table>,
    /// Fenced and indented code in no other block.
    pub code: Vec<Range<usize>>,
    /// Blocks of raw HTML, in no other block.
    pub html: Vec<Range<usize>>,
    /// Lists in no other block.
    pub lists: Vec<Range<usize>>,
    /// Comments of HTML: the range, and what they say.
    pub comments: Vec<(Range<usize>, String)>,
    /// Names that links lead to, of `<a name>` and the like.
    pub anchors: Vec<(usize, String)>,
    /// Links and images: where each begins, and its target.
    pub links: Vec<(usize, String)>,
    /// Links to anchors of the file: their range and words.
    pub jumps: Vec<(Range<usize>, String)>,
}

pub(super) fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// Reads a text.
pub(super) fn outline(text: &str) -> Outline {
    let mut reader = Reader {
        text,
        outline: Outline::default(),
        open: Vec::new(),
        slugger: Slugger::default(),
        words: Vec::new(),
        tags: Vec::new(),
        html_from: None,
        link: None,
        first: None,
        in_strong: None,
    };
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.outline.details = details(&reader.tags, &reader.outline.headings, text.len());
    reader.outline
}

/// What is open around an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Quote,
    List,
    Item,
    Block,
}

struct Reader<'a> {
    text: &'a str,
    outline: Outline,
    open: Vec<Open>,
    slugger: Slugger,
    /// Words of headings and cells that are being read.
    words: Vec<String>,
    tags: Vec<(Part, Range<usize>)>,
    html_from: Option<usize>,
    /// A link to an anchor of the file, with its words.
    link: Option<(Range<usize>, bool, String)>,
    /// The paragraph that is being read.
    first: Option<Paragraph>,
    /// Where bold that a paragraph begins with begins in its words.
    in_strong: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(words) => self.say(&words, &range),
            Event::Code(code) => self.say(&format!("`{code}`"), &range),
            Event::SoftBreak | Event::HardBreak => self.say("\n", &range),
            Event::InlineHtml(_) => {
                self.inline_html(range.clone());
                self.tokens(range);
            }
            Event::Rule => self.close_first(range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        let top = self.open.is_empty();
        match tag {
            Tag::Heading { level, .. } => {
                self.close_first(range.start);
                self.words.push(String::new());
                if self.may_be_title() {
                    self.heading(*level as usize, range);
                }
                self.open.push(Open::Block);
            }
            Tag::List(_) => {
                self.close_first(range.start);
                if top {
                    self.outline.lists.push(range);
                }
                self.open.push(Open::List);
            }
            Tag::Item => {
                self.open.push(Open::Item);
                if self.open == [Open::List, Open::Item] {
                    let first = Paragraph::default();
                    self.outline.items.push(Item { range, first });
                    self.first = Some(Paragraph::default());
                }
            }
            Tag::Paragraph => {
                let in_item = self.open == [Open::List, Open::Item];
                if top {
                    self.first = Some(Paragraph {
                        range,
                        ..Paragraph::default()
                    });
                } else if in_item
                    && self
                        .first
                        .as_ref()
                        .is_none_or(|first| !first.range.is_empty())
                {
                    self.close_first(range.start);
                }
                self.open.push(Open::Block);
            }
            Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_) => {
                self.close_first(range.start);
                match tag {
                    Tag::CodeBlock(_) if top => self.outline.code.push(range),
                    Tag::HtmlBlock => self.html_from = Some(range.start),
                    Tag::Table(_) if top => self.outline.tables.push(Table {
                        range,
                        ..Table::default()
                    }),
                    _ => {}
                }
                let quote = matches!(tag, Tag::BlockQuote(_) | Tag::FootnoteDefinition(_));
                self.open
                    .push(if quote { Open::Quote } else { Open::Block });
            }
            Tag::TableRow => {
                if let Some(table) = self.table() {
                    table.rows.push(Row {
                        range,
                        cells: Vec::new(),
                    });
                }
            }
            Tag::TableCell => {
                self.words.push(String::new());
                if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
                    row.cells.push(range);
                }
            }
            Tag::Image { dest_url, .. } => {
                self.extend_first(&range);
                self.outline.links.push((range.start, dest_url.to_string()));
            }
            Tag::Link { dest_url, .. } => {
                self.extend_first(&range);
                self.outline.links.push((range.start, dest_url.to_string()));
                self.link = Some((range, dest_url.starts_with('#'), String::new()));
            }
            Tag::Strong => {
                let start = self.first.as_ref().map(|first| first.text.len());
                let begins = self
                    .first
                    .as_ref()
                    .is_some_and(|first| first.bold.is_none() && title_is_empty(&first.text));
                self.in_strong = start.filter(|_| begins);
                self.extend_first(&range);
            }
            _ => self.extend_first(&range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                self.open.pop();
                let words = self.words.pop().unwrap_or_default();
                let id = self.slugger.slug(&words.replace('`', ""));
                let last = self.outline.headings.last_mut();
                if let Some(heading) = last.filter(|heading| heading.range.start == range.start) {
                    heading.text = words;
                    heading.id = id;
                }
            }
            TagEnd::Paragraph => {
                self.open.pop();
                self.close_first(range.end);
            }
            TagEnd::Item => {
                self.close_first(range.end);
                self.open.pop();
            }
            TagEnd::List(_)
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::FootnoteDefinition => drop(self.open.pop()),
            TagEnd::HtmlBlock => {
                self.open.pop();
                let start = self.html_from.take().unwrap_or(range.start);
                if self.open.is_empty() {
                    self.outline.html.push(start..range.end);
                }
                self.tokens(start..range.end);
            }
            TagEnd::TableCell => {
                let words = self.words.pop().unwrap_or_default();
                if let Some(table) = self.table().filter(|table| table.rows.is_empty()) {
                    table.head.push(words);
                }
            }
            TagEnd::Link => {
                if let Some((range, true, words)) = self.link.take() {
                    self.outline.jumps.push((range, words));
                }
            }
            TagEnd::Strong => {
                if let (Some(start), Some(first)) = (self.in_strong.take(), &mut self.first) {
                    first.bold = Some((first.text[start..].to_owned(), range.end));
                }
            }
            _ => {}
        }
    }

    /// The table that is being read.
    fn table(&mut self) -> Option<&mut Table> {
        let within = self.open == [Open::Block];
        self.outline.tables.last_mut().filter(|_| within)
    }

    /// Whether a heading that begins here may be the title of a question: one in no block, or the first of an item.
    fn may_be_title(&self) -> bool {
        !self
            .open
            .iter()
            .any(|open| matches!(open, Open::Quote | Open::Block))
    }

    fn heading(&mut self, level: usize, range: Range<usize>) {
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..range.start];
        // In an item, only the heading that it begins with.
        let in_list = !self.open.is_empty();
        if in_list && before.trim().is_empty() {
            return;
        }
        let indent = before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        self.outline.headings.push(Heading {
            level,
            text: String::new(),
            id: String::new(),
            range,
            indent,
        });
    }

    fn say(&mut self, words: &str, range: &Range<usize>) {
        if let Some(open) = self.words.last_mut() {
            open.push_str(if words == "\n" { " " } else { words });
        }
        if let Some((.., link)) = &mut self.link {
            link.push_str(words);
        }
        self.extend_first(range);
        let linked = self.link.is_some();
        if let Some(first) = &mut self.first {
            first.text.push_str(words);
            if linked {
                first.linked += words.len();
            }
        }
    }

    /// The paragraph that is being read goes at least as far.
    fn extend_first(&mut self, range: &Range<usize>) {
        if let Some(first) = &mut self.first {
            if first.range.is_empty() {
                first.range = range.clone();
            }
            first.range.end = first.range.end.max(range.end);
        }
    }

    fn close_first(&mut self, at: usize) {
        let Some(mut first) = self.first.take() else {
            return;
        };
        first.range.end = first.range.end.min(at.max(first.range.start));
        if self.open.first() == Some(&Open::List) {
            if let Some(item) = self.outline.items.last_mut() {
                item.first = first;
            }
        } else {
            self.outline.paragraphs.push(first);
        }
    }

    /// Tags that mean something in a title.
    fn inline_html(&mut self, range: Range<usize>) {
        let tag = self.text[range.clone()].to_ascii_lowercase();
        let words = match tag.as_str() {
            "<code>" | "</code>" => "`",
            tag if tag.starts_with("<br") => "\n",
            _ => "",
        };
        self.say(words, &range);
    }

    /// What raw HTML says that matters here.
    fn tokens(&mut self, range: Range<usize>) {
        let quoted = self.open.contains(&Open::Quote);
        let base = range.start;
        for token in html::tokens(&self.text[range]) {
            let place = base + token.span.start..base + token.span.end;
            match token.kind {
                Kind::StartTag(tag) => {
                    for attribute in tag.attributes {
                        if matches!(attribute.name.as_str(), "id" | "name") {
                            self.outline.anchors.push((place.start, attribute.value));
                        }
                    }
                    match tag.name.as_str() {
                        "details" if !quoted => self.tags.push((Part::Details, place)),
                        "summary" if !quoted => self.tags.push((Part::Summary, place)),
                        _ => {}
                    }
                }
                Kind::EndTag(name) if name == "details" && !quoted => {
                    self.tags.push((Part::DetailsEnd, place));
                }
                Kind::EndTag(name) if name == "summary" && !quoted => {
                    self.tags.push((Part::SummaryEnd, place));
                }
                Kind::Comment => {
                    let text = self.text[place.clone()].trim_start_matches("<!--");
                    let text = text.trim_end_matches("-->").trim_matches('-').trim();
                    self.outline.comments.push((place, text.to_owned()));
                }
                _ => {}
            }
        }
    }
}

/// Whether a paragraph has said nothing yet but a number.
fn title_is_empty(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    matches!(text, "" | "." | ")")
}
