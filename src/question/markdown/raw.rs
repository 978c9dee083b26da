//! Raw HTML: its links within the site are left open as those of Markdown are,
//! and what no page can show is reported.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use pulldown_cmark::{CowStr, Event};
use pulldown_cmark_escape::escape_html_body_text;
use std::ops::Range;

/// Elements that the policy of every page (`templates/base.html`) blocks:
/// frames, plug-ins, films and sounds, style sheets in the text, another base.
const BLOCKED: [&str; 9] = [
    "applet", "audio", "base", "embed", "frame", "iframe", "object", "style", "video",
];

/// An attribute of a tag, with the place of its value in the HTML, quotes left out.
struct Attribute<'h> {
    name: &'h str,
    value: Range<usize>,
}

impl<'a> Walk<'a> {
    /// Raw HTML, or as text where the guide does not allow it. A block comes in
    /// lines, and a tag may go over several.
    pub(super) fn raw_html(
        &mut self,
        first: CowStr<'a>,
        range: Range<usize>,
        events: &mut Events<'a>,
    ) {
        let mut html = first.into_string();
        // Where each line starts in `html`, and where it is in the source.
        let mut lines = vec![(0, range)];
        while let Some((Event::Html(_), _)) = events.inner.as_slice().first() {
            if let Some((Event::Html(next), range)) = events.next() {
                lines.push((html.len(), range));
                html.push_str(&next);
            }
        }
        if !self.options.unsafe_html {
            let mut escaped = String::with_capacity(html.len() + 16);
            let _ = escape_html_body_text(&mut escaped, &html);
            self.section.text.push_str(&html);
            self.push_html(escaped);
            return;
        }
        super::links::ids_in(&html, &mut self.result.body.anchors);
        if self.options.check_links {
            html = self.open_links(&html, &lines);
        }
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// The HTML with its addresses within the site left open.
    fn open_links(&mut self, html: &str, lines: &[(usize, Range<usize>)]) -> String {
        let source = self.source;
        // A line that was changed on the way is a place as a whole.
        let in_source = |at: usize| {
            let line = lines.partition_point(|(start, _)| *start <= at) - 1;
            let (start, place) = &lines[line];
            let as_written = source.get(place.clone()) == html.get(*start..start + place.len());
            match as_written {
                true => place.start + at - start..place.start + at - start + 1,
                false => place.clone(),
            }
        };
        let mut out = String::with_capacity(html.len());
        let mut written = 0;
        for tag in tags(html) {
            let place = in_source(tag.start).start..in_source(tag.end - 1).end;
            let (name, attributes) = parts(html, &tag);
            self.report_blocked(html, &name, &attributes, &place);
            for Attribute { name: what, value } in attributes {
                let image = what.eq_ignore_ascii_case("src");
                if !image && !what.eq_ignore_ascii_case("href") {
                    continue;
                }
                let url = html[value.clone()].trim().replace("&amp;", "&");
                if let Some(number) = self.raw_link(&url, image, &place) {
                    out.push_str(&html[written..value.start]);
                    out.push_str(&format!("\0{number}\0"));
                    written = value.end;
                }
            }
        }
        out.push_str(&html[written..]);
        out
    }

    /// Says what the policy of the pages would block without a word.
    fn report_blocked(
        &mut self,
        html: &str,
        name: &str,
        attributes: &[Attribute],
        place: &Range<usize>,
    ) {
        let has = |wanted: &str| {
            let mut names = attributes.iter().map(|one| one.name);
            names.any(|name| name.eq_ignore_ascii_case(wanted))
        };
        let on = attributes.iter().find(|one| {
            let name = one.name.to_ascii_lowercase();
            name.len() > 2 && name.starts_with("on")
        });
        let set = attributes
            .iter()
            .find(|one| one.name.eq_ignore_ascii_case("srcset"));
        let what = if BLOCKED.contains(&name) || name == "script" && !has("src") {
            format!("`<{name}>`")
        } else if has("style") {
            "`style=`".to_owned()
        } else if let Some(on) = on {
            format!("`{}=`", on.name)
        } else if let Some(set) = set.filter(|set| html[set.value.clone()].contains("//")) {
            format!("`{}=` with another host", set.name)
        } else {
            return;
        };
        let span = self.base + place.start..self.base + place.end;
        self.result.diagnostics.push(
            Diagnostic::new(
                &codes::BLOCKED_HTML,
                self.file,
                span,
                format!("browsers will not heed {what} in a page"),
            )
            .help("every page forbids scripts and styles of its own, frames and media: put styles into static/css/, scripts into static/js/"),
        );
    }
}

/// The tags that begin an element, with their brackets. Comments and what is in
/// scripts and styles hold none.
fn tags(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|next| at + next) {
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let end = start + tag_length(rest);
        found.push(start..end);
        at = end;
        for name in ["script", "style"] {
            let is = rest.get(1..1 + name.len());
            if is.is_some_and(|is| is.eq_ignore_ascii_case(name)) {
                let mut ends = html[end..].match_indices("</");
                let close = ends.find(|(close, _)| {
                    let word = html.get(end + close + 2..end + close + 2 + name.len());
                    word.is_some_and(|word| word.eq_ignore_ascii_case(name))
                });
                at = close.map_or(html.len(), |(close, _)| end + close);
            }
        }
    }
    found
}

/// How long a tag is, to its `>` outside quotes or to the end of the text.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The name of a tag in small letters, and its attributes.
fn parts<'h>(html: &'h str, tag: &Range<usize>) -> (String, Vec<Attribute<'h>>) {
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let text = &html[..tag.end];
    let word = |from: usize| from + text[from..].find(is_end).unwrap_or(text.len() - from);
    let space = |from: usize| {
        let rest = &text[from..];
        from + rest.len() - rest.trim_ascii_start().len()
    };
    let mut at = word(tag.start + 1);
    let name = html[tag.start + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    while at < tag.end {
        at = space(at);
        let end = word(at);
        if end == at {
            // A slash, the last bracket, or what is no attribute.
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let name = &html[at..end];
        at = space(end);
        let mut value = end..end;
        if text[at..].starts_with('=') {
            at = space(at + 1);
            let quote = text[at..]
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\''));
            let start = at + quote.map_or(0, char::len_utf8);
            let end = match quote {
                Some(quote) => text[start..].find(quote),
                None => text[start..].find(|c: char| c.is_ascii_whitespace() || c == '>'),
            };
            value = start..start + end.unwrap_or(text.len() - start);
            at = value.end + quote.map_or(0, char::len_utf8);
        }
        attributes.push(Attribute { name, value });
    }
    (name, attributes)
}
