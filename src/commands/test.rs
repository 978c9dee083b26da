//! `studypress test`: runs the snippets and judges what they print.

mod progress;
mod review;

use super::{Outcome, clock, report};
use crate::args::TestArgs;
use crate::cache::Cache;
use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::error::Error;
use crate::pipeline::{self, Settings, Written};
use crate::question::{self, Document, Parsed, Snippet};
use crate::read::{self, File, Files};
use crate::rewrite;
use crate::snippets::accept;
use crate::snippets::job::{self, Setup};
use crate::snippets::plan::{self, Program};
use crate::snippets::report::{Edit, Report};
use anstream::eprintln;
use progress::Progress;
use rayon::prelude::*;
use std::path::Path;

/// Tests a guide and reports the snippets that do not do what their page says.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let mut diagnostics = Vec::new();
    let files = read::site(&args.dir).into_value(&mut diagnostics);
    let settings = Settings {
        drafts: true,
        ..Settings::default()
    };
    let content = pipeline::content(&files, &settings).into_value(&mut diagnostics);
    // What else a page may be warned of is the business of `check`.
    diagnostics.retain(Diagnostic::is_error);
    let Some((config, written)) = content else {
        return Ok(finish(args, &files, diagnostics, &[]));
    };
    let cache = Cache::open(&args.dir, "snippets");
    let setup = Setup {
        root: &args.dir,
        config: &config,
        pythons: &args.python,
        cache: &cache,
    };
    let mut due = review::due(&written, &clock::day(clock::now()));
    config.diagnostics.apply(&mut due);
    diagnostics.extend(due);
    let pages = pages_with_snippets(&files, &written, args);
    diagnostics.retain(|d| !d.file.starts_with("content/") || wanted(args, &d.file));
    let programs = plan::plan(&pages, &setup).into_value(&mut diagnostics);
    let reports = run_all(args, &programs);
    cache.prune();
    let mut results: Vec<(&str, Report)> = Vec::new();
    for (program, mut report) in programs.iter().zip(reports) {
        diagnostics.append(&mut report.diagnostics);
        results.push((program.path, report));
    }
    if args.accept {
        let wrong = accept_all(args, &files, &config, &mut results);
        diagnostics.extend(wrong);
    }
    Ok(finish(args, &files, diagnostics, &results))
}

/// Whether a file is to be tested.
fn wanted(args: &TestArgs, path: &str) -> bool {
    args.filter
        .as_deref()
        .is_none_or(|text| path.contains(text))
}

/// The files to be tested, in the order of their paths.
fn pages_with_snippets<'a>(
    files: &'a Files,
    written: &'a Written,
    args: &TestArgs,
) -> Vec<job::Page<'a>> {
    let questions = written.questions.iter().map(|q| (q.path.as_str(), &q.body));
    let pages = written.pages.iter().map(|p| (p.path.as_str(), &p.body));
    let mut bodies: Vec<(&str, &Document)> = questions.chain(pages).collect();
    bodies.sort_by_key(|(path, _)| *path);
    bodies
        .into_iter()
        .filter(|(path, _)| wanted(args, path))
        .map(|(path, body)| job::Page {
            path,
            text: files.text(path).unwrap_or(""),
            snippets: &body.snippets,
        })
        .collect()
}

/// Runs the programs side by side and says how far it is.
fn run_all(args: &TestArgs, programs: &[Program]) -> Vec<Report> {
    let progress = Progress::new(args, programs);
    let work = || {
        programs
            .par_iter()
            .enumerate()
            // One at a time, in their order: they take seconds each.
            .with_max_len(1)
            .map(|(index, program)| {
                let report = program.run();
                progress.done(index, program.path, &report);
                report
            })
            .collect()
    };
    let threads = args.jobs.map_or(0, std::num::NonZeroUsize::get);
    let reports = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    };
    progress.finish();
    reports
}

/// Writes the real output into the files. What cannot be written stays a
/// mistake, and why is given back.
fn accept_all(
    args: &TestArgs,
    files: &Files,
    config: &Config,
    results: &mut [(&str, Report)],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let (mut blocks, mut changed) = (0, 0);
    for (path, report) in results.iter_mut().filter(|(_, r)| !r.mismatches.is_empty()) {
        let edits = match accept::choose(&report.mismatches) {
            Ok(edits) => edits,
            Err(wrong) => {
                diagnostics.push(*wrong);
                continue;
            }
        };
        match write(&args.dir, files, config, path, &edits) {
            Ok(()) => {
                blocks += edits.len();
                changed += 1;
                report.mismatches.clear();
            }
            Err(wrong) => diagnostics.push(*wrong),
        }
    }
    if changed > 0 {
        eprintln!(
            "Wrote {} in {}.",
            report::count(blocks, "output block"),
            report::count(changed, "file")
        );
    }
    diagnostics
}

/// Writes one file, if what would stand in it then is the same page with
/// these outputs.
fn write(
    root: &Path,
    files: &Files,
    config: &Config,
    path: &str,
    edits: &[Edit],
) -> Result<(), Box<Diagnostic>> {
    let refuse = |why: String| {
        Box::new(Diagnostic::of_file(
            &codes::NOT_ACCEPTED,
            path,
            format!("the output could not be written into this file: {why}"),
        ))
    };
    let Some((file, text)) = files.get(path).zip(files.text(path)) else {
        return Err(refuse("it cannot be read".to_owned()));
    };
    let new = accept::accept(text, edits);
    let mark = &file.bytes[..file.bytes.len() - text.len()];
    let after = File {
        path: path.to_owned(),
        bytes: [mark, new.as_bytes()].concat().into(),
    };
    let snippets = |file: &File| {
        question::parse(file, config, &Default::default())
            .value
            .map(snippets_of)
    };
    let (Some(before), Some(then)) = (snippets(file), snippets(&after)) else {
        return Err(refuse("the page could not be read then".to_owned()));
    };
    if !accept::only_outputs_differ(&before, &then, edits) {
        return Err(refuse(
            "Markdown has no way to show it; change what the snippet prints".to_owned(),
        ));
    }
    rewrite::replace(&root.join(path), &after.bytes).map_err(|error| refuse(error.to_string()))
}

fn snippets_of(parsed: Parsed) -> Vec<Snippet> {
    match parsed {
        Parsed::Question(question) => question.body.snippets,
        Parsed::Page(page) => page.body.snippets,
    }
}

/// Prints what is wrong, what was not run and the sum of it all.
fn finish(
    args: &TestArgs,
    files: &Files,
    mut diagnostics: Vec<Diagnostic>,
    results: &[(&str, Report)],
) -> Outcome {
    let mismatches = results.iter().flat_map(|(_, report)| &report.mismatches);
    diagnostics.extend(mismatches.map(|mismatch| mismatch.diagnostic.clone()));
    diagnostic::sort(&mut diagnostics);
    report::diagnostics(&diagnostics, files, args.format);
    progress::summary(args, results, &diagnostics);
    report::outcome(&diagnostics)
}
