//! One short file a command: each walks the pipeline as far as it needs.

mod adding;
mod ask;
pub mod book;
pub mod build;
pub mod cheatsheet;
pub mod check;
mod chosen;
mod chromium;
mod clock;
pub mod completions;
pub mod explain;
pub mod export;
pub mod import;
pub mod init;
pub mod languages;
pub mod man;
pub mod new;
mod report;
pub mod serve;
pub mod test;

use crate::read::CONFIG_FILE;
use std::path::{Path, PathBuf};

/// The nearest folder above `dir` with a guide, if `dir` is a folder without one.
pub fn guide_above(dir: &Path) -> Option<PathBuf> {
    let there = std::fs::canonicalize(dir).ok()?;
    let mut folders = there.ancestors();
    let at = folders.find(|folder| folder.join(CONFIG_FILE).is_file())?;
    (at != there).then(|| at.to_owned())
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well; there may be warnings.
    Done,
    /// The author's files hold mistakes, which are printed already.
    Mistakes,
}
