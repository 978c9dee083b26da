//! From code to runs of one class each, by syntect's parser and the grammars that `build.rs` compiled.

use std::sync::LazyLock;

use syntect::dumps::from_uncompressed_data;
use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::class::Class;
use super::language::Language;

/// A piece of code up to `end`, a byte offset, from where the run before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub end: usize,
    pub class: Option<Class>,
}

/// Appends a run, or lengthens the last one if the class is the same.
pub(super) fn push_run(runs: &mut Vec<Run>, end: usize, class: Option<Class>) {
    match runs.last_mut() {
        Some(last) if last.end >= end => {}
        Some(last) if last.class == class => last.end = end,
        _ => runs.push(Run { end, class }),
    }
}

struct Grammars {
    set: SyntaxSet,
    /// For each language, where its grammar is in the set.
    places: [Option<usize>; Language::COUNT],
    classes: [(Scope, Class); Class::ALL.len()],
}

/// Unpacked on first use; a grammar's rules are unpacked and compiled on its own first use.
static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let dump = include_bytes!(concat!(env!("OUT_DIR"), "/grammars.dump"));
    // The dump was made by this very version of syntect, so this cannot fail; if it did, code would be plain.
    let set: SyntaxSet = from_uncompressed_data(dump).unwrap_or_default();
    let place = |name| {
        set.syntaxes()
            .iter()
            .rposition(|syntax| syntax.name == name)
    };
    Grammars {
        places: std::array::from_fn(|index| Language::grammar_at(index).and_then(place)),
        classes: Class::ALL.map(|class| (Scope::new(class.name()).unwrap_or_default(), class)),
        set,
    }
});

impl Grammars {
    fn syntax(&self, language: Language) -> Option<&SyntaxReference> {
        self.places[language.index()].and_then(|place| self.set.syntaxes().get(place))
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
pub(super) fn runs(code: &str, language: Language) -> Vec<Run> {
    let mut runs = Vec::new();
    let grammars = &*GRAMMARS;
    let Some(syntax) = grammars.syntax(language) else {
        return runs;
    };
    let mut state = ParseState::new(syntax);
    let mut classes: Vec<Option<Class>> = Vec::new();
    let mut start = 0;
    while start < code.len() {
        let lines = first_lines(&code[start..], language.at_once());
        let end = start + lines.len();
        if lines.len() > language.longest_line() {
            push_run(&mut runs, end, None);
        } else if let Ok(operations) = state.parse_line(lines, &grammars.set) {
            for (at, operation) in operations {
                if at > 0 {
                    push_run(&mut runs, start + at, classes.last().copied().flatten());
                }
                match operation {
                    ScopeStackOp::Push(scope) => classes.push(grammars.class(scope)),
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
