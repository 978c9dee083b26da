//! Code and a language in, escaped HTML with a few semantic classes out.
//!
//! Code goes through three steps: `grammar` says, by rules that see a few lines at most, which class each piece has;
//! for Python, `positions` then settles what only the whole statement shows (whether `match` is a keyword,
//! whether `@` starts a decorator); `html` writes the lines. Every step takes time in proportion to the code, and none
//! can fail: whatever the text, the output shows it.

mod class;
mod grammar;
mod html;
mod language;
mod pieces;
mod positions;

pub use class::Class;
pub use language::{Language, language, language_names};

use grammar::Run;

/// Code as HTML, one string a line, without line ends.
///
/// Every element that a line opens it also closes, so lines can be wrapped, numbered and marked one by one. The only
/// markup is `<span class=k>` with one of the names of [`Class`]. The text of the lines is the code, apart from what
/// HTML cannot carry: NUL comes out as U+FFFD. A line feed at the very end of the code begins no further line.
pub fn lines(code: &str, language: Language) -> Vec<String> {
    let code = html::normalised(code);
    html::lines(&code, &runs(&code, language))
}

/// Appends the same lines to HTML, each with a line feed.
pub fn write(code: &str, language: Language, html: &mut String) {
    let code = html::normalised(code);
    html::write(&code, &runs(&code, language), html);
}

fn runs(code: &str, language: Language) -> Vec<Run> {
    let mut runs = grammar::runs(code, language);
    if let Some(kind) = language.python() {
        positions::settle(code, &mut runs, kind);
    }
    runs
}

/// Code as HTML without any markup, one string a line, without line ends.
pub fn plain_lines(code: &str) -> Vec<String> {
    html::lines(&html::normalised(code), &[])
}

/// Appends the same lines to HTML, each with a line feed.
pub fn write_plain(code: &str, html: &mut String) {
    html::write(&html::normalised(code), &[], html);
}
