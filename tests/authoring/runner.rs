//! Steps of workflows and actions, run as GitHub runs them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use studypress::data::{Field, Node, Value, parse_yaml};

/// A `run:` step with the variables it sees.
pub struct Step {
    name: String,
    script: String,
    env: Vec<(String, String)>,
}

/// The `run:` steps of a job.
pub fn steps_of_job(workflow: &str, job: &str) -> Vec<Step> {
    let root = parse_yaml(workflow).expect("YAML").value;
    let job = get(&root, "jobs").and_then(|jobs| get(jobs, job));
    run_steps(job.expect("the job"), variables(get(&root, "env")))
}

/// The `run:` steps of a composite action.
pub fn steps_of_action(action: &str) -> Vec<Step> {
    let root = parse_yaml(action).expect("YAML").value;
    run_steps(get(&root, "runs").expect("what it runs"), Vec::new())
}

fn run_steps(of: &Value, shared: Vec<(String, String)>) -> Vec<Step> {
    let Some(Value::List(steps)) = get(of, "steps") else {
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
    let variable = |field: &Field| (field.name.clone(), text(&field.node.value));
    fields.iter().map(variable).collect()
}

/// What GitHub gives to steps, and programs of our own in place of those that would ask a network.
pub struct Runner {
    /// What the steps call `RUNNER_TEMP`.
    pub temp: PathBuf,
    /// What stands between `${{` and `}}`, with its value.
    pub expressions: BTreeMap<String, String>,
    _folder: tempfile::TempDir,
}

impl Runner {
    /// A runner whose `cargo install` installs the program under test, and notes what it was asked for in `cargo-asked`.
    pub fn new() -> Runner {
        let folder = tempfile::tempdir().expect("a folder");
        let temp = folder.path().to_owned();
        fs::create_dir_all(temp.join("tools")).expect("made");
        fs::write(temp.join("path"), "").expect("written");
        let address = (
            "steps.pages.outputs.base_url".to_owned(),
            "https://me.github.io/guide".to_owned(),
        );
        let runner = Runner {
            temp,
            expressions: BTreeMap::from([address]),
            _folder: folder,
        };
        runner.tool(
            "cargo",
            &format!(
                "echo \"$@\" > \"$RUNNER_TEMP/cargo-asked\"\nmkdir -p \"$RUNNER_TEMP/studypress/bin\"\n\
                 cp '{}' \"$RUNNER_TEMP/studypress/bin/studypress\"\n",
                env!("CARGO_BIN_EXE_studypress")
            ),
        );
        runner
    }

    /// Puts a program on the path of the steps.
    pub fn tool(&self, name: &str, script: &str) {
        let path = self.temp.join("tools").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("made a program");
    }

    /// Whether a step succeeds, and what it prints. Its outputs become expressions, under the id `asked`.
    pub fn run(&mut self, step: &Step, folder: &Path) -> (bool, String) {
        let added = fs::read_to_string(self.temp.join("path")).expect("read");
        let mut path: Vec<PathBuf> = added.lines().map(PathBuf::from).collect();
        path.push(self.temp.join("tools"));
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").expect("a path"),
        ));
        let script = self.temp.join("script.sh");
        fs::write(&script, &step.script).expect("written");
        fs::write(self.temp.join("output"), "").expect("written");
        let output = Command::new("bash")
            .arg("-e")
            .arg(&script)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::join_paths(path).expect("a path"))
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_OUTPUT", self.temp.join("output"))
            .env("GITHUB_PATH", self.temp.join("path"))
            .env("RUNNER_ARCH", "X64")
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_TEMP", &self.temp)
            .envs(
                step.env
                    .iter()
                    .map(|(name, value)| (name, self.evaluated(value))),
            )
            .output()
            .expect("bash runs");
        for line in fs::read_to_string(self.temp.join("output"))
            .expect("read")
            .lines()
        {
            let (name, value) = line.split_once('=').expect("an output");
            let name = format!("steps.asked.outputs.{name}");
            self.expressions.insert(name, value.to_owned());
        }
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    /// Runs steps, each of which must succeed.
    pub fn succeed(&mut self, steps: &[Step], folder: &Path) {
        for step in steps {
            let (done, said) = self.run(step, folder);
            assert!(done, "{}: {said}", step.name);
        }
    }

    fn evaluated(&self, value: &str) -> String {
        let Some((before, rest)) = value.split_once("${{ ") else {
            return value.to_owned();
        };
        let (expression, after) = rest.split_once(" }}").expect("an end");
        let known = self.expressions.get(expression);
        let known = known.unwrap_or_else(|| panic!("nothing says what {expression} is"));
        format!("{before}{known}{}", self.evaluated(after))
    }
}
