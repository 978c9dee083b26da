//! The flags that only Python's fences take.

use crate::diagnostic::Diagnostic;
use crate::languages::practised;
use crate::question::exercise::{self, Part};
use crate::question::fence::{self, Table, Version, Word, bare, error, list, text};

/// What a fence says about running the snippet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Flags {
    /// `no_run="why"`: the snippet is not run, and why.
    pub no_run: Option<String>,
    /// `continues`: it shares the names of the snippet before.
    pub continues: bool,
    /// `raises="ZeroDivisionError"`: the exception it must end with.
    pub raises: Option<String>,
    /// `timeout="10"`: seconds it may take.
    pub timeout: Option<u32>,
    /// `requires="3.12"`: the first Python that can run it.
    pub requires: Option<Version>,
    /// `lint_ignore="B006"`: rules of the linter that it breaks on purpose.
    pub lint_ignore: Vec<String>,
}

static FLAGS: &Table<Flags> = &[
    ("no_run", |flags, word| {
        flags.no_run = Some(text(word)?.to_owned());
        Ok(())
    }),
    ("continues", |flags, word| {
        flags.continues = bare(word)?;
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
    ("requires", |flags, word| {
        flags.requires = Some(fence::version(word)?);
        Ok(())
    }),
    ("lint_ignore", |flags, word| {
        flags.lint_ignore = list(word)?;
        Ok(())
    }),
];

/// The flags among the words of a fence; what cannot be read is left out.
pub(super) fn read(words: &[Word]) -> Flags {
    fence::read(FLAGS, words).0
}

/// Reports what cannot be read.
pub(super) fn check(file: &str, words: &[Word]) -> Vec<Diagnostic> {
    let (_, wrong) = fence::read(FLAGS, words);
    let wrong = wrong.into_iter().map(|bad| error(file, bad));
    wrong
        .chain(practised::check(file, words))
        .chain(exercise::check_flags(file, words, means))
        .collect()
}

/// Whether a flag says something about a part of an exercise: what is shown of any code, and how the tests are run.
fn means(part: Part, flag: &str) -> bool {
    match flag {
        // A second one of the first three is reported by who reads them.
        "starter" | "tests" | "solution" => true,
        "title" | "hl" | "linenos" | "key" | "lint_ignore" | "play" | "requires" => true,
        "timeout" => part == Part::Tests,
        _ => false,
    }
}
