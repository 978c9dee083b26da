//! The languages of code blocks: how each is highlighted, which flags its fences take, and how its snippets are run.
//!
//! A language with a runner has a folder here and a line in `ROOMS`; nothing else in the program names it.
//! CONTRIBUTING.md has the recipe.

pub mod language;
pub mod practised;
mod python;
mod shown;
mod sql;

pub use python::HARNESS;

use crate::highlight::Grammar;
use crate::snippets::job::Runner;
use language::{Language, Room, Snippets};

/// Every language, by room.
#[rustfmt::skip] // One line a room.
static ROOMS: &[&Room] = &[
    &python::ROOM,
    &shown::ROOM,
    &sql::ROOM,
];

/// Every language.
pub fn all() -> impl Iterator<Item = &'static Language> {
    ROOMS.iter().flat_map(|room| room.languages)
}

/// The language with this name, as the first word of an info string gives it; case does not matter.
///
/// `None` means that nobody here knows the name, which deserves a warning. Text that is to stay as it is has names of
/// its own, such as `text`.
pub fn find(name: &str) -> Option<&'static Language> {
    all().find(|language| {
        let mut names = language.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// How code in the language with this name is highlighted.
pub fn grammar(name: &str) -> Option<&'static Grammar> {
    find(name)?.grammar.as_ref()
}

/// What fences with this name may say beside what those of any language may, if such snippets can be run.
pub fn snippets(name: &str) -> Option<&'static Snippets> {
    runnable().find(|snippets| snippets.names.contains(&name))
}

/// The languages whose snippets can be run.
pub fn runnable() -> impl Iterator<Item = &'static Snippets> {
    all().filter_map(|language| language.snippets.as_ref())
}

/// What runs snippets.
pub fn runners() -> impl Iterator<Item = &'static Runner> {
    ROOMS.iter().filter_map(|room| room.runner.as_ref())
}

/// Every name that [`find`] knows, for suggestions and documentation; a language's usual name before its others.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().flat_map(|language| language.names.iter().copied())
}
