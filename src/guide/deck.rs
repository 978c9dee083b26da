//! The questions that can be practised, and the files that hold their cards.

use super::ids::QuestionId;
use super::model::{Entry, Guide};
use super::routes::Kind;
use crate::cards;
use crate::question::Question;
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use std::sync::Arc;

/// So many questions have their cards in one file.
pub const QUESTIONS_A_CHUNK: usize = 16;

/// Of the form in which cards are written.
const VERSION: &[u8] = b"studypress cards 1";

/// What of a guide can be practised.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deck {
    /// The questions with at least one card, in the order of the guide.
    pub questions: Vec<QuestionId>,
    /// For each file of cards, the hash of all that it is made from. Empty if the site has no such files.
    pub chunks: Vec<Hash>,
}

impl Deck {
    /// That of some questions, without the files.
    pub(super) fn new(questions: &[Arc<Question>]) -> Deck {
        let ids = questions.par_iter().enumerate();
        let ids = ids.filter(|(_, question)| cards::any(question));
        Deck {
            questions: ids.map(|(index, _)| QuestionId(index)).collect(),
            chunks: Vec::new(),
        }
    }

    /// Whether there is any card.
    pub fn is_any(&self) -> bool {
        !self.questions.is_empty()
    }

    /// The questions whose cards are in a file.
    pub fn chunk(&self, chunk: usize) -> &[QuestionId] {
        let mut chunks = self.questions.chunks(QUESTIONS_A_CHUNK);
        chunks.nth(chunk).unwrap_or_default()
    }
}

/// The hashes of what the files of cards are made from.
pub(super) fn chunks(guide: &Guide) -> Vec<Hash> {
    let mut shared = Hasher::new();
    shared.update(VERSION);
    let config = &guide.config;
    // Plain data written to memory cannot fail.
    let words = serde_json::to_vec(&(&guide.strings, &config.practice, config.markup.unsafe_html));
    part(&mut shared, &words.unwrap_or_default());
    if let Some(runtime) = guide.runtime.as_ref().filter(|_| guide.has_exercises()) {
        // It decides which exercises can be run.
        part(&mut shared, runtime.python.to_string().as_bytes());
    }
    let chunks = guide.deck.questions.par_chunks(QUESTIONS_A_CHUNK);
    let hash = |ids: &[QuestionId]| {
        let mut hasher = shared.clone();
        for id in ids {
            question(
                &mut hasher,
                guide.address(&Kind::Question(*id)),
                guide.question(*id),
            );
        }
        hasher.finalize()
    };
    chunks.map(hash).collect()
}

fn question(hasher: &mut Hasher, address: &str, entry: &Entry<Question>) {
    let question = &entry.item;
    hasher.update(question.hash.as_bytes());
    for number in [question.level.0, question.topic.0, entry.targets.len()] {
        hasher.update(&(number as u64).to_le_bytes());
    }
    part(hasher, address.as_bytes());
    for target in &entry.targets {
        let texts = target
            .as_ref()
            .map(|to| [&to.address, &to.query, &to.anchor].map(|text| text.as_bytes()));
        for text in texts.unwrap_or([b"\0"; 3]) {
            part(hasher, text);
        }
    }
}

/// Takes in a text so that no other row of texts is the same.
fn part(hasher: &mut Hasher, text: &[u8]) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text);
}
