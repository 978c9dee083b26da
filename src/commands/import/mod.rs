//! `studypress import`: questions from elsewhere.

mod defaults;
mod find;
mod say;

use super::{Outcome, adding, report};
use crate::args::ImportArgs;
use crate::diagnostic::Diagnostic;
use crate::error::{Context, Error};
use crate::import::{Existing, Plan, Source, State, Wanted, add_topics, plan};
use crate::pipeline::{Settings, prepare};
use crate::read::{CONFIG_FILE, Files};
use crate::rewrite;
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
use std::fs;
use std::path::Path;

/// Says what would be written, or writes it, and reports the mistakes in it.
pub fn run(args: &ImportArgs) -> Result<Outcome, Error> {
    let (mut files, config) = adding::guide(&args.dir)?;
    let find::Found {
        found,
        left,
        unreadable,
    } = find::find(&args.path)?;
    let place = args.path.display();
    if found.is_empty() && unreadable.is_empty() {
        return Err(Error::new(format!("no question was found in {place}")));
    }
    let mut wanted = Wanted {
        map: args.map.clone(),
        level: args.level.clone(),
        topic: args.topic.clone(),
        sources: args.source.clone(),
        level_from: args.level_from.clone(),
        make_topics: args.make_topics,
        no_run: args.no_run,
    };
    defaults::complete(&mut wanted, &found, &config)?;
    let root = find::root(&args.path);
    let beside = find::beside(root);
    let existing: Vec<Existing> = files
        .below("content")
        .filter(|file| file.path.ends_with(".md"))
        .map(|file| Existing::new(&file.path, file.text().unwrap_or("")))
        .collect();
    let taken: Vec<&str> = files.below("content").map(|file| &*file.path).collect();
    let source = Source {
        found,
        left,
        name: &find::name(root),
        beside: &beside,
    };
    let mut plan = plan(source, &config, &wanted, &existing, &taken);
    plan.unplaced.extend(unreadable);
    let made = made(&plan, root, &files)?;
    let mistakes = mistakes(&mut files, &made);
    say::plan(&plan, args.write, args.all);
    if !mistakes.is_empty() {
        report::diagnostics(&mistakes, &files, None);
        eprintln!("{} in these files", report::counts(&mistakes));
    }
    if args.write {
        write(&made, &args.dir)?;
    } else if !made.is_empty() {
        println!("\nNothing was written. To write these files, add --write.");
    }
    let named = !args.write && say::names_something(&plan);
    Ok(if named {
        Outcome::Mistakes
    } else {
        report::outcome(&mistakes)
    })
}

/// The files that an import makes or changes: paths from the root of the guide, and bytes.
type Made<'a> = Vec<(&'a str, Vec<u8>)>;

/// The files of the questions, copies of what they link to below `root`, and `site.toml` with its new topics.
fn made<'a>(plan: &'a Plan, root: &Path, files: &Files) -> Result<Made<'a>, Error> {
    let questions = plan.placed.iter();
    let mut made: Made = questions
        .filter(|placed| matches!(placed.state, State::New | State::Updated))
        .map(|placed| (placed.path.as_str(), placed.text.clone().into_bytes()))
        .collect();
    for media in &plan.media {
        let from = root.join(&media.from);
        let bytes = fs::read(&from).context(|| format!("cannot read {}", from.display()))?;
        let same = files
            .get(&media.path)
            .is_some_and(|file| *file.bytes == *bytes);
        if !same {
            made.push((&media.path, bytes));
        }
    }
    if !plan.topics.is_empty() {
        let site = files.text(CONFIG_FILE).unwrap_or("");
        let new = add_topics(site, &plan.topics).ok_or_else(|| {
            let why = format!("{CONFIG_FILE} lists its topics in a way that none can be added to");
            Error::new(why).help("write each as [[topics]] with `id` and `title`")
        })?;
        made.push((CONFIG_FILE, new.into_bytes()));
    }
    Ok(made)
}

fn write(made: &Made, dir: &Path) -> Result<(), Error> {
    for (path, bytes) in made {
        let path = dir.join(path);
        let written = if path.symlink_metadata().is_ok() {
            rewrite::replace(&path, bytes)
        } else {
            rewrite::create(&path, bytes)
        };
        written.context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// What `check` says of the files that would be written.
fn mistakes(files: &mut Files, made: &Made) -> Vec<Diagnostic> {
    for (path, bytes) in made {
        files.insert(*path, bytes.clone());
    }
    let mut found = prepare(files, &Settings::default(), &mut Timings::default()).diagnostics;
    found.retain(|d| made.iter().any(|(path, _)| *path == d.file));
    found
}
