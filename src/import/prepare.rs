//! The text of a file as it is read: front matter taken away, line by line, and links written out.

use super::{Left, Why};
use crate::data::{self, Node, Value};
use crate::error::Error;
use crate::question::edit::apply;
use crate::question::front_matter;
use pulldown_cmark::{Event, LinkType, Parser, Tag};
use std::ops::Range;

/// A file, each of whose lines is where it was.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub text: String,
    /// Values by the names that they have there.
    pub fields: Vec<(String, Vec<String>)>,
    /// How many lines front matter takes, with its fences.
    pub front: usize,
    front_text: String,
    /// Lines that can be no part of an answer.
    pub left: Vec<Left>,
}

impl Prepared {
    /// The title that front matter gives.
    pub(super) fn title(&self) -> Option<&str> {
        let named = |name: &str| self.fields.iter().find(|(field, _)| field == name);
        let (_, values) = named("title").or_else(|| named("question"))?;
        values.first().map(String::as_str)
    }

    /// What front matter says of each of several questions in the file.
    pub(super) fn shared(&self) -> Vec<(String, Vec<String>)> {
        let shared = self
            .fields
            .iter()
            .filter(|(name, _)| !OF_FILE.contains(&name.as_str()));
        shared.cloned().collect()
    }

    /// The lines of what front matter says of the file alone.
    pub(super) fn of_file(&self) -> Vec<usize> {
        let names = self.fields.iter().map(|(name, _)| name.as_str());
        names
            .filter(|name| OF_FILE.contains(name) && *name != "title")
            .map(|name| self.line_of(name))
            .collect()
    }

    /// The line of a field of front matter.
    pub(super) fn line_of(&self, name: &str) -> usize {
        let named = |line: &str| {
            let rest = line.trim_start().strip_prefix(name);
            rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
        };
        self.front_text
            .lines()
            .position(named)
            .map_or(1, |at| at + 2)
    }
}

/// Fields that say something of a file, not of each question in it.
const OF_FILE: [&str; 9] = [
    "title",
    "slug",
    "id",
    "order",
    "weight",
    "summary",
    "description",
    "aliases",
    "permalink",
];

/// Reads front matter and makes the text even.
pub(super) fn prepare(path: &str, text: &str) -> Result<Prepared, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "\u{fffd}");
    let mut prepared = Prepared::default();
    // A rule is no front matter, and a note of Obsidian need not have any.
    let fenced = ["---", "+++"]
        .iter()
        .any(|fence| text.lines().next().map(str::trim_end) == Some(*fence));
    let split = fenced
        .then(|| front_matter::split(path, &text).ok())
        .flatten();
    let split = split
        .filter(|split| split.front.is_empty() || !text[split.front.clone()].trim().is_empty());
    let mut body = 0;
    if let Some(split) = split {
        let front = &text[split.front.clone()];
        let parsed = if split.yaml {
            data::parse_yaml(front)
        } else {
            data::parse_toml(front)
        };
        match parsed {
            Ok(root) if matches!(root.value, Value::Table(_) | Value::Null) => {
                flatten(front, "", &root, &mut prepared.fields);
                body = split.body.start;
                prepared.front_text = front.to_owned();
            }
            // Between two rules there may be text.
            Ok(_) => {}
            Err(wrong) => {
                let error = Error::new("its front matter is wrong");
                return Err(error.because(wrong.message));
            }
        }
    }
    prepared.front = text[..body].matches('\n').count();
    let text = format!("{}{}", "\n".repeat(prepared.front), &text[body..]);
    let text = if path.ends_with(".mdx") {
        without_jsx(path, &text, &mut prepared.left)
    } else {
        text
    };
    prepared.text = written_out(text);
    Ok(prepared)
}

/// Leaves lines out that are JavaScript: imports, exports and comments of MDX.
fn without_jsx(path: &str, text: &str, left: &mut Vec<Left>) -> String {
    let mut fence = false;
    let mut lines = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fence = !fence;
        }
        let script = line.starts_with("import ") && line.contains(['\'', '"'])
            || line.starts_with("export ")
            || start.starts_with("{/*") && line.trim_end().ends_with("*/}");
        if script && !fence {
            left.push(Left::new(path, number + 1, Why::Jsx));
            lines.push("");
        } else {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// Links whose targets stand elsewhere in the file get them beside their words, because the file is taken apart.
fn written_out(text: String) -> String {
    if !text.contains("]:") {
        return text;
    }
    let mut text = text;
    // A link around an image needs a second time.
    for _ in 0..2 {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut ends = 0;
        for (event, range) in
            Parser::new_ext(&text, super::outline::extensions()).into_offset_iter()
        {
            let Event::Start(
                Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }
                | Tag::Image {
                    link_type,
                    dest_url,
                    ..
                },
            ) = event
            else {
                continue;
            };
            let referred = matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            );
            if !referred || range.start < ends || text[range.clone()].contains('\n') {
                continue;
            }
            let written = &text[range.clone()];
            let words = match link_type {
                LinkType::Shortcut => written,
                _ => written.rfind('[').map_or(written, |at| &written[..at]),
            };
            let target = if dest_url.contains([' ', '(', ')']) {
                format!("<{dest_url}>")
            } else {
                dest_url.to_string()
            };
            ends = range.end;
            edits.push((range.clone(), format!("{words}({target})")));
        }
        if edits.is_empty() {
            break;
        }
        text = apply(&text, 0..text.len(), edits);
    }
    text
}

/// Fields of tables inside tables get names with dots: `taxonomies.tags`.
fn flatten(front: &str, prefix: &str, node: &Node, fields: &mut Vec<(String, Vec<String>)>) {
    let Value::Table(table) = &node.value else {
        return;
    };
    for field in table {
        let name = format!("{prefix}{}", field.name);
        match &field.node.value {
            Value::Table(_) => flatten(front, &format!("{name}."), &field.node, fields),
            Value::List(items) => {
                let values = items.iter().filter_map(|item| self::text(front, item));
                fields.push((name, values.collect()));
            }
            _ => fields.extend(self::text(front, &field.node).map(|text| (name, vec![text]))),
        }
    }
}

fn text(front: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) | Value::Float(text) | Value::Date(text) => Some(text.clone()),
        Value::Integer(number) => {
            // `007` is a name, and the zeros are part of it.
            let written = front.get(node.span.clone());
            let digits = written.filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
            Some(digits.map_or_else(|| number.to_string(), str::to_owned))
        }
        Value::Bool(value) => Some(value.to_string()),
        Value::List(_) | Value::Table(_) | Value::Null => None,
    }
}
