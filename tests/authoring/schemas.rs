//! The JSON schemas for editors say what the parser says.

use serde_json::{Map, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use studypress::config;
use studypress::data::{Node, Value, parse_toml};
use studypress::diagnostic::{Diagnostic, codes};
use studypress::question::{self, front_matter};
use studypress::read::{CONFIG_FILE, File};
use studypress::scaffold::FILES;

#[test]
fn what_is_right_is_right_by_the_schema() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut configurations = vec![repository.join(CONFIG_FILE)];
    let mut questions: Vec<PathBuf> = Vec::new();
    for folder in ["content", "docs/content", "scaffold/guide/content"] {
        let entries = walkdir::WalkDir::new(repository.join(folder)).into_iter();
        let paths = entries.map(|entry| entry.expect("an entry").into_path());
        questions.extend(paths.filter(|path| {
            path.extension().is_some_and(|ending| ending == "md")
                && !path.to_string_lossy().contains("/pages/")
        }));
    }
    configurations.push(repository.join("scaffold/guide/site.toml"));
    configurations.push(repository.join("docs/site.toml"));
    assert!(questions.len() > 40);
    for path in configurations {
        let text = fs::read_to_string(&path).expect("read");
        assert!(valid("site", &text), "{}", path.display());
    }
    for path in questions {
        let text = fs::read_to_string(&path).expect("read");
        let split = front_matter::split("q.md", &text).expect("front matter");
        assert!(valid("question", &text[split.front]), "{}", path.display());
    }
}

const LISTS: &str = "levels = [{ id = \"a\", title = \"A\" }]\n\
                     topics = [{ id = \"a\", title = \"A\" }]\n\
                     sources = [{ id = \"a\", title = \"A\" }]\n";

#[test]
fn schema_and_parser_agree_about_site_toml() {
    let with = |lines: &str| format!("title = \"T\"\n{LISTS}{lines}");
    for (text, right) in [
        (with(""), true),
        (LISTS.to_owned(), false),
        (with("").replace("\"T\"", "\" \""), false),
        (with("").replace("\"T\"", "1"), false),
        (with("titel = \"T\""), false),
        (with("id = \"my-guide.1\""), true),
        (with("id = \"my guide\""), false),
        (with("id = \"\""), false),
        (
            with("practice = { mistakes = \"Fallen\", follow_ups = \"weiter\" }"),
            true,
        ),
        (with("practice = { mistakes = 1 }"), false),
        (with("base_url = \"https://a.example/b/\""), true),
        (with("base_url = \"https://a.example/b/?c\""), false),
        (with("base_url = \"a.example\""), false),
        (with("repository = \"ftp://a.example\""), false),
        (with("language = \"pt-BR\""), true),
        (with("language = \"Portuguese (Brazil)\""), false),
        (with("markup = { unsafe_html = false }"), true),
        (with("markup = { unsafe_html = \"no\" }"), false),
        (with("python = { interpreters = \"python3\" }"), true),
        (
            with("python = { interpreters = [\"python3\", \"python3.9\"] }"),
            true,
        ),
        (with("python = { interpreters = [3] }"), false),
        (with("").replace("id = \"a\"", "id = \"a b\""), false),
        (with("").replace("id = \"a\"", "id = \".a\""), false),
        (with("").replace("id = \"a\", ", ""), false),
        (with("").replace("{ id = \"a\", title = \"A\" }", ""), false),
        (
            with("").replacen("title = \"A\"", "title = \"A\", aliases = [\"b\"]", 1),
            true,
        ),
        (
            with("").replace("title = \"A\"", "title = \"A\", date = \"2026\""),
            false,
        ),
        (
            with("").replace("title = \"A\"", "title = \"A\", url = \"here\""),
            false,
        ),
    ] {
        assert_eq!(valid("site", &text), right, "the schema on\n{text}");
        let found = config::parse(&file(CONFIG_FILE, &text)).diagnostics;
        assert_eq!(found.is_empty(), right, "the parser on\n{text}{found:?}");
    }
}

#[test]
fn schema_and_parser_agree_about_front_matter() {
    let base = "level = \"mid\"\ntopic = \"basics\"\nsource = \"docs\"\n";
    let with = |line: &str| format!("title = \"T\"\n{base}{line}\n");
    for (text, right) in [
        (with(""), true),
        (with("").replace("level = \"mid\"\n", ""), false),
        (with("").replace("\"mid\"", "2"), false),
        (
            with("").replace("\"docs\"", "[\"docs\", { id = \"notes\", at = \"2\" }]"),
            true,
        ),
        (with("").replace("\"docs\"", "[]"), false),
        (with("").replace("\"docs\"", "{ at = \"2\" }"), false),
        (
            with("").replace("\"docs\"", "{ id = \"docs\", page = \"2\" }"),
            false,
        ),
        (with("summery = \"S\""), false),
        (with("kind = \"question\""), true),
        (with("kind = \"exercise\""), true),
        (
            with("kind = \"exercise\"").replace("source = \"docs\"\n", ""),
            true,
        ),
        (
            with("kind = \"question\"").replace("source = \"docs\"\n", ""),
            false,
        ),
        (with("kind = \"quiz\""), false),
        (with("kind = 1"), false),
        (with("slug = \"a-b.c\""), true),
        (with("slug = \"a/b\""), false),
        (with("slug = \".a\""), false),
        (with("tags = \"one\""), true),
        (with("tags = [\"one\", 2]"), false),
        (with("order = 1"), true),
        (with("order = 1.5"), false),
        (with("updated = 2026-03-14"), true),
        (with("updated = \"14.3.2026\""), false),
        (with("draft = true"), true),
        (with("draft = \"yes\""), false),
        (with("review_by = 2027-10-01"), true),
        (with("review_by = \"soon\""), false),
        (with("sheet = false"), true),
        (with("sheet = \"no\""), false),
        (with("aliases = [\"questions/old.html\"]"), true),
        (with("related = [1]"), false),
        (with("asked_as = \"Why?\""), true),
        (with("asked_as = [\"Why?\", \"What for?\"]"), true),
        (with("asked_as = [\"Why?\", \" \"]"), false),
        (with("asked_as = [\"Why?\\nWhy?\"]"), false),
    ] {
        assert_eq!(valid("question", &text), right, "the schema on\n{text}");
        let found = of_question(&text);
        assert_eq!(found.is_empty(), right, "the parser on\n{text}{found:?}");
    }
}

/// The parser tells its fields when it meets one that resembles none.
#[test]
fn the_schemas_know_every_field() {
    let known = |found: &[Diagnostic]| -> BTreeSet<String> {
        let unknown = found.iter().find(|d| d.code == &codes::UNKNOWN_FIELD);
        let help = unknown.and_then(|d| d.help.first()).expect("help");
        let list = help.strip_prefix("its fields are: ").expect("a list");
        list.split(", ").map(str::to_owned).collect()
    };
    let listed = |schema: &serde_json::Value| -> BTreeSet<String> {
        let fields = schema["properties"].as_object().expect("fields");
        fields.keys().cloned().collect()
    };
    let site = |text: &str| known(&config::parse(&file(CONFIG_FILE, text)).diagnostics);
    let schema = schema("site");
    assert_eq!(
        site(&format!("qqqqqq = 1\ntitle = \"T\"\n{LISTS}")),
        listed(&schema)
    );
    let title = format!("title = \"T\"\n{LISTS}");
    for name in ["levels", "topics", "sources"] {
        let text = title.replace(
            &format!("{name} = [{{ "),
            &format!("{name} = [{{ qqqqqq = 1, "),
        );
        let items = &schema["properties"][name]["items"];
        assert_eq!(site(&text), listed(items), "{name}");
    }
    for name in ["markup", "python", "search"] {
        let text = format!("{title}{name} = {{ qqqqqqqqq = 1 }}");
        assert_eq!(site(&text), listed(&schema["properties"][name]), "{name}");
    }
    let front =
        "qqqqqq = 1\ntitle = \"T\"\nlevel = \"mid\"\ntopic = \"basics\"\nsource = \"docs\"\n";
    assert_eq!(
        known(&of_question(front)),
        listed(&self::schema("question"))
    );
}

fn schema(name: &str) -> serde_json::Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/static/schemas");
    let text = fs::read_to_string(folder.join(format!("{name}.schema.json"))).expect("read");
    serde_json::from_str(&text).expect("JSON")
}

/// Whether TOML is right by a schema.
fn valid(name: &str, toml: &str) -> bool {
    let node = parse_toml(toml).expect("TOML");
    jsonschema::is_valid(&schema(name), &json_of(&node))
}

fn json_of(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::String(text) | Value::Date(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Float(text) => json!(text.parse::<f64>().expect("a number")),
        Value::Bool(value) => json!(value),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Table(fields) => {
            let fields = fields.iter().map(|f| (f.name.clone(), json_of(&f.node)));
            fields.collect::<Map<_, _>>().into()
        }
        Value::Null => json!(null),
    }
}

/// What is wrong with a question in the guide that `init` makes.
fn of_question(front: &str) -> Vec<Diagnostic> {
    let site = FILES
        .iter()
        .find(|file| file.path == CONFIG_FILE)
        .expect("site.toml");
    let config = config::parse(&file(CONFIG_FILE, site.text))
        .value
        .expect("a configuration");
    let text = format!("+++\n{front}+++\n");
    let mut found =
        question::parse(&file("content/q.md", &text), &config, &Default::default()).diagnostics;
    // Of the text below it, no schema speaks.
    found.retain(|diagnostic| diagnostic.code != &codes::BAD_EXERCISE);
    found
}

fn file(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    }
}
