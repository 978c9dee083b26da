//! Front matter: where it stands in the file, and what its fields say.

use super::SourceRef;
use crate::config::{Config, LevelId, TopicId};
use crate::data::{self, Fields, Located, Node, Value};
use crate::diagnostic::{Checked, Diagnostic, codes};
use std::collections::HashSet;
use std::ops::Range;

/// A file's text, taken apart at its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Whether the front matter is YAML; else it is TOML.
    pub yaml: bool,
    /// Byte range of the front matter without its fences.
    pub front: Range<usize>,
    /// Byte range of what follows.
    pub body: Range<usize>,
}

/// What front matter says. Fields that a plain page has no use for stay empty there.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// What kind of file it is.
    pub kind: Kind,
    /// The title, if it is given here and not as the document's first heading.
    pub title: Option<Located<String>>,
    /// Whether the document's first heading may be the title: not if a title
    /// is given, be it a wrong one.
    pub untitled: bool,
    /// The level, for a question.
    pub level: Option<LevelId>,
    /// The topic, for a question.
    pub topic: Option<TopicId>,
    /// The documents, with places.
    pub sources: Vec<SourceRef>,
    /// The name for the address.
    pub slug: Option<Located<String>>,
    /// The summary as Markdown.
    pub summary: Option<Located<String>>,
    /// Free words.
    pub tags: Vec<String>,
    /// Place among its neighbours.
    pub order: Option<i64>,
    /// Day of the last change.
    pub updated: Option<String>,
    /// Day after which somebody should look at it again.
    pub review_by: Option<Located<String>>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether a question stands on the cheat sheets.
    pub sheet: bool,
    /// Old addresses.
    pub aliases: Vec<Located<String>>,
    /// Related questions by slug.
    pub related: Vec<Located<String>>,
    /// Other ways to ask the question.
    pub asked_as: Vec<Located<String>>,
}

/// What kind of file the front matter belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A question: level, topic and source are required.
    Question,
    /// An exercise, which needs no source; with the byte range of the field that says so.
    Exercise(Range<usize>),
    /// A plain page.
    Page,
}

/// Finds the front matter: TOML between `+++` lines or YAML between `---`
/// lines, at the very start of the file.
pub fn split(file: &str, text: &str) -> Result<Split, Diagnostic> {
    let first = text.lines().next().unwrap_or("").trim_end();
    let fence = match first {
        "+++" | "---" => first,
        _ => {
            return Err(Diagnostic::new(
                &codes::NO_FRONT_MATTER,
                file,
                0..first.len(),
                "this file does not begin with front matter",
            )
            .help(
                "begin it with TOML between two lines of +++, or YAML between two lines of ---",
            ));
        }
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Ok(Split {
                yaml: fence == "---",
                front: start..at,
                body: at + line.len()..text.len(),
            });
        }
        at += line.len();
    }
    Err(Diagnostic::new(
        &codes::OPEN_FRONT_MATTER,
        file,
        0..fence.len(),
        format!("the front matter that starts here has no closing {fence}"),
    ))
}

/// Reads the fields. Front matter that cannot be parsed gives `None`; wrong
/// and missing fields are reported and left out. `page` says whether the file
/// is a plain page, which its folder makes it.
pub fn read(
    file: &str,
    text: &str,
    split: &Split,
    page: bool,
    config: &Config,
) -> Checked<Option<Front>> {
    let front = &text[split.front.clone()];
    let base = split.front.start;
    let parsed = if split.yaml {
        data::parse_yaml(front)
    } else {
        data::parse_toml(front)
    };
    let root = match parsed {
        Ok(root) => root,
        Err(error) => {
            return Checked {
                value: None,
                diagnostics: vec![error.in_file(file, base)],
            };
        }
    };
    let mut fields = Fields::new(root, file, "the front matter", base);
    let kind = if page { Kind::Page } else { kind(&mut fields) };
    let question = !page;
    let front = Front {
        untitled: !fields.has("title") && fields.is_table(),
        title: title(&mut fields),
        level: question.then(|| level(&mut fields, config)).flatten(),
        topic: question.then(|| topic(&mut fields, config)).flatten(),
        sources: sources(&mut fields, config, kind == Kind::Question),
        slug: slug(&mut fields),
        summary: fields.string("summary"),
        tags: tags(&mut fields),
        order: fields.integer("order"),
        updated: fields.date("updated").map(|date| date.value),
        review_by: fields.date("review_by"),
        draft: fields.bool("draft").unwrap_or(false),
        sheet: page || fields.bool("sheet").unwrap_or(kind == Kind::Question),
        aliases: fields.strings("aliases"),
        related: if question {
            fields.strings("related")
        } else {
            Vec::new()
        },
        asked_as: if question {
            asked_as(&mut fields)
        } else {
            Vec::new()
        },
        kind,
    };
    if question {
        imported(&mut fields);
    }
    fields.finish(Some(front))
}

/// What `kind` says of a file that is no plain page.
fn kind(fields: &mut Fields) -> Kind {
    let Some(kind) = fields.string("kind") else {
        return Kind::Question;
    };
    match kind.value.as_str() {
        "question" => Kind::Question,
        "exercise" => Kind::Exercise(kind.span),
        other => {
            let message = format!("`kind` is \"question\" or \"exercise\", not \"{other}\"");
            fields.report(&codes::WRONG_TYPE, kind.span, message);
            Kind::Question
        }
    }
}

fn title(fields: &mut Fields) -> Option<Located<String>> {
    if fields.has("title") {
        fields.required_string("title")
    } else {
        fields.string("title")
    }
}

fn level(fields: &mut Fields, config: &Config) -> Option<LevelId> {
    let name = fields.required_string("level")?;
    let found = config.level(&name.value);
    if found.is_none() {
        let known = config.levels.iter().flat_map(|level| {
            std::iter::once(level.id.as_str()).chain(level.aliases.iter().map(String::as_str))
        });
        let ids = config.levels.iter().map(|level| level.id.as_str());
        let diagnostic = fields
            .error(&codes::UNKNOWN_LEVEL, &name, "level")
            .suggest(&name.value, known)
            .help(listed("levels", ids));
        fields.push(diagnostic);
    }
    found
}

fn topic(fields: &mut Fields, config: &Config) -> Option<TopicId> {
    let name = fields.required_string("topic")?;
    let found = config.topic(&name.value);
    if found.is_none() {
        let ids = || config.topics.iter().map(|topic| topic.id.as_str());
        let diagnostic = fields
            .error(&codes::UNKNOWN_TOPIC, &name, "topic")
            .suggest(&name.value, ids())
            .help(listed("topics", ids()));
        fields.push(diagnostic);
    }
    found
}

/// `source` is an id, a table `{ id, at }`, or a list of these.
fn sources(fields: &mut Fields, config: &Config, required: bool) -> Vec<SourceRef> {
    let Some(node) = fields.node("source") else {
        if required {
            fields.missing("source");
        }
        return Vec::new();
    };
    let span = node.span.clone();
    let items = match node.value {
        Value::List(items) => items,
        _ => vec![node],
    };
    if items.is_empty() && required {
        fields.report(
            &codes::EMPTY_VALUE,
            span,
            "`source` names no document".to_owned(),
        );
    }
    items
        .into_iter()
        .filter_map(|item| source(fields, config, item))
        .collect()
}

fn source(fields: &mut Fields, config: &Config, node: Node) -> Option<SourceRef> {
    let (name, at) = match node.value {
        Value::String(value) => {
            let span = node.span;
            (Located { value, span }, None)
        }
        Value::Table(_) => {
            let mut inner = fields.nested(node, "an entry of `source`");
            let name = inner.required_string("id");
            let at = inner.string("at").map(|at| at.value);
            let (name, at) = fields.absorb(inner.finish((name, at)));
            (name?, at)
        }
        other => {
            let wanted = "an id, { id = \"…\", at = \"…\" } or a list of these";
            fields.wrong_type("source", wanted, &other, node.span);
            return None;
        }
    };
    let Some(id) = config.source(&name.value) else {
        let ids = || config.sources.iter().map(|source| source.id.as_str());
        let diagnostic = fields
            .error(&codes::UNKNOWN_SOURCE, &name, "source")
            .suggest(&name.value, ids())
            .help(listed("sources", ids()));
        fields.push(diagnostic);
        return None;
    };
    Some(SourceRef { id, at })
}

/// Where an import found the question: only imports read it, but a slip in it is told.
fn imported(fields: &mut Fields) {
    let Some(node) = fields.node("imported") else {
        return;
    };
    let mut inner = fields.nested(node, "`imported`");
    for name in ["from", "id", "hash"] {
        inner.required_string(name);
    }
    fields.absorb(inner.finish(()));
}

fn listed<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.take(20).collect();
    format!("site.toml lists these {what}: {}", ids.join(", "))
}

fn slug(fields: &mut Fields) -> Option<Located<String>> {
    let slug = fields.string("slug")?;
    if let Err(why) = check_slug(&slug.value) {
        let message = format!("`{}` cannot be a slug: {why}", slug.value);
        fields.report(&codes::BAD_ID, slug.span, message);
        return None;
    }
    Some(slug)
}

/// Whether a slug can stand in an address and be a file's name on any system.
pub fn check_slug(slug: &str) -> Result<(), String> {
    if slug.is_empty() {
        return Err("it is empty".to_owned());
    }
    if slug.len() > 200 {
        return Err("it is longer than 200 bytes".to_owned());
    }
    if slug.starts_with('.') || slug.ends_with('.') {
        return Err("it begins or ends with a dot".to_owned());
    }
    match slug
        .chars()
        .find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
    {
        Some(bad) => Err(format!(
            "it holds `{}`; use letters, digits, `-`, `_` and `.`",
            bad.escape_debug()
        )),
        None => Ok(()),
    }
}

fn tags(fields: &mut Fields) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for tag in fields.strings("tags") {
        let name = tag.value.trim();
        if name.is_empty() {
            fields.report(&codes::EMPTY_VALUE, tag.span, "a tag is empty".to_owned());
        } else if known.insert(name.to_owned()) {
            tags.push(name.to_owned());
        }
    }
    tags
}

/// Each is one line of words. Whether it is another one's too is found out when all are together.
fn asked_as(fields: &mut Fields) -> Vec<Located<String>> {
    let mut wordings = Vec::new();
    for mut wording in fields.strings("asked_as") {
        wording.value = wording.value.trim().to_owned();
        let wrong = if wording.value.is_empty() {
            Some((&codes::EMPTY_VALUE, "a wording of `asked_as` is empty"))
        } else if wording.value.contains(['\n', '\r']) {
            let message = "a wording of `asked_as` must be one line of text";
            Some((&codes::WRONG_TYPE, message))
        } else {
            None
        };
        match wrong {
            Some((code, message)) => fields.report(code, wording.span, message.to_owned()),
            None => wordings.push(wording),
        }
    }
    wordings
}
