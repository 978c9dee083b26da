//! Raw HTML: its links within the site are resolved as those of Markdown are,
//! and what no page can show is reported.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::document::{Event as Step, Piece, Tag};
use crate::question::html::{self, Attribute, Kind, StartTag};
use pulldown_cmark::Event;
use std::borrow::Cow;
use std::ops::Range;

/// Elements that the policy of every page (`templates/base.html`) blocks:
/// frames, plug-ins, films and sounds, style sheets in the text, another base.
const BLOCKED: [&str; 9] = [
    "applet", "audio", "base", "embed", "frame", "iframe", "object", "style", "video",
];

/// Attributes whose values are `id`s of the page, with spaces between them where there may be several.
const NAMING: [&str; 6] = [
    "id",
    "for",
    "headers",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
];

/// A piece of raw HTML. A block comes in lines, and a tag may go over several.
pub(super) struct Raw<'a> {
    pub html: Cow<'a, str>,
    /// Where each line starts in `html`, and where it is in the source.
    lines: Vec<(usize, Range<usize>)>,
}

impl<'a> Walk<'a> {
    /// Raw HTML, or as text where the guide does not allow it.
    pub(super) fn raw_html(
        &mut self,
        first: &'a str,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let mut raw = Raw {
            html: Cow::Borrowed(first),
            lines: vec![(0, range.clone())],
        };
        while let Some((Event::Html(next), range)) = events.rest.first() {
            raw.lines.push((raw.html.len(), range.clone()));
            raw.html.to_mut().push_str(next);
            events.next();
        }
        if !self.options.unsafe_html {
            self.document().add_text(&raw.html);
            return;
        }
        let whole = self.document().add(&raw.html);
        for token in html::tokens(&raw.html) {
            let place = raw.in_source(&token.span, self.source);
            let written = whole.part(&token.span);
            self.balance(&token.kind, &place);
            match token.kind {
                Kind::StartTag(tag) => self.tag(&raw, whole, written, tag, &place),
                Kind::EndTag(_) => self.push(Step::EndTag(written)),
                Kind::Comment | Kind::OpenComment => self.push(Step::Comment(written)),
                Kind::Text | Kind::OpenTag => self.push(Step::RawText(written)),
            }
        }
    }

    fn tag(
        &mut self,
        raw: &Raw,
        whole: Piece,
        written: Piece,
        tag: StartTag,
        place: &Range<usize>,
    ) {
        self.report_blocked(&tag, place);
        let (mut links, mut ids) = (Vec::new(), Vec::new());
        for attribute in tag.attributes {
            if NAMING.contains(&&*attribute.name) && !attribute.value.is_empty() {
                ids.push(whole.part(&attribute.place));
                if attribute.name == "id" {
                    self.document().anchors.push(attribute.value);
                }
                continue;
            }
            for (url, at) in addresses(&tag.name, &attribute, &raw.html) {
                let image = attribute.name != "href" && attribute.name != "xlink:href";
                if let Some(id) =
                    self.raw_link(&url, image, place, &raw.in_source(&at, self.source))
                {
                    links.push((whole.part(&at), id));
                }
            }
        }
        let id = self.document().add_tag(Tag {
            written,
            links,
            ids,
        });
        self.push(Step::Tag(id));
    }

    /// Says what the policy of the pages would block without a word.
    fn report_blocked(&mut self, tag: &StartTag, place: &Range<usize>) {
        let name = tag.name.as_str();
        let has = |wanted: &str| tag.attributes.iter().any(|one| one.name == wanted);
        let handler = |one: &&Attribute| one.name.len() > 2 && one.name.starts_with("on");
        let what = if BLOCKED.contains(&name) || name == "script" && !has("src") {
            format!("`<{name}>`")
        } else if has("style") {
            "`style=`".to_owned()
        } else if let Some(on) = tag.attributes.iter().find(handler) {
            format!("`{}=`", on.name)
        } else {
            return;
        };
        let span = self.in_file(place);
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

impl Raw<'_> {
    /// Where a part of the HTML stands in the source.
    fn in_source(&self, part: &Range<usize>, source: &str) -> Range<usize> {
        let last = part.end.max(part.start + 1) - 1;
        self.byte_in_source(part.start, source).start..self.byte_in_source(last, source).end
    }

    fn byte_in_source(&self, at: usize, source: &str) -> Range<usize> {
        let line = self.lines.partition_point(|(start, _)| *start <= at) - 1;
        let (start, place) = &self.lines[line];
        // A line that was changed on the way is a place as a whole.
        if source.get(place.clone()) != self.html.get(*start..start + place.len()) {
            return place.clone();
        }
        let at = (place.start + at - start).min(place.end);
        at..(at + 1).min(place.end)
    }
}

/// The addresses in an attribute, each with its place in the HTML.
fn addresses(tag: &str, attribute: &Attribute, html: &str) -> Vec<(String, Range<usize>)> {
    let place = &attribute.place;
    match attribute.name.as_str() {
        "href" | "xlink:href" | "src" | "poster" => {}
        "data" if tag == "object" => {}
        "srcset" | "imagesrcset" => return candidates(&html[place.clone()], place.start),
        _ => return Vec::new(),
    }
    let url = attribute.value.trim();
    vec![(url.to_owned(), place.clone())]
}

/// The addresses of a `srcset`: each is followed by a width or a density, then
/// a comma.
fn candidates(set: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let skip = |c: char| c.is_ascii_whitespace() || c == ',';
        at += set[at..].len() - set[at..].trim_start_matches(skip).len();
        if at == set.len() {
            return found;
        }
        let rest = &set[at..];
        let word = &rest[..rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len())];
        let url = word.trim_end_matches(',');
        let place = start + at..start + at + url.len();
        found.push((url.replace("&amp;", "&"), place));
        at += word.len();
        if url.len() == word.len() {
            at += set[at..].find(',').unwrap_or(set.len() - at);
        }
    }
}
