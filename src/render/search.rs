//! The search index of the guide, and the page of its results.

use super::Renderer;
use super::context::PageHead;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, Route};
use crate::question::{self, Page, Question, title_text};
use crate::search::{Document, IndexFile, Indexer, Label, Labels, Section};
use crate::thesaurus::{Thesaurus, thesaurus};
use rayon::prelude::*;
use tera::Context;

/// Makes the files of the search index of what the site's search finds: of the
/// questions in their order, and after them the plain pages.
pub fn index(guide: &Guide, indexer: &mut Indexer) -> Vec<IndexFile> {
    let routes = guide.routes.all().iter();
    let mut found: Vec<&Route> = routes.filter(|route| route.kind.part().searched).collect();
    found.sort_by_key(|route| matches!(route.kind, Kind::Page(_)));
    let documents = found.par_iter();
    let documents: Vec<Document> = documents
        .filter_map(|route| document(guide, route))
        .collect();
    indexer.index(&documents, &labels(guide))
}

fn document<'a>(guide: &'a Guide, route: &'a Route) -> Option<Document<'a>> {
    let document = match &route.kind {
        Kind::Question(id) => question(guide, &guide.question(*id).item),
        Kind::Page(id) => page(&guide.page(*id).item),
        _ => return None,
    };
    Some(Document {
        address: &route.address,
        ..document
    })
}

fn question<'a>(guide: &'a Guide, question: &'a Question) -> Document<'a> {
    let tags = question
        .tags
        .iter()
        .filter_map(|name| guide.tag_named(name));
    Document {
        title_text: title_text(&question.title).into(),
        title: &question.title,
        summary: &question.summary,
        name: &question.slug.value,
        asked_as: question.asked_as.iter().map(|w| &*w.value).collect(),
        tags: tags.map(|id| guide.tag(id).name.as_str()).collect(),
        level: Some(question.level.0),
        topic: Some(question.topic.0),
        sections: sections(&question.body),
        ..Document::default()
    }
}

fn page(page: &Page) -> Document<'_> {
    Document {
        title_text: title_text(&page.title).into(),
        title: &page.title,
        summary: &page.summary,
        name: &page.slug.value,
        sections: sections(&page.body),
        ..Document::default()
    }
}

fn sections(body: &question::Document) -> Vec<Section<'_>> {
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
    let Thesaurus { groups, known } = thesaurus(&config.language);
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
        thesaurus: groups,
        known,
    }
}

/// The page that shows the results of the query in its own address.
pub(super) fn page_of_results(
    renderer: &Renderer,
    guide: &Guide,
) -> Result<String, Box<Diagnostic>> {
    let head = PageHead {
        canonical: None,
        ..PageHead::new("search", guide, &Kind::Search)
    };
    let mut context = Context::new();
    context.insert("page", &head);
    renderer.render("search.html", &context, guide.address(&Kind::Search))
}
