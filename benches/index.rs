//! What the search index adds to a cold build: builds a guide with and without it, in turn.
//!
//! `cargo bench --bench index -- FOLDER` prints, for each pair, the milliseconds of both as JSON.

use std::path::{Path, PathBuf};
use std::time::Instant;
use studypress::pipeline::{Settings, prepare};
use studypress::publish::{Manifest, publish};
use studypress::read;
use studypress::stopwatch::Timings;

/// Builds are compared so often.
const PAIRS: usize = 5;

fn main() {
    // cargo adds an option of its own.
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let Some(folder) = folder.map(PathBuf::from) else {
        return;
    };
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut pairs = Vec::new();
    // The first pair reads the files into the memory of the system.
    for pair in 0..=PAIRS {
        let build = |with: bool| build(&folder, &out.path().join(format!("{pair}-{with}")), with);
        // Whichever is built second may be slower or faster for it.
        let (with, without) = match pair % 2 {
            0 => (build(true), build(false)),
            _ => {
                let without = build(false);
                (build(true), without)
            }
        };
        pairs.push((with, without));
    }
    println!("{}", serde_json::json!(pairs[1..]));
}

/// Builds the guide from nothing and gives the milliseconds that took.
fn build(folder: &Path, target: &Path, with_index: bool) -> f64 {
    let start = Instant::now();
    let files = read::site(folder).value;
    let site = prepare(&files, &Settings::default(), &mut Timings::default()).value;
    let site = site.expect("the guide is right");
    let wait = || panic!("nobody else builds here");
    let published = if with_index {
        publish(
            target,
            site.pending(&files, None),
            &Manifest::default(),
            wait,
        )
    } else {
        let pages = site.some(&files, |_| true);
        publish(target, pages, &Manifest::default(), wait)
    };
    assert!(published.is_ok(), "{} cannot be written", target.display());
    start.elapsed().as_secs_f64() * 1000.0
}
