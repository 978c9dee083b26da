//! The chapters of a book: one a question, and a first page for each part.

use super::Book;
use super::contents::{Part, PartOf};
use super::links::part_file;
use super::xhtml::{document, escaped};
use crate::guide::{QuestionId, Target};
use crate::outputs::book::{self, Around, Later};
use crate::question::{LinkId, Question, SourceRef, title_html, title_text};
use crate::strings::direction;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A document of a book.
pub(super) struct Chapter {
    /// Its file.
    pub file: String,
    /// Its title as text.
    pub title: String,
    /// What it holds.
    pub xhtml: String,
    /// The images that it shows, by their addresses in the site.
    pub images: BTreeSet<String>,
}

/// The file that the answers to quizzes stand in.
pub(super) const ANSWERS: &str = "answers.xhtml";

/// The file that the solutions of exercises stand in.
pub(super) const SOLUTIONS: &str = "solutions.xhtml";

/// The `id` of an answer or a solution in its file.
pub(super) fn later_id(question: &Question, later: Later) -> String {
    let slug = &question.slug.value;
    match later {
        Later::Answer(quiz) => format!("{slug}.{}", quiz.index() + 1),
        Later::Solution => slug.clone(),
    }
}

/// A title as XHTML.
pub(super) fn title_xhtml(book: &Book, title: &str) -> String {
    let html = title_html(title);
    if direction(&book.guide.config.language) == "rtl" {
        html.replace("<code>", "<code dir=\"ltr\">")
    } else {
        html
    }
}

/// Calls a function with what the document of a question is shown in, and gives the images that were asked for.
pub(super) fn around(book: &Book, id: QuestionId, write: impl FnOnce(&Around)) -> BTreeSet<String> {
    let entry = book.guide.question(id);
    let shown = RefCell::new(BTreeSet::new());
    let target = |link: LinkId| entry.target(link);
    let image = |link: LinkId| {
        let Target { address, .. } = target(link)?;
        let file = book.images.file(target(link)?)?;
        shown.borrow_mut().insert(address.clone());
        Some(file)
    };
    let elsewhere = |later: Later| {
        let file = match later {
            Later::Answer(_) => ANSWERS,
            Later::Solution => SOLUTIONS,
        };
        format!("{file}#{}", later_id(&entry.item, later))
    };
    write(&Around {
        strings: &book.guide.strings,
        right_to_left: direction(&book.guide.config.language) == "rtl",
        code: book.chosen.code,
        file: book.links.chapter(id),
        link: &|link| book.links.href(id, target(link)?),
        image: &image,
        elsewhere: &elsewhere,
    });
    shown.into_inner()
}

/// The chapter that a question is.
pub(super) fn chapter(book: &Book, id: QuestionId) -> Chapter {
    let guide = book.guide;
    let question = &guide.question(id).item;
    let mut body = String::new();
    let _ = write!(
        body,
        "<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"sp-title\">\n\
         <p class=\"place\">{} · {}</p>\n<h1 id=\"sp-title\">{}</h1>\n",
        escaped(&guide.config[question.level].title),
        escaped(&guide.config[question.topic].title),
        title_xhtml(book, &question.title),
    );
    short_answer(book, question, &mut body);
    let images = around(book, id, |around| {
        book::write(&question.body, around, &mut body);
    });
    after(book, id, question, &mut body);
    body.push_str("</section>\n");
    let title = title_text(&question.title);
    Chapter {
        file: book.links.chapter(id).to_owned(),
        xhtml: document(book, &title, &body),
        title,
        images,
    }
}

fn short_answer(book: &Book, question: &Question, body: &mut String) {
    if question.summary_html.is_empty() {
        return;
    }
    let words = book.guide.strings.get("in_one_breath");
    let mut summary = question.summary_html.clone();
    if direction(&book.guide.config.language) == "rtl" {
        summary = summary.replace("<code>", "<code dir=\"ltr\">");
    }
    let _ = write!(
        body,
        "<section class=\"short\" aria-labelledby=\"sp-short\">\n\
         <p class=\"label\" id=\"sp-short\">{}</p>\n<p>{summary}</p>\n</section>\n",
        escaped(words),
    );
}

/// What stands below an answer: other questions like it, and who asks it.
fn after(book: &Book, id: QuestionId, question: &Question, body: &mut String) {
    let guide = book.guide;
    let related = guide.related.of(id);
    let related: Vec<QuestionId> = related
        .iter()
        .copied()
        .filter(|id| book.links.has(*id))
        .collect();
    if related.is_empty() && question.sources.is_empty() {
        return;
    }
    body.push_str("<footer class=\"after\">\n");
    if !related.is_empty() {
        let words = escaped(guide.strings.get("related"));
        let _ = write!(body, "<p class=\"label\">{words}</p>\n<ul>\n");
        for id in related {
            let title = title_xhtml(book, &guide.question(id).item.title);
            let file = escaped(book.links.chapter(id));
            let _ = writeln!(body, "<li><a href=\"{file}\">{title}</a></li>");
        }
        body.push_str("</ul>\n");
    }
    if !question.sources.is_empty() {
        let words = escaped(guide.strings.get("asked_in"));
        let sources = sources(book, &question.sources).join(" · ");
        let _ = writeln!(
            body,
            "<p><span class=\"label\">{words}</span> {sources}</p>"
        );
    }
    body.push_str("</footer>\n");
}

/// The documents that ask a question, each once, with the places in it.
fn sources(book: &Book, sources: &[SourceRef]) -> Vec<String> {
    let mut ids: Vec<_> = sources.iter().map(|source| source.id).collect();
    let mut known = Vec::new();
    ids.retain(|id| {
        !known.contains(id) && {
            known.push(*id);
            true
        }
    });
    let one = |id| {
        let source = &book.guide.config[id];
        let places = sources.iter().filter(|source| source.id == id);
        let places: Vec<&str> = places.filter_map(|source| source.at.as_deref()).collect();
        let mut words = escaped(&source.title);
        if let Some(url) = &source.url {
            words = format!("<a href=\"{}\">{words}</a>", escaped(url));
        }
        if !places.is_empty() {
            let _ = write!(words, ", {}", escaped(&places.join(", ")));
        }
        words
    };
    ids.into_iter().map(one).collect()
}

/// The `id` that the first page of a part has for one of its topics.
pub(super) fn topic_id(number: usize) -> String {
    format!("sp-topic-{}", number + 1)
}

/// The first page of a part.
pub(super) fn first_page(book: &Book, part: &Part) -> Chapter {
    let guide = book.guide;
    let title = part.of.title(guide).to_owned();
    let mut body = format!(
        "<section epub:type=\"part\" role=\"doc-part\" aria-labelledby=\"sp-title\" class=\"part\">\n\
         <h1 id=\"sp-title\">{}</h1>\n",
        escaped(&title)
    );
    let description = part.of.description(guide);
    if !description.is_empty() {
        let _ = writeln!(body, "<p class=\"lead\">{}</p>", escaped(description));
    }
    for (number, topic) in part.topics.iter().enumerate() {
        let words = escaped(&guide.config[topic.of].title);
        let id = topic_id(number);
        let _ = write!(
            body,
            "<h2 id=\"{id}\">{words}</h2>\n<ul class=\"questions\">\n"
        );
        for question in &topic.questions {
            let item = &guide.question(*question).item;
            let _ = writeln!(
                body,
                "<li><a href=\"{}\">{}</a>{}</li>",
                escaped(book.links.chapter(*question)),
                title_xhtml(book, &item.title),
                level_of(book, part.of, item),
            );
        }
        body.push_str("</ul>\n");
    }
    body.push_str("</section>\n");
    Chapter {
        file: part_file(guide, part.of),
        xhtml: document(book, &title, &body),
        title,
        images: BTreeSet::new(),
    }
}

/// The level of an exercise: its part has those of all levels.
fn level_of(book: &Book, part: PartOf, question: &Question) -> String {
    match part {
        PartOf::Level(_) => String::new(),
        PartOf::Exercises => {
            let level = &book.guide.config[question.level].title;
            format!(" <span class=\"badge\">{}</span>", escaped(level))
        }
    }
}
