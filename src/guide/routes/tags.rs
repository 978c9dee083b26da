//! Where the pages of tags are.

use super::super::address::list_page;
use super::super::ids::{List, TagId};
use super::super::model::Guide;
use crate::question::Slugger;
use rustc_hash::{FxHashMap, FxHashSet};

/// A name takes part in an address with at most this many characters.
const MAX_NAME: usize = 60;

/// For each tag, the address of its first page without the ending. Tags whose names
/// differ only in what no address shows (`C++`, `C#`) get a number, and so does one
/// whose address is that of a file of the author's.
pub(super) fn stems(guide: &Guide, theirs: &FxHashSet<&str>) -> Vec<String> {
    let mut taken: FxHashSet<String> = theirs.iter().map(|at| at.to_lowercase()).collect();
    let mut alike: FxHashMap<String, usize> = FxHashMap::default();
    let mut stems = Vec::with_capacity(guide.tags.len());
    for (index, tag) in guide.tags.iter().enumerate() {
        let base = format!("tags/{}", slug(&tag.name));
        let pages = guide.list_pages(List::Tag(TagId(index)));
        let number = alike.entry(base.clone()).or_default();
        let stem = loop {
            *number += 1;
            let stem = match *number {
                1 => base.clone(),
                number => format!("{base}-{number}"),
            };
            if (0..pages).all(|page| !taken.contains(&list_page(&stem, page))) {
                break stem;
            }
        };
        taken.extend((0..pages).map(|page| list_page(&stem, page)));
        stems.push(stem);
    }
    stems
}

/// A name in an address; `tag` for one of signs alone.
fn slug(name: &str) -> String {
    let name: String = name.chars().take(MAX_NAME).collect();
    if name.chars().any(char::is_alphanumeric) {
        Slugger::default().slug(&name)
    } else {
        "tag".to_owned()
    }
}
