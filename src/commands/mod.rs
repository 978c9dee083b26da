//! One short file a command: each walks the pipeline as far as it needs.

mod ask;
pub mod build;
pub mod cheatsheet;
pub mod check;
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
