//! Words without the markup around them.

use crate::question::html::{self, Kind};

/// The words of a text with HTML in it: tags are left out, those of code become backticks, and characters that are
/// written as names are what they stand for.
pub(super) fn words(text: &str) -> String {
    let mut out = String::new();
    for token in html::tokens(text) {
        match &token.kind {
            Kind::Text => out.push_str(&text[token.span]),
            Kind::StartTag(tag) if tag.name == "code" => out.push('`'),
            Kind::EndTag(name) if name == "code" => out.push('`'),
            Kind::StartTag(tag) if tag.name == "br" => out.push('\n'),
            Kind::OpenTag => out.push_str(&text[token.span]),
            _ => {}
        }
    }
    for (name, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("**", ""),
    ] {
        if out.contains(name) {
            out = out.replace(name, character);
        }
    }
    out
}

/// Whether a text says anything once its markup is away.
pub(super) fn has_words(text: &str) -> bool {
    if !text.contains(char::is_alphanumeric) {
        return false;
    }
    if !text.contains('<') {
        return true;
    }
    let says = |token: html::Token| {
        let said = matches!(token.kind, Kind::Text | Kind::OpenTag)
            || matches!(&token.kind, Kind::StartTag(tag) if tag.name == "img");
        said && text[token.span].contains(char::is_alphanumeric)
    };
    html::tokens(text).into_iter().any(says)
}

/// The words of Markdown on one line, code between backticks.
pub(super) fn inline(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser};
    let mut out = String::new();
    for event in Parser::new_ext(markdown, super::outline::extensions()) {
        match event {
            Event::Text(words) => out.push_str(&words),
            Event::Code(code) => out.extend(["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::InlineHtml(tag) if tag.eq_ignore_ascii_case("<code>") => out.push('`'),
            Event::InlineHtml(tag) if tag.eq_ignore_ascii_case("</code>") => out.push('`'),
            _ => {}
        }
    }
    out
}
