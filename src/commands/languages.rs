//! `studypress languages`: what code can be highlighted, and by whose grammars.

use super::Outcome;
use crate::args::LanguagesArgs;
use crate::error::{Context, Error};
use crate::highlight::notices;
use crate::languages;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Prints the names of all languages, or the notices of the grammars.
pub fn run(args: &LanguagesArgs) -> Result<Outcome, Error> {
    // Made whole first: a reader that closes the pipe early is no panic.
    let text = if args.notices { notices() } else { names() };
    let written = io::stdout().write_all(text.as_bytes());
    written.context(|| "cannot write to the standard output")?;
    Ok(Outcome::Done)
}

/// A line for each language: its usual name, then the others.
fn names() -> String {
    let mut lines: Vec<String> = languages::all()
        .map(|language| language.names.join(", "))
        .collect();
    lines.sort_unstable();
    lines.into_iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}
