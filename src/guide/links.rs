//! Links between files: what each leads to, and which lead nowhere.

use super::absent::Absent;
use super::{Guide, Target};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::question::{Body, Link};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What can be linked to.
struct Known<'a> {
    /// Content files by path.
    content: FxHashMap<&'a str, Linkable<'a>>,
    /// The same by address.
    by_address: FxHashMap<&'a str, &'a str>,
    /// Lists and other pages that the site itself makes.
    pages: FxHashSet<String>,
    absent: &'a Absent,
    media: &'a BTreeMap<String, String>,
    assets: &'a BTreeMap<String, String>,
    /// Paths to suggest from, by their stems and in order; put together when
    /// first asked for.
    by_stem: OnceLock<BTreeMap<&'a str, Vec<&'a str>>>,
    /// The same for addresses.
    addresses: OnceLock<Vec<String>>,
}

/// A link that is being resolved.
#[derive(Clone, Copy)]
struct Asked<'a> {
    /// Path of the file it stands in.
    from: &'a str,
    link: &'a Link,
    /// Whether an error comes with a suggestion.
    advise: bool,
}

/// So many broken links of a file come with a suggestion: to look for the
/// nearest name takes time, and nobody reads more.
const ADVISED: usize = 20;

struct Linkable<'a> {
    address: &'a str,
    body: &'a Body,
    /// Its anchors, once one is asked for.
    anchors: OnceLock<FxHashSet<&'a str>>,
}

impl Linkable<'_> {
    fn has_anchor(&self, anchor: &str) -> bool {
        let anchors = || self.body.anchors.iter().map(String::as_str).collect();
        self.anchors.get_or_init(anchors).contains(anchor)
    }
}

type Resolved = (Vec<Target>, Vec<Diagnostic>);

/// Resolves the links of all questions and pages.
pub(super) fn resolve(
    guide: &mut Guide,
    absent: &Absent,
    assets: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known = Known::new(guide, absent, assets);
    let questions: Vec<Resolved> = guide
        .questions
        .par_iter()
        .map(|q| known.resolve_all(&q.item.path, &q.item.body))
        .collect();
    let pages: Vec<Resolved> = guide
        .pages
        .iter()
        .map(|p| known.resolve_all(&p.item.path, &p.item.body))
        .collect();
    for (entry, (targets, mut found)) in guide.questions.iter_mut().zip(questions) {
        entry.targets = targets;
        diagnostics.append(&mut found);
    }
    for (entry, (targets, mut found)) in guide.pages.iter_mut().zip(pages) {
        entry.targets = targets;
        diagnostics.append(&mut found);
    }
}

impl<'a> Known<'a> {
    fn new(guide: &'a Guide, absent: &'a Absent, assets: &'a BTreeMap<String, String>) -> Self {
        let questions = guide
            .questions
            .iter()
            .map(|q| (q.item.path.as_str(), q.address.as_str(), &q.item.body));
        let pages = guide
            .pages
            .iter()
            .map(|p| (p.item.path.as_str(), p.address.as_str(), &p.item.body));
        let count = guide.questions.len() + guide.pages.len();
        let mut content = FxHashMap::with_capacity_and_hasher(count, Default::default());
        let mut by_address = FxHashMap::with_capacity_and_hasher(count, Default::default());
        for (path, address, body) in questions.chain(pages) {
            let anchors = OnceLock::new();
            content.insert(
                path,
                Linkable {
                    address,
                    body,
                    anchors,
                },
            );
            by_address.insert(address, path);
        }
        let mut own: FxHashSet<String> = FxHashSet::default();
        own.insert("index.html".to_owned());
        for list in guide.lists() {
            own.extend((0..guide.list_pages(list)).map(|page| guide.list_address(list, page)));
        }
        Known {
            content,
            by_address,
            pages: own,
            absent,
            media: &guide.media,
            assets,
            by_stem: OnceLock::new(),
            addresses: OnceLock::new(),
        }
    }

    fn resolve_all(&self, path: &str, body: &Body) -> Resolved {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let targets = body
            .links
            .iter()
            .map(|link| {
                let asked = Asked {
                    from: path,
                    link,
                    advise: diagnostics.len() < ADVISED,
                };
                self.resolve(asked).unwrap_or_else(|error| {
                    diagnostics.push(*error);
                    target("", "")
                })
            })
            .collect();
        (targets, diagnostics)
    }

    fn resolve(&self, asked: Asked) -> Result<Target, Box<Diagnostic>> {
        let target_text = asked.link.target.as_str();
        let (path, anchor) = target_text.split_once('#').unwrap_or((target_text, ""));
        let path = path.split('?').next().unwrap_or("");
        if path.is_empty() {
            if let Some(own) = self.content.get(asked.from) {
                check_anchor(asked, asked.from, own, anchor)?;
            }
            return Ok(target("", anchor));
        }
        if let Some(from_root) = path.strip_prefix('/') {
            return self.resolve_from_root(asked, from_root, anchor);
        }
        let Some(path) = join(asked.from, path) else {
            return Err(broken(asked, "it leads out of the site"));
        };
        if let Some(found) = self.content.get(path.as_str()) {
            check_anchor(asked, &path, found, anchor)?;
            return Ok(target(found.address, anchor));
        }
        if let Some(address) = self.media.get(&path) {
            return Ok(target(address, anchor));
        }
        if self.absent.is_draft(&path) {
            return Err(draft(asked, &path));
        }
        if self.absent.has_failed(&path) {
            // What is wrong with that file is told already.
            return Ok(target("", ""));
        }
        let error = broken(asked, &format!("there is no file {path}"));
        Err(match self.near_path(asked, &path) {
            Some(near) => Box::new(error.help(format!("did you mean `{near}`?"))),
            None => error,
        })
    }

    /// A link that starts with `/`: a file of `static/`, then a page of the site.
    fn resolve_from_root(
        &self,
        asked: Asked,
        path: &str,
        anchor: &str,
    ) -> Result<Target, Box<Diagnostic>> {
        if let Some(address) = self.assets.get(path) {
            return Ok(target(address, anchor));
        }
        let address = match path {
            "" => "index.html".to_owned(),
            path if path.ends_with('/') => format!("{path}index.html"),
            path => path.to_owned(),
        };
        let addresses = [address.clone(), format!("{address}.html")];
        for address in &addresses {
            if let Some(path) = self.by_address.get(address.as_str())
                && let Some(found) = self.content.get(path)
            {
                check_anchor(asked, path, found, anchor)?;
                return Ok(target(found.address, anchor));
            }
            if self.pages.contains(address) {
                return Ok(target(address, anchor));
            }
        }
        if let Some(path) = addresses.iter().find_map(|at| self.absent.draft_at(at)) {
            return Err(draft(asked, path));
        }
        let why = format!("there is no static/{path}, and no page at /{path}");
        let error = broken(asked, &why);
        Err(match self.near_address(asked, path) {
            Some(near) => Box::new(error.help(format!("did you mean `/{near}`?"))),
            None => error,
        })
    }

    /// The file that a link most likely means, as the link would be written.
    fn near_path(&self, asked: Asked, path: &str) -> Option<String> {
        if !asked.advise {
            return None;
        }
        let by_stem = self.by_stem.get_or_init(|| {
            let content = self.content.keys().copied();
            let media = self.media.keys().map(String::as_str);
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
        Some(relative(asked.from, near))
    }

    /// The address or file of `static/` that a link most likely means.
    fn near_address(&self, asked: Asked, path: &str) -> Option<&str> {
        if !asked.advise {
            return None;
        }
        let addresses = self.addresses.get_or_init(|| {
            let mut known: Vec<String> = self.assets.keys().cloned().collect();
            known.extend(self.by_address.keys().map(|address| (*address).to_owned()));
            known.extend(self.pages.iter().cloned());
            known.sort_unstable();
            known
        });
        nearest(path, addresses.iter().map(String::as_str))
    }
}

fn check_anchor(
    asked: Asked,
    path: &str,
    file: &Linkable,
    anchor: &str,
) -> Result<(), Box<Diagnostic>> {
    if anchor.is_empty() || file.has_anchor(anchor) {
        return Ok(());
    }
    let Asked { from, link, .. } = asked;
    let message = format!("`{}`: {path} has no heading `#{anchor}`", link.target);
    let error = Diagnostic::new(&codes::BROKEN_ANCHOR, from, link.span.clone(), message);
    if !asked.advise {
        return Err(Box::new(error));
    }
    let headings = file.body.anchors.iter().map(String::as_str);
    let all: Vec<&str> = headings.clone().take(12).collect();
    Err(Box::new(match nearest(anchor, headings) {
        Some(near) => error.help(format!("did you mean `#{near}`?")),
        None if all.is_empty() => error.help("it has no headings at all"),
        None => error.help(format!("its headings are: {}", all.join(", "))),
    }))
}

fn target(address: &str, anchor: &str) -> Target {
    Target {
        address: address.to_owned(),
        anchor: anchor.to_owned(),
    }
}

fn broken(asked: Asked, why: &str) -> Box<Diagnostic> {
    let Asked { from, link, .. } = asked;
    let what = match link.image {
        true => "image",
        false => "link",
    };
    let message = format!("the {what} `{}` is broken: {why}", link.target);
    Box::new(Diagnostic::new(
        &codes::BROKEN_LINK,
        from,
        link.span.clone(),
        message,
    ))
}

fn draft(asked: Asked, path: &str) -> Box<Diagnostic> {
    let Asked { from, link, .. } = asked;
    let message = format!("`{}` leads to {path}, which is a draft", link.target);
    Box::new(
        Diagnostic::new(&codes::LINK_TO_DRAFT, from, link.span.clone(), message)
            .help("remove `draft` there, or the link here; --drafts builds with drafts"),
    )
}

/// A path beside `from`; `None` if it leads above `content/`.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The name of a file, without the ending of a page.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let page = name
        .strip_suffix(".md")
        .or_else(|| name.strip_suffix(".html"));
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
