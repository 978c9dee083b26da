//! One short file a command: each walks the pipeline as far as it needs.

pub mod build;
pub mod cheatsheet;
pub mod check;
mod report;
pub mod serve;
pub mod test;
