//! Links between files: what each leads to, and which lead nowhere.

use super::{Guide, Target};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::question::{Body, Link};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What can be linked to.
struct Known<'a> {
    /// Content files by path.
    content: HashMap<&'a str, Linkable<'a>>,
    /// The same by address.
    by_address: HashMap<&'a str, &'a str>,
    /// Lists and other pages that the site itself makes.
    pages: HashSet<String>,
    hidden: &'a HashSet<String>,
    media: &'a BTreeMap<String, String>,
    assets: &'a BTreeMap<String, String>,
}

struct Linkable<'a> {
    address: &'a str,
    body: &'a Body,
}

type Resolved = (Vec<Target>, Vec<Diagnostic>);

/// Resolves the links of all questions and pages.
pub(super) fn resolve(
    guide: &mut Guide,
    hidden: &HashSet<String>,
    assets: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known = Known::new(guide, hidden, assets);
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
    fn new(
        guide: &'a Guide,
        hidden: &'a HashSet<String>,
        assets: &'a BTreeMap<String, String>,
    ) -> Self {
        let questions = guide
            .questions
            .iter()
            .map(|q| (q.item.path.as_str(), q.address.as_str(), &q.item.body));
        let pages = guide
            .pages
            .iter()
            .map(|p| (p.item.path.as_str(), p.address.as_str(), &p.item.body));
        let mut content = HashMap::new();
        let mut by_address = HashMap::new();
        for (path, address, body) in questions.chain(pages) {
            content.insert(path, Linkable { address, body });
            by_address.insert(address, path);
        }
        let mut own: HashSet<String> = HashSet::from(["index.html".to_owned()]);
        for list in guide.lists() {
            own.extend((0..guide.list_pages(list)).map(|page| guide.list_address(list, page)));
        }
        Known {
            content,
            by_address,
            pages: own,
            hidden,
            media: &guide.media,
            assets,
        }
    }

    fn resolve_all(&self, path: &str, body: &Body) -> Resolved {
        let mut diagnostics = Vec::new();
        let targets = body
            .links
            .iter()
            .map(|link| {
                self.resolve(path, body, link).unwrap_or_else(|error| {
                    diagnostics.push(*error);
                    Target {
                        address: String::new(),
                        anchor: String::new(),
                    }
                })
            })
            .collect();
        (targets, diagnostics)
    }

    fn resolve(&self, from: &str, body: &Body, link: &Link) -> Result<Target, Box<Diagnostic>> {
        let (path, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let path = path.split('?').next().unwrap_or("");
        if path.is_empty() {
            self.check_anchor(from, body, anchor, from, link)?;
            return Ok(target("", anchor));
        }
        if let Some(from_root) = path.strip_prefix('/') {
            return self.resolve_from_root(from, from_root, anchor, link);
        }
        let Some(path) = join(from, path) else {
            return Err(broken(from, link, "it leads out of the site"));
        };
        if let Some(found) = self.content.get(path.as_str()) {
            self.check_anchor(&path, found.body, anchor, from, link)?;
            return Ok(target(found.address, anchor));
        }
        if let Some(address) = self.media.get(&path) {
            return Ok(target(address, anchor));
        }
        if self.hidden.contains(&path) {
            return Err(draft(from, link, &path));
        }
        Err(self.missing(from, link, &path))
    }

    /// A link that starts with `/`: a file of `static/`, then a page of the site.
    fn resolve_from_root(
        &self,
        from: &str,
        path: &str,
        anchor: &str,
        link: &Link,
    ) -> Result<Target, Box<Diagnostic>> {
        if let Some(address) = self.assets.get(path) {
            return Ok(target(address, anchor));
        }
        let address = match path {
            "" => "index.html".to_owned(),
            path if path.ends_with('/') => format!("{path}index.html"),
            path => path.to_owned(),
        };
        for address in [address.clone(), format!("{address}.html")] {
            if let Some(path) = self.by_address.get(address.as_str())
                && let Some(found) = self.content.get(path)
            {
                self.check_anchor(path, found.body, anchor, from, link)?;
                return Ok(target(found.address, anchor));
            }
            if self.pages.contains(&address) {
                return Ok(target(&address, anchor));
            }
        }
        let why = format!("there is no static/{path}, and no page at /{path}");
        Err(broken(from, link, &why))
    }

    fn check_anchor(
        &self,
        path: &str,
        body: &Body,
        anchor: &str,
        from: &str,
        link: &Link,
    ) -> Result<(), Box<Diagnostic>> {
        if anchor.is_empty() || body.anchors.iter().any(|known| known == anchor) {
            return Ok(());
        }
        let message = format!("`{}`: {path} has no heading `#{anchor}`", link.target);
        let mut error = Diagnostic::new(&codes::BROKEN_ANCHOR, from, link.span.clone(), message);
        let headings = body.anchors.iter().map(String::as_str);
        error = match nearest(anchor, headings.clone()) {
            Some(near) => error.help(format!("did you mean `#{near}`?")),
            None => {
                let all: Vec<&str> = headings.take(12).collect();
                error.help(format!("its headings are: {}", all.join(", ")))
            }
        };
        Err(Box::new(error))
    }

    fn missing(&self, from: &str, link: &Link, path: &str) -> Box<Diagnostic> {
        let error = broken(from, link, &format!("there is no file {path}"));
        let name = path.rsplit('/').next().unwrap_or(path);
        let hidden = self.hidden.iter().map(String::as_str);
        let mut paths: Vec<&str> = self.content.keys().copied().chain(hidden).collect();
        paths.sort_unstable();
        // A file of that name elsewhere is more likely than a misspelt path.
        let same = paths
            .iter()
            .find(|known| known.rsplit('/').next() == Some(name));
        let near = same
            .copied()
            .or_else(|| nearest(path, paths.iter().copied()));
        match near {
            Some(near) => Box::new(error.help(format!("did you mean `{}`?", relative(from, near)))),
            None => error,
        }
    }
}

fn target(address: &str, anchor: &str) -> Target {
    Target {
        address: address.to_owned(),
        anchor: anchor.to_owned(),
    }
}

fn broken(from: &str, link: &Link, why: &str) -> Box<Diagnostic> {
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

fn draft(from: &str, link: &Link, path: &str) -> Box<Diagnostic> {
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
