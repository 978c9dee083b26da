//! Bringing existing questions into a guide.
//!
//! [`readme`], [`folder`] and [`table`] find questions in what there is;
//! [`plan`] finds each a place in the guide, or says why it has none.

pub mod folder;
mod links;
mod media;
pub mod readme;
pub mod table;

use crate::config::Config;
use crate::data::is_date;
use crate::error::Error;
use crate::scaffold::{NewQuestion, slug};
use media::Places;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A question as it was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Where, for reports: `notes/gil.md`, `README.md:12`.
    pub from: String,
    /// What links call it: a path from the folder that is imported, or
    /// `#anchor` in a single file; empty if nothing can link to it.
    pub address: String,
    /// Values by the names that they have there.
    pub fields: Vec<(String, Vec<String>)>,
    /// The answer as Markdown.
    pub body: String,
}

/// What the command line says about an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Names there and the fields of ours that they stand for.
    pub map: Vec<(String, String)>,
    /// The level of questions that name none.
    pub level: Option<String>,
    /// The topic of questions that name none.
    pub topic: Option<String>,
    /// The sources of questions that name none.
    pub sources: Vec<String>,
}

/// The fields that an import can fill.
pub const FIELDS: [&str; 12] = [
    "title", "level", "topic", "source", "summary", "tags", "asked_as", "order", "updated",
    "draft", "slug", "answer",
];

/// Names that other tools use, beside our own.
const SYNONYMS: [(&str, &str); 12] = [
    ("question", "title"),
    ("difficulty", "level"),
    ("category", "topic"),
    ("categories", "topic"),
    ("section", "topic"),
    ("taxonomies.categories", "topic"),
    ("taxonomies.tags", "tags"),
    ("description", "summary"),
    ("weight", "order"),
    ("lastmod", "updated"),
    ("id", "slug"),
    ("body", "answer"),
];

/// A question with its place in the guide.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where it was found, as in [`Found::from`].
    pub from: String,
    /// The file to be written, from the root of the guide.
    pub path: String,
    /// Front matter and answer.
    pub text: String,
}

/// A file beside the questions, with its place in the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its path from the folder that is imported.
    pub from: String,
    /// The file to be made, from the root of the guide.
    pub path: String,
}

/// What was found and cannot be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it was found, as in [`Found::from`].
    pub from: String,
    /// Why it has no place, for the author.
    pub why: String,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    pub placed: Vec<Placed>,
    pub unplaced: Vec<Unplaced>,
    /// Images and other files that the questions link to, to be copied.
    pub media: Vec<Media>,
    /// Names of fields that have no place, with how many questions have them.
    pub unknown: BTreeMap<String, usize>,
}

/// Finds a place for each question, and for the files that it links to.
/// `taken` are paths of the guide's content. `beside` says which file a path
/// from the folder that is imported means, if there is one.
pub fn plan(
    found: Vec<Found>,
    config: &Config,
    wanted: &Wanted,
    taken: &[&str],
    beside: &dyn Fn(&str) -> Option<String>,
) -> Plan {
    let mut plan = Plan::default();
    let mut names = Names::new(taken);
    let mut questions = Vec::new();
    for item in found {
        let mut fields = Values::new(&item, wanted, &mut plan.unknown);
        let placed = question(&item, &mut fields, config, wanted).and_then(|question| {
            let name = name(&item, fields.one("slug"), &question.title);
            Ok((names.path(&question.topic, &name)?, question))
        });
        match placed {
            Ok((path, question)) => questions.push((item, path, question)),
            Err(why) => plan.unplaced.push(Unplaced {
                from: item.from,
                why: why.report(),
            }),
        }
    }
    let placed = questions
        .iter()
        .filter(|(item, ..)| !item.address.is_empty())
        .map(|(item, path, _)| (item.address.clone(), path.clone()));
    let paths = links::Paths::new(placed);
    let media = Places::new(beside, taken);
    for (item, path, mut question) in questions {
        question.body = links::relink(&item, &path, &question.body, &paths, &media);
        plan.placed.push(Placed {
            from: item.from,
            text: question.text(),
            path,
        });
    }
    plan.media = media.placed();
    plan
}

/// The names of files, which are free in the whole guide: addresses are made of
/// them, without the folder.
struct Names<'a> {
    /// Paths of the guide's content.
    existing: HashSet<&'a str>,
    /// Their names, in small letters and without `.md`.
    others: HashSet<String>,
    /// The number that each name given before may be followed by.
    used: HashMap<String, usize>,
}

impl<'a> Names<'a> {
    fn new(taken: &[&'a str]) -> Self {
        let stem = |path: &&str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.trim_end_matches(".md").to_lowercase()
        };
        Names {
            existing: taken.iter().copied().collect(),
            others: taken.iter().map(stem).collect(),
            used: HashMap::new(),
        }
    }

    /// The path of a new question, with a number if another one has its name.
    /// A file of the guide at that very path is the same question.
    fn path(&mut self, topic: &str, name: &str) -> Result<String, Error> {
        let path = format!("content/{topic}/{name}.md");
        if self.existing.contains(path.as_str()) {
            let why = format!("{path} is there already and is left alone");
            return Err(Error::new(why));
        }
        Ok(format!("content/{topic}/{}.md", self.free(name)))
    }

    /// The name itself, or with the first number that makes it free.
    fn free(&mut self, name: &str) -> String {
        let key = name.to_lowercase();
        let mut number = self.used.get(&key).copied().unwrap_or(1);
        loop {
            let numbered = match number {
                1 => name.to_owned(),
                _ => format!("{name}-{number}"),
            };
            number += 1;
            let lower = numbered.to_lowercase();
            if !self.others.contains(&lower) && !self.used.contains_key(&lower) {
                self.used.insert(lower, 2);
                self.used.insert(key, number);
                return numbered;
            }
        }
    }
}

/// The name of the file: what is given, that of the file it came from, or the
/// title's words.
fn name(item: &Found, given: Option<String>, title: &str) -> String {
    let file = item.address.strip_suffix(".md").unwrap_or("");
    let file = file.rsplit('/').next().unwrap_or("");
    let candidates = [given.unwrap_or_default(), file.to_owned(), title.to_owned()];
    let names = candidates.iter().map(|text| slug(text));
    names
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "question".to_owned())
}

fn question(
    item: &Found,
    fields: &mut Values,
    config: &Config,
    wanted: &Wanted,
) -> Result<NewQuestion, Error> {
    let title = fields
        .one("title")
        .ok_or_else(|| Error::new("it has no title"))?;
    let level = pick(
        "level",
        fields.one("level").or(wanted.level.clone()),
        |name| {
            let by_title = || config.levels.iter().find(|l| same(&l.title, name));
            let by_id = config.level(name).map(|id| &config[id]);
            by_id.or_else(by_title).map(|level| level.id.clone())
        },
    )?;
    let topic = pick(
        "topic",
        fields.one("topic").or(wanted.topic.clone()),
        |name| {
            let by_title = || config.topics.iter().find(|t| same(&t.title, name));
            let by_id = config.topic(name).map(|id| &config[id]);
            by_id.or_else(by_title).map(|topic| topic.id.clone())
        },
    )?;
    let sources = sources(fields.list("source"), config, wanted)?;
    let body = fields.one("answer").unwrap_or_else(|| item.body.clone());
    if body.trim().is_empty() {
        return Err(Error::new("there is no answer below it"));
    }
    Ok(NewQuestion {
        title,
        level,
        topic,
        sources,
        summary: fields.one("summary").unwrap_or_default(),
        tags: fields.list("tags"),
        asked_as: fields.wordings("asked_as"),
        order: fields.read("order", |text| text.parse().ok()),
        // A date with a time is a day too.
        updated: fields.read("updated", |text| {
            let day = text.get(..10)?;
            is_date(day).then(|| day.to_owned())
        }),
        draft: fields.read("draft", |text| text.parse().ok()) == Some(true),
        body,
    })
}

fn same(title: &str, name: &str) -> bool {
    title.to_lowercase() == name.trim().to_lowercase()
}

fn sources(given: Vec<String>, config: &Config, wanted: &Wanted) -> Result<Vec<String>, Error> {
    let find = |name: &str| {
        let by_title = || config.sources.iter().find(|s| same(&s.title, name));
        let by_id = config.source(name).map(|id| &config[id]);
        by_id.or_else(by_title).map(|source| source.id.clone())
    };
    let names = if given.is_empty() {
        wanted.sources.clone()
    } else {
        given
    };
    if names.is_empty() {
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

/// The values of a question by our names.
struct Values<'a> {
    values: BTreeMap<&'static str, Vec<String>>,
    /// What has no place, counted over all questions.
    unknown: &'a mut BTreeMap<String, usize>,
}

impl<'a> Values<'a> {
    fn new(item: &Found, wanted: &Wanted, unknown: &'a mut BTreeMap<String, usize>) -> Self {
        let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for (name, found) in &item.fields {
            match ours(name, wanted) {
                Some(field) => {
                    values.entry(field).or_insert_with(|| found.clone());
                }
                None => *unknown.entry(name.clone()).or_default() += 1,
            }
        }
        Values { values, unknown }
    }

    fn one(&self, name: &str) -> Option<String> {
        let value = self.values.get(name)?.first()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A value that is more than text; one that cannot be read has no place.
    fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.one(name)?;
        let value = read(&text);
        if value.is_none() {
            *self.unknown.entry(format!("{name} `{text}`")).or_default() += 1;
        }
        value
    }

    /// Several values, or one text that holds several.
    fn list(&self, name: &str) -> Vec<String> {
        self.parts(name, &[';', ','])
    }

    /// The same of texts that may hold commas.
    fn wordings(&self, name: &str) -> Vec<String> {
        self.parts(name, &[';'])
    }

    fn parts(&self, name: &str, between: &[char]) -> Vec<String> {
        let values = self.values.get(name).into_iter().flatten();
        let parts = values.flat_map(|value| value.split(between));
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

/// The field that a name there stands for.
fn ours(name: &str, wanted: &Wanted) -> Option<&'static str> {
    let name = name.to_lowercase();
    let mapped = wanted
        .map
        .iter()
        .find(|(from, _)| from.to_lowercase() == name);
    let by_name = || FIELDS.into_iter().find(|field| *field == name);
    let synonym = || SYNONYMS.into_iter().find(|(other, _)| *other == name);
    match mapped {
        Some((_, field)) => FIELDS.into_iter().find(|known| known == field),
        None => by_name().or_else(|| synonym().map(|(_, field)| field)),
    }
}
