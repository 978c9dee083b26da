//! `studypress explain`: what a kind of mistake means.

use crate::cli::ExplainArgs;
use crate::diagnostic::{codes, nearest};
use anstream::{eprintln, println};
use std::process::ExitCode;

/// Explains one code, or lists all; 1 if there is no such code.
pub fn run(args: &ExplainArgs) -> ExitCode {
    let Some(id) = &args.code else {
        for code in codes::ALL {
            println!("{}  {}", code.id, code.title);
        }
        return ExitCode::SUCCESS;
    };
    let Some(code) = codes::find(id.trim()) else {
        let near = nearest(id, codes::ALL.iter().map(|code| code.id));
        let near = near.map_or(String::new(), |near| format!("\ndid you mean {near}?"));
        eprintln!(
            "error: there is no mistake `{id}`{near}\n\
             `studypress explain` lists all"
        );
        return ExitCode::from(1);
    };
    println!(
        "{}: {}\n\n{}",
        code.id,
        code.title,
        code.explanation.trim_end()
    );
    ExitCode::SUCCESS
}
