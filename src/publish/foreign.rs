//! What others put into a site's folder: it is moved from the old site to the new one, and never deleted.
//!
//! A site's marker lists the files that studypress wrote; what stands beside them is foreign. A swap leaves foreign files
//! in the old site, out of which they are moved before it is removed: by the build itself, or by the next one if it was
//! killed.

use super::failure::failed;
use super::target::MARKER;
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const MARKER_TEXT: &str =
    "studypress made this folder; the next build replaces the files listed here, and no others.\n";

/// What the marker of a site says.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The files that studypress wrote, without the marker.
    pub files: Vec<String>,
    /// What stood beside them when it did, as it is shown: a name need not be Unicode.
    pub kept: BTreeSet<String>,
}

impl Record {
    /// Writes the marker of a site.
    pub(super) fn write(&self, site: &Path) -> Result<(), Error> {
        let path = site.join(MARKER);
        // Plain data written to memory cannot fail.
        let list = serde_json::to_string(self).unwrap_or_default();
        fs::write(&path, format!("{MARKER_TEXT}{list}\n")).map_err(failed("write", &path))
    }

    /// What the marker of a site says; of an older version's, which has no list, nothing is known.
    fn read(site: &Path) -> Option<Record> {
        let text = fs::read_to_string(site.join(MARKER)).ok()?;
        serde_json::from_str(text.split_once('\n')?.1).ok()
    }
}

/// What is in a site's folder.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Files and folders that are not studypress's, each without what is below it.
    pub paths: BTreeSet<PathBuf>,
    /// How many of them the last build did not see.
    pub new: usize,
    /// How many files and folders are, itself among them.
    pub ours: usize,
    /// The folders above the foreign ones.
    above: HashSet<PathBuf>,
}

/// Finds what is foreign in a site. A folder without a marker is no site, and nothing in it is anybody's.
pub(super) fn find(site: &Path) -> Result<Foreign, Error> {
    let mut found = Foreign::default();
    let is_site =
        fs::symlink_metadata(site).is_ok_and(|found| found.is_dir()) && site.join(MARKER).is_file();
    if !is_site {
        return Ok(found);
    }
    let record = Record::read(site);
    let known = Known::new(record.as_ref());
    walk(site, Path::new(""), &known, &mut found).map_err(failed("read", site))?;
    let seen = record.map_or_else(BTreeSet::new, |record| record.kept);
    found.new = found.shown().difference(&seen).count();
    for path in &found.paths {
        let folders = path.ancestors().skip(1).map(Path::to_owned);
        found.above.extend(folders);
    }
    Ok(found)
}

/// Which files and folders of a site are studypress's.
struct Known<'a> {
    /// `None` where no list tells: then all but hidden files are.
    files: Option<HashSet<&'a str>>,
    folders: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(record: Option<&'a Record>) -> Known<'a> {
        let files = record.map(|record| &record.files);
        let folders = files.into_iter().flatten();
        let folders = folders.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at]));
        Known {
            folders: folders.collect(),
            files: files.map(|files| files.iter().map(String::as_str).collect()),
        }
    }

    fn has(&self, path: &Path, is_folder: bool) -> bool {
        // What studypress writes has a name in Unicode.
        let Some(path) = slashed(path) else {
            return false;
        };
        let path = path.as_str();
        match &self.files {
            None => !path.starts_with('.') || path == ".nojekyll",
            Some(_) if is_folder => self.folders.contains(path),
            Some(files) => files.contains(path),
        }
    }
}

/// A path as a site's addresses have it; `None` if a name is not in Unicode.
fn slashed(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
    Some(names?.join("/"))
}

fn walk(site: &Path, below: &Path, known: &Known, found: &mut Foreign) -> io::Result<()> {
    found.ours += 1;
    for entry in fs::read_dir(site.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let is_folder = entry.file_type()?.is_dir();
        if path == Path::new(MARKER) {
            found.ours += 1;
        } else if !known.has(&path, is_folder) {
            found.paths.insert(path);
        } else if is_folder {
            walk(site, &path, known, found)?;
        } else {
            found.ours += 1;
        }
    }
    Ok(())
}

impl Foreign {
    /// The paths as they can be shown and written down.
    pub(super) fn shown(&self) -> BTreeSet<String> {
        let lossy = |path: &PathBuf| path.to_string_lossy().into_owned();
        self.paths.iter().map(lossy).collect()
    }

    /// Refuses a file of the new site that would stand where something foreign does.
    pub(super) fn refuse_clash(&self, site: &Path, path: &str) -> Result<(), Error> {
        if self.paths.is_empty() {
            return Ok(());
        }
        let ends = path.match_indices('/').map(|(at, _)| at);
        let mut parts = ends.chain([path.len()]).map(|end| &path[..end]);
        let is_foreign = |part: &&str| self.paths.contains(Path::new(part));
        let inside = self.above.contains(Path::new(path)).then_some(path);
        let Some(part) = parts.find(is_foreign).or(inside) else {
            return Ok(());
        };
        let there = site.join(part);
        let message = format!(
            "{} was not made by studypress, and the guide has a file for that place: {path}",
            there.display()
        );
        Err(Error::new(message).help("move it out of the site's folder, or into static/"))
    }
}

/// Undoes what [`carry`] has done so far.
pub(super) fn carry_back(from: &Path, to: &Path, foreign: &Foreign) {
    for path in &foreign.paths {
        // What could not be moved is still there.
        if fs::symlink_metadata(to.join(path)).is_err() {
            let _ = fs::rename(from.join(path), to.join(path));
        }
    }
}

/// Moves what is foreign from one site to another, and leaves alone what is there already.
pub(super) fn carry(from: &Path, to: &Path, foreign: &Foreign) -> Result<(), Error> {
    for path in &foreign.paths {
        let (old, new) = (from.join(path), to.join(path));
        if fs::symlink_metadata(&new).is_ok() {
            let message = format!("{} and {} are both there", old.display(), new.display());
            return Err(Error::new(message)
                .help("the first was not made by studypress: move one of them away"));
        }
        if let Some(folder) = new.parent() {
            fs::create_dir_all(folder).map_err(failed("make", folder))?;
        }
        fs::rename(&old, &new).map_err(failed("move", &old))?;
    }
    Ok(())
}
