//! Parts of a page in another language than the page: words of the interface that are English where the guide's
//! language has none. Screen readers pronounce them, and browsers order them, as what they are.

use crate::strings::{FOREIGN, NATIVE};

/// Elements whose attributes say words that their content goes with: what a script puts into them is said in the same
/// language.
const SPEAKING: [&str; 5] = ["a", "button", "p", "progress", "span"];
/// Elements that hold text and no other elements.
const TEXT_ONLY: [&str; 5] = ["option", "script", "style", "textarea", "title"];

/// What an element says that scripts put English into.
const LANGUAGE: &str = " lang=\"en\"";
/// Left-to-right isolate, and the end of an isolate: what lies between keeps its own order.
const ISOLATED: (char, char) = ('\u{2066}', '\u{2069}');

/// Finishes the HTML of a page in which English words stand between [`FOREIGN`] and [`NATIVE`]. Among words they
/// become elements that say so: a direction of its own would move what is there already. In attributes, which cannot
/// say it, they keep their order at least.
pub(super) fn finish(html: &str, is_right_to_left: bool) -> String {
    let mut parts = Parts {
        attributes: if is_right_to_left {
            " lang=\"en\" dir=\"ltr\""
        } else {
            LANGUAGE
        },
        isolated: is_right_to_left,
        html: String::with_capacity(html.len() + html.len() / 8),
        text_only: false,
    };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        parts.words(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        parts.tag(&rest[..end]);
        rest = &rest[end..];
    }
    parts.words(rest);
    parts.html
}

struct Parts {
    /// What an element of English words says.
    attributes: &'static str,
    /// Whether English runs in another direction than the page.
    isolated: bool,
    html: String,
    /// Whether the innermost element holds no other elements.
    text_only: bool,
}

impl Parts {
    fn tag(&mut self, tag: &str) {
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default();
        self.text_only = TEXT_ONLY.contains(&name);
        if !tag.contains(FOREIGN) {
            self.html.push_str(tag);
            return;
        }
        let end = tag.trim_end_matches(['>', '/', ' ']).len();
        self.plain(&tag[..end]);
        if SPEAKING.contains(&name) {
            self.html.push_str(LANGUAGE);
        }
        self.html.push_str(&tag[end..]);
    }

    /// What stands between two tags.
    fn words(&mut self, words: &str) {
        if !words.contains(FOREIGN) {
            self.html.push_str(words);
        } else if self.text_only {
            self.say_of_element();
            self.plain(words);
        } else {
            self.spans(words);
        }
    }

    fn spans(&mut self, words: &str) {
        let mut pieces = words.split(FOREIGN);
        self.html.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (english, rest) = piece.split_once(NATIVE).unwrap_or((piece, ""));
            self.html.push_str("<span");
            self.html.push_str(self.attributes);
            self.html.push('>');
            self.html.push_str(english);
            self.html.push_str("</span>");
            self.html.push_str(rest);
        }
    }

    /// The element whose start tag is the last thing written is in English.
    fn say_of_element(&mut self) {
        let start = self.html.rfind('<').map_or("", |at| &self.html[at..]);
        let is_said = start.contains(self.attributes);
        if start.ends_with('>')
            && !is_said
            && !start.starts_with("</")
            && !start.starts_with("<title")
        {
            self.html.truncate(self.html.len() - 1);
            self.html.push_str(self.attributes);
            self.html.push('>');
        }
    }

    /// Appends words where no element can be.
    fn plain(&mut self, words: &str) {
        let isolated = self.isolated;
        self.html.extend(words.chars().filter_map(|c| match c {
            FOREIGN => isolated.then_some(ISOLATED.0),
            NATIVE => isolated.then_some(ISOLATED.1),
            c => Some(c),
        }));
    }
}

/// The length of a tag, in whose attributes there may be `>`.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}
