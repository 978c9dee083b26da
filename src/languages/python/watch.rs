//! Watching a run: what the process says and prints, and when it is ended.

use super::outcome::{Outcome, Run, Stop};
use super::request::Request;
use crate::snippets::job::MAX_OUTPUT;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

/// How long an interpreter may take to start.
const START: Duration = Duration::from_secs(120);
/// How long it may take to end after the last snippet.
const END: Duration = Duration::from_secs(30);

/// What comes from the process.
pub(super) enum Event {
    Output(Vec<u8>),
    Control(Message),
    /// What Python says before the control channel is set up.
    Trouble(String),
}

/// A message of the guard or the runner.
#[derive(Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub(super) enum Message {
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

/// Sends what the snippets print as it comes.
pub(super) fn read_output(mut pipe: impl Read, events: &SyncSender<Event>) {
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

/// Sends what the guard and the runner say, a message a line.
pub(super) fn read_control(pipe: impl Read, events: &SyncSender<Event>) {
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
pub(super) struct Watch<'a> {
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
    pub(super) fn new(request: &'a Request) -> Self {
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
    pub(super) fn follow(
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
    pub(super) fn finish(mut self, status: Option<i32>) -> Run {
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
