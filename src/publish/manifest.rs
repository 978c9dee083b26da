//! The build manifest: what each file of a site was made of and how it stands on the
//! disk, so that the next build knows which files it need not make again.

use super::list::Digest;
use crate::cache::Key;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::SystemTime;

/// The files of a published site by their paths in it. Files without a key are not in it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest(FxHashMap<String, Entry>);

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The key of all that it was made of.
    pub key: Key,
    /// The file as it was written.
    pub fingerprint: Fingerprint,
    /// The hash of what it holds, if readers without a network have it.
    pub digest: Option<Digest>,
}

/// What the file system says of a file. Any write to it changes this, and so does
/// another file in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    /// Its size.
    pub bytes: u64,
    /// When it was written last, in nanoseconds after 1970.
    modified: u64,
    /// Its number in the file system; 0 where files have none.
    inode: u64,
}

impl Manifest {
    pub(super) fn get(&self, path: &str) -> Option<&Entry> {
        self.0.get(path)
    }

    pub(super) fn put(&mut self, path: String, entry: Entry) {
        self.0.insert(path, entry);
    }

    /// The manifest as bytes, for a cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain data written to memory cannot fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The manifest that became these bytes; an empty one if they are something else.
    pub fn from_bytes(bytes: &[u8]) -> Manifest {
        postcard::from_bytes(bytes).unwrap_or_default()
    }
}

impl Fingerprint {
    /// The fingerprint of a regular file; `None` for anything else, and where the file
    /// system does not tell.
    pub fn of(found: &Metadata) -> Option<Fingerprint> {
        let modified = found.modified().ok()?;
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        found.is_file().then(|| Fingerprint {
            bytes: found.len(),
            modified: since.as_nanos() as u64,
            inode: inode(found),
        })
    }
}

#[cfg(unix)]
fn inode(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
