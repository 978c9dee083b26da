//! Markdown changed in place: everything that is not edited stays byte for byte as it was.

use std::ops::Range;

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
