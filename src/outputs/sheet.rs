//! A document on a cheat sheet: the code that says most.

use crate::question::{Document, Snippet, code_html};

/// A snippet of at most so many lines stands on a sheet without being marked
/// as `key`.
const SHORT_SNIPPET: usize = 8;

/// The highlighted code of a document, two blank lines of which are as good as one on a sheet.
pub fn code(document: &Document) -> Option<String> {
    let html = code_html(snippet(document)?);
    Some(html.replace("\n\n\n", "\n\n").trim_end().to_owned())
}

/// The snippet marked as `key`, or the first short one.
pub fn snippet(document: &Document) -> Option<&Snippet> {
    let snippets = &document.snippets;
    let short = |snippet: &&Snippet| snippet.code.trim().lines().count() <= SHORT_SNIPPET;
    snippets
        .iter()
        .find(|snippet| snippet.flags.key)
        .or_else(|| snippets.iter().find(short))
}
