//! Reading a table field by field, with an error for each field that is
//! missing, of the wrong kind or not known.

use super::{Field, Node, Value};
use crate::diagnostic::{Checked, Code, Diagnostic, codes, nearest};
use std::ops::Range;

/// The fields of one table, taken one at a time.
///
/// Whatever [`Fields::finish`] finds left over is an unknown field; the names
/// that were asked for are what it suggests from.
pub struct Fields<'a> {
    file: &'a str,
    /// What the table is, for messages: "the front matter", "a level".
    what: &'a str,
    span: Range<usize>,
    /// Added to every span, for a table that starts inside its file.
    base: usize,
    left: Vec<Field>,
    asked: Vec<&'static str>,
    /// Without a table, no field of it is reported as missing.
    is_table: bool,
    diagnostics: Vec<Diagnostic>,
}

/// A value taken from a table, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    /// Byte range in the file.
    pub span: Range<usize>,
}

impl<'a> Fields<'a> {
    /// The fields of `node`, which stands `base` bytes into `file`. A node
    /// that is no table is reported, and read as an empty one.
    pub fn new(node: Node, file: &'a str, what: &'a str, base: usize) -> Self {
        let span = node.span.start + base..node.span.end + base;
        let is_table = matches!(node.value, Value::Table(_));
        let mut diagnostics = Vec::new();
        let left = match node.value {
            Value::Table(fields) => fields,
            other => {
                let message = format!("{what} must be a table of fields, not {}", other.kind());
                diagnostics.push(Diagnostic::new(
                    &codes::WRONG_TYPE,
                    file,
                    span.clone(),
                    message,
                ));
                Vec::new()
            }
        };
        Fields {
            file,
            what,
            span,
            base,
            left,
            asked: Vec::new(),
            is_table,
            diagnostics,
        }
    }

    /// Whether there is a field of that name, right or wrong.
    pub fn has(&self, name: &str) -> bool {
        self.left.iter().any(|field| field.name == name)
    }

    /// Whether it is a table; anything else has been reported by [`Fields::new`].
    pub fn is_table(&self) -> bool {
        self.is_table
    }

    /// Where the table stands in the file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Takes any value.
    pub fn node(&mut self, name: &'static str) -> Option<Node> {
        self.asked.push(name);
        let at = self.left.iter().position(|field| field.name == name)?;
        let mut node = self.left.remove(at).node;
        shift(&mut node, self.base);
        Some(node)
    }

    /// Takes a string.
    pub fn string(&mut self, name: &'static str) -> Option<Located<String>> {
        let node = self.node(name)?;
        match node.value {
            Value::String(value) => self.text(name, value, node.span),
            other => {
                self.wrong_type(name, "a string", &other, node.span);
                None
            }
        }
    }

    /// A string that pages and feeds can hold.
    fn text(&mut self, name: &str, value: String, span: Range<usize>) -> Option<Located<String>> {
        match value.chars().find(|c| is_unfit(*c)) {
            None => Some(Located { value, span }),
            Some(bad) => {
                let message = format!("`{name}` holds the character {}", bad.escape_unicode());
                self.report(&codes::BAD_TEXT, span, message);
                None
            }
        }
    }

    /// Takes a string that must be there and hold more than white space.
    pub fn required_string(&mut self, name: &'static str) -> Option<Located<String>> {
        if !self.has(name) {
            self.asked.push(name);
            self.missing(name);
            return None;
        }
        let found = self.string(name)?;
        if found.value.trim().is_empty() {
            self.report(
                &codes::EMPTY_VALUE,
                found.span,
                format!("`{name}` is empty"),
            );
            return None;
        }
        Some(found)
    }

    /// Takes `true` or `false`.
    pub fn bool(&mut self, name: &'static str) -> Option<bool> {
        let node = self.node(name)?;
        match node.value {
            Value::Bool(value) => Some(value),
            other => {
                self.wrong_type(name, "true or false", &other, node.span);
                None
            }
        }
    }

    /// Takes a whole number.
    pub fn integer(&mut self, name: &'static str) -> Option<i64> {
        let node = self.node(name)?;
        match node.value {
            Value::Integer(value) => Some(value),
            other => {
                self.wrong_type(name, "a whole number", &other, node.span);
                None
            }
        }
    }

    /// Takes a date, `YYYY-MM-DD`, written as a string or as the format's own date.
    pub fn date(&mut self, name: &'static str) -> Option<Located<String>> {
        let node = self.node(name)?;
        match node.value {
            Value::String(value) | Value::Date(value) if is_date(&value) => Some(Located {
                value,
                span: node.span,
            }),
            Value::String(value) | Value::Date(value) => {
                self.report(
                    &codes::WRONG_TYPE,
                    node.span,
                    format!("`{name}` must be a date such as 2026-03-14, not `{value}`"),
                );
                None
            }
            other => {
                self.wrong_type(name, "a date such as 2026-03-14", &other, node.span);
                None
            }
        }
    }

    /// Takes a list of strings; a single string is a list of one.
    pub fn strings(&mut self, name: &'static str) -> Vec<Located<String>> {
        match self.node(name) {
            Some(node) => self.list(name, node),
            None => Vec::new(),
        }
    }

    /// Takes all fields there are, each a list of strings, in the order in
    /// which they were written.
    pub fn all_strings(mut self) -> Checked<Vec<(String, Vec<Located<String>>)>> {
        let all = std::mem::take(&mut self.left)
            .into_iter()
            .map(|Field { name, mut node, .. }| {
                shift(&mut node, self.base);
                let strings = self.list(&name, node);
                (name, strings)
            })
            .collect();
        self.finish(all)
    }

    fn list(&mut self, name: &str, node: Node) -> Vec<Located<String>> {
        let items = match node.value {
            Value::List(items) => items,
            Value::String(_) => vec![node],
            other => {
                self.wrong_type(name, "a list of strings", &other, node.span);
                return Vec::new();
            }
        };
        let mut strings = Vec::with_capacity(items.len());
        for item in items {
            match item.value {
                Value::String(value) => strings.extend(self.text(name, value, item.span)),
                other => self.wrong_type(name, "a list of strings", &other, item.span),
            }
        }
        strings
    }

    /// Reports a field that must be there.
    pub fn missing(&mut self, name: &str) {
        if !self.is_table {
            return;
        }
        let start = self.span.start;
        let message = format!("{} has no `{name}`", self.what);
        self.report(&codes::MISSING_FIELD, start..start, message);
    }

    /// Reports whatever was not taken, and gives back what was made of the rest.
    pub fn finish<T>(self, value: T) -> Checked<T> {
        let Fields {
            file,
            what,
            base,
            left,
            asked,
            mut diagnostics,
            ..
        } = self;
        for field in left {
            let span = field.name_span.start + base..field.name_span.end + base;
            let message = format!("{what} has no field `{}`", field.name);
            let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, file, span, message);
            diagnostic = match nearest(&field.name, asked.iter().copied()) {
                Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
                None => diagnostic.help(format!("its fields are: {}", asked.join(", "))),
            };
            diagnostics.push(diagnostic);
        }
        Checked { value, diagnostics }
    }

    /// The fields of a table inside this one, whose spans are the file's already.
    /// What is finished of it goes through [`Fields::absorb`].
    pub fn nested<'b>(&self, node: Node, what: &'b str) -> Fields<'b>
    where
        'a: 'b,
    {
        Fields::new(node, self.file, what, 0)
    }

    /// A value of which a part of this table was made, its diagnostics added to
    /// those of the table.
    pub fn absorb<T>(&mut self, part: Checked<T>) -> T {
        part.into_value(&mut self.diagnostics)
    }

    /// An error about a name that is not known, to be finished with suggestions.
    pub fn error(&self, code: &'static Code, name: &Located<String>, what: &str) -> Diagnostic {
        let message = format!("there is no {what} `{}`", name.value);
        Diagnostic::new(code, self.file, name.span.clone(), message)
    }

    /// Reports something about this table.
    pub fn report(&mut self, code: &'static Code, span: Range<usize>, message: String) {
        self.diagnostics
            .push(Diagnostic::new(code, self.file, span, message));
    }

    /// Reports a finished diagnostic about this table.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a value of the wrong kind.
    pub fn wrong_type(&mut self, name: &str, wanted: &str, found: &Value, span: Range<usize>) {
        let message = format!("`{name}` must be {wanted}, not {}", found.kind());
        self.report(&codes::WRONG_TYPE, span, message);
    }
}

fn shift(node: &mut Node, base: usize) {
    node.span = node.span.start + base..node.span.end + base;
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, base)),
        Value::Table(fields) => {
            for field in fields {
                field.name_span = field.name_span.start + base..field.name_span.end + base;
                shift(&mut field.node, base);
            }
        }
        _ => {}
    }
}

/// Whether a character is one that neither HTML nor XML can hold: a control
/// character other than white space, or one of the two that mean no character.
pub fn is_unfit(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether `text` is a day of the Gregorian calendar as `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return false;
    }
    let number = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}
