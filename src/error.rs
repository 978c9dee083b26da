//! The one error of the program: why a command could not do what it was asked.
//!
//! A mistake in the author's files is no error of this kind but a
//! [`Diagnostic`](crate::diagnostic::Diagnostic), which has a place in a file.

use std::error::Error as StdError;
use std::fmt;

/// What an error of another crate becomes when it is the cause of ours.
type Cause = Box<dyn StdError + Send + Sync>;

/// What failed, why, and what to try.
///
/// It is printed in one place, `cli::run`, with its causes and its help.
#[derive(Debug)]
pub struct Error {
    message: String,
    help: Vec<String>,
    cause: Option<Cause>,
}

impl Error {
    /// An error that says what failed, such as "cannot read site.toml".
    pub fn new(message: impl Into<String>) -> Error {
        Error {
            message: message.into(),
            help: Vec::new(),
            cause: None,
        }
    }

    /// Adds a line that says what to try.
    #[must_use]
    pub fn help(mut self, line: impl Into<String>) -> Error {
        self.help.push(line.into());
        self
    }

    /// Names what it was caused by.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Cause>) -> Error {
        self.cause = Some(cause.into());
        self
    }

    /// The message and its causes on one line, then the help of all of them.
    ///
    /// ```
    /// use studypress::error::Error;
    ///
    /// let error = Error::new("cannot write a.pdf").because("disk full").help("try --pdf=b.pdf");
    /// assert_eq!(error.report(), "cannot write a.pdf: disk full\ntry --pdf=b.pdf");
    /// ```
    pub fn report(&self) -> String {
        let mut text = self.message.clone();
        let mut help: Vec<&str> = self.help.iter().map(String::as_str).collect();
        let mut cause = self.source();
        while let Some(error) = cause {
            text += &format!(": {error}");
            if let Some(ours) = error.downcast_ref::<Error>() {
                help.extend(ours.help.iter().map(String::as_str));
            }
            cause = error.source();
        }
        for line in help {
            text.push('\n');
            text.push_str(line);
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause
            .as_deref()
            .map(|cause| cause as &(dyn StdError + 'static))
    }
}

/// Says of any result what was being done when it failed.
pub trait Context<T> {
    /// The result with an error of ours, caused by the one that is there.
    fn context<M: Into<String>>(self, message: impl FnOnce() -> M) -> Result<T, Error>;
}

impl<T, E: Into<Cause>> Context<T> for Result<T, E> {
    fn context<M: Into<String>>(self, message: impl FnOnce() -> M) -> Result<T, Error> {
        self.map_err(|cause| Error::new(message()).because(cause))
    }
}
