//! Asking the author, on a terminal.

use crate::error::{Context, Error};
use anstream::{eprint, eprintln};
use std::io::{self, IsTerminal};

/// Whether there is somebody to ask.
pub fn possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks until a line holds something. The end of the input is an error.
pub fn line(prompt: &str) -> Result<String, Error> {
    loop {
        eprint!("{prompt}");
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        if read.context(|| "cannot read an answer")? == 0 {
            return Err(Error::new("the input ended before everything was answered"));
        }
        if !line.trim().is_empty() {
            return Ok(line.trim().to_owned());
        }
    }
}

/// Asks for one of several ids, by number or by name.
pub fn choice(what: &str, choices: &[(&str, &str)]) -> Result<String, Error> {
    for (number, (id, title)) in choices.iter().enumerate() {
        eprintln!("{:>3}  {id:<16} {title}", number + 1);
    }
    loop {
        let answer = line(&format!("{what} (number or id): "))?;
        let number = answer.parse::<usize>().ok();
        let by_number = number.and_then(|number| choices.get(number.checked_sub(1)?));
        let by_id = || {
            choices
                .iter()
                .find(|(id, _)| id.eq_ignore_ascii_case(&answer))
        };
        match by_number.or_else(by_id) {
            Some((id, _)) => return Ok((*id).to_owned()),
            None => eprintln!("there is no {what} `{answer}`"),
        }
    }
}
