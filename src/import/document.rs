//! One Markdown file → the questions in it, and the lines that are in none, each with the reason.

use super::body::is_way_back;
use super::forms::{self, Form, Forms, Of, Start, line_start};
use super::markup::has_words;
use super::outline::{Outline, outline};
use super::prepare::{Prepared, prepare};
use super::wording::{self, asks};
use super::{Found, Left, Section, Why, details, titles};
use crate::error::Error;
use std::ops::Range;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Read {
    pub found: Vec<Found>,
    /// Lines that are in no question.
    pub left: Vec<Left>,
}

/// Whether a file is all that is imported, or one of a folder, which may be a question as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    File,
    Folder,
}

/// Reads a file; `path` is its path from the folder that is imported.
///
/// # Errors
///
/// Front matter that cannot be read.
pub fn read(path: &str, text: &str, scope: Scope) -> Result<Read, Error> {
    let prepared = prepare(path, text)?;
    let outline = outline(&prepared.text);
    let forms = forms::forms(&prepared.text, &outline);
    let mut reader = Reader {
        path,
        text: &prepared.text,
        starts: std::iter::once(0)
            .chain(prepared.text.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        labels: details::labels(&prepared.text, &outline),
        outline: &outline,
        forms: &forms,
        title: 0..0,
        placed: Vec::new(),
        left: prepared.left.clone(),
    };
    reader.placed = vec![false; reader.starts.len() + 1];
    for line in 1..=prepared.front {
        reader.placed[line] = true;
    }
    for left in &prepared.left {
        reader.placed[left.line] = true;
    }
    let found = if is_one(path, &prepared, &forms, &outline, scope) {
        reader.whole(&prepared, scope)
    } else {
        reader.parts(&prepared)
    };
    reader.report_rest();
    reader.left.sort_by_key(|left| left.line);
    Ok(Read {
        found,
        left: reader.left,
    })
}

/// Whether a file is one question, and not several.
fn is_one(path: &str, prepared: &Prepared, forms: &Forms, outline: &Outline, scope: Scope) -> bool {
    let title = prepared.title();
    if title.is_some_and(asks) {
        return true;
    }
    if scope == Scope::File {
        return false;
    }
    if is_about(path) && forms.asking == 0 {
        return true;
    }
    let count = forms.starts.len();
    let one = forms
        .starts
        .first()
        .filter(|_| count == 1 && title.is_none());
    if one.is_some_and(|start| matches!(start.of, Of::Heading(_))) {
        return true;
    }
    match forms.form {
        Form::Sections => true,
        Form::Headings => forms.asking < if title.is_some() { 3 } else { 2 },
        Form::Details | Form::Tables => count < 2,
        Form::Bullets | Form::Paragraphs => {
            let held: usize = match forms.form {
                Form::Bullets => outline.lists.iter().map(Range::len).sum(),
                _ => prepared.text.len() - forms.starts.first().map_or(0, |start| start.at),
            };
            count < 2 || held * 2 < prepared.text.trim().len()
        }
    }
}

/// Files that are about a folder of questions, not of it.
const ABOUT: [&str; 12] = [
    "readme",
    "contributing",
    "code_of_conduct",
    "code-of-conduct",
    "license",
    "changelog",
    "security",
    "contributors",
    "pull_request_template",
    "issue_template",
    "_index",
    "credits",
];

/// The name of a file without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_about(path: &str) -> bool {
    ABOUT.contains(&&*stem(path).to_lowercase())
}

/// A file as it is taken apart.
pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    /// Where lines start.
    pub(super) starts: Vec<usize>,
    /// Of each of the details, whether its summary is a label.
    pub(super) labels: Vec<bool>,
    pub(super) outline: &'a Outline,
    pub(super) forms: &'a Forms,
    /// Lines of the title that is being read.
    pub(super) title: Range<usize>,
    /// Of each line, from 1, whether something has become of it.
    pub(super) placed: Vec<bool>,
    pub(super) left: Vec<Left>,
}

impl Reader<'_> {
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    pub(super) fn place(&mut self, range: &Range<usize>) {
        let last = self.line(range.end.max(range.start + 1) - 1);
        for line in self.line(range.start)..=last {
            self.placed[line] = true;
        }
    }

    pub(super) fn leave(&mut self, line: usize, why: Why) {
        self.placed[line] = true;
        self.left.push(Left::new(self.path, line, why));
    }

    /// The whole file as one question.
    fn whole(&mut self, prepared: &Prepared, scope: Scope) -> Vec<Found> {
        let stem = stem(self.path);
        let given = prepared.title().is_some();
        let about = is_about(self.path) && !(given && stem != "_index");
        if !has_words(self.text) || about && scope == Scope::Folder {
            return Vec::new();
        }
        let mut found = Found {
            from: self.path.to_owned(),
            file: self.path.to_owned(),
            line: 1,
            last: self.starts.len(),
            address: self.path.to_owned(),
            fields: prepared.fields.clone(),
            ..Found::default()
        };
        let mut start = 0;
        if !given {
            // The heading that it begins with, or its name.
            let first = self.outline.headings.first();
            let first = first.filter(|heading| !has_words(&self.text[..heading.range.start]));
            let title = match first {
                Some(heading) => {
                    start = heading.range.end;
                    self.place(&heading.range);
                    self.leave_links(&heading.range);
                    self.title = self.line(heading.range.start)..self.line(start.max(1) - 1) + 1;
                    found.ids.push(heading.id.clone());
                    titles::title(&heading.text).text
                }
                None => stem.to_owned(),
            };
            found.fields.push(("title".to_owned(), vec![title]));
        }
        let rest = start..self.text.len();
        self.fill(&mut found, std::slice::from_ref(&rest), 0);
        vec![found]
    }

    /// A question for each start.
    fn parts(&mut self, prepared: &Prepared) -> Vec<Found> {
        let starts = &self.forms.starts;
        let headings = &self.outline.headings;
        let sections = self.forms.sections.iter();
        let mut stops: Vec<usize> = sections
            .map(|section| line_start(self.text, headings[*section].range.start))
            .chain(starts.iter().map(|start| start.at))
            .collect();
        stops.sort_unstable();
        for line in prepared.of_file() {
            self.leave(line, Why::Field);
        }
        let title = prepared.title().map(|title| Section {
            line: prepared.line_of("title"),
            text: title.to_owned(),
        });
        if let Some(title) = &title {
            self.leave(title.line, Why::Heading);
        }
        let mut found: Vec<Found> = Vec::new();
        for start in starts {
            let next = stops.partition_point(|stop| *stop <= start.at);
            let stop = stops.get(next).copied().unwrap_or(self.text.len());
            let mut part = self.part(start, stop, prepared);
            part.sections.splice(0..0, title.clone());
            found.push(part);
        }
        self.name(&mut found);
        found
    }

    fn part(&mut self, start: &Start, stop: usize, prepared: &Prepared) -> Found {
        let line = self.line(start.at);
        let mut found = Found {
            from: format!("{}:{line}", self.path),
            file: self.path.to_owned(),
            line,
            part: true,
            fields: prepared.shared(),
            sections: self.sections(start),
            ..Found::default()
        };
        let head = self.head(start, stop, &mut found);
        let title = titles::title(&head.title);
        found.written.push_str(&head.title);
        found.number = title.number;
        found
            .fields
            .insert(0, ("title".to_owned(), vec![title.text]));
        self.place(&(start.at..head.end));
        self.title = line..self.line(head.end.max(start.at + 1) - 1) + 1;
        self.leave_links(&(start.at..head.end));
        let end = head
            .body
            .last()
            .map_or(head.end, |piece| piece.end)
            .max(head.end);
        found.last = self.line(end.max(1) - 1).max(line);
        found.ids.extend(self.anchors(start.at, head.end));
        self.fill(&mut found, &head.body, head.indent);
        found
    }

    /// A title has no links.
    fn leave_links(&mut self, title: &Range<usize>) {
        let links = &self.outline.links;
        let from = links.partition_point(|(at, _)| *at < title.start);
        for (at, target) in links[from..].iter().take_while(|(at, _)| *at < title.end) {
            let line = self.line(*at);
            self.left
                .push(Left::of(self.path, line, Why::TitleLink, target));
        }
    }

    /// The sections that a question stands in, the outermost first.
    fn sections(&self, start: &Start) -> Vec<Section> {
        let headings = &self.outline.headings;
        let mut above: Vec<(usize, Section)> = Vec::new();
        for section in &self.forms.sections {
            let heading = &headings[*section];
            if heading.range.start > start.at {
                break;
            }
            above.retain(|(level, _)| *level < heading.level);
            let section = Section {
                line: self.line(heading.range.start),
                text: heading.text.clone(),
            };
            above.push((heading.level, section));
        }
        // A heading that is lower than the question is not over it. One of its level may be: some banks have but one.
        if let Of::Heading(own) = start.of {
            above.retain(|(level, _)| *level <= headings[own].level);
        }
        above.into_iter().map(|(_, section)| section).collect()
    }

    /// Names that links use for what begins at `at`: those in its title, and those that stand right before it.
    fn anchors(&self, at: usize, end: usize) -> Vec<String> {
        let mine = |(place, _): &&(usize, String)| {
            let line = line_start(self.text, *place);
            (at..end).contains(place) || *place < at && !has_words(&self.text[line..at])
        };
        let first = at.saturating_sub(2000);
        let from = self
            .outline
            .anchors
            .partition_point(|(place, _)| *place < first);
        let anchors = self.outline.anchors[from..].iter();
        let anchors = anchors.take_while(|(place, _)| *place < end);
        anchors.filter(mine).map(|(_, name)| name.clone()).collect()
    }

    /// Gives each question of a file a name of its own: what links call it, or its title.
    fn name(&self, found: &mut [Found]) {
        let mut slugger = crate::question::Slugger::default();
        for item in found {
            let number = item.number.as_deref().unwrap_or("");
            let id = slugger.slug(&item.title().replace('`', ""));
            item.key = if id.ends_with(|c: char| c.is_ascii_digit()) && !number.is_empty() {
                format!("{} {number}", item.title())
            } else {
                id
            };
            item.address = format!("{}#{}", self.path, item.ids.first().unwrap_or(&item.key));
        }
    }

    /// Says of each line that nothing has become of why that is.
    fn report_rest(&mut self) {
        let headings = self.outline.headings.iter();
        let headings: Vec<usize> = headings
            .map(|heading| self.line(heading.range.start))
            .collect();
        let contents: Vec<(usize, usize)> = self
            .forms
            .contents
            .iter()
            .map(|range| (self.line(range.start), self.line(range.end.max(1) - 1)))
            .collect();
        for line in 1..=self.starts.len() {
            let end = self.starts.get(line).copied().unwrap_or(self.text.len());
            let text = &self.text[self.starts[line - 1]..end];
            // Not `has_words`: what stands in a tag is a line of the source too.
            if self.placed[line] || !text.contains(char::is_alphanumeric) {
                continue;
            }
            let why = if contents
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&line))
            {
                Why::Contents
            } else if headings.binary_search(&line).is_ok() {
                let title = text.trim().trim_matches(['#', ' ']);
                if wording::is_contents(title) {
                    Why::Contents
                } else {
                    Why::Heading
                }
            } else if is_way_back(text) {
                Why::ToTop
            } else if !has_words(text) {
                Why::Markup
            } else {
                Why::Outside
            };
            self.left.push(Left::new(self.path, line, why));
        }
    }
}
