//! Times each stage on this repository's own guide.

use divan::{Bencher, black_box};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use studypress::config::{self, Config};
use studypress::guide::{self, Parts, Vectors};
use studypress::pipeline::{Settings, prepare};
use studypress::question::{self, Page, Parsed, Question};
use studypress::read::{self, CONFIG_FILE, File, Files};
use studypress::stopwatch::Timings;
use studypress::strings::Strings;

fn main() {
    divan::main();
}

fn files() -> Files {
    let read = read::site(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(read.diagnostics.is_empty(), "the guide cannot be read");
    read.value
}

fn config(files: &Files) -> Config {
    let file = files.get(CONFIG_FILE).expect("the guide has a site.toml");
    config::parse(file).value.expect("site.toml is right")
}

fn content(files: &Files) -> Vec<&File> {
    files
        .below("content")
        .filter(|file| file.path.ends_with(".md"))
        .collect()
}

fn parsed(files: &Files, config: &Config) -> (Vec<Question>, Vec<Page>) {
    let (mut questions, mut pages) = (Vec::new(), Vec::new());
    for file in content(files) {
        match question::parse(file, config, &Default::default()).value {
            Some(Parsed::Question(question)) => questions.push(*question),
            Some(Parsed::Page(page)) => pages.push(*page),
            None => {}
        }
    }
    (questions, pages)
}

#[divan::bench]
fn read_site(bencher: Bencher) {
    bencher.bench(files);
}

/// Every content file, one after the other, highlighting included.
#[divan::bench]
fn parse_questions(bencher: Bencher) {
    let files = files();
    let config = config(&files);
    let content = content(&files);
    let bytes: usize = content.iter().map(|file| file.bytes.len()).sum();
    bencher
        .counter(divan::counter::BytesCount::new(bytes))
        .bench(|| {
            for file in &content {
                drop(black_box(question::parse(
                    file,
                    &config,
                    &Default::default(),
                )));
            }
        });
}

#[divan::bench]
fn assemble_guide(bencher: Bencher) {
    let files = files();
    let config = config(&files);
    let (questions, pages) = parsed(&files, &config);
    bencher
        .with_inputs(|| Parts {
            config: config.clone(),
            strings: Strings::english().clone(),
            questions: questions.iter().cloned().map(Arc::new).collect(),
            pages: pages.iter().cloned().map(Arc::new).collect(),
            drafts: false,
            runtime: None,
        })
        .bench_values(|parts| {
            guide::assemble(parts, &files, &BTreeMap::new(), &mut Vectors::default())
        });
}

/// Every output, one after the other.
#[divan::bench]
fn render_outputs(bencher: Bencher) {
    let files = files();
    let site = prepare(&files, &Settings::default(), &mut Timings::default()).value;
    let site = site.expect("the guide is right");
    bencher.bench(|| {
        for route in site.guide.routes.all() {
            let output = site.made(&files, &route.kind);
            black_box(output.is_ok());
        }
    });
}
