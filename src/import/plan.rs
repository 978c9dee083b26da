//! Questions → files of the guide, or the reason why they are none.

use super::links::{self, Elsewhere};
use super::media::{Media, Places};
use super::names::{self, Names};
use super::paths::Paths;
use super::topics::{self, NewTopic, Topics};
use super::update::{self, Again, Existing};
use super::values::Values;
use super::{Body, Found, Left, Wanted, Why, finish, place, titles};
use crate::config::Config;
use crate::data::is_date;
use crate::error::Error;
use crate::scaffold::{Imported, NewQuestion, UNANSWERED};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A question with its place in the guide.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where it was found, as in [`Found::from`].
    pub from: String,
    /// Its file, from the root of the guide.
    pub path: String,
    /// Front matter and answer.
    pub text: String,
    pub state: State,
}

/// What becomes of the file of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is made.
    New,
    /// It was written before and not changed since: it is written again.
    Updated,
    /// It is there as it would be written.
    Same,
    /// The author has changed it, and the source is as it was: it stays.
    Kept,
    /// The author has changed it, and the source has changed too: it stays, and is named.
    Conflict,
}

/// What was found and cannot be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it was found, as in [`Found::from`].
    pub from: String,
    /// Its file with its first and last line, from 1, if it has some.
    pub lines: Option<(String, usize, usize)>,
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
    /// What is in no file, or not all of it.
    pub left: Vec<Left>,
    /// Images of other hosts.
    pub elsewhere: Vec<Elsewhere>,
    /// Topics that the guide is to have.
    pub topics: Vec<NewTopic>,
    /// Files of questions that the source has no more.
    pub gone: Vec<String>,
}

/// What an import begins with.
pub struct Source<'a> {
    pub found: Vec<Found>,
    /// Lines that are in no question.
    pub left: Vec<Left>,
    /// The name of the folder, by which a later import knows its questions again.
    pub name: &'a str,
    /// The file that a path from the folder means, if there is one.
    pub beside: &'a dyn Fn(&str) -> Option<String>,
}

/// Finds a place for each question, and for the files that it links to. `existing` is the guide's content; `taken` are
/// the paths of all files in its folder.
pub fn plan(
    source: Source,
    config: &Config,
    wanted: &Wanted,
    existing: &[Existing],
    taken: &[&str],
) -> Plan {
    let Source {
        mut found,
        left,
        name,
        beside,
    } = source;
    titles::tell_apart(&mut found);
    let mut planner = Planner {
        config,
        wanted,
        plan: Plan {
            left,
            ..Plan::default()
        },
        topics: Topics::default(),
        titles: topics::file_titles(&found),
        known: existing
            .iter()
            .filter_map(|file| {
                Some((
                    (file.imported()?.from.as_str(), file.imported()?.id.as_str()),
                    file,
                ))
            })
            .collect(),
        source: name,
        headings: HashSet::new(),
    };
    let unowned = existing.iter().filter(|file| file.imported().is_none());
    let mut names = Names::new(
        taken.iter().copied(),
        unowned.map(|file| file.path.as_str()),
    );
    let files: HashSet<String> = found.iter().map(|item| planner.origin(item)).collect();
    let mut ready = Vec::new();
    for (order, item) in found.into_iter().enumerate() {
        match planner.question(&item, order, &mut names) {
            Ok((path, question)) => ready.push((item, path, question)),
            Err(why) => planner.unplaced(item, &why),
        }
    }
    let media = Places::new(beside, taken);
    planner.write(ready, &media);
    let mut plan = planner.finish(existing, &files);
    plan.media = media.placed();
    plan
}

struct Planner<'a> {
    config: &'a Config,
    wanted: &'a Wanted,
    plan: Plan,
    topics: Topics,
    /// Headings that are titles of files.
    titles: HashSet<(String, usize)>,
    /// Files of earlier imports, by where they came from.
    known: HashMap<(&'a str, &'a str), &'a Existing>,
    source: &'a str,
    /// Headings that gave a topic.
    headings: HashSet<(String, usize)>,
}

impl<'a> Planner<'a> {
    /// The file of a question as it is remembered.
    fn origin(&self, item: &Found) -> String {
        match self.source {
            "" => item.file.clone(),
            source => format!("{source}/{}", item.file),
        }
    }

    /// The file that an earlier import made of a question.
    fn before(&self, item: &Found) -> Option<&'a Existing> {
        let origin = self.origin(item);
        self.known.get(&(origin.as_str(), key(item))).copied()
    }

    fn unplaced(&mut self, item: Found, why: &Error) {
        let lines = (!item.file.is_empty()).then(|| (item.file.clone(), item.line, item.last));
        self.plan.unplaced.push(Unplaced {
            from: item.from,
            lines,
            why: why.report(),
        });
    }

    fn question(
        &mut self,
        item: &Found,
        order: usize,
        names: &mut Names,
    ) -> Result<(String, NewQuestion), Error> {
        let mut fields = Values::new(item, self.wanted, &mut self.plan.unknown);
        let title = fields
            .one("title")
            .ok_or_else(|| Error::new("it has no title"))?;
        let level = place::level(item, &fields, self.config, self.wanted)?;
        let (topic, heading) = place::topic(
            item,
            &fields,
            self.config,
            self.wanted,
            &self.titles,
            &mut self.topics,
        )?;
        self.headings
            .extend(heading.map(|line| (item.file.clone(), line)));
        let sources = place::sources(&fields, self.config, self.wanted)?;
        let exercise = fields
            .read("kind", |kind| match kind {
                "exercise" => Some(true),
                "question" => Some(false),
                _ => None,
            })
            .unwrap_or(false);
        let given = fields.one("answer");
        let empty = given.is_none() && item.body.is_empty();
        let by_order = item.part.then_some(order as i64 + 1);
        let question = NewQuestion {
            exercise,
            title,
            level,
            topic,
            sources,
            summary: fields.one("summary").unwrap_or_default(),
            tags: fields.list("tags"),
            asked_as: fields.wordings("asked_as"),
            order: fields.read("order", |text| text.parse().ok()).or(by_order),
            // A date with a time is a day too.
            updated: fields.read("updated", |text| {
                let day = text.get(..10)?;
                is_date(day).then(|| day.to_owned())
            }),
            draft: fields.read("draft", |text| text.parse().ok()) == Some(true) || empty,
            imported: None,
            body: given.unwrap_or_default(),
        };
        let slug = fields.one("slug");
        let path = match self.before(item) {
            Some(file) => file.path.clone(),
            None => names.path(&question.topic, &names::name(item, slug, &question.title))?,
        };
        Ok((path, question))
    }

    /// Gives each question the answer that it has in its place.
    fn write(&mut self, ready: Vec<(Found, String, NewQuestion)>, media: &Places) {
        let mut paths = Paths::default();
        let mut shaped = Vec::new();
        for (mut item, path, mut question) in ready {
            let body = match std::mem::take(&mut question.body) {
                given if given.is_empty() => std::mem::take(&mut item.body),
                given => Body::default().with(&given),
            };
            item.body = finish::shape(&body, self.wanted.no_run);
            // A page that is published may not lead to a draft.
            if !question.draft {
                paths.add(&item, &path, &finish::inner(&item));
            }
            shaped.push((item, path, question));
        }
        for (item, path, mut question) in shaped {
            let links = links::relink(&item, &path, &paths, media);
            let (body, left) = finish::repair(&item, links.text);
            question.body = if body.trim().is_empty() {
                UNANSWERED.to_owned()
            } else {
                body
            };
            self.plan.left.extend(links.left.into_iter().chain(left));
            self.plan.elsewhere.extend(links.elsewhere);
            self.placed(&item, path, question);
        }
    }

    fn placed(&mut self, item: &Found, path: String, mut question: NewQuestion) {
        let mut imported = Imported {
            from: self.origin(item),
            id: key(item).to_owned(),
            hash: update::record(&question.text()),
        };
        // A table's lines are its own.
        if item.address.is_empty() {
            imported.id = path.clone();
        }
        let before = self.before(item);
        question.imported = Some(imported).filter(|_| !item.address.is_empty());
        if let Some(own) = before.and_then(update::own_order) {
            question.order = own;
        }
        let text = question.text();
        let state = match before {
            None => State::New,
            Some(file) => {
                let recorded = file
                    .imported()
                    .map_or("", |imported| imported.hash.as_str());
                match update::again(file, recorded, &text) {
                    Again::Same => State::Same,
                    Again::Update => State::Updated,
                    Again::Keep => State::Kept,
                    Again::Conflict => State::Conflict,
                }
            }
        };
        self.plan.placed.push(Placed {
            from: item.from.clone(),
            path,
            text,
            state,
        });
    }

    fn finish(self, existing: &[Existing], files: &HashSet<String>) -> Plan {
        let mut plan = self.plan;
        plan.topics = self.topics.new;
        let used = |left: &Left| {
            left.why == Why::Heading && self.headings.contains(&(left.file.clone(), left.line))
        };
        plan.left.retain(|left| !used(left));
        plan.left
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        let there: HashSet<&str> = plan
            .placed
            .iter()
            .map(|placed| placed.path.as_str())
            .collect();
        let gone = existing.iter().filter(|file| {
            let from = file.imported().map(|imported| &imported.from);
            from.is_some_and(|from| files.contains(from)) && !there.contains(file.path.as_str())
        });
        plan.gone = gone.map(|file| file.path.clone()).collect();
        plan
    }
}

/// What a question is known again by.
fn key(item: &Found) -> &str {
    if item.part { &item.key } else { &item.file }
}
