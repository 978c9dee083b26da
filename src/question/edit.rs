//! Markdown changed in place: headings, links and info strings, everything
//! else byte for byte as it was.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// What is to be changed.
pub struct Changes<'a> {
    /// Added to the level of each heading; the result stays from 1 to 6.
    pub deeper: i32,
    /// The new target of a link or image, if it gets one.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// The new info string of a fenced code block, if it gets one.
    pub info: &'a dyn Fn(&str) -> Option<String>,
    /// Whether `[[Note]]` is a link, as in Obsidian: it becomes an ordinary one,
    /// or plain text if it has no new target. `![[picture.png]]` becomes an
    /// ordinary image if it has one.
    pub wikilinks: bool,
}

/// Changes a text. Headings of the underlined form and targets that stand
/// away from their link are left as they are.
pub fn edit(text: &str, changes: &Changes) -> String {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    options.set(Options::ENABLE_WIKILINKS, changes.wikilinks);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let Event::Start(tag) = event else { continue };
        match tag {
            Tag::Heading { level, .. } if is_marked(&text[range.clone()], level as usize) => {
                let level = level as usize;
                let new = (level as i32 + changes.deeper).clamp(1, 6) as usize;
                edits.push((range.start..range.start + level, "#".repeat(new)));
            }
            Tag::Link {
                link_type: LinkType::WikiLink { .. },
                dest_url,
                ..
            } => edits.push((range.clone(), wikilink(&text[range], &dest_url, changes))),
            Tag::Image {
                link_type: LinkType::WikiLink { .. },
                dest_url,
                ..
            } => {
                if let Some(new) = (changes.link)(&dest_url) {
                    edits.push((range, format!("![]({new})")));
                }
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let found = text[range.clone()].rfind(&format!("]({dest_url}"));
                if let Some((at, new)) = found.zip((changes.link)(&dest_url)) {
                    let start = range.start + at + 2;
                    edits.push((start..start + dest_url.len(), new));
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let written = text[range.clone()]
                    .find(&*info)
                    .filter(|_| !info.is_empty());
                if let Some((at, new)) = written.zip((changes.info)(&info)) {
                    let start = range.start + at;
                    edits.push((start..start + info.len(), new));
                }
            }
            _ => {}
        }
    }
    apply(text, 0..text.len(), edits)
}

/// Whether a heading is of the form with `#` before it; an underlined one may
/// begin with that sign too.
fn is_marked(heading: &str, level: usize) -> bool {
    let words = heading.trim_start_matches('#');
    heading.len() - words.len() == level
        && (words.is_empty() || words.starts_with([' ', '\t', '\n', '\r']))
}

fn wikilink(written: &str, target: &str, changes: &Changes) -> String {
    let inner = written.trim_start_matches("[[").trim_end_matches("]]");
    let words = inner.split_once('|').map_or(inner, |(_, words)| words);
    match (changes.link)(target) {
        Some(new) => format!("[{words}]({new})"),
        None => words.to_owned(),
    }
}

/// The part `of` a text with edits made, whose places are those in the whole text. One that overlaps an earlier
/// one is left out: a link around an image, or the second of two links to one definition.
pub(crate) fn apply(
    text: &str,
    of: Range<usize>,
    mut edits: Vec<(Range<usize>, String)>,
) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(of.len());
    let mut from = of.start;
    for (range, new) in edits {
        if range.start < from {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(&new);
        from = range.end;
    }
    out.push_str(&text[from..of.end]);
    out
}
