//! `studypress build`: the whole way, once.

use super::report;
use crate::cli::{BuildArgs, ReportFormat};
use crate::diagnostic::{self, Diagnostic};
use crate::pipeline::{Settings, Site, Timings, prepare};
use crate::publish::{self, Failure, Published, publish};
use crate::read::{self, FOLDERS, Files};
use crate::render::merge_failures;
use anstream::{eprintln, println};
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The folder that a build writes to, in the folder of the guide.
const DEFAULT_OUTPUT: &str = "public";

/// Builds a guide; 1 if there is an error, and then nothing is written.
pub fn run(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let root = &args.site.dir;
    let target = match &args.output {
        Some(output) => output.clone(),
        None => root.join(DEFAULT_OUTPUT),
    };
    if let Err(message) = check_output(root, &target) {
        eprintln!("error: {message}");
        return ExitCode::from(1);
    }
    let mut timings = Timings::default();
    let (files, mut diagnostics) = timings.measure("read", || read::site(root));
    let settings = Settings {
        drafts: args.site.drafts,
        base_url: args.site.base_url.clone(),
    };
    let (site, mut found) = prepare(&files, &settings, &mut timings);
    diagnostics.append(&mut found);
    diagnostic::sort(&mut diagnostics);
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        return refuse(&diagnostics, &files, args);
    };
    let published = timings.measure("publish", || write(&site, &files, &target));
    match published {
        Ok(published) => {
            report::diagnostics(&diagnostics, &files, args.site.format);
            if args.site.timings {
                report::timings(&timings);
            }
            say(&site, published, &target, start, args.site.format);
            ExitCode::SUCCESS
        }
        Err(Failure::Content(failed)) => {
            diagnostics.extend(merge_failures(failed));
            diagnostic::sort(&mut diagnostics);
            refuse(&diagnostics, &files, args)
        }
        Err(failure) => {
            report::diagnostics(&diagnostics, &files, args.site.format);
            eprintln!("error: {failure}");
            ExitCode::from(1)
        }
    }
}

/// Refuses a target that holds something else, or what the site is made from.
fn check_output(root: &Path, target: &Path) -> Result<(), String> {
    let resolve = |path: &Path| publish::resolve(path).map_err(|failure| failure.to_string());
    let inner = publish::check_target(target).map_err(|failure| failure.to_string())?;
    if resolve(root)?.starts_with(&inner) {
        return Err(format!(
            "{} holds the guide itself, and a build replaces all that is in it\ngive another folder with --output",
            target.display()
        ));
    }
    for folder in FOLDERS {
        if inner.starts_with(resolve(&root.join(folder))?) {
            return Err(format!(
                "{} is inside {folder}/, which the site is made from\ngive another folder with --output",
                target.display()
            ));
        }
    }
    Ok(())
}

fn write(site: &Site, files: &Files, target: &Path) -> Result<Published, Failure> {
    let bar = progress(site.items.len());
    let outputs = site.outputs(files).progress_with(bar.clone());
    let published = publish(target, outputs, || {
        eprintln!(
            "another build is writing beside {}: waiting",
            target.display()
        );
    });
    bar.finish_and_clear();
    published
}

/// A progress bar on a terminal, nothing in a pipe.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages") {
        bar.set_style(style);
    }
    bar
}

fn refuse(diagnostics: &[Diagnostic], files: &Files, args: &BuildArgs) -> ExitCode {
    report::diagnostics(diagnostics, files, args.site.format);
    eprintln!("{}: nothing was written", report::counts(diagnostics));
    ExitCode::from(1)
}

/// What was done, how long it took, and how to look at it.
fn say(
    site: &Site,
    published: Published,
    target: &Path,
    start: Instant,
    format: Option<ReportFormat>,
) {
    let guide = &site.guide;
    let drafts = match guide.drafts {
        true => ", drafts included",
        false => "",
    };
    let home: PathBuf = target.join("index.html");
    let said = format!(
        "Built {} and {}{drafts}: {}, {:.1} MB, in {:.0} ms.\nTo look at it, open {} in a browser.",
        report::count(guide.questions.len(), "question"),
        report::count(guide.pages.len(), "page"),
        report::count(published.files, "file"),
        published.bytes as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1000.0,
        home.display(),
    );
    // With JSON, standard output is for programs.
    match format {
        Some(ReportFormat::Json) => eprintln!("{said}"),
        _ => println!("{said}"),
    }
}
