//! Reading and checking `site.toml`.

use super::{BaseUrl, Book, Config, Level, Markup, Practice, Python, Search, Source, Topic};
use crate::data::{self, Fields, Located, Node, Value};
use crate::diagnostic::{Checked, Diagnostic, Severities, Severity, codes};
use crate::plurals;
use crate::read::{CONFIG_FILE, File};
use std::collections::HashMap;

/// Reads `site.toml`. There is no value only where it cannot be parsed; with a
/// value there may be errors too, and then it holds what could be read.
pub fn parse(file: &File) -> Checked<Option<Config>> {
    let text = match file.text() {
        Ok(text) => text,
        Err(diagnostic) => return unparsed(diagnostic),
    };
    match data::parse_toml(text) {
        Ok(root) => root_table(root).map(Some),
        Err(error) => unparsed(error.in_file(CONFIG_FILE, 0)),
    }
}

fn unparsed(diagnostic: Diagnostic) -> Checked<Option<Config>> {
    Checked {
        value: None,
        diagnostics: vec![diagnostic],
    }
}

fn root_table(root: Node) -> Checked<Config> {
    let mut fields = Fields::new(root, CONFIG_FILE, "site.toml", 0);
    let title = fields.required_string("title");
    let id = guide_id(&mut fields);
    let description = text(&mut fields, "description");
    let base_url = web_address(&mut fields, "base_url").and_then(|url| base(&mut fields, url));
    let language = language(&mut fields);
    let author = fields.string("author");
    let repository = web_address(&mut fields, "repository");
    let cname = domain(&mut fields, "cname");
    let offline = fields.bool("offline").unwrap_or(true);
    let levels = levels(&mut fields);
    let topics = topics(&mut fields);
    let sources = sources(&mut fields);
    let markup = part(&mut fields, "markup", markup);
    let python = part(&mut fields, "python", python);
    let search = part(&mut fields, "search", search);
    let practice = part(&mut fields, "practice", practice);
    let book = part(&mut fields, "book", book);
    let diagnostics = part(&mut fields, "diagnostics", severities);
    fields.finish(Config {
        title: title.map_or_else(String::new, |t| t.value),
        id,
        description,
        base_url,
        language,
        author: author.map(|a| a.value),
        repository: repository.map(|r| r.value.trim_end_matches('/').to_owned()),
        cname: cname.map(|c| c.value),
        offline,
        levels,
        topics,
        sources,
        markup: markup.unwrap_or_default(),
        python: python.unwrap_or_default(),
        search: search.unwrap_or_default(),
        practice: practice.unwrap_or_default(),
        book: book.unwrap_or_default(),
        diagnostics: diagnostics.unwrap_or_default(),
    })
}

/// Takes a table of settings, if it is there.
fn part<T>(
    fields: &mut Fields,
    name: &'static str,
    read: impl FnOnce(Fields) -> Checked<T>,
) -> Option<T> {
    let node = fields.node(name)?;
    let part = read(fields.nested(node, &format!("[{name}]")));
    Some(fields.absorb(part))
}

/// Takes the language of the guide, English where there is none.
fn language(fields: &mut Fields) -> String {
    let Some(tag) = fields.string("language") else {
        return "en".to_owned();
    };
    if !plurals::is_language_tag(&tag.value) {
        let message = format!(
            "`language` must be a tag such as en or pt-BR, not `{}`",
            tag.value
        );
        fields.report(&codes::WRONG_TYPE, tag.span, message);
    }
    tag.value
}

/// Takes a list of tables, `[[name]]`, with at least one of them.
fn listed(fields: &mut Fields, name: &'static str) -> Vec<Node> {
    let (code, span) = match fields.node(name) {
        None => {
            let start = fields.span().start;
            (&codes::MISSING_FIELD, start..start)
        }
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

fn levels(fields: &mut Fields) -> Vec<Level> {
    let mut names = Names::new("level");
    let mut levels = Vec::new();
    for node in listed(fields, "levels") {
        let mut level = fields.nested(node, "a level");
        let id = id(&mut level, &mut names);
        let title = level.required_string("title");
        let aliases = level.strings("aliases");
        for alias in &aliases {
            names.add(&mut level, alias);
        }
        let description = text(&mut level, "description");
        let read = id.zip(title).map(|(id, title)| Level {
            id,
            title: title.value,
            aliases: aliases.into_iter().map(|a| a.value).collect(),
            description,
        });
        levels.extend(fields.absorb(level.finish(read)));
    }
    levels
}

fn topics(fields: &mut Fields) -> Vec<Topic> {
    let mut names = Names::new("topic");
    let mut topics = Vec::new();
    for node in listed(fields, "topics") {
        let mut topic = fields.nested(node, "a topic");
        let id = id(&mut topic, &mut names);
        let title = topic.required_string("title");
        let description = text(&mut topic, "description");
        let read = id.zip(title).map(|(id, title)| Topic {
            id,
            title: title.value,
            description,
        });
        topics.extend(fields.absorb(topic.finish(read)));
    }
    topics
}

fn sources(fields: &mut Fields) -> Vec<Source> {
    let mut names = Names::new("source");
    let mut sources = Vec::new();
    for node in listed(fields, "sources") {
        let mut source = fields.nested(node, "a source");
        let id = id(&mut source, &mut names);
        let title = source.required_string("title");
        let publisher = source.string("publisher");
        let date = source.date("date");
        let url = web_address(&mut source, "url");
        let description = text(&mut source, "description");
        let read = id.zip(title).map(|(id, title)| Source {
            id,
            title: title.value,
            publisher: publisher.map(|p| p.value),
            date: date.map(|d| d.value),
            url: url.map(|u| u.value),
            description,
        });
        sources.extend(fields.absorb(source.finish(read)));
    }
    sources
}

fn markup(mut fields: Fields) -> Checked<Markup> {
    let unsafe_html = fields.bool("unsafe_html").unwrap_or(true);
    fields.finish(Markup { unsafe_html })
}

fn python(mut fields: Fields) -> Checked<Python> {
    let given = fields.strings("interpreters");
    let mut python = Python::default();
    if !given.is_empty() {
        python.interpreters = given.into_iter().map(|i| i.value).collect();
    }
    python.playground = folder(&mut fields, "playground");
    fields.finish(python)
}

/// Takes the path of a folder of the site.
fn folder(fields: &mut Fields, name: &'static str) -> Option<String> {
    let found = fields.string(name)?;
    let path = found.value.trim_end_matches('/');
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    if !path.split('/').all(part) {
        let message = format!(
            "`{name}` must be a folder of the site, not `{}`",
            found.value
        );
        let diagnostic = Diagnostic::new(&codes::BAD_PLAYGROUND, CONFIG_FILE, found.span, message)
            .help("write it from the folder of site.toml, without `..`: node_modules/pyodide");
        fields.push(diagnostic);
        return None;
    }
    Some(path.to_owned())
}

fn search(mut fields: Fields) -> Checked<Search> {
    let mut search = Search::default();
    if let Some(node) = fields.node("synonyms") {
        let synonyms = fields.nested(node, "`synonyms`").all_strings();
        for (name, others) in fields.absorb(synonyms) {
            let group = std::iter::once(name).chain(others.into_iter().map(|o| o.value));
            search.synonyms.push(group.collect());
        }
    }
    fields.finish(search)
}

fn practice(mut fields: Fields) -> Checked<Practice> {
    let usual = Practice::default();
    let mut section = |name: &'static str, usual: String| match fields.string(name) {
        Some(given) => given.value.trim().to_owned(),
        None => usual,
    };
    let practice = Practice {
        mistakes: section("mistakes", usual.mistakes),
        follow_ups: section("follow_ups", usual.follow_ups),
    };
    fields.finish(practice)
}

fn book(mut fields: Fields) -> Checked<Book> {
    let book = Book {
        epub: fields.bool("epub").unwrap_or(false),
        date: fields.date("date").map(|date| date.value),
        certified_by: fields.string("certified_by").map(|by| by.value),
        page: fields.bool("page").unwrap_or(false),
    };
    fields.finish(book)
}

/// Takes what a guide makes of kinds of mistakes, by their numbers.
fn severities(mut fields: Fields) -> Checked<Severities> {
    let mut severities = Severities::default();
    for code in codes::ALL {
        let Some(given) = fields.string(code.id) else {
            continue;
        };
        let severity = match given.value.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "off" => None,
            other => {
                let message = format!(
                    "`{}` must be \"error\", \"warning\" or \"off\", not `{other}`",
                    code.id
                );
                fields.report(&codes::WRONG_TYPE, given.span, message);
                continue;
            }
        };
        if severity != Some(Severity::Error) && !code.lowerable {
            let message = format!("{} cannot be less than an error: {}", code.id, code.title);
            let lowerable = codes::ALL.iter().filter(|code| code.lowerable);
            let ids: Vec<&str> = lowerable.map(|code| code.id).collect();
            let help = format!("those that can are: {}", ids.join(", "));
            let error = Diagnostic::new(&codes::WRONG_TYPE, CONFIG_FILE, given.span, message);
            fields.push(error.help(help));
            continue;
        }
        severities.0.push((code, severity));
    }
    fields.finish(severities)
}

fn text(fields: &mut Fields, name: &'static str) -> String {
    fields
        .string(name)
        .map_or_else(String::new, |found| found.value)
}

/// The longest id: it becomes part of a file's name.
const MAX_ID: usize = 100;

/// Takes the id of a part of the guide, which no other part of its kind has.
fn id(fields: &mut Fields, names: &mut Names) -> Option<String> {
    let id = fields.required_string("id")?;
    let id = fit_id(fields, id)?;
    names.add(fields, &id);
    Some(id.value)
}

/// Takes the id of the guide, if it has one.
fn guide_id(fields: &mut Fields) -> Option<String> {
    let id = fields.string("id")?;
    fit_id(fields, id).map(|id| id.value)
}

/// An id that can stand in an address: letters, digits, `-`, `_` and `.`. Others are reported.
fn fit_id(fields: &mut Fields, id: Located<String>) -> Option<Located<String>> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let long = id.value.len() > MAX_ID;
    let odd = id.value.is_empty() || id.value.starts_with('.');
    if odd || long || !id.value.chars().all(good) {
        let message = format!("`{}` cannot be an id", id.value);
        let help = if long {
            format!("ids stand in addresses: use at most {MAX_ID} letters")
        } else {
            "ids stand in addresses: use letters a to z, digits, `-` and `_`".to_owned()
        };
        let diagnostic = Diagnostic::new(&codes::BAD_ID, CONFIG_FILE, id.span, message).help(help);
        fields.push(diagnostic);
        return None;
    }
    Some(id)
}

/// The ids and aliases of one kind, to find those that are given twice.
struct Names {
    what: &'static str,
    /// By their small letters, as they were written.
    seen: HashMap<String, String>,
}

impl Names {
    fn new(what: &'static str) -> Names {
        Names {
            what,
            seen: HashMap::new(),
        }
    }

    /// Adds a name of the table that `fields` reads, or reports it there.
    fn add(&mut self, fields: &mut Fields, name: &Located<String>) {
        let key = name.value.to_lowercase();
        if key.is_empty() {
            return;
        }
        let Some(first) = self.seen.insert(key, name.value.clone()) else {
            return;
        };
        let message = format!("two {}s are called `{first}`", self.what);
        fields.push(
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
