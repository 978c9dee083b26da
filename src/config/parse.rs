//! Reading and checking `site.toml`.

use super::{BaseUrl, Config, Level, Markup, Python, Search, Source, Topic};
use crate::data::{self, Fields, Located, Node, Value};
use crate::diagnostic::{Diagnostic, codes};
use crate::read::{CONFIG_FILE, File};
use crate::strings::Strings;
use std::collections::HashMap;

/// Reads `site.toml`. Without a configuration there are errors; with one
/// there may be errors too, and then it is as good as could be made of it.
pub fn parse(file: &File) -> (Option<Config>, Vec<Diagnostic>) {
    let text = match file.text() {
        Ok(text) => text,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let root = match data::parse_toml(text) {
        Ok(root) => root,
        Err(error) => {
            let diagnostic =
                Diagnostic::new(&codes::SYNTAX, CONFIG_FILE, error.span, error.message);
            return (None, vec![diagnostic]);
        }
    };
    let mut diagnostics = Vec::new();
    let config = root_table(root, &mut diagnostics);
    (Some(config), diagnostics)
}

fn root_table(root: Node, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let mut own = Vec::new();
    let mut fields = Fields::new(root, CONFIG_FILE, "site.toml", 0, &mut own);
    let title = fields.required_string("title");
    let description = fields.string("description");
    let base_url = web_address(&mut fields, "base_url").and_then(|url| base(&mut fields, url));
    let language = fields.string("language");
    if let Some(tag) = &language
        && !is_language_tag(&tag.value)
    {
        fields.report(
            &codes::WRONG_TYPE,
            tag.span.clone(),
            format!(
                "`language` must be a tag such as en or pt-BR, not `{}`",
                tag.value
            ),
        );
    }
    let author = fields.string("author");
    let repository = web_address(&mut fields, "repository");
    let cname = domain(&mut fields, "cname");
    let levels = listed(&mut fields, "levels");
    let topics = listed(&mut fields, "topics");
    let sources = listed(&mut fields, "sources");
    let markup = fields.node("markup");
    let python = fields.node("python");
    let search = fields.node("search");
    fields.finish();
    diagnostics.append(&mut own);

    let levels: Vec<_> = levels.into_iter().map(|n| level(n, diagnostics)).collect();
    let topics: Vec<_> = topics.into_iter().map(|n| topic(n, diagnostics)).collect();
    let sources: Vec<_> = sources
        .into_iter()
        .map(|n| source(n, diagnostics))
        .collect();
    unique(
        "level",
        levels.iter().flat_map(|(_, names)| names),
        diagnostics,
    );
    unique("topic", topics.iter().map(|(_, id)| id), diagnostics);
    unique("source", sources.iter().map(|(_, id)| id), diagnostics);

    Config {
        title: title.map_or_else(String::new, |t| t.value),
        description: description.map_or_else(String::new, |d| d.value),
        base_url,
        language: language.map_or_else(|| "en".to_owned(), |l| l.value),
        author: author.map(|a| a.value),
        repository: repository.map(|r| r.value.trim_end_matches('/').to_owned()),
        cname: cname.map(|c| c.value),
        levels: levels.into_iter().filter_map(|(level, _)| level).collect(),
        topics: topics.into_iter().filter_map(|(topic, _)| topic).collect(),
        sources: sources
            .into_iter()
            .filter_map(|(source, _)| source)
            .collect(),
        markup: markup_table(markup, diagnostics),
        python: python_table(python, diagnostics),
        strings: Strings::english().clone(),
        search: search_table(search, diagnostics),
    }
}

/// Takes a list of tables, `[[name]]`, with at least one of them.
fn listed(fields: &mut Fields, name: &'static str) -> Vec<Node> {
    let (code, span) = match fields.node(name) {
        None => (&codes::MISSING_FIELD, 0..0),
        Some(node) => match node.value {
            Value::List(items) if !items.is_empty() => return items,
            Value::List(_) => (&codes::EMPTY_VALUE, node.span),
            other => {
                fields.wrong_type(name, "a list of tables", &other, node.span);
                return Vec::new();
            }
        },
    };
    let message = format!("site.toml lists no {name}");
    let help = format!("add one: [[{name}]] with `id` and `title`");
    fields.push(Diagnostic::new(code, CONFIG_FILE, span, message).help(help));
    Vec::new()
}

fn level(node: Node, diagnostics: &mut Vec<Diagnostic>) -> (Option<Level>, Vec<Located<String>>) {
    let mut fields = Fields::new(node, CONFIG_FILE, "a level", 0, diagnostics);
    let id = id(&mut fields);
    let title = fields.required_string("title");
    let aliases = fields.strings("aliases");
    let description = text(&mut fields, "description");
    fields.finish();
    let names = id.iter().cloned().chain(aliases.iter().cloned()).collect();
    let level = id.zip(title).map(|(id, title)| Level {
        id: id.value,
        title: title.value,
        aliases: aliases.into_iter().map(|a| a.value).collect(),
        description,
    });
    (level, names)
}

fn topic(node: Node, diagnostics: &mut Vec<Diagnostic>) -> (Option<Topic>, Located<String>) {
    let mut fields = Fields::new(node, CONFIG_FILE, "a topic", 0, diagnostics);
    let id = id(&mut fields);
    let title = fields.required_string("title");
    let description = text(&mut fields, "description");
    fields.finish();
    let name = name_of(&id);
    let topic = id.zip(title).map(|(id, title)| Topic {
        id: id.value,
        title: title.value,
        description,
    });
    (topic, name)
}

fn source(node: Node, diagnostics: &mut Vec<Diagnostic>) -> (Option<Source>, Located<String>) {
    let mut fields = Fields::new(node, CONFIG_FILE, "a source", 0, diagnostics);
    let id = id(&mut fields);
    let title = fields.required_string("title");
    let publisher = fields.string("publisher");
    let date = fields.date("date");
    let url = web_address(&mut fields, "url");
    let description = text(&mut fields, "description");
    fields.finish();
    let name = name_of(&id);
    let source = id.zip(title).map(|(id, title)| Source {
        id: id.value,
        title: title.value,
        publisher: publisher.map(|p| p.value),
        date: date.map(|d| d.value),
        url: url.map(|u| u.value),
        description,
    });
    (source, name)
}

fn markup_table(node: Option<Node>, diagnostics: &mut Vec<Diagnostic>) -> Markup {
    let mut markup = Markup { unsafe_html: true };
    if let Some(node) = node {
        let mut fields = Fields::new(node, CONFIG_FILE, "[markup]", 0, diagnostics);
        if let Some(value) = fields.bool("unsafe_html") {
            markup.unsafe_html = value;
        }
        fields.finish();
    }
    markup
}

fn python_table(node: Option<Node>, diagnostics: &mut Vec<Diagnostic>) -> Python {
    let mut interpreters = Vec::new();
    if let Some(node) = node {
        let mut fields = Fields::new(node, CONFIG_FILE, "[python]", 0, diagnostics);
        interpreters = fields
            .strings("interpreters")
            .into_iter()
            .map(|i| i.value)
            .collect();
        fields.finish();
    }
    if interpreters.is_empty() {
        interpreters.push("python3".to_owned());
    }
    Python { interpreters }
}

fn search_table(node: Option<Node>, diagnostics: &mut Vec<Diagnostic>) -> Search {
    let mut search = Search::default();
    let Some(node) = node else {
        return search;
    };
    let mut fields = Fields::new(node, CONFIG_FILE, "[search]", 0, diagnostics);
    if let Some(node) = fields.node("synonyms") {
        for (name, others) in fields.nested(node, "`synonyms`").all_strings() {
            let group = std::iter::once(name).chain(others.into_iter().map(|o| o.value));
            search.synonyms.push(group.collect());
        }
    }
    fields.finish();
    search
}

fn text(fields: &mut Fields, name: &'static str) -> String {
    fields
        .string(name)
        .map_or_else(String::new, |found| found.value)
}

/// The longest id: it becomes part of a file's name.
const MAX_ID: usize = 100;

/// An id that can stand in an address: letters, digits, `-`, `_` and `.`.
fn id(fields: &mut Fields) -> Option<Located<String>> {
    let id = fields.required_string("id")?;
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let long = id.value.len() > MAX_ID;
    if id.value.starts_with('.') || long || !id.value.chars().all(good) {
        let message = format!("`{}` cannot be an id", id.value);
        let help = match long {
            true => format!("ids stand in addresses: use at most {MAX_ID} letters"),
            false => "ids stand in addresses: use letters a to z, digits, `-` and `_`".to_owned(),
        };
        let diagnostic = Diagnostic::new(&codes::BAD_ID, CONFIG_FILE, id.span, message).help(help);
        fields.push(diagnostic);
        return None;
    }
    Some(id)
}

/// The name for the check of duplicates; an entry without a good id has been
/// reported already and gets an empty one.
fn name_of(id: &Option<Located<String>>) -> Located<String> {
    id.clone().unwrap_or(Located {
        value: String::new(),
        span: 0..0,
    })
}

/// Reports names that are given twice, compared without case.
fn unique<'a>(
    what: &str,
    names: impl Iterator<Item = &'a Located<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for name in names.filter(|name| !name.value.is_empty()) {
        if let Some(first) = seen.insert(name.value.to_lowercase(), &name.value) {
            let message = format!("two {what}s are called `{first}`");
            diagnostics.push(
                Diagnostic::new(
                    &codes::DUPLICATE_ID,
                    CONFIG_FILE,
                    name.span.clone(),
                    message,
                )
                .help("ids and aliases are compared without regard to case"),
            );
        }
    }
}

fn web_address(fields: &mut Fields, name: &'static str) -> Option<Located<String>> {
    let found = fields.string(name)?;
    match BaseUrl::parse(found.value.split(['?', '#']).next().unwrap_or("")) {
        Ok(_) => Some(found),
        Err(why) => {
            let message = format!("`{name}` is not a web address: {why}");
            fields.report(&codes::BAD_URL, found.span, message);
            None
        }
    }
}

/// Takes the name of a host, without scheme, port and path.
fn domain(fields: &mut Fields, name: &'static str) -> Option<Located<String>> {
    let found = fields.string(name)?;
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    if found.value.is_empty() || !found.value.chars().all(good) {
        let message = format!("`{name}` must be a domain such as guide.example.org");
        fields.report(&codes::BAD_URL, found.span, message);
        return None;
    }
    Some(found)
}

fn base(fields: &mut Fields, url: Located<String>) -> Option<BaseUrl> {
    match BaseUrl::parse(&url.value) {
        Ok(base) => Some(base),
        Err(why) => {
            let message = format!("`base_url` cannot be used: {why}");
            fields.report(&codes::BAD_URL, url.span, message);
            None
        }
    }
}

/// Whether `tag` has the form of a BCP 47 language tag.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}
