//! What a card is known by, as long as what it asks stays the same.

use super::Predict;
use crate::highlight;
use crate::languages::{self, practised};
use crate::outputs::text;
use crate::question::{Document, Quiz, Snippet};
use std::borrow::Cow;
use std::collections::HashMap;

/// Bits of a character of a name.
const BITS: u32 = 5;
/// Characters of a name.
const LENGTH: u32 = 8;

/// Names that are each given once: a second thing of one name gets `.2` after it.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, usize>);

impl Names {
    /// The id of the next card of a kind.
    pub fn id(&mut self, kind: &str, slug: &str, name: &str) -> String {
        let id = format!("{kind}:{slug}:{name}");
        let times = self.0.entry(id.clone()).or_default();
        *times += 1;
        match *times {
            1 => id,
            times => format!("{id}.{times}"),
        }
    }
}

/// The name of what an author pinned, or of the code with all that it continues.
pub fn of_predict(document: &Document, card: &Predict) -> String {
    let snippet = &document.snippets[card.snippet];
    if let Some(name) = practised::read(&snippet.words).card {
        return name;
    }
    let before = card.after.iter().map(|at| &document.snippets[*at]);
    let code: String = before.chain([snippet]).map(without_comments).collect();
    hashed(&code)
}

/// The name of a prompt with its options, whichever of them are right.
pub fn of_choose(document: &Document, quiz: &Quiz) -> String {
    let options = quiz.options.iter().map(|option| option.events.clone());
    let parts = std::iter::once(quiz.prompt.clone()).chain(options);
    let parts: Vec<String> = parts.map(|part| text::plain(document, part)).collect();
    hashed(&parts.join("\0"))
}

/// Eight letters and digits for a text: the first 40 bits of its BLAKE3 hash as base32 (RFC 4648, in small letters).
pub fn hashed(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes());
    let first = hash.as_bytes().iter().take(8);
    let bits = first.fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let digit = |at: u32| match (bits >> (u64::BITS - BITS * (at + 1))) as u8 & 31 {
        letter @ 0..26 => char::from(b'a' + letter),
        digit => char::from(b'2' + digit - 26),
    };
    (0..LENGTH).map(digit).collect()
}

/// The lines of a snippet that do something, without the white space at their ends.
fn without_comments(snippet: &Snippet) -> String {
    let begins = languages::snippets(&snippet.language).map_or(&[][..], |room| room.comments);
    let code = if begins.iter().any(|mark| snippet.code.contains(mark)) {
        highlight::without_comments(&snippet.code, languages::grammar(&snippet.language)).into()
    } else {
        Cow::Borrowed(&*snippet.code)
    };
    let lines = code.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}
