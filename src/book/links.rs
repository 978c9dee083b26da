//! Where links lead from a book: to another chapter where it is one of the book, else to the web.

use super::contents::{Contents, PartOf};
use crate::config::BaseUrl;
use crate::guide::{Guide, Kind, List, QuestionId, Target};
use crate::outputs::book::is_id;
use crate::urls::{encode, recode};
use rustc_hash::FxHashMap;

/// The files of a book, by what the site has in their place.
pub(super) struct Links<'a> {
    guide: &'a Guide,
    files: FxHashMap<Kind, String>,
}

impl<'a> Links<'a> {
    pub(super) fn new(guide: &'a Guide, contents: &Contents) -> Links<'a> {
        let chapters = contents.questions();
        let chapters = chapters.map(|id| (Kind::Question(id), chapter_file(guide, id)));
        let parts = contents.parts.iter().map(|part| {
            let list = match part.of {
                PartOf::Level(id) => List::Level(id),
                PartOf::Exercises => List::Exercises,
            };
            (Kind::List(list, 0), part_file(guide, part.of))
        });
        Links {
            guide,
            files: chapters.chain(parts).collect(),
        }
    }

    /// The file of the chapter that a question is.
    pub(super) fn chapter(&self, id: QuestionId) -> &str {
        self.files
            .get(&Kind::Question(id))
            .map_or("", String::as_str)
    }

    /// Whether a question is in the book.
    pub(super) fn has(&self, id: QuestionId) -> bool {
        self.files.contains_key(&Kind::Question(id))
    }

    /// Where a link of a question leads, if it leads anywhere: without `base_url` nothing is known of the web.
    pub(super) fn href(&self, from: QuestionId, target: &Target) -> Option<String> {
        let kind = match target.address.as_str() {
            "" => Kind::Question(from),
            address => self.kind(address)?,
        };
        if let Some(file) = self.files.get(&kind)
            && target.query.is_empty()
        {
            return Some(match self.anchor(&kind, &target.anchor) {
                Some(anchor) => format!("{file}#{}", encode(anchor)),
                None => file.clone(),
            });
        }
        let base = self.guide.config.base_url.as_ref().map(BaseUrl::as_str)?;
        let mut url = format!("{base}{}", encode(&target.address));
        if !target.query.is_empty() {
            let parts: Vec<String> = target.query.split('&').map(recode).collect();
            url.push('?');
            url.push_str(&parts.join("&"));
        }
        if !target.anchor.is_empty() {
            url.push('#');
            url.push_str(&encode(&target.anchor));
        }
        Some(url)
    }

    /// What the site has at an address; old addresses lead on.
    fn kind(&self, address: &str) -> Option<Kind> {
        let route = self.guide.routes.at(address)?;
        Some(match &route.kind {
            Kind::Redirect(id) => self.guide.redirect(*id).to.clone(),
            kind => kind.clone(),
        })
    }

    /// An anchor, if the chapter has it.
    fn anchor<'t>(&self, kind: &Kind, anchor: &'t str) -> Option<&'t str> {
        let Kind::Question(id) = kind else {
            return None;
        };
        let anchors = &self.guide.question(*id).item.body.anchors;
        let is_there = is_id(anchor) && anchors.iter().any(|known| known == anchor);
        is_there.then_some(anchor)
    }
}

fn chapter_file(guide: &Guide, id: QuestionId) -> String {
    format!("q-{}.xhtml", portable(&guide.question(id).item.slug.value))
}

/// The file of a part's first page.
pub(super) fn part_file(guide: &Guide, of: PartOf) -> String {
    match of {
        PartOf::Level(id) => format!("level-{}.xhtml", portable(&guide.config[id].id)),
        PartOf::Exercises => "exercises.xhtml".to_owned(),
    }
}

/// A slug as a part of a file's name: of other letters than English ones, not every reader finds the file.
fn portable(slug: &str) -> String {
    if slug.is_ascii() {
        return slug.to_owned();
    }
    let hash = blake3::hash(slug.as_bytes()).to_hex();
    hash[..16].to_owned()
}
