//! Taking questions out of a guide: cards for Anki, and files for other tools.

pub mod anki;
mod style;
mod text;

pub use text::{csv, json, markdown};

use crate::assets::Assets;
use crate::config::BaseUrl;
use crate::guide::{Entry, Guide, Kind, QuestionId, Target};
use crate::outputs::cards::{Around, Cards, Choice, Predicted};
use crate::outputs::{self, anki::Place};
use crate::question::{Link, LinkId, Question, front_matter, title_html, title_text};
use crate::read::Files;
use crate::urls::encode;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// A question as other tools see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// Its slug: the same question has it in every export.
    pub id: String,
    /// The question as text.
    pub title: String,
    /// The question as HTML.
    pub title_html: String,
    /// Place of its level in `site.toml`.
    pub level: usize,
    /// Place of its topic in `site.toml`.
    pub topic: usize,
    /// Documents that ask it: places in `site.toml`, with the place in the document.
    pub sources: Vec<(usize, Option<String>)>,
    /// Free words.
    pub tags: Vec<String>,
    /// Other ways to ask it.
    pub asked_as: Vec<String>,
    /// The answer in one breath as text; may be empty.
    pub summary: String,
    /// The same as HTML.
    pub summary_html: String,
    /// The same as the author wrote it.
    pub summary_markdown: String,
    /// The answer as the author wrote it.
    pub answer: String,
    /// The answer as a part of one document of all questions.
    pub answer_among: String,
    /// The answer as HTML, images by the names in [`Export::media`]; of an exercise, what follows on the task.
    pub answer_html: String,
    /// What an exercise is, if it is one.
    pub exercise: Option<ExportedExercise>,
    /// The outputs that are to be predicted, images by the names in [`Export::media`].
    pub predict: Vec<Predicted>,
    /// The questions with options, likewise.
    pub choose: Vec<Choice>,
    /// Address of its page, if `base_url` is known.
    pub url: Option<String>,
    /// Day of the last change.
    pub updated: Option<String>,
    /// Slugs of the questions most like it.
    pub related: Vec<String>,
}

/// The code of an exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedExercise {
    /// What is to be done, as HTML.
    pub task_html: String,
    /// What the learner begins with.
    pub starter: String,
    /// What a solution has to pass.
    pub tests: String,
    /// A solution.
    pub solution: String,
}

/// A guide, ready to be written in any form.
#[derive(Debug, Clone, PartialEq)]
pub struct Export<'a> {
    /// The guide.
    pub guide: &'a Guide,
    /// Its questions in reading order.
    pub questions: Vec<Exported>,
    /// The images of the answers, by names without folders.
    pub media: BTreeMap<String, Cow<'a, [u8]>>,
    /// The site's style sheet.
    pub style: Cow<'a, str>,
}

/// Addresses of the questions, and the ids of their sections in one document.
type Sections<'a> = HashMap<&'a str, &'a str>;

/// Collects what is exported.
pub fn collect<'a>(guide: &'a Guide, files: &'a Files, assets: &'a Assets) -> Export<'a> {
    let mut collector = Collector {
        guide,
        files,
        images: Images::new(guide, files, assets),
        sections: guide
            .question_ids()
            .map(|id| {
                let address = guide.address(&Kind::Question(id));
                (address, guide.question(id).item.slug.value.as_str())
            })
            .collect(),
        media: BTreeMap::new(),
    };
    let questions = guide
        .question_ids()
        .map(|id| collector.exported(id))
        .collect();
    let style = assets.get(crate::assets::STYLE_SHEET);
    Export {
        guide,
        questions,
        media: collector.media,
        style: style.map_or(Cow::Borrowed(""), |a| String::from_utf8_lossy(&a.bytes)),
    }
}

/// What questions are exported from, and the images that their answers have shown so far.
struct Collector<'a> {
    guide: &'a Guide,
    files: &'a Files,
    images: Images<'a>,
    sections: Sections<'a>,
    media: BTreeMap<String, Cow<'a, [u8]>>,
}

impl Collector<'_> {
    fn exported(&mut self, id: QuestionId) -> Exported {
        let Collector { guide, files, .. } = *self;
        let entry = guide.question(id);
        let question = &entry.item;
        let related = guide.related.of(id);
        let url = full(guide, guide.address(&Kind::Question(id)));
        let cards = self.cards(entry, url.as_deref().unwrap_or_default());
        Exported {
            id: question.slug.value.clone(),
            title: title_text(&question.title),
            title_html: title_html(&question.title),
            level: question.level.0,
            topic: question.topic.0,
            sources: question
                .sources
                .iter()
                .map(|source| (source.id.0, source.at.clone()))
                .collect(),
            tags: question.tags.clone(),
            asked_as: question.asked_as.iter().map(|w| w.value.clone()).collect(),
            summary: question.summary.clone(),
            summary_html: question.summary_html.clone(),
            summary_markdown: question.summary_markdown.clone(),
            answer: answer(question, files).trim().to_owned(),
            answer_among: self.answer_among(entry).trim().to_owned(),
            answer_html: self.answer_html(entry),
            exercise: question.exercise.zip(cards.code).map(|(parts, code)| {
                let solution = &question.body.snippets[parts.solution];
                ExportedExercise {
                    task_html: code.task,
                    starter: code.starter,
                    tests: code.tests,
                    solution: solution.code.clone(),
                }
            }),
            predict: cards.predict,
            choose: cards.choose,
            url,
            updated: question.updated.clone(),
            related: related
                .iter()
                .map(|id| guide.question(*id).item.slug.value.clone())
                .collect(),
        }
    }

    /// The answer with links to the published site. Where that is not known, a
    /// link to another page leads nowhere, and its words stay.
    fn answer_html(&mut self, entry: &Entry<Question>) -> String {
        let strings = &self.guide.strings;
        let mut place = |id: LinkId, link: &Link| self.place(entry, id, link);
        let body = &entry.item.body;
        let task = entry.item.exercise.map(|exercise| exercise.task(body).end);
        outputs::anki::html(body, task.unwrap_or(0), strings, &mut place)
    }

    /// The cards beside the answer, whose page is at `page`.
    fn cards(&mut self, entry: &Entry<Question>, page: &str) -> Cards {
        let guide = self.guide;
        let around = Around {
            href: page,
            practice: &guide.config.practice,
            strings: &guide.strings,
            python: None,
        };
        let body = &entry.item.body;
        let mut address = |id: LinkId, html: &mut String| {
            match self.place(entry, id, body.link(id)) {
                // A place on the page is none on the card.
                Place::Url(url) if url.starts_with('#') && page.is_empty() => {}
                Place::Url(url) if url.starts_with('#') => {
                    Place::Url(format!("{page}{url}")).write(html);
                }
                place => place.write(html),
            }
        };
        outputs::cards::cards(&entry.item, &around, &mut address)
    }

    fn place(&mut self, entry: &Entry<Question>, id: LinkId, link: &Link) -> Place {
        let Some(target) = entry.target(id) else {
            return Place::Nowhere;
        };
        if link.image
            && let Some((name, bytes)) = self.images.get(&target.address)
        {
            self.media.insert(name.clone(), bytes);
            return Place::Media(name);
        }
        url(self.guide, target).map_or(Place::Nowhere, Place::Url)
    }

    /// The answer in a document of all answers, where links to questions lead to
    /// their sections, and others to the published site if that is known.
    fn answer_among(&self, entry: &Entry<Question>) -> String {
        let question = &entry.item;
        let text = self.files.text(&question.path).unwrap_or("");
        let Ok(split) = front_matter::split(&question.path, text) else {
            return String::new();
        };
        let link = |id: LinkId| {
            let target = entry.target(id)?;
            match self.sections.get(target.address.as_str()) {
                Some(slug) => Some(format!("#{slug}")),
                None if target.address.is_empty() => None,
                None => url(self.guide, target),
            }
        };
        outputs::markdown::write(text, split.body, &question.body, 2, &link)
    }
}

/// The Markdown below the front matter.
fn answer<'a>(question: &Question, files: &'a Files) -> &'a str {
    let text = files.text(&question.path).unwrap_or("");
    match front_matter::split(&question.path, text) {
        Ok(split) => &text[split.body],
        Err(_) => "",
    }
}

/// An address with `base_url` before it.
fn full(guide: &Guide, address: &str) -> Option<String> {
    let base = guide.config.base_url.as_ref().map(BaseUrl::as_str)?;
    Some(format!("{base}{}", encode(address)))
}

/// Where a link leads from outside of the site. Without a `base_url` that is
/// known for a place on the same page only.
fn url(guide: &Guide, target: &Target) -> Option<String> {
    let page = match target.address.as_str() {
        "" => String::new(),
        address => full(guide, address)?,
    };
    Some(match target.anchor.as_str() {
        "" => page,
        anchor => format!("{page}#{}", encode(anchor)),
    })
}

/// The files that an answer may show.
struct Images<'a>(BTreeMap<&'a str, &'a [u8]>);

impl<'a> Images<'a> {
    fn new(guide: &'a Guide, files: &'a Files, assets: &'a Assets) -> Images<'a> {
        let beside = guide
            .media
            .iter()
            .filter_map(|(path, address)| Some((address.as_str(), &*files.get(path)?.bytes)));
        let shared = assets
            .values()
            .map(|asset| (asset.address.as_str(), &*asset.bytes));
        Images(beside.chain(shared).collect())
    }

    /// A file with a name by what it holds, so that two guides can share a
    /// collection's one folder.
    fn get(&self, address: &str) -> Option<(String, Cow<'a, [u8]>)> {
        let bytes = *self.0.get(address)?;
        let ending = address.rsplit_once('.').map_or("bin", |(_, ending)| ending);
        let good = ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        let ending = if good { ending } else { "bin" };
        let hash = blake3::hash(bytes).to_hex();
        Some((
            format!("studypress-{}.{ending}", &hash[..16]),
            Cow::Borrowed(bytes),
        ))
    }
}
