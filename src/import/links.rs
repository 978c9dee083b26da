//! Links and images of what is imported: to where they lead now, or to nothing but their words.

use super::media::Places;
use super::paths::{Paths, relative};
use super::{Found, Left, Why};
use crate::question::edit::apply;
use crate::urls;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// An image of another host, which became a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The address.
    pub url: String,
    /// The question that it stands in, from the root of the guide.
    pub path: String,
}

/// What links become in one question.
pub(super) struct Relinked {
    pub text: String,
    pub left: Vec<Left>,
    pub elsewhere: Vec<Elsewhere>,
}

/// Changes the links of an answer that goes to `path`.
pub(super) fn relink(item: &Found, path: &str, paths: &Paths, media: &Places) -> Relinked {
    let text = item.body.text();
    let mut linker = Linker {
        item,
        path,
        paths,
        media,
        text: &text,
        edits: Vec::new(),
        open: Vec::new(),
        gone: 0,
        in_raw_link: false,
        html_from: None,
        left: Vec::new(),
        elsewhere: Vec::new(),
    };
    let mut extensions = super::outline::extensions();
    extensions.set(Options::ENABLE_WIKILINKS, !item.part && text.contains("[["));
    for (event, range) in Parser::new_ext(&text, extensions).into_offset_iter() {
        linker.event(event, range);
    }
    let Linker {
        edits,
        left,
        elsewhere,
        ..
    } = linker;
    Relinked {
        text: apply(&text, 0..text.len(), edits),
        left,
        elsewhere,
    }
}

pub(super) struct Linker<'a> {
    item: &'a Found,
    path: &'a str,
    paths: &'a Paths,
    media: &'a Places<'a>,
    pub(super) text: &'a str,
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// Links and images that are open.
    pub(super) open: Vec<Link>,
    /// Start tags of links that were taken away.
    pub(super) gone: usize,
    pub(super) in_raw_link: bool,
    html_from: Option<usize>,
    left: Vec<Left>,
    elsewhere: Vec<Elsewhere>,
}

/// A link or image of Markdown.
pub(super) struct Link {
    image: bool,
    wiki: bool,
    url: String,
    title: String,
    range: Range<usize>,
    /// Where its words end.
    words: usize,
}

/// What becomes of a target.
pub(super) enum Fate {
    Stays,
    Leads(String),
    /// An image of another host.
    Elsewhere,
    Nowhere,
}

impl Linker<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        // The end of a link is no word of it, but of those around it.
        let ends = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
        let around = self.open.len() - usize::from(ends && !self.open.is_empty());
        for link in &mut self.open[..around] {
            link.words = link.words.max(range.end.min(link.range.end));
        }
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                self.start(false, link_type, &dest_url, &title, range);
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                self.start(true, link_type, &dest_url, &title, range);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end(),
            Event::Start(Tag::HtmlBlock) => self.html_from = Some(range.start),
            Event::End(TagEnd::HtmlBlock) => {
                let start = self.html_from.take().unwrap_or(range.start);
                self.html(start..range.end);
            }
            Event::InlineHtml(_) => self.html(range),
            _ => {}
        }
    }

    fn start(&mut self, image: bool, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        let url = match kind {
            LinkType::Email => format!("mailto:{url}"),
            _ => url.to_owned(),
        };
        let words = range.start + if image { 2 } else { 1 };
        self.open.push(Link {
            image,
            wiki: matches!(kind, LinkType::WikiLink { .. }),
            url,
            title: title.to_owned(),
            range,
            words,
        });
    }

    fn end(&mut self) {
        let Some(mut link) = self.open.pop() else {
            return;
        };
        let closing = self.text[link.words..link.range.end].find(']');
        link.words += closing.unwrap_or(0);
        let fate = self.fate(&link.url, link.image);
        if link.wiki {
            self.wiki(&link, &fate);
            return;
        }
        let first = link.range.start..link.range.start + if link.image { 2 } else { 1 };
        let rest = link.words..link.range.end;
        let title = if link.title.is_empty() {
            String::new()
        } else {
            format!(" \"{}\"", link.title.replace('"', "\\\""))
        };
        match fate {
            Fate::Stays => {}
            Fate::Leads(to) => self.edits.push((rest, format!("]({to}{title})"))),
            Fate::Elsewhere if self.open.is_empty() && !self.in_raw_link => {
                let mut open = "[".to_owned();
                if self.text[first.end..rest.start].trim().is_empty() {
                    open.push_str(&file_name(&link.url));
                }
                self.edits.push((first, open));
                self.note_elsewhere(&link.url);
                if let Some(url) = link.url.strip_prefix("//") {
                    self.edits.push((rest, format!("](https://{url})")));
                }
            }
            Fate::Elsewhere | Fate::Nowhere => {
                // An image without a description is called by its name.
                let wordless = link.image && self.text[first.end..rest.start].trim().is_empty();
                let name = if wordless {
                    file_name(&link.url)
                } else {
                    String::new()
                };
                self.edits.push((first, name));
                self.edits.push((rest, String::new()));
                if matches!(fate, Fate::Elsewhere) {
                    self.note_elsewhere(&link.url);
                } else {
                    self.note_link(&link.url, link.range.start);
                }
            }
        }
    }

    fn wiki(&mut self, link: &Link, fate: &Fate) {
        let written = &self.text[link.range.clone()];
        let inner = written.trim_start_matches(['!', '[']).trim_end_matches(']');
        let words = inner.split_once('|').map_or(inner, |(_, words)| words);
        let new = match fate {
            Fate::Leads(to) if link.image => format!("![]({to})"),
            Fate::Leads(to) => format!("[{words}]({to})"),
            _ => {
                self.note_link(&link.url, link.range.start);
                words.to_owned()
            }
        };
        self.edits.push((link.range.clone(), new));
    }

    /// What becomes of a target.
    pub(super) fn fate(&self, target: &str, image: bool) -> Fate {
        let scheme = target
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let scheme = scheme.filter(|scheme| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        match scheme.as_deref() {
            Some("http" | "https") if image => return Fate::Elsewhere,
            Some("http" | "https" | "mailto" | "tel") => return Fate::Stays,
            Some(_) => return Fate::Nowhere,
            None if target.starts_with("//") && image => return Fate::Elsewhere,
            None if target.starts_with("//") => return Fate::Leads(format!("https:{target}")),
            None => {}
        }
        let (file, anchor) = target
            .split_once('#')
            .map_or((target, None), |(file, anchor)| (file, Some(anchor)));
        // A query such as GitHub's `?raw=true` is no part of the name.
        let file = file.split('?').next().unwrap_or(file);
        let file = &*urls::decode(file).unwrap_or(file.into());
        let anchor = anchor.map(|anchor| urls::decode(anchor).unwrap_or(anchor.into()));
        let found = self.paths.resolve(&self.item.file, file, anchor.as_deref());
        if let Some((path, place)) = found {
            let place = place.map_or_else(String::new, |place| format!("#{place}"));
            return match place.as_str() {
                "" if path == self.path => Fate::Nowhere,
                place if path == self.path => Fate::Leads(place.to_owned()),
                place => Fate::Leads(relative(self.path, &path) + place),
            };
        }
        if file.is_empty() {
            return Fate::Nowhere;
        }
        match self.media.place(&self.item.file, file, self.path) {
            Some(place) => Fate::Leads(relative(self.path, &place)),
            None => Fate::Nowhere,
        }
    }

    pub(super) fn note_link(&mut self, target: &str, at: usize) {
        let line = self.item.body.line_of(at);
        self.left
            .push(Left::of(&self.item.file, line, Why::Link, target));
    }

    pub(super) fn note_elsewhere(&mut self, url: &str) {
        self.elsewhere.push(Elsewhere {
            url: url.to_owned(),
            path: self.path.to_owned(),
        });
    }
}

/// The name of the file that an address leads to.
pub(super) fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name.chars().filter(|c| plain(*c)).collect();
    if name.is_empty() {
        "image".to_owned()
    } else {
        name
    }
}

impl Elsewhere {
    /// The command that gets it, to stand beside its question.
    pub fn command(&self) -> String {
        let url = if self.url.starts_with("//") {
            format!("https:{}", self.url)
        } else {
            self.url.clone()
        };
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!(
            "curl -L -o '{folder}/{}' '{}'",
            file_name(&url),
            url.replace('\'', "%27")
        )
    }
}
