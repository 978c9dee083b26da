//! A unified diff whose line numbers are those of the content file.

use similar::{Algorithm, ChangeTag, TextDiff};
use std::fmt::Write;

/// Lines shown around a change.
const CONTEXT: usize = 3;
/// The most lines of a diff that are shown.
const MAX_LINES: usize = 60;

/// The diff from `expected` to `real`; `first_line` is the number of the
/// first expected line in its file, `old` and `new` name the two.
pub fn unified(expected: &str, real: &str, first_line: usize, old: &str, new: &str) -> String {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(expected, real);
    let mut lines = vec![format!("--- {old}"), format!("+++ {new}")];
    for group in diff.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let (old, new) = (first.old_range().start, first.new_range().start);
        lines.push(format!(
            "@@ -{},{} +{},{} @@",
            first_line + old,
            last.old_range().end - old,
            first_line + new,
            last.new_range().end - new,
        ));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.push(format!("{sign}{}", change.value().trim_end_matches('\n')));
        }
    }
    cut(lines)
}

fn cut(lines: Vec<String>) -> String {
    let mut text = lines[..lines.len().min(MAX_LINES)].join("\n");
    if lines.len() > MAX_LINES {
        let _ = write!(text, "\n... and {} more lines", lines.len() - MAX_LINES);
    }
    text
}
