//! Images and other files that imported questions link to.

use super::paths::joined;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A file beside the questions, with its place in the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its path from the folder that is imported.
    pub from: String,
    /// The file to be made, from the root of the guide.
    pub path: String,
}

/// The places that files beside the questions get in the guide.
pub(super) struct Places<'a> {
    /// The file that a path from the folder of the import means.
    beside: &'a dyn Fn(&str) -> Option<String>,
    /// Paths of the guide that are not free, in small letters.
    taken: RefCell<HashSet<String>>,
    /// The number that the next file of a path would get.
    numbers: RefCell<HashMap<String, usize>>,
    placed: RefCell<Vec<Media>>,
    /// Their places in the guide by their paths there.
    by_file: RefCell<HashMap<String, String>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(beside: &'a dyn Fn(&str) -> Option<String>, taken: &[&str]) -> Self {
        Places {
            beside,
            taken: RefCell::new(taken.iter().map(|path| path.to_lowercase()).collect()),
            numbers: RefCell::default(),
            placed: RefCell::default(),
            by_file: RefCell::default(),
        }
    }

    /// The path in the guide of what `target` means in the file `from`, for a
    /// question that goes to `question`; `None` if there is no such file. What
    /// has a place keeps it, and a new one gets one beside the question.
    pub(super) fn place(&self, from: &str, target: &str, question: &str) -> Option<String> {
        let by_path = resolve(from, target).and_then(|path| (self.beside)(&path));
        // A name alone may stand for a file elsewhere, as in Obsidian.
        let by_name = || (self.beside)(&resolve("", target).filter(|name| !name.contains('/'))?);
        let file = by_path.or_else(by_name)?;
        if let Some(path) = self.by_file.borrow().get(&file) {
            return Some(path.clone());
        }
        let name = file.rsplit('/').next().unwrap_or(&file);
        let (stem, ending) = name.rsplit_once('.')?;
        let folder = question.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = self.free(&format!("{folder}/{}", plain(stem)), ending);
        self.by_file.borrow_mut().insert(file.clone(), path.clone());
        self.placed.borrow_mut().push(Media {
            from: file,
            path: path.clone(),
        });
        Some(path)
    }

    /// A path of the guide that is free: `stem` itself, or with a number.
    fn free(&self, stem: &str, ending: &str) -> String {
        let mut taken = self.taken.borrow_mut();
        let mut numbers = self.numbers.borrow_mut();
        let number = numbers.entry(format!("{stem}.{ending}")).or_insert(1);
        loop {
            let path = match *number {
                1 => format!("{stem}.{ending}"),
                number => format!("{stem}-{number}.{ending}"),
            };
            *number += 1;
            if taken.insert(path.to_lowercase()) {
                return path;
            }
        }
    }

    /// What has been given a place, in the order in which it was linked to.
    pub(super) fn placed(self) -> Vec<Media> {
        self.placed.into_inner()
    }
}

/// What a target in the file `from` means; `None` if it is a Markdown file, which is a question or has no place.
fn resolve(from: &str, target: &str) -> Option<String> {
    let path = joined(from, target)?;
    let lower = path.to_lowercase();
    let markdown = [".md", ".markdown", ".mdx"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    (!markdown).then_some(path)
}

/// A name without what an address would have to escape.
fn plain(stem: &str) -> String {
    let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '.';
    stem.replace(|c| !allowed(c), "-")
}
