//! Code and a grammar in, escaped HTML with a few semantic classes out.
//!
//! Code goes through three steps: `grammar` says, by rules that see a few lines at most, which class each piece has;
//! a language may then settle what only the whole statement shows ([`Grammar::settle`]: in Python, whether `match` is a
//! keyword, whether `@` starts a decorator); `html` writes the lines. Every step takes time in proportion to the code,
//! and none can fail: whatever the text, the output shows it.

pub mod class;
pub mod grammar;
pub mod hang;
mod html;
pub mod run;
mod scopes;

pub use class::Class;
pub use grammar::{Grammar, OwnGrammar, notices};
pub use scopes::Classes;

/// Code as HTML, a line feed after each line; without a grammar, without markup.
///
/// Every element that a line opens it also closes, so lines can be wrapped, numbered and marked one by one. The only
/// markup is `<span class=k>` with one of the names of [`Class`]. The text is the code, apart from what
/// HTML cannot carry: NUL comes out as U+FFFD. A line feed at the very end of the code begins no further line.
pub fn to_html(code: &str, grammar: Option<&Grammar>) -> String {
    let code = html::normalised(code);
    let Some(grammar) = grammar else {
        return html::write(&code, &[]);
    };
    let mut runs = grammar::runs(&code, grammar);
    if let Some(settle) = grammar.settle {
        settle(&code, &mut runs);
    }
    html::write(&code, &runs)
}

/// The same by a grammar of the site's own.
pub fn own_html(code: &str, grammar: &OwnGrammar) -> String {
    let code = html::normalised(code);
    html::write(&code, &grammar::own_runs(&code, grammar))
}

/// Code without its comments; line feeds stay where they are. Without a grammar there are no comments.
pub fn without_comments(code: &str, grammar: Option<&Grammar>) -> String {
    let code = html::normalised(code);
    let runs = grammar.map(|grammar| grammar::runs(&code, grammar));
    let mut kept = String::with_capacity(code.len());
    let mut start = 0;
    for run in runs.unwrap_or_default() {
        let text = &code[start..run.end];
        if run.class == Some(Class::Comment) {
            kept.extend(text.chars().filter(|c| *c == '\n'));
        } else {
            kept.push_str(text);
        }
        start = run.end;
    }
    kept + &code[start..]
}
