//! A document on a cheat sheet: the code that says most.

use crate::question::{Document, Part, Snippet, code_html};

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
    // What a quiz asks about says little without it.
    let snippets = document.snippets.iter();
    // Nor do the starting point and the tests of an exercise, without its solution.
    let unsolved = |part| matches!(part, Some(Part::Starter | Part::Tests));
    let mut snippets =
        snippets.filter(|snippet| snippet.answer.is_none() && !unsolved(snippet.flags.part));
    let short = |snippet: &&Snippet| snippet.code.trim().lines().count() <= SHORT_SNIPPET;
    let key = snippets.clone().find(|snippet| snippet.flags.key);
    key.or_else(|| snippets.find(short))
}
