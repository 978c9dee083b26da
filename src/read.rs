//! The tree on disk → [`Files`]. The only code that reads the site's files.

use crate::diagnostic::{Checked, Diagnostic, codes};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// The file that makes a folder a site.
pub const CONFIG_FILE: &str = "site.toml";

/// The folders that are read, from the root of the site.
pub const FOLDERS: [&str; 5] = ["content", "templates", "static", "strings", "syntaxes"];

/// Larger files are refused: nothing in a study guide needs them, and one of
/// them would be held in memory several times over.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The name of a content file without the ending that makes it one, `.md` in small or capital letters.
pub fn markdown_stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    ending.eq_ignore_ascii_case("md").then_some(stem)
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the root of the site, with `/` between its parts.
    pub path: String,
    pub bytes: Cow<'static, [u8]>,
}

impl File {
    /// The file as text, without a byte order mark.
    pub fn text(&self) -> Result<&str, Diagnostic> {
        let bytes = self
            .bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&self.bytes);
        std::str::from_utf8(bytes).map_err(|error| {
            let right = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let (line, column) = (
                right.matches('\n').count() + 1,
                right.chars().rev().take_while(|c| *c != '\n').count() + 1,
            );
            Diagnostic::of_file(
                &codes::NOT_UTF8,
                &self.path,
                format!("this file is not UTF-8: see line {line}, column {column}"),
            )
            .help("save it as UTF-8; other encodings are not read")
        })
    }
}

/// All files of a site by their paths, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Files {
    /// Path → file; shared, so that a copy with one file changed is cheap.
    pub by_path: BTreeMap<String, Arc<File>>,
}

impl Files {
    /// Adds a file, in place of one with the same path.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) {
        let path = path.into();
        let file = File {
            path: path.clone(),
            bytes: bytes.into(),
        };
        self.by_path.insert(path, Arc::new(file));
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.by_path.get(path).map(|file| &**file)
    }

    /// The text of a file, if it is there and is text: to show a line of it.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.text().ok()
    }

    /// The paths whose files are not the same in both, in order.
    pub fn differing<'a>(&'a self, other: &'a Files) -> Vec<&'a str> {
        let mut paths = Vec::new();
        let mut others = other.by_path.iter().peekable();
        for (path, file) in &self.by_path {
            while let Some((missing, _)) = others.next_if(|(other, _)| *other < path) {
                paths.push(missing.as_str());
            }
            match others.next_if(|(other, _)| *other == path) {
                Some((_, same)) if Arc::ptr_eq(same, file) || same == file => {}
                _ => paths.push(path),
            }
        }
        paths.extend(others.map(|(path, _)| path.as_str()));
        paths
    }

    /// The files below a folder, in order.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a File> + use<'a> {
        self.shared_below(folder).map(|file| &**file)
    }

    /// The same, as they are shared.
    pub fn shared_below<'a>(
        &'a self,
        folder: &str,
    ) -> impl Iterator<Item = &'a Arc<File>> + use<'a> {
        let prefix = format!("{folder}/");
        self.by_path
            .range(prefix.clone()..)
            .take_while(move |(path, _)| path.starts_with(&prefix))
            .map(|(_, file)| file)
    }
}

/// Reads `site.toml` and the folders below `root`.
///
/// What cannot be read is a diagnostic; the rest is read all the same.
/// Symbolic links are followed as long as they stay within the site.
pub fn site(root: &Path) -> Checked<Files> {
    let mut diagnostics = Vec::new();
    let mut paths = Vec::new();
    let config = root.join(CONFIG_FILE);
    if config.is_file() {
        paths.push((CONFIG_FILE.to_owned(), config));
    } else {
        diagnostics.push(
            Diagnostic::of_file(
                &codes::NO_CONFIG,
                CONFIG_FILE,
                format!("there is no {CONFIG_FILE} in {}", root.display()),
            )
            .help("run this in the folder of a guide, or name that folder: studypress build DIR"),
        );
    }
    for folder in FOLDERS {
        paths.extend(walk(root, folder).into_value(&mut diagnostics));
    }
    let read: Vec<_> = paths
        .into_par_iter()
        .map(|(path, absolute)| read_file(path, &absolute))
        .collect();
    let mut files = Files::default();
    for result in read {
        match result {
            Ok(file) => {
                files.by_path.insert(file.path.clone(), Arc::new(file));
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Checked {
        value: files,
        diagnostics,
    }
}

/// Reads what `paths` (from the root of the site) have become, for `files` that
/// are all that [`site`] read before.
///
/// `None` where that is not enough to know what [`site`] would now read: a folder
/// or a link has changed, or a file cannot be read.
pub fn changed<'a>(
    root: &Path,
    files: &Files,
    paths: impl IntoIterator<Item = &'a str>,
) -> Option<Files> {
    let mut files = files.clone();
    for path in paths {
        if plain_file(root, path)? {
            let file = read_file(path.to_owned(), &root.join(path)).ok()?;
            if files.get(path) != Some(&file) {
                files.by_path.insert(path.to_owned(), Arc::new(file));
            }
        } else if files.below(path).next().is_some() || path == CONFIG_FILE {
            return None;
        } else {
            files.by_path.remove(path);
        }
    }
    Some(files)
}

/// Whether there is a file at a path; `None` if there is something else there,
/// or if a link leads to it.
fn plain_file(root: &Path, path: &str) -> Option<bool> {
    let mut at = root.to_owned();
    let mut kind = None;
    for part in path.split('/') {
        if kind.is_some_and(|kind: fs::FileType| !kind.is_dir()) {
            return None;
        }
        at.push(part);
        kind = match fs::symlink_metadata(&at) {
            Ok(found) => Some(found.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
            Err(_) => return None,
        };
    }
    kind?.is_file().then_some(true)
}

/// Whether a path from the root of the site is one that [`site`] would read if
/// there were a file.
pub fn is_read(path: &str) -> bool {
    let mut parts = path.split('/');
    let top = parts.next().unwrap_or("");
    path == CONFIG_FILE || FOLDERS.contains(&top) && parts.all(|part| !part.starts_with('.'))
}

/// The files below a folder of the site: paths from the root and on disk.
fn walk(root: &Path, folder: &str) -> Checked<Vec<(String, PathBuf)>> {
    let mut found = Checked::default();
    let top = root.join(folder);
    if !top.exists() {
        return found;
    }
    let inside = fs::canonicalize(root).ok();
    // Folders that are symbolic links.
    let mut links: Vec<PathBuf> = Vec::new();
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let mut entries = WalkDir::new(&top)
        .follow_links(true)
        .into_iter()
        .filter_entry(visible);
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.diagnostics.push(unwalkable(root, &top, &error));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            if entry.path_is_symlink() {
                if !stays_inside(entry.path(), inside.as_deref()) {
                    // All that is below it is as far out.
                    found
                        .diagnostics
                        .push(leads_out(&relative_lossy(root, entry.path())));
                    entries.skip_current_dir();
                }
                links.push(entry.path().to_owned());
            }
            continue;
        }
        match place(root, inside.as_deref(), &links, &entry) {
            Ok(path) => found.value.push((path, entry.into_path())),
            Err(wrong) => found.diagnostics.push(wrong),
        }
    }
    found
}

/// The path of a file from the root of the site, if it may be read.
fn place(
    root: &Path,
    inside: Option<&Path>,
    links: &[PathBuf],
    entry: &DirEntry,
) -> Result<String, Diagnostic> {
    let wrong = |path: &str, message| Diagnostic::of_file(&codes::UNREADABLE, path, message);
    let Some(path) = relative(root, entry.path()) else {
        let path = relative_lossy(root, entry.path());
        return Err(wrong(&path, "the name of this file is not Unicode").help("rename the file"));
    };
    let linked = entry.path_is_symlink() || links.iter().any(|link| entry.path().starts_with(link));
    if linked && !stays_inside(entry.path(), inside) {
        return Err(leads_out(&path));
    }
    Ok(path)
}

fn leads_out(path: &str) -> Diagnostic {
    let message = "this symbolic link leads out of the site";
    Diagnostic::of_file(&codes::UNREADABLE, path, message)
        .help("copy what it leads to into the site")
}

/// Why something below `top` cannot be walked.
fn unwalkable(root: &Path, top: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(top);
    let message = match (error.loop_ancestor(), error.io_error()) {
        (None, Some(error)) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path)
        {
            Ok(to) => format!(
                "this symbolic link leads to {}, which is not there",
                to.display()
            ),
            Err(_) => format!("this file cannot be read: {error}"),
        },
        (Some(_), _) => "this symbolic link leads to a folder that holds it".to_owned(),
        (None, Some(error)) => format!("this file cannot be read: {error}"),
        (None, None) => error.to_string(),
    };
    Diagnostic::of_file(&codes::UNREADABLE, &relative_lossy(root, path), message)
}

fn stays_inside(path: &Path, root: Option<&Path>) -> bool {
    match (fs::canonicalize(path), root) {
        (Ok(path), Some(root)) => path.starts_with(root),
        _ => false,
    }
}

/// `path` from `root`, with `/` between its parts; `None` if it is not Unicode.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

/// The same for messages: what is not Unicode is replaced.
fn relative_lossy(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().into_owned()
}

fn read_file(path: String, absolute: &Path) -> Result<File, Diagnostic> {
    let unreadable = |error: io::Error| {
        Diagnostic::of_file(
            &codes::UNREADABLE,
            &path,
            format!("this file cannot be read: {error}"),
        )
    };
    let size = fs::metadata(absolute).map_err(unreadable)?.len();
    if size > MAX_FILE_BYTES {
        return Err(Diagnostic::of_file(
            &codes::TOO_LARGE,
            &path,
            format!("this file has {size} bytes; at most {MAX_FILE_BYTES} are read"),
        )
        .help("keep large files elsewhere and link to them"));
    }
    let bytes = fs::read(absolute).map_err(unreadable)?;
    Ok(File {
        path,
        bytes: Cow::Owned(bytes),
    })
}
