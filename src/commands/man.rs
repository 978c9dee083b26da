//! `studypress man`: manual pages.

use crate::cli::{Cli, ManArgs};
use anstream::eprintln;
use clap::CommandFactory;
use clap_mangen::Man;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints the page of the program, or writes those of all commands to a folder.
pub fn run(args: &ManArgs) -> ExitCode {
    let written = match &args.output {
        Some(folder) => {
            fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command(), folder))
        }
        None => print(),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write the manual: {error}");
            ExitCode::from(1)
        }
    }
}

fn command() -> clap::Command {
    Cli::command().disable_help_subcommand(true)
}

fn print() -> io::Result<()> {
    let mut page = Vec::new();
    Man::new(command()).render(&mut page)?;
    io::stdout().write_all(&page)
}
