//! What a question's fields say, by our names for them.

use super::{FIELDS, Found, Wanted, known_field};
use std::collections::BTreeMap;

/// The values of a question by our names.
pub(super) struct Values<'a> {
    values: BTreeMap<&'static str, Vec<String>>,
    /// What has no place, counted over all questions.
    unknown: &'a mut BTreeMap<String, usize>,
}

impl<'a> Values<'a> {
    pub(super) fn new(
        item: &Found,
        wanted: &Wanted,
        unknown: &'a mut BTreeMap<String, usize>,
    ) -> Self {
        let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for (name, found) in &item.fields {
            match ours(name, wanted) {
                Some(field) => {
                    values.entry(field).or_insert_with(|| found.clone());
                }
                None => *unknown.entry(name.clone()).or_default() += 1,
            }
        }
        Values { values, unknown }
    }

    pub(super) fn one(&self, name: &str) -> Option<String> {
        let value = self.values.get(name)?.first()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A value that is more than text; one that cannot be read has no place.
    pub(super) fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.one(name)?;
        let value = read(&text);
        if value.is_none() {
            *self.unknown.entry(format!("{name} `{text}`")).or_default() += 1;
        }
        value
    }

    /// Whether it is code to write, as our own exports say.
    pub(super) fn is_exercise(&self) -> bool {
        self.one("kind").as_deref() == Some("exercise")
    }

    /// Several values, or one text that holds several.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        self.parts(name, &[';', ','])
    }

    /// The same of texts that may hold commas.
    pub(super) fn wordings(&self, name: &str) -> Vec<String> {
        self.parts(name, &[';'])
    }

    fn parts(&self, name: &str, between: &[char]) -> Vec<String> {
        let values = self.values.get(name).into_iter().flatten();
        let parts = values.flat_map(|value| value.split(between));
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

/// The field that a name there stands for.
fn ours(name: &str, wanted: &Wanted) -> Option<&'static str> {
    let name = name.to_lowercase();
    let mapped = wanted
        .map
        .iter()
        .find(|(from, _)| from.to_lowercase() == name);
    match mapped {
        Some((_, field)) => FIELDS.into_iter().find(|known| known == field),
        None => known_field(&name),
    }
}
