//! Headings: ids, permalinks, sections, and the title that stands as one.

use super::{Events, Walk};
use crate::question::Section;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

impl<'a> Walk<'a> {
    pub(super) fn heading(&mut self, level: HeadingLevel, events: &mut Events<'a>) {
        let inside = events.until_end();
        let heading = Heading::new(
            inside.iter().map(|(event, _)| event),
            self.options.unsafe_html,
        );
        if level == HeadingLevel::H1 && self.options.take_title && self.result.title.is_none() {
            self.result.title = Some(heading.source);
            return;
        }
        let id = self.slugger.slug(&heading.text);
        self.result.body.anchors.push(id.clone());
        self.next_section(Section {
            level: level as u8,
            id: id.clone(),
            title: heading.text,
            title_html: heading.html,
            ..Section::default()
        });
        let mut escaped = String::new();
        let _ = escape_html(&mut escaped, &id);
        self.push_html(format!("<{level} id=\"{escaped}\">"));
        let title_length = self.section.text.len();
        let mut inside = Events {
            inner: inside.into_iter(),
        };
        self.run(&mut inside);
        // The words of a heading are its section's title, not its text.
        self.section.text.truncate(title_length);
        let label = self.word("permalink");
        self.push_html(format!(
            " <a class=\"permalink\" href=\"#{escaped}\" aria-label=\"{label}\">#</a></{level}>\n"
        ));
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
    fn new<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>, unsafe_html: bool) -> Self {
        let mut heading = Heading::default();
        for event in events {
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
