//! Headings: ids, permalinks, sections, and the title that stands as one.

use super::{Events, Walk};
use crate::question::document::{Element, HeadingId, Section};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;
use std::ops::Range;

impl<'a> Walk<'a> {
    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let inside = events.until_end();
        let heading = Heading::new(inside, self.options.unsafe_html);
        let title = &mut self.result.value.title;
        if level == HeadingLevel::H1 && self.options.take_title && title.is_none() {
            *title = Some(heading.source);
            return;
        }
        let id = self.slugger.slug(&heading.text);
        let span = self.in_file(range);
        let document = self.document();
        document.anchors.push(id.clone());
        let number = HeadingId(document.sections.len() as u32);
        document.sections.push(Section {
            level: level as u8,
            id,
            title: heading.text,
            title_html: heading.html,
            span: Some(span),
            ..Section::default()
        });
        self.open(Element::Heading(number));
        self.run(inside);
        self.close();
    }
}

/// A heading's words in three forms.
#[derive(Default)]
struct Heading {
    /// As plain text.
    text: String,
    /// As HTML without links.
    html: String,
    /// As plain text with code between backticks, as titles are kept.
    source: String,
}

impl Heading {
    /// With `unsafe_html`, tags are markup and no words.
    fn new(events: Events, unsafe_html: bool) -> Self {
        let mut heading = Heading::default();
        for (event, _) in events {
            match event {
                Event::InlineHtml(_) if unsafe_html => {}
                Event::Text(text) | Event::InlineHtml(text) => {
                    heading.text.push_str(text);
                    heading.source.push_str(text);
                    let _ = escape_html_body_text(&mut heading.html, text);
                }
                Event::Code(code) => {
                    heading.text.push_str(code);
                    heading.source.push('`');
                    heading.source.push_str(code);
                    heading.source.push('`');
                    heading.html.push_str("<code>");
                    let _ = escape_html_body_text(&mut heading.html, code);
                    heading.html.push_str("</code>");
                }
                Event::SoftBreak | Event::HardBreak => {
                    heading.text.push(' ');
                    heading.source.push(' ');
                    heading.html.push(' ');
                }
                Event::Start(Tag::Emphasis) => heading.html.push_str("<em>"),
                Event::End(TagEnd::Emphasis) => heading.html.push_str("</em>"),
                _ => {}
            }
        }
        heading
    }
}
