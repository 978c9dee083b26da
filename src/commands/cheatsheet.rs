//! `studypress cheatsheet --pdf`: a cheat sheet on paper, printed by an
//! installed Chromium.

use super::{Outcome, chosen, chromium, report};
use crate::args::CheatsheetArgs;
use crate::diagnostic::{self, Diagnostic};
use crate::error::Error;
use crate::guide::{Guide, Kind, Sheet};
use crate::pipeline::{Settings, Site, prepare};
use crate::read::{self, Files};
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
use std::path::PathBuf;

/// Makes the PDF; nothing if the guide has an error.
pub fn run(args: &CheatsheetArgs) -> Result<Outcome, Error> {
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
    diagnostic::sort(&mut diagnostics);
    if args.site.timings {
        report::timings(&timings);
    }
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        report::diagnostics(&diagnostics, &files, args.site.format);
        eprintln!("{}: nothing was written", report::counts(&diagnostics));
        return Ok(Outcome::Mistakes);
    };
    let (path, questions) = pdf(site, &files, args)?;
    println!("{questions} on paper: {}.", path.display());
    Ok(Outcome::Done)
}

/// Makes the PDF and gives its path, and how many questions it holds in words.
fn pdf(site: Site, files: &Files, args: &CheatsheetArgs) -> Result<(PathBuf, String), Error> {
    let sheet = what(&site.guide, args)?;
    let address = site.guide.address(&Kind::Sheet(sheet)).to_owned();
    let count = site.guide.sheet(sheet).len();
    if count > crate::guide::SHEET_LENGTH {
        let long = format!("a sheet of {count} questions is no longer a sheet");
        return Err(Error::new(long).help("choose a part: --level or --topic"));
    }
    let target = match &args.pdf {
        Some(path) => path.clone(),
        None => PathBuf::from(address.replace('/', "-").replace(".html", ".pdf")),
    };
    let outputs = site.some(files, |kind| {
        matches!(kind, Kind::Asset(_)) || *kind == Kind::Sheet(sheet)
    });
    let mut query = format!(
        "?paper={}&columns={}",
        chromium::size(args.paper),
        args.columns
    );
    if args.no_code {
        query.push_str("&code=0");
    }
    let target = chromium::pdf(outputs, &address, &query, &target)?;
    Ok((target, report::count(count, "question")))
}

/// The sheet that the arguments ask for.
fn what(guide: &Guide, args: &CheatsheetArgs) -> Result<Sheet, Error> {
    if let Some(name) = &args.level {
        return chosen::level(&guide.config, name).map(Sheet::Level);
    }
    if let Some(name) = &args.topic {
        return chosen::topic(&guide.config, name).map(Sheet::Topic);
    }
    Ok(Sheet::All)
}
