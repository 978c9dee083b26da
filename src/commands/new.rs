//! `studypress new`: the file of a new question.

use super::{Outcome, adding, ask, report};
use crate::args::{NewArgs, NewKind};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, nearest};
use crate::error::{Context, Error};
use crate::pipeline::{Settings, prepare};
use crate::read::Files;
use crate::rewrite;
use crate::scaffold::{NewQuestion, slug};
use crate::stopwatch::Timings;
use anstream::println;
use std::io;
use std::path::Path;
use std::process::Command;

/// Writes the file; nothing is written if something is missing or wrong.
pub fn run(args: &NewArgs) -> Result<Outcome, Error> {
    // Asked for first: a file that cannot be opened is not what was wanted.
    let editor = args.edit.then(editor).transpose()?;
    let path = args.dir.join(write(args)?);
    println!("made {}", report::path(&path));
    if let Some(editor) = editor {
        edit(&editor, &path)?;
    }
    Ok(Outcome::Done)
}

/// Writes the file and gives its path from the root of the guide.
fn write(args: &NewArgs) -> Result<String, Error> {
    let (mut files, config) = adding::guide(&args.dir)?;
    let question = question(args, &config)?;
    let name = args.slug.clone().unwrap_or_else(|| slug(&question.title));
    if name.is_empty() {
        let why = "no file name can be made of this title: give one with --slug";
        return Err(Error::new(why));
    }
    let folder = if question.exercise {
        "exercises"
    } else {
        &question.topic
    };
    let path = format!("content/{folder}/{name}.md");
    let text = question.text();
    refuse_mistakes(&mut files, &path, &text)?;
    match rewrite::create(&args.dir.join(&path), text.as_bytes()) {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(is_there(&path)),
        Err(error) => Err(error).context(|| format!("cannot write {path}")),
    }
}

fn is_there(path: &str) -> Error {
    Error::new(format!("{path} is there already: give another --slug"))
}

/// What is given, asked for where it is missing, with the ids that `site.toml`
/// has for it.
fn question(args: &NewArgs, config: &Config) -> Result<NewQuestion, Error> {
    let levels: Vec<_> = config.levels.iter().map(|l| (&*l.id, &*l.title)).collect();
    let topics: Vec<_> = config.topics.iter().map(|t| (&*t.id, &*t.title)).collect();
    let sources: Vec<_> = config.sources.iter().map(|s| (&*s.id, &*s.title)).collect();
    refuse_missing(
        args,
        &[("level", &levels), ("topic", &topics), ("source", &sources)],
    )?;
    let title = match &args.title {
        Some(title) => title.trim().to_owned(),
        None => ask::line("The question: ")?,
    };
    let id_of_level = |name: &str| Some(config[config.level(name)?].id.clone());
    let id_of_topic = |name: &str| Some(config[config.topic(name)?].id.clone());
    let id_of_source = |name: &str| Some(config[config.source(name)?].id.clone());
    let level = choose("level", args.level.as_deref(), &levels, id_of_level)?;
    let topic = choose("topic", args.topic.as_deref(), &topics, id_of_topic)?;
    let exercise = args.kind == NewKind::Exercise;
    let chosen = match &args.source[..] {
        [] if exercise => Vec::new(),
        [] => vec![choose("source", None, &sources, id_of_source)?],
        given => given
            .iter()
            .map(|name| choose("source", Some(name), &sources, id_of_source))
            .collect::<Result<_, _>>()?,
    };
    Ok(NewQuestion {
        title,
        level,
        topic,
        sources: chosen,
        exercise,
        ..NewQuestion::default()
    })
}

/// Ids with titles, of which one is to be chosen.
type Choices<'a> = [(&'a str, &'a str)];

/// Where nobody can be asked, all that is missing is one error.
fn refuse_missing(args: &NewArgs, lists: &[(&str, &Choices)]) -> Result<(), Error> {
    if ask::possible() {
        return Ok(());
    }
    let mut missing = Vec::new();
    if args.title.is_none() {
        missing.push("  the question itself, in quotes".to_owned());
    }
    for (name, choices) in lists {
        let given = match *name {
            "level" => args.level.is_some(),
            "topic" => args.topic.is_some(),
            _ if args.kind == NewKind::Exercise => true,
            _ => !args.source.is_empty(),
        };
        if !given {
            missing.push(format!("  --{name} {}", ids(choices, "|")));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let error = Error::new("this is no terminal to ask on, and these are missing:");
    Err(missing.into_iter().fold(error, Error::help))
}

fn ids(choices: &Choices, between: &str) -> String {
    let ids: Vec<&str> = choices.iter().map(|(id, _)| *id).collect();
    ids.join(between)
}

/// The id that is meant by a given name, or one that is asked for.
fn choose(
    what: &str,
    given: Option<&str>,
    choices: &Choices,
    find: impl Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    let Some(name) = given else {
        return ask::choice(what, choices);
    };
    find(name).ok_or_else(|| {
        let known = choices.iter().map(|(id, _)| *id);
        let listed = ids(choices, ", ");
        let error = Error::new(format!(
            "there is no {what} `{name}`; site.toml lists: {listed}"
        ));
        match nearest(name, known) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error,
        }
    })
}

/// Checks the guide with the new file in it: a mistake that was not there
/// before, such as an address that another question has, is an error.
fn refuse_mistakes(files: &mut Files, path: &str, text: &str) -> Result<(), Error> {
    let found =
        |files: &Files| prepare(files, &Settings::default(), &mut Timings::default()).diagnostics;
    let before = found(files);
    if files.get(path).is_some() {
        return Err(is_there(path));
    }
    files.insert(path, text.as_bytes().to_vec());
    let new: Vec<Diagnostic> = found(files)
        .into_iter()
        .filter(|diagnostic| diagnostic.is_error() && !before.contains(diagnostic))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    report::diagnostics(&new, files, None);
    let wrong = format!("{path} would be wrong, so it was not written");
    Err(Error::new(wrong))
}

/// Editors that many have, each with the command that waits until the file is closed.
const EDITORS: [&str; 8] = [
    "code --wait",
    "subl --wait",
    "nano",
    "micro",
    "hx",
    "vim",
    "emacs",
    "notepad",
];

/// The command of the author's editor.
fn editor() -> Result<String, Error> {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
    if let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) {
        return Ok(editor);
    }
    let here: Vec<&str> = EDITORS.into_iter().filter(|e| is_installed(e)).collect();
    let error = Error::new("no editor is set, so nothing was written")
        .help("put the command of yours into the variable EDITOR, or leave out --edit");
    Err(match here.as_slice() {
        [] => error.help(format!("for example EDITOR=\"{}\"", EDITORS[0])),
        here => error.help(format!("installed here: {}", here.join(", "))),
    })
}

/// Whether the program of a command is in one of the folders of `PATH`.
fn is_installed(command: &str) -> bool {
    let program = command.split(' ').next().unwrap_or(command);
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&name).is_file())
}

/// Opens a file in the author's editor and waits for it.
fn edit(editor: &str, path: &Path) -> Result<(), Error> {
    // `code --wait` is a program and an argument.
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.context(|| format!("cannot start {editor}"))?;
    if !status.success() {
        return Err(Error::new(format!("{editor} ended with {status}")));
    }
    Ok(())
}
