//! `studypress check`: all of a build but the writing.

use super::{Outcome, report};
use crate::args::CheckArgs;
use crate::cards::Count;
use crate::diagnostic::{self, Diagnostic};
use crate::error::Error;
use crate::guide::Guide;
use crate::pipeline::{Settings, prepare};
use crate::read;
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
    };
    let site = prepare(&files, &settings, &mut timings).into_value(&mut diagnostics);
    let mut questions = 0;
    if let Some(site) = &site {
        questions = site.guide.questions.len();
        // Templates that fail show it only when they are rendered.
        let failed: Vec<Diagnostic> = timings.measure("render", || {
            site.outputs(&files)
                .filter_map(|output| output.err().map(|error| *error))
                .collect()
        });
        diagnostics.extend(merge_failures(failed));
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
    eprintln!(
        "{} checked, no errors{with}",
        report::count(questions, "question")
    );
    if let Some(site) = site {
        practice(&site.guide);
    }
    Ok(Outcome::Done)
}

/// Says what practice makes of a guide.
fn practice(guide: &Guide) {
    let questions = guide.questions.iter();
    let count: Count = questions.map(|entry| Count::of(&entry.item)).sum();
    let kinds = [
        ("say", count.say),
        ("predict", count.predict),
        ("choose", count.choose),
    ];
    let kinds = kinds.iter().filter(|(_, count)| *count > 0);
    let kinds: Vec<String> = kinds
        .map(|(kind, count)| format!("{count} to {kind}"))
        .collect();
    if !kinds.is_empty() {
        eprintln!("for practice: {}", kinds.join(", "));
    }
}
