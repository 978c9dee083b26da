//! A file of `syntaxes/` → a grammar, its names, and what it refers to.

use super::rules::{self, Reference};
use crate::data::{Fields, Located, Value, parse_yaml};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::highlight::Classes;
use crate::read::File;
use std::collections::HashMap;
use std::ops::Range;
use syntect::parsing::Scope;
use syntect::parsing::syntax_definition::{Context, SyntaxDefinition};

/// A grammar that was read.
pub(super) struct Loaded {
    /// Path of its file.
    pub file: String,
    /// The rules, with classes for scopes.
    pub definition: SyntaxDefinition,
    /// What fences may call it.
    pub names: Vec<Name>,
    /// Where it names contexts and grammars.
    pub references: Vec<Reference>,
}

/// A name for a language, and where it is given.
pub(super) struct Name {
    /// In small letters.
    pub name: String,
    pub file: String,
    pub span: Range<usize>,
}

/// The fields that mean something to editors alone.
const OF_EDITORS: [&str; 6] = [
    "version",
    "hidden",
    "first_line_match",
    "comment",
    "file_patterns",
    "uuid",
];

/// Reads one file. What is wrong with it is reported with its place; then there is no grammar.
pub(super) fn read(file: &File) -> Checked<Option<Loaded>> {
    let root = file.text().and_then(|text| {
        let root = parse_yaml(text);
        root.map_err(|error| error.in_file(&file.path, 0))
    });
    let root = match root {
        Ok(root) => root,
        Err(wrong) => {
            return Checked {
                value: None,
                diagnostics: vec![wrong],
            };
        }
    };
    let mut fields = Fields::new(root, &file.path, "the grammar", 0);
    let stem = stem(&file.path);
    let name = fields.string("name");
    let scope = scope(&mut fields);
    let names = names(&mut fields, &file.path, stem);
    for name in OF_EDITORS {
        fields.node(name);
    }
    if let Some(node) = fields.node("extends") {
        let message = "a grammar that extends another is not supported".to_owned();
        fields.report(&codes::BAD_GRAMMAR, node.span, message);
    }
    let variables = variables(&mut fields);
    if !fields.has("contexts") {
        fields.missing("contexts");
    }
    let contexts = fields.node("contexts");
    let mut checked = fields.finish(());
    let rules = contexts.map(|node| rules::read(&file.path, node, variables));
    let rules = rules.map(|rules| rules.into_value(&mut checked.diagnostics));
    let (Some(scope), Some(rules), true) = (scope, rules, checked.diagnostics.is_empty()) else {
        return checked.map(|()| None);
    };
    let mut definition = SyntaxDefinition {
        name: name.map_or_else(|| stem.to_owned(), |name| name.value),
        scope,
        contexts: rules.contexts,
        ..plain_text()
    };
    rules::add_start(&mut definition.contexts);
    // It fails if a scope in its own table is none, which a test would show.
    if let Ok(classes) = Classes::new() {
        classes.rewrite(&mut definition);
    }
    checked.map(|()| {
        Some(Loaded {
            file: file.path.clone(),
            definition,
            names,
            references: rules.references,
        })
    })
}

/// The grammar without a rule.
pub(super) fn plain_text() -> SyntaxDefinition {
    let contexts = ["__start", "main"].map(|name| (name.to_owned(), Context::new(false)));
    SyntaxDefinition {
        name: "Plain Text".to_owned(),
        file_extensions: Vec::new(),
        scope: Scope::new("text.plain").unwrap_or_default(),
        first_line_match: None,
        hidden: false,
        variables: HashMap::new(),
        contexts: HashMap::from(contexts),
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(super::ENDING).unwrap_or(name)
}

fn scope(fields: &mut Fields) -> Option<Scope> {
    let written = fields.required_string("scope")?;
    let scope = Scope::new(written.value.trim());
    if scope.is_err() {
        let message = format!("`{}` is not a scope", written.value);
        fields.report(&codes::BAD_GRAMMAR, written.span, message);
    }
    scope.ok()
}

/// The name of the file, and the endings of files in the language.
fn names(fields: &mut Fields, file: &str, stem: &str) -> Vec<Name> {
    let mut names = vec![Located {
        value: stem.to_owned(),
        span: 0..0,
    }];
    names.extend(fields.strings("file_extensions"));
    names.extend(fields.strings("hidden_file_extensions"));
    let name = |name: Located<String>| Name {
        name: name.value.to_lowercase(),
        file: file.to_owned(),
        span: name.span,
    };
    names.into_iter().map(name).collect()
}

/// What `{{name}}` stands for in patterns.
fn variables(fields: &mut Fields) -> HashMap<String, String> {
    let Some(node) = fields.node("variables") else {
        return HashMap::new();
    };
    let span = node.span.clone();
    let Value::Table(variables) = node.value else {
        fields.wrong_type("variables", "a table", &node.value, span);
        return HashMap::new();
    };
    let mut read = HashMap::new();
    for variable in variables {
        match variable.node.value {
            Value::String(pattern) => {
                read.insert(variable.name, pattern);
            }
            other => fields.wrong_type(&variable.name, "a string", &other, variable.node.span),
        }
    }
    read
}

/// A mistake in a grammar.
pub(super) fn wrong(file: &str, span: Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(&codes::BAD_GRAMMAR, file, span, message)
}
