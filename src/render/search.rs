//! The search index of the guide, and the page of its results.

use super::Renderer;
use super::context::PageHead;
use crate::diagnostic::Diagnostic;
use crate::guide::{Entry, Guide};
use crate::question::{Body, Page, Question, title_text};
use crate::search::{self, Document, IndexFile, Label, Labels};
use rayon::prelude::*;
use tera::Context;

/// Makes the files of the search index: of the questions in their order, and
/// after them the plain pages.
pub fn index(guide: &Guide) -> Vec<IndexFile> {
    let mut documents: Vec<Document> = guide.questions.par_iter().map(question).collect();
    documents.extend(guide.pages.iter().map(page));
    search::index(&documents, &labels(guide))
}

fn question(entry: &Entry<Question>) -> Document {
    let question = &entry.item;
    Document {
        address: entry.address.clone(),
        title_text: title_text(&question.title),
        title: question.title.clone(),
        summary: question.summary.clone(),
        tags: names(&question.slug.value, &question.tags),
        level: Some(question.level.0),
        topic: Some(question.topic.0),
        sections: sections(&question.body),
    }
}

fn page(entry: &Entry<Page>) -> Document {
    let page = &entry.item;
    Document {
        address: entry.address.clone(),
        title_text: title_text(&page.title),
        title: page.title.clone(),
        summary: page.summary.clone(),
        tags: names(&page.slug.value, &[]),
        sections: sections(&page.body),
        ..Document::default()
    }
}

/// What a document is called beside its title: its name in its address, and its tags.
fn names(slug: &str, tags: &[String]) -> Vec<String> {
    std::iter::once(slug.to_owned())
        .chain(tags.iter().cloned())
        .collect()
}

fn sections(body: &Body) -> Vec<search::Section> {
    body.sections
        .iter()
        .map(|section| search::Section {
            id: section.id.clone(),
            title: section.title.clone(),
            text: section.text.clone(),
            code: section.code.clone(),
        })
        .collect()
}

fn labels(guide: &Guide) -> Labels {
    let config = &guide.config;
    Labels {
        language: config.language.clone(),
        levels: config
            .levels
            .iter()
            .map(|level| Label {
                id: level.id.clone(),
                title: level.title.clone(),
                aliases: level.aliases.clone(),
            })
            .collect(),
        topics: config
            .topics
            .iter()
            .map(|topic| Label {
                id: topic.id.clone(),
                title: topic.title.clone(),
                aliases: Vec::new(),
            })
            .collect(),
        synonyms: config.search.synonyms.clone(),
    }
}

/// The page that shows the results of the query in its own address.
pub(super) fn page_of_results(
    renderer: &Renderer,
    guide: &Guide,
) -> Result<String, Box<Diagnostic>> {
    let head = PageHead {
        canonical: None,
        ..PageHead::new("search", guide, "Search", "search.html")
    };
    let mut context = Context::new();
    context.insert("page", &head);
    renderer.render("search.html", &context, "search.html")
}
