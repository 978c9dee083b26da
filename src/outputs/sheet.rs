//! A document on a cheat sheet: the code that says most, and what it prints.

use crate::highlight::hang;
use crate::languages;
use crate::question::{Document, OutputBlock, Part, Snippet, code_html};
use pulldown_cmark_escape::escape_html;

/// A snippet of at most so many lines stands on a sheet without being marked
/// as `key`.
const SHORT_SNIPPET: usize = 8;

/// A sheet shows at most so many lines of what a snippet prints.
const OUTPUT_LINES: usize = 6;

/// The highlighted code of a document, two blank lines of which are as good as one on a sheet, and below it what it
/// prints, as comments.
pub fn code(document: &Document) -> Option<String> {
    let snippet = snippet(document)?;
    let code = code_html(snippet).replace("\n\n\n", "\n\n");
    let mut html = code.trim_end().to_owned() + "\n";
    for output in &snippet.outputs {
        write_output(snippet, output, &mut html);
    }
    let html = hang::hanging(html.trim_end(), hang::SHEET);
    Some(html)
}

/// Appends what a snippet prints, each line behind what begins a comment in its language.
fn write_output(snippet: &Snippet, output: &OutputBlock, html: &mut String) {
    let comments = languages::snippets(&snippet.language).map(|room| room.comments);
    let begins = comments.and_then(<[_]>::first).unwrap_or(&"#");
    let badge = output.flags.badge.as_ref().map(|badge| format!("{badge}:"));
    let all: Vec<&str> = output.text.trim_end().lines().collect();
    let shown = if all.len() > OUTPUT_LINES {
        OUTPUT_LINES - 1
    } else {
        all.len()
    };
    let more = (shown < all.len()).then_some("…");
    let lines = badge
        .as_deref()
        .into_iter()
        .chain(all[..shown].iter().copied());
    for line in lines.chain(more) {
        let line = format!("{begins} {line}");
        html.push_str("<span class=prints>");
        let _ = escape_html(&mut *html, line.trim_end());
        html.push_str("</span>\n");
    }
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
