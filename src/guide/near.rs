//! What a broken link most likely means.

use super::absent::Absent;
use super::model::Guide;
use super::routes::Kind;
use crate::diagnostic::nearest;
use crate::read::markdown_stem;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What can be suggested, put together when it is first asked for.
pub(super) struct Near<'a> {
    guide: &'a Guide,
    absent: &'a Absent,
    assets: &'a BTreeMap<String, String>,
    /// Paths by their stems and in order.
    by_stem: OnceLock<BTreeMap<&'a str, Vec<&'a str>>>,
    /// Addresses and files of `static/`, in order.
    addresses: OnceLock<Vec<&'a str>>,
}

impl<'a> Near<'a> {
    pub(super) fn new(
        guide: &'a Guide,
        absent: &'a Absent,
        assets: &'a BTreeMap<String, String>,
    ) -> Self {
        Near {
            guide,
            absent,
            assets,
            by_stem: OnceLock::new(),
            addresses: OnceLock::new(),
        }
    }

    /// The file that a link most likely means, as the link would be written.
    pub(super) fn path(&self, from: &str, path: &str) -> Option<String> {
        let by_stem = self.by_stem.get_or_init(|| {
            let questions = self.guide.questions.iter().map(|q| &*q.item.path);
            let pages = self.guide.pages.iter().map(|p| &*p.item.path);
            let content = questions.chain(pages);
            let media = self.guide.media.keys().map(String::as_str);
            let mut by_stem: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for path in content.chain(self.absent.draft_paths()).chain(media) {
                by_stem.entry(stem(path)).or_default().push(path);
            }
            by_stem.values_mut().for_each(|paths| paths.sort_unstable());
            by_stem
        });
        // A file of that name elsewhere is more likely than a misspelt one; of
        // several files of one name, the one beside is the likeliest.
        let paths = by_stem.get(stem(path)).or_else(|| {
            let near = nearest(stem(path), by_stem.keys().copied())?;
            by_stem.get(near)
        })?;
        let folder = |path: &'a str| path.rsplit_once('/').map(|(folder, _)| folder);
        let own = path.rsplit_once('/').map(|(folder, _)| folder);
        let beside = paths.iter().find(|known| folder(known) == own);
        let near = beside.or_else(|| paths.first())?;
        Some(relative(from, near))
    }

    /// The address or file of `static/` that a link most likely means.
    pub(super) fn address(&self, path: &str) -> Option<&str> {
        let addresses = self.addresses.get_or_init(|| {
            let routes = self.guide.routes.all().iter();
            let made = routes.filter(|route| !matches!(route.kind, Kind::Asset(_)));
            let assets = self.assets.keys().map(String::as_str);
            let mut known: Vec<&str> = made.map(|route| &*route.address).chain(assets).collect();
            known.sort_unstable();
            known
        });
        nearest(path, addresses.iter().copied())
    }
}

/// The name of a file, without the ending of a page.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let page = markdown_stem(name).or_else(|| name.strip_suffix(".html"));
    page.unwrap_or(name)
}

/// How `to` is written in a link from `from`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from[..from.len() - 1]
        .iter()
        .zip(&to)
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(from.len() - 1 - shared);
    format!("{up}{}", to[shared..].join("/"))
}
