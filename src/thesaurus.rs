//! What people of the field call things, by language: the theme's own files of
//! `strings/thesaurus/`, to which a site adds by `[search.synonyms]`.

use crate::data::{self, Value};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "strings/thesaurus/"]
struct Files;

/// The language whose words of the field are used in all others, too.
const SHARED: &str = "en";

/// Words that a search takes for one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thesaurus {
    /// Groups of texts that mean much the same.
    pub groups: Vec<Vec<String>>,
    /// Words of the field that are spelt as they should be.
    pub known: Vec<String>,
}

/// What people who write in a language say: its own words, and those of English, which the
/// field speaks everywhere.
pub fn thesaurus(language: &str) -> Thesaurus {
    let primary = language.split('-').next().unwrap_or("");
    let mut names = vec![SHARED, primary];
    names.dedup();
    let mut all = Thesaurus::default();
    for Thesaurus { groups, known } in names.into_iter().filter_map(read) {
        all.groups.extend(groups);
        all.known.extend(known);
    }
    all
}

fn read(language: &str) -> Option<Thesaurus> {
    let bytes = Files::get(&format!("{language}.toml"))?.data;
    let root = data::parse_toml(std::str::from_utf8(&bytes).ok()?).ok()?;
    let Value::Table(fields) = root.value else {
        return None;
    };
    let mut found = Thesaurus::default();
    for field in fields {
        match (field.name.as_str(), field.node.value) {
            ("groups", Value::List(groups)) => {
                found.groups = groups.into_iter().map(|node| texts(node.value)).collect();
            }
            ("known", known) => found.known = texts(known),
            _ => {}
        }
    }
    Some(found)
}

/// The strings of a list.
fn texts(value: Value) -> Vec<String> {
    let Value::List(list) = value else {
        return Vec::new();
    };
    list.into_iter()
        .filter_map(|node| match node.value {
            Value::String(text) => Some(text),
            _ => None,
        })
        .collect()
}
