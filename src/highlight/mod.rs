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

/// Code as HTML, a line feed after each line; without a language, or with one that has no grammar, without markup.
///
/// Every element that a line opens it also closes, so lines can be wrapped, numbered and marked one by one. The only
/// markup is `<span class=k>` with one of the names of [`Class`]. The text is the code, apart from what
/// HTML cannot carry: NUL comes out as U+FFFD. A line feed at the very end of the code begins no further line.
pub fn to_html(code: &str, language: Option<Language>) -> String {
    let code = html::normalised(code);
    let Some(language) = language else {
        return html::write(&code, &[]);
    };
    let mut runs = grammar::runs(&code, language);
    if let Some(kind) = language.python() {
        positions::settle(&code, &mut runs, kind);
    }
    html::write(&code, &runs)
}
