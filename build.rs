//! Compiles the grammars below `src/languages` and what is taken from syntect's own set into one small dump,
//! which `src/highlight/grammar.rs` embeds.
//!
//! Here scopes also become classes. A grammar names its scopes finely (`string.quoted.double.json`), of which pages
//! show ten classes; a scope that says nothing about a class is dropped here, once, instead of being pushed and popped
//! for every token of every page. What is left in the dump is scopes of one letter, the innermost of which wins.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use syntect::dumps::dump_to_uncompressed_file;
use syntect::parsing::syntax_definition::{Context, Pattern, SyntaxDefinition};
use syntect::parsing::{Scope, SyntaxSet, SyntaxSetBuilder};

const LANGUAGES: &str = "src/languages";

/// What is taken from syntect's own set, by name. Its other grammars would be some 400 kB more.
const TAKEN: [&str; 15] = [
    "Bourne Again Shell (bash)",
    "C",
    "CSS",
    "Diff",
    "HTML",
    "JSON",
    "JavaScript",
    "Plain Text",
    "Regular Expressions (Javascript)",
    "Rust",
    "SQL",
    "Shell-Unix-Generic",
    "XML",
    "YAML",
    "commands-builtin-shell-bash",
];

/// Scope prefixes and the class each stands for: `""` is code without a class, which hides what is around it, and
/// `"-"` says nothing, so that the class around it stays. The longest prefix that fits decides.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("constant.character.entity", "n"),
    ("constant.language", "k"),
    ("constant.numeric", "n"),
    ("constant.other.color", "n"),
    ("entity.name", "f"),
    ("entity.name.constant", "-"),
    ("entity.name.label", "-"),
    ("entity.name.namespace", "-"),
    ("entity.name.tag", "k"),
    ("entity.name.tag.yaml", "d"),
    ("entity.other.attribute-name", "d"),
    ("keyword", "k"),
    ("keyword.control.import.include", "d"),
    ("keyword.operator", "-"),
    ("keyword.operator.word", "k"),
    ("keyword.other.unit", "n"),
    ("markup.deleted", "e"),
    ("markup.heading", "f"),
    ("markup.inserted", "s"),
    ("markup.quote", "c"),
    ("markup.raw", "s"),
    ("message.error", "e"),
    ("meta.annotation", "d"),
    ("meta.diff.header", "c"),
    ("meta.diff.range", "d"),
    ("meta.embedded", ""),
    ("meta.group.expansion", ""),
    ("meta.interpolation", ""),
    ("meta.template.expression", ""),
    ("punctuation.definition.template-expression", "i"),
    ("punctuation.definition.variable", "i"),
    ("punctuation.prompt", "p"),
    ("punctuation.section.expansion", "i"),
    ("punctuation.section.interpolation", "i"),
    ("storage", "k"),
    ("storage.modifier.lifetime", "d"),
    ("storage.type.numeric", "n"),
    ("string", "s"),
    ("string.other.link", "-"),
    ("string.unquoted", "-"),
    ("support", "b"),
    ("support.type.property-name", "d"),
    ("variable.annotation", "d"),
    ("variable.language", "b"),
    ("variable.other.readwrite.shell", "i"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    // A new grammar comes with a new line in one of these lists.
    println!("cargo::rerun-if-changed={LANGUAGES}/mod.rs");
    println!("cargo::rerun-if-changed={LANGUAGES}/shown.rs");
    tell_revision();

    let classes = Classes::new()?;
    let mut builder = SyntaxSetBuilder::new();
    for mut definition in taken() {
        classes.rewrite(&mut definition);
        builder.add(definition);
    }
    for path in grammar_files()? {
        let text = fs::read_to_string(&path)?;
        let mut definition = SyntaxDefinition::load_from_str(&text, true, None)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        classes.rewrite(&mut definition);
        builder.add(definition);
    }
    let dump = Path::new(&env::var("OUT_DIR")?).join("grammars.dump");
    dump_to_uncompressed_file(&builder.build(), dump)?;
    Ok(())
}

/// The project's own grammars, in a fixed order, so that the same sources make the same dump.
fn grammar_files() -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for folder in fs::read_dir(LANGUAGES)? {
        let folder = folder?.path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder)? {
            let path = file?.path();
            if path
                .extension()
                .is_some_and(|ending| ending == "sublime-syntax")
            {
                println!("cargo::rerun-if-changed={}", path.display());
                paths.push(path);
            }
        }
    }
    paths.sort_by(|one, other| one.file_name().cmp(&other.file_name()));
    Ok(paths)
}

/// The grammars of syntect's set, those that are not taken emptied.
///
/// In that set, references between grammars are positions, so positions must stay: a grammar that is left out is
/// a grammar whose contexts hold no rule, in which everything is plain text.
fn taken() -> Vec<SyntaxDefinition> {
    let mut definitions = SyntaxSet::load_defaults_newlines()
        .into_builder()
        .syntaxes()
        .to_vec();
    for definition in &mut definitions {
        if !TAKEN.contains(&definition.name.as_str()) {
            definition.hidden = true;
            definition.file_extensions.clear();
            definition.first_line_match = None;
            for context in definition.contexts.values_mut() {
                *context = Context::new(false);
            }
        }
        definition.variables.clear();
    }
    definitions
}

/// From scope to class, remembered.
struct Classes {
    prefixes: Vec<(Scope, Option<Scope>)>,
    plain: Scope,
}

impl Classes {
    fn new() -> Result<Classes, Box<dyn Error>> {
        let scope = |text: &str| Scope::new(text).map_err(|error| format!("{text}: {error:?}"));
        let plain = scope("plain")?;
        let mut prefixes = Vec::new();
        for &(prefix, class) in CLASSES {
            let class = match class {
                "-" => None,
                "" => Some(plain),
                class => Some(scope(class)?),
            };
            prefixes.push((scope(prefix)?, class));
        }
        // The longest first, so that the first that fits is the one.
        prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Ok(Classes { prefixes, plain })
    }

    fn of(&self, scope: Scope) -> Option<Scope> {
        let fits = self
            .prefixes
            .iter()
            .find(|(prefix, _)| prefix.is_prefix_of(scope));
        fits.and_then(|(_, class)| *class)
    }

    /// Of several scopes at once only the innermost class shows.
    fn innermost(&self, scopes: &mut Vec<Scope>) {
        let class = scopes.iter().rev().find_map(|scope| self.of(*scope));
        *scopes = class.into_iter().collect();
    }

    fn rewrite(&self, definition: &mut SyntaxDefinition) {
        for context in definition.contexts.values_mut() {
            self.innermost(&mut context.meta_scope);
            self.innermost(&mut context.meta_content_scope);
            // What clears the scopes around it is code inside a string: it shows as code.
            if context.clear_scopes.take().is_some() && context.meta_scope.is_empty() {
                context.meta_scope.push(self.plain);
            }
            for pattern in &mut context.patterns {
                if let Pattern::Match(pattern) = pattern {
                    self.innermost(&mut pattern.scope);
                    if let Some(captures) = &mut pattern.captures {
                        captures
                            .iter_mut()
                            .for_each(|(_, scopes)| self.innermost(scopes));
                        captures.retain(|(_, scopes)| !scopes.is_empty());
                        if captures.is_empty() {
                            pattern.captures = None;
                        }
                    }
                }
            }
        }
    }
}

/// Tells the binary which commit it is built from, for `init --github`.
///
/// Only releases know: in a debug build every commit would make everything
/// be compiled again. A package from a registry says its commit in a file;
/// elsewhere Git is asked, unless the repository is that of something else.
fn tell_revision() {
    if env::var("PROFILE").is_ok_and(|profile| profile != "release") {
        return;
    }
    let revision = match fs::read_to_string(".cargo_vcs_info.json") {
        Ok(info) => info
            .split('"')
            .find(|word| word.len() == 40 && word.bytes().all(|b| b.is_ascii_hexdigit()))
            .map(str::to_owned),
        Err(_) => revision_of_repository(),
    };
    if let Some(revision) = revision {
        println!("cargo::rustc-env=STUDYPRESS_REVISION={revision}");
    }
}

fn revision_of_repository() -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // Nothing above the sources' own folder: this is the root of its repository.
    if !git(&["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    // Every commit and every switch of branches adds a line to this file.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    if Path::new(&log).exists() {
        println!("cargo::rerun-if-changed={log}");
    }
    git(&["rev-parse", "HEAD"])
}
