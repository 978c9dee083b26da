//! `studypress check`: all of a build but the writing.

use super::{Outcome, report};
use crate::args::CheckArgs;
use crate::cards::Count;
use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::error::Error;
use crate::guide::Guide;
use crate::pipeline::{Settings, prepare};
use crate::playground::{self, Stamp};
use crate::read::{self, CONFIG_FILE};
use crate::render::merge_failures;
use crate::stopwatch::Timings;
use anstream::eprintln;
use rayon::prelude::*;

/// Checks a guide and reports its mistakes.
pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let site_args = &args.site;
    let mut timings = Timings::default();
    let mut diagnostics = Vec::new();
    let files = timings
        .measure("read", || read::site(&site_args.dir))
        .into_value(&mut diagnostics);
    let settings = Settings {
        drafts: site_args.drafts,
        base_url: site_args.base_url.clone(),
        runtime: playground::find(&site_args.dir, &files, &mut Stamp::default())
            .into_value(&mut diagnostics),
        live: false,
    };
    let site = prepare(&files, &settings, &mut timings).into_value(&mut diagnostics);
    let mut content = String::new();
    if let Some(site) = &site {
        content = report::content(&site.guide);
        // Templates that fail show it only when they are rendered.
        let failed: Vec<Diagnostic> = timings.measure("render", || {
            site.outputs(&files)
                .filter_map(|output| output.err().map(|error| *error))
                .collect()
        });
        diagnostics.extend(merge_failures(failed));
        if !diagnostics.iter().any(Diagnostic::is_error) {
            let config = &site.guide.config;
            let mut missing = no_base_url(config);
            config.diagnostics.apply(&mut missing);
            diagnostics.append(&mut missing);
        }
    }
    diagnostic::sort(&mut diagnostics);
    report::diagnostics(&diagnostics, &files, site_args.format);
    if site_args.timings {
        report::timings(&timings);
    }
    let counts = report::counts(&diagnostics);
    if diagnostics.iter().any(Diagnostic::is_error) {
        eprintln!("{counts}");
        return Ok(Outcome::Mistakes);
    }
    let with = match counts.as_str() {
        "" => String::new(),
        counts => format!(" ({counts})"),
    };
    eprintln!("{content} checked, no errors{with}");
    if let Some(site) = site {
        practice(&site.guide);
    }
    Ok(Outcome::Done)
}

/// Says what a guide without an address does not have: here alone, for while a guide is written that is no mistake.
fn no_base_url(config: &Config) -> Vec<Diagnostic> {
    if config.base_url.is_some() {
        return Vec::new();
    }
    let missing = Diagnostic::of_file(
        &codes::NO_BASE_URL,
        CONFIG_FILE,
        if config.path().is_some() {
            "without `base_url` there is no site map, no feed and no canonical address"
        } else {
            "without `base_url` there is no site map, no feed and no canonical address, and 404.html has no style below a path of its host"
        },
    )
    .help("set base_url = \"https://USER.github.io/REPO/\" when you know where the site will be");
    vec![missing]
}

/// Says what practice makes of a guide.
fn practice(guide: &Guide) {
    let questions = guide.questions.iter();
    let count: Count = questions.map(|entry| Count::of(&entry.item)).sum();
    let kinds = [
        ("say", count.say),
        ("predict", count.predict),
        ("choose", count.choose),
        ("write", count.code),
    ];
    let kinds = kinds.iter().filter(|(_, count)| *count > 0);
    let kinds: Vec<String> = kinds
        .map(|(kind, count)| format!("{count} to {kind}"))
        .collect();
    if !kinds.is_empty() {
        eprintln!("for practice: {}", kinds.join(", "));
    }
}
