//! `studypress build`: the whole way, once.

use super::{Outcome, report};
use crate::args::{BuildArgs, ReportFormat};
use crate::cache::{self, Cache};
use crate::diagnostic::{self, Checked, Diagnostic, printable};
use crate::error::Error;
use crate::pipeline::{Incremental, Settings, Site, prepare_from};
use crate::playground::{self, Runtime, Stamp};
use crate::publish::{self, Failure, Manifest, Published, publish};
use crate::read::{self, FOLDERS, Files};
use crate::render::merge_failures;
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// The folder that a build writes to, in the folder of the guide.
const DEFAULT_OUTPUT: &str = "public";

/// The name in the cache of the incremental state, which a build leaves for the next one.
const INCREMENTAL: &[u8] = b"incremental";

/// Folders with files that others need: Git's, and what studypress itself keeps.
const KEPT: [&str; 2] = [".git", ".studypress"];

/// The name in the cache of what is known of the playground's files.
const PLAYGROUND: &[u8] = b"playground";

/// Builds a guide; nothing is written if there is an error in it.
pub fn run(args: &BuildArgs) -> Result<Outcome, Error> {
    let start = Instant::now();
    let root = &args.site.dir;
    let target = match &args.output {
        Some(output) => output.clone(),
        None => root.join(DEFAULT_OUTPUT),
    };
    check_output(root, &target)?;
    let mut timings = Timings::default();
    let cache = Cache::open(root, "build");
    let (read, mut incremental) = timings.measure("read", || {
        let get_state = || {
            // All of the cache depends on it: it is found out while files are read.
            cache::program();
            Incremental::from_bytes(cache.get_latest(INCREMENTAL).unwrap_or_default())
        };
        rayon::join(|| read::site(root), get_state)
    });
    let mut diagnostics = Vec::new();
    let files = read.into_value(&mut diagnostics);
    let settings = Settings {
        drafts: args.site.drafts,
        base_url: args.site.base_url.clone(),
        runtime: timings
            .measure("playground", || playground(root, &files, &cache))
            .into_value(&mut diagnostics),
        live: false,
    };
    let site = prepare_from(&mut incremental, &files, &settings, &mut timings)
        .into_value(&mut diagnostics);
    // It holds the words of all questions for a next walk, and this process makes one only.
    drop(incremental);
    diagnostic::sort(&mut diagnostics);
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        refuse(&diagnostics, &files, args);
        return Ok(Outcome::Mistakes);
    };
    let published = timings.measure("publish", || write(&site, &files, &cache, &target));
    match published {
        Ok(built) => {
            report::diagnostics(&diagnostics, &files, args.site.format);
            if args.site.timings {
                timings.within.extend(site.shared_work());
                report::timings(&timings);
            }
            say(&site, &built, &target, start, args.site.format);
            if !built.foreign.is_empty() {
                let names = printable(&built.foreign.join(", "));
                eprintln!("Not made by studypress, and left as it is: {names}");
            }
            // The process ends now; taking a large guide apart would hold it up.
            std::mem::forget((site, files));
            Ok(Outcome::Done)
        }
        Err(Failure::Content(failed)) => {
            diagnostics.extend(merge_failures(failed));
            diagnostic::sort(&mut diagnostics);
            refuse(&diagnostics, &files, args);
            Ok(Outcome::Mistakes)
        }
        Err(Failure::Error(error)) => {
            report::diagnostics(&diagnostics, &files, args.site.format);
            Err(error)
        }
    }
}

/// What runs code in the pages. Says what it adds to the site when that is new.
fn playground(root: &Path, files: &Files, cache: &Cache) -> Checked<Option<Arc<Runtime>>> {
    let before = Stamp::from_bytes(&cache.get_latest(PLAYGROUND).unwrap_or_default());
    let mut stamp = before.clone();
    let found = playground::find(root, files, &mut stamp);
    if let Some(runtime) = &found.value
        && stamp != before
    {
        cache.put_latest(PLAYGROUND, &stamp.to_bytes());
        eprintln!(
            "Python {} runs in the pages: Pyodide {} adds {:.1} MB to the site, of which a reader who runs code loads about {:.1} MB, once",
            runtime.python,
            runtime.version,
            runtime.bytes as f64 / 1e6,
            runtime.sent as f64 / 1e6,
        );
    }
    found
}

/// Refuses a target that holds something else, or what the site is made from.
fn check_output(root: &Path, target: &Path) -> Result<(), Error> {
    let inner = publish::check_target(target)?;
    let refused = |why: &str| {
        Error::new(format!("{} {why}", target.display())).help("give another folder with --output")
    };
    let names = || inner.components().map(|part| part.as_os_str());
    if let Some(name) = names().find(|name| KEPT.iter().any(|kept| name == kept)) {
        let why = format!("is in {}, whose files are not a site's", name.display());
        return Err(refused(&why));
    }
    if publish::resolve(root)?.starts_with(&inner) {
        return Err(refused(
            "holds the guide itself, and a build replaces all that is in it",
        ));
    }
    for folder in FOLDERS {
        if inner.starts_with(publish::resolve(&root.join(folder))?) {
            let why = format!("is inside {folder}/, which the site is made from");
            return Err(refused(&why));
        }
    }
    Ok(())
}

/// What was built.
struct Built {
    files: usize,
    /// How many of them were there already.
    kept: usize,
    bytes: u64,
    /// What in the site's folder is not studypress's, if that is new.
    foreign: Vec<String>,
}

fn write(site: &Site, files: &Files, cache: &Cache, target: &Path) -> Result<Built, Failure> {
    // Each target has a manifest of its own.
    let place = publish::resolve(target)?;
    let place = place.as_os_str().as_encoded_bytes();
    let manifest = cache.get_latest(place).unwrap_or_default();
    let keys = site.keys();
    let bar = progress(site.guide.routes.all().len());
    let outputs = site
        .pending(files, keys.as_ref())
        .progress_with(bar.clone());
    let published = publish(target, outputs, &Manifest::from_bytes(&manifest), || {
        eprintln!(
            "another build is writing beside {}: waiting",
            target.display()
        );
    });
    bar.finish_and_clear();
    let published = published?;
    let Published {
        manifest,
        old,
        kept,
        ..
    } = published;
    let save = || {
        cache.put_latest(place, &manifest.to_bytes());
        if let Some(state) = site.incremental_state() {
            cache.put_latest(INCREMENTAL, state);
        }
        cache.prune();
    };
    rayon::join(save, || drop(old));
    Ok(Built {
        files: published.files,
        kept: published.reused,
        bytes: published.bytes,
        foreign: kept,
    })
}

/// A progress bar on a terminal, nothing in a pipe.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages") {
        bar.set_style(style);
    }
    bar
}

fn refuse(diagnostics: &[Diagnostic], files: &Files, args: &BuildArgs) {
    report::diagnostics(diagnostics, files, args.site.format);
    eprintln!("{}: nothing was written", report::counts(diagnostics));
}

/// What was done, how long it took, and how to look at it.
fn say(site: &Site, built: &Built, target: &Path, start: Instant, format: Option<ReportFormat>) {
    let guide = &site.guide;
    let drafts = if guide.drafts {
        ", drafts included"
    } else {
        ""
    };
    let kept = match built.files - built.kept {
        _ if built.kept == 0 => String::new(),
        0 => ", all as they were".to_owned(),
        new => format!(", {new} of them new"),
    };
    let home: PathBuf = target.join("index.html");
    let said = format!(
        "Built {} and {}{drafts}: {}, {:.1} MB{kept}, in {:.0} ms.\nTo look at it, open {} in a browser.",
        report::content(guide),
        report::count(guide.pages.len(), "page"),
        report::count(built.files, "file"),
        built.bytes as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1000.0,
        home.display(),
    );
    // With JSON, standard output is for programs.
    match format {
        Some(ReportFormat::Json) => eprintln!("{said}"),
        _ => println!("{said}"),
    }
}
