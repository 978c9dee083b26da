//! What came of running the snippets of a file.

use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// What came of one content file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Runs, by what they ran on.
    pub tests: Vec<Test>,
    /// Snippets that ran nowhere, and why.
    pub not_run: Vec<NotRun>,
    /// What is wrong and cannot be mended by `--accept`.
    pub diagnostics: Vec<Diagnostic>,
    /// Output that differs.
    pub mismatches: Vec<Mismatch>,
    /// Why the network was open to the snippets, if it was.
    pub network_open: Option<String>,
}

/// How the snippets of a file fared on one version of a language.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What they ran on.
    pub on: Runtime,
    /// Snippets that do what the page says.
    pub passed: usize,
    /// Snippets that do not.
    pub failed: usize,
    /// Whether the page's exercise, if it is one, has a solution that passes and a starting point that fails.
    pub exercise: Option<bool>,
    /// Whether the result was known from an earlier run.
    pub cached: bool,
}

/// What runs snippets, in a certain version: `Python 3.11.7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// Its name.
    pub name: &'static str,
    /// Its whole version.
    pub version: String,
}

impl std::fmt::Display for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// A snippet that was not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRun {
    /// Line of its opening fence, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// Output that differs, and what would mend that.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// What `--accept` would write.
    pub edit: Edit,
}

/// One output block to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range of the snippet in the file, fences included.
    pub snippet: Range<usize>,
    /// Byte range of the output block to rewrite, fences included; without
    /// one, a block is added.
    pub output: Option<Range<usize>>,
    /// What the block is to say, every line ended by a line feed.
    pub text: String,
}

impl Report {
    /// Adds what came of the snippets of another language in the same file.
    pub fn extend(&mut self, other: Report) {
        self.tests.extend(other.tests);
        self.not_run.extend(other.not_run);
        self.not_run.sort_by_key(|not_run| not_run.line);
        self.diagnostics.extend(other.diagnostics);
        self.mismatches.extend(other.mismatches);
        self.network_open = self.network_open.take().or(other.network_open);
    }
}
