//! What is computed in steps equals what is computed whole: after any sequence
//! of changes, a walk that remembers gives the bytes of one that does not.

mod common;
#[path = "common/steps.rs"]
mod steps;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use steps::{Step, start, step, writes};
use studypress::diagnostic::{Checked, Diagnostic};
use studypress::pipeline::{Incremental, Settings, prepare_from};
use studypress::read::{self, Files};
use studypress::session::Session;
use studypress::stopwatch::Timings;

/// Every output by its address, with every diagnostic.
type Whole = (
    BTreeMap<String, Result<Vec<u8>, Diagnostic>>,
    Vec<Diagnostic>,
);

/// All that a walk gives; a site with mistakes is rendered too.
fn whole(incremental: &mut Incremental, files: &Files) -> Whole {
    let Checked {
        value: site,
        diagnostics,
    } = prepare_from(
        incremental,
        files,
        &Settings::default(),
        &mut Timings::default(),
    );
    let mut outputs = BTreeMap::new();
    for (site, route) in site
        .iter()
        .flat_map(|site| site.guide.routes.all().iter().map(move |i| (site, i)))
    {
        let address = route.address.to_string();
        let output = site.made(files, &route.kind);
        let bytes = output.map(|bytes| bytes.into_owned());
        outputs.insert(address, bytes.map_err(|error| *error));
    }
    for file in site.iter().flat_map(|site| site.index()) {
        outputs.insert(file.path.clone(), Ok(file.bytes.to_vec()));
    }
    (outputs, diagnostics)
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
        let mut incremental = Incremental::default();
        whole(&mut incremental, &files);
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
            let warm = whole(&mut incremental, &files);
            let cold = whole(&mut Incremental::default(), &files);
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

            let Checked { value: files, diagnostics: unread } = read::site(root);
            prop_assert_eq!(&*session.files, &files);
            let (outputs, diagnostics) = whole(&mut Incremental::default(), &files);
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
