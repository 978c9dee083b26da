//! What is the same for all languages whose snippets are run: the plan of a guide, the comparison of what was printed
//! with the page, the report, and writing real output into the text.
//!
//! It names no language. [`plan`] asks each of [`crate::languages`] for its jobs, and those use [`judge`].

pub mod accept;
pub mod diff;
pub mod job;
pub mod judge;
mod matching;
pub mod plan;
pub mod report;
pub mod show;
mod stray;
