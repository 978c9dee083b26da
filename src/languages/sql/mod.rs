//! SQL: how it is highlighted.

use super::language::{Language, Room};
use crate::highlight::Grammar;
use crate::highlight::grammar::LONG;

/// Everything about SQL.
pub static ROOM: Room = Room {
    languages: &LANGUAGES,
    runner: None,
};

static LANGUAGES: [Language; 1] = [Language {
    names: &["sql", "sqlite", "postgresql", "mysql"],
    grammar: Some(Grammar::simple("SQL", LONG)),
    snippets: None,
}];
