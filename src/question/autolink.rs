//! Bare web addresses in text become links, as on GitHub.

use linkify::{LinkFinder, LinkKind};
use std::borrow::Cow;
use std::ops::Range;

/// A piece of text with its place in the source.
pub type Piece<'a> = (&'a str, Range<usize>);

/// What pieces of text become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// A web address.
    Link {
        /// The address as it is shown.
        text: Cow<'a, str>,
        /// Where it leads.
        url: Cow<'a, str>,
    },
}

/// Whether there may be a web address in a source.
pub fn may_hold(source: &str) -> bool {
    source.contains("://") || source.contains("www.")
}

/// Gives pieces of text that touch each other to `push`, with the web addresses
/// among them as links.
///
/// The addresses are looked for in the source and not in the pieces, because
/// smart punctuation has changed the pieces: in `https://example.org/a--b` the
/// two hyphens are no dash.
pub fn split<'a>(source: &'a str, pieces: &[Piece<'a>], push: &mut dyn FnMut(Part<'a>)) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return;
    };
    let (start, end) = (first.1.start, last.1.end);
    let raw = source.get(start..end).unwrap_or("");
    let found = find(raw, start)
        .into_iter()
        .filter_map(|link| meant(source, pieces, link));
    let mut found = found.peekable();
    for (text, range) in pieces {
        let mut at = range.start;
        while let Some((link, url)) = found.peek() {
            if link.start >= range.end {
                break;
            }
            if at < link.start {
                // Only an unchanged piece can be cut: it is as long as its source.
                push(Part::Text(cut(source, text, range, at..link.start)));
            }
            if link.start >= range.start {
                push(address(url.clone()));
            }
            at = link.end;
            if link.end > range.end {
                break;
            }
            found.next();
        }
        if at <= range.start {
            push(Part::Text(text));
        } else if at < range.end {
            push(Part::Text(cut(source, text, range, at..range.end)));
        }
    }
}

/// What an address found in the source means: an entity in it is the character
/// that it stands for, and a backslash before a mark is dropped. An address
/// that would end within an entity ends before it.
fn meant<'a>(
    source: &'a str,
    pieces: &[Piece<'a>],
    link: Range<usize>,
) -> Option<(Range<usize>, Cow<'a, str>)> {
    if !source[link.clone()].contains(['&', '\\']) {
        return Some((link.clone(), source[link].into()));
    }
    let first = pieces.partition_point(|(_, range)| range.end <= link.start);
    let inside = pieces[first..]
        .iter()
        .take_while(|(_, range)| range.start < link.end);
    let mut end = link.end;
    let mut url = String::new();
    for (text, range) in inside {
        let entity = source[range.clone()].starts_with('&') && *text != &source[range.clone()];
        if entity && range.end > link.end {
            end = range.start;
        } else if entity {
            url.push_str(text);
        } else {
            url.push_str(&source[range.start.max(link.start)..range.end.min(link.end)]);
        }
    }
    (!url.is_empty()).then(|| (link.start..end, url.into()))
}

fn cut<'a>(source: &'a str, text: &'a str, whole: &Range<usize>, part: Range<usize>) -> &'a str {
    if text.len() == whole.len() {
        let from = part.start - whole.start;
        let to = part.end - whole.start;
        if let Some(text) = text.get(from..to) {
            return text;
        }
    }
    source.get(part).unwrap_or("")
}

fn find(raw: &str, start: usize) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    finder
        .links(raw)
        .filter(|link| {
            let text = link.as_str();
            text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
        })
        .map(|link| start + link.start()..start + link.end())
        .collect()
}

fn address(text: Cow<'_, str>) -> Part<'_> {
    let url = if text.starts_with("www.") {
        format!("https://{text}").into()
    } else {
        text.clone()
    };
    Part::Link { text, url }
}
