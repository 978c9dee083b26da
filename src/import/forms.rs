//! An outline → where each question begins, and what stands around questions: by the form that most of the file has.

use super::details::labels;
use super::outline::{Heading, Outline, Paragraph, Table};
use super::titles;
use super::wording::{self, asks, bare, is_answer_label, is_contents};
use std::ops::Range;

/// How a file writes its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Headings,
    Details,
    Bullets,
    Paragraphs,
    Tables,
    /// None of these: each section is one.
    Sections,
}

/// Where a question begins.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub at: usize,
    /// As it is written, code between backticks; more lines than one are not all of the title.
    pub title: String,
    pub of: Of,
}

/// What a question begins with; a number is its place in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Heading(usize),
    Details(usize),
    Item(usize),
    Paragraph(usize),
    /// A table's row.
    Row(usize, usize),
}

/// What the questions of a file are, and what is none.
#[derive(Debug)]
pub(super) struct Forms {
    pub form: Form,
    /// In the order of the source.
    pub starts: Vec<Start>,
    /// Headings that questions stand under, by their place in the outline.
    pub sections: Vec<usize>,
    /// Lists, tables and paragraphs that only lead to places in the file.
    pub contents: Vec<Range<usize>>,
    /// How many of the starts ask something by their words.
    pub asking: usize,
}

/// Headings of what is about a file, not about its subject.
const ABOUT: [&str; 14] = [
    "license",
    "licence",
    "contributing",
    "contributors",
    "credits",
    "acknowledgements",
    "acknowledgments",
    "authors",
    "author",
    "support",
    "sponsors",
    "changelog",
    "star history",
    "related projects",
];

/// Finds the questions.
pub(super) fn forms(text: &str, outline: &Outline) -> Forms {
    let contents = contents(text, outline);
    let reader = Reader {
        text,
        outline,
        contents,
        asking: outline.headings.iter().map(asking).collect(),
    };
    let form = reader.form();
    let (mut starts, sections) = match form {
        Form::Headings | Form::Sections => reader.headings(form),
        Form::Details => reader.details(),
        Form::Bullets => (reader.bullets(), reader.all_headings()),
        Form::Paragraphs => (reader.paragraphs(), reader.all_headings()),
        Form::Tables => (reader.rows(), reader.all_headings()),
    };
    starts.sort_by_key(|start| start.at);
    let asked = |start: &&Start| asks(&start.title) || titles::title(&start.title).marked;
    Forms {
        form,
        asking: starts.iter().filter(asked).count(),
        starts,
        sections,
        contents: reader.contents,
    }
}

fn asking(heading: &Heading) -> bool {
    asks(&heading.text) || titles::title(&heading.text).marked
}

/// Blocks that only lead elsewhere in the file.
fn contents(text: &str, outline: &Outline) -> Vec<Range<usize>> {
    let tables = outline.tables.iter().map(|table| &table.range);
    let paragraphs = outline.paragraphs.iter().map(|paragraph| &paragraph.range);
    let blocks = outline.lists.iter().chain(tables).chain(paragraphs);
    let is_contents = |block: &&Range<usize>| {
        let lines = text[(*block).clone()].lines();
        let lines = lines
            .filter(|line| line.contains(char::is_alphanumeric))
            .count();
        let from = outline
            .jumps
            .partition_point(|(jump, _)| jump.start < block.start);
        let to = outline
            .jumps
            .partition_point(|(jump, _)| jump.start < block.end);
        let heading = outline
            .headings
            .partition_point(|heading| heading.range.start < block.start);
        let heading = heading
            .checked_sub(1)
            .map(|before| &outline.headings[before]);
        let named = heading.is_some_and(|heading| is_contents(&heading.text));
        let least = if named { 1 } else { 2 };
        to >= from + least && (to - from) * 10 >= lines * 7
    };
    let mut contents: Vec<_> = blocks.filter(is_contents).cloned().collect();
    contents.sort_by_key(|block| block.start);
    contents
}

/// A file whose questions are looked for.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) outline: &'a Outline,
    pub(super) contents: Vec<Range<usize>>,
    /// Of each heading, whether it asks.
    pub(super) asking: Vec<bool>,
}

impl Reader<'_> {
    /// The form that most questions have.
    fn form(&self) -> Form {
        let headings = self.asking.iter().filter(|asks| **asks).count();
        let details = self.asked_details().count();
        let bullets = self.outline.items.iter().enumerate();
        let bullets = bullets
            .filter(|(_, item)| self.bullet_asks(&item.first))
            .count();
        let paragraphs = self.outline.paragraphs.iter();
        let paragraphs = paragraphs
            .filter(|one| paragraph_title(one).is_some())
            .count();
        let rows: usize = self.tables().map(|(_, table)| table.rows.len()).sum();
        if details > 1 && details >= headings {
            return Form::Details;
        }
        let others = [
            (rows, Form::Tables),
            (paragraphs, Form::Paragraphs),
            (bullets, Form::Bullets),
        ];
        let most = others.into_iter().max_by_key(|(count, _)| *count);
        match most {
            Some((count, form)) if count > 1 && count > headings * 2 => form,
            _ if self.headings_ask() => Form::Headings,
            _ if details > 0 => Form::Details,
            Some((1, form)) if self.outline.headings.is_empty() => form,
            _ => Form::Sections,
        }
    }

    /// Whether the headings of one level are questions: a quarter of them, at least.
    fn headings_ask(&self) -> bool {
        self.level(Form::Headings).is_some_and(|level| {
            let headings = self.outline.headings.iter().zip(&self.asking);
            let on_level = headings.filter(|(heading, _)| heading.level == level);
            let (mut all, mut asking) = (0, 0);
            for (_, asks) in on_level {
                all += 1;
                asking += usize::from(*asks);
            }
            asking > 0 && asking * 4 >= all
        })
    }

    /// Details whose summary is a question, none of which is in another.
    pub(super) fn asked_details(&self) -> impl Iterator<Item = usize> {
        let labels = labels(self.text, self.outline);
        let details = self.outline.details.iter().enumerate();
        details.filter_map(move |(index, one)| {
            let outer = one.depth == 0 && one.summary.is_some();
            (outer && !labels[index] && !self.only_contents(one.open.end..one.close.start))
                .then_some(index)
        })
    }

    /// Tables with a column of questions and one of answers.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        let tables = self.outline.tables.iter().enumerate();
        tables.filter(|(_, table)| {
            table.head.len() > 1
                && question_column(table).is_some()
                && !self.contents.contains(&table.range)
        })
    }

    fn all_headings(&self) -> Vec<usize> {
        (0..self.outline.headings.len()).collect()
    }

    /// Questions that are headings, and the headings that they stand under.
    fn headings(&self, form: Form) -> (Vec<Start>, Vec<usize>) {
        let headings = &self.outline.headings;
        let Some(level) = self.level(form) else {
            return (Vec::new(), self.all_headings());
        };
        let on_level = || headings.iter().filter(|heading| heading.level == level);
        let marked = |heading: &&Heading| titles::title(&heading.text).marked;
        let only_marked = on_level().filter(marked).count() * 10 >= on_level().count() * 7;
        let (mut starts, mut sections) = (Vec::new(), Vec::new());
        let mut inside: Option<usize> = None;
        for (index, heading) in headings.iter().enumerate() {
            let within = inside.is_some_and(|outer| {
                heading.level > outer && !(outer < level && heading.level <= level)
            });
            // A label, and what an answer hides, is within whatever its level.
            let at = starts.last().map_or(0, |start: &Start| start.at);
            let hidden = inside.is_some()
                && (is_answer_label(&heading.text)
                    || wording::key(&heading.text).is_some()
                    || self.is_hidden(heading.range.start, at));
            if within || hidden {
                continue;
            }
            let empty = self.only_contents(self.own_body(index));
            let asks = self.asking[index];
            let deeper = self.deeper(index);
            let entry = empty && deeper.is_none() && self.leads_away(index);
            let question = if entry {
                false
            } else if heading.level == level {
                let about = ABOUT.contains(&&*bare(&heading.text)) || is_contents(&heading.text);
                let holds = !empty || deeper.is_some_and(|asks| !asks);
                asks || holds && !about && !(only_marked && form == Form::Headings)
            } else {
                asks && form == Form::Headings && !only_marked && !(heading.level < level && empty)
            };
            if question {
                inside = Some(heading.level);
                starts.push(self.heading(index));
            } else {
                inside = None;
                sections.push(index);
            }
        }
        starts.extend(self.details_beside(&starts, &sections));
        (starts, sections)
    }

    /// Whether a heading is an entry of contents: all of it is a link to another place or file of the bank.
    fn leads_away(&self, index: usize) -> bool {
        let range = &self.outline.headings[index].range;
        let first = self
            .outline
            .links
            .partition_point(|(at, _)| *at < range.start);
        let link = self
            .outline
            .links
            .get(first)
            .filter(|(at, _)| *at < range.end);
        let written = self.text[range.clone()].trim();
        link.is_some_and(|(at, target)| {
            !target.contains("://")
                && written.ends_with(')')
                && !self.text[range.start..*at].contains(char::is_alphanumeric)
        })
    }

    /// Whether a place is in details that begin behind `from`.
    fn is_hidden(&self, at: usize, from: usize) -> bool {
        let details = &self.outline.details;
        let first = details.partition_point(|details| details.open.start < from);
        let details = details[first..].iter();
        let mut before = details.take_while(|details| details.open.start < at);
        before.any(|details| at < details.close.start)
    }

    /// Whether one of the headings below a heading asks; `None` if there are none.
    fn deeper(&self, index: usize) -> Option<bool> {
        let level = self.outline.headings[index].level;
        let below = self.outline.headings[index + 1..].iter();
        let below = below.take_while(|heading| heading.level > level).count();
        let asks = self.asking[index + 1..=index + below].contains(&true);
        (below > 0).then_some(asks)
    }

    pub(super) fn heading(&self, index: usize) -> Start {
        let heading = &self.outline.headings[index];
        Start {
            at: line_start(self.text, heading.range.start),
            title: heading.text.clone(),
            of: Of::Heading(index),
        }
    }

    /// The level on which most questions stand; where none asks, the first that has several headings.
    fn level(&self, form: Form) -> Option<usize> {
        let headings = || self.outline.headings.iter().zip(&self.asking);
        if form == Form::Headings {
            let count = |level| {
                let on_level =
                    headings().filter(|(heading, asks)| heading.level == level && **asks);
                on_level.count()
            };
            // Of two levels with as many, the upper.
            return (1..=6).max_by_key(|level| (count(*level), 6 - level));
        }
        let counted = |level| {
            let on_level = headings().enumerate().filter(|(index, (heading, _))| {
                let about = ABOUT.contains(&&*bare(&heading.text)) || is_contents(&heading.text);
                heading.level == level && !about && !self.only_contents(self.own_body(*index))
            });
            on_level.count()
        };
        let several = (1..=6).find(|level| counted(*level) > 1);
        several.or_else(|| (1..=6).find(|level| counted(*level) > 0))
    }

    /// Details that ask something, outside of the questions that are headings.
    fn details_beside(&self, starts: &[Start], sections: &[usize]) -> Vec<Start> {
        let section = |at: usize| {
            let starts = sections
                .iter()
                .map(|one| self.outline.headings[*one].range.start);
            starts.filter(|start| *start < at).max()
        };
        let outside = |index: &usize| {
            let at = self.outline.details[*index].open.start;
            let before = starts
                .iter()
                .map(|start| start.at)
                .filter(|start| *start < at)
                .max();
            before.is_none() || section(at) > before
        };
        let details = self
            .asked_details()
            .filter(outside)
            .map(|index| self.one_of_details(index));
        details.filter(|start| asks(&start.title)).collect()
    }
}

/// The title of a paragraph that is or begins with a question: in bold, or marked as one.
pub(super) fn paragraph_title(paragraph: &Paragraph) -> Option<String> {
    if let Some((bold, _)) = &paragraph.bold {
        let number = paragraph.text.split(bold.as_str()).next().unwrap_or("");
        let title = titles::title(bold);
        return (asks(bold) || title.marked && !title.text.is_empty())
            .then(|| format!("{number}{bold}"));
    }
    let line = paragraph.text.lines().next()?;
    let title = titles::title(line);
    (title.marked && asks(&title.text) && title.text != line).then(|| line.to_owned())
}

/// The column of a table that holds questions.
pub(super) fn question_column(table: &Table) -> Option<usize> {
    let names = [
        "question",
        "questions",
        "q",
        "frage",
        "pregunta",
        "pergunta",
        "вопрос",
        "问题",
    ];
    table
        .head
        .iter()
        .position(|head| names.contains(&&*bare(head)))
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}
