//! The snippets of a page → what is done with them, in order.

use super::flags::{self, Flags};
use crate::diagnostic::{Checked, Diagnostic, codes, position};
use crate::languages::language::Run;
use crate::question::Part;
use crate::question::fence::Version;
use crate::question::snippet::Snippet;
use crate::snippets::job::{Page, TIMEOUT};
use crate::snippets::report::NotRun;

/// Names of the language whose snippets are scripts.
pub(super) const SCRIPTS: &[&str] = &["python", "py", "python3"];
/// The name of the language whose snippets are transcripts.
pub(super) const SESSION: &str = "pycon";

/// What is to be run of one content file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program<'a> {
    pub page: Page<'a>,
    /// What is done, in order, in one process.
    pub steps: Vec<Step<'a>>,
    /// Snippets that ask not to be run.
    pub not_run: Vec<NotRun>,
}

/// One snippet that is run or written to a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step<'a> {
    pub snippet: &'a Snippet,
    pub flags: Flags,
    /// What is done with it.
    pub work: Work,
    /// What it is tried with, if it is of an exercise.
    pub tests: Option<&'a Snippet>,
    /// Seconds that it may take.
    pub timeout: u32,
    /// The first Python that can run it and all that it continues.
    pub requires: Option<Version>,
    /// Line of its opening fence, from 1; of an exercise, that of its tests.
    pub line: usize,
}

/// What is done with a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Work {
    /// It is written to the file of this name.
    File(String),
    /// It is run as a script.
    Script,
    /// It is checked as a transcript of an interactive session.
    Session,
    /// The tests of an exercise are run over it.
    Exercise(Attempt),
}

/// What is tried with the tests of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// It has to pass.
    Solution,
    /// It has to fail.
    Starter,
}

impl<'a> Program<'a> {
    /// The steps that are run, with their places among all.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, &Step<'a>)> {
        self.steps
            .iter()
            .enumerate()
            .filter(|(_, step)| !matches!(step.work, Work::File(_)))
    }
}

impl Step<'_> {
    /// Says that no interpreter is new enough.
    pub(super) fn too_new(&self) -> NotRun {
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

/// Plans the run of a page's snippets.
pub(super) fn plan<'a>(page: &Page<'a>) -> Checked<Program<'a>> {
    let mut diagnostics = Vec::new();
    let mut program = Program {
        page: *page,
        steps: Vec::new(),
        not_run: Vec::new(),
    };
    // What the names of the run before need; `None` before the first.
    let mut chain: Option<Option<Version>> = None;
    for snippet in page.snippets {
        let Some(work) = work(snippet) else { continue };
        let line = position(page.text, snippet.span.start).line;
        let flags = flags::read(&snippet.words);
        if let Some(why) = flags.no_run {
            program.not_run.push(NotRun { line, why });
            continue;
        }
        let mut requires = flags.requires;
        if !matches!(work, Work::File(_)) {
            if flags.continues {
                match chain {
                    Some(before) => requires = requires.max(before),
                    None => diagnostics.push(continues_nothing(page.path, snippet)),
                }
            }
            chain = Some(requires);
        }
        program.steps.push(Step {
            snippet,
            work,
            tests: None,
            timeout: flags.timeout.unwrap_or(TIMEOUT),
            requires,
            line,
            flags,
        });
    }
    program.steps.extend(exercise(page));
    Checked {
        value: program,
        diagnostics,
    }
}

/// The two attempts at the exercise of a page, if it is one: after all else, for they share nothing with it.
fn exercise<'a>(page: &Page<'a>) -> Vec<Step<'a>> {
    let part = |part: Part| page.snippets.iter().find(|s| s.flags.part == Some(part));
    let parts = [Part::Starter, Part::Tests, Part::Solution].map(part);
    let [Some(starter), Some(tests), Some(solution)] = parts else {
        return Vec::new();
    };
    let flags = flags::read(&tests.words);
    let needed = parts.into_iter().flatten();
    let needed = needed.filter_map(|part| flags::read(&part.words).requires);
    let requires = needed.max();
    let step = |snippet, attempt| Step {
        snippet,
        work: Work::Exercise(attempt),
        tests: Some(tests),
        timeout: flags.timeout.unwrap_or(TIMEOUT),
        requires,
        line: position(page.text, tests.span.start).line,
        flags: Flags::default(),
    };
    vec![
        step(solution, Attempt::Solution),
        step(starter, Attempt::Starter),
    ]
}

/// How the script at a place among a page's snippets is run.
pub(super) fn run(snippets: &[Snippet], place: usize) -> Option<Run> {
    let (mut files, mut chain) = (Vec::new(), Vec::new());
    for (at, snippet) in snippets.iter().enumerate().take(place + 1) {
        let (Some(work), flags) = (work(snippet), flags::read(&snippet.words)) else {
            continue;
        };
        let runs = flags.no_run.is_none();
        if at == place && (!runs || work != Work::Script) {
            return None;
        }
        let plain = flags.raises.is_none() && flags.requires.is_none();
        match work {
            _ if !runs => {}
            Work::File(_) => files.push((at, plain)),
            Work::Script | Work::Session | Work::Exercise(_) => {
                if !flags.continues {
                    chain.clear();
                }
                chain.push((at, plain));
            }
        }
    }
    if chain.last().is_none_or(|(at, _)| *at != place) {
        return None;
    }
    files.append(&mut chain);
    files.sort_unstable();
    let plain = files.iter().all(|(_, plain)| *plain);
    files.pop();
    Some(Run {
        after: files.into_iter().map(|(at, _)| at).collect(),
        plain,
    })
}

/// What is done with a snippet by itself: not with the parts of an exercise.
fn work(snippet: &Snippet) -> Option<Work> {
    if snippet.flags.part.is_some() {
        return None;
    }
    match (&snippet.flags.file, snippet.language.as_str()) {
        (Some(name), _) => Some(Work::File(name.clone())),
        (None, SESSION) => Some(Work::Session),
        (None, language) if SCRIPTS.contains(&language) => Some(Work::Script),
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
