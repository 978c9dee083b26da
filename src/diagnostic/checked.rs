//! A value together with what was found wrong on the way to it.

use super::{Diagnostic, sort};

/// What a stage gives back: its value, and what is wrong with its input.
///
/// This is the one form in which functions report several mistakes. A function that can find only one gives a
/// `Result<T, Diagnostic>`.
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use = "the diagnostics have to reach the author"]
pub struct Checked<T> {
    /// What could be made of the input. Where nothing could, `T` is an `Option`.
    pub value: T,
    /// What is wrong, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with which nothing is wrong.
    pub fn clean(value: T) -> Self {
        Checked {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// The value alone; what is wrong is appended to `found`.
    pub fn into_value(self, found: &mut Vec<Diagnostic>) -> T {
        found.extend(self.diagnostics);
        self.value
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: change(self.value),
            diagnostics: self.diagnostics,
        }
    }

    /// Whether a site with these mistakes is not published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The same with the diagnostics in the order of the files.
    pub fn sorted(mut self) -> Self {
        sort(&mut self.diagnostics);
        self
    }
}
