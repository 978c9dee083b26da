//! `studypress export`: questions for other tools.

use super::report;
use crate::cli::{ExportArgs, ExportFormat};
use crate::diagnostic::Diagnostic;
use crate::export::{self, Export};
use crate::pipeline::{Settings, Timings, prepare};
use crate::read;
use crate::rewrite;
use crate::scaffold::slug;
use anstream::eprintln;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes the export; 1 if there is an error in the guide, and then nothing is
/// written.
pub fn run(args: &ExportArgs) -> ExitCode {
    let (files, mut diagnostics) = read::site(&args.dir);
    let settings = Settings {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
    };
    let (site, mut found) = prepare(&files, &settings, &mut Timings::default());
    diagnostics.append(&mut found);
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        report::diagnostics(&diagnostics, &files, None);
        eprintln!("{}: nothing was written", report::counts(&diagnostics));
        return ExitCode::from(1);
    };
    let export = export::collect(&site.guide, &files, &site.assets);
    let written = made(args, &export).and_then(|bytes| write(args, &export, &bytes));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(1)
        }
    }
}

fn made(args: &ExportArgs, export: &Export) -> Result<Vec<u8>, String> {
    Ok(match args.format {
        ExportFormat::Anki => export::anki::package(export, now())?,
        ExportFormat::Csv => export::csv(export)?.into_bytes(),
        ExportFormat::Json => export::json(export).into_bytes(),
        ExportFormat::Markdown => export::markdown(export).into_bytes(),
    })
}

/// Seconds since 1970, or what `SOURCE_DATE_EPOCH` says, for an export that
/// can be made again byte for byte.
fn now() -> i64 {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    if let Some(fixed) = fixed.and_then(|text| text.parse().ok()) {
        return fixed;
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |time| time.as_secs() as i64)
}

/// To the file that is named; a deck has a name by itself, and text goes to
/// standard output.
fn write(args: &ExportArgs, export: &Export, bytes: &[u8]) -> Result<(), String> {
    let path = match (&args.output, args.format) {
        (Some(path), _) => path.clone(),
        (None, ExportFormat::Anki) => deck_name(export),
        (None, _) => {
            let written = io::stdout().write_all(bytes);
            return written.map_err(|error| format!("cannot write the export: {error}"));
        }
    };
    // An earlier export is replaced.
    let result = match path.exists() {
        true => rewrite::replace(&path, bytes),
        false => rewrite::create(&path, bytes),
    };
    result.map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    let questions = report::count(export.questions.len(), "question");
    eprintln!("wrote {questions} to {}", path.display());
    Ok(())
}

fn deck_name(export: &Export) -> PathBuf {
    let name = match slug(&export.guide.config.title) {
        name if name.is_empty() => "guide".to_owned(),
        name => name,
    };
    Path::new(&name).with_extension("apkg")
}
