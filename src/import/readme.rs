//! Questions from a single file with one question a heading.

use super::Found;
use crate::config::Config;
use crate::diagnostic::Lines;
use crate::question::Slugger;
use crate::question::edit::{Changes, edit};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading of the file.
struct Heading {
    level: usize,
    text: String,
    id: String,
    range: Range<usize>,
}

/// Reads a file. Headings above the questions give them their levels and
/// topics, where they name one; those below belong to the answer.
pub fn read(path: &str, text: &str, config: &Config) -> Vec<Found> {
    let headings = headings(text);
    let Some(level) = question_level(&headings) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut above: Vec<&Heading> = Vec::new();
    let lines = Lines::new(text);
    for (index, heading) in headings.iter().enumerate() {
        if heading.level < level {
            above.retain(|other| other.level < heading.level);
            above.push(heading);
        }
        if heading.level != level {
            continue;
        }
        let next = headings[index + 1..].iter().find(|h| h.level <= level);
        let end = next.map_or(text.len(), |next| next.range.start);
        let line = lines.position(heading.range.start).line;
        let mut fields = vec![("title".to_owned(), vec![without_number(&heading.text)])];
        for (name, value) in [
            ("level", level_of(&above, config)),
            ("topic", topic_of(&above, config)),
        ] {
            fields.extend(value.map(|value| (name.to_owned(), vec![value])));
        }
        found.push(Found {
            from: format!("{path}:{line}"),
            address: format!("#{}", heading.id),
            fields,
            body: answer(&text[heading.range.end..end], level),
        });
    }
    found
}

fn headings(text: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut slugger = Slugger::default();
    let mut open = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open = true;
                headings.push(Heading {
                    level: level as usize,
                    text: String::new(),
                    id: String::new(),
                    range,
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                open = false;
                if let Some(heading) = headings.last_mut() {
                    heading.id = slugger.slug(&heading.text.replace('`', ""));
                }
            }
            Event::Text(words) if open => add(&mut headings, &words),
            Event::Code(code) if open => add(&mut headings, &format!("`{code}`")),
            _ => {}
        }
    }
    headings
}

fn add(headings: &mut [Heading], words: &str) {
    if let Some(heading) = headings.last_mut() {
        heading.text.push_str(words);
    }
}

/// The level on which most questions stand: headings that end in a question
/// mark, or any if none does.
fn question_level(headings: &[Heading]) -> Option<usize> {
    let most = |counted: &dyn Fn(&Heading) -> bool| {
        (1..=6)
            .map(|level| {
                let on_level = headings.iter().filter(|h| h.level == level && counted(h));
                (on_level.count(), level)
            })
            .filter(|(count, _)| *count > 0)
            // Of two levels with as many, the upper.
            .max_by_key(|(count, level)| (*count, 6 - level))
            .map(|(_, level)| level)
    };
    most(&|heading| heading.text.trim_end().ends_with('?')).or_else(|| most(&|_| true))
}

/// The title without `12.`, `Q12:` or `Question 12 -` before it.
fn without_number(title: &str) -> String {
    let title = title.trim();
    let lower = title.to_lowercase();
    let word = ["question", "q."]
        .into_iter()
        .find(|word| lower.starts_with(word));
    let rest = &title[word.map_or(usize::from(lower.starts_with('q')), str::len)..];
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let short = after.trim_start_matches(['.', ')', ':', '-', '–', '—', ' ']);
    let numbered = after.len() < rest.len() && short.len() < after.len();
    if numbered && !short.is_empty() {
        short.to_owned()
    } else {
        title.to_owned()
    }
}

/// The level that the nearest heading above names, by a word of its own.
fn level_of(above: &[&Heading], config: &Config) -> Option<String> {
    let named = |heading: &&&Heading| {
        let words = words(&heading.text);
        config.levels.iter().find(|level| {
            let names = level.aliases.iter().chain([&level.id, &level.title]);
            let mut names = names.map(|name| name.to_lowercase());
            names.any(|name| words.contains(&name))
        })
    };
    let level = above.iter().rev().find_map(|heading| named(&heading))?;
    Some(level.id.clone())
}

/// The topic that the nearest heading above is called by.
fn topic_of(above: &[&Heading], config: &Config) -> Option<String> {
    above.iter().rev().find_map(|heading| {
        let text = without_number(&heading.text).to_lowercase();
        let topic = config
            .topics
            .iter()
            .find(|topic| topic.title.to_lowercase() == text || topic.id.to_lowercase() == text)?;
        Some(topic.id.clone())
    })
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(str::to_lowercase).collect()
}

/// What stands below a heading, its own headings from the second level on,
/// without rules and ways back to the top at its end.
fn answer(text: &str, level: usize) -> String {
    let mut text = text.trim();
    loop {
        let (before, last) = text.rsplit_once('\n').unwrap_or(("", text));
        let bare = last.trim().trim_matches(['*', '_', ' ']);
        let rule = last.trim().len() >= 3 && bare.trim_matches('-').is_empty();
        let to_top = bare.starts_with('[') && bare.ends_with(')') && bare.contains("](#");
        if text.is_empty() || !(rule || to_top) {
            break;
        }
        text = before.trim_end();
    }
    let changes = Changes {
        deeper: 1 - level as i32,
        link: &|_| None,
        info: &|_| None,
        wikilinks: false,
    };
    edit(text, &changes)
}
