//! What messages about snippets show: first lines and places.

use std::ops::Range;

/// The most lines of output that a message shows.
const MAX_SHOWN: usize = 20;

/// The first lines of a text, each cut where it is very long.
pub fn head(text: &str) -> String {
    let mut lines: Vec<String> = text
        .lines()
        .take(MAX_SHOWN)
        .map(|line| line.chars().take(200).collect())
        .collect();
    if text.lines().nth(MAX_SHOWN).is_some() {
        lines.push("...".to_owned());
    }
    lines.join("\n")
}

/// Byte range of a line of a block, counted from 0, the opening fence; of the
/// last line, where the block has fewer. Without indentation or line ending.
pub fn line(text: &str, block: &Range<usize>, number: usize) -> Range<usize> {
    let mut start = block.start;
    for _ in 0..number {
        match text[start..block.end].find('\n') {
            Some(at) if start + at + 1 < block.end => start += at + 1,
            _ => break,
        }
    }
    let rest = &text[start..];
    let length = rest.find('\n').unwrap_or(rest.len());
    let whole = &rest[..length];
    let from = start + whole.len() - whole.trim_start().len();
    from..(start + whole.trim_end().len()).max(from)
}
