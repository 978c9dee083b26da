//! studypress turns Markdown question files into a searchable study guide: a
//! static website with an index for each level, topic and source.
//!
//! A build is one pipeline, and each stage is a module: [`read`] → [`question`]
//! → [`guide`] → [`render`] → [`publish`]. `ARCHITECTURE.md` in the repository
//! is the map.

pub mod args;
pub mod assets;
pub mod book;
pub mod cache;
pub mod cards;
pub mod cli;
pub mod commands;
pub mod config;
pub mod corpus;
pub mod data;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod guide;
pub mod highlight;
pub mod import;
pub mod languages;
pub mod outputs;
pub mod pipeline;
pub mod playground;
pub mod plurals;
mod portable;
pub mod publish;
pub mod question;
pub mod read;
pub mod render;
pub mod rewrite;
pub mod scaffold;
pub mod search;
pub mod server;
pub mod session;
pub mod snippets;
pub mod stopwatch;
pub mod strings;
pub mod syntaxes;
pub mod thesaurus;
pub mod urls;
