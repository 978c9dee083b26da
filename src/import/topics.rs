//! Headings that become topics of the guide.

use super::{Found, titles};
use crate::config::{self, Config};
use crate::read::{CONFIG_FILE, File};
use crate::scaffold::{slug, toml_string};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// A topic that `site.toml` is to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTopic {
    pub id: String,
    pub title: String,
}

/// The topics that an import makes, by their titles in small letters.
#[derive(Default)]
pub(super) struct Topics {
    pub new: Vec<NewTopic>,
    ids: HashMap<String, String>,
}

impl Topics {
    /// The id of the topic with a title: one that the guide has, or a new one.
    pub(super) fn id(&mut self, title: &str, config: &Config) -> String {
        let title = without_word(title);
        let key = title.to_lowercase();
        let known = config
            .topics
            .iter()
            .find(|topic| topic.title.to_lowercase() == key || topic.id == slug(&title));
        if let Some(topic) = known {
            return topic.id.clone();
        }
        if let Some(id) = self.ids.get(&key) {
            return id.clone();
        }
        let ascii: String = title.chars().filter(char::is_ascii).collect();
        let base = match slug(&ascii) {
            slug if slug.is_empty() => "topic".to_owned(),
            slug => slug,
        };
        let taken = |id: &str| {
            config.topics.iter().any(|topic| topic.id == id)
                || self.new.iter().any(|topic| topic.id == id)
        };
        let mut id = base.clone();
        let mut number = 2;
        while taken(&id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        self.ids.insert(key, id.clone());
        self.new.push(NewTopic {
            id: id.clone(),
            title,
        });
        id
    }
}

/// `Section: Names` is about names.
fn without_word(title: &str) -> String {
    let title = titles::title(title).text;
    let short = ["Section:", "Part:", "Chapter:"]
        .iter()
        .find_map(|word| title.strip_prefix(word));
    short
        .unwrap_or(&title)
        .trim()
        .trim_end_matches([':', '：'])
        .to_owned()
}

/// The headings of files under which all of their questions stand: titles, where others stand below them.
pub(super) fn file_titles(found: &[Found]) -> HashSet<(String, usize)> {
    let mut files: HashMap<&str, Vec<&Found>> = HashMap::new();
    for item in found.iter().filter(|item| item.part) {
        files.entry(&item.file).or_default().push(item);
    }
    // Of several files, each is about one thing.
    if files.len() > 1 {
        return HashSet::new();
    }
    let mut titles = HashSet::new();
    for (file, items) in files {
        let first = items[0].sections.first().map(|section| section.line);
        let all = items
            .iter()
            .all(|item| item.sections.first().map(|section| section.line) == first);
        let deeper = items.iter().any(|item| item.sections.len() > 1);
        if let Some(line) = first.filter(|_| all && deeper) {
            titles.insert((file.to_owned(), line));
        }
    }
    titles
}

/// `site.toml` with more topics at its end; `None` if it lists its topics in a way that this cannot be added to.
pub fn add(site: &str, topics: &[NewTopic]) -> Option<String> {
    let mut text = site.trim_end().to_owned();
    text.push('\n');
    for topic in topics {
        let (id, title) = (toml_string(&topic.id), toml_string(&topic.title));
        let _ = write!(text, "\n[[topics]]\nid = {id}\ntitle = {title}\n");
    }
    let file = File {
        path: CONFIG_FILE.to_owned(),
        bytes: text.clone().into_bytes().into(),
    };
    let config = config::parse(&file).value?;
    let listed = |topic: &NewTopic| config.topics.iter().any(|known| known.id == topic.id);
    topics.iter().all(listed).then_some(text)
}
