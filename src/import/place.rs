//! The level, the topic and the sources of a question: what it says of itself, what its headings say, or the defaults.

use super::topics::Topics;
use super::values::Values;
use super::wording::is_contents;
use super::{Found, Wanted, titles};
use crate::config::Config;
use crate::error::Error;
use std::collections::{BTreeMap, HashSet};

/// How many questions do not say what every question of a guide has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missing {
    pub level: usize,
    pub topic: usize,
    pub source: usize,
}

/// Counts what an import needs defaults for.
pub fn missing(found: &[Found], config: &Config, wanted: &Wanted) -> Missing {
    let mut unknown = BTreeMap::new();
    let mut missing = Missing::default();
    let headings = super::topics::file_titles(found);
    let mut topics = Topics::default();
    for item in found {
        let fields = Values::new(item, wanted, &mut unknown);
        missing.level += usize::from(level_name(item, &fields, config, wanted).is_none());
        let sourced = !fields.list("source").is_empty() || fields.is_exercise();
        missing.source += usize::from(!sourced && wanted.sources.is_empty());
        let topic = topic_name(item, &fields, config, wanted, &headings, &mut topics);
        missing.topic += usize::from(topic.is_none());
    }
    missing
}

/// The name of a question's level.
fn level_name(item: &Found, fields: &Values, config: &Config, wanted: &Wanted) -> Option<String> {
    let sections = || {
        item.sections
            .iter()
            .rev()
            .map(|section| section.text.as_str())
    };
    let marked = |(mark, level): &(String, String)| {
        let mut texts = std::iter::once(item.written.as_str()).chain(sections());
        let given = || fields.one("level").is_some_and(|given| given == *mark);
        (texts.any(|text| text.contains(mark.as_str())) || given()).then(|| level.clone())
    };
    let by_mark = wanted.level_from.iter().find_map(marked);
    let by_heading = || {
        let level = sections().find_map(|text| named_level(text, config))?;
        Some(config.levels[level].id.clone())
    };
    by_mark
        .or_else(|| fields.one("level"))
        .or_else(by_heading)
        .or_else(|| wanted.level.clone())
}

/// The level that a heading names by a word of its own.
fn named_level(heading: &str, config: &Config) -> Option<usize> {
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    config.levels.iter().position(|level| {
        let names = level.aliases.iter().chain([&level.id, &level.title]);
        let mut names = names.map(|name| name.to_lowercase());
        names.any(|name| words.contains(&name))
    })
}

/// The id of the level that is meant.
pub(super) fn level(
    item: &Found,
    fields: &Values,
    config: &Config,
    wanted: &Wanted,
) -> Result<String, Error> {
    pick("level", level_name(item, fields, config, wanted), |name| {
        let by_title = || config.levels.iter().find(|l| same(&l.title, name));
        let by_id = config.level(name).map(|id| &config[id]);
        by_id.or_else(by_title).map(|level| level.id.clone())
    })
}

/// The name of a question's topic, and the line of the heading that gave it.
fn topic_name(
    item: &Found,
    fields: &Values,
    config: &Config,
    wanted: &Wanted,
    headings: &HashSet<(String, usize)>,
    topics: &mut Topics,
) -> Option<(String, Option<usize>)> {
    let make = |name: &str, topics: &mut Topics| match known_topic(name, config) {
        Some(id) => id,
        None => topics.id(name, config),
    };
    if let Some(name) = fields.one("topic") {
        let name = if wanted.make_topics {
            make(&name, topics)
        } else {
            name
        };
        return Some((name, None));
    }
    for section in item.sections.iter().rev() {
        if let Some(id) = known_topic(&titles::title(&section.text).text, config) {
            return Some((id, Some(section.line)));
        }
    }
    if wanted.make_topics {
        let of_file = |line: usize| headings.contains(&(item.file.clone(), line));
        let named = || item.sections.iter().filter(|one| !is_contents(&one.text));
        let section = named().find(|section| !of_file(section.line));
        if let Some(section) = section.or_else(|| named().next()) {
            return Some((topics.id(&section.text, config), Some(section.line)));
        }
        let mut folders = item.file.rsplit('/').skip(1);
        if let Some(folder) = folders.next() {
            return Some((topics.id(&titled(folder), config), None));
        }
    }
    wanted.topic.clone().map(|topic| (topic, None))
}

/// `data-model` as a title: `Data model`.
fn titled(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ");
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

fn known_topic(name: &str, config: &Config) -> Option<String> {
    let by_title = || config.topics.iter().find(|topic| same(&topic.title, name));
    let same_id = || config.topics.iter().find(|topic| same(&topic.id, name));
    let by_id = config.topic(name).map(|id| &config[id]);
    let topic = by_id.or_else(by_title).or_else(same_id)?;
    Some(topic.id.clone())
}

/// The id of the topic that is meant, and the line of the heading that gave it.
pub(super) fn topic(
    item: &Found,
    fields: &Values,
    config: &Config,
    wanted: &Wanted,
    headings: &HashSet<(String, usize)>,
    topics: &mut Topics,
) -> Result<(String, Option<usize>), Error> {
    let named = topic_name(item, fields, config, wanted, headings, topics);
    let line = named.as_ref().and_then(|(_, line)| *line);
    let new: Vec<String> = topics.new.iter().map(|topic| topic.id.clone()).collect();
    let id = pick("topic", named.map(|(name, _)| name), |name| {
        let made = new.iter().find(|id| *id == name).cloned();
        made.or_else(|| known_topic(name, config))
    })?;
    Ok((id, line))
}

fn same(title: &str, name: &str) -> bool {
    title.to_lowercase() == name.trim().to_lowercase()
}

/// The ids of the sources that are meant.
pub(super) fn sources(
    fields: &Values,
    config: &Config,
    wanted: &Wanted,
) -> Result<Vec<String>, Error> {
    let find = |name: &str| {
        let by_title = || config.sources.iter().find(|s| same(&s.title, name));
        let by_id = config.source(name).map(|id| &config[id]);
        by_id.or_else(by_title).map(|source| source.id.clone())
    };
    let given = fields.list("source");
    let names = if given.is_empty() {
        wanted.sources.clone()
    } else {
        given
    };
    if names.is_empty() {
        if fields.is_exercise() {
            return Ok(Vec::new());
        }
        return Ok(vec![pick("source", None, find)?]);
    }
    let picked = names
        .into_iter()
        .map(|name| pick("source", Some(name), find));
    picked.collect()
}

/// The id of the level, topic or source that is meant by a name.
fn pick(
    what: &str,
    name: Option<String>,
    find: impl Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    let Some(name) = name else {
        let why = format!("nothing says its {what}: give --{what}");
        return Err(Error::new(why));
    };
    find(&name).ok_or_else(|| Error::new(format!("there is no {what} `{name}` in site.toml")))
}
