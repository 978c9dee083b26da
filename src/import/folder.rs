//! Questions from a folder of Markdown with front matter as other tools write
//! it: Jekyll, Hugo, Zola, Obsidian.

use super::Found;
use crate::data::{self, Node, Value};
use crate::error::Error;
use crate::question::front_matter;

/// Reads one file; `path` is its path from the folder that is imported.
pub fn read(path: &str, text: &str) -> Result<Found, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut fields = Vec::new();
    let mut body = text;
    // A note of Obsidian need not have front matter.
    if text.starts_with("---") || text.starts_with("+++") {
        let split = front_matter::split(path, text).map_err(|wrong| Error::new(wrong.message))?;
        let front = &text[split.front.clone()];
        let parsed = if split.yaml {
            data::parse_yaml(front)
        } else {
            data::parse_toml(front)
        };
        let root = parsed
            .map_err(|wrong| Error::new("its front matter is wrong").because(wrong.message))?;
        flatten("", &root, &mut fields);
        body = &text[split.body];
    }
    let mut body = body.trim().to_owned();
    if !fields.iter().any(|(name, _)| name == "title") {
        let (title, rest) = title(path, &body);
        body = rest;
        // Last, so that another field that is mapped to the title goes before.
        fields.push(("title".to_owned(), vec![title]));
    }
    Ok(Found {
        from: path.to_owned(),
        address: path.to_owned(),
        fields,
        body,
    })
}

/// The first heading, taken out of the body, or the name of the file.
fn title(path: &str, body: &str) -> (String, String) {
    if let Some(rest) = body.strip_prefix("# ") {
        let (title, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        return (title.trim().to_owned(), rest.trim().to_owned());
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    (name.to_owned(), body.to_owned())
}

/// Fields of tables inside tables get names with dots: `taxonomies.tags`.
fn flatten(prefix: &str, node: &Node, fields: &mut Vec<(String, Vec<String>)>) {
    let Value::Table(table) = &node.value else {
        return;
    };
    for field in table {
        let name = format!("{prefix}{}", field.name);
        match &field.node.value {
            Value::Table(_) => flatten(&format!("{name}."), &field.node, fields),
            Value::List(items) => {
                let values = items.iter().filter_map(|item| text(&item.value));
                fields.push((name, values.collect()));
            }
            value => fields.extend(text(value).map(|text| (name, vec![text]))),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) | Value::Float(text) | Value::Date(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::List(_) | Value::Table(_) | Value::Null => None,
    }
}
