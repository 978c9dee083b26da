//! `studypress book`: the guide as an EPUB file, or as a PDF.

use super::{Outcome, chosen, chromium, report};
use crate::args::{BookArgs, Paper, YesNo};
use crate::book::{self, Chosen, Contents};
use crate::diagnostic::{self, Diagnostic};
use crate::error::{Context, Error};
use crate::guide::{Guide, Kind};
use crate::pipeline::{Settings, Site, prepare};
use crate::read::{self, Files};
use crate::render::{Offline, Outward, Pending, on_one_page};
use crate::rewrite;
use crate::scaffold::slug;
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Writes the book; nothing if there is an error in the guide.
pub fn run(args: &BookArgs) -> Result<Outcome, Error> {
    let mut diagnostics = Vec::new();
    let files = read::site(&args.site.dir).into_value(&mut diagnostics);
    let settings = Settings {
        drafts: args.site.drafts,
        base_url: args.site.base_url.clone(),
        runtime: None,
        live: false,
    };
    let mut timings = Timings::default();
    let site = prepare(&files, &settings, &mut timings).into_value(&mut diagnostics);
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        return Ok(mistakes(args, diagnostics, &files));
    };
    let chosen = what(&site.guide, args)?;
    let count = Contents::new(&site.guide, &chosen).questions().count();
    if count == 0 {
        return Err(
            Error::new("nothing of the guide is chosen, so there is no book")
                .help("choose another --level or --topic, or leave them out"),
        );
    }
    let made = timings.measure("book", || {
        if args.pdf {
            let page = on_one_page(&site.renderer, &site.guide, &chosen, Outward::Web);
            page.map(String::into_bytes)
        } else {
            book::epub(&site.guide, &files, &site.assets, &chosen)
        }
    });
    if args.site.timings {
        report::timings(&timings);
    }
    let bytes = match made {
        Ok(bytes) => bytes,
        Err(mistake) => {
            diagnostics.push(*mistake);
            return Ok(mistakes(args, diagnostics, &files));
        }
    };
    let path = match &args.output {
        Some(path) => path.clone(),
        None => file_name(&site.guide, &chosen, args.pdf),
    };
    if args.pdf {
        print(&site, &files, bytes, args.paper, &path)?;
    } else {
        write(&bytes, &path)?;
    }
    let questions = report::count(count, "question");
    println!("{questions} in a book: {}.", path.display());
    Ok(Outcome::Done)
}

/// Writes the EPUB file. An earlier edition is replaced.
fn write(bytes: &[u8], path: &Path) -> Result<(), Error> {
    let result = if path.exists() {
        rewrite::replace(path, bytes)
    } else {
        rewrite::create(path, bytes)
    };
    result.context(|| format!("cannot write {}", path.display()))
}

/// Prints the page of all questions.
fn print(
    site: &Site,
    files: &Files,
    page: Vec<u8>,
    paper: Paper,
    path: &Path,
) -> Result<(), Error> {
    let page = Pending {
        path: "book.html".to_owned(),
        key: None,
        offline: Offline::No,
        make: Box::new(move || Ok(Cow::Owned(page))),
    };
    let shown = |kind: &Kind| matches!(kind, Kind::Asset(_) | Kind::Media(_));
    let outputs = site.some(files, shown).chain(rayon::iter::once(page));
    let query = format!("?paper={}", chromium::size(paper));
    chromium::pdf(outputs, "book.html", &query, path).map(|_| ())
}

fn mistakes(args: &BookArgs, mut diagnostics: Vec<Diagnostic>, files: &Files) -> Outcome {
    diagnostic::sort(&mut diagnostics);
    report::diagnostics(&diagnostics, files, args.site.format);
    eprintln!("{}: nothing was written", report::counts(&diagnostics));
    Outcome::Mistakes
}

/// What the arguments ask for.
fn what(guide: &Guide, args: &BookArgs) -> Result<Chosen, Error> {
    let config = &guide.config;
    let level = args.level.as_deref();
    let topic = args.topic.as_deref();
    let code = args.code == YesNo::Yes;
    if args.exercises && !code {
        return Err(
            Error::new("exercises are code, and --code no leaves it out")
                .help("leave one of the two out: --exercises or --code no"),
        );
    }
    Ok(Chosen {
        level: level.map(|name| chosen::level(config, name)).transpose()?,
        topic: topic.map(|name| chosen::topic(config, name)).transpose()?,
        code,
        exercises: args.exercises,
    })
}

/// A name for the file, from the title.
fn file_name(guide: &Guide, chosen: &Chosen, is_pdf: bool) -> PathBuf {
    let name = match slug(&chosen.title(guide)) {
        name if name.is_empty() => "guide".to_owned(),
        name => name,
    };
    Path::new(&name).with_extension(if is_pdf { "pdf" } else { "epub" })
}
