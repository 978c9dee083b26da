//! `studypress import`: questions from elsewhere.

use super::{Outcome, adding, report};
use crate::args::ImportArgs;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::{Context, Error};
use crate::import::{Found, Plan, Unplaced, Wanted, folder, plan, readme, table};
use crate::pipeline::{Settings, prepare};
use crate::read::Files;
use crate::rewrite;
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Says what would be written, or writes it, and reports the mistakes in it.
pub fn run(args: &ImportArgs) -> Result<Outcome, Error> {
    let (mut files, config) = adding::guide(&args.dir)?;
    let wanted = Wanted {
        map: args.map.clone(),
        level: args.level.clone(),
        topic: args.topic.clone(),
        sources: args.source.clone(),
    };
    let (found, unreadable) = find(&args.path, &config)?;
    if found.is_empty() && unreadable.is_empty() {
        let place = args.path.display();
        return Err(Error::new(format!("no question was found in {place}")));
    }
    let taken: Vec<&str> = files.below("content").map(|file| &*file.path).collect();
    let root = if args.path.is_dir() {
        args.path.as_path()
    } else {
        args.path.parent().unwrap_or(Path::new(""))
    };
    let names = OnceCell::new();
    let beside = |path: &str| {
        if root.join(path).is_file() {
            return Some(path.to_owned());
        }
        names.get_or_init(|| names_below(root)).get(path).cloned()
    };
    let mut plan = plan(found, &config, &wanted, &taken, &beside);
    plan.unplaced.extend(unreadable);
    let made = made(&plan, root)?;
    let mistakes = mistakes(&mut files, &made);
    if args.write {
        for (path, bytes) in &made {
            let path = args.dir.join(path);
            rewrite::create(&path, bytes).context(|| format!("cannot write {}", path.display()))?;
        }
    }
    say(&plan, args.write);
    if !mistakes.is_empty() {
        report::diagnostics(&mistakes, &files, None);
        eprintln!("{} in these files", report::counts(&mistakes));
    }
    if !args.write && !plan.placed.is_empty() {
        println!("\nNothing was written. To write these files, add --write.");
    }
    Ok(report::outcome(&mistakes))
}

/// The files that an import makes: paths from the root of the guide, and bytes.
type Made<'a> = Vec<(&'a str, Vec<u8>)>;

/// The files of the questions, and copies of what they link to below `root`.
fn made<'a>(plan: &'a Plan, root: &Path) -> Result<Made<'a>, Error> {
    let questions = plan.placed.iter();
    let mut made: Made = questions
        .map(|placed| (placed.path.as_str(), placed.text.clone().into_bytes()))
        .collect();
    for media in &plan.media {
        let from = root.join(&media.from);
        let bytes = fs::read(&from).context(|| format!("cannot read {}", from.display()))?;
        made.push((&media.path, bytes));
    }
    Ok(made)
}

/// What is found, and which files cannot be read, with the reasons.
type FoundIn = (Vec<Found>, Vec<Unplaced>);

fn find(path: &Path, config: &Config) -> Result<FoundIn, Error> {
    if path.is_dir() {
        return Ok(find_below(path));
    }
    let bytes = fs::read(path).context(|| format!("cannot read {}", path.display()))?;
    let name = report::path(path).to_string();
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("csv" | "tsv") => Ok((table::read(&name, &bytes)?, Vec::new())),
        Some("md" | "markdown") => {
            let text =
                String::from_utf8(bytes).map_err(|_| Error::new(format!("{name} is not UTF-8")))?;
            Ok((readme::read(&name, &text, config), Vec::new()))
        }
        _ => Err(Error::new(format!(
            "{name} is none of: a folder, a Markdown file (.md), a table (.csv, .tsv)"
        ))),
    }
}

/// The Markdown files of a folder, hidden ones left out.
fn find_below(root: &Path) -> FoundIn {
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    for entry in visible_below(root) {
        let path = below(root, entry.path());
        if !entry.file_type().is_file() || !path.ends_with(".md") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).context(|| "it cannot be read");
        match text.and_then(|text| folder::read(&path, &text)) {
            Ok(question) => found.push(question),
            Err(why) => unreadable.push(Unplaced {
                from: path,
                why: why.report(),
            }),
        }
    }
    (found, unreadable)
}

/// What is below a folder in the order of its names, hidden files left out.
fn visible_below(root: &Path) -> impl Iterator<Item = walkdir::DirEntry> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    entries.filter_entry(visible).filter_map(Result::ok)
}

/// A path from a folder, with `/` between its parts.
fn below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// The files below a folder by their names, which are what Obsidian links to;
/// of several of one name, the first.
fn names_below(root: &Path) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for entry in visible_below(root).filter(|entry| entry.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        names
            .entry(name)
            .or_insert_with(|| below(root, entry.path()));
    }
    names
}

/// What `check` says of the files that would be written.
fn mistakes(files: &mut Files, made: &[(&str, Vec<u8>)]) -> Vec<Diagnostic> {
    for (path, bytes) in made {
        files.insert(*path, bytes.clone());
    }
    let mut found = prepare(files, &Settings::default(), &mut Timings::default()).diagnostics;
    found.retain(|d| made.iter().any(|(path, _)| *path == d.file));
    found
}

fn say(plan: &Plan, written: bool) {
    for placed in &plan.placed {
        println!("{} → {}", placed.from, placed.path);
    }
    for media in &plan.media {
        println!("{} → {}", media.from, media.path);
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Unplaced { from, why } in &plan.unplaced {
        reasons.entry(why).or_default().push(from);
    }
    if !reasons.is_empty() {
        println!("\nWithout a place:");
    }
    for (why, places) in reasons {
        println!("  {why}");
        for place in places {
            println!("    {place}");
        }
    }
    if !plan.unknown.is_empty() {
        println!("\nFields without a place (--map FROM=TO can give them one):");
    }
    for (name, count) in &plan.unknown {
        println!("  {name}, in {}", report::count(*count, "question"));
    }
    let done = if written { "written" } else { "can be written" };
    let mut made = report::count(plan.placed.len(), "question");
    if !plan.media.is_empty() {
        made = format!("{made} and {}", report::count(plan.media.len(), "file"));
    }
    println!("\n{made} {done}, {} without a place.", plan.unplaced.len());
}
