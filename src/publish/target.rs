//! Where a site may be written: only to a folder that studypress made, or to an empty one.

use super::failure::failed;
use crate::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that marks a directory as made by studypress, and so as one that
/// may be replaced.
pub const MARKER: &str = ".studypress-site";

/// Whether a build may write to `target`: asked before the work is done.
/// Gives the place that it would write to.
pub fn check_target(target: &Path) -> Result<PathBuf, Error> {
    let target = resolve(target)?;
    check_ours(&target)?;
    Ok(target)
}

/// A path that need not exist yet as an absolute one without symbolic links;
/// a link stands for what it names.
pub fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(failed("find", path))?;
    let mut there = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        let error = match fs::canonicalize(there) {
            Ok(mut resolved) => {
                resolved.extend(missing.iter().rev());
                return Ok(resolved);
            }
            Err(error) => error,
        };
        // A link to nothing is there all the same.
        let absent = error.kind() == io::ErrorKind::NotFound && !there.is_symlink();
        match (there.parent(), there.file_name()) {
            (Some(parent), Some(name)) if absent => {
                missing.push(name);
                there = parent;
            }
            _ => return Err(failed("find", path)(error)),
        }
    }
}

/// Fails if the folder holds anything that studypress did not make.
pub(super) fn check_ours(target: &Path) -> Result<(), Error> {
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(not_ours(target));
        }
        Err(error) => return Err(failed("read", target)(error)),
    };
    // A working tree of Git that holds nothing yet is as good as an empty folder.
    let only_git = entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == ".git"));
    if only_git || target.join(MARKER).is_file() {
        return Ok(());
    }
    Err(not_ours(target))
}

fn not_ours(target: &Path) -> Error {
    Error::new(format!(
        "{} is not empty and was not made by studypress, so it is left alone",
        target.display()
    ))
    .help("give another folder with --output, or move what is in it away")
}
