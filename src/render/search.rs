//! The search index of the guide, and the page of its results.

use super::Renderer;
use super::context::PageHead;
use crate::diagnostic::Diagnostic;
use crate::guide::{Entry, Guide};
use crate::question::{Body, Page, Question, title_text};
use crate::search::{Document, IndexFile, Indexer, Label, Labels, Section};
use rayon::prelude::*;
use tera::Context;

/// Makes the files of the search index: of the questions in their order, and
/// after them the plain pages.
pub fn index(guide: &Guide, indexer: &mut Indexer) -> Vec<IndexFile> {
    let mut documents: Vec<Document> = guide.questions.par_iter().map(question).collect();
    documents.extend(guide.pages.iter().map(page));
    indexer.index(&documents, &labels(guide))
}

fn question(entry: &Entry<Question>) -> Document<'_> {
    let question = &entry.item;
    Document {
        address: &entry.address,
        title_text: title_text(&question.title).into(),
        title: &question.title,
        summary: &question.summary,
        tags: names(&question.slug.value, &question.tags),
        level: Some(question.level.0),
        topic: Some(question.topic.0),
        sections: sections(&question.body),
    }
}

fn page(entry: &Entry<Page>) -> Document<'_> {
    let page = &entry.item;
    Document {
        address: &entry.address,
        title_text: title_text(&page.title).into(),
        title: &page.title,
        summary: &page.summary,
        tags: names(&page.slug.value, &[]),
        sections: sections(&page.body),
        ..Document::default()
    }
}

/// What a document is called beside its title: its name in its address, and its tags.
fn names<'a>(slug: &'a str, tags: &'a [String]) -> Vec<&'a str> {
    std::iter::once(slug)
        .chain(tags.iter().map(String::as_str))
        .collect()
}

fn sections(body: &Body) -> Vec<Section<'_>> {
    body.sections
        .iter()
        .map(|section| Section {
            id: &section.id,
            title: &section.title,
            text: &section.text,
            code: &section.code,
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
