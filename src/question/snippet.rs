//! Fenced code blocks and the output attached to them, as data and as HTML.

use super::fence::{Flags, Lines, OutputFlags};
use crate::highlight;
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;
use std::ops::Range;

/// A fenced code block of any language but `output`.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    /// The first word of the info string, as written; may be empty.
    pub language: String,
    /// The other words of the info string.
    pub flags: Flags,
    /// The code, every line ended by a line feed.
    pub code: String,
    /// Byte range of the whole block in the file, fences included.
    pub span: Range<usize>,
    /// The output blocks that follow directly, in order.
    pub outputs: Vec<OutputBlock>,
}

/// An ` ```output ` block: what the snippet above it prints.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputBlock {
    /// The words of its info string.
    pub flags: OutputFlags,
    /// What it says, every line ended by a line feed.
    pub text: String,
    /// Byte range of the whole block in the file, fences included.
    pub span: Range<usize>,
}

/// Writes a snippet, highlighted, with its outputs, and no line feed after it;
/// `strings` has the words around it.
pub fn snippet_html(snippet: &Snippet, strings: &Strings, html: &mut String) {
    html.push_str("<figure class=\"snippet\">\n");
    caption(snippet, html);
    html.push_str("<pre tabindex=\"0\"><code");
    if !snippet.language.is_empty() {
        html.push_str(" class=\"language-");
        let _ = escape_html(&mut *html, &snippet.language);
        html.push('"');
    }
    html.push('>');
    write_code(snippet, html);
    html.push_str("</code></pre>\n");
    for output in &snippet.outputs {
        write_output(output, strings, html);
    }
    html.push_str("</figure>");
}

/// The code of a snippet as highlighted HTML, without marks and numbers.
pub fn code_html(snippet: &Snippet) -> String {
    highlight::to_html(&snippet.code, highlight::language(&snippet.language))
}

fn caption(snippet: &Snippet, html: &mut String) {
    let flags = &snippet.flags;
    if flags.title.is_none() && flags.file.is_none() && flags.requires.is_none() {
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
    if let Some(version) = &flags.requires {
        let _ = write!(html, "<span class=\"badge\">Python {version}+</span>");
    }
    html.push_str("</figcaption>\n");
}

/// Lines are wrapped one by one only where a line is marked or numbered; a
/// plain listing stays as small as it can be.
fn write_code(snippet: &Snippet, html: &mut String) {
    let flags = &snippet.flags;
    let code = code_html(snippet);
    if flags.marked.is_empty() && !flags.linenos {
        html.push_str(&code);
        return;
    }
    for (index, line) in code.split_terminator('\n').enumerate() {
        let mark = match marked(&flags.marked, index + 1) {
            true => " mark",
            false => "",
        };
        if flags.linenos {
            // The number is an attribute, so that copying takes the code alone.
            let _ = write!(
                html,
                "<span class=\"line{mark}\" data-line=\"{}\">{line}\n</span>",
                index + 1
            );
        } else {
            let _ = write!(html, "<span class=\"line{mark}\">{line}\n</span>");
        }
    }
}

fn marked(ranges: &[Lines], line: usize) -> bool {
    ranges
        .iter()
        .any(|range| (range.first..=range.last).contains(&line))
}

fn write_output(output: &OutputBlock, strings: &Strings, html: &mut String) {
    html.push_str("<pre class=\"output\" tabindex=\"0\" data-label=\"");
    let _ = escape_html(&mut *html, strings.get("prints"));
    html.push('"');
    if let Some(version) = &output.flags.requires {
        let _ = write!(html, " data-requires=\"Python {version}+\"");
    }
    html.push_str("><samp>");
    let _ = escape_html(&mut *html, &output.text);
    html.push_str("</samp></pre>\n");
}
