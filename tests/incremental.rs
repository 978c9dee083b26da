//! What is computed in steps equals what is computed whole: after any sequence
//! of changes, a walk that remembers gives the bytes of one that does not.

mod common;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use studypress::diagnostic::Diagnostic;
use studypress::pipeline::{Memory, Settings, Timings};
use studypress::read::{self, Files};
use studypress::render;
use studypress::session::Session;

const SITE: &str = r#"
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

/// A change to the files, its numbers taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
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
    /// Writes `site.toml`, sometimes with other levels.
    Config(u32),
    /// Writes a picture beside the questions.
    Media(u8, u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Question(a, b)),
        2 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Page(a, b)),
        3 => any::<u8>().prop_map(Step::Delete),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::Rename(a, b)),
        1 => any::<u8>().prop_map(Step::MoveFolder),
        2 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Static(a, b)),
        1 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Template(a, b)),
        1 => any::<u32>().prop_map(Step::Config),
        1 => (any::<u8>(), any::<u32>()).prop_map(|(a, b)| Step::Media(a, b)),
    ]
}

/// The path and the text that a step writes; no text deletes the file.
type Write = (String, Option<String>);

/// What a step writes into a site that has these paths.
fn writes(step: &Step, now: &BTreeMap<String, String>) -> Vec<Write> {
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
            let name = ["404.html", "page.html"][usize::from(*number) % 2];
            vec![(format!("templates/{name}"), Some(text))]
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
    let pick = |every: u32, text: &'static str| match seed.is_multiple_of(every) {
        true => text,
        false => "",
    };
    format!(
        "---\ntitle: {} {seed}\nlevel: {}\ntopic: {}\nsources: [book]\n{}{}{}---\n{}\n\n## Why\n\n{}\n{}{}",
        words(seed, 3),
        ["junior", "senior"][(seed % 2) as usize],
        ["language", "memory"][(seed / 2 % 2) as usize],
        pick(7, "draft: true\n"),
        pick(5, "related: [q1, q2]\n"),
        pick(3, "updated: 2025-03-04\n"),
        words(seed.wrapping_add(1), 30),
        words(seed.wrapping_add(2), 30),
        pick(4, "\n[a link](q3.md#why) and ![a picture](m1.png)\n"),
        pick(6, "\n```python\nprint(1)\n```\n\n```output\n1\n```\n"),
    )
}

/// Every output by its address, with every diagnostic.
type Whole = (
    BTreeMap<String, Result<Vec<u8>, Diagnostic>>,
    Vec<Diagnostic>,
);

/// All that a walk gives; a site with mistakes is rendered too.
fn whole(memory: &mut Memory, files: &Files) -> Whole {
    let (site, diagnostics) = memory.prepare(files, &Settings::default(), &mut Timings::default());
    let mut outputs = BTreeMap::new();
    for (site, item) in site
        .iter()
        .flat_map(|site| site.items.iter().map(move |i| (site, i)))
    {
        let address = render::address(&site.guide, &site.assets, item).into_owned();
        let output = render::output(&site.renderer, &site.guide, files, &site.assets, item);
        let bytes = output.map(|output| {
            assert_eq!(output.path, address);
            output.bytes.into_owned()
        });
        outputs.insert(address, bytes.map_err(|error| *error));
    }
    for file in site.iter().flat_map(|site| site.index()) {
        outputs.insert(file.path.clone(), Ok(file.bytes.to_vec()));
    }
    (outputs, diagnostics)
}

fn start() -> BTreeMap<String, String> {
    let mut now = BTreeMap::from([("site.toml".to_owned(), SITE.to_owned())]);
    for number in 0..12 {
        now.insert(
            format!("content/one/q{number}.md"),
            question(number * 11 + 1),
        );
    }
    now
}

proptest! {
    #![proptest_config(common::cases(24))]

    #[test]
    fn a_walk_that_remembers_gives_what_a_cold_one_gives(
        bursts in prop::collection::vec(prop::collection::vec(step(), 1..5), 1..12),
    ) {
        let mut now = start();
        let mut files = Files::default();
        for (path, text) in &now {
            files.insert(path.clone(), text.clone().into_bytes());
        }
        let mut memory = Memory::default();
        whole(&mut memory, &files);
        for burst in bursts {
            for (path, text) in burst.iter().flat_map(|step| writes(step, &now)).collect::<Vec<_>>() {
                match text {
                    Some(text) => {
                        files.insert(path.clone(), text.clone().into_bytes());
                        now.insert(path, text);
                    }
                    None => {
                        files.by_path.remove(&path);
                        now.remove(&path);
                    }
                }
            }
            let warm = whole(&mut memory, &files);
            let cold = whole(&mut Memory::default(), &files);
            prop_assert_eq!(&warm.1, &cold.1);
            for (address, bytes) in &cold.0 {
                prop_assert_eq!(warm.0.get(address), Some(bytes), "{}", address);
            }
            prop_assert_eq!(warm.0.len(), cold.0.len());
        }
    }

    #[test]
    fn a_session_serves_what_a_build_of_the_same_folder_writes(
        bursts in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..8),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let mut now = start();
        for (path, text) in &now {
            write(root, path, text);
        }
        let mut session = Session::new(root.to_owned(), Settings::default());
        session.take(session.read());
        for burst in bursts {
            let changed: BTreeSet<String> =
                burst.iter().flat_map(|step| apply(step, root, &mut now)).collect();
            session.take(session.read_changed(&changed));

            let (files, unread) = read::site(root);
            prop_assert_eq!(&*session.files, &files);
            let (outputs, diagnostics) = whole(&mut Memory::default(), &files);
            let refused = unread.iter().chain(&diagnostics).any(Diagnostic::is_error);
            if !refused && outputs.values().all(Result::is_ok) {
                let snapshot = session.snapshot.as_ref().expect("a site");
                let served: BTreeMap<String, _> = snapshot
                    .addresses()
                    .map(|address| (address.to_owned(), snapshot.output(address).map_err(|e| *e)))
                    .collect();
                prop_assert_eq!(served, outputs);
                prop_assert!(!session.has_errors());
            } else {
                prop_assert!(session.has_errors());
            }
        }
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Does a step on disk, and gives the paths that a watcher would name.
fn apply(step: &Step, root: &Path, now: &mut BTreeMap<String, String>) -> Vec<String> {
    let writes = writes(step, now);
    let mut named = Vec::new();
    for (path, text) in writes {
        match &text {
            Some(text) => {
                write(root, &path, text);
                now.insert(path.clone(), text.clone());
            }
            None => {
                fs::remove_file(root.join(&path)).expect("a file can be removed");
                now.remove(&path);
            }
        }
        named.push(path);
    }
    if matches!(step, Step::MoveFolder(_)) {
        // Of a folder that is moved, only its old and its new name are told.
        named = vec!["content/two".to_owned(), "content/three".to_owned()];
    }
    named
}
