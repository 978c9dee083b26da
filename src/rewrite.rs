//! Changing an author's file: the one function that does, which writes beside
//! and renames, so that nobody ever sees half a file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces what a file holds. Its permissions stay; a symbolic link goes on
/// leading to it.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the file is read-only",
        ));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".")
        .suffix(".studypress-new")
        .tempfile_in(folder)?;
    beside.write_all(bytes)?;
    beside.as_file().set_permissions(permissions)?;
    beside.as_file().sync_all()?;
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
