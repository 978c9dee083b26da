//! What a build notes of the files that it wrote, so that the next one knows
//! them again without making them.

use crate::cache::Key;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::SystemTime;

/// The files of a published site by their paths in it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record(FxHashMap<String, Note>);

/// What is noted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// Of what it was made.
    pub key: Key,
    /// How it stood on the disk.
    pub stamp: Stamp,
}

/// What the file system says of a file: any write to it changes this, and so
/// does another file in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Its size.
    pub bytes: u64,
    /// When it was written last, in nanoseconds after 1970.
    modified: u64,
    /// Its number in the file system; 0 where there are none.
    inode: u64,
}

impl Record {
    /// The note of the file at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Note> {
        self.0.get(path)
    }

    /// Adds the note of the file at a path.
    pub(super) fn insert(&mut self, path: String, note: Note) {
        self.0.insert(path, note);
    }

    /// The record as bytes, for a cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain data written to memory cannot fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The record that was written as these bytes, empty if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Record {
        postcard::from_bytes(bytes).unwrap_or_default()
    }
}

/// The stamp of a regular file, where the system can tell.
pub(super) fn stamp(found: &Metadata) -> Option<Stamp> {
    let modified = found.modified().ok()?;
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    found.is_file().then(|| Stamp {
        bytes: found.len(),
        modified: since.as_nanos() as u64,
        inode: inode(found),
    })
}

#[cfg(unix)]
fn inode(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
