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

/// The hash of a file's text without where it came from and its place among others, which changes when the source gets
/// another question: 16 hexadecimal digits of BLAKE3.
pub(super) fn hash(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut fences = 0;
    for line in text.lines() {
        fences += usize::from(matches!(line.trim_end(), "+++" | "---") && fences < 2);
        let of_import = line.starts_with("order = ") || line.starts_with("imported = ");
        if !(fences == 1 && of_import) {
            hasher.update(line.trim_end().as_bytes()).update(b"\n");
        }
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(16);
    hex
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
