//! What need not be computed again, by content. The only code that touches
//! `.studypress/`.
//!
//! Each entry is a file named by its key, which begins with the hash of the
//! rest: one that was cut or changed is as if it were not there. A cache that
//! cannot be written is no error, only slower.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folder of the cache, in the folder of the guide.
pub const FOLDER: &str = ".studypress";

/// Entries that nobody has asked for in this time are removed.
const KEEP: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// Bytes of a hash.
const HASH: usize = 32;

/// One kind of results, kept in a folder of its own.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// The name of an entry: the hash of all that its result depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The key of what is made from these parts.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize().to_hex().to_string())
    }
}

impl Cache {
    /// The cache for results of that kind, for the guide in `root`.
    pub fn open(root: &Path, kind: &str) -> Cache {
        let top = root.join(FOLDER);
        let folder = top.join(kind);
        if fs::create_dir_all(&folder).is_ok() {
            // Kept out of repositories without a word in the author's files.
            let ignore = top.join(".gitignore");
            if !ignore.exists() {
                let _ = fs::write(ignore, "*\n");
            }
        }
        Cache { folder }
    }

    /// What was kept under a key.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.folder.join(&key.0);
        let bytes = fs::read(&path).ok()?;
        let (hash, value) = bytes.split_at_checked(HASH)?;
        if blake3::hash(value).as_bytes() != hash {
            return None;
        }
        if let Ok(file) = fs::File::options().write(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(value.to_vec())
    }

    /// Keeps a value: written beside and renamed, so that nobody ever reads
    /// half of it.
    pub fn put(&self, key: &Key, value: &[u8]) {
        let written = tempfile::NamedTempFile::new_in(&self.folder).and_then(|mut file| {
            file.write_all(blake3::hash(value).as_bytes())?;
            file.write_all(value)?;
            Ok(file)
        });
        if let Ok(file) = written {
            let _ = file.persist(self.folder.join(&key.0));
        }
    }

    /// Removes what nobody has asked for in a long time.
    pub fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let age = entry
                .metadata()
                .and_then(|data| data.modified())
                .ok()
                .and_then(|time| time.elapsed().ok());
            if age.is_some_and(|age| age > KEEP) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
