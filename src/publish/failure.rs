//! What can go wrong while a site is published.

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use std::io;
use std::path::Path;

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// Pages could not be made: there are mistakes in the author's files.
    Content(Vec<Diagnostic>),
    /// The site could not be written.
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Error(error)
    }
}

/// For callers that publish no more than they have tried before: they know of no mistakes.
impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::Content(mistakes) => mistakes.first().map_or_else(
                || Error::new("a page cannot be made"),
                |first| Error::new(first.message.clone()),
            ),
            Failure::Error(error) => error,
        }
    }
}

/// Says of an error of the file system what was being done, such as "write", to which file.
pub(super) fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |error| Error::new(format!("cannot {doing} {}", path.display())).because(error)
}
