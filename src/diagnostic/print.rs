//! How diagnostics are printed: for people, for editors and for CI.

use super::{Diagnostic, Lines, position};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// The most diagnostics of a run that are shown to a person.
pub const MAX_SHOWN: usize = 50;

/// The longest line that is shown whole; of a longer one, only the part
/// around the mark is.
const MAX_LINE: usize = 400;

/// What the printed form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with the line and a mark under it.
    Text {
        /// Whether colours are used.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
    /// Workflow commands that GitHub Actions shows beside the changed lines.
    GitHub,
}

/// Prints sorted diagnostics.
///
/// `text_of` gives the text of a file, to show the line. People see the first
/// [`MAX_SHOWN`] and the count of the rest; programs get all of them.
pub fn print<'a>(
    diagnostics: &[Diagnostic],
    format: Format,
    text_of: impl Fn(&str) -> Option<&'a str>,
) -> String {
    let shown = match format {
        Format::Text { .. } => errors_first(diagnostics),
        Format::Json | Format::GitHub => diagnostics.iter().collect(),
    };
    let mut out = String::new();
    // Of a file with many mistakes, the lines are found once.
    let mut last: Option<(&str, Lines)> = None;
    for diagnostic in &shown {
        let file = diagnostic.file.as_str();
        let text = text_of(file).unwrap_or("");
        let (_, lines) = match last.take_if(|(of, _)| *of == file) {
            Some(known) => last.insert(known),
            None => last.insert((file, Lines::new(text))),
        };
        match format {
            Format::Text { colour } => out.push_str(&human(diagnostic, text, colour)),
            Format::Json => out.push_str(&json(diagnostic, lines)),
            Format::GitHub => out.push_str(&github(diagnostic, lines)),
        }
    }
    if shown.len() < diagnostics.len() {
        let _ = writeln!(out, "... and {} more\n", diagnostics.len() - shown.len());
    }
    out
}

/// The first [`MAX_SHOWN`], with no error hidden behind warnings.
fn errors_first(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_error());
    let mut shown: Vec<_> = errors.into_iter().chain(warnings).take(MAX_SHOWN).collect();
    if diagnostics.len() <= MAX_SHOWN {
        shown = diagnostics.iter().collect();
    }
    shown
}

fn human(diagnostic: &Diagnostic, text: &str, colour: bool) -> String {
    let level = if diagnostic.is_error() {
        Level::ERROR
    } else {
        Level::WARNING
    };
    let title = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.id);
    let mut group = match &diagnostic.span {
        Some(span) => with_line(Group::with_title(title), diagnostic, text, span),
        None if diagnostic.file.is_empty() => Group::with_title(title),
        None => Group::with_title(title).element(Origin::path(printable(&diagnostic.file))),
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut rendered = renderer.render(&[group]);
    rendered.push_str("\n\n");
    rendered
}

fn with_line<'a>(
    group: Group<'a>,
    diagnostic: &'a Diagnostic,
    text: &str,
    span: &Range<usize>,
) -> Group<'a> {
    let at = position(text, span.start);
    let (window, mark) = window(text, span);
    let column_moved = window.start != line_start(text, span.start);
    let snippet = Snippet::source(text[window.clone()].to_owned())
        .line_start(at.line)
        .annotation(
            AnnotationKind::Primary
                .span(mark)
                .label((!diagnostic.label.is_empty()).then_some(diagnostic.label.as_str())),
        );
    if column_moved {
        // The line is cut, so the renderer's own column would be wrong.
        let origin = Origin::path(printable(&diagnostic.file))
            .line(at.line)
            .char_column(at.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(printable(&diagnostic.file)))
    }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..floor(text, byte)].rfind('\n').map_or(0, |at| at + 1)
}

/// The first line of `span`, or the part of it around the mark, and the mark
/// within that.
fn window(text: &str, span: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let start = floor(text, span.start);
    let mut from = line_start(text, start);
    let mut to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    if text[from..to].ends_with('\r') && to > start {
        to -= 1;
    }
    if to - from > MAX_LINE {
        from = floor(text, start.saturating_sub(MAX_LINE / 2).max(from));
        to = floor(text, (start + MAX_LINE / 2).min(to));
    }
    let end = floor(text, span.end).clamp(start, to);
    (from..to, start - from..end - from)
}

fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Text whose control characters, which could drive a terminal, are written as escapes.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\n' {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

#[derive(Serialize)]
struct Record<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    help: &'a [String],
}

fn json(diagnostic: &Diagnostic, lines: &Lines) -> String {
    let start = diagnostic.span.as_ref().map(|s| lines.position(s.start));
    let end = diagnostic.span.as_ref().map(|s| lines.position(s.end));
    let record = Record {
        severity: severity(diagnostic),
        code: diagnostic.code.id,
        message: &diagnostic.message,
        file: &diagnostic.file,
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        help: &diagnostic.help,
    };
    let mut line = serde_json::to_string(&record).unwrap_or_default();
    line.push('\n');
    line
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    if diagnostic.is_error() {
        "error"
    } else {
        "warning"
    }
}

fn github(diagnostic: &Diagnostic, lines: &Lines) -> String {
    let mut properties = format!("file={}", property(&diagnostic.file));
    if let Some(span) = &diagnostic.span {
        let at = lines.position(span.start);
        let _ = write!(properties, ",line={},col={}", at.line, at.column);
    }
    let _ = write!(properties, ",title={}", diagnostic.code.id);
    let mut message = diagnostic.message.clone();
    for help in &diagnostic.help {
        message.push('\n');
        message.push_str(help);
    }
    let message = message
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    format!("::{} {properties}::{message}\n", severity(diagnostic))
}

fn property(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace(':', "%3A")
        .replace(',', "%2C")
}
