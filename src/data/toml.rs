//! TOML → [`Node`].

use super::{Field, Node, SyntaxError, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        message: error.message().to_owned(),
        span: error.span(),
    })?;
    let span = table.span();
    Ok(Node {
        value: table_value(table.into_inner()),
        span,
    })
}

fn table_value(table: DeTable) -> Value {
    let mut fields: Vec<Field> = table
        .into_iter()
        .map(|(name, value)| Field {
            name_span: name.span(),
            name: name.into_inner().into_owned(),
            node: node(value),
        })
        .collect();
    // The parser's map is sorted by name; authors think in the order they wrote.
    fields.sort_by_key(|field| field.name_span.start);
    Value::Table(fields)
}

fn node(spanned: Spanned<DeValue>) -> Node {
    let span = spanned.span();
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Float(number.to_string()),
        },
        DeValue::Float(number) => Value::Float(number.to_string()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => table_value(table),
    };
    Node { value, span }
}
