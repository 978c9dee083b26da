//! One question in one process: started, watched and ended.

use super::Interpreter;
use super::plan::{Step, TIMEOUT, Work};
use super::watch::{Watch, read_control, read_output};
use crate::cache::Key;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

const GUARD: &str = include_str!("guard.py");
const RUNNER: &str = include_str!("runner.py");

/// The most bytes that a snippet may print.
pub const MAX_OUTPUT: usize = 1024 * 1024;
/// The most bytes of main memory that the processes of a question may have.
pub const MAX_MEMORY: u64 = 1024 * 1024 * 1024;
/// The most bytes of address space that each of them may have.
const MAX_ADDRESS_SPACE: u64 = 8 * MAX_MEMORY;
/// The largest file that each of them may write, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// How long an interpreter may take to start, and to end after the last
/// snippet.
pub(super) const START: Duration = Duration::from_secs(120);
pub(super) const END: Duration = Duration::from_secs(30);

/// What the guard is asked to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    pub(super) steps: Vec<Asked>,
    limits: Limits,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Asked {
    kind: &'static str,
    code: String,
    name: String,
    continues: bool,
    /// Whether no later step continues it.
    last: bool,
    pub(super) timeout: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Limits {
    memory: u64,
    address_space: u64,
    file: u64,
}

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// For each step that came to its end, what it did; those after the first
    /// that did not are missing.
    pub outcomes: Vec<Outcome>,
    /// Why the run was ended before its end.
    pub stopped: Option<Stop>,
    /// What the step that was running had printed by then.
    pub unfinished: String,
    /// Names of processes that were still there after the last step.
    pub left: Vec<String>,
    /// Why the network was open to the snippets, if it was.
    pub network_open: Option<String>,
}

/// What one step did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// What it printed, line feeds alone between lines.
    pub output: String,
    /// The short and the full name of the exception that nothing caught.
    pub raised: Option<[String; 2]>,
    /// The first line of that exception's message.
    pub message: String,
    /// The module of the standard library that could not be imported, if that
    /// was the exception.
    pub absent: Option<String>,
    /// What of the output is the traceback of that exception.
    pub shown: String,
    /// Examples of a transcript that do something else.
    pub failures: Vec<Failure>,
    /// Why a transcript cannot be read.
    pub malformed: Option<String>,
}

/// An example of a transcript that does something else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The line of its prompt in the transcript, from 0.
    pub line: usize,
    /// What the transcript shows.
    pub want: String,
    /// What it printed.
    pub got: String,
}

/// Why a run was ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Stop {
    /// The time was up, of so many seconds.
    Timeout(u32),
    /// Too much memory was used.
    Memory,
    /// Too much was printed.
    Output,
    /// The process ended by itself, with an exit status, or negative a
    /// signal.
    Died(Option<i32>),
    /// The interpreter did not get to the first snippet.
    NoStart,
    /// The interpreter did not end after the last snippet.
    NoEnd,
}

/// The request for some steps, in their order.
pub fn request<'a>(steps: impl Iterator<Item = &'a Step<'a>>) -> Request {
    let mut asked: Vec<Asked> = Vec::new();
    for step in steps {
        let (kind, name) = match &step.work {
            Work::File(name) => ("file", name.as_str()),
            Work::Script => ("script", ""),
            Work::Session => ("session", ""),
        };
        if step.continues
            && kind != "file"
            && let Some(before) = asked.iter_mut().rev().find(|other| other.kind != "file")
        {
            before.last = false;
        }
        asked.push(Asked {
            kind,
            code: step.snippet.code.clone(),
            name: name.to_owned(),
            continues: step.continues,
            last: true,
            timeout: step.snippet.flags.timeout.unwrap_or(TIMEOUT),
        });
    }
    Request {
        steps: asked,
        limits: Limits {
            memory: MAX_MEMORY,
            address_space: MAX_ADDRESS_SPACE,
            file: MAX_FILE,
        },
    }
}

/// What the result of a request depends on.
pub fn key(request: &Request, interpreter: &Interpreter) -> Key {
    let request = serde_json::to_vec(request).unwrap_or_default();
    let program = interpreter.program.as_os_str().as_encoded_bytes();
    Key::new([
        env!("CARGO_PKG_VERSION").as_bytes(),
        GUARD.as_bytes(),
        RUNNER.as_bytes(),
        interpreter.build.as_bytes(),
        interpreter.platform.as_bytes(),
        program,
        &request,
    ])
}

/// Runs the steps in a new process and a new folder, of which nothing is left
/// afterwards.
pub fn run(request: &Request, interpreter: &Interpreter) -> io::Result<Run> {
    let folder = tempfile::Builder::new().prefix("studypress-").tempdir()?;
    prepare(folder.path(), request)?;
    let mut child = command(interpreter, folder.path()).spawn()?;
    let lifeline = child.stdin.take();
    let (sender, events) = sync_channel(64);
    if let (Some(output), Some(control)) = (child.stdout.take(), child.stderr.take()) {
        let controls = sender.clone();
        std::thread::spawn(move || read_output(output, &sender));
        std::thread::spawn(move || read_control(control, &controls));
    }
    let mut watch = Watch::new(request);
    watch.follow(&events, lifeline, &mut child);
    let status = child.wait().ok();
    Ok(watch.finish(status.and_then(|status| status.code())))
}

/// Writes the scripts and the request, and makes the folders.
fn prepare(folder: &Path, request: &Request) -> io::Result<()> {
    fs::write(folder.join("guard.py"), GUARD)?;
    fs::write(folder.join("studypress_runner.py"), RUNNER)?;
    fs::write(folder.join("request.json"), serde_json::to_vec(request)?)?;
    for name in ["home", "tmp", "work"] {
        fs::create_dir(folder.join(name))?;
    }
    Ok(())
}

/// Variables that the snippets get as they are: what programs are found by.
const KEPT: [&str; 5] = [
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "PATHEXT",
];

fn command(interpreter: &Interpreter, folder: &Path) -> Command {
    let mut command = Command::new(&interpreter.program);
    command
        .args(&interpreter.arguments)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(folder.join("guard.py"))
        .arg(folder.join("request.json"))
        .current_dir(folder.join("work"))
        .env_clear()
        .envs(
            KEPT.iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .env("HOME", folder.join("home"))
        .env("TMPDIR", folder.join("tmp"))
        .env("TEMP", folder.join("tmp"))
        .env("TMP", folder.join("tmp"))
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .env("PYTHONUTF8", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        // Else each thread reserves 64 MB of address space for itself.
        .env("MALLOC_ARENA_MAX", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // Ctrl-C at the terminal ends studypress, and the lifeline the rest.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}
