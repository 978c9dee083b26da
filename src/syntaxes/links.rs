//! What grammars say of one another: contexts that are not there, and rules that include themselves.

use super::grammar::{Loaded, wrong};
use super::rules::{Reference, Target};
use crate::diagnostic::{Diagnostic, nearest};
use std::collections::{HashMap, HashSet};

/// A context: which grammar, and its name there.
type Place<'a> = (usize, &'a str);

/// Reports references that lead nowhere or in a circle; a grammar with one of these loses its rules.
pub(super) fn check(loaded: &mut [Loaded]) -> Vec<Diagnostic> {
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    for (at, grammar) in loaded.iter().enumerate() {
        for reference in &grammar.references {
            if place(loaded, at, reference).is_none() && !reference.embedded {
                found.push((at, nowhere(grammar, reference)));
            }
        }
    }
    found.extend(circles(loaded));
    for (at, _) in &found {
        loaded[*at].definition.contexts = super::grammar::plain_text().contexts;
    }
    found
        .into_iter()
        .map(|(_, diagnostic)| diagnostic)
        .collect()
}

/// The context that a reference of a grammar leads to.
fn place<'a>(loaded: &'a [Loaded], of: usize, reference: &'a Reference) -> Option<Place<'a>> {
    let (at, name) = match &reference.to {
        Target::Context(name) => (of, &**name),
        Target::Scope(scope, name) => {
            // As syntect does, the last one.
            let at = loaded.iter().rposition(|l| l.definition.scope == *scope)?;
            (at, name.as_deref().unwrap_or("main"))
        }
        Target::Grammar(grammar, name) => {
            let at = loaded.iter().rposition(|l| l.definition.name == *grammar)?;
            (at, name.as_deref().unwrap_or("main"))
        }
    };
    let (name, _) = loaded[at].definition.contexts.get_key_value(name)?;
    Some((at, name))
}

fn nowhere(grammar: &Loaded, reference: &Reference) -> Diagnostic {
    let span = reference.span.clone();
    match &reference.to {
        Target::Context(name) => {
            let contexts = grammar.definition.contexts.keys().map(String::as_str);
            let mut contexts: Vec<&str> = contexts.filter(|name| !name.starts_with('#')).collect();
            contexts.sort_unstable();
            let wrong = wrong(&grammar.file, span, format!("there is no context `{name}`"));
            match nearest(name, contexts) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")),
                None => wrong,
            }
        }
        Target::Scope(..) | Target::Grammar(..) => {
            let message = "no file of `syntaxes/` has what this refers to";
            wrong(&grammar.file, span, message.to_owned())
                .help("a grammar refers only to its neighbours in that folder: put the other there, too, or embed it, which needs none")
        }
    }
}

/// The includes that come back to where they are: searching with such rules would never end.
fn circles(loaded: &[Loaded]) -> Vec<(usize, Diagnostic)> {
    let mut includes: HashMap<Place, Vec<(Place, &Reference)>> = HashMap::new();
    for (at, grammar) in loaded.iter().enumerate() {
        for reference in grammar.references.iter().filter(|r| r.include) {
            if let Some(to) = place(loaded, at, reference) {
                let from = (at, &*reference.from);
                includes.entry(from).or_default().push((to, reference));
            }
        }
    }
    let mut found = Vec::new();
    let mut done: HashSet<Place> = HashSet::new();
    let mut starts: Vec<Place> = includes.keys().copied().collect();
    starts.sort_unstable();
    for start in starts {
        // What is on the way, each with how many of its includes were followed.
        let mut way: Vec<(Place, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let here = *at;
            let all = includes.get(&here).map_or(&[][..], Vec::as_slice);
            let Some((to, reference)) = all.get(*next).filter(|_| !done.contains(&here)) else {
                done.insert(here);
                way.pop();
                continue;
            };
            *next += 1;
            if way.iter().any(|(on, _)| on == to) {
                let message = format!("`{}` includes itself by this", to.1);
                let file = &loaded[here.0].file;
                found.push((here.0, wrong(file, reference.span.clone(), message)));
            } else {
                way.push((*to, 0));
            }
        }
    }
    found
}
