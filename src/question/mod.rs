//! One file → one [`Question`] or [`Page`]: pure, and knowing of no other file.

mod autolink;
pub mod document;
pub mod edit;
pub mod exercise;
pub mod fence;
mod figure;
pub mod flags;
pub mod front_matter;
pub mod html;
mod inline;
mod markdown;
mod slug;
pub mod snippet;

pub use document::{
    Alert, Alignment, Choice, Destination, Document, Element, Event, HeadingId, Hyperlink, Image,
    Link, LinkId, ListingId, Piece, Quiz, QuizId, Section, SnippetId, Tag, TagId, footnote_use_id,
};
pub use exercise::{Exercise, Part};
pub use figure::{code_html, figure_html, snippet_html};
pub use inline::{title_html, title_text};
pub use markdown::{Markdown, Options, convert};
pub(crate) use slug::Slugger;
pub use snippet::{Answer, Flags, Lines, OutputBlock, OutputFlags, Snippet};

use crate::config::{Config, LevelId, SourceId, TopicId};
use crate::data::{Located, is_unfit};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::read::{File, markdown_stem};
use crate::syntaxes::Syntaxes;
use blake3::Hash;
use front_matter::{Front, Kind};
use std::ops::Range;

/// The folder whose files are plain pages.
pub const PAGES_FOLDER: &str = "content/pages/";

/// A question with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Path of its file from the root of the site.
    pub path: String,
    /// Of the path, what the file holds, and the grammars of the site's own: equal hashes, equal questions.
    pub hash: Hash,
    /// Name in its address: `questions/SLUG.html`.
    pub slug: Located<String>,
    /// The question, as text with `code` between backticks.
    pub title: String,
    /// Its level.
    pub level: LevelId,
    /// Its topic.
    pub topic: TopicId,
    /// Where it was asked, in the order given.
    pub sources: Vec<SourceRef>,
    /// The answer in one breath, as HTML without links; may be empty.
    pub summary_html: String,
    /// The same as plain text.
    pub summary: String,
    /// The same as the author wrote it.
    pub summary_markdown: String,
    /// Free words to find it by.
    pub tags: Vec<String>,
    /// Place among the questions of its level and topic; those without one
    /// come last.
    pub order: Option<i64>,
    /// Day of the last change that matters to readers, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// Day after which somebody should look at it again, `YYYY-MM-DD`.
    pub review_by: Option<Located<String>>,
    /// Whether it is left out of the published site.
    pub draft: bool,
    /// Whether it stands on the cheat sheets.
    pub sheet: bool,
    /// Old addresses that lead here.
    pub aliases: Vec<Located<String>>,
    /// Ids (slugs) of questions that the author calls related.
    pub related: Vec<Located<String>>,
    /// Other ways to ask it, as plain text of one line each.
    pub asked_as: Vec<Located<String>>,
    /// Where the code of an exercise is in the answer; `None` for a question.
    pub exercise: Option<Exercise>,
    /// The answer.
    pub body: Document,
}

impl Question {
    /// Whether it is something to write, and not to say.
    pub fn is_exercise(&self) -> bool {
        self.exercise.is_some()
    }
}

/// A plain page, such as interview tips.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Path of its file from the root of the site.
    pub path: String,
    /// Name in its address: `SLUG.html`.
    pub slug: Located<String>,
    /// Its title, as text with `code` between backticks.
    pub title: String,
    /// One sentence about it as plain text; may be empty.
    pub summary: String,
    /// Documents that it answers to.
    pub sources: Vec<SourceRef>,
    /// Place among the pages; those without one come last.
    pub order: Option<i64>,
    /// Day of the last change that matters to readers, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// Day after which somebody should look at it again, `YYYY-MM-DD`.
    pub review_by: Option<Located<String>>,
    /// Whether it is left out of the published site.
    pub draft: bool,
    /// Old addresses that lead here.
    pub aliases: Vec<Located<String>>,
    /// What it says.
    pub body: Document,
}

/// A document that asks a question, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// The document.
    pub id: SourceId,
    /// The place in it, such as `Q1`.
    pub at: Option<String>,
}

/// What one content file became.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// A question.
    Question(Box<Question>),
    /// A plain page.
    Page(Box<Page>),
}

/// Reads one content file. With an error among the diagnostics there may be no result.
pub fn parse(file: &File, config: &Config, syntaxes: &Syntaxes) -> Checked<Option<Parsed>> {
    match split(file) {
        Ok((text, split)) => parse_parts(file, text, &split, config, syntaxes),
        Err(wrong) => Checked {
            value: None,
            diagnostics: vec![wrong],
        },
    }
}

/// The text of a file, and where its front matter and its Markdown stand in it.
fn split(file: &File) -> Result<(&str, front_matter::Split), Diagnostic> {
    let text = file.text()?;
    check_text(&file.path, text)?;
    let split = front_matter::split(&file.path, text)?;
    Ok((text, split))
}

fn parse_parts(
    file: &File,
    text: &str,
    split: &front_matter::Split,
    config: &Config,
    syntaxes: &Syntaxes,
) -> Checked<Option<Parsed>> {
    let mut diagnostics = Vec::new();
    let page = file.path.starts_with(PAGES_FOLDER);
    let front = front_matter::read(&file.path, text, split, page, config);
    let front = front.into_value(&mut diagnostics);
    let options = Options {
        unsafe_html: config.markup.unsafe_html,
        take_title: front.as_ref().is_some_and(|front| front.untitled),
        syntaxes: Some(syntaxes),
        ..Options::default()
    };
    let markdown = convert(&file.path, text, split.body.clone(), options);
    let markdown = markdown.into_value(&mut diagnostics);
    let Some(front) = front else {
        return Checked {
            value: None,
            diagnostics,
        };
    };
    let title = if front.untitled {
        let title = heading_title(file, split, markdown.title);
        title.map_err(|wrong| diagnostics.push(wrong)).ok()
    } else {
        front.title.as_ref().map(|t| t.value.trim().to_owned())
    };
    let slug = slug(file, &front);
    let slug = slug.map_err(|wrong| diagnostics.push(wrong)).ok();
    let summary = summary(file, &front).into_value(&mut diagnostics);
    if !front.draft {
        diagnostics.extend(unwritten(&file.path, text, split.body.clone()));
    }
    let code = code(file, &front.kind, &markdown.body).into_value(&mut diagnostics);
    let named = title.zip(slug).map(|(title, slug)| Named {
        title,
        slug,
        summary,
    });
    let value = named.and_then(|named| {
        let hash = hash(file, syntaxes);
        build(file, hash, front, named, code, markdown.body)
    });
    Checked { value, diagnostics }
}

/// The title that stands as the document's first heading.
fn heading_title(
    file: &File,
    split: &front_matter::Split,
    heading: Option<String>,
) -> Result<String, Diagnostic> {
    let title = heading.map(|title| title.trim().to_owned());
    let start = split.front.start;
    let error = |code, message: &str| Diagnostic::new(code, &file.path, start..start, message);
    match title.filter(|title| !title.is_empty()) {
        Some(title) if title.contains(is_unfit) => Err(error(
            &codes::BAD_TEXT,
            "the heading that is the title holds a control character",
        )),
        Some(title) => Ok(title),
        None => Err(error(
            &codes::MISSING_FIELD,
            "there is no `title`, and no heading that could be one",
        )
        .help("write `title` in the front matter, or begin the text with `# The question`")),
    }
}

/// What `studypress new` and `import` write where the answer will be.
const PLACEHOLDERS: [&str; 3] = [
    include_str!("../../scaffold/question.md"),
    include_str!("../../scaffold/exercise.md"),
    include_str!("../../scaffold/imported.md"),
];

/// Warns of an answer that is still the one that `studypress new` wrote.
fn unwritten(path: &str, text: &str, body: Range<usize>) -> Option<Diagnostic> {
    let lines = |text: &'static str| text.trim().lines().map(str::trim_end);
    let written = text[body.clone()].trim();
    let start = body.end - text[body.clone()].trim_start().len();
    let is = |text| written.lines().map(str::trim_end).eq(lines(text));
    let same = PLACEHOLDERS.into_iter().any(is);
    let message = "this answer is the one that studypress begins with";
    same.then(|| {
        Diagnostic::new(
            &codes::UNFINISHED,
            path,
            start..start + written.len(),
            message,
        )
        .help("write the answer, or `draft = true` in the front matter until you do")
    })
}

/// What a file is called: some of it is not written in the front matter.
struct Named {
    title: String,
    slug: Located<String>,
    summary: inline::Inline,
}

/// What a file has of the code of an exercise, if it is one.
fn code(file: &File, kind: &Kind, body: &Document) -> Checked<Option<Exercise>> {
    match kind {
        Kind::Exercise(span) => exercise::find(&file.path, span, body),
        Kind::Question | Kind::Page => Checked {
            value: None,
            diagnostics: exercise::strays(&file.path, body),
        },
    }
}

fn build(
    file: &File,
    hash: Hash,
    front: Front,
    named: Named,
    exercise: Option<Exercise>,
    body: Document,
) -> Option<Parsed> {
    let Named {
        title,
        slug,
        summary,
    } = named;
    match front.kind {
        // One that lacks a part is reported, and nothing can be said about it.
        Kind::Exercise(_) if exercise.is_none() => None,
        Kind::Question | Kind::Exercise(_) => Some(Parsed::Question(Box::new(Question {
            path: file.path.clone(),
            hash,
            slug,
            title,
            level: front.level?,
            topic: front.topic?,
            sources: front.sources,
            summary_html: summary.html,
            summary: summary.text,
            summary_markdown: front
                .summary
                .map_or_else(String::new, |s| s.value.trim().to_owned()),
            tags: front.tags,
            order: front.order,
            updated: front.updated,
            review_by: front.review_by,
            draft: front.draft,
            sheet: front.sheet,
            aliases: front.aliases,
            related: front.related,
            asked_as: front.asked_as,
            exercise,
            body,
        }))),
        Kind::Page => Some(Parsed::Page(Box::new(Page {
            path: file.path.clone(),
            slug,
            title,
            summary: summary.text,
            sources: front.sources,
            order: front.order,
            updated: front.updated,
            review_by: front.review_by,
            draft: front.draft,
            aliases: front.aliases,
            body,
        }))),
    }
}

fn hash(file: &File, syntaxes: &Syntaxes) -> Hash {
    let mut hasher = blake3::Hasher::new();
    // No path holds the character between them.
    hasher.update(file.path.as_bytes()).update(b"\0");
    hasher.update(&file.bytes);
    if let Some(hash) = syntaxes.hash {
        hasher.update(b"\0").update(hash.as_bytes());
    }
    hasher.finalize()
}

/// Refuses the one character that HTML cannot hold in any form.
fn check_text(path: &str, text: &str) -> Result<(), Diagnostic> {
    match text.find('\0') {
        None => Ok(()),
        Some(at) => Err(Diagnostic::new(
            &codes::BAD_TEXT,
            path,
            at..at + 1,
            "this file holds a NUL character",
        )
        .help("it may be a binary file, or saved as UTF-16: save it as UTF-8")),
    }
}

/// The slug that is given, or the stem of the file's name.
fn slug(file: &File, front: &Front) -> Result<Located<String>, Diagnostic> {
    if let Some(slug) = &front.slug {
        return Ok(slug.clone());
    }
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let stem = markdown_stem(name).unwrap_or(name);
    match front_matter::check_slug(stem) {
        Ok(()) => Ok(Located {
            value: stem.to_owned(),
            span: 0..0,
        }),
        Err(why) => Err(Diagnostic::of_file(
            &codes::BAD_ID,
            &file.path,
            format!("the name of this file cannot be its address: {why}"),
        )
        .help("rename the file, or give a `slug` in the front matter")),
    }
}

fn summary(file: &File, front: &Front) -> Checked<inline::Inline> {
    let Some(summary) = &front.summary else {
        return Checked::default();
    };
    let mut inline = Checked::clean(inline::render(summary.value.trim()));
    if summary.value.trim().is_empty() && !front.draft {
        let span = summary.span.clone();
        let message = "the summary is empty";
        inline.diagnostics.push(
            Diagnostic::new(&codes::UNFINISHED, &file.path, span, message)
                .help("say the answer in one breath, or leave the line out"),
        );
    }
    if inline.value.had_link {
        inline.diagnostics.push(
            Diagnostic::new(
                &codes::LINK_IN_SUMMARY,
                &file.path,
                summary.span.clone(),
                "the summary holds a link or an image; its words are kept, the link is not",
            )
            .help("a summary is shown in lists and on paper: put the link into the answer"),
        );
    }
    inline
}
