//! What `test` asks of a language that runs snippets.

use super::report::Report;
use crate::cache::Cache;
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::question::snippet::Snippet;
use std::path::Path;

/// Seconds that a snippet may take if it does not say.
pub const TIMEOUT: u32 = 10;
/// The most bytes that a snippet may print.
pub const MAX_OUTPUT: usize = 1024 * 1024;

/// Plans what is to be run: one job for each page on which there is something to do. What is wrong before anything
/// runs is in the diagnostics.
pub type Runner = for<'a> fn(&[Page<'a>], &Setup<'a>) -> Checked<Vec<Job<'a>>>;

/// A content file with its snippets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page<'a> {
    /// Path of the file from the root of the site.
    pub path: &'a str,
    /// Its text after a byte order mark.
    pub text: &'a str,
    /// All its snippets, of any language.
    pub snippets: &'a [Snippet],
}

/// What `test` was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// Folder of the guide.
    pub root: &'a Path,
    /// What `site.toml` says.
    pub config: &'a Config,
    /// `--python`: the only Pythons to be used, all of them.
    pub pythons: &'a [String],
    /// Results of earlier runs.
    pub cache: &'a Cache,
}

/// The snippets of one page in one language, ready to run.
pub struct Job<'a> {
    /// Place of the page among those that were planned.
    pub page: usize,
    /// Runs them.
    pub run: Box<dyn Fn() -> Report + Send + Sync + 'a>,
}
