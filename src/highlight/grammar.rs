//! From code to runs of one class each, by syntect's parser and the grammars that `build.rs` compiled.

use std::collections::HashMap;
use std::sync::LazyLock;

use syntect::dumps::from_uncompressed_data;
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

/// For grammars, all of them syntect's, that take quadratic time on some lines: a thousand bytes of spaces in the
/// wrong place keep `bash` busy for a twentieth of a second, twenty thousand for twenty seconds.
pub const SHORT: usize = 1_000;

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

struct Compiled {
    set: SyntaxSet,
    /// Where each grammar is in the set.
    places: HashMap<String, usize>,
    classes: [(Scope, Class); Class::ALL.len()],
}

/// Unpacked on first use; a grammar's rules are unpacked and compiled on its own first use.
static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let dump = include_bytes!(concat!(env!("OUT_DIR"), "/grammars.dump"));
    // The dump was made by this very version of syntect, so this cannot fail; if it did, code would be plain.
    let set: SyntaxSet = from_uncompressed_data(dump).unwrap_or_default();
    let names = set.syntaxes().iter().map(|syntax| syntax.name.clone());
    Compiled {
        // Our own grammars come after those of syntect, and take their places where the names are equal.
        places: names.enumerate().map(|(at, name)| (name, at)).collect(),
        classes: Class::ALL.map(|class| (Scope::new(class.name()).unwrap_or_default(), class)),
        set,
    }
});

impl Compiled {
    fn syntax(&self, grammar: &Grammar) -> Option<&SyntaxReference> {
        let place = *self.places.get(grammar.name)?;
        self.set.syntaxes().get(place)
    }

    /// The class that a scope of the dump stands for; `plain` stands for none.
    fn class(&self, scope: Scope) -> Option<Class> {
        self.classes
            .iter()
            .find(|(known, _)| *known == scope)
            .map(|(_, class)| *class)
    }
}

/// The classes of code whose lines end in `\n`, the last one too. Where the runs end before the code does, it is plain.
pub(super) fn runs(code: &str, grammar: &Grammar) -> Vec<Run> {
    let mut runs = Vec::new();
    let compiled = &*COMPILED;
    let Some(syntax) = compiled.syntax(grammar) else {
        return runs;
    };
    let mut state = ParseState::new(syntax);
    let mut classes: Vec<Option<Class>> = Vec::new();
    let mut start = 0;
    while start < code.len() {
        let lines = first_lines(&code[start..], grammar.at_once);
        let end = start + lines.len();
        if lines.len() > grammar.longest_line {
            push_run(&mut runs, end, None);
        } else if let Ok(operations) = state.parse_line(lines, &compiled.set) {
            for (at, operation) in operations {
                if at > 0 {
                    push_run(&mut runs, start + at, classes.last().copied().flatten());
                }
                match operation {
                    ScopeStackOp::Push(scope) => classes.push(compiled.class(scope)),
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
