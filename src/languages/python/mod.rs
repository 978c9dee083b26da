//! Python: how it is highlighted, which flags its fences take, and how its snippets are planned, run and judged.
//!
//! [`plan`] says what is to be done with the snippets of a page; [`run`] does it in a process of its own, through
//! `guard.py` and `runner.py`, and [`watch`] follows that; [`judge`] holds the outcomes against the page.

mod exercise;
mod flags;
mod interpreter;
mod judge;
mod outcome;
mod pieces;
mod plan;
mod play;
mod positions;
mod request;
mod run;
mod test;
mod watch;

use super::language::{Language, Room, Snippets};
use crate::highlight::grammar::{Grammar, LONG};
use crate::question::snippet::Snippet;

/// What runs the tests of an exercise, here and in the page: a Python module.
pub const HARNESS: &str = include_str!("exercise.py");

/// Everything about Python.
pub static ROOM: Room = Room {
    languages: LANGUAGES,
    runner: Some(test::jobs),
};

/// Lines are parsed so many bytes at a time. What syntect sets up for each call costs as much as a few lines,
/// and rules are searched through all that is left of a call's text, so that much more would cost again.
const SEVERAL_LINES: usize = 2_000;

const TITLE: &str = "Python";

const COMMENTS: &[&str] = &["#"];

static LANGUAGES: &[Language] = &[
    Language {
        names: &["python", "py", "python3", "py3", "pyi"],
        grammar: Some(Grammar {
            name: "Python",
            longest_line: LONG,
            at_once: SEVERAL_LINES,
            settle: Some(positions::settle_script),
        }),
        snippets: Some(Snippets {
            title: TITLE,
            names: plan::SCRIPTS,
            comments: COMMENTS,
            flags: &[
                "no_run",
                "continues",
                "raises",
                "timeout",
                "requires",
                "lint_ignore",
                "predict",
                "card",
                "starter",
                "tests",
                "solution",
                "play",
            ],
            foreign: &[],
            check: flags::check,
            prints: parts_print_nothing,
            run: plan::run,
            play: play::play,
        }),
    },
    Language {
        names: &["pycon", "python-console", "doctest"],
        grammar: Some(Grammar {
            name: "Python transcript",
            longest_line: LONG,
            // The rules of a transcript are about lines.
            at_once: 0,
            settle: Some(positions::settle_session),
        }),
        snippets: Some(Snippets {
            title: TITLE,
            names: &[plan::SESSION],
            comments: COMMENTS,
            flags: &["no_run", "continues", "timeout", "requires"],
            foreign: &[],
            check: flags::check,
            prints: transcripts_print_nothing,
            run: |_, _| None,
            play: |_, _| None,
        }),
    },
    Language {
        names: &["pytb", "traceback", "python-traceback", "py3tb"],
        grammar: Some(Grammar::simple("Python traceback", LONG)),
        snippets: None,
    },
];

fn parts_print_nothing(snippet: &Snippet) -> Result<(), &'static str> {
    match snippet.flags.part {
        None => Ok(()),
        Some(_) => {
            Err("the block above it is a part of an exercise, of which only the tests are reported")
        }
    }
}

fn transcripts_print_nothing(_: &Snippet) -> Result<(), &'static str> {
    Err("a transcript holds its output already")
}
