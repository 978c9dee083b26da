//! The regular expressions of a grammar: variables put in, and tried before anything is searched with them.

use std::collections::HashMap;
use syntect::parsing::Regex;

/// Longer ones are a mistake: variables in variables grow quickly.
const LONGEST: usize = 50_000;

/// How deep variables may refer to variables.
const DEEPEST: usize = 20;

/// What is known about the patterns of a grammar.
pub(super) struct Patterns {
    /// What `{{name}}` stands for.
    pub variables: HashMap<String, String>,
}

/// A pattern that can be searched with.
#[derive(Clone)]
pub(super) struct Expanded {
    pub regex: String,
    /// Whether references in it are filled in.
    pub refers_back: bool,
    /// How many groups stand before its own.
    pub added: usize,
}

impl Patterns {
    /// The pattern with its variables, or what is wrong with it.
    ///
    /// In a rule that `leaves` a context, references such as `\1` are to what led to it, and are filled in when that is known.
    /// Until then they find nothing, for which a pattern without as many groups gets some in front.
    pub fn expand(&self, written: &str, leaves: bool) -> Result<Expanded, String> {
        let mut regex = String::new();
        self.write(written, 0, &mut regex)?;
        let refers_back = leaves && with_references(&regex, "") != regex;
        let mut added = 0;
        if refers_back {
            tried(&with_references(&regex, "a"))?;
            if tried(&regex).is_err() {
                added = 9;
                regex = format!("(?!){}|{regex}", "()".repeat(added));
            }
        }
        tried(&regex)?;
        Ok(Expanded {
            regex,
            refers_back,
            added,
        })
    }

    fn write(&self, written: &str, depth: usize, made: &mut String) -> Result<(), String> {
        let mut rest = written;
        while let Some((before, name, after)) = variable(rest) {
            made.push_str(before);
            let Some(pattern) = self.variables.get(name) else {
                return Err(format!("there is no variable `{name}`"));
            };
            if depth == DEEPEST {
                return Err(format!("the variable `{name}` refers to itself"));
            }
            self.write(pattern, depth + 1, made)?;
            rest = after;
        }
        made.push_str(rest);
        if made.len() > LONGEST {
            return Err(format!("this pattern is longer than {LONGEST} bytes"));
        }
        Ok(())
    }
}

fn tried(regex: &str) -> Result<(), String> {
    let Some(error) = Regex::try_compile(regex) else {
        return Ok(());
    };
    let error = error.to_string();
    let error = error.trim_start_matches("Oniguruma error: ");
    Err(format!("this pattern is no regular expression: {error}"))
}

/// The first `{{name}}` of a pattern, with what is before and after it.
fn variable(pattern: &str) -> Option<(&str, &str, &str)> {
    let is_name = |name: &str| {
        let mut bytes = name.bytes();
        !name.is_empty() && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    for (at, _) in pattern.match_indices("{{") {
        if let Some((name, after)) = pattern[at + 2..].split_once("}}")
            && is_name(name)
        {
            return Some((&pattern[..at], name, after));
        }
    }
    None
}

/// The pattern with words in the places of references.
fn with_references(pattern: &str, word: &str) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('\\', Some(next)) if next.is_ascii_digit() => {
                letters.next();
                filled.push_str(word);
            }
            ('\\', Some(next)) => {
                letters.next();
                filled.extend([letter, next]);
            }
            _ => filled.push(letter),
        }
    }
    filled
}
