//! Names of the files that questions go to.

use super::Found;
use crate::error::Error;
use crate::scaffold::slug;
use std::collections::{HashMap, HashSet};

/// The names of files, which are free in the whole guide: addresses are made of
/// them, without the folder.
pub(super) struct Names<'a> {
    /// Paths of the guide's content that no import wrote.
    existing: HashSet<&'a str>,
    /// Their names, in small letters and without `.md`.
    others: HashSet<String>,
    /// The number that each name given before may be followed by.
    used: HashMap<String, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(
        taken: impl Iterator<Item = &'a str>,
        unowned: impl Iterator<Item = &'a str>,
    ) -> Self {
        let stem = |path: &'a str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.trim_end_matches(".md").to_lowercase()
        };
        Names {
            existing: unowned.collect(),
            others: taken.map(stem).collect(),
            used: HashMap::new(),
        }
    }

    /// The path of a new question, with a number if another one has its name.
    /// A file of the guide at that very path is the same question.
    pub(super) fn path(&mut self, topic: &str, name: &str) -> Result<String, Error> {
        let path = format!("content/{topic}/{name}.md");
        if self.existing.contains(path.as_str()) {
            let why = format!("{path} is there already and is left alone");
            return Err(Error::new(why));
        }
        Ok(format!("content/{topic}/{}.md", self.free(name)))
    }

    /// The name itself, or with the first number that makes it free.
    fn free(&mut self, name: &str) -> String {
        let key = name.to_lowercase();
        let mut number = self.used.get(&key).copied().unwrap_or(1);
        loop {
            let numbered = match number {
                1 => name.to_owned(),
                _ => format!("{name}-{number}"),
            };
            number += 1;
            let lower = numbered.to_lowercase();
            if !self.others.contains(&lower) && !self.used.contains_key(&lower) {
                self.used.insert(lower, 2);
                self.used.insert(key, number);
                return numbered;
            }
        }
    }
}

/// The name of the file: what is given, that of the file it came from, or the
/// title's words.
pub(super) fn name(item: &Found, given: Option<String>, title: &str) -> String {
    let file = if item.part { "" } else { item.address.as_str() };
    let file = file.rsplit('/').next().unwrap_or("");
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let candidates = [given.unwrap_or_default(), file.to_owned(), title.to_owned()];
    let names = candidates.iter().map(|text| slug(text));
    names
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "question".to_owned())
}
