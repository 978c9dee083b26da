//! From the command line to a command, and from what it gives to an exit code.

use crate::args::{Cli, Command};
use crate::commands::{self, Outcome};
use crate::diagnostic::printable;
use crate::error::Error;
use anstream::eprintln;
use clap::Parser;
use std::process::ExitCode;

/// Runs the program: 0 is success, 1 a mistake in the content or a failure,
/// 2 a mistake in the arguments.
pub fn run() -> ExitCode {
    let mut command = Cli::parse().command;
    if let Some(dir) = command.guide()
        && let Some(above) = commands::guide_above(dir)
    {
        eprintln!("the guide in {}:", above.display());
        *dir = above;
    }
    match obey(command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Mistakes) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {}", printable(&error.report()));
            ExitCode::from(1)
        }
    }
}

fn obey(command: Command) -> Result<Outcome, Error> {
    match command {
        Command::Build(args) => commands::build::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Test(args) => commands::test::run(&args),
        Command::Cheatsheet(args) => commands::cheatsheet::run(&args),
        Command::Book(args) => commands::book::run(&args),
        Command::Init(args) => commands::init::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::Import(args) => commands::import::run(&args),
        Command::Export(args) => commands::export::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Languages(args) => commands::languages::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man(args) => commands::man::run(&args),
    }
}
