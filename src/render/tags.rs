//! The page of all tags.

use super::Renderer;
use super::context::{PageHead, href};
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, List, TagId};
use serde::Serialize;
use tera::Context;

/// A tag with the list of its questions.
#[derive(Serialize)]
struct TagLink<'a> {
    name: &'a str,
    href: String,
    count: usize,
}

pub(super) fn tags(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    let tags = guide.tags.iter().enumerate();
    let mut links: Vec<TagLink> = tags
        .map(|(index, tag)| TagLink {
            name: &tag.name,
            href: href(guide, &Kind::List(List::Tag(TagId(index)), 0)),
            count: tag.questions.len(),
        })
        .collect();
    // By their letters: `__init__` stands beside `inheritance`.
    links.sort_by_cached_key(|link| {
        let letters = link.name.trim_start_matches(|c: char| !c.is_alphanumeric());
        letters.to_lowercase()
    });
    let mut context = Context::new();
    context.insert("tags", &links);
    context.insert("page", &PageHead::new("list", guide, &Kind::Tags));
    renderer.render("tags.html", &context, guide.address(&Kind::Tags))
}
