//! Addresses of outputs: every one is claimed once.

use super::{Guide, List};
use crate::diagnostic::{Diagnostic, codes};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Outputs that are not a page of content, a list or a file of the author's.
const FIXED: [&str; 9] = [
    "index.html",
    "404.html",
    "sitemap.xml",
    "feed.xml",
    "llms.txt",
    ".nojekyll",
    "CNAME",
    "sources.html",
    "topics.html",
];

/// Who has which address; compared without case, because some file systems do.
#[derive(Default)]
pub(super) struct Addresses {
    taken: HashMap<String, Owner>,
}

struct Owner {
    file: String,
    address: String,
}

impl Addresses {
    /// Claims an address for a file; `span` is what in the file asks for it,
    /// empty if its name does.
    pub(super) fn claim(
        &mut self,
        address: &str,
        file: &str,
        span: &Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(owner) = self.add(address, file) else {
            return;
        };
        let message = format!("`{address}` is already the address of {}", owner.file);
        let mut diagnostic = match span.is_empty() {
            true => Diagnostic::of_file(&codes::ADDRESS_TAKEN, file, message),
            false => Diagnostic::new(&codes::ADDRESS_TAKEN, file, span.clone(), message),
        };
        if owner.address != address {
            diagnostic = diagnostic.help(format!(
                "`{}` differs only in case, and many systems do not tell the two apart",
                owner.address
            ));
        }
        diagnostics.push(diagnostic.help("give one of them another `slug` or alias"));
    }

    /// Adds an owner, or gives the one that is there already.
    fn add(&mut self, address: &str, file: &str) -> Option<&Owner> {
        use std::collections::hash_map::Entry;
        match self.taken.entry(address.to_lowercase()) {
            Entry::Occupied(owner) => Some(owner.into_mut()),
            Entry::Vacant(free) => {
                free.insert(Owner {
                    file: file.to_owned(),
                    address: address.to_owned(),
                });
                None
            }
        }
    }

    /// Claims what every site has: home, lists and so on.
    pub(super) fn claim_own(&mut self, guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
        let mut own: Vec<(String, String)> = FIXED
            .iter()
            .map(|address| ((*address).to_owned(), "the site itself".to_owned()))
            .collect();
        for list in guide.lists() {
            let what = match list {
                List::All => "the list of all questions".to_owned(),
                List::Level(id) => format!("the level `{}`", guide.config.levels[id.0].id),
                List::Topic(id) => format!("the topic `{}`", guide.config.topics[id.0].id),
                List::Source(id) => format!("the source `{}`", guide.config.sources[id.0].id),
            };
            for page in 0..guide.list_pages(list) {
                own.push((guide.list_address(list, page), what.clone()));
            }
        }
        for (address, what) in own {
            if let Some(owner) = self.add(&address, &what) {
                let message = format!("`{address}` is the address of {what}");
                diagnostics.push(
                    Diagnostic::of_file(&codes::ADDRESS_TAKEN, &owner.file, message)
                        .help(format!("{} wants it too: rename one of them", owner.file)),
                );
            }
        }
    }

    /// Claims the addresses of copied files.
    pub(super) fn claim_files(
        &mut self,
        media: &BTreeMap<String, String>,
        assets: &BTreeMap<String, String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (path, address) in media {
            self.claim(address, path, &(0..0), diagnostics);
        }
        for (path, address) in assets {
            // A site may bring its own CNAME, robots.txt and so on.
            if !FIXED.contains(&address.as_str()) {
                self.claim(address, &format!("static/{path}"), &(0..0), diagnostics);
            }
        }
    }
}

/// The address that an alias stands for: from the root of the site, a folder
/// being its `index.html`.
pub(super) fn of_alias(alias: &str) -> Result<String, String> {
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
