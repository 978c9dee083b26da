//! The flags that only SQL's fences take.

use crate::diagnostic::Diagnostic;
use crate::languages::practised;
use crate::question::fence::{self, BadValue, Table, Word, bare, error, text};

/// What a fence may call SQL that can be run.
pub(super) const NAMES: &[&str] = &["sql", "sqlite"];

/// What a fence says about running the snippet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Flags {
    /// `run`: it is run; other SQL is only shown.
    pub run: bool,
    /// `raises="UNIQUE constraint failed"`: words of the error that it must end with.
    pub raises: Option<String>,
    /// `timeout="60"`: seconds it may take.
    pub timeout: Option<u32>,
}

static FLAGS: &Table<Flags> = &[
    ("run", |flags, word| {
        flags.run = bare(word)?;
        Ok(())
    }),
    ("raises", |flags, word| {
        flags.raises = Some(text(word)?.to_owned());
        Ok(())
    }),
    ("timeout", |flags, word| {
        flags.timeout = Some(fence::seconds(word)?);
        Ok(())
    }),
];

/// The flags among the words of a fence; what cannot be read is left out.
pub(super) fn read(words: &[Word]) -> Flags {
    fence::read(FLAGS, words).0
}

/// Reports what cannot be read, and what would do nothing.
pub(super) fn check(file: &str, words: &[Word]) -> Vec<Diagnostic> {
    let (_, wrong) = fence::read(FLAGS, words);
    let wrong = wrong.into_iter().map(|bad| error(file, bad));
    let mut found: Vec<Diagnostic> = wrong.chain(practised::check(file, words)).collect();
    let runs = words.iter().any(|word| word.name == "run");
    for word in words {
        match word.name.as_str() {
            "raises" | "timeout" | "predict" | "card" if !runs => {
                let message = format!("`{}` is for SQL that is run", word.name);
                let error = error(file, (word, BadValue(message)));
                found.push(error.help("add the flag `run`: ```sql,run"));
            }
            "file" if runs => {
                let message = "`file` and `run` exclude each other".to_owned();
                let error = error(file, (word, BadValue(message)));
                found.push(
                    error.help("what is written to a file is not run: leave one of them out"),
                );
            }
            _ => {}
        }
    }
    found
}
