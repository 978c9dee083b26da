//! What of a page can be run in it: the data for `static/js/play/`, and the files of the runtime.

use super::metadata::script;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind};
use crate::languages;
use crate::playground::Runtime;
use crate::question::fence::Version;
use crate::question::snippet::Snippet;
use crate::question::{Document, Event};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Value;

/// What a page says of running its code.
#[derive(Serialize)]
pub(super) struct Play {
    /// A [`Shown`], as JSON.
    json: Value,
}

/// What can be run of a page: the type `PlayPage` of `tests/browser/types.d.ts`. Snippets are numbered by their figures.
#[derive(Serialize)]
struct Shown<'a> {
    snippets: Vec<Entry<'a>>,
    files: BTreeMap<usize, &'a str>,
    not: BTreeMap<usize, String>,
    from: From<'a>,
}

/// Where things are, from the root: what is loaded at the first click.
#[derive(Serialize)]
struct From<'a> {
    play: &'a str,
    style: &'a str,
    words: &'a str,
    worker: &'a str,
    driver: &'a str,
    /// What runs the tests of exercises.
    harness: &'a str,
    /// The folder of the runtime's files.
    runtime: &'a str,
    /// Bytes that are loaded from there, uncompressed.
    size: u64,
}

#[derive(Serialize)]
struct Entry<'a> {
    at: usize,
    after: Vec<usize>,
    /// `None` where the page asks what it prints.
    outputs: Option<Vec<Output<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raises: Option<String>,
}

#[derive(Serialize)]
struct Output<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    requires: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    normalize: &'a [String],
}

/// What a page with this text says of running it; `None` where nothing can be run. An exercise is tried in its page, whatever
/// else stands there.
pub(super) fn page(guide: &Guide, body: &Document, exercise: bool) -> Option<Play> {
    let runtime = guide.runtime.as_deref()?;
    let shown = shown(guide, runtime, body);
    (exercise || !shown.snippets.is_empty() || !shown.not.is_empty()).then(|| shown.play())
}

/// What the page of practice says, which gets its exercises later; `None` where nothing can be run.
pub(super) fn practice(guide: &Guide) -> Option<Play> {
    let runtime = guide.runtime.as_deref()?;
    let mut questions = guide.deck.questions.iter();
    questions
        .any(|id| guide.question(*id).item.is_exercise())
        .then(|| Shown::nothing(guide, runtime).play())
}

impl<'a> Shown<'a> {
    fn nothing(guide: &'a Guide, runtime: &'a Runtime) -> Shown<'a> {
        let asset = |path: &str| guide.address(&Kind::Asset(path.into()));
        let from = From {
            play: asset("js/play.js"),
            style: asset("css/play.css"),
            words: guide.address(&Kind::Words),
            worker: asset("js/runtime.js"),
            driver: asset("js/runtime.py"),
            harness: guide.address(&Kind::Harness),
            runtime: &runtime.folder,
            size: runtime.bytes,
        };
        Shown {
            snippets: Vec::new(),
            files: BTreeMap::new(),
            not: BTreeMap::new(),
            from,
        }
    }

    fn play(&self) -> Play {
        Play { json: script(self) }
    }
}

fn shown<'a>(guide: &'a Guide, runtime: &'a Runtime, body: &'a Document) -> Shown<'a> {
    let figures = figures(body);
    let mut shown = Shown::nothing(guide, runtime);
    for (place, snippet) in body.snippets.iter().enumerate() {
        let Some(language) = languages::snippets(&snippet.language) else {
            continue;
        };
        let Some(play) = (language.play)(&body.snippets, place) else {
            continue;
        };
        let newer = play.requires.filter(|needed| *needed > runtime.python);
        let newer = newer.map(|needed| requires(guide, needed));
        if let Some(why) = play.not.or(newer) {
            shown.not.insert(figures[place], why);
            continue;
        }
        for at in &play.after {
            if let Some(name) = &body.snippets[*at].flags.file {
                shown.files.insert(figures[*at], name);
            }
        }
        shown.snippets.push(Entry {
            at: figures[place],
            after: play.after.iter().map(|at| figures[*at]).collect(),
            outputs: outputs(snippet),
            raises: play.raises,
        });
    }
    shown.snippets.sort_by_key(|entry| entry.at);
    shown
}

/// Why code for later versions of Python cannot run in the page.
pub(super) fn requires(guide: &Guide, needed: Version) -> String {
    let words = guide.strings.get("play_requires");
    words.replace("{version}", &needed.to_string())
}

/// For each snippet, the number of its figure on the page: what footnotes hold comes last there.
fn figures(body: &Document) -> Vec<usize> {
    let mut figures = vec![0; body.snippets.len()];
    let snippets = body.events.iter().filter_map(|event| match event {
        Event::Snippet(id) => Some(id.index()),
        _ => None,
    });
    for (figure, place) in snippets.enumerate() {
        figures[place] = figure;
    }
    figures
}

fn outputs(snippet: &Snippet) -> Option<Vec<Output<'_>>> {
    if snippet.answer.is_some() {
        return None;
    }
    let outputs = snippet.outputs.iter().map(|block| Output {
        requires: block.flags.requires.map(|version| version.to_string()),
        normalize: &block.flags.normalize,
    });
    Some(outputs.collect())
}

/// What a file of the runtime holds.
pub(super) fn runtime(guide: &Guide, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let files = guide.runtime.iter().flat_map(|runtime| &runtime.files);
    let mut files = files.filter(|file| file.name == name);
    files.next().map_or(Ok(Vec::new()), |file| file.read())
}
