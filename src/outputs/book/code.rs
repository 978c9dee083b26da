//! Code blocks: colours by classes, outputs below the code that prints them, and lines that hang where a narrow screen
//! wraps them.

use super::Around;
use crate::question::{Lines, OutputBlock, Snippet, code_html};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Columns beyond which a line may be wrapped on a phone or a small reader.
const NARROW: usize = 40;

/// The indentations that what continues a line can hang below, in columns.
const INDENTATIONS: [usize; 5] = [0, 4, 8, 12, 16];

/// Appends a snippet with its outputs.
pub(super) fn figure(snippet: &Snippet, around: &Around, xhtml: &mut String) {
    xhtml.push_str("<figure class=\"snippet\">\n");
    caption(snippet, xhtml);
    listing(snippet, xhtml);
    for output in &snippet.outputs {
        write_output(output, around, xhtml);
    }
    xhtml.push_str("</figure>\n");
}

/// Appends the code of a snippet alone.
pub(super) fn listing(snippet: &Snippet, xhtml: &mut String) {
    xhtml.push_str("<pre class=\"code\" dir=\"ltr\" translate=\"no\"><code>");
    let flags = &snippet.flags;
    let code = well_formed(&code_html(snippet));
    for (index, line) in code.split_inclusive('\n').enumerate() {
        let number = flags.linenos.then_some(index + 1);
        write_line(line, is_marked(&flags.marked, index + 1), number, xhtml);
    }
    xhtml.push_str("</code></pre>\n");
}

fn caption(snippet: &Snippet, xhtml: &mut String) {
    let flags = &snippet.flags;
    if flags.title.is_none() && flags.file.is_none() && flags.badge.is_none() {
        return;
    }
    xhtml.push_str("<figcaption>");
    if let Some(title) = &flags.title {
        let _ = escape_html(&mut *xhtml, title);
        xhtml.push(' ');
    }
    if let Some(file) = &flags.file {
        xhtml.push_str("<code dir=\"ltr\">");
        let _ = escape_html(&mut *xhtml, file);
        xhtml.push_str("</code> ");
    }
    if let Some(badge) = &flags.badge {
        write_badge(badge, xhtml);
    }
    xhtml.push_str("</figcaption>\n");
}

fn write_badge(badge: &str, xhtml: &mut String) {
    xhtml.push_str("<span class=\"badge\">");
    let _ = escape_html(&mut *xhtml, badge);
    xhtml.push_str("</span>");
}

fn write_output(output: &OutputBlock, around: &Around, xhtml: &mut String) {
    xhtml.push_str("<p class=\"prints\">");
    let _ = escape_html(&mut *xhtml, around.strings.get("prints"));
    if let Some(badge) = &output.flags.badge {
        xhtml.push(' ');
        write_badge(badge, xhtml);
    }
    xhtml.push_str("</p>\n<pre class=\"output\" dir=\"ltr\" translate=\"no\"><samp>");
    let mut text = String::new();
    let _ = escape_html(&mut text, &output.text);
    for line in text.split_inclusive('\n') {
        write_line(line, false, None, xhtml);
    }
    xhtml.push_str("</samp></pre>\n");
}

/// Appends a line of code, in an element of its own only where something is to be seen of it.
fn write_line(line: &str, marked: bool, number: Option<usize>, xhtml: &mut String) {
    let (columns, indentation) = measure(line);
    let mut classes = Vec::new();
    if columns > NARROW {
        let below = INDENTATIONS.iter().rev();
        let mut below = below.filter(|columns| **columns <= indentation);
        classes.push(format!("i{}", below.next().unwrap_or(&0)));
    }
    if marked {
        classes.push("mark".to_owned());
    }
    if let Some(number) = number {
        let _ = write!(xhtml, "<span class=\"number\">{number:>3} </span>");
    }
    if classes.is_empty() {
        xhtml.push_str(line);
    } else {
        let _ = write!(xhtml, "<span class=\"{}\">{line}</span>", classes.join(" "));
    }
}

/// How many columns a line takes, and how many of these its indentation.
fn measure(line: &str) -> (usize, usize) {
    let (mut columns, mut indentation) = (0, None);
    let mut characters = line.trim_end_matches('\n').chars();
    while let Some(character) = characters.next() {
        match character {
            '<' => drop(characters.find(|c| *c == '>')),
            ' ' => columns += 1,
            '\t' => columns += 4,
            other => {
                if other == '&' {
                    characters.find(|c| *c == ';');
                }
                indentation.get_or_insert(columns);
                columns += 1;
            }
        }
    }
    (columns, indentation.unwrap_or(0))
}

fn is_marked(ranges: &[Lines], line: usize) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|range| (range.first..=range.last).contains(&line))
}

/// Highlighted code as XML: pages leave out quotes around classes, and escapes that HTML needs not.
fn well_formed(html: &str) -> String {
    let mut xml = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        xml.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('>') {
            xml.push_str("&gt;");
            rest = &rest[1..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        match rest[..end].strip_prefix("<span class=") {
            Some(class) => {
                let _ = write!(xml, "<span class=\"{}\">", class.trim_end_matches('>'));
            }
            None => xml.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    xml + rest
}
