//! What an output depends on, as a key: a page whose key is that of a page made
//! before need not be made again.
//!
//! Only outputs of which there are many have one. A key takes in whole files where
//! a page shows a line of them: too much rather than too little.

use super::Renderer;
use super::lists::frame;
use crate::cache::{self, Key};
use crate::guide::{Guide, Kind, List, QuestionId};
use crate::search::IndexFile;

/// What the keys of all outputs of a guide are made from.
pub struct Keys {
    /// Of the program, and of what every page shares.
    shared: Key,
}

impl Keys {
    /// The keys of a guide; `None` if the program does not know itself.
    pub(crate) fn new(renderer: &Renderer) -> Option<Keys> {
        let program = cache::program()?;
        Some(Keys {
            shared: Key::new([program.as_bytes(), renderer.key.as_bytes()]),
        })
    }

    /// The key of an output, if it has one.
    pub(crate) fn of(&self, guide: &Guide, kind: &Kind) -> Option<Key> {
        match kind {
            Kind::Question(id) => Some(self.question(guide, *id)),
            Kind::List(list, page) => {
                let frame = frame(guide, *list, *page);
                let rows = frame.ids.iter().map(|id| part(guide, *id));
                let parts = [self.shared.as_bytes(), b"list", &*frame.to_bytes()];
                Some(Key::new(parts.into_iter().chain(rows)))
            }
            // Its code would be highlighted once more by every build.
            Kind::BookPage => Some(self.book(guide)),
            Kind::Cards(chunk) => {
                let hash = guide.deck.chunks.get(*chunk)?;
                Some(Key::new([
                    self.shared.as_bytes(),
                    b"cards",
                    &chunk.to_le_bytes(),
                    hash.as_bytes(),
                ]))
            }
            // Its address tells what it holds.
            Kind::Runtime(_) => {
                let address = guide.address(kind).as_bytes();
                Some(Key::new([&b"runtime"[..], address]))
            }
            _ => None,
        }
    }

    /// The key of a file of the search index, which is made already.
    pub(crate) fn of_index(&self, file: &IndexFile) -> Key {
        Key::new([&file.hash.as_bytes()[..]])
    }

    /// The page of a question shows its file, where its links and tags lead, and lines of
    /// the questions before and after it and of related ones.
    fn question(&self, guide: &Guide, id: QuestionId) -> Key {
        let targets = targets(guide, id);
        let (previous, next) = guide.previous_and_next(id);
        let near = |id: Option<QuestionId>| id.map_or(&b""[..], |id| part(guide, id));
        let related = guide.related.of(id);
        let tags = guide.question(id).item.tags.iter();
        let tags = tags.filter_map(|name| guide.tag_named(name));
        let tags = tags.map(|tag| guide.address(&Kind::List(List::Tag(tag), 0)).as_bytes());
        let own = [self.shared.as_bytes(), b"question", part(guide, id)];
        let near = [near(previous), near(next)];
        let parts = own.into_iter().chain(near).chain(targets);
        Key::new(
            parts
                .chain([&b"tags"[..]])
                .chain(tags)
                .chain([&b"related"[..]])
                .chain(related.iter().map(|id| part(guide, *id))),
        )
    }

    /// The page of all questions shows their files and where their links lead; which of these it holds itself, their
    /// files say.
    fn book(&self, guide: &Guide) -> Key {
        let own = [self.shared.as_bytes(), &b"book"[..]];
        let questions = guide.question_ids().flat_map(|id| {
            let path = guide.address(&Kind::Question(id)).as_bytes();
            [part(guide, id), path]
                .into_iter()
                .chain(targets(guide, id))
        });
        Key::new(own.into_iter().chain(questions))
    }
}

/// Where the links of a question lead.
fn targets(guide: &Guide, id: QuestionId) -> impl Iterator<Item = &[u8]> {
    let targets = guide.question(id).targets.iter();
    targets.flat_map(|to| match to {
        Some(to) => [&*to.address, &*to.query, &*to.anchor].map(str::as_bytes),
        None => [&b"\0"[..]; 3],
    })
}

fn part(guide: &Guide, id: QuestionId) -> &[u8] {
    guide.question(id).item.hash.as_bytes()
}
