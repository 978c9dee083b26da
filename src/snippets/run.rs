//! One question in one process: started, watched and ended.

use super::Interpreter;
use super::plan::{Step, TIMEOUT, Work};
use crate::cache::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

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
const START: Duration = Duration::from_secs(120);
const END: Duration = Duration::from_secs(30);

/// What the guard is asked to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    steps: Vec<Asked>,
    limits: Limits,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Asked {
    kind: &'static str,
    code: String,
    name: String,
    continues: bool,
    /// Whether no later step continues it.
    last: bool,
    timeout: u32,
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

enum Event {
    Output(Vec<u8>),
    Control(Message),
    /// What Python says before the control channel is set up.
    Trouble(String),
}

#[derive(Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum Message {
    Hello {
        nonce: String,
        open: Option<String>,
        watched: bool,
    },
    Start {
        step: usize,
    },
    Done {
        step: usize,
        #[serde(flatten)]
        outcome: Outcome,
    },
    End,
    Exit {
        status: i32,
    },
    Left {
        names: Vec<String>,
    },
    Memory,
}

fn read_output(mut pipe: impl Read, events: &SyncSender<Event>) {
    let mut buffer = [0; 64 * 1024];
    while let Ok(length @ 1..) = pipe.read(&mut buffer) {
        if events
            .send(Event::Output(buffer[..length].to_vec()))
            .is_err()
        {
            return;
        }
    }
}

fn read_control(pipe: impl Read, events: &SyncSender<Event>) {
    for line in BufReader::new(pipe).lines() {
        let Ok(line) = line else { return };
        let event = match serde_json::from_str(&line) {
            Ok(message) => Event::Control(message),
            Err(_) => Event::Trouble(line),
        };
        if events.send(event).is_err() {
            return;
        }
    }
}

/// What is known of a run while it goes on.
struct Watch<'a> {
    request: &'a Request,
    run: Run,
    nonce: String,
    /// Whether the guard ends everything when the lifeline is cut.
    watched: bool,
    output: Vec<u8>,
    /// Bytes of the output when the current step began.
    before: usize,
    /// The step that is running.
    current: Option<usize>,
    outcomes: BTreeMap<usize, Outcome>,
    ended: bool,
    deadline: Instant,
}

impl<'a> Watch<'a> {
    fn new(request: &'a Request) -> Self {
        Watch {
            request,
            run: Run::default(),
            nonce: String::new(),
            watched: false,
            output: Vec::new(),
            before: 0,
            current: None,
            outcomes: BTreeMap::new(),
            ended: false,
            deadline: Instant::now() + START,
        }
    }

    /// Follows a run until all its processes have ended, and sees to that.
    fn follow(
        &mut self,
        events: &Receiver<Event>,
        lifeline: Option<std::process::ChildStdin>,
        child: &mut Child,
    ) {
        let mut lifeline = lifeline;
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if self.run.stopped.is_some() => {
                    kill(child);
                    return;
                }
                Err(RecvTimeoutError::Timeout) => self.stop(self.overdue()),
            }
            if self.run.stopped.is_some() && lifeline.take().is_some() {
                self.deadline = Instant::now() + END;
                if !self.watched {
                    kill(child);
                }
            }
        }
    }

    fn overdue(&self) -> Stop {
        match self.current {
            Some(step) => Stop::Timeout(self.request.steps[step].timeout),
            None if self.outcomes.is_empty() => Stop::NoStart,
            None => Stop::NoEnd,
        }
    }

    fn stop(&mut self, why: Stop) {
        if self.run.stopped.is_none() {
            self.run.stopped = Some(why);
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Output(_) if self.run.stopped == Some(Stop::Output) => {}
            Event::Output(bytes) => {
                self.output.extend(bytes);
                if self.output.len() - self.before > MAX_OUTPUT {
                    self.stop(Stop::Output);
                }
            }
            Event::Control(message) => self.hear(message),
            Event::Trouble(line) => {
                self.output.extend(line.bytes().take(400));
                self.output.push(b'\n');
            }
        }
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Hello {
                nonce,
                open,
                watched,
            } => {
                self.nonce = nonce;
                self.run.network_open = open;
                self.watched = watched;
            }
            Message::Start { step } if step < self.request.steps.len() => {
                self.current = Some(step);
                self.before = self.output.len();
                let seconds = self.request.steps[step].timeout;
                self.deadline = Instant::now() + Duration::from_secs(seconds.into());
            }
            Message::Start { .. } => {}
            Message::Done { step, outcome } => {
                self.outcomes.insert(step, outcome);
                self.current = None;
                self.deadline = Instant::now() + END;
            }
            Message::End => self.ended = true,
            Message::Exit { status } if !self.ended => self.stop(Stop::Died(Some(status))),
            Message::Exit { .. } => {}
            Message::Left { names } => self.run.left = names,
            Message::Memory => self.stop(Stop::Memory),
        }
    }

    /// Cuts the output at the marks between the steps.
    fn finish(mut self, status: Option<i32>) -> Run {
        if !self.ended {
            self.stop(Stop::Died(status));
        }
        let mut rest = self.output.as_slice();
        for (step, mut outcome) in std::mem::take(&mut self.outcomes) {
            let mark = format!("\0{} {step}\0", self.nonce);
            let Some(at) = find(rest, mark.as_bytes()) else {
                break;
            };
            outcome.output = text(&rest[..at]);
            rest = &rest[at + mark.len()..];
            self.run.outcomes.push(outcome);
        }
        self.run.unfinished = text(&rest[..rest.len().min(MAX_OUTPUT)]);
        self.run
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Output as text: what is not UTF-8 becomes replacement characters, and all
/// line endings line feeds, as in a content file.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// Kills the guard and its process group: the last resort, and the only one
/// where the guard cannot fork.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(child.id()) {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(pid) = Pid::from_raw(id) {
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }
    let _ = child.kill();
}
