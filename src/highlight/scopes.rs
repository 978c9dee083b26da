//! From the scopes of a grammar to classes.
//!
//! A grammar names its scopes finely (`string.quoted.double.json`), of which pages show ten classes; a scope that says
//! nothing about a class is dropped. What is left is scopes of one letter, the innermost of which wins.
//!
//! `build.rs` does this to the grammars that ship, and has this file as a module of its own.

use syntect::parsing::Scope;
use syntect::parsing::syntax_definition::{Pattern, SyntaxDefinition};

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
    ("keyword.operator.expression", "k"),
    ("keyword.operator.logical.elixir", "k"),
    ("keyword.operator.new", "k"),
    ("keyword.operator.reflection", "k"),
    ("keyword.operator.word", "k"),
    ("keyword.other.unit", "n"),
    ("markup.deleted", "e"),
    ("markup.heading", "f"),
    ("markup.inserted", "s"),
    ("markup.quote", "c"),
    ("markup.raw", "s"),
    ("message.error", "e"),
    ("meta.annotation", "d"),
    ("meta.decorator", "d"),
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
    ("variable.language.star", "-"),
    ("variable.other.nginx", "i"),
    ("variable.other.readwrite.shell", "i"),
];

/// From scope to class.
pub struct Classes {
    prefixes: Vec<(Scope, Option<Scope>)>,
    plain: Scope,
}

impl Classes {
    /// Fails only if a scope above is none.
    pub fn new() -> Result<Classes, String> {
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

    /// Puts classes in the place of scopes, in every rule of a grammar.
    pub fn rewrite(&self, definition: &mut SyntaxDefinition) {
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
