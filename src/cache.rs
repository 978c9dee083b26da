//! Results that need not be computed again. The only code that touches
//! `.studypress/`.
//!
//! An entry is a file that is named by its key. It begins with the hash of its
//! value, so one that was cut or changed is never given. A cache that cannot be
//! written is no error: the next run is only slower.

use serde::{Deserialize, Serialize};
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

/// The folder of the cache, in the folder of the guide.
pub const FOLDER: &str = ".studypress";

/// Entries that nobody has got in this time are removed.
const UNUSED: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// Bytes of a hash.
const HASH: usize = 32;

/// The cache for one kind of results, a folder of its own.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// The hash of all that a result depends on: equal keys, equal results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key([u8; HASH]);

impl Key {
    /// The key of what is made from these parts.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize().into())
    }

    /// The key as a part of other keys.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn name(&self) -> String {
        blake3::Hash::from(self.0).to_hex().to_string()
    }
}

/// The key of this very program: another build of it may make something else of
/// the same files. `None` where it cannot be read.
pub fn program() -> Option<Key> {
    static PROGRAM: OnceLock<Option<Key>> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let mut program = fs::File::open(env::current_exe().ok()?).ok()?;
        let mut hasher = blake3::Hasher::new();
        // Part by part: it has many megabytes, and making room for all costs more than to hash them.
        let mut part = vec![0; 1 << 16];
        loop {
            match program.read(&mut part).ok()? {
                0 => return Some(Key(hasher.finalize().into())),
                length => hasher.update(&part[..length]),
            };
        }
    })
}

impl Cache {
    /// The cache for results of that kind, for the guide in `root`.
    pub fn open(root: &Path, kind: &str) -> Cache {
        Cache {
            folder: root.join(FOLDER).join(kind),
        }
    }

    /// Makes the folder, once there is something to put in it.
    fn make_folder(&self) {
        if self.folder.is_dir() || fs::create_dir_all(&self.folder).is_err() {
            return;
        }
        // Kept out of repositories without a word in the author's files.
        let ignore = self.folder.with_file_name(".gitignore");
        if !ignore.exists() {
            let _ = fs::write(ignore, "*\n");
        }
    }

    /// The value that was put under a key.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.folder.join(key.name());
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

    /// Puts a value under a key. It is written beside its place and renamed, so that
    /// nobody ever reads half of it.
    pub fn put(&self, key: &Key, value: &[u8]) {
        self.make_folder();
        let written = tempfile::NamedTempFile::new_in(&self.folder).and_then(|mut file| {
            file.write_all(blake3::hash(value).as_bytes())?;
            file.write_all(value)?;
            Ok(file)
        });
        if let Ok(file) = written {
            let _ = file.persist(self.folder.join(key.name()));
        }
    }

    /// The value that this very program put last under a name. What another build of the
    /// program put there may mean something else, and is not given.
    pub fn get_latest(&self, name: &[u8]) -> Option<Vec<u8>> {
        let mut value = self.get(&Key::new([name]))?;
        let own = value.strip_prefix(program()?.as_bytes())?.len();
        value.drain(..value.len() - own);
        Some(value)
    }

    /// Puts a value under a name, in place of the one before.
    pub fn put_latest(&self, name: &[u8], value: &[u8]) {
        if let Some(program) = program() {
            self.put(&Key::new([name]), &[program.as_bytes(), value].concat());
        }
    }

    /// Removes the entries that nobody has got in 60 days.
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
            if age.is_some_and(|age| age > UNUSED) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
