//! `studypress export`: questions for other tools.

use super::{Outcome, clock, report};
use crate::args::{ExportArgs, ExportFormat};
use crate::diagnostic::Diagnostic;
use crate::error::{Context, Error};
use crate::export::{self, Export};
use crate::pipeline::{Settings, prepare};
use crate::read;
use crate::rewrite;
use crate::scaffold::slug;
use crate::stopwatch::Timings;
use anstream::eprintln;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the export; nothing if there is an error in the guide.
pub fn run(args: &ExportArgs) -> Result<Outcome, Error> {
    let mut diagnostics = Vec::new();
    let files = read::site(&args.dir).into_value(&mut diagnostics);
    let settings = Settings {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        runtime: None,
        live: false,
    };
    let site = prepare(&files, &settings, &mut Timings::default()).into_value(&mut diagnostics);
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        report::diagnostics(&diagnostics, &files, None);
        eprintln!("{}: nothing was written", report::counts(&diagnostics));
        return Ok(Outcome::Mistakes);
    };
    let export = export::collect(&site.guide, &files, &site.assets);
    write(args, &export, &made(args, &export)?)?;
    Ok(Outcome::Done)
}

fn made(args: &ExportArgs, export: &Export) -> Result<Vec<u8>, Error> {
    Ok(match args.format {
        ExportFormat::Anki => export::anki::package(export, clock::now()).map_err(Error::new)?,
        ExportFormat::Csv => export::csv(export).map_err(Error::new)?.into_bytes(),
        ExportFormat::Json => export::json(export).into_bytes(),
        ExportFormat::Markdown => export::markdown(export).into_bytes(),
    })
}

/// To the file that is named; a deck has a name by itself, and text goes to
/// standard output.
fn write(args: &ExportArgs, export: &Export, bytes: &[u8]) -> Result<(), Error> {
    let path = match (&args.output, args.format) {
        (Some(path), _) => path.clone(),
        (None, ExportFormat::Anki) => deck_name(export),
        (None, _) => {
            let written = io::stdout().write_all(bytes);
            return written.context(|| "cannot write the export");
        }
    };
    // An earlier export is replaced.
    let result = if path.exists() {
        rewrite::replace(&path, bytes)
    } else {
        rewrite::create(&path, bytes)
    };
    result.context(|| format!("cannot write {}", path.display()))?;
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
