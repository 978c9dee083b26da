//! The snippets of a file → what is to be run of them, in order.

use crate::diagnostic::{Diagnostic, codes, position};
use crate::question::fence::{Version, is_python};
use crate::question::{OutputBlock, Snippet};

/// Seconds that a snippet may take if it does not say.
pub const TIMEOUT: u32 = 10;

/// What is to be run of one content file.
#[derive(Debug, Clone, PartialEq)]
pub struct Program<'a> {
    /// Path of the file from the root of the site.
    pub path: &'a str,
    /// Its text after a byte order mark.
    pub text: &'a str,
    /// What is done, in order, in one process.
    pub steps: Vec<Step<'a>>,
    /// Snippets that ask not to be run.
    pub not_run: Vec<NotRun>,
}

/// One snippet that is run or written to a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// The snippet.
    pub snippet: &'a Snippet,
    /// What is done with it.
    pub work: Work,
    /// Whether it has the names of the run before.
    pub continues: bool,
    /// The first Python that can run it and all that it continues.
    pub requires: Option<Version>,
    /// Line of its opening fence, from 1.
    pub line: usize,
}

/// What is done with a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// It is written to the file of this name.
    File(String),
    /// It is run as a script.
    Script,
    /// It is checked as a transcript of an interactive session.
    Session,
}

/// A snippet that was not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRun {
    /// Line of its opening fence, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

impl<'a> Program<'a> {
    /// The steps that are run, with their places among all.
    pub fn runs(&self) -> impl Iterator<Item = (usize, &Step<'a>)> {
        self.steps
            .iter()
            .enumerate()
            .filter(|(_, step)| !matches!(step.work, Work::File(_)))
    }
}

impl Step<'_> {
    /// Says that no interpreter is new enough.
    pub fn too_new(&self) -> NotRun {
        let version = match self.requires {
            Some(version) => format!("Python {version}"),
            None => "another Python".to_owned(),
        };
        NotRun {
            line: self.line,
            why: format!("it needs {version}, and no interpreter has that"),
        }
    }
}

/// Plans the run of a file's snippets.
pub fn plan<'a>(
    path: &'a str,
    text: &'a str,
    snippets: &'a [Snippet],
    diagnostics: &mut Vec<Diagnostic>,
) -> Program<'a> {
    let mut program = Program {
        path,
        text,
        steps: Vec::new(),
        not_run: Vec::new(),
    };
    // What the names of the run before need; `None` before the first.
    let mut chain: Option<Option<Version>> = None;
    for snippet in snippets {
        let line = position(text, snippet.span.start).line;
        let flags = &snippet.flags;
        let work = work(snippet);
        check_outputs(path, snippet, work.as_ref(), diagnostics);
        if let Some(why) = &flags.no_run {
            program.not_run.push(NotRun {
                line,
                why: why.clone(),
            });
            continue;
        }
        let Some(work) = work else { continue };
        let mut requires = flags.requires;
        if !matches!(work, Work::File(_)) {
            if flags.continues {
                match chain {
                    Some(before) => requires = requires.max(before),
                    None => diagnostics.push(continues_nothing(path, snippet)),
                }
            }
            chain = Some(requires);
        }
        program.steps.push(Step {
            snippet,
            work,
            continues: flags.continues,
            requires,
            line,
        });
    }
    program
}

fn work(snippet: &Snippet) -> Option<Work> {
    match (&snippet.flags.file, snippet.language.as_str()) {
        (Some(name), _) => Some(Work::File(name.clone())),
        (None, "pycon") => Some(Work::Session),
        (None, language) if is_python(language) => Some(Work::Script),
        _ => None,
    }
}

fn continues_nothing(path: &str, snippet: &Snippet) -> Diagnostic {
    let start = snippet.span.start;
    Diagnostic::new(
        &codes::BAD_INFO_STRING,
        path,
        start..start,
        "this snippet continues the one before, but none is run before it",
    )
    .help("leave `continues` out, or let the snippet before it be run")
}

/// Reports output blocks that nothing that is run could print.
fn check_outputs(
    path: &str,
    snippet: &Snippet,
    work: Option<&Work>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let why = match work {
        Some(Work::Script) => return check_alternatives(path, snippet, diagnostics),
        Some(Work::File(_)) => "the block above it is written to a file, and is not run",
        Some(Work::Session) => "a transcript holds its output already",
        None => "only Python is run, and the block above it is not Python",
    };
    for output in &snippet.outputs {
        diagnostics.push(
            stray(
                path,
                output,
                format!("no snippet explains this output: {why}"),
            )
            .help("use a ```text block for what is not the output of a Python snippet"),
        );
    }
}

/// Reports outputs of which only the first could ever be the expected one.
fn check_alternatives(path: &str, snippet: &Snippet, diagnostics: &mut Vec<Diagnostic>) {
    for (index, output) in snippet.outputs.iter().enumerate() {
        let same = |other: &OutputBlock| other.flags.requires == output.flags.requires;
        if snippet.outputs[..index].iter().any(same) {
            diagnostics.push(
                stray(
                    path,
                    output,
                    "this output is for the same versions as one above it".to_owned(),
                )
                .help("for output that differs by version, write ```output,requires=\"3.13\""),
            );
        }
    }
}

fn stray(path: &str, output: &OutputBlock, message: String) -> Diagnostic {
    let start = output.span.start;
    Diagnostic::new(&codes::STRAY_OUTPUT, path, start..start + 3, message)
}
