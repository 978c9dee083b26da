//! A level or topic that somebody names on the command line.

use crate::config::{Config, LevelId, TopicId};
use crate::diagnostic::nearest;
use crate::error::Error;

/// The level of that id or alias.
pub(super) fn level(config: &Config, name: &str) -> Result<LevelId, Error> {
    let known = config.levels.iter().map(|level| level.id.as_str());
    let id = config.level(name);
    id.ok_or_else(|| unknown("level", name, known.collect()))
}

/// The topic of that id.
pub(super) fn topic(config: &Config, name: &str) -> Result<TopicId, Error> {
    let known = config.topics.iter().map(|topic| topic.id.as_str());
    let id = config.topic(name);
    id.ok_or_else(|| unknown("topic", name, known.collect()))
}

fn unknown(what: &str, name: &str, known: Vec<&str>) -> Error {
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    };
    Error::new(format!("site.toml lists no {what} `{name}`")).help(hint)
}
