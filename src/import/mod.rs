//! Bringing existing questions into a guide.
//!
//! A file goes one way: source text → `outline`, its blocks with their places → `forms`, where its questions
//! begin → `document`, each question with its answer, and the lines that are in none → `plan`, files of the guide.
//! Every line of the source ends in one place: it is written, or it is `Left` with the reason.

mod answers;
mod blocks;
mod body;
mod choice;
mod details;
pub mod document;
mod elements;
mod finish;
mod forms;
mod heads;
mod links;
mod markup;
mod media;
mod names;
mod outline;
mod paths;
mod place;
mod plan;
mod prepare;
mod raw_links;
mod starts;
pub mod table;
mod titles;
mod topics;
mod update;
mod values;
mod wording;

use body::Body;

pub use links::Elsewhere;
pub use media::Media;
pub use place::{Missing, missing};
pub use plan::{Placed, Plan, Source, State, Unplaced, plan};
pub use topics::{NewTopic, add as add_topics};
pub use update::Existing;

/// A question as it was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Where, for reports: `notes/gil.md`, `README.md:12`.
    pub from: String,
    /// The file, by its path from the folder that is imported.
    pub file: String,
    /// Its first and its last line there, from 1.
    pub line: usize,
    pub last: usize,
    /// What links call it: a path from the folder that is imported, with an anchor if it is a part of the file; empty
    /// if nothing can link to it.
    pub address: String,
    /// Other anchors of the file that lead to it.
    pub ids: Vec<String>,
    /// What it is known again by in a newer file: the slug of its title, or the name of its file.
    pub key: String,
    /// Whether it is one of several of its file.
    pub part: bool,
    /// Values by the names that they have there.
    pub fields: Vec<(String, Vec<String>)>,
    /// The headings that it stands under, the outermost first.
    pub sections: Vec<Section>,
    /// Its title and comments as they are written.
    pub written: String,
    /// The number that its title had.
    pub number: Option<String>,
    /// Places in the answer that links may name, with what the heading says if one is there.
    inner: Vec<(String, Option<String>)>,
    /// The answer as Markdown.
    body: Body,
}

impl Found {
    /// The title that was found, if there is one.
    fn title(&self) -> &str {
        let title = self.fields.iter().find(|(name, _)| name == "title");
        title
            .and_then(|(_, values)| values.first())
            .map_or("", String::as_str)
    }
}

/// A heading that questions stand under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its line in the file, from 1.
    pub line: usize,
    pub text: String,
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
    /// Marks in titles, comments and headings, and the levels that they stand for.
    pub level_from: Vec<(String, String)>,
    /// Headings become topics of the guide.
    pub make_topics: bool,
    /// Imported code is not run by `studypress test`.
    pub no_run: bool,
}

/// The fields that an import can fill.
pub const FIELDS: [&str; 13] = [
    "title", "kind", "level", "topic", "source", "summary", "tags", "asked_as", "order", "updated",
    "draft", "slug", "answer",
];

/// Names that other tools use, beside our own.
const SYNONYMS: [(&str, &str); 13] = [
    ("question", "title"),
    ("difficulty", "level"),
    ("category", "topic"),
    ("categories", "topic"),
    ("section", "topic"),
    ("taxonomies.categories", "topic"),
    ("taxonomies.tags", "tags"),
    ("description", "summary"),
    ("weight", "order"),
    ("sidebar_position", "order"),
    ("lastmod", "updated"),
    ("id", "slug"),
    ("body", "answer"),
];

/// The field of ours that a name stands for.
fn known_field(name: &str) -> Option<&'static str> {
    let by_name = FIELDS.into_iter().find(|field| *field == name);
    let synonym = || SYNONYMS.into_iter().find(|(other, _)| *other == name);
    by_name.or_else(|| synonym().map(|(_, field)| field))
}

/// Why a line of the source is in no file that is written, or not all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    Outside,
    Link,
    TitleLink,
    Tag,
    Jsx,
    Field,
    Heading,
    Contents,
    ToTop,
    Label,
    Key,
    Markup,
}

impl Why {
    /// The reason, for the author.
    pub fn text(self) -> &'static str {
        match self {
            Why::Outside => "text that stands in no question",
            Why::Link => "a link or an image that leads to nothing here: its words are kept",
            Why::TitleLink => "a link in a title, which has none: its words are kept",
            Why::Tag => "a tag of HTML that begins or ends nothing: it was taken out",
            Why::Jsx => "JavaScript of MDX",
            Why::Field => "front matter about a file that holds several questions",
            Why::Heading => "the heading of a section that became no topic",
            Why::Contents => "a list of contents",
            Why::ToTop => "a link back to the top",
            Why::Label => "a label above an answer",
            Why::Key => "the letter of a right option: now the ticked box",
            Why::Markup => "HTML without words, around questions",
        }
    }
}

/// A line of the source that is not written, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The file, by its path from the folder that is imported.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    pub why: Why,
    /// What of the line is left out; empty where it is all of it.
    pub what: String,
}

impl Left {
    fn new(file: &str, line: usize, why: Why) -> Left {
        Left::of(file, line, why, "")
    }

    fn of(file: &str, line: usize, why: Why, what: &str) -> Left {
        Left {
            file: file.to_owned(),
            line,
            why,
            what: what.to_owned(),
        }
    }
}
