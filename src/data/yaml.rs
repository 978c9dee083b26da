//! YAML → [`Node`].

use super::{Field, Node, SyntaxError, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::collections::HashSet;
use std::ops::Range;

/// Deeper nesting than any front matter has; the tree is built recursively,
/// so the limit is what keeps a hostile file from exhausting the stack.
const MAX_DEPTH: usize = 64;

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut builder = Builder {
        parser: Parser::new_from_str(text),
        offsets: Offsets::new(text),
    };
    builder.document(text.len())
}

struct Builder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    offsets: Offsets<'a>,
}

impl<'a> Builder<'a> {
    fn document(&mut self, len: usize) -> Result<Node, SyntaxError> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) => {}
                Event::StreamEnd => {
                    return Ok(Node {
                        value: Value::Table(Vec::new()),
                        span: 0..len,
                    });
                }
                event => {
                    let root = self.node(event, span, 0)?;
                    self.end()?;
                    // An empty document is a scalar of nothing: no fields.
                    return Ok(match root.value {
                        Value::Null => Node {
                            value: Value::Table(Vec::new()),
                            span: 0..len,
                        },
                        _ => root,
                    });
                }
            }
        }
    }

    fn end(&mut self) -> Result<(), SyntaxError> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(()),
                _ => return Err(self.error(span, "only one YAML document may stand here")),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, SyntaxError> {
        if depth > MAX_DEPTH {
            return Err(self.error(span, "the values are nested too deeply"));
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                self.refuse_anchor(anchor, span)?;
                let value = match style {
                    ScalarStyle::Plain => plain(&text),
                    _ => Value::String(text.into_owned()),
                };
                Ok(Node {
                    value,
                    span: self.offsets.range(span),
                })
            }
            Event::SequenceStart(anchor, _) => {
                self.refuse_anchor(anchor, span)?;
                self.list(span, depth)
            }
            Event::MappingStart(anchor, _) => {
                self.refuse_anchor(anchor, span)?;
                self.table(span, depth)
            }
            Event::Alias(_) => Err(self.error(span, "aliases (`*name`) are not supported")),
            _ => Err(self.error(span, "this is not a value")),
        }
    }

    fn list(&mut self, start: Span, depth: usize) -> Result<Node, SyntaxError> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let span = self.offsets.between(start, span);
                return Ok(Node {
                    value: Value::List(items),
                    span,
                });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn table(&mut self, start: Span, depth: usize) -> Result<Node, SyntaxError> {
        let mut fields: Vec<Field> = Vec::new();
        let mut names = HashSet::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = self.offsets.between(start, span);
                return Ok(Node {
                    value: Value::Table(fields),
                    span,
                });
            }
            let Event::Scalar(name, _, anchor, _) = event else {
                return Err(self.error(span, "a field's name must be plain text"));
            };
            self.refuse_anchor(anchor, span)?;
            if !names.insert(name.clone()) {
                return Err(self.error(span, &format!("`{name}` is given twice")));
            }
            let (value, value_span) = self.next()?;
            let node = self.node(value, value_span, depth + 1)?;
            fields.push(Field {
                name: name.into_owned(),
                name_span: self.offsets.range(span),
                node,
            });
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), SyntaxError> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.scan_error(&error)),
            None => Err(SyntaxError {
                message: "the text ends too early".to_owned(),
                span: Some(self.offsets.end()),
            }),
        }
    }

    fn scan_error(&self, error: &ScanError) -> SyntaxError {
        let at = self.offsets.byte(error.marker().index());
        SyntaxError {
            message: error.info().to_owned(),
            span: Some(at..at),
        }
    }

    fn refuse_anchor(&self, anchor: usize, span: Span) -> Result<(), SyntaxError> {
        match anchor {
            0 => Ok(()),
            _ => Err(self.error(span, "anchors (`&name`) are not supported")),
        }
    }

    fn error(&self, span: Span, message: &str) -> SyntaxError {
        SyntaxError {
            message: message.to_owned(),
            span: Some(self.offsets.range(span)),
        }
    }
}

/// A plain scalar by the rules of YAML 1.2's core schema, so that `no` and
/// `on` are words and not booleans.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.strip_prefix('+').unwrap_or(text).parse() {
        return Value::Integer(number);
    }
    let numeric = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if numeric && text.parse::<f64>().is_ok() {
        return Value::Float(text.to_owned());
    }
    Value::String(text.to_owned())
}

/// From the parser's positions, counted in characters, to bytes.
struct Offsets<'a> {
    /// Byte of each character, or none when characters are bytes.
    bytes: Option<Vec<usize>>,
    text: &'a str,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Offsets { bytes, text }
    }

    fn byte(&self, index: usize) -> usize {
        match &self.bytes {
            None => index.min(self.text.len()),
            Some(bytes) => bytes.get(index).copied().unwrap_or(self.text.len()),
        }
    }

    /// A scalar's range; the parser counts white space after some of them as theirs.
    fn range(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        let text = self.text.get(start..end).unwrap_or("");
        start..start + text.trim_end().len()
    }

    fn between(&self, start: Span, end: Span) -> Range<usize> {
        self.byte(start.start.index())..self.byte(end.end.index())
    }

    fn end(&self) -> Range<usize> {
        self.text.len()..self.text.len()
    }
}
