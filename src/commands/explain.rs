//! `studypress explain`: what a kind of mistake means.

use super::Outcome;
use crate::args::ExplainArgs;
use crate::diagnostic::{codes, nearest};
use crate::error::Error;
use anstream::println;

/// Explains one code, or lists all.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Error> {
    let Some(id) = &args.code else {
        for code in codes::ALL {
            println!("{}  {}", code.id, code.title);
        }
        return Ok(Outcome::Done);
    };
    let Some(code) = codes::find(id.trim()) else {
        let near = nearest(id, codes::ALL.iter().map(|code| code.id));
        let mut error = Error::new(format!("there is no mistake `{id}`"));
        if let Some(near) = near {
            error = error.help(format!("did you mean {near}?"));
        }
        return Err(error.help("`studypress explain` lists all"));
    };
    println!(
        "{}: {}\n\n{}",
        code.id,
        code.title,
        code.explanation.trim_end()
    );
    Ok(Outcome::Done)
}
