//! Texts → words, and documents → which terms each holds and how many documents hold each.
//! The search index and related questions are both made from it.

mod count;
mod tokens;

pub use count::{Change, Corpus, Counted, Tally, TermId};
pub use tokens::{fold, tokens, word_count, words};
