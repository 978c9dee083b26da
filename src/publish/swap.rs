//! The directories of a build, and the one step in which the new site takes the
//! old one's place.

use super::failure::failed;
use crate::error::Error;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Keeps other builds out for as long as the file lives. On Unix the parent
/// directory itself is locked, so that nothing is left lying about.
pub(super) fn lock(parent: &Path, waiting: impl FnOnce()) -> Result<File, Error> {
    let (path, file) = if cfg!(unix) {
        (parent.to_owned(), File::open(parent))
    } else {
        let path = parent.join(".studypress-lock");
        let file = File::create(&path);
        (path, file)
    };
    let file = file.map_err(failed("open", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(failed("lock", &path))?;
        }
        // A file system without such locks, as many networks' are, cannot keep
        // two builds apart; one build is safe on it all the same.
        Err(TryLockError::Error(_)) => {}
    }
    Ok(file)
}

/// What a build leaves beside the site that is not part of it: the old site, or what
/// was written before it failed. Removed when this goes out of use, and by the next
/// build if not now; until then other builds are kept out.
#[derive(Debug)]
pub struct Leftovers {
    staging: PathBuf,
    old: PathBuf,
    _lock: File,
}

impl Leftovers {
    pub(super) fn new(places: &Places, lock: File) -> Leftovers {
        Leftovers {
            staging: places.staging.clone(),
            old: places.old.clone(),
            _lock: lock,
        }
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        // The build has done what it was asked for, or tells of a failure of its own.
        let _ = remove(&self.staging);
        let _ = remove(&self.old);
    }
}

/// The directories of a swap.
pub(super) struct Places {
    /// Where the site stands.
    pub target: PathBuf,
    /// Where the new one is written.
    pub staging: PathBuf,
    /// Where the old site waits where a swap takes two steps.
    old: PathBuf,
}

impl Places {
    pub fn beside(target: &Path) -> Places {
        let name = target
            .file_name()
            .map_or_else(|| "site".into(), |name| name.to_string_lossy());
        Places {
            target: target.to_owned(),
            staging: target.with_file_name(format!(".{name}.studypress-new")),
            old: target.with_file_name(format!(".{name}.studypress-old")),
        }
    }

    /// Brings the old site back if a build was killed between the two steps.
    pub fn recover(&self) -> Result<(), Error> {
        if !self.old.exists() {
            return Ok(());
        }
        if self.target.exists() {
            return remove(&self.old);
        }
        fs::rename(&self.old, &self.target).map_err(failed("restore", &self.target))
    }

    pub fn swap(&self) -> Result<(), Error> {
        if !self.target.exists() {
            return fs::rename(&self.staging, &self.target)
                .map_err(failed("put the new site at", &self.target));
        }
        if exchange(&self.staging, &self.target) {
            return Ok(());
        }
        fs::rename(&self.target, &self.old).map_err(failed("replace", &self.target))?;
        fs::rename(&self.staging, &self.target).map_err(failed("put the new site at", &self.target))
    }
}

/// Swaps two directories in one step, where the system can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

pub(super) fn remove(directory: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed("remove", directory)(error))
        }
        _ => Ok(()),
    }
}
