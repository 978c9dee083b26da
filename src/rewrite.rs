//! Writing an author's files: the one place that does, beside and then by
//! renaming, so that nobody ever sees half a file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

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
    let beside = beside(&path, bytes)?;
    beside.as_file().set_permissions(permissions)?;
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a new file and the folders above it. What is there already stays as
/// it is, and the error is [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    // Asked first too: some file systems cannot refuse in the same step. A
    // symbolic link that leads nowhere is something that is there.
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(&path, bytes)?;
    beside
        .persist_noclobber(&path)
        .map_err(|error| error.error)?;
    Ok(())
}

/// A hidden file beside `path`, which goes away unless it is given a name.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".").suffix(".studypress-new");
    // As other programs make files: what the umask leaves of rw-rw-rw-.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
