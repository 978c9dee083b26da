//! Addresses of outputs: every one is claimed once.

use super::{Guide, List, Redirect};
use crate::data::Located;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::CONFIG_FILE;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// Outputs that are not a page of content, a list or a file of the author's.
const FIXED: [&str; 4] = ["index.html", "404.html", "data/questions.js", "search.html"];

/// The same, but a file of the author's of that name stands in its place.
const REPLACEABLE: [&str; 6] = [
    "sitemap.xml",
    "feed.xml",
    "robots.txt",
    "llms.txt",
    ".nojekyll",
    "CNAME",
];

/// The longest part of an alias in bytes, so that it can be a file's name.
const MAX_PART: usize = 200;
/// The longest alias in bytes, so that it can be a path.
const MAX_ALIAS: usize = 1000;

/// Who has which address; compared without case, because some file systems do.
#[derive(Default)]
struct Addresses<'a> {
    taken: FxHashMap<Cow<'a, str>, Owner<'a>>,
}

/// Who has an address.
struct Owner<'a> {
    /// What it is, for messages: a file's path, or "the level `mid`".
    what: Cow<'a, str>,
    /// The file that asks for the address.
    file: Cow<'a, str>,
    /// What in that file asks for it; empty if the file's name does.
    span: Range<usize>,
    /// The address as it is written.
    address: Cow<'a, str>,
}

/// Claims the addresses of everything in the guide, and reports those that two
/// things have. Gives the old addresses, which lead to others.
pub(super) fn claim_all(
    guide: &Guide,
    assets: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let mut addresses = Addresses::default();
    addresses.taken.reserve(2 * guide.questions.len());
    for question in &guide.questions {
        let (item, address) = (&question.item, question.address.as_str());
        addresses.claim(address, &item.path, &item.slug.span, diagnostics);
    }
    for page in &guide.pages {
        let (item, address) = (&page.item, page.address.as_str());
        addresses.claim(address, &item.path, &item.slug.span, diagnostics);
    }
    addresses.claim_own(guide, diagnostics);
    addresses.claim_files(&guide.media, assets, diagnostics);
    let redirects = redirects(guide, &mut addresses, diagnostics);
    addresses.check_folders(diagnostics);
    redirects
}

fn redirects<'a>(
    guide: &'a Guide,
    addresses: &mut Addresses<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let questions = guide
        .questions
        .iter()
        .map(|q| (&q.item.path, &q.address, &q.item.aliases));
    let pages = guide
        .pages
        .iter()
        .map(|p| (&p.item.path, &p.address, &p.item.aliases));
    let mut redirects = Vec::new();
    for (path, address, aliases) in questions.chain(pages) {
        for alias in aliases {
            match of_alias(&alias.value) {
                Ok(from) => {
                    addresses.claim(from.clone(), path, &alias.span, diagnostics);
                    let to = address.clone();
                    redirects.push(Redirect { from, to });
                }
                Err(why) => diagnostics.push(bad_alias(path, alias, &why)),
            }
        }
    }
    redirects
}

fn bad_alias(path: &str, alias: &Located<String>, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be an alias: {why}", alias.value);
    Diagnostic::new(&codes::BAD_ID, path, alias.span.clone(), message)
        .help("write an old address from the root of the site, such as questions/old-name.html")
}

/// In small letters.
fn folded<'a>(address: &Cow<'a, str>) -> Cow<'a, str> {
    match address
        .bytes()
        .any(|b| b.is_ascii_uppercase() || !b.is_ascii())
    {
        true => Cow::Owned(address.to_lowercase()),
        false => address.clone(),
    }
}

impl Owner<'_> {
    fn error(&self, message: String) -> Diagnostic {
        match self.span.is_empty() {
            true => Diagnostic::of_file(&codes::ADDRESS_TAKEN, &self.file, message),
            false => Diagnostic::new(
                &codes::ADDRESS_TAKEN,
                &self.file,
                self.span.clone(),
                message,
            ),
        }
    }

    /// What to do about it.
    fn remedy(&self) -> &'static str {
        match &*self.file {
            CONFIG_FILE => "give one of them another `id`",
            file if file.ends_with(".md") => "give one of them another `slug` or alias",
            _ => "rename this file",
        }
    }

    /// Whether it is part of every site, whatever the author's files are.
    fn is_own(&self) -> bool {
        self.file == CONFIG_FILE
    }
}

impl<'a> Addresses<'a> {
    /// Claims an address for a file; `span` is what in the file asks for it,
    /// empty if its name does.
    fn claim(
        &mut self,
        address: impl Into<Cow<'a, str>>,
        file: impl Into<Cow<'a, str>>,
        span: &Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let file = file.into();
        let claimant = Owner {
            what: file.clone(),
            file,
            span: span.clone(),
            address: address.into(),
        };
        self.add(claimant, diagnostics);
    }

    fn add(&mut self, claimant: Owner<'a>, diagnostics: &mut Vec<Diagnostic>) {
        let owner = match self.taken.entry(folded(&claimant.address)) {
            Entry::Vacant(free) => {
                free.insert(claimant);
                return;
            }
            Entry::Occupied(owner) => owner.into_mut(),
        };
        // What every site has cannot move, so the other one is told.
        let (told, other) = match claimant.is_own() && !owner.is_own() {
            true => (&*owner, &claimant),
            false => (&claimant, &*owner),
        };
        let message = format!(
            "`{}` is already the address of {}",
            told.address, other.what
        );
        let mut error = told.error(message);
        if told.address != other.address {
            error = error.help(format!(
                "`{}` differs only in case, and many systems do not tell the two apart",
                other.address
            ));
        }
        diagnostics.push(error.help(told.remedy()));
    }

    /// Claims what every site has: home, lists and so on.
    fn claim_own(&mut self, guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
        let own = |address: String, what: String| Owner {
            what: what.into(),
            file: CONFIG_FILE.into(),
            span: 0..0,
            address: address.into(),
        };
        for address in FIXED.into_iter().chain(REPLACEABLE) {
            self.add(
                own(address.to_owned(), "the site itself".to_owned()),
                diagnostics,
            );
        }
        for list in guide.lists() {
            let what = match list {
                List::All => "the list of all questions".to_owned(),
                List::Level(id) => format!("the level `{}`", guide.config.levels[id.0].id),
                List::Topic(id) => format!("the topic `{}`", guide.config.topics[id.0].id),
                List::Source(id) => format!("the source `{}`", guide.config.sources[id.0].id),
            };
            for page in 0..guide.list_pages(list) {
                self.add(
                    own(guide.list_address(list, page), what.clone()),
                    diagnostics,
                );
            }
        }
        for sheet in guide.sheets() {
            let what = "a cheat sheet".to_owned();
            self.add(own(guide.sheet_address(sheet), what), diagnostics);
        }
    }

    /// Claims the addresses of copied files.
    fn claim_files(
        &mut self,
        media: &'a BTreeMap<String, String>,
        assets: &'a BTreeMap<String, String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (path, address) in media {
            self.claim(address, path, &(0..0), diagnostics);
        }
        for (path, address) in assets {
            if !REPLACEABLE.contains(&address.as_str()) {
                self.claim(address, format!("static/{path}"), &(0..0), diagnostics);
            }
        }
    }

    /// Reports addresses that lie below another, which would have to be a file
    /// and a folder. To be called when all are claimed.
    fn check_folders(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut below: Vec<(&Owner<'a>, &Owner<'a>)> = self
            .taken
            .iter()
            .flat_map(|(key, inner)| {
                let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
                folders
                    .filter_map(|folder| self.taken.get(folder))
                    .map(move |outer| (outer, inner))
            })
            .collect();
        below.sort_by(|a, b| (&a.0.address, &a.1.address).cmp(&(&b.0.address, &b.1.address)));
        // A file of static/ is told once, whatever it is in the way of.
        below.dedup_by(|b, a| a.0.address == b.0.address && a.0.file.starts_with("static/"));
        for (outer, inner) in below {
            let told = match outer.file.starts_with("static/") {
                true => outer,
                false => inner,
            };
            let message = format!(
                "`{}` lies below `{}`, which is the address of {} and no folder",
                inner.address, outer.address, outer.what
            );
            diagnostics.push(told.error(message).help(told.remedy()));
        }
    }
}

/// The address that an alias stands for: from the root of the site, a folder
/// being its `index.html`.
fn of_alias(alias: &str) -> Result<String, String> {
    let path = alias.trim().trim_start_matches('/');
    if path.is_empty() {
        return Err("it is empty".to_owned());
    }
    if path.contains(['\\', '?', '#', ':']) || path.chars().any(char::is_control) {
        return Err("it must be a path without `?`, `#`, `:` and `\\`".to_owned());
    }
    let folder = path.ends_with('/');
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err("its parts must not be empty, `.` or `..`".to_owned());
    }
    if path.len() > MAX_ALIAS || parts.iter().any(|part| part.len() > MAX_PART) {
        return Err("it is too long to be the path of a file".to_owned());
    }
    let path = parts.join("/");
    let named = parts.last().is_some_and(|last| last.ends_with(".html"));
    Ok(match (folder, named) {
        (true, _) => format!("{path}/index.html"),
        (false, true) => path,
        (false, false) => format!("{path}.html"),
    })
}

/// An address as it stands in a link: percent-encoded where RFC 3986 wants it.
pub fn href(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'!' | b'$' | b'(' | b')' | b'*' | b'+' | b','
            | b';' | b'=' | b'@' => out.push(byte as char),
            _ => {
                out.push('%');
                out.push_str(&format!("{byte:02X}"));
            }
        }
    }
    out
}
