//! SQL: how it is highlighted, which flags its fences take, and how it is run on the SQLite inside the program.
//!
//! [`test`](mod@test) takes the snippets of a page, [`database`] runs them, [`table`] shows results as the shell of SQLite does.

mod database;
mod flags;
mod table;
mod test;

use super::language::{Language, Room, Snippets};
use crate::highlight::Grammar;
use crate::highlight::grammar::LONG;
use crate::question::snippet::Snippet;

/// Everything about SQL.
pub static ROOM: Room = Room {
    languages: LANGUAGES,
    runner: Some(test::jobs),
};

static LANGUAGES: &[Language] = &[Language {
    names: &["sql", "sqlite", "postgresql", "mysql"],
    grammar: Some(Grammar::simple("SQL", LONG)),
    snippets: Some(Snippets {
        title: "SQL",
        names: flags::NAMES,
        comments: &["--", "/*"],
        flags: &["run", "raises", "timeout", "predict", "card"],
        foreign: &[
            (
                "continues",
                "leave it out: all SQL snippets of a page that are run share one database, in their order",
            ),
            (
                "no_run",
                "leave it out: only SQL with the flag `run` is run",
            ),
            (
                "requires",
                "leave it out: SQL runs on the SQLite inside studypress, which has one version",
            ),
        ],
        check: flags::check,
        prints,
        run: test::run_at,
        play: |_, _| None,
    }),
}];

fn prints(snippet: &Snippet) -> Result<(), &'static str> {
    if flags::read(&snippet.words).run {
        Ok(())
    } else {
        Err("the SQL above it is not run without the flag `run`: ```sql,run")
    }
}
