//! `studypress man`: manual pages.

use super::Outcome;
use crate::args::{Cli, ManArgs};
use crate::error::{Context, Error};
use clap::CommandFactory;
use clap_mangen::Man;
use std::fs;
use std::io::{self, Write};

/// Prints the page of the program, or writes those of all commands to a folder.
pub fn run(args: &ManArgs) -> Result<Outcome, Error> {
    let written = match &args.output {
        Some(folder) => {
            fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command(), folder))
        }
        None => print(),
    };
    written.context(|| "cannot write the manual")?;
    Ok(Outcome::Done)
}

fn command() -> clap::Command {
    Cli::command().disable_help_subcommand(true)
}

fn print() -> io::Result<()> {
    let mut page = Vec::new();
    Man::new(command()).render(&mut page)?;
    io::stdout().write_all(&page)
}
