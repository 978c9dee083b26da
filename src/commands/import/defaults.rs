//! What an import needs and the questions do not say: asked for once, or named in one message.

use crate::commands::{ask, report};
use crate::config::Config;
use crate::error::Error;
use crate::import::{Found, Missing, Wanted, missing};
use anstream::eprintln;

/// Gives `wanted` the defaults that are missing.
pub(super) fn complete(wanted: &mut Wanted, found: &[Found], config: &Config) -> Result<(), Error> {
    let missing = missing(found, config, wanted);
    if missing == Missing::default() {
        return Ok(());
    }
    let levels: Vec<_> = config.levels.iter().map(|l| (&*l.id, &*l.title)).collect();
    let topics: Vec<_> = config.topics.iter().map(|t| (&*t.id, &*t.title)).collect();
    let sources: Vec<_> = config.sources.iter().map(|s| (&*s.id, &*s.title)).collect();
    let lists = [
        ("level", missing.level, &levels),
        ("topic", missing.topic, &topics),
        ("source", missing.source, &sources),
    ];
    if !ask::possible() {
        let error = Error::new("this is no terminal to ask on, and these are missing:");
        let lists = lists.into_iter().filter(|(_, count, _)| *count > 0);
        return Err(lists.fold(error, |error, (what, count, choices)| {
            let ids: Vec<&str> = choices.iter().map(|(id, _)| *id).collect();
            let or = if what == "topic" {
                ", or --make-topics"
            } else {
                ""
            };
            let questions = report::count(count, "question");
            error.help(format!(
                "  --{what} {}{or}: for {questions} without a {what}",
                ids.join("|")
            ))
        }));
    }
    for (what, count, choices) in lists {
        if count == 0 {
            continue;
        }
        eprintln!("{} without a {what}:", report::count(count, "question"));
        let chosen = ask::choice(what, choices)?;
        match what {
            "level" => wanted.level = Some(chosen),
            "topic" => wanted.topic = Some(chosen),
            _ => wanted.sources = vec![chosen],
        }
    }
    Ok(())
}
