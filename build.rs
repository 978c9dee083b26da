//! Compiles the grammars below `src/languages` and what is taken from bat's set (the crate `two-face`) into one small dump,
//! which `src/highlight/grammar.rs` embeds.
//!
//! Here scopes also become classes (`src/highlight/scopes.rs`), once, instead of for every token of every page.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use syntect::dumps::{dump_to_file, dump_to_uncompressed_file};
use syntect::parsing::syntax_definition::{Context, Pattern, SyntaxDefinition};
use syntect::parsing::{Regex, SyntaxSetBuilder};
use two_face::acknowledgement::License;

#[path = "src/highlight/scopes.rs"]
mod scopes;

use scopes::Classes;

const LANGUAGES: &str = "src/languages";

/// What is taken of bat's set, by name, with what these refer to. Taken is what comes under the licence of Sublime's own
/// packages or with a notice in the crate, and what `cargo bench --bench grammars` finds no slow line for.
const TAKEN: &[&str] = &[
    "AWK",
    "Apache Conf",
    "Batch File",
    "Bourne Again Shell (bash)",
    "C",
    "C#",
    "C++",
    "CMake",
    "CMakeCommands",
    "CSS",
    "Clojure",
    "CoffeeScript",
    "Crontab",
    "Crystal",
    "D",
    "Dart",
    "Diff",
    "Elixir",
    "Elm",
    "Erlang",
    "GDScript (Godot Engine)",
    "Go",
    "Graphviz (DOT)",
    "Groovy",
    "HTML",
    "HTML (Twig)",
    "HTTP Request and Response",
    "Haskell",
    "JSON",
    "Java",
    "Java Properties",
    "JavaScript (Babel)",
    "Javadoc",
    "Julia",
    "Kotlin",
    "LLVM",
    "LaTeX",
    "Lua",
    "Makefile",
    "Nix",
    "OCaml",
    "Objective-C",
    "PHP Source",
    "Pascal",
    "Perl",
    "Plain Text",
    "PowerShell",
    "Protocol Buffer",
    "Protocol Buffer (TEXT)",
    "Puppet",
    "R",
    "Regular Expression",
    "Regular Expressions (Elixir)",
    "Regular Expressions (PHP)",
    "Robot Framework",
    "Ruby",
    "Rust",
    "SQL",
    "Scala",
    "Shell-Unix-Generic",
    "Solidity",
    "Svelte",
    "Swift",
    "SystemVerilog",
    "Tcl",
    "TeX",
    "Terraform",
    "TypeScript",
    "TypeScriptReact",
    "VHDL",
    "VimL",
    "Vue Component",
    "WGSL",
    "XML",
    "YAML",
    "Zig",
    "commands-builtin-shell-bash",
    "jsonnet",
    "nginx",
    "reStructuredText",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/highlight/scopes.rs");
    // A new grammar comes with a new line in one of these lists.
    println!("cargo::rerun-if-changed={LANGUAGES}/mod.rs");
    println!("cargo::rerun-if-changed={LANGUAGES}/shown.rs");
    tell_revision();

    let classes = Classes::new()?;
    let mut builder = SyntaxSetBuilder::new();
    for mut definition in taken()? {
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
    let dump = Path::new(&env::var("OUT_DIR")?).join("notices.dump");
    dump_to_file(&notices(), dump)?;
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

/// The grammars of bat's set, those that are not taken emptied.
///
/// In that set, references between grammars are positions, so positions must stay: a grammar that is left out is
/// a grammar whose contexts hold no rule, in which everything is plain text.
fn taken() -> Result<Vec<SyntaxDefinition>, String> {
    let set = two_face::syntax::extra_newlines();
    let mut definitions = set.into_builder().syntaxes().to_vec();
    let known = |name: &str| definitions.iter().any(|known| known.name == name);
    if let Some(gone) = TAKEN.iter().find(|name| !known(name)) {
        return Err(format!("there is no grammar `{gone}` in two-face"));
    }
    for definition in &mut definitions {
        if !TAKEN.contains(&definition.name.as_str()) {
            definition.hidden = true;
            for context in definition.contexts.values_mut() {
                *context = Context::new(false);
            }
        }
        mend(definition);
        // Languages are found by the names in `src/languages`.
        definition.file_extensions.clear();
        definition.first_line_match = None;
        definition.variables.clear();
    }
    Ok(definitions)
}

/// What stands in patterns of C#, where a space could belong to each of several repetitions, so that a match which fails was tried
/// in all ways there are; and what matches the same in one way.
const C_SHARP: &[(&str, &str)] = &[
    (
        r"(?:\s*(<[^(={};<]*>)?\s*)?(?:\s*(?:\[,*\]|\*|\?)*)\s+",
        r"(?:\s*(<[^(={};<]*>))?(?:\s*(?:\[,*\]|\*|\?)+)?\s+",
    ),
    (
        r"\s*(<[^(={};<]*>)?\s*)(?:\s*(?:\[,*\]|\*|\?)*)\s+",
        r"(?:\s*(<[^(={};<]*>))?)(?:\s*(?:\[,*\]|\*|\?)+)?\s+",
    ),
    (
        r"(?:\s*(?:\[,*\]|\*|\?)*)\s+",
        r"(?:\s*(?:\[,*\]|\*|\?)+)?\s+",
    ),
    (r"(<[^(={};<]*>)?\s*\s*\.", r"(?:(<[^(={};<]*>)\s*)?\."),
    (r"(<[^(={};<]*>)?\s*)\s*\)", r"(?:(<[^(={};<]*>)\s*)?)\)"),
    (r"(<[^(={};<]*>)?\s*\(", r"(?:(<[^(={};<]*>)\s*)?\("),
];

/// Where the parameters of a function of Scala begin: a name, or parentheses and what is in them, without and with a type that is
/// a word.
const SCALA: &str = r"(?=(?:\b\w+(?:\s*:\s*[\w.]+)?|\([^()]*\))\s*(?:=>|\x{21D2}))";

/// Changes what is slow or misleading in a grammar of bat's.
fn mend(definition: &mut SyntaxDefinition) {
    match definition.name.as_str() {
        "C#" => rewrite(definition, |pattern| {
            let change = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
            C_SHARP.iter().fold(pattern.to_owned(), change)
        }),
        // Without regard to case, `ss` is `ß` too, and each of the two ways was tried at each place.
        "Robot Framework" => rewrite(definition, |pattern| {
            pattern.replace(r"(?i)(%\{[\w|\s]+\})", r"(%\{[\w|\s]+\})")
        }),
        // To find the parameters of a function, whose scope has no colour here, it looks for the arrow behind a type of any form.
        "Scala" => rewrite(definition, |pattern| {
            let parameters =
                pattern.starts_with(r"(?=((?:") && pattern.contains(r"\s*(?:=>|\x{21D2})");
            let pattern = if parameters { SCALA } else { pattern };
            pattern.to_owned()
        }),
        // It calls whole statements what others call the mark before the name of a variable.
        "nginx" => {
            let contexts = definition.contexts.values_mut();
            contexts.for_each(|context| context.meta_scope.clear());
        }
        _ => {}
    }
}

/// Changes each pattern of a grammar.
fn rewrite(definition: &mut SyntaxDefinition, change: impl Fn(&str) -> String) {
    let contexts = definition.contexts.values_mut();
    for pattern in contexts.flat_map(|context| &mut context.patterns) {
        if let Pattern::Match(matched) = pattern {
            matched.regex = Regex::new(change(matched.regex.regex_str()));
        }
    }
}

/// The notices that come with the grammars, as one text.
fn notices() -> String {
    let listing = two_face::acknowledgement::listing();
    let notice = |of: &License| {
        let path = of.rel_path.display().to_string().replace('\\', "/");
        let grammar = path.trim_start_matches("syntaxes/02_Extra/");
        let grammar = grammar.trim_start_matches("syntaxes/01_Packages/");
        let line = "-".repeat(grammar.len());
        format!("{grammar}\n{line}\n\n{}\n", of.text.trim_matches('\n'))
    };
    let notices: Vec<String> = listing.for_syntaxes().iter().map(notice).collect();
    notices.join("\n\n")
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
