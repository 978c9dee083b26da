//! Outputs → files in the staging directory, each of them made only if the old site does not
//! hold it already.

use super::failure::{Failure, failed};
use super::foreign::{Foreign, Record};
use super::list::{self, Digest, Listed};
use super::manifest::{Entry, Fingerprint, Manifest};
use super::swap::Places;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::guide::OFFLINE_LIST;
use crate::render::{Offline, Pending};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// What was written to the staging directory.
pub(super) struct Written {
    /// How many files, without the marker.
    pub files: usize,
    /// How many of them the old site has too.
    pub reused: usize,
    /// The size of all files.
    pub bytes: u64,
    pub manifest: Manifest,
}

/// Writes all outputs to the staging directory. `known` is what is known of the files of the site that stands, and
/// `foreign` what stands beside them.
pub(super) fn write_all<'a>(
    places: &Places,
    outputs: impl ParallelIterator<Item = Pending<'a>>,
    known: &Manifest,
    foreign: &Foreign,
) -> Result<Written, Failure> {
    let old = places.target.as_path();
    let writer = Writer {
        staging: &places.staging,
        target: old,
        old: old.is_dir().then_some(old),
        foreign,
        known,
        made: Mutex::new(HashSet::new()),
        files: AtomicUsize::new(0),
        reused: AtomicUsize::new(0),
        bytes: AtomicU64::new(0),
        diagnostics: Mutex::new(Vec::new()),
    };
    let placed: Vec<Option<Placed>> = outputs
        .map(|output| writer.place(output))
        .collect::<Result<_, Error>>()?;
    let diagnostics = match writer.diagnostics.lock() {
        Ok(mut found) => std::mem::take(&mut *found),
        Err(_) => Vec::new(),
    };
    if !diagnostics.is_empty() {
        return Err(Failure::Content(diagnostics));
    }
    let mut manifest = Manifest::default();
    let mut record = Record {
        files: Vec::with_capacity(placed.len()),
        kept: foreign.shown(),
    };
    let mut listed = Vec::new();
    for file in placed.into_iter().flatten() {
        record.files.push(file.path.clone());
        if let Some(digest) = file.digest {
            listed.push(Listed {
                path: file.path.clone(),
                digest,
                bytes: file.bytes,
            });
        }
        if let Some(entry) = file.entry {
            manifest.put(file.path, entry);
        }
    }
    if !listed.is_empty() {
        writer.put(OFFLINE_LIST, list::write(listed).as_bytes())?;
        record.files.push(OFFLINE_LIST.to_owned());
    }
    record.write(writer.staging)?;
    Ok(Written {
        files: writer.files.into_inner(),
        reused: writer.reused.into_inner(),
        bytes: writer.bytes.into_inner(),
        manifest,
    })
}

/// A file that is in its place.
struct Placed {
    path: String,
    bytes: u64,
    /// If readers without a network have it.
    digest: Option<Digest>,
    /// In the manifest, if it has a key.
    entry: Option<Entry>,
}

struct Writer<'a> {
    staging: &'a Path,
    /// Where the site will stand.
    target: &'a Path,
    /// The old site, if there is one.
    old: Option<&'a Path>,
    foreign: &'a Foreign,
    known: &'a Manifest,
    /// The directories that were made so far.
    made: Mutex<HashSet<PathBuf>>,
    files: AtomicUsize,
    reused: AtomicUsize,
    bytes: AtomicU64,
    diagnostics: Mutex<Vec<Diagnostic>>,
}

impl Writer<'_> {
    /// Puts an output in its place, made anew if there is no other way; `None` if that fails
    /// for a mistake of the author's.
    fn place(&self, output: Pending) -> Result<Option<Placed>, Error> {
        let relative = Path::new(&output.path);
        let normal = |part: Component| matches!(part, Component::Normal(_));
        if output.path.is_empty() || !relative.components().all(normal) {
            return Err(Error::new(format!(
                "`{}` is no path within the site",
                output.path
            )));
        }
        if let Some(entry) = self.reuse(&output)? {
            return Ok(Some(Placed {
                path: output.path,
                bytes: entry.fingerprint.bytes,
                digest: entry.digest,
                entry: Some(entry),
            }));
        }
        let bytes = match (output.make)() {
            Ok(bytes) => bytes,
            Err(diagnostic) => {
                if let Ok(mut all) = self.diagnostics.lock() {
                    all.push(*diagnostic);
                }
                return Ok(None);
            }
        };
        let found = self.put(&output.path, &bytes)?;
        let digest = match output.offline {
            Offline::No => None,
            Offline::Yes => Some(blake3::hash(&bytes)),
            Offline::Hashed(hash) => Some(hash),
        };
        let digest = digest.map(Digest::new);
        let entry = |key| {
            Some(Entry {
                key,
                fingerprint: Fingerprint::of(&found)?,
                digest,
            })
        };
        Ok(Some(Placed {
            bytes: bytes.len() as u64,
            digest,
            entry: output.key.and_then(entry),
            path: output.path,
        }))
    }

    /// Puts what a file holds in its place, and gives what the file system says of it.
    fn put(&self, relative: &str, bytes: &[u8]) -> Result<fs::Metadata, Error> {
        let path = self.path(relative)?;
        let old = self.old.map(|old| old.join(relative));
        let same = old.is_some_and(|old| link_if_same(&old, &path, bytes));
        self.count(bytes.len() as u64, same);
        let found = if same {
            fs::symlink_metadata(&path)
        } else {
            write(&path, bytes)
        };
        found.map_err(failed("write", &path))
    }

    /// Where a file is to be, in a folder that is there.
    fn path(&self, relative: &str) -> Result<PathBuf, Error> {
        self.foreign.refuse_clash(self.target, relative)?;
        let path = self.staging.join(relative);
        if let Some(folder) = path.parent() {
            self.make(folder)?;
        }
        Ok(path)
    }

    /// Gives a file of the old site its place in the new one without making it, if its key is
    /// the same and nobody has touched it since.
    fn reuse(&self, output: &Pending) -> Result<Option<Entry>, Error> {
        let known = |key| {
            let entry = self.known.get(&output.path).filter(|e| e.key == key)?;
            // The list of what is kept offline needs to know what it holds.
            (entry.digest.is_some() == (output.offline != Offline::No)).then_some(*entry)
        };
        let (Some(entry), Some(old)) = (output.key.and_then(known), self.old) else {
            return Ok(None);
        };
        let old = old.join(&output.path);
        let untouched = |found| Fingerprint::of(&found) == Some(entry.fingerprint);
        if !fs::symlink_metadata(&old).is_ok_and(untouched) {
            return Ok(None);
        }
        let path = self.path(&output.path)?;
        let linked = fs::hard_link(&old, &path).is_ok();
        if linked {
            self.count(entry.fingerprint.bytes, true);
        }
        Ok(linked.then_some(entry))
    }

    fn count(&self, bytes: u64, reused: bool) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.reused
            .fetch_add(usize::from(reused), Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn make(&self, folder: &Path) -> Result<(), Error> {
        let known = |made: &mut HashSet<PathBuf>| made.contains(folder);
        if self.made.lock().is_ok_and(|mut made| known(&mut made)) {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(failed("make", folder))?;
        if let Ok(mut made) = self.made.lock() {
            made.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Writes a file, and gives what the file system says of it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<fs::Metadata> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.metadata()
}

/// Gives a file of the old site its place in the new one, if it holds the same. So it keeps
/// its time, for tools that copy what is newer.
fn link_if_same(old: &Path, path: &Path, bytes: &[u8]) -> bool {
    let of_size = |found: fs::Metadata| found.is_file() && found.len() == bytes.len() as u64;
    fs::symlink_metadata(old).is_ok_and(of_size)
        && fs::read(old).is_ok_and(|held| held == bytes)
        && fs::hard_link(old, path).is_ok()
}
