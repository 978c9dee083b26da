//! The `studypress` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    studypress::cli::run()
}
