//! Titles and summaries: short texts that are shown outside of the page.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::markdown::extensions;

/// A short text as HTML and as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    /// As HTML without block elements and links.
    pub html: String,
    /// As plain text.
    pub text: String,
    /// Whether a link or an image was left out.
    pub had_link: bool,
}

/// Renders Markdown of one paragraph or more as one line without links.
pub fn render(markdown: &str) -> Inline {
    let mut inline = Inline::default();
    for event in Parser::new_ext(markdown, extensions(true)) {
        let html = &mut inline.html;
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => inline.had_link = true,
            Event::Start(Tag::Emphasis) => html.push_str("<em>"),
            Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
            Event::Start(Tag::Strong) => html.push_str("<strong>"),
            Event::End(TagEnd::Strong) => html.push_str("</strong>"),
            Event::Start(Tag::Strikethrough) => html.push_str("<del>"),
            Event::End(TagEnd::Strikethrough) => html.push_str("</del>"),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                let _ = escape_html_body_text(html, &text);
                inline.text.push_str(&text);
            }
            Event::Code(code) => {
                push_code(html, &code);
                inline.text.push_str(&code);
            }
            Event::SoftBreak | Event::HardBreak => {
                html.push(' ');
                inline.text.push(' ');
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_)) if !html.is_empty() => {
                html.push(' ');
                inline.text.push(' ');
            }
            _ => {}
        }
    }
    inline.text.truncate(inline.text.trim_end().len());
    inline
}

/// A title as HTML: `code` between backticks is code, all else is as it
/// stands, so that `__init__` and `*args` need no escaping.
pub fn title_html(title: &str) -> String {
    let mut html = String::with_capacity(title.len() + 16);
    for (is_code, part) in title_parts(title) {
        if is_code {
            push_code(&mut html, part);
        } else {
            let _ = escape_html(&mut html, part);
        }
    }
    html
}

/// A title as plain text: the backticks are gone.
pub fn title_text(title: &str) -> String {
    title_parts(title).map(|(_, part)| part).collect()
}

fn push_code(html: &mut String, code: &str) {
    html.push_str("<code>");
    let _ = escape_html_body_text(&mut *html, code);
    html.push_str("</code>");
}

/// The parts of a title, and whether each is code. A backtick without a
/// partner is a backtick.
fn title_parts(title: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = title;
    let mut pending: Option<&str> = None;
    std::iter::from_fn(move || {
        if let Some(code) = pending.take() {
            return Some((true, code));
        }
        if rest.is_empty() {
            return None;
        }
        let open = rest.find('`');
        let close = open.and_then(|open| rest[open + 1..].find('`').map(|at| open + 1 + at));
        match (open, close) {
            (Some(open), Some(close)) if close > open + 1 => {
                let before = &rest[..open];
                pending = Some(&rest[open + 1..close]);
                rest = &rest[close + 1..];
                Some((false, before))
            }
            _ => Some((false, std::mem::take(&mut rest))),
        }
    })
    .filter(|(_, part)| !part.is_empty())
}
