//! A document as Markdown within a larger one: as the author wrote it, but for the places where headings and links
//! have to change.

use crate::question::edit::apply;
use crate::question::{Document, LinkId, Section};
use std::ops::Range;

/// The part `body` of a file's text, which says what `document` holds. Headings go `deeper` by so many levels, to 6 at
/// most; `link` gives the new target of a link, if it gets one.
pub fn write(
    text: &str,
    body: Range<usize>,
    document: &Document,
    deeper: usize,
    link: &dyn Fn(LinkId) -> Option<String>,
) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for section in &document.sections {
        deepen(text, section, deeper, &mut edits);
    }
    for id in document.link_ids() {
        if let Some((place, new)) = document.link(id).place.clone().zip(link(id)) {
            edits.push((place, new));
        }
    }
    apply(text, body, edits)
}

/// A heading with `#` before it gets more of these. One with a line below it loses the line.
fn deepen(text: &str, section: &Section, deeper: usize, edits: &mut Vec<(Range<usize>, String)>) {
    let Some(span) = &section.span else { return };
    let heading = text.get(span.clone()).unwrap_or("").trim_end();
    let level = usize::from(section.level);
    let marks = "#".repeat((level + deeper).min(6));
    let words = heading.trim_start_matches('#');
    let marked = heading.len() - words.len() == level
        && (words.is_empty() || words.starts_with([' ', '\t', '\n', '\r']));
    let mut lines = heading.lines();
    let first = lines.next().unwrap_or("");
    if marked {
        edits.push((span.start..span.start + level, marks));
    } else if lines.count() == 1 {
        edits.push((span.start..span.start, format!("{marks} ")));
        edits.push((
            span.start + first.trim_end().len()..span.start + heading.len(),
            String::new(),
        ));
    }
}
