//! Snippets with their outputs as HTML.

use super::snippet::{Lines, OutputBlock, Snippet};
use crate::highlight::{self, hang};
use crate::languages;
use crate::stopwatch::HIGHLIGHT;
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Writes a snippet, highlighted, with its outputs, and no line feed after it;
/// `strings` has the words around it.
pub fn snippet_html(snippet: &Snippet, strings: &Strings, html: &mut String) {
    figure_html(
        snippet,
        &code_html(snippet),
        &snippet.outputs,
        strings,
        html,
    );
}

/// The same with code that is highlighted already ([`code_html`]), and only these of the outputs.
pub fn figure_html(
    snippet: &Snippet,
    code: &str,
    outputs: &[OutputBlock],
    strings: &Strings,
    html: &mut String,
) {
    html.push_str("<figure class=\"snippet\">\n");
    caption(snippet, html);
    html.push_str("<pre translate=\"no\"><code");
    if !snippet.language.is_empty() {
        html.push_str(" class=\"language-");
        let _ = escape_html(&mut *html, &snippet.language);
        html.push('"');
    }
    html.push('>');
    write_code(snippet, code, html);
    html.push_str("</code></pre>\n");
    for output in outputs {
        write_output(output, strings, html);
    }
    html.push_str("</figure>");
}

/// The code of a snippet as highlighted HTML, without marks and numbers.
pub fn code_html(snippet: &Snippet) -> String {
    HIGHLIGHT.measure(|| match &snippet.grammar {
        Some(own) => highlight::own_html(&snippet.code, own),
        None => highlight::to_html(&snippet.code, languages::grammar(&snippet.language)),
    })
}

fn caption(snippet: &Snippet, html: &mut String) {
    let flags = &snippet.flags;
    if flags.title.is_none() && flags.file.is_none() && flags.badge.is_none() {
        return;
    }
    html.push_str("<figcaption>");
    if let Some(title) = &flags.title {
        html.push_str("<span>");
        let _ = escape_html(&mut *html, title);
        html.push_str("</span>");
    }
    if let Some(file) = &flags.file {
        html.push_str("<code>");
        let _ = escape_html(&mut *html, file);
        html.push_str("</code>");
    }
    if let Some(badge) = &flags.badge {
        let _ = write!(html, "<span class=\"badge\">{badge}</span>");
    }
    html.push_str("</figcaption>\n");
}

/// Each line has an element only where a line is marked or numbered, and where it is long; a
/// plain listing stays as small as it can be.
fn write_code(snippet: &Snippet, code: &str, html: &mut String) {
    let flags = &snippet.flags;
    if flags.marked.is_empty() && !flags.linenos {
        html.push_str(&hang::hanging(code, hang::PAGE));
        return;
    }
    for (index, line) in code.split_inclusive('\n').enumerate() {
        let mark = if marked(&flags.marked, index + 1) {
            " mark"
        } else {
            ""
        };
        if flags.linenos {
            // The number is an attribute, so that copying takes the code alone.
            let number = index + 1;
            let _ = write!(html, "<span class=\"line{mark}\" data-line=\"{number}\">");
        } else {
            let _ = write!(html, "<span class=\"line{mark}\">");
        }
        hang::write_line(line, hang::PAGE, html);
        html.push_str("</span>");
    }
}

fn marked(ranges: &[Lines], line: usize) -> bool {
    ranges
        .iter()
        .any(|range| (range.first..=range.last).contains(&line))
}

fn write_output(output: &OutputBlock, strings: &Strings, html: &mut String) {
    html.push_str("<pre class=\"output\" translate=\"no\" data-label=\"");
    let _ = escape_html(&mut *html, strings.get("prints"));
    html.push('"');
    if let Some(badge) = &output.flags.badge {
        let _ = write!(html, " data-requires=\"{badge}\"");
    }
    html.push_str("><samp>");
    let mut text = String::new();
    let _ = escape_html(&mut text, &output.text);
    html.push_str(&hang::hanging(&text, hang::PAGE));
    html.push_str("</samp></pre>\n");
}
