//! What came of a run, as it is cached.

use serde::{Deserialize, Serialize};

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Run {
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
pub(super) struct Outcome {
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
    /// What the tests of an exercise said, in order.
    pub events: Vec<Event>,
}

/// What `exercise.py` reports, which says more of each field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub(super) enum Event {
    /// Code and tests were executed.
    Loaded,
    /// One of the two could not be executed.
    Broken {
        #[serde(rename = "where")]
        place: String,
        error: String,
        file: Option<String>,
        line: Option<usize>,
    },
    /// A test was run.
    Test {
        name: String,
        /// What it failed with; `None` if it passed.
        #[serde(flatten)]
        failure: Option<TestFailure>,
    },
    /// That was all.
    End,
}

/// What a test of an exercise failed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct TestFailure {
    pub kind: FailureKind,
    pub error: String,
    pub source: Option<String>,
    pub came: Option<String>,
    pub expected: Option<String>,
    pub file: Option<String>,
    pub line: Option<usize>,
}

/// How a test failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailureKind {
    /// By an `AssertionError`.
    Assert,
    /// By `NotImplementedError`.
    Todo,
    /// By another exception.
    Error,
}

/// An example of a transcript that does something else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Failure {
    /// The line of its prompt in the transcript, from 0.
    pub line: usize,
    /// What the transcript shows.
    pub want: String,
    /// What it printed.
    pub got: String,
}

/// Why a run was ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Stop {
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
