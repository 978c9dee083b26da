//! TOML and YAML as one tree of values that remember where they stand.
//!
//! `site.toml` and front matter are both read through this tree, so that a
//! wrong value is reported the same way wherever and however it was written:
//! at its own line and column.

mod fields;
mod toml;
mod yaml;

pub use fields::{Fields, Located, is_date, is_unfit};

use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// A value with the bytes of the text it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Value,
    /// Byte range in the text given to the parser.
    pub span: Range<usize>,
}

/// The kinds of value that TOML and YAML share.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    String(String),
    Integer(i64),
    /// A number with a fraction, or too large for a whole number, kept as it
    /// was written.
    Float(String),
    Bool(bool),
    /// A date or a date and time, as it was written.
    Date(String),
    List(Vec<Node>),
    /// Fields in the order in which they were written.
    Table(Vec<Field>),
    /// YAML's `null`, or a field without a value.
    Null,
}

/// A named value in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: String,
    /// Byte range of the name.
    pub name_span: Range<usize>,
    pub node: Node,
}

impl Value {
    /// What kind of value this is, as an author would say it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::String(_) => "a string",
            Value::Integer(_) => "a whole number",
            Value::Float(text) if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
                "a number that large"
            }
            Value::Float(_) => "a decimal number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Null => "nothing",
        }
    }
}

/// Text that is not TOML or not YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntaxError {
    /// What is wrong, in the words of the parser.
    pub message: String,
    /// Byte range of the fault; `None` if the parser does not say.
    pub span: Option<Range<usize>>,
}

impl SyntaxError {
    /// The mistake in a file, in which the text starts after `base` bytes.
    pub fn in_file(self, file: &str, base: usize) -> Diagnostic {
        let error = Diagnostic::of_file(&codes::SYNTAX, file, self.message);
        Diagnostic {
            span: self.span.map(|span| span.start + base..span.end + base),
            ..error
        }
    }
}

/// Parses TOML into its top-level table.
pub fn parse_toml(text: &str) -> Result<Node, SyntaxError> {
    toml::parse(text)
}

/// Parses YAML, a mapping at its top, into the same tree as TOML.
///
/// Anchors and aliases are refused: front matter has no use for them, and
/// they make small files expand without bound.
pub fn parse_yaml(text: &str) -> Result<Node, SyntaxError> {
    yaml::parse(text)
}
