//! What is read of a file or a folder that is imported.

use crate::commands::report;
use crate::error::{Context, Error};
use crate::import::document::{self, Scope};
use crate::import::{self, Left, Unplaced, table};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What is found, and which files cannot be read, with the reasons.
#[derive(Default)]
pub(super) struct Found {
    pub found: Vec<import::Found>,
    pub left: Vec<Left>,
    pub unreadable: Vec<Unplaced>,
}

/// Endings of Markdown files.
const MARKDOWN: [&str; 3] = ["md", "markdown", "mdx"];

/// Reads a file, or the Markdown files of a folder, hidden ones left out.
pub(super) fn find(path: &Path) -> Result<Found, Error> {
    if path.is_dir() {
        return Ok(find_below(path));
    }
    let bytes = fs::read(path).context(|| format!("cannot read {}", path.display()))?;
    let shown = report::path(path).to_string();
    let name = path
        .file_name()
        .map_or(shown.clone(), |name| name.to_string_lossy().into_owned());
    let ending = ending(path);
    if matches!(ending.as_str(), "csv" | "tsv") {
        return Ok(Found {
            found: table::read(&name, &bytes)?,
            ..Found::default()
        });
    }
    if !MARKDOWN.contains(&ending.as_str()) {
        let kinds = "a folder, a Markdown file (.md, .markdown, .mdx), a table (.csv, .tsv)";
        return Err(Error::new(format!("{shown} is none of: {kinds}")));
    }
    let text = String::from_utf8(bytes).map_err(|_| Error::new(format!("{shown} is not UTF-8")))?;
    let read =
        document::read(&name, &text, Scope::File).context(|| format!("cannot read {shown}"))?;
    Ok(Found {
        found: read.found,
        left: read.left,
        unreadable: Vec::new(),
    })
}

fn ending(path: &Path) -> String {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.unwrap_or_default()
}

fn find_below(root: &Path) -> Found {
    let mut all = Found::default();
    for entry in visible_below(root) {
        if !entry.file_type().is_file() || !MARKDOWN.contains(&ending(entry.path()).as_str()) {
            continue;
        }
        let path = below(root, entry.path());
        let text = fs::read_to_string(entry.path()).context(|| "it cannot be read");
        match text.and_then(|text| document::read(&path, &text, Scope::Folder)) {
            Ok(read) => {
                all.found.extend(read.found);
                all.left.extend(read.left);
            }
            Err(why) => all.unreadable.push(Unplaced {
                from: path,
                lines: None,
                why: why.report(),
            }),
        }
    }
    all
}

/// The folder that links in what is imported begin in.
pub(super) fn root(path: &Path) -> &Path {
    if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(Path::new(""))
    }
}

/// The name of that folder, by which a later import knows its questions again.
pub(super) fn name(root: &Path) -> String {
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    let full = fs::canonicalize(root).unwrap_or_else(|_| PathBuf::from(root));
    full.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Which file a path from a folder means, or a name alone, as in Obsidian.
pub(super) fn beside(root: &Path) -> impl Fn(&str) -> Option<String> {
    let names = OnceCell::new();
    move |path: &str| {
        if root.join(path).is_file() {
            return Some(path.to_owned());
        }
        names.get_or_init(|| names_below(root)).get(path).cloned()
    }
}

/// What is below a folder in the order of its names, hidden files left out.
fn visible_below(root: &Path) -> impl Iterator<Item = walkdir::DirEntry> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    entries.filter_entry(visible).filter_map(Result::ok)
}

/// A path from a folder, with `/` between its parts.
fn below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// The files below a folder by their names, which are what Obsidian links to;
/// of several of one name, the first.
fn names_below(root: &Path) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for entry in visible_below(root).filter(|entry| entry.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        names
            .entry(name)
            .or_insert_with(|| below(root, entry.path()));
    }
    names
}
