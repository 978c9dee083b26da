//! What is said of an import: the sums first, then the places.

use crate::commands::report;
use crate::import::{Left, Plan, State, Unplaced, Why};
use anstream::println;
use std::collections::BTreeMap;

/// How many places of one reason are named unless all are wanted, and how many files.
const PLACES: usize = 5;
const FILES: usize = 12;

/// Whether there is anything in the source that is not written as it was.
pub(super) fn names_something(plan: &Plan) -> bool {
    !(plan.unplaced.is_empty()
        && plan.left.is_empty()
        && plan.elsewhere.is_empty()
        && plan.unknown.is_empty()
        && plan.gone.is_empty()
        && !plan
            .placed
            .iter()
            .any(|placed| placed.state == State::Conflict))
}

/// Says what an import does.
pub(super) fn plan(plan: &Plan, written: bool, all: bool) {
    sums(plan, written);
    let places = if all { usize::MAX } else { PLACES };
    conflicts(plan);
    unplaced(plan, places);
    left(plan, places);
    if !plan.unknown.is_empty() {
        println!("\nFields without a place (--map FROM=TO can give them one):");
    }
    for (name, count) in &plan.unknown {
        println!("  {name}, in {}", report::count(*count, "question"));
    }
    elsewhere(plan, all);
    for path in &plan.gone {
        println!("\n{path} is not in the source any more, and stays.");
    }
    if !plan.topics.is_empty() {
        let topics: Vec<&str> = plan
            .topics
            .iter()
            .map(|topic| topic.title.as_str())
            .collect();
        let done = if written { "Added to" } else { "For" };
        println!("\n{done} site.toml: {}", topics.join(", "));
    }
    files(plan, all);
}

/// The states of questions and how they are called.
const STATES: [(State, &str); 5] = [
    (State::New, "new"),
    (State::Updated, "updated"),
    (State::Same, "as they were"),
    (State::Kept, "changed by you and kept"),
    (State::Conflict, "changed by you and in the source"),
];

fn sums(plan: &Plan, written: bool) {
    let count = |wanted: State| {
        plan.placed
            .iter()
            .filter(|placed| placed.state == wanted)
            .count()
    };
    let making = count(State::New) + count(State::Updated);
    let mut made = report::count(making, "question");
    if !plan.media.is_empty() {
        made = format!("{made} and {}", report::count(plan.media.len(), "file"));
    }
    let done = if written { "written" } else { "can be written" };
    let unplaced = plan.unplaced.len();
    println!("{made} {done}, {unplaced} without a place.");
    if making < plan.placed.len() {
        let states = STATES.iter().filter(|(state, _)| count(*state) > 0);
        let states: Vec<String> = states
            .map(|(state, name)| format!("{} {name}", count(*state)))
            .collect();
        println!("Of all {}: {}.", plan.placed.len(), states.join(", "));
    }
    let drafts = plan
        .placed
        .iter()
        .filter(|placed| placed.text.contains("\ndraft = true\n"))
        .count();
    if drafts > 0 {
        println!(
            "{} without an answer: drafts.",
            report::count(drafts, "question")
        );
    }
    let whole = plan.left.iter().filter(|left| left.what.is_empty()).count();
    if whole > 0 {
        println!(
            "{} of the source in no question.",
            report::count(whole, "line")
        );
    }
}

fn conflicts(plan: &Plan) {
    let conflicts: Vec<_> = plan
        .placed
        .iter()
        .filter(|placed| placed.state == State::Conflict)
        .collect();
    if !conflicts.is_empty() {
        println!("\nChanged by you and in the source, and left as you have them:");
    }
    for placed in conflicts {
        println!("  {} ({})", placed.path, placed.from);
    }
}

fn unplaced(plan: &Plan, places: usize) {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Unplaced { from, lines, why } in &plan.unplaced {
        let place = match lines {
            Some((_, first, last)) if last > first && from.contains(':') => {
                format!("{from}-{last}")
            }
            _ => from.clone(),
        };
        reasons.entry(why).or_default().push(place);
    }
    if !reasons.is_empty() {
        println!("\nWithout a place:");
    }
    for (why, from) in reasons {
        println!("  {why}");
        for place in from.iter().take(places) {
            println!("    {place}");
        }
        more(from.len(), places, "    ");
    }
}

fn left(plan: &Plan, places: usize) {
    let mut reasons: BTreeMap<Why, Vec<&Left>> = BTreeMap::new();
    for left in &plan.left {
        reasons.entry(left.why).or_default().push(left);
    }
    if !reasons.is_empty() {
        println!("\nNot written, or not as it was:");
    }
    for (why, lefts) in reasons {
        println!("  {:>5}  {}", lefts.len(), why.text());
        let runs = runs(&lefts);
        for run in runs.iter().take(places) {
            println!("           {run}");
        }
        more(runs.len(), places, "           ");
    }
}

/// Places with what is left out there; lines that follow each other are one place.
fn runs(lefts: &[&Left]) -> Vec<String> {
    let mut runs: Vec<(&Left, usize)> = Vec::new();
    for left in lefts {
        match runs.last_mut() {
            Some((first, last))
                if first.file == left.file && *last + 1 >= left.line && left.what.is_empty() =>
            {
                *last = left.line;
            }
            _ => runs.push((left, left.line)),
        }
    }
    let run = |(first, last): &(&Left, usize)| {
        let Left {
            file, line, what, ..
        } = first;
        let lines = if last > line {
            format!("{line}-{last}")
        } else {
            line.to_string()
        };
        let what = if what.is_empty() {
            String::new()
        } else {
            format!("  {}", short(what))
        };
        format!("{file}:{lines}{what}")
    };
    runs.iter().map(run).collect()
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let mut short: String = line.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn more(count: usize, shown: usize, indent: &str) {
    if count > shown {
        println!("{indent}and {} more (--all names them)", count - shown);
    }
}

/// Images of other hosts, with what gets them.
fn elsewhere(plan: &Plan, all: bool) {
    if plan.elsewhere.is_empty() {
        return;
    }
    let images = report::count(plan.elsewhere.len(), "image");
    println!(
        "\n{images} of other hosts, now links. To have one in the guide, get it and write ! before its link:"
    );
    let shown = if all { usize::MAX } else { PLACES };
    for image in plan.elsewhere.iter().take(shown) {
        println!("  {}", image.command());
    }
    more(plan.elsewhere.len(), shown, "  ");
}

fn files(plan: &Plan, all: bool) {
    let shown = if all { usize::MAX } else { FILES };
    let questions = plan.placed.iter();
    let questions = questions.filter(|placed| matches!(placed.state, State::New | State::Updated));
    let questions = questions.map(|placed| (&placed.from, &placed.path));
    let media = plan.media.iter().map(|media| (&media.from, &media.path));
    let lines: Vec<_> = questions.chain(media).collect();
    if !lines.is_empty() {
        println!();
    }
    for (from, path) in lines.iter().take(shown) {
        println!("{from} → {path}");
    }
    more(lines.len(), shown, "");
}
