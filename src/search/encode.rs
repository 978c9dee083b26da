//! Numbers and words as text: most numbers are one character, which the
//! compression of the server then codes by how often it comes.

use super::postings::Posting;

/// Numbers below this are one character.
const SMALL: usize = 60;
/// As many characters begin a longer number.
const LARGE: usize = 31;

/// Writes a number: below 60 as one character; otherwise its remainder by 31
/// after 60 is taken away, and then the quotient as a number.
pub(super) fn number(mut value: usize, out: &mut String) {
    while value >= SMALL {
        value -= SMALL;
        out.push(digit(SMALL + value % LARGE));
        value /= LARGE;
    }
    out.push(digit(value));
}

/// One of 91 characters: `#` to `~` without the backslash.
fn digit(value: usize) -> char {
    let code = value as u8 + b'#';
    char::from(code + u8::from(code >= b'\\'))
}

/// Writes a word after another: a capital for how many UTF-16 units of it are
/// shared, at most 25, and then the rest.
pub(super) fn word(word: &str, before: &str, out: &mut String) {
    let (mut shared, mut bytes) = (0, 0);
    for (a, b) in word.chars().zip(before.chars()) {
        if a != b || shared + a.len_utf16() > 25 {
            break;
        }
        shared += a.len_utf16();
        bytes += a.len_utf8();
    }
    out.push(char::from(b'A' + shared as u8));
    out.push_str(&word[bytes..]);
}

/// Writes how often a term stands in the parts of a document: one character for
/// prose, code and whether it stands elsewhere, one more if it does, and the
/// wordings it stands in if there are any.
pub(super) fn frequency(posting: &Posting, out: &mut String) {
    let elsewhere = usize::from(posting.parts != 0);
    number(posting.steps as usize * 2 + elsewhere, out);
    if elsewhere == 1 {
        number(posting.parts as usize, out);
    }
    if posting.wordings != 0 {
        number(posting.wordings as usize, out);
    }
}

/// Writes a length in steps of a fourth of a doubling.
pub(super) fn length(tokens: usize, out: &mut String) {
    number(((tokens + 1) as f64).log2().mul_add(4.0, 0.5) as usize, out);
}
