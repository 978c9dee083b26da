//! Each stage of a cold build beside its floor: the least that any program would do with the same bytes.
//!
//! `cargo bench --bench floors -- DIR` takes the guide in DIR; without one, this repository's. All is measured on all
//! cores, three times in turn, and the least of each is shown: it is the one with the least of other programs in it.

use pulldown_cmark::{Options, Parser, html};
use pulldown_cmark_escape::escape_html_body_text;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use studypress::guide::{self, Parts, Route, Vectors};
use studypress::pipeline::{Settings, Site, content, prepare};
use studypress::publish::{Manifest, publish};
use studypress::question::{self, Question};
use studypress::read::{self, File, Files};
use studypress::render::{self, Offline, Output, Pending};
use studypress::search::Indexer;
use studypress::stopwatch::Timings;
use studypress::strings::Strings;

/// How often each is measured.
const RUNS: usize = 3;

fn main() {
    let given = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let root = given.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let read = read::site(&root);
    assert!(
        read.diagnostics.is_empty(),
        "{} cannot be read",
        root.display()
    );
    let files = read.value;
    let site = prepare(&files, &Settings::default(), &mut Timings::default()).value;
    let site = site.expect("the guide has no mistakes");
    println!("{} questions\n", site.guide.questions.len());
    println!("| stage | takes | floor | times the floor | the floor is |");
    println!("|---|---:|---:|---:|---|");
    stage(
        "read",
        "reading the files by known names",
        || drop(read::site(&root)),
        || {
            files
                .by_path
                .par_iter()
                .for_each(|(path, _)| drop(black_box(fs::read(root.join(path)))));
        },
    );
    questions(&files, &site);
    whole(&files, &site);
    highlighting(&site);
    pages(&files, &site);
    index(&site);
    written(&files, &site);
}

/// Prints how long a stage takes, and its floor.
fn stage(name: &str, what: &str, mut own: impl FnMut(), mut floor: impl FnMut()) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let runs: Vec<(Duration, Duration)> = (0..RUNS)
        .map(|_| (time(&mut own), time(&mut floor)))
        .collect();
    let least = |of: fn(&(Duration, Duration)) -> Duration| {
        runs.iter().map(of).min().unwrap_or_default().as_secs_f64() * 1000.0
    };
    let (own, floor) = (least(|run| run.0), least(|run| run.1));
    println!(
        "| {name} | {own:.1} ms | {floor:.1} ms | {:.1} | {what} |",
        own / floor
    );
}

fn texts(files: &Files) -> Vec<&File> {
    let content = files.below("content");
    content.filter(|file| file.path.ends_with(".md")).collect()
}

fn questions(files: &Files, site: &Site) {
    let (content, config) = (texts(files), &site.guide.config);
    stage(
        "question",
        "pulldown-cmark making HTML of the same files, front matter and all",
        || {
            let parsed: Vec<_> = content
                .par_iter()
                .map(|file| question::parse(file, config, &Default::default()))
                .collect();
            black_box(parsed);
        },
        || {
            let made: Vec<String> = content
                .par_iter()
                .map(|file| {
                    let mut page = String::new();
                    let parser = Parser::new_ext(file.text().unwrap_or(""), Options::all());
                    html::push_html(&mut page, parser);
                    page
                })
                .collect();
            black_box(made);
        },
    );
}

/// The prose and the code of a question.
fn each_text<'a>(question: &'a Question, mut each: impl FnMut(&'a str)) {
    for section in &question.body.sections {
        each(&section.text);
        each(&section.code);
    }
}

fn count_words<'a>(counts: &mut HashMap<&'a str, u32>, text: &'a str) {
    for word in text.split_ascii_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
}

fn whole(files: &Files, site: &Site) {
    let settings = Settings::default();
    let (config, written) = content(files, &settings)
        .value
        .expect("it was right before");
    let parts = Parts {
        config,
        strings: Strings::english().clone(),
        questions: written.questions,
        pages: written.pages,
        drafts: false,
        runtime: None,
    };
    stage(
        "guide",
        "counting the words of each question's prose, as white space parts them",
        || {
            let mut vectors = Vectors::default();
            let _ = black_box(guide::assemble(
                parts.clone(),
                files,
                &BTreeMap::new(),
                &mut vectors,
            ));
        },
        || {
            site.guide.questions.par_iter().for_each(|entry| {
                let mut counts = HashMap::new();
                for section in &entry.item.body.sections {
                    count_words(&mut counts, &section.text);
                }
                black_box(counts);
            });
        },
    );
}

fn highlighting(site: &Site) {
    let snippets: Vec<_> = site
        .guide
        .questions
        .iter()
        .flat_map(|entry| &entry.item.body.snippets)
        .collect();
    stage(
        "highlight (part of render)",
        "escaping the same code for HTML",
        || {
            snippets
                .par_iter()
                .for_each(|snippet| drop(black_box(question::code_html(snippet))));
        },
        || {
            snippets.par_iter().for_each(|snippet| {
                let mut html = String::with_capacity(snippet.code.len());
                let _ = escape_html_body_text(&mut html, &snippet.code);
                black_box(html);
            });
        },
    );
}

/// All outputs but those of the search index.
fn rendered<'a>(files: &'a Files, site: &'a Site) -> Vec<Output<'a>> {
    let one = |route: &'a Route| Output {
        path: route.address.to_string(),
        bytes: site.made(files, &route.kind).expect("a page"),
    };
    site.guide.routes.all().par_iter().map(one).collect()
}

fn pages(files: &Files, site: &Site) {
    let made = rendered(files, site);
    stage(
        "render",
        "copying the finished pages in memory",
        || drop(black_box(rendered(files, site))),
        || {
            let copies: Vec<Vec<u8>> = made
                .par_iter()
                .map(|output| output.bytes.to_vec())
                .collect();
            black_box(copies);
        },
    );
}

fn index(site: &Site) {
    stage(
        "search index",
        "counting the words of each question, as white space parts them, and copying its text",
        || {
            drop(black_box(render::index(
                &site.guide,
                &mut Indexer::default(),
            )))
        },
        || {
            let copies: Vec<String> = site
                .guide
                .questions
                .par_iter()
                .map(|entry| {
                    let (mut counts, mut copy) = (HashMap::new(), String::new());
                    each_text(&entry.item, |text| {
                        count_words(&mut counts, text);
                        copy.push_str(text);
                    });
                    black_box(counts);
                    copy
                })
                .collect();
            black_box(copies);
        },
    );
}

/// A folder that is not there yet, each time another: for a minute after a deletion ext4 makes new files more slowly.
fn fresh(below: &Path, number: &mut usize) -> PathBuf {
    *number += 1;
    below.join(number.to_string())
}

fn written(files: &Files, site: &Site) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut outputs = rendered(files, site);
    outputs.extend(site.index().iter().map(|file| Output {
        path: file.path.clone(),
        bytes: Cow::Borrowed(&file.bytes),
    }));
    let first = folder.path().join("first");
    let put = |target: &Path| {
        let pending = outputs.par_iter().map(|output| Pending {
            path: output.path.clone(),
            key: None,
            offline: Offline::Yes,
            make: Box::new(|| Ok(Cow::Borrowed(&*output.bytes))),
        });
        publish(target, pending, &Manifest::default(), || {}).expect("written");
    };
    put(&first);
    let (mut number, mut copy) = (0, 1000);
    stage(
        "publish",
        "cp -r of the finished site",
        || put(&fresh(folder.path(), &mut number)),
        || {
            let target = fresh(folder.path(), &mut copy);
            let status = Command::new("cp")
                .arg("-r")
                .arg(&first)
                .arg(target)
                .status();
            assert!(status.expect("cp").success());
        },
    );
}
