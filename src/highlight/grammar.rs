//! From code to runs of one class each, by syntect's parser and the grammars that `build.rs` compiled.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use blake3::Hash;
use syntect::dumps::{from_reader, from_uncompressed_data};
use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::class::Class;
use super::run::{Run, push_run};

/// How code of a language is highlighted.
#[derive(Debug)]
pub struct Grammar {
    /// The name of the syntect grammar, from `build.rs`.
    pub name: &'static str,
    /// In bytes; longer lines stay plain.
    pub longest_line: usize,
    /// In bytes; up to as many are parsed at a time, though never less than a line.
    pub at_once: usize,
    /// Settles what only whole statements show, once the grammar has given each piece its class.
    pub settle: Option<Settle>,
}

/// Gives pieces of the code their classes anew.
pub type Settle = fn(&str, &mut Vec<Run>);

/// Longer lines are data, not code to read.
pub const LONG: usize = 20_000;

/// For grammars that are not our own: many take quadratic time on some lines, ten thousand bytes a hundred times as long as
/// one thousand.
pub const SHORT: usize = 1_000;

/// For those that take a tenth of a second for some lines of a thousand bytes: spaces in the wrong place do that to `bash`.
pub const SHORTER: usize = 500;

/// For those that take most of a second for such lines: a colon and spaces do that to `typescript`.
pub const SHORTEST: usize = 200;

impl Grammar {
    /// A grammar that is read line by line and needs no more than that.
    pub const fn simple(name: &'static str, longest_line: usize) -> Grammar {
        Grammar {
            name,
            longest_line,
            at_once: 0,
            settle: None,
        }
    }
}

/// A grammar of a site's own, whose lines are as long as [`SHORT`] at most.
#[derive(Clone)]
pub struct OwnGrammar {
    /// All grammars of the site.
    pub set: Arc<SyntaxSet>,
    /// Of the files that these were made from.
    pub hash: Option<Hash>,
    /// The place of this one among them.
    pub at: usize,
}

impl PartialEq for OwnGrammar {
    fn eq(&self, other: &OwnGrammar) -> bool {
        (self.hash, self.at) == (other.hash, other.at)
    }
}

impl fmt::Debug for OwnGrammar {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("OwnGrammar").field(&self.at).finish()
    }
}

struct Compiled {
    set: SyntaxSet,
    /// Where each grammar is in the set.
    places: HashMap<String, usize>,
}

/// The scopes that are left in a grammar, and what they stand for.
static CLASSES: LazyLock<[(Scope, Class); Class::ALL.len()]> =
    LazyLock::new(|| Class::ALL.map(|class| (Scope::new(class.name()).unwrap_or_default(), class)));

/// The class that a scope stands for; `plain` stands for none.
fn class(scope: Scope) -> Option<Class> {
    let known = CLASSES.iter().find(|(known, _)| *known == scope);
    known.map(|(_, class)| *class)
}

/// Unpacked on first use; a grammar's rules are unpacked and compiled on its own first use.
static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let dump = include_bytes!(concat!(env!("OUT_DIR"), "/grammars.dump"));
    // The dump was made by this very version of syntect, so this cannot fail; if it did, code would be plain.
    let set: SyntaxSet = from_uncompressed_data(dump).unwrap_or_default();
    let names = set.syntaxes().iter().map(|syntax| syntax.name.clone());
    Compiled {
        // Our own grammars come after those of bat, and take their places where the names are equal.
        places: names.enumerate().map(|(at, name)| (name, at)).collect(),
        set,
    }
});

/// The notices that the grammars of others came with.
pub fn notices() -> String {
    let dump = include_bytes!(concat!(env!("OUT_DIR"), "/notices.dump"));
    // As with the grammars, the dump was made by this version of syntect.
    from_reader(&dump[..]).unwrap_or_default()
}

impl Compiled {
    fn syntax(&self, grammar: &Grammar) -> Option<&SyntaxReference> {
        let place = *self.places.get(grammar.name)?;
        self.set.syntaxes().get(place)
    }
}

/// The classes of code whose lines end in `\n`, the last one too. Where the runs end before the code does, it is plain.
pub(super) fn runs(code: &str, grammar: &Grammar) -> Vec<Run> {
    let compiled = &*COMPILED;
    match compiled.syntax(grammar) {
        Some(syntax) => parse(code, &compiled.set, syntax, grammar),
        None => Vec::new(),
    }
}

/// The same by a grammar of the site's own.
pub(super) fn own_runs(code: &str, own: &OwnGrammar) -> Vec<Run> {
    match own.set.syntaxes().get(own.at) {
        Some(syntax) => parse(code, &own.set, syntax, &Grammar::simple("", SHORT)),
        None => Vec::new(),
    }
}

/// Parses code by the rules of `syntax`, as long and as many lines at a time as `grammar` says.
fn parse(code: &str, set: &SyntaxSet, syntax: &SyntaxReference, grammar: &Grammar) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut state = ParseState::new(syntax);
    let mut classes: Vec<Option<Class>> = Vec::new();
    let mut start = 0;
    while start < code.len() {
        let lines = first_lines(&code[start..], grammar.at_once);
        let end = start + lines.len();
        if lines.len() > grammar.longest_line {
            push_run(&mut runs, end, None);
        } else if let Ok(operations) = state.parse_line(lines, set) {
            for (at, operation) in operations {
                if at > 0 {
                    push_run(&mut runs, start + at, classes.last().copied().flatten());
                }
                match operation {
                    ScopeStackOp::Push(scope) => classes.push(class(scope)),
                    ScopeStackOp::Pop(count) => {
                        classes.truncate(classes.len().saturating_sub(count))
                    }
                    // build.rs leaves no scope that clears others.
                    ScopeStackOp::Clear(_) | ScopeStackOp::Restore | ScopeStackOp::Noop => {}
                }
            }
            push_run(&mut runs, end, classes.last().copied().flatten());
        } else {
            // The grammar refers to one that is not there: begin again after it.
            push_run(&mut runs, end, None);
            state = ParseState::new(syntax);
            classes.clear();
        }
        start = end;
    }
    runs
}

/// The first line, and those after it that fit into so many bytes with it.
fn first_lines(code: &str, at_once: usize) -> &str {
    let mut end = 0;
    for line in code.split_inclusive('\n') {
        if end > 0 && end + line.len() > at_once {
            break;
        }
        end += line.len();
    }
    &code[..end]
}
