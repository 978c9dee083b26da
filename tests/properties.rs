//! What holds for any input, shown on random ones.
//!
//! The inputs are the same in each run, so that the suite is; to look further,
//! set PROPTEST_RNG_SEED and PROPTEST_CASES.

mod common;
#[path = "../fuzz/properties.rs"]
mod laws;

use common::{broken_links, config, file, is_outward, links, outputs, question, resolve};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::{BTreeMap, BTreeSet};
use studypress::diagnostic::{Checked, Diagnostic, Format, print};
use studypress::question::{Parsed, Question};
use studypress::{config as site, question as content};

/// Pieces that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "+++\n",
    "---\n",
    "+++",
    "---",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "\u{feff}",
    "\0",
    "title",
    "level",
    "topic",
    "source",
    "slug",
    "summary",
    "tags",
    "order",
    "updated",
    "draft",
    "aliases",
    "related",
    "asked_as",
    "review_by",
    "sheet",
    "id",
    "at",
    "junior",
    "data",
    "blog",
    " = ",
    ": ",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    ",",
    "- ",
    "? ",
    "&a",
    "*a",
    "!!str ",
    "|\n",
    ">\n",
    "#",
    "# ",
    "## ",
    "1",
    "-1",
    "0x",
    "1e9",
    "9999999999999999999",
    "2026-03-14",
    "2026-02-30",
    "true",
    "null",
    "~",
    "\\",
    "\\u0000",
    "\\U0010FFFF",
    "\\x",
    "```",
    "```python",
    "```output\n",
    "~~~",
    ",hl=\"1-2\"",
    ",title=\"",
    ",linenos",
    "> ",
    "> [!NOTE]\n",
    "1. ",
    "- [ ] ",
    "|",
    "|-|:-:|\n",
    "[^1]",
    "[^1]: ",
    "[^a]: ",
    "[a](",
    "![a](",
    ")",
    "<",
    ">",
    "<a id=",
    "<!--",
    "-->",
    "</div>",
    "&amp;",
    "&#0;",
    "&#8;",
    "https://",
    "www.",
    "example.org",
    "javascript:",
    "gil.md",
    "/",
    "../",
    "%",
    "%00",
    "%ff",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "...",
    "--",
    "é",
    "ß",
    "漢",
    "🐍",
    "\u{301}",
    "\u{200f}",
    "\u{2028}",
    "\u{85}",
    "[[levels]]\n",
    "[[topics]]\n",
    "[markup]\n",
    "base_url",
    "language",
    "cname",
    "def f():\n",
    "f\"{x!r:>{w}}\"",
    "t'{",
    "'''\n",
    "@",
    "match x:\n",
    "case _:\n",
    "lambda: ",
    ">>> ",
    "Traceback",
    "async ",
    "type X[T] = ",
    "0b1_0",
    "rb'\\",
    "#!/",
    "\\\n",
    "; ",
    ":=",
    "->",
];

/// Text of such pieces and of any characters.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,6}",
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A file that gets as far as the Markdown.
fn content_file() -> impl Strategy<Value = String> {
    prop_oneof![
        soup(),
        soup().prop_map(|body| question("T", &body)),
        soup().prop_map(|front| format!("+++\n{front}\n+++\nText.\n")),
        soup().prop_map(|front| format!("---\n{front}\n---\nText.\n")),
        (soup(), soup())
            .prop_map(|(value, body)| format!("---\ntitle: {value}\nlevel: junior\n---\n{body}")),
    ]
}

/// Every mistake has a place in its file, and can be printed in each format.
fn check_diagnostics(diagnostics: &[Diagnostic], text: &str) {
    for diagnostic in diagnostics {
        if let Some(span) = &diagnostic.span {
            assert!(
                span.start <= span.end && span.end <= text.len(),
                "{diagnostic:?}"
            );
            assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
    for format in [Format::Text { colour: false }, Format::Json, Format::GitHub] {
        let printed = print(diagnostics, format, |_| Some(text));
        assert_eq!(printed.is_empty(), diagnostics.is_empty());
    }
}

proptest! {
    #![proptest_config(common::cases(400))]

    #[test]
    fn no_content_file_makes_it_panic(text in content_file()) {
        let Checked {
            value: parsed,
            diagnostics,
        } = content::parse(&file("content/q.md", &text), &config(), &Default::default());
        let bad = diagnostics.iter().any(Diagnostic::is_error);
        prop_assert!(parsed.is_some() || bad, "nothing made of it, and nothing said");
        check_diagnostics(&diagnostics, text.strip_prefix('\u{feff}').unwrap_or(&text));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200)) {
        drop(content::parse(&file("content/q.md", &bytes), &config(), &Default::default()));
        drop(site::parse(&file("site.toml", &bytes)));
    }

    #[test]
    fn no_site_toml_makes_it_panic(text in prop_oneof![
        soup(),
        soup().prop_map(|lines| common::site_toml(&lines)),
        soup().prop_map(|lines| common::SITE.to_owned() + &lines),
    ]) {
        let read = site::parse(&file("site.toml", &text));
        prop_assert!(read.value.is_some() || !read.diagnostics.is_empty());
        check_diagnostics(&read.diagnostics, text.strip_prefix('\u{feff}').unwrap_or(&text));
    }

    #[test]
    fn highlighted_code_reads_as_it_was(language in any::<u8>(), code in soup()) {
        laws::highlight(&[&[language], code.as_bytes()].concat());
    }
}

/// What front matter can say, to be written in both formats.
#[derive(Debug, Clone)]
struct Front {
    title: String,
    level: &'static str,
    topic: &'static str,
    sources: Vec<(&'static str, Option<String>)>,
    summary: Option<String>,
    tags: Vec<String>,
    order: Option<i64>,
    updated: Option<String>,
    draft: bool,
}

/// Text that any reader must get as it is.
fn words() -> impl Strategy<Value = String> {
    "[ -~äß漢🐍“]{0,20}[!-~é]".prop_map(|text| text.trim().to_owned())
}

fn front() -> impl Strategy<Value = Front> {
    let level = select(vec!["junior", "Beginner", "senior"]);
    let topic = select(vec!["data", "objects", "OBJECTS"]);
    let source = (select(vec!["blog", "book"]), option::of(words()));
    let date = (2000..2030, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let rest = (
        option::of(words()),
        vec("[a-z#+.]{1,8}", 0..4),
        option::of(any::<i64>()),
        option::of(date),
        any::<bool>(),
    );
    (words(), level, topic, vec(source, 1..4), rest).prop_map(
        |(title, level, topic, sources, (summary, tags, order, updated, draft))| Front {
            title,
            level,
            topic,
            sources,
            summary,
            tags,
            order,
            updated,
            draft,
        },
    )
}

/// A string as JSON writes it, which TOML and YAML read alike.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("JSON")
}

impl Front {
    /// Fields with their values, in a form that both formats share.
    fn fields(&self, equals: &str) -> BTreeMap<&'static str, String> {
        let sources: Vec<String> = self
            .sources
            .iter()
            .map(|(id, at)| match at {
                Some(at) => format!("{{ id{equals}{}, at{equals}{} }}", quoted(id), quoted(at)),
                None => quoted(id),
            })
            .collect();
        let tags: Vec<String> = self.tags.iter().map(|tag| quoted(tag)).collect();
        let mut fields = BTreeMap::from([
            ("title", quoted(&self.title)),
            ("level", quoted(self.level)),
            ("topic", quoted(self.topic)),
            ("source", format!("[{}]", sources.join(", "))),
            ("tags", format!("[{}]", tags.join(", "))),
            ("draft", self.draft.to_string()),
        ]);
        fields.extend(
            self.summary
                .as_deref()
                .map(|text| ("summary", quoted(text))),
        );
        fields.extend(self.order.map(|order| ("order", order.to_string())));
        fields.extend(self.updated.clone().map(|day| ("updated", day)));
        fields
    }

    fn write(&self, fence: &str, equals: &str) -> String {
        let fields = self.fields(equals);
        let lines: String = fields
            .iter()
            .map(|(name, value)| format!("{name}{equals}{value}\n"))
            .collect();
        format!("{fence}\n{lines}{fence}\n## A heading\n\nText.\n")
    }
}

fn parsed(text: &str) -> Result<Question, String> {
    let read = content::parse(&file("content/q.md", text), &config(), &Default::default());
    match (read.value, read.diagnostics) {
        (Some(Parsed::Question(question)), found) if !found.iter().any(Diagnostic::is_error) => {
            Ok(*question)
        }
        (_, found) => Err(format!("{text}\n{found:?}")),
    }
}

proptest! {
    #![proptest_config(common::cases(200))]

    #[test]
    fn yaml_and_toml_give_the_same_question(front in front()) {
        let mut toml = parsed(&front.write("+++", " = ")).map_err(TestCaseError::fail)?;
        let mut yaml = parsed(&front.write("---", ": ")).map_err(TestCaseError::fail)?;
        // The files are two, and the text stands in another place.
        yaml.hash = toml.hash;
        for section in toml.body.sections.iter_mut().chain(&mut yaml.body.sections) {
            section.span = None;
        }
        prop_assert_eq!(&toml, &yaml);
        prop_assert_eq!(toml.title, front.title);
        prop_assert_eq!(toml.order, front.order);
        prop_assert_eq!(toml.draft, front.draft);
        prop_assert_eq!(toml.updated, front.updated);
    }
}

/// A question of a random site, with links to others by their numbers.
#[derive(Debug, Clone)]
struct Node {
    front: Front,
    folder: &'static str,
    links: Vec<Index>,
    related: Vec<Index>,
    aliased: bool,
    words: Vec<&'static str>,
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let folder = select(vec!["", "a/", "a/b/", "ü ö/"]);
    let words = select(vec!["lock", "loop", "list", "lambda", "lazy"]);
    let node = (
        front(),
        folder,
        vec(any::<Index>(), 0..4),
        vec(any::<Index>(), 0..3),
        any::<bool>(),
        vec(words, 0..9),
    );
    let node = node.prop_map(|(front, folder, links, related, aliased, words)| Node {
        front: Front {
            draft: false,
            ..front
        },
        folder,
        links,
        related,
        aliased,
        words,
    });
    vec(node, 1..30)
}

fn files_of(nodes: &[Node]) -> Vec<(String, String)> {
    let path = |n: usize| format!("content/{}q-ü{n}.md", nodes[n].folder);
    let question = |(n, node): (usize, &Node)| {
        let up = "../".repeat(node.folder.matches('/').count());
        let links = node.links.iter().map(|link| {
            let to = link.index(nodes.len());
            let below = path(to).replacen("content/", "", 1);
            format!("[link](<{up}{below}#a-heading>) [root](/questions/q-ü{to}#a-heading)\n\n")
        });
        let related: Vec<String> = node
            .related
            .iter()
            .map(|link| link.index(nodes.len()))
            .filter(|to| *to != n)
            .map(|to| format!("\"q-ü{to}\""))
            .collect();
        let mut lines = format!("related = [{}]\n+++", related.join(", "));
        if node.aliased {
            lines = format!("aliases = [\"old/é {n}\", \"old {n}/\"]\n{lines}");
        }
        let text = node.front.write("+++", " = ");
        let text = text.replacen("\n+++", &format!("\n{lines}"), 1);
        (
            path(n),
            text + &links.collect::<String>() + &node.words.join(" "),
        )
    };
    let mut files: Vec<_> = nodes.iter().enumerate().map(question).collect();
    files.push((
        "content/pages/tips.md".to_owned(),
        "---\ntitle: Tips\n---\n[all](/questions.html) [home](/)\n".to_owned(),
    ));
    files
}

/// The pages that links lead to, from the home page on.
fn reached(outputs: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        for link in links(&outputs[&path]) {
            let target = link.split('#').next().unwrap_or("");
            let page = resolve(&path, target).filter(|page| outputs.contains_key(page));
            let Some(page) = page.filter(|page| page.ends_with(".html") && !is_outward(&link))
            else {
                continue;
            };
            if reached.insert(page.clone()) {
                open.push(page);
            }
        }
    }
    reached
}

fn check_site(files: &[(String, String)]) {
    let made = outputs(files);
    assert_eq!(broken_links(&made), Vec::<String>::new());
    let reached = reached(&made);
    let is_page = |path: &&String| path.starts_with("questions") && path.ends_with(".html");
    let missed: Vec<&String> = made
        .keys()
        .filter(is_page)
        .filter(|path| !reached.contains(*path))
        .collect();
    assert_eq!(
        missed,
        Vec::<&String>::new(),
        "not reached from the home page"
    );
}

proptest! {
    #![proptest_config(common::cases(24))]

    #[test]
    fn a_site_has_no_broken_link_and_every_question_is_reached(nodes in nodes()) {
        check_site(&files_of(&nodes));
    }
}

#[test]
fn in_a_large_site_every_question_is_reached() {
    let given: Vec<(String, String)> = (0..700)
        .map(|n| (format!("content/q{n}.md"), question(&format!("Q {n}"), "")))
        .collect();
    check_site(&given);
}
