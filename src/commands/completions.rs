//! `studypress completions`: what a shell needs to complete our commands.

use crate::cli::{Cli, CompletionsArgs};
use anstream::eprintln;
use clap::CommandFactory;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints the completions for a shell.
pub fn run(args: &CompletionsArgs) -> ExitCode {
    // Made whole first: a reader that closes the pipe early is no panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "studypress", &mut script);
    match io::stdout().write_all(&script) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write the completions: {error}");
            ExitCode::from(1)
        }
    }
}
