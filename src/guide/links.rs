//! Links between files: what each leads to, and which lead nowhere.

use super::absent::Absent;
use super::ids::List;
use super::model::{Guide, Target};
use super::near::Near;
use super::routes::Kind;
use crate::diagnostic::{Checked, Diagnostic, codes, nearest};
use crate::question::{Document, Link};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What can be linked to.
struct Known<'a> {
    guide: &'a Guide,
    /// Content files by path.
    content: FxHashMap<&'a str, Linkable<'a>>,
    absent: &'a Absent,
    assets: &'a BTreeMap<String, String>,
    near: Near<'a>,
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

impl Asked<'_> {
    fn advised<T>(&self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        self.advise.then(look).flatten()
    }
}

/// This many broken links of a file come with a suggestion: to look for the
/// nearest name takes time, and nobody reads more.
const ADVISED: usize = 20;

struct Linkable<'a> {
    address: &'a str,
    body: &'a Document,
    /// Its anchors, once one is asked for.
    anchors: OnceLock<FxHashSet<&'a str>>,
}

impl Linkable<'_> {
    fn has_anchor(&self, anchor: &str) -> bool {
        let anchors = || self.body.anchors.iter().map(String::as_str).collect();
        self.anchors.get_or_init(anchors).contains(anchor)
    }
}

/// For each link of a file, where it leads.
type Resolved = Checked<Vec<Option<Target>>>;

/// Resolves the links of all questions and pages.
pub(super) fn resolve(
    guide: &mut Guide,
    absent: &Absent,
    assets: &BTreeMap<String, String>,
) -> Checked<()> {
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
    let mut found = Checked::clean(());
    for (entry, resolved) in guide.questions.iter_mut().zip(questions) {
        entry.targets = resolved.into_value(&mut found.diagnostics);
    }
    for (entry, resolved) in guide.pages.iter_mut().zip(pages) {
        entry.targets = resolved.into_value(&mut found.diagnostics);
    }
    found
}

impl<'a> Known<'a> {
    fn new(guide: &'a Guide, absent: &'a Absent, assets: &'a BTreeMap<String, String>) -> Self {
        let count = guide.questions.len() + guide.pages.len();
        let mut content = FxHashMap::with_capacity_and_hasher(count, Default::default());
        for route in guide.routes.all() {
            if let Some((path, body)) = written(guide, &route.kind) {
                let linkable = Linkable {
                    address: &route.address,
                    body,
                    anchors: OnceLock::new(),
                };
                content.insert(path, linkable);
            }
        }
        Known {
            guide,
            content,
            absent,
            assets,
            near: Near::new(guide, absent, assets),
        }
    }

    fn resolve_all(&self, path: &str, body: &Document) -> Resolved {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let value = body
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
                    None
                })
            })
            .collect();
        Checked { value, diagnostics }
    }

    fn resolve(&self, asked: Asked) -> Result<Option<Target>, Box<Diagnostic>> {
        let (path, anchor) = (&*asked.link.path(), &*asked.link.anchor());
        if path.is_empty() {
            if let Some(own) = self.content.get(asked.from) {
                check_anchor(asked, asked.from, own, anchor)?;
            }
            return Ok(Some(target("", anchor)));
        }
        if let Some(from_root) = path.strip_prefix('/') {
            return self.resolve_from_root(asked, from_root, anchor).map(Some);
        }
        let Some(path) = join(asked.from, path) else {
            return Err(broken(asked, "it leads out of the site"));
        };
        if let Some(found) = self.content.get(path.as_str()) {
            check_anchor(asked, &path, found, anchor)?;
            return Ok(Some(target(found.address, anchor)));
        }
        if let Some(address) = self.guide.media.get(&path) {
            return Ok(Some(target(address, anchor)));
        }
        if self.absent.is_draft(&path) {
            return Err(draft(asked, &path));
        }
        if self.absent.has_failed(&path) {
            // What is wrong with that file is told already.
            return Ok(None);
        }
        let error = broken(asked, &format!("there is no file {path}"));
        Err(match asked.advised(|| self.near.path(asked.from, &path)) {
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
        for route in addresses.iter().filter_map(|at| self.guide.routes.at(at)) {
            match &route.kind {
                // An old address leads to the page at once.
                Kind::Redirect(id) => {
                    let to = &self.guide.redirect(*id).to;
                    return self.resolve_to(asked, to, self.guide.address(to), anchor);
                }
                // Its address holds a hash of the file: it is linked to by its path.
                Kind::Asset(_) => {}
                kind => return self.resolve_to(asked, kind, &route.address, anchor),
            }
        }
        if let Some(path) = addresses.iter().find_map(|at| self.absent.draft_at(at)) {
            return Err(draft(asked, path));
        }
        let why = format!("there is no static/{path}, and no page at /{path}");
        let error = broken(asked, &why);
        Err(match asked.advised(|| self.near.address(path)) {
            Some(near) => Box::new(error.help(format!("did you mean `/{near}`?"))),
            None => error,
        })
    }

    /// A link to a page of the site whose anchor is still to be checked.
    fn resolve_to(
        &self,
        asked: Asked,
        kind: &Kind,
        address: &str,
        anchor: &str,
    ) -> Result<Target, Box<Diagnostic>> {
        match (written(self.guide, kind), kind) {
            (Some((path, _)), _) => {
                if let Some(found) = self.content.get(path) {
                    check_anchor(asked, path, found, anchor)?;
                }
            }
            (None, Kind::List(list, page)) => self.check_section(asked, *list, *page, anchor)?,
            // Other anchors belong to the templates, which a site may replace.
            (None, _) => {}
        }
        Ok(Target {
            query: query(asked.link, kind).to_owned(),
            ..target(address, anchor)
        })
    }

    /// The sections of a list are of levels and topics: one that the page does not
    /// have is an error.
    fn check_section(
        &self,
        asked: Asked,
        list: List,
        page: usize,
        anchor: &str,
    ) -> Result<(), Box<Diagnostic>> {
        let guide = self.guide;
        if !guide.can_be_section(anchor) {
            return Ok(());
        }
        let sections = guide.sections(list, &guide.on_page(list, page));
        let ids: Vec<&str> = sections.iter().map(|section| &*section.id).collect();
        if ids.contains(&anchor) {
            return Ok(());
        }
        let Asked { from, link, .. } = asked;
        let message = format!("`{}`: the list has no section `#{anchor}`", link.target);
        let error = Diagnostic::new(&codes::BROKEN_ANCHOR, from, link.span.clone(), message);
        let sections = ids.join(", ");
        Err(Box::new(
            error.help(format!("its sections are: {sections}")),
        ))
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

/// A page that somebody wrote: its file and what it says.
fn written<'a>(guide: &'a Guide, kind: &Kind) -> Option<(&'a str, &'a Document)> {
    match kind {
        Kind::Question(id) => {
            let item = &guide.question(*id).item;
            Some((&item.path, &item.body))
        }
        Kind::Page(id) => {
            let item = &guide.page(*id).item;
            Some((&item.path, &item.body))
        }
        _ => None,
    }
}

/// What a link asks a page: lists, sheets, the search and practice read it, and nothing else does.
fn query<'a>(link: &'a Link, kind: &Kind) -> &'a str {
    match kind {
        Kind::Search | Kind::List(..) | Kind::Sheet(_) | Kind::Practice => link.query(),
        _ => "",
    }
}

fn target(address: &str, anchor: &str) -> Target {
    Target {
        address: address.to_owned(),
        query: String::new(),
        anchor: anchor.to_owned(),
    }
}

fn broken(asked: Asked, why: &str) -> Box<Diagnostic> {
    let Asked { from, link, .. } = asked;
    let what = if link.image { "image" } else { "link" };
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
