//! The grammars of a site's own: the files `syntaxes/NAME.sublime-syntax`, one language each.
//!
//! `grammar` reads a file, with its `rules`; `links` finds what they say of one another. The result is a set of its own beside
//! that of the program: a grammar refers to its neighbours in the folder and to no grammar that ships.

mod grammar;
mod links;
mod patterns;
mod rules;

use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::highlight::OwnGrammar;
use crate::languages;
use crate::read::{File, Files};
use blake3::Hash;
use grammar::{Loaded, Name};
use std::collections::BTreeMap;
use std::sync::Arc;
use syntect::parsing::{SyntaxSet, SyntaxSetBuilder};

/// The folder of the site.
pub const FOLDER: &str = "syntaxes";

const ENDING: &str = ".sublime-syntax";

/// The languages that a site brings its own grammars for.
#[derive(Debug, Clone, Default)]
pub struct Syntaxes {
    /// Of the files: equal hashes, equal grammars. `None` without any.
    pub hash: Option<Hash>,
    /// Small letters.
    names: BTreeMap<String, OwnGrammar>,
}

impl Syntaxes {
    /// The grammar for a language; case does not matter.
    pub fn find(&self, name: &str) -> Option<&OwnGrammar> {
        if self.names.is_empty() {
            return None;
        }
        self.names.get(&name.to_lowercase())
    }

    /// Every name that [`find`](Syntaxes::find) knows.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// The hash of the grammars among the files, without reading them.
pub fn hash(files: &Files) -> Option<Hash> {
    let mut hasher = None;
    for file in files_of(files) {
        let hasher = hasher.get_or_insert_with(blake3::Hasher::new);
        for part in [file.path.as_bytes(), &file.bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.map(|hasher| hasher.finalize())
}

/// Reads the grammars of a site. One that is wrong is left out.
pub fn collect(files: &Files) -> Checked<Syntaxes> {
    let mut diagnostics = Vec::new();
    let mut loaded: Vec<Loaded> = files_of(files)
        .filter_map(|file| grammar::read(file).into_value(&mut diagnostics))
        .collect();
    diagnostics.extend(links::check(&mut loaded));
    let (definitions, names): (Vec<_>, Vec<_>) = loaded
        .into_iter()
        .map(|loaded| (loaded.definition, loaded.names))
        .unzip();
    let mut builder = SyntaxSetBuilder::new();
    // What is embedded and not there is shown as this.
    builder.add(grammar::plain_text());
    definitions
        .into_iter()
        .for_each(|definition| builder.add(definition));
    let set = Arc::new(builder.build());
    let hash = hash(files);
    let named = named(&set, hash, names).into_value(&mut diagnostics);
    Checked {
        value: Syntaxes { hash, names: named },
        diagnostics,
    }
}

fn files_of(files: &Files) -> impl Iterator<Item = &File> {
    let below = files.below(FOLDER);
    below.filter(|file| file.path.ends_with(ENDING))
}

/// The grammars by their names. A language that is run keeps its own, and no name is for two.
fn named(
    set: &Arc<SyntaxSet>,
    hash: Option<Hash>,
    names: Vec<Vec<Name>>,
) -> Checked<BTreeMap<String, OwnGrammar>> {
    let mut named: Checked<BTreeMap<String, OwnGrammar>> = Checked::default();
    // The first is plain text.
    for (at, names) in names.into_iter().enumerate() {
        for Name { name, file, span } in names {
            let wrong = |message: String| {
                Diagnostic::new(&codes::BAD_GRAMMAR, &file, span.clone(), message)
            };
            if languages::snippets(&name).is_some() {
                let message = format!("`{name}` is a language that studypress runs");
                named.diagnostics.push(
                    wrong(message).help("its grammar is part of what runs it: take another name"),
                );
                continue;
            }
            let grammar = OwnGrammar {
                set: Arc::clone(set),
                hash,
                at: at + 1,
            };
            if let Some(other) = named.value.insert(name.clone(), grammar)
                && other.at != at + 1
            {
                let message = format!("two files of `{FOLDER}/` say that they are for `{name}`");
                named
                    .diagnostics
                    .push(wrong(message).help("leave it to one of them"));
            }
        }
    }
    named
}
