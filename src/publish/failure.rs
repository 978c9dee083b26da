//! What can go wrong while a site is published.

use crate::diagnostic::Diagnostic;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The target holds something that studypress did not make.
    NotOurs(PathBuf),
    /// The file system refused.
    Io {
        /// What was being done, such as "write".
        doing: &'static str,
        /// To which file.
        path: PathBuf,
        /// Why it failed.
        error: io::Error,
    },
    /// An output's path would leave the site.
    BadPath(String),
    /// Pages could not be made.
    Content(Vec<Diagnostic>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NotOurs(path) => write!(
                f,
                "{} is not empty and was not made by studypress, so it is left alone\n\
                 give another folder with --output, or move what is in it away",
                path.display()
            ),
            Failure::Io { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())
            }
            Failure::BadPath(path) => write!(f, "`{path}` is no path within the site"),
            Failure::Content(diagnostics) => write!(f, "{} pages failed", diagnostics.len()),
        }
    }
}

/// Turns an error of the file system into a failure that says what was being done to which
/// file.
pub(super) fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |error| Failure::Io { doing, path, error }
}
