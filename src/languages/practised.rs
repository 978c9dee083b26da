//! The flags by which authors overrule what practice makes of a snippet: fences of every language take them whose
//! snippets are run.

use crate::diagnostic::Diagnostic;
use crate::question::fence::{self, BadValue, Table, Word, error, text};

/// What a fence says about practice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags {
    /// `predict`: readers are asked what the snippet prints; `predict="no"`: they are not. `None`: the usual rules decide.
    pub predict: Option<bool>,
    /// `card="name"`: what the card is known by, whatever becomes of the code.
    pub card: Option<String>,
}

/// The longest name of a card: it is written with every review.
const LONGEST_NAME: usize = 40;

static FLAGS: &Table<Flags> = &[
    ("predict", |flags, word| {
        flags.predict = match word.value.as_deref() {
            None => Some(true),
            Some("no") => Some(false),
            Some(_) => {
                let message = "`predict` takes no value, or \"no\"";
                return Err(BadValue(message.to_owned()));
            }
        };
        Ok(())
    }),
    ("card", |flags, word| {
        let name = text(word)?;
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.len() > LONGEST_NAME || !name.chars().all(good) {
            return Err(BadValue(format!(
                "`card` takes a name of at most {LONGEST_NAME} letters a to z, digits, `-` and `_`"
            )));
        }
        flags.card = Some(name.to_owned());
        Ok(())
    }),
];

/// The flags among the words of a fence; what cannot be read is left out.
pub fn read(words: &[Word]) -> Flags {
    fence::read(FLAGS, words).0
}

/// Reports what cannot be read.
pub(super) fn check(file: &str, words: &[Word]) -> Vec<Diagnostic> {
    let (_, wrong) = fence::read(FLAGS, words);
    wrong.into_iter().map(|bad| error(file, bad)).collect()
}
