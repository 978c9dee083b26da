//! `studypress completions`: what a shell needs to complete our commands.

use super::Outcome;
use crate::args::{Cli, CompletionsArgs};
use crate::error::{Context, Error};
use clap::CommandFactory;
use std::io::{self, Write};

/// Prints the completions for a shell.
pub fn run(args: &CompletionsArgs) -> Result<Outcome, Error> {
    // Made whole first: a reader that closes the pipe early is no panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "studypress", &mut script);
    let written = io::stdout().write_all(&script);
    written.context(|| "cannot write the completions")?;
    Ok(Outcome::Done)
}
