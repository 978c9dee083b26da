//! An error or a warning as a value: what, where, why and what to try.

mod checked;
pub mod codes;
mod print;
mod severities;

pub use checked::Checked;
pub use codes::{Code, Severity};
pub use print::{Format, MAX_SHOWN, print, printable};
pub use severities::Severities;

use std::ops::Range;

/// One thing that is wrong in one of the author's files.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    pub code: &'static Code,
    /// As its code says, unless site.toml says otherwise.
    pub severity: Severity,
    /// One sentence, without the place.
    pub message: String,
    /// Path of the file from the root of the site; empty for the site itself.
    pub file: String,
    /// Byte range in the file's text after a byte order mark, if there is a
    /// place to point at.
    pub span: Option<Range<usize>>,
    /// Words at the marked place; may be empty.
    pub label: String,
    /// What to try, or where else to look.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic that points at a place in a file.
    pub fn new(
        code: &'static Code,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            file: file.to_owned(),
            span: Some(span),
            label: String::new(),
            help: Vec::new(),
        }
    }

    /// A diagnostic about a file as a whole.
    pub fn of_file(code: &'static Code, file: &str, message: impl Into<String>) -> Self {
        Diagnostic {
            span: None,
            ..Diagnostic::new(code, file, 0..0, message)
        }
    }

    /// With words at the marked place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With a further line of help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With "did you mean" when one of the known names is near.
    pub fn suggest<'a>(self, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(given, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Whether a site with this mistake is not published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts diagnostics by file and place, errors of the same place before
/// warnings, so that a report reads in the order of the files.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            let at = d.span.as_ref().map_or(0, |span| span.start);
            (!d.is_error(), at, d.code.id)
        };
        let (a_warning, a_at, a_id) = key(a);
        let (b_warning, b_at, b_id) = key(b);
        (&a.file, a_at, a_warning, a_id, &a.message, &a.help)
            .cmp(&(&b.file, b_at, b_warning, b_id, &b.message, &b.help))
    });
}

/// The known name that is most like `given`, if one is near enough to be
/// what the author meant: at most a third of its letters differ.
///
/// The measure is the Damerau–Levenshtein distance (optimal string
/// alignment), without regard to case.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let length = given.chars().count();
    known
        .into_iter()
        .filter_map(|name| {
            let known_length = name.chars().count();
            let limit = known_length.max(3) / 3;
            // What is longer or shorter by more than that need not be measured.
            if known_length.abs_diff(length) > limit {
                return None;
            }
            let distance = strsim::osa_distance(&given, &name.to_lowercase());
            // Where no letter is left, nothing is near.
            let near = distance <= limit && distance < length.max(known_length);
            near.then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A place in a text, as editors count: both from one, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

/// The position of a byte in a text; past the end, the end.
pub fn position(text: &str, byte: usize) -> Position {
    Lines::new(text).position(byte)
}

/// A text with the places where its lines begin, to find many positions in it.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The line of a byte, from 1; past the end, the last.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// The position of a byte; past the end, the end.
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line(byte);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.text[start..byte].chars().count() + 1,
        }
    }
}
