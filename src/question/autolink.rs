//! Bare web addresses in text become links, as on GitHub.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Pushes pieces of text that touch each other, with the web addresses among
/// them as links.
///
/// The addresses are looked for in the source and not in the pieces, because
/// smart punctuation has changed the pieces: in `https://example.org/a--b` the
/// two hyphens are no dash.
pub fn push<'a>(
    source: &'a str,
    pieces: Vec<(CowStr<'a>, Range<usize>)>,
    out: &mut Vec<Event<'a>>,
) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return;
    };
    let (start, end) = (first.1.start, last.1.end);
    let raw = source.get(start..end).unwrap_or("");
    let found = if raw.contains("://") || raw.contains("www.") {
        find(raw, start)
    } else {
        Vec::new()
    };
    // A backslash or an entity is not part of an address as it is written.
    let literal = |range: &Range<usize>| {
        source
            .get(range.clone())
            .is_some_and(|text| !text.contains(['\\', '<']))
    };
    let mut found = found.into_iter().filter(literal).peekable();
    for (text, range) in pieces {
        let mut at = range.start;
        while let Some(link) = found.peek() {
            if link.start >= range.end {
                break;
            }
            if at < link.start {
                // Only an unchanged piece can be cut: it is as long as its source.
                out.push(Event::Text(cut(source, &text, &range, at..link.start)));
            }
            if link.start >= range.start {
                push_link(&source[link.clone()], out);
            }
            at = link.end;
            if link.end > range.end {
                break;
            }
            found.next();
        }
        if at <= range.start {
            out.push(Event::Text(text));
        } else if at < range.end {
            out.push(Event::Text(cut(source, &text, &range, at..range.end)));
        }
    }
}

fn cut<'a>(
    source: &'a str,
    text: &CowStr<'a>,
    whole: &Range<usize>,
    part: Range<usize>,
) -> CowStr<'a> {
    if text.len() == whole.len() {
        let from = part.start - whole.start;
        let to = part.end - whole.start;
        if let Some(text) = text.get(from..to) {
            return text.to_owned().into();
        }
    }
    source.get(part).unwrap_or("").into()
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

fn push_link<'a>(text: &'a str, out: &mut Vec<Event<'a>>) {
    let url: CowStr = match text.starts_with("www.") {
        true => format!("https://{text}").into(),
        false => text.into(),
    };
    out.push(Event::Start(Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: url,
        title: "".into(),
        id: "".into(),
    }));
    out.push(Event::Text(text.into()));
    out.push(Event::End(TagEnd::Link));
}
