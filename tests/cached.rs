//! A build from any cache gives the site of a build without one, and writes only
//! what is new in it.

mod common;
#[path = "common/steps.rs"]
mod steps;

use common::{Folder, question, tree};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use steps::{start, step, writes};
use studypress::diagnostic::Checked;
use studypress::pipeline::{Incremental, Settings, prepare_from};
use studypress::publish::{Manifest, publish};
use studypress::read::Files;
use studypress::stopwatch::Timings;

/// What a build keeps for the next one.
#[derive(Default)]
struct Kept {
    incremental: Vec<u8>,
    manifest: Vec<u8>,
}

/// Builds files into a folder, unless there is an error.
fn build(files: &Files, kept: Kept, target: &Path) -> Result<Kept, Kept> {
    let mut incremental = Incremental::from_bytes(kept.incremental.clone());
    let Checked {
        value: site,
        diagnostics,
    } = prepare_from(
        &mut incremental,
        files,
        &Settings::default(),
        &mut Timings::default(),
    );
    let Some(site) = site.filter(|_| !diagnostics.iter().any(|d| d.is_error())) else {
        return Err(kept);
    };
    let keys = site.keys();
    let outputs = site.pending(files, keys.as_ref());
    match publish(
        target,
        outputs,
        &Manifest::from_bytes(&kept.manifest),
        || {},
    ) {
        Ok(published) => Ok(Kept {
            incremental: site
                .incremental_state()
                .map_or(kept.incremental, <[u8]>::to_vec),
            manifest: published.manifest.to_bytes(),
        }),
        Err(_) => Err(kept),
    }
}

proptest! {
    #![proptest_config(common::cases(24))]

    #[test]
    fn any_changes_from_any_cache(
        bursts in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..8),
    ) {
        let folder = Folder::empty();
        let (warm, cold) = (folder.join("warm"), folder.join("cold"));
        let mut now = start();
        let mut kept = Kept::default();
        for burst in bursts {
            for (path, text) in burst.iter().flat_map(|step| writes(step, &now)).collect::<Vec<_>>() {
                match text {
                    Some(text) => now.insert(path, text),
                    None => now.remove(&path),
                };
            }
            let mut files = Files::default();
            for (path, text) in &now {
                files.insert(path.clone(), text.clone().into_bytes());
            }
            // A fault in a template is met only by the pages that are made.
            let built = build(&files, kept, &warm);
            let from_nothing = build(&files, Kept::default(), &cold);
            prop_assert_eq!(built.is_ok(), from_nothing.is_ok());
            if built.is_ok() {
                let (found, wanted) = (tree(&warm), tree(&cold));
                for (path, bytes) in &wanted {
                    prop_assert!(found.get(path) == Some(bytes), "{}", path);
                }
                prop_assert_eq!(found.len(), wanted.len());
            }
            kept = built.unwrap_or_else(|kept| kept);
        }
    }
}

/// Changes one after another, each of which reaches other pages than its own file's.
const CHANGES: [(&str, &str, &str); 33] = [
    ("title of a neighbour", "content/b.md", "title: Bytes and\n"),
    (
        "summary of a related question",
        "content/b.md",
        "summary: In short.\n",
    ),
    ("address of what is linked", "content/z.md", "slug: moved\n"),
    ("title of what is related", "content/x.md", "title: Xenon\n"),
    ("order", "content/c.md", "order: 1\n"),
    ("tags of a row", "content/c.md", "tags: [one]\n"),
    ("level", "content/c.md", "level: senior\n"),
    ("topic", "content/c.md", "topic: memory\n"),
    ("a question more", "content/d.md", "title: Dicts\n"),
    (
        "another source",
        "content/d.md",
        "source: { id: book, at: Q3 }\n",
    ),
    ("its update", "content/d.md", "updated: 2025-01-02\n"),
    (
        "an old address",
        "content/d.md",
        "aliases: [questions/old.html]\n",
    ),
    (
        "other wordings",
        "content/d.md",
        "asked_as: [What is a hash map?, What are dicts?]\n",
    ),
    ("a draft", "content/d.md", "draft: true\n"),
    ("no draft", "content/d.md", "draft: false\n"),
    (
        "a page more",
        "content/pages/tips.md",
        "---\ntitle: Tips\n---\n",
    ),
    ("name of the guide", "site.toml", "A guide|Another"),
    ("name of a level", "site.toml", "Junior|Beginner"),
    ("name of a topic", "site.toml", "Language|Syntax"),
    ("name of a source", "site.toml", "A book|The book"),
    ("address of the site", "site.toml", "/guide/|/other/"),
    (
        "language",
        "site.toml",
        "[[levels]]|language = 'de'\n[[levels]]",
    ),
    (
        "raw HTML",
        "site.toml",
        "[[levels]]|[markup]\nunsafe_html = false\n[[levels]]",
    ),
    (
        "author",
        "site.toml",
        "title = \"A|author = \"Me\"\ntitle = \"A",
    ),
    (
        "sections of practice",
        "site.toml",
        "[[levels]]|[practice]\nmistakes = 'Why'\n[[levels]]",
    ),
    (
        "kept by no browser",
        "site.toml",
        "title = \"A|offline = false\ntitle = \"A",
    ),
    ("kept again", "site.toml", "offline = false\n|"),
    ("words", "strings/de.toml", "previous = 'Davor'\n"),
    ("style", "static/css/8-own.css", "b { color: red }\n"),
    (
        "template",
        "templates/question.html",
        "{{ question.body }} {{ site.count }}",
    ),
    ("a script", "static/js/own.js", "1\n"),
    (
        "a grammar",
        "syntaxes/quark.sublime-syntax",
        "scope: source.q\ncontexts:\n  main:\n    - match: up\n      scope: keyword\n",
    ),
    (
        "another grammar",
        "syntaxes/quark.sublime-syntax",
        "scope: source.q\ncontexts:\n  main:\n    - match: up\n      scope: string\n",
    ),
];

/// Makes a change: to the front matter of a question a line, to `site.toml` one text
/// for another, to any other file all of it.
fn change(files: &mut Files, path: &str, change: &str) {
    let before = files.text(path).unwrap_or_default().to_owned();
    let after = match path {
        "site.toml" => {
            let (from, to) = change.split_once('|').expect("two texts");
            assert!(before.contains(from), "{from}");
            before.replacen(from, to, 1)
        }
        _ if path.starts_with("content/") && !path.contains("/pages/") => {
            let before = match before.as_str() {
                "" => short("Other", "Lambda"),
                before => before.to_owned(),
            };
            let field = change.split_inclusive(':').next().expect("a field");
            let lines = before.split_inclusive('\n');
            let rest: String = lines.filter(|line| !line.starts_with(field)).collect();
            rest.replacen("---\n", &format!("---\n{change}"), 1)
        }
        _ => change.to_owned(),
    };
    files.insert(path, after.into_bytes());
}

/// A question with fields that many share and a text of its own.
fn short(title: &str, text: &str) -> String {
    let fields = "level: junior\ntopic: language\nsource: book";
    format!("---\ntitle: {title}\n{fields}\n---\n{text}\n")
}

#[test]
fn each_change_from_the_cache_of_the_build_before() {
    let folder = Folder::empty();
    let (warm, cold) = (folder.join("warm"), folder.join("cold"));
    let mut files = Files::default();
    files.insert("site.toml", steps::SITE.as_bytes());
    let lazy = "The generator yields a value, and a generator is lazy.";
    for (path, title, text) in [
        ("content/a.md", "Arrays", "See [it](z.md) <b>now</b>."),
        ("content/b.md", "Bytes", lazy),
        ("content/c.md", "Chars", "Quarks.\n\n```quark\nup\n```"),
        ("content/m.md", "Middle", "Nothing else."),
        ("content/x.md", "Xylem", lazy),
        ("content/z.md", "Zebra", "Stripes alone."),
    ] {
        files.insert(path, short(title, text).into_bytes());
    }
    let site = |built: Result<Kept, Kept>| built.unwrap_or_else(|_| panic!("a mistake"));
    let mut kept = site(build(&files, Kept::default(), &warm));
    for (name, path, line) in CHANGES {
        change(&mut files, path, line);
        kept = site(build(&files, kept, &warm));
        site(build(&files, Kept::default(), &cold));
        let (found, wanted) = (tree(&warm), tree(&cold));
        for (path, bytes) in &wanted {
            assert!(found.get(path) == Some(bytes), "{name}: {path}");
        }
        assert_eq!(found.len(), wanted.len(), "{name}");
    }
}

#[test]
fn a_list_of_several_pages_counts_all_its_questions() {
    let folder = Folder::empty();
    let (warm, cold) = (folder.join("warm"), folder.join("cold"));
    let mut files = Files::default();
    files.insert("site.toml", steps::SITE.as_bytes());
    for number in 100..402 {
        let text = short(&format!("Number {number}"), "");
        files.insert(format!("content/q{number}.md"), text.into_bytes());
    }
    change(&mut files, "content/q400.md", "topic: memory\n");
    change(&mut files, "content/q401.md", "level: senior\n");
    let site = |built: Result<Kept, Kept>| built.unwrap_or_else(|_| panic!("a mistake"));
    let kept = site(build(&files, Kept::default(), &warm));
    // The first page of junior questions has the same rows, and all topics their counts.
    change(&mut files, "content/q400.md", "topic: language\n");
    change(&mut files, "content/q401.md", "topic: memory\n");
    site(build(&files, kept, &warm));
    site(build(&files, Kept::default(), &cold));
    assert!(tree(&warm) == tree(&cold));
}

fn guide() -> Folder {
    Folder::site(&[
        ("content/a.md", question("A", "")),
        ("content/b.md", question("B", "See [a](a.md).\n")),
        ("content/c.md", question("C", "")),
    ])
}

/// A way to break a file.
type Break = fn(Vec<u8>) -> Vec<u8>;

/// The files of the cache.
fn cached(folder: &Folder) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder.join(".studypress/build")).into_iter();
    entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect()
}

#[test]
fn a_cache_that_is_broken_or_of_another_guide_is_no_cache() {
    let other = Folder::site(&[("content/x.md", question("X", ""))]);
    other.build();
    let folder = guide();
    folder.build();
    let wanted = folder.tree("public");
    assert_eq!(cached(&folder).len(), 2);
    let breaks: [(&str, Break); 4] = [
        ("empty", |_| Vec::new()),
        ("cut", |bytes| bytes[..bytes.len() / 2].to_vec()),
        ("a bit", |mut bytes| {
            *bytes.last_mut().expect("bytes") ^= 1;
            bytes
        }),
        ("longer", |bytes| [bytes, vec![0; 100]].concat()),
    ];
    for (what, change) in breaks {
        for path in cached(&folder) {
            fs::write(&path, change(fs::read(&path).expect("read"))).expect("written");
        }
        folder.build();
        assert!(folder.tree("public") == wanted, "{what}");
    }
    for (path, from) in cached(&folder).iter().zip(cached(&other)) {
        fs::copy(from, path).expect("copied");
    }
    folder.build();
    assert!(folder.tree("public") == wanted, "of another guide");
    fs::remove_dir_all(folder.join(".studypress")).expect("removed");
    folder.build();
    assert!(folder.tree("public") == wanted, "deleted");
    fs::remove_dir_all(folder.join("public")).expect("removed");
    folder.build();
    assert!(folder.tree("public") == wanted, "without the site");
}

#[test]
fn a_page_that_somebody_edited_is_made_again() {
    let folder = guide();
    folder.build();
    let wanted = folder.tree("public");
    let page = folder.join("public/questions/a.html");
    let text = fs::read_to_string(&page).expect("text");
    fs::write(&page, text.replace("html", "HTML")).expect("written");
    folder.build();
    assert!(folder.tree("public") == wanted);
}

/// When each file was written, and which file it is.
#[cfg(unix)]
fn written(root: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    tree(root)
        .into_keys()
        .map(|path| {
            let found = fs::metadata(root.join(&path)).expect("there");
            (path, (found.ino(), found.mtime(), found.mtime_nsec()))
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn where_nothing_changed_nothing_is_written() {
    let folder = guide();
    folder.build();
    let before = written(&folder.join("public"));
    let run = folder.build();
    assert!(run.stdout.contains("all as they were"), "{}", run.stdout);
    assert_eq!(written(&folder.join("public")), before);
}

#[cfg(unix)]
#[test]
fn a_change_reaches_the_pages_that_show_it() {
    let folder = guide();
    folder.build();
    let public = folder.join("public");
    let before = written(&public);
    folder.write("content/a.md", question("Another title", ""));
    folder.build();
    let after = written(&public);
    let is_new = |path: &str| before[path] != after[path];
    assert!(is_new("questions/a.html"));
    assert!(is_new("questions.html"));
    assert!(is_new("questions/b.html"), "it shows the title before it");
    assert!(!is_new("404.html"));
    assert!(!is_new("questions/c.html"), "{after:?}");
}

#[test]
fn an_exercise_comes_changes_and_goes() {
    let folder = Folder::empty();
    let (warm, cold) = (folder.join("warm"), folder.join("cold"));
    let mut files = Files::default();
    files.insert("site.toml", steps::SITE.as_bytes());
    for (name, title) in [("a", "Arrays"), ("b", "Bytes"), ("c", "Chars")] {
        let path = format!("content/{name}.md");
        files.insert(&path, short(title, "Words.").into_bytes());
    }
    let exercise = |title: &str, code: &str| {
        let parts = ["starter", "tests", "solution"]
            .map(|part| format!("```python,{part}\ndef test_it(): assert {code}\n```\n"));
        let text = short(title, &parts.join("\n"));
        text.replacen("---\n", "---\nkind: exercise\ntags: [work]\n", 1)
    };
    let site = |built: Result<Kept, Kept>| built.unwrap_or_else(|_| panic!("a mistake"));
    let mut kept = site(build(&files, Kept::default(), &warm));
    for (name, path, text) in [
        (
            "a question becomes one",
            "content/b.md",
            exercise("Bytes", "1"),
        ),
        ("another", "content/d.md", exercise("Doors", "1")),
        ("its code", "content/b.md", exercise("Bytes", "2")),
        ("its title", "content/b.md", exercise("Zebras", "2")),
        (
            "it becomes a question",
            "content/b.md",
            short("Zebras", "Words."),
        ),
        ("the last one", "content/d.md", short("Doors", "Words.")),
    ] {
        files.insert(path, text.into_bytes());
        kept = site(build(&files, kept, &warm));
        site(build(&files, Kept::default(), &cold));
        assert!(tree(&warm) == tree(&cold), "{name}");
    }
}
