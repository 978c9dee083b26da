//! Links and images of raw HTML in what is imported.

use super::links::{Fate, Linker, file_name};
use crate::question::html::{self, Kind, StartTag};
use std::ops::Range;

impl Linker<'_> {
    /// Links and images of raw HTML.
    pub(super) fn html(&mut self, range: Range<usize>) {
        for token in html::tokens(&self.text[range.clone()]) {
            let place = range.start + token.span.start..range.start + token.span.end;
            match token.kind {
                Kind::StartTag(tag) if tag.name == "a" => self.raw_link(&tag, range.start, place),
                Kind::StartTag(tag) if tag.name == "img" => {
                    self.raw_image(&tag, range.start, place)
                }
                Kind::StartTag(tag) if tag.name == "source" => self.replace(place, ""),
                Kind::StartTag(tag) => self.raw_other(&tag, place),
                Kind::EndTag(name) if name == "a" => {
                    self.in_raw_link = false;
                    if self.gone > 0 {
                        self.gone -= 1;
                        self.replace(place, "");
                    }
                }
                _ => {}
            }
        }
    }

    fn raw_link(&mut self, tag: &StartTag, base: usize, place: Range<usize>) {
        let Some(href) = tag.attributes.iter().find(|one| one.name == "href") else {
            return;
        };
        self.in_raw_link = true;
        let value = base + href.place.start..base + href.place.end;
        match self.fate(href.value.trim(), false) {
            Fate::Leads(to) => self.edits.push((value, to)),
            Fate::Stays => {}
            Fate::Nowhere | Fate::Elsewhere => {
                self.note_link(&href.value, place.start);
                self.replace(place, "");
                self.in_raw_link = false;
                self.gone += 1;
            }
        }
    }

    fn raw_image(&mut self, tag: &StartTag, base: usize, place: Range<usize>) {
        let value = |name: &str| tag.attributes.iter().find(|one| one.name == name);
        let alt = value("alt").map_or("", |alt| alt.value.trim());
        let source = value("src").map_or("", |source| source.value.trim());
        let alt = if alt.is_empty() {
            file_name(source)
        } else {
            escaped(alt)
        };
        match self.fate(source, true) {
            Fate::Leads(to) => {
                if let Some(source) = value("src") {
                    let place = base + source.place.start..base + source.place.end;
                    self.edits.push((place, to));
                }
            }
            Fate::Elsewhere => {
                self.note_elsewhere(source);
                if self.in_raw_link || !self.open.is_empty() {
                    self.replace(place, &alt);
                } else {
                    let https = if source.starts_with("//") {
                        "https:"
                    } else {
                        ""
                    };
                    let source = escaped(source);
                    self.replace(place, &format!("<a href=\"{https}{source}\">{alt}</a>"));
                }
            }
            Fate::Nowhere | Fate::Stays => {
                self.note_link(source, place.start);
                self.replace(place, &alt);
            }
        }
    }

    /// Other tags that load something stay if it is there.
    fn raw_other(&mut self, tag: &StartTag, place: Range<usize>) {
        let loads = |name: &str| {
            matches!(
                name,
                "src" | "href" | "poster" | "srcset" | "data" | "xlink:href"
            )
        };
        let source = tag.attributes.iter().find(|one| loads(&one.name));
        if let Some(source) = source {
            self.note_link(&source.value, place.start);
            self.replace(place, "");
        }
    }

    /// Puts something in place of a tag, with as many lines.
    fn replace(&mut self, place: Range<usize>, with: &str) {
        let lines = self.text[place.clone()].matches('\n').count();
        self.edits
            .push((place, format!("{with}{}", "\n".repeat(lines))));
    }
}

/// Characters that mean something in HTML, by their names.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
