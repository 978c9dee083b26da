//! Changes to the files of a guide, at random.

use proptest::prelude::*;
use std::collections::BTreeMap;

pub const SITE: &str = r#"
title = "A guide"
base_url = "https://example.org/guide/"
[[levels]]
id = "junior"
title = "Junior"
[[levels]]
id = "senior"
title = "Senior"
[[topics]]
id = "language"
title = "Language"
[[topics]]
id = "memory"
title = "Memory"
[[sources]]
id = "book"
title = "A book"
[book]
page = true
"#;

const WORDS: [&str; 24] = [
    "closure",
    "generator",
    "iterator",
    "descriptor",
    "metaclass",
    "decorator",
    "garbage",
    "counter",
    "reference",
    "cycle",
    "thread",
    "process",
    "lock",
    "event",
    "loop",
    "coroutine",
    "module",
    "package",
    "import",
    "slice",
    "tuple",
    "mapping",
    "hash",
    "equality",
];

const EXERCISE: &str = "\n```python,starter\ndef f(): pass\n```\n\n```python,tests\ndef test_f(): \
    assert f() == 1\n```\n\n```python,solution\ndef f(): return 1\n```\n";

/// A change to the files, its numbers taken modulo what there is.
#[derive(Debug, Clone)]
pub enum Step {
    /// Writes question number `.0` with a text made from `.1`.
    Question(u8, u32),
    /// Writes page number `.0`.
    Page(u8, u32),
    /// Deletes the file of that number.
    Delete(u8),
    /// Moves the file of that number to another folder and name.
    Rename(u8, u8),
    /// Moves a folder of content.
    MoveFolder(u8),
    /// Writes a file of `static/`.
    Static(u8, u32),
    /// Writes a template, sometimes a faulty one.
    Template(u8, u32),
    /// Writes words of the interface.
    Strings(u32),
    /// Writes `site.toml`, sometimes with other levels.
    Config(u32),
    /// Writes a picture beside the questions.
    Media(u8, u32),
    /// Writes a grammar of the site's own, sometimes a faulty one.
    Syntax(u32),
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Question(a, b)),
        2 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Page(a, b)),
        3 => any::<u8>().prop_map(Step::Delete),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::Rename(a, b)),
        1 => any::<u8>().prop_map(Step::MoveFolder),
        2 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Static(a, b)),
        1 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Template(a, b)),
        1 => any::<u32>().prop_map(Step::Strings),
        1 => any::<u32>().prop_map(Step::Config),
        1 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Media(a, b)),
        1 => any::<u32>().prop_map(Step::Syntax),
    ]
}

/// The path and the text that a step writes; no text deletes the file.
pub type Write = (String, Option<String>);

/// What a step writes into a site that has these paths.
pub fn writes(step: &Step, now: &BTreeMap<String, String>) -> Vec<Write> {
    let nth = |number: u8| -> Option<String> {
        let count = now.len();
        (count > 0).then(|| now.keys().nth(usize::from(number) % count).cloned())?
    };
    match step {
        Step::Question(number, seed) => {
            let folder = ["one", "two", "two/deep"][usize::from(*number) % 3];
            let path = format!("content/{folder}/q{}.md", number % 40);
            vec![(path, Some(question(*seed)))]
        }
        Step::Page(number, seed) => {
            let text = format!("---\ntitle: Page {seed}\n---\n{}\n", words(*seed, 20));
            vec![(format!("content/pages/p{}.md", number % 4), Some(text))]
        }
        Step::Delete(number) => nth(*number).map(|path| (path, None)).into_iter().collect(),
        Step::Rename(number, other) => {
            let Some(from) = nth(*number).filter(|path| path.starts_with("content/")) else {
                return Vec::new();
            };
            let to = format!("content/two/r{}.md", other % 20);
            let text = now.get(&from).cloned();
            vec![(from, None), (to, text)]
        }
        Step::MoveFolder(number) => {
            let (from, to) = [
                ("content/two/", "content/three/"),
                ("content/three/", "content/two/"),
            ][usize::from(*number) % 2];
            now.iter()
                .filter(|(path, _)| path.starts_with(from))
                .flat_map(|(path, text)| {
                    let moved = path.replacen(from, to, 1);
                    [(path.clone(), None), (moved, Some(text.clone()))]
                })
                .collect()
        }
        Step::Static(number, seed) => {
            let path =
                ["css/8-own.css", "js/own.js", "img/a.svg", "robots.txt"][usize::from(*number) % 4];
            vec![(format!("static/{path}"), Some(format!("/* {seed} */\n")))]
        }
        Step::Template(number, seed) => {
            let text = match seed % 5 {
                0 => "{% if %}".to_owned(),
                1 => "{{ page.nothing.at_all }}".to_owned(),
                _ => format!("<p>{seed} {{{{ page.title }}}}</p>"),
            };
            let names = ["404.html", "page.html", "question.html", "list.html"];
            let name = names[usize::from(*number) % names.len()];
            vec![(format!("templates/{name}"), Some(text))]
        }
        Step::Strings(seed) => {
            let text = format!("previous = \"Before {seed}\"\n");
            vec![("strings/en.toml".to_owned(), Some(text))]
        }
        Step::Config(seed) => {
            let text = match seed % 6 {
                0 => SITE.replace("senior", "expert"),
                1 => "title = ".to_owned(),
                2 => SITE.replace("base_url", "author"),
                _ => SITE.replace("A guide", &format!("Guide {seed}")),
            };
            vec![("site.toml".to_owned(), Some(text))]
        }
        Step::Media(number, seed) => {
            vec![(
                format!("content/one/m{}.png", number % 3),
                Some(seed.to_string()),
            )]
        }
        Step::Syntax(seed) => {
            let pattern = match seed % 5 {
                0 => "(",
                _ => WORDS[*seed as usize % WORDS.len()],
            };
            let rule = format!("match: '{pattern}'\n      scope: keyword");
            let text = format!("scope: source.own\ncontexts:\n  main:\n    - {rule}\n");
            vec![("syntaxes/own.sublime-syntax".to_owned(), Some(text))]
        }
    }
}

fn words(seed: u32, count: u32) -> String {
    let mut state = seed;
    let word = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        WORDS[(state >> 16) as usize % WORDS.len()]
    };
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

/// A question, now and then a draft, with a link, with a mistake.
fn question(seed: u32) -> String {
    let pick = |every: u32, text: &'static str| if seed.is_multiple_of(every) { text } else { "" };
    format!(
        "---\ntitle: {} {seed}\nlevel: {}\ntopic: {}\nsource: [book]\n{}{}{}{}---\n{}\n\n## Why\n\n{}\n{}{}{}{}",
        words(seed, 3),
        ["junior", "senior"][(seed % 2) as usize],
        ["language", "memory"][(seed / 2 % 2) as usize],
        pick(7, "draft: true\n"),
        pick(5, "related: [q1, q2]\n"),
        pick(3, "updated: 2025-03-04\n"),
        pick(4, "kind: exercise\n"),
        words(seed.wrapping_add(1), 30),
        words(seed.wrapping_add(2), 30),
        pick(4, "\n[a link](q3.md#why) and ![a picture](m1.png)\n"),
        pick(4, EXERCISE),
        pick(
            3,
            "\n```own\nclosure of a generator\nthread lock loop module\n```\n"
        ),
        pick(6, "\n```python\nprint(1)\n```\n\n```output\n1\n```\n"),
    )
}

pub fn start() -> BTreeMap<String, String> {
    let mut now = BTreeMap::from([("site.toml".to_owned(), SITE.to_owned())]);
    for number in 0..12 {
        now.insert(
            format!("content/one/q{number}.md"),
            question(number * 11 + 1),
        );
    }
    now
}
