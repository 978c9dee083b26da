//! The contexts of a grammar and the rules in them, from the tree that was read.
//!
//! What a rule can say is Sublime Text's format as far as syntect runs it:
//! <https://www.sublimetext.com/docs/syntax.html>, without `branch`, `extends` and pops of several contexts.

use super::grammar::wrong;
use super::patterns::{Expanded, Patterns};
use crate::data::{Fields, Located, Node, Value};
use crate::diagnostic::{Checked, Diagnostic, codes};
use serde_json::{Value as Json, from_value, json};
use std::collections::HashMap;
use std::ops::Range;
use syntect::parsing::syntax_definition::{
    CaptureMapping, Context, ContextReference, MatchOperation, MatchPattern, Pattern,
};
use syntect::parsing::{ClearAmount, Scope};

/// The contexts of a grammar.
#[derive(Default)]
pub(super) struct Rules {
    /// By name; those without one have a made one.
    pub contexts: HashMap<String, Context>,
    /// Where they name contexts and grammars.
    pub references: Vec<Reference>,
}

/// A place where a context is named.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// The context with the rule.
    pub from: String,
    pub to: Target,
    /// Whether the rules of the target are put in the place of this one.
    pub include: bool,
    /// Whether there is a way out of it whatever it holds: without the target, all is plain.
    pub embedded: bool,
    pub span: Range<usize>,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A context of the same grammar.
    Context(String),
    /// A context, `main` without a name, of the grammar with this scope.
    Scope(Scope, Option<String>),
    /// The same of the grammar with this name.
    Grammar(String, Option<String>),
}

/// Reads the table of contexts.
pub(super) fn read(file: &str, node: Node, variables: HashMap<String, String>) -> Checked<Rules> {
    let mut reader = Reader {
        file,
        patterns: Patterns { variables },
        rules: Rules::default(),
        diagnostics: Vec::new(),
        unnamed: 0,
    };
    let span = node.span.clone();
    match node.value {
        Value::Table(contexts) => {
            for context in contexts {
                let kind = Kind {
                    prototype: context.name == "prototype",
                };
                reader.context(context.name, context.node, kind);
            }
        }
        other => {
            let message = format!("`contexts` must be a table, not {}", other.kind());
            reader.report(span.clone(), message);
        }
    }
    if !reader.rules.contexts.contains_key("main") && reader.diagnostics.is_empty() {
        reader.report(
            span,
            "there is no context `main`, with which all begins".to_owned(),
        );
    }
    Checked {
        value: reader.rules,
        diagnostics: reader.diagnostics,
    }
}

/// Adds the contexts that a file begins in: `main` stays when it is popped.
pub(super) fn add_start(contexts: &mut HashMap<String, Context>) {
    let Some(main) = contexts.get("main") else {
        return;
    };
    let outer = Context {
        patterns: named("main").map(Pattern::Include).into_iter().collect(),
        ..main.clone()
    };
    let mut start = Context::new(false);
    let push = MatchOperation::Push(named("__main").into_iter().collect());
    let rule = MatchPattern::new(false, String::new(), Vec::new(), None, push, None);
    start.patterns.push(Pattern::Match(rule));
    contexts.insert("__start".to_owned(), start);
    contexts.insert("__main".to_owned(), outer);
}

/// syntect lets nobody else make a reference, but reads them as data.
fn reference(kind: &str, value: Json) -> Option<ContextReference> {
    from_value(json!({ kind: value })).ok()
}

fn named(name: &str) -> Option<ContextReference> {
    reference("Named", json!(name))
}

/// A rule, its captures counted after the groups that stand before its own.
fn rule(
    found: Expanded,
    scope: Vec<Scope>,
    captures: Option<CaptureMapping>,
    operation: MatchOperation,
    prototype: Option<ContextReference>,
) -> MatchPattern {
    let moved = |(group, scopes): (usize, _)| match group {
        0 => (0, scopes),
        group => (group + found.added, scopes),
    };
    let captures = captures.map(|captures| captures.into_iter().map(moved).collect());
    let (back, regex) = (found.refers_back, found.regex);
    MatchPattern::new(back, regex, scope, captures, operation, prototype)
}

/// A context with nothing but a rule that leaves it.
fn leaving(found: Expanded, captures: Option<CaptureMapping>) -> Context {
    let mut context = Context::new(false);
    context.uses_backrefs = found.refers_back;
    let rule = rule(found, Vec::new(), captures, MatchOperation::Pop, None);
    context.patterns.push(Pattern::Match(rule));
    context
}

/// How a context is read.
#[derive(Clone, Copy, Default)]
struct Kind {
    /// Its rules are part of other contexts, and the prototype is no part of it.
    prototype: bool,
}

struct Reader<'a> {
    file: &'a str,
    patterns: Patterns,
    rules: Rules,
    diagnostics: Vec<Diagnostic>,
    /// How many contexts without a name there are.
    unnamed: usize,
}

impl Reader<'_> {
    fn report(&mut self, span: Range<usize>, message: String) {
        self.diagnostics.push(wrong(self.file, span, message));
    }

    /// Reads a list of rules into the context of that name.
    fn context(&mut self, name: String, node: Node, kind: Kind) {
        let mut context = Context::new(!kind.prototype);
        let Value::List(rules) = node.value else {
            let message = format!("a context is a list of rules, not {}", node.value.kind());
            self.report(node.span, message);
            return;
        };
        for rule in rules {
            let mut fields = Fields::new(rule, self.file, "a rule", 0);
            if fields.is_table() {
                self.rule(&name, &mut context, &mut fields);
            }
            fields.node("comment");
            self.diagnostics.extend(fields.finish(()).diagnostics);
        }
        self.rules.contexts.insert(name, context);
    }

    /// A context that has no name in the file.
    fn unnamed(&mut self, node: Node, kind: Kind) -> Option<ContextReference> {
        let name = self.new_name();
        self.context(name.clone(), node, kind);
        reference("Inline", json!(name))
    }

    fn new_name(&mut self) -> String {
        self.unnamed += 1;
        format!("#{}", self.unnamed)
    }

    fn rule(&mut self, name: &str, context: &mut Context, fields: &mut Fields) {
        let of_context = self.about_context(context, fields);
        if let Some(node) = fields.node("include") {
            if let Some(target) = self.reference(name, node, Use::Include) {
                context.patterns.push(Pattern::Include(target));
            }
        } else if fields.has("match") || !of_context {
            let rule = self.pattern(name, fields);
            if let Some(rule) = rule {
                context.uses_backrefs |= rule.has_captures;
                context.patterns.push(Pattern::Match(rule));
            }
        }
    }

    /// What is said about the whole context; whether anything is.
    fn about_context(&mut self, context: &mut Context, fields: &mut Fields) -> bool {
        let mut any = false;
        if let Some(scopes) = fields.string("meta_scope") {
            context.meta_scope = self.scopes(&scopes);
            any = true;
        }
        if let Some(scopes) = fields.string("meta_content_scope") {
            context.meta_content_scope = self.scopes(&scopes);
            any = true;
        }
        if let Some(included) = fields.bool("meta_include_prototype") {
            context.meta_include_prototype = included;
            any = true;
        }
        if let Some(node) = fields.node("clear_scopes") {
            context.clear_scopes = match node.value {
                Value::Bool(false) | Value::Integer(0) => None,
                _ => Some(ClearAmount::All),
            };
            any = true;
        }
        any
    }

    fn scopes(&mut self, written: &Located<String>) -> Vec<Scope> {
        let mut scopes = Vec::new();
        for word in written.value.split_whitespace() {
            match Scope::new(word) {
                Ok(scope) => scopes.push(scope),
                Err(_) => self.report(written.span.clone(), format!("`{word}` is not a scope")),
            }
        }
        scopes
    }

    /// A pattern with what becomes of what it finds.
    fn pattern(&mut self, name: &str, fields: &mut Fields) -> Option<MatchPattern> {
        if !fields.has("match") {
            fields.missing("match");
        }
        let found = fields.string("match");
        let pops = self.pops(fields);
        let regex = found.and_then(|found| self.regex(&found, pops));
        let scope = fields.string("scope").map(|scope| self.scopes(&scope));
        let captures = fields.node("captures").map(|node| self.captures(node));
        let mut prototype = fields
            .node("with_prototype")
            .and_then(|node| self.unnamed(node, Kind { prototype: true }));
        let operation = if pops {
            MatchOperation::Pop
        } else if let Some(node) = fields.node("push") {
            MatchOperation::Push(self.pushed(name, node))
        } else if let Some(node) = fields.node("set") {
            MatchOperation::Set(self.pushed(name, node))
        } else if let Some(node) = fields.node("embed") {
            let (pushed, way_out) = self.embedded(name, node, fields);
            prototype = way_out;
            MatchOperation::Push(pushed)
        } else {
            MatchOperation::None
        };
        for unknown in ["branch", "branch_point", "fail"] {
            if let Some(node) = fields.node(unknown) {
                let message = format!("`{unknown}` is not supported");
                fields.report(&codes::BAD_GRAMMAR, node.span, message);
            }
        }
        let regex = regex?;
        let scope = scope.unwrap_or_default();
        Some(rule(regex, scope, captures, operation, prototype))
    }

    fn regex(&mut self, written: &Located<String>, leaves: bool) -> Option<Expanded> {
        let made = self.patterns.expand(&written.value, leaves);
        made.map_err(|message| self.report(written.span.clone(), message))
            .ok()
    }

    fn pops(&mut self, fields: &mut Fields) -> bool {
        let Some(node) = fields.node("pop") else {
            return false;
        };
        match node.value {
            Value::Bool(pops) => pops,
            Value::Integer(1) => true,
            _ => {
                let message = "`pop` must be `true`: one context is left at a time";
                fields.report(&codes::BAD_GRAMMAR, node.span, message.to_owned());
                false
            }
        }
    }

    fn captures(&mut self, node: Node) -> CaptureMapping {
        let mut captures = Vec::new();
        let span = node.span.clone();
        let Value::Table(groups) = node.value else {
            let message = "`captures` must be a table of groups and their scopes";
            self.report(span, message.to_owned());
            return captures;
        };
        for group in groups {
            match (group.name.parse(), group.node.value) {
                (Ok(number), Value::String(value)) => {
                    let span = group.node.span;
                    captures.push((number, self.scopes(&Located { value, span })));
                }
                (Ok(_), _) => self.report(group.node.span, "a scope is a string".to_owned()),
                (Err(_), _) => {
                    let message = format!("`{}` is not the number of a group", group.name);
                    self.report(group.name_span, message);
                }
            }
        }
        captures
    }

    /// One context, by its name or in place, or several of them.
    fn pushed(&mut self, name: &str, node: Node) -> Vec<ContextReference> {
        let several = match &node.value {
            Value::List(items) => items
                .first()
                .is_some_and(|first| !matches!(first.value, Value::Table(_))),
            _ => false,
        };
        let items = match node.value {
            Value::List(items) if several => items,
            value => vec![Node { value, ..node }],
        };
        let items = items.into_iter();
        items
            .filter_map(|item| self.reference(name, item, Use::Push))
            .collect()
    }

    /// What is pushed for another language inside this one, and the way out of it that each of its contexts gets.
    fn embedded(
        &mut self,
        name: &str,
        node: Node,
        fields: &mut Fields,
    ) -> (Vec<ContextReference>, Option<ContextReference>) {
        let escape = fields.string("escape");
        let scope = fields.string("embed_scope");
        let scope = scope.map(|scope| self.scopes(&scope)).unwrap_or_default();
        let captures = fields.node("escape_captures");
        let captures = captures.map(|node| self.captures(node));
        let Some(escape) = escape else {
            let message = "`embed` needs `escape`, the pattern that ends it".to_owned();
            fields.report(&codes::BAD_GRAMMAR, node.span, message);
            return (Vec::new(), None);
        };
        let Some(escape) = self.regex(&escape, true) else {
            return (Vec::new(), None);
        };
        let ahead = Expanded {
            regex: format!("(?={})", escape.regex),
            ..escape.clone()
        };
        let outer = Context {
            meta_content_scope: scope,
            ..leaving(escape, captures)
        };
        let outer = self.add(outer);
        let way_out = self.add(leaving(ahead, None));
        let inner = self.reference(name, node, Use::Embed);
        (outer.into_iter().chain(inner).collect(), way_out)
    }

    fn add(&mut self, context: Context) -> Option<ContextReference> {
        let name = self.new_name();
        self.rules.contexts.insert(name.clone(), context);
        reference("Inline", json!(name))
    }

    fn reference(&mut self, from: &str, node: Node, used: Use) -> Option<ContextReference> {
        let span = node.span.clone();
        let written = match node.value {
            Value::String(written) => written,
            Value::List(_) if used != Use::Include => return self.unnamed(node, Kind::default()),
            other => {
                let message = format!("a context is named by a string, not {}", other.kind());
                self.report(span, message);
                return None;
            }
        };
        let (of, context) = match written.split_once('#') {
            Some((of, context)) => (of, Some(context.to_owned())),
            None => (&*written, None),
        };
        let escape = used == Use::Embed;
        let (to, made) = if let Some(scope) = of.strip_prefix("scope:") {
            let Ok(scope) = Scope::new(scope) else {
                self.report(span, format!("`{scope}` is not a scope"));
                return None;
            };
            let made = json!({ "scope": scope, "sub_context": context, "with_escape": escape });
            (Target::Scope(scope, context), reference("ByScope", made))
        } else if let Some(path) = of.strip_suffix(super::ENDING) {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            let made = json!({ "name": name, "sub_context": context, "with_escape": escape });
            (Target::Grammar(name, context), reference("File", made))
        } else {
            let name = match of {
                "$self" | "$base" | "$top_level_main" => "main",
                name => name,
            };
            (Target::Context(name.to_owned()), named(name))
        };
        self.rules.references.push(Reference {
            from: from.to_owned(),
            to,
            include: used == Use::Include,
            embedded: escape,
            span,
        });
        made
    }
}

/// What a reference is for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Include,
    Push,
    Embed,
}
