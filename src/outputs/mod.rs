//! Documents → what leaves the program: one visitor of a [`Document`](crate::question::Document) a file. A new output
//! is a new file here, and changes nothing else.

pub mod anki;
pub mod book;
pub mod cards;
pub mod markdown;
pub mod page;
pub mod sheet;
pub mod text;
