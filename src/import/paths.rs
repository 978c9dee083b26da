//! Where links to what is imported lead now.

use super::Found;
use std::collections::HashMap;

/// Where what is imported has gone.
#[derive(Default)]
pub(super) struct Paths {
    /// By what links call it: a path from the folder of the import, with an anchor or without. The value is a path of
    /// the guide, and the anchor in it.
    by_address: HashMap<String, (String, Option<String>)>,
    /// Of files of one name in several folders, the one that comes first.
    by_name: HashMap<String, String>,
}

impl Paths {
    /// Notes what leads to a question, all of which has gone to `path`.
    pub(super) fn add(&mut self, item: &Found, path: &str, inner: &[(String, String)]) {
        let whole = (path.to_owned(), None);
        let mut add = |address: String, to: (String, Option<String>)| {
            self.by_address.entry(address.to_lowercase()).or_insert(to);
        };
        add(item.address.clone(), whole.clone());
        for id in &item.ids {
            add(format!("{}#{id}", item.file), whole.clone());
        }
        for (old, new) in inner {
            add(
                format!("{}#{old}", item.file),
                (path.to_owned(), Some(new.clone())),
            );
        }
        if !item.part {
            let name = item.address.rsplit('/').next().unwrap_or("").to_lowercase();
            self.by_name.entry(name).or_insert_with(|| path.to_owned());
        }
    }

    fn get(&self, address: &str) -> Option<&(String, Option<String>)> {
        self.by_address.get(&address.to_lowercase())
    }

    /// What a link in the file `from` leads to. A note may be named by its path from the file, without its ending, or
    /// by its name alone.
    pub(super) fn resolve(
        &self,
        from: &str,
        target: &str,
        anchor: Option<&str>,
    ) -> Option<(String, Option<String>)> {
        let path = if target.is_empty() {
            from.to_owned()
        } else {
            joined(from, target)?
        };
        let named = |path: &str| {
            let anchor = anchor.map(|anchor| anchor.trim_start_matches("user-content-"));
            if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty())
                && let Some(found) = self.get(&format!("{path}#{anchor}"))
            {
                return Some(found.clone());
            }
            // A place that is not known is a place in the whole.
            self.get(path).cloned().filter(|_| !target.is_empty())
        };
        let index = |name: &str| named(&format!("{}/{name}", path.trim_end_matches('/')));
        let by_name = || {
            let name = format!("{}.md", target.trim_end_matches(".md")).to_lowercase();
            let path = self.by_name.get(&name).filter(|_| !target.is_empty())?;
            Some((path.clone(), None))
        };
        named(&path)
            .or_else(|| named(&format!("{path}.md")))
            .or_else(|| index("README.md"))
            .or_else(by_name)
    }
}

/// A path from the folder of the import; `None` if it leads out of it. What begins with `/` begins there, as in the
/// sites of Hugo and Jekyll.
pub(super) fn joined(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from one file of the guide to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned()
    };
    let name = to.rsplit('/').next().unwrap_or(to);
    if folder(from) == folder(to) {
        return name.to_owned();
    }
    // All are in content/TOPIC/.
    let topic = folder(to);
    format!("../{}/{name}", topic.rsplit('/').next().unwrap_or(""))
}
