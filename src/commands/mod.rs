//! One short file a command: each walks the pipeline as far as it needs.

mod adding;
mod ask;
pub mod build;
pub mod cheatsheet;
pub mod check;
mod clock;
pub mod completions;
pub mod explain;
pub mod export;
pub mod import;
pub mod init;
pub mod man;
pub mod new;
mod report;
pub mod serve;
pub mod test;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well; there may be warnings.
    Done,
    /// The author's files hold mistakes, which are printed already.
    Mistakes,
}
