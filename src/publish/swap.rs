//! The directories of a build, and the one step in which the new site takes the
//! old one's place.

use super::failure::failed;
use super::foreign;
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
    places: Places,
    _lock: File,
}

impl Leftovers {
    pub(super) fn new(places: &Places, lock: File) -> Leftovers {
        Leftovers {
            places: places.clone(),
            _lock: lock,
        }
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        // The build has done what it was asked for, or tells of a failure of its own.
        let _ = self.places.clear(&self.places.staging);
        let _ = self.places.clear(&self.places.old);
    }
}

/// The directories of a swap.
#[derive(Debug, Clone)]
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
            return self.clear(&self.old);
        }
        fs::rename(&self.old, &self.target).map_err(failed("restore", &self.target))
    }

    /// Removes what was a site, or would have become one; what others put into it goes to the site that stands.
    pub fn clear(&self, place: &Path) -> Result<(), Error> {
        if self.target.is_dir() {
            foreign::carry(place, &self.target, &foreign::find(place)?)?;
        }
        remove(place)
    }

    /// Puts the old site back where it was before [`Places::swap`].
    pub fn swap_back(&self) -> Result<(), Error> {
        if !self.staging.exists() {
            fs::rename(&self.target, &self.staging).map_err(failed("replace", &self.target))?;
            fs::rename(&self.old, &self.target).map_err(failed("restore", &self.target))?;
        } else if !exchange(&self.staging, &self.target) {
            return Err(Error::new(format!(
                "cannot restore {}",
                self.target.display()
            )));
        }
        Ok(())
    }

    /// Puts the new site in the place of the old one, and gives the place where that is now.
    pub fn swap(&self) -> Result<&Path, Error> {
        let put = || {
            fs::rename(&self.staging, &self.target)
                .map_err(failed("put the new site at", &self.target))
        };
        if !self.target.exists() {
            put()?;
        } else if exchange(&self.staging, &self.target) {
            return Ok(&self.staging);
        } else {
            fs::rename(&self.target, &self.old).map_err(failed("replace", &self.target))?;
            put()?;
        }
        Ok(&self.old)
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

fn remove(directory: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed("remove", directory)(error))
        }
        _ => Ok(()),
    }
}
