//! Links between questions that move, and code blocks as other tools begin them.

use super::Found;
use super::media::Places;
use crate::question::edit::{Changes, edit};
use crate::question::fence::{self, Place};
use crate::question::flags;
use crate::urls;
use std::collections::HashMap;

/// The new paths of what is imported.
pub(super) struct Paths {
    by_address: HashMap<String, String>,
    /// Of files of one name in several folders, the one whose old address
    /// comes first.
    by_name: HashMap<String, String>,
}

impl Paths {
    /// Takes pairs of an old address and a new path.
    pub(super) fn new(pairs: impl Iterator<Item = (String, String)>) -> Paths {
        let by_address: HashMap<String, String> = pairs.collect();
        let mut pairs: Vec<_> = by_address.iter().collect();
        pairs.sort();
        let mut by_name = HashMap::new();
        for (address, new) in pairs {
            let name = address.rsplit('/').next().unwrap_or(address);
            by_name.entry(name.to_owned()).or_insert(new.clone());
        }
        Paths {
            by_address,
            by_name,
        }
    }

    fn get(&self, address: &str) -> Option<&String> {
        self.by_address.get(address)
    }
}

/// The body with its links to other imported questions, and to files beside
/// them, leading to their new places.
pub(super) fn relink(
    item: &Found,
    path: &str,
    body: &str,
    paths: &Paths,
    media: &Places,
) -> String {
    let link = |target: &str| {
        let (file, anchor) = target
            .split_once('#')
            .map_or((target, None), |(f, a)| (f, Some(a)));
        // In a single file, an anchor is another question.
        let whole = paths.get(target).filter(|_| file.is_empty());
        if let Some(new) = whole {
            return Some(relative(path, new));
        }
        if file.is_empty() || file.contains(':') {
            return None;
        }
        // A query such as GitHub's `?raw=true` is no part of the name.
        let file = file.split('?').next().unwrap_or(file);
        let file = &*urls::decode(file).unwrap_or(file.into());
        let new = resolve(&item.address, file, paths).cloned();
        let new = new.or_else(|| media.place(&item.address, file, path))?;
        Some(match anchor {
            Some(anchor) => format!("{}#{anchor}", relative(path, &new)),
            None => relative(path, &new),
        })
    };
    // Other tools put other words after the language.
    let info = |info: &str| {
        let language = info.split([' ', '{', ',', ':']).next().unwrap_or("");
        (!is_ours(info)).then(|| language.to_owned())
    };
    let changes = Changes {
        deeper: 0,
        link: &link,
        info: &info,
        wikilinks: item.address.ends_with(".md"),
    };
    edit(body, &changes)
}

/// Whether an info string is one that our own pages can have.
fn is_ours(text: &str) -> bool {
    let info = fence::split(text);
    // What is wrong is only counted, so where it stands does not matter.
    let place = Place {
        file: "",
        written: 0..text.len(),
        literal: true,
    };
    let wrong = match info.language.as_str() {
        "output" => flags::output_flags(&info, "", &place).diagnostics,
        _ => flags::flags(&info, &place).diagnostics,
    };
    wrong.is_empty()
}

/// The new path of what a link in the file `from` leads to. A note may be
/// named by its path from the file, without `.md`, or by its name alone.
fn resolve<'a>(from: &str, target: &str, paths: &'a Paths) -> Option<&'a String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let with_ending = || paths.get(&format!("{path}.md"));
    paths.get(&path).or_else(with_ending).or_else(|| {
        let name = format!("{}.md", target.trim_end_matches(".md"));
        paths.by_name.get(&name)
    })
}

/// The way from one file of the guide to another.
fn relative(from: &str, to: &str) -> String {
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
