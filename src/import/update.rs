//! Files of the guide that an import wrote before, and what becomes of them.

use crate::data::{self, Value};
use crate::question::front_matter;
use crate::scaffold::Imported;

/// A content file of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    /// Its path from the root of the guide.
    pub path: String,
    pub text: String,
    /// What it says of where it came from, if an import wrote it.
    imported: Option<Imported>,
}

impl Existing {
    /// Reads what a content file says of where it came from.
    pub fn new(path: &str, text: &str) -> Existing {
        let imported = if text.contains("imported") {
            imported(path, text)
        } else {
            None
        };
        Existing {
            path: path.to_owned(),
            text: text.to_owned(),
            imported,
        }
    }

    pub(super) fn imported(&self) -> Option<&Imported> {
        self.imported.as_ref()
    }
}

fn imported(path: &str, text: &str) -> Option<Imported> {
    let split = front_matter::split(path, text).ok()?;
    let front = &text[split.front.clone()];
    let root = if split.yaml {
        data::parse_yaml(front)
    } else {
        data::parse_toml(front)
    };
    let field = |value: Value, name: &str| match value {
        Value::Table(fields) => fields
            .into_iter()
            .find(|field| field.name == name)
            .map(|field| field.node.value),
        _ => None,
    };
    let table = field(root.ok()?.value, "imported")?;
    let text = |name: &str| match field(table.clone(), name)? {
        Value::String(text) => Some(text),
        _ => None,
    };
    Some(Imported {
        from: text("from")?,
        id: text("id")?,
        hash: text("hash")?,
    })
}

/// What is remembered of a file as it was written: 16 hexadecimal digits of BLAKE3 over its text without its place
/// among others, which changes when the source gets another question, and then that place: `8f3c…-12`.
pub(super) fn record(text: &str) -> String {
    match order(text) {
        Some(order) => format!("{}-{order}", hash(text)),
        None => hash(text),
    }
}

fn hash(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for (front, line) in lines(text) {
        if !(front && (line.starts_with(ORDER) || line.starts_with("imported = "))) {
            hasher.update(line.as_bytes()).update(b"\n");
        }
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(16);
    hex
}

const ORDER: &str = "order = ";

/// The lines of a content file, each with whether it stands in the front matter.
fn lines(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut fences = 0;
    text.lines().map(move |line| {
        fences += usize::from(matches!(line.trim_end(), "+++" | "---") && fences < 2);
        (fences == 1, line)
    })
}

/// The place among others that a file gives its question.
fn order(text: &str) -> Option<i64> {
    let mut given =
        lines(text).filter_map(|(front, line)| line.strip_prefix(ORDER).filter(|_| front));
    given.next()?.trim().parse().ok()
}

/// The place that the author has given a question in place of the one that was written; `None` where nobody has.
pub(super) fn own_order(existing: &Existing) -> Option<Option<i64>> {
    let written = existing.imported.as_ref()?.hash.split_once('-')?.1;
    let now = order(&existing.text);
    (now.map(|order| order.to_string()).as_deref() != Some(written)).then_some(now)
}

/// What becomes of a file that an import wrote, when the same question comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Same,
    /// The source has changed, the file has not.
    Update,
    /// The author has changed the file, the source is as it was.
    Keep,
    /// Both have changed.
    Conflict,
}

/// Compares a file with what would be written now.
pub(super) fn again(existing: &Existing, recorded: &str, text: &str) -> Again {
    let (there, new) = (hash(&existing.text), hash(text));
    let recorded = recorded.split('-').next().unwrap_or(recorded);
    if existing.text == text {
        Again::Same
    } else if there == recorded || there == new {
        Again::Update
    } else if new == recorded {
        Again::Keep
    } else {
        Again::Conflict
    }
}
