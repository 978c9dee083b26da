//! Text → tokens: the words, identifiers and operators that are looked up; and text →
//! words, without what only matters to one who looks something up.
//!
//! `static/js/search/1-tokens.js` does the same for queries, and
//! `tests/search/vectors.txt` holds the two together.
//!
//! - A *word* is a run of letters, digits, marks and `_`. Its case and its
//!   diacritics are folded; `'s` at its end is dropped, and other English
//!   clitics are joined to it (`don't` → `dont`).
//! - An *identifier* made of several parts gives itself and then its parts of
//!   two characters or more: `default_factory` → `default_factory default
//!   factory`, `TestCase` → `testcase test case`.
//! - A *number* with points is one token: `3.12`.
//! - An *operator* is the longest of a fixed list: `==`, `:=`, `**`, `@`.
//! - A run in a script without spaces between words gives its bigrams.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Operators and other signs that are looked up, those with the same first
/// character beside one another and the longer ones first.
const OPERATORS: [&str; 51] = [
    "...", "**=", "**", "*=", "*", "//=", "//", "/=", "/", ">>=", ">=", ">>", ">", "<<=", "<=",
    "<<", "<>", "<", "\"\"\"", "'''", "[:]", "[]", ":=", "::", "->", "-=", "--", "==", "=", "!=",
    "+=", "++", "+", "%=", "%", "@=", "@", "&=", "&&", "&", "|=", "||", "|", "^=", "^", "{}", "()",
    "~", "#", "$", "\\",
];

/// For each character of ASCII, where the operators are that begin with it.
static BEGINNING: [Range<usize>; 128] = beginning();

const fn beginning() -> [Range<usize>; 128] {
    let mut found = [const { 0..0 }; 128];
    let mut at = 0;
    while at < OPERATORS.len() {
        let first = OPERATORS[at].as_bytes()[0] as usize;
        if found[first].end == 0 {
            found[first].start = at;
        }
        assert!(found[first].end == 0 || found[first].end == at);
        found[first].end = at + 1;
        at += 1;
    }
    found
}

/// What may follow an apostrophe at the end of an English word.
const CLITICS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

/// Longer tokens, in UTF-16 code units, are data and not words; they are left out.
const LONGEST: usize = 40;

/// What a text is made of, beside spaces and signs that mean nothing.
enum Piece<'a> {
    /// A word of small ASCII letters without a clitic, which is most words.
    Plain(&'a str),
    /// Any other word, with what its clitic adds to it.
    Word(&'a str, &'static str),
    /// A number with points.
    Number(&'a str),
    Operator(&'static str),
}

/// Calls `each` with the tokens of a text, in order.
pub fn tokens(text: &str, mut each: impl FnMut(&str)) {
    let mut buffer = String::new();
    pieces(text, |piece| match piece {
        Piece::Plain(word) => each(word),
        Piece::Word(run, clitic) => identifier(run, clitic, &mut buffer, &mut each),
        Piece::Number(number) => emit(number, &mut each),
        Piece::Operator(operator) => each(operator),
    });
}

/// Calls `each` with the words of a text, in order: its tokens without numbers with points and
/// operators, and with neither the parts of identifiers nor clitics.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut buffer = String::new();
    pieces(text, |piece| match piece {
        Piece::Plain(word) => each(word),
        Piece::Word(run, _) => {
            fold(run, &mut buffer);
            emit(&buffer, &mut each);
        }
        Piece::Number(_) | Piece::Operator(_) => {}
    });
}

fn pieces<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    loop {
        // Code is full of them.
        rest = rest.trim_start_matches([' ', '\n']);
        let Some(c) = rest.chars().next() else {
            break;
        };
        if let Some(length) = plain_word(rest) {
            each(Piece::Plain(&rest[..length]));
            rest = &rest[length..];
        } else if let Some(length) = number(rest) {
            each(Piece::Number(&rest[..length]));
            rest = &rest[length..];
        } else if is_word(c) {
            let run = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
            rest = &rest[run.len()..];
            let (length, clitic) = clitic(rest);
            rest = &rest[length..];
            each(Piece::Word(run, clitic));
        } else if let Some(operator) = operator(rest) {
            each(Piece::Operator(operator));
            rest = &rest[operator.len()..];
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// The bytes of a word that is all small letters of ASCII, and that ends where no
/// clitic and no other letter can follow.
fn plain_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let ends = match bytes.get(length) {
        None => true,
        Some(b'\'' | b'_') => false,
        Some(next) => next.is_ascii() && !next.is_ascii_alphanumeric(),
    };
    (ends && (1..=LONGEST).contains(&length)).then_some(length)
}

/// Whether a character can be part of a word.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// The bytes of a number with points that a text begins with.
fn number(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let first = digits(0);
    let mut length = first;
    while length > 0 && bytes.get(length) == Some(&b'.') && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    (length > first).then_some(length)
}

/// The clitic that follows a word: how many bytes it has with the apostrophe, and what it
/// adds to the word.
fn clitic(rest: &str) -> (usize, &'static str) {
    let Some(after) = rest.strip_prefix(['\'', '’']) else {
        return (0, "");
    };
    let letters = &after[..after.find(|c| !is_word(c)).unwrap_or(after.len())];
    match CLITICS.iter().find(|clitic| **clitic == letters) {
        None => (0, ""),
        Some(clitic) => {
            let length = rest.len() - after.len() + letters.len();
            (length, if *clitic == "s" { "" } else { clitic })
        }
    }
}

fn operator(text: &str) -> Option<&'static str> {
    let first = text.as_bytes().first()?;
    let range = BEGINNING.get(usize::from(*first))?.clone();
    let mut operators = OPERATORS[range].iter();
    operators
        .find(|operator| text.starts_with(**operator))
        .copied()
}

/// Gives a word with its clitic, and its parts if it is made of several.
fn identifier(run: &str, clitic: &str, buffer: &mut String, each: &mut impl FnMut(&str)) {
    fold(run, buffer);
    buffer.push_str(clitic);
    emit(buffer, each);
    let mut rest = run;
    while !rest.is_empty() {
        let part = &rest[..part_length(rest)];
        rest = rest[part.len()..].trim_start_matches('_');
        let long_enough = part.encode_utf16().nth(1).is_some();
        if long_enough && part.len() < run.len() {
            fold(part, buffer);
            emit(buffer, each);
        }
    }
}

/// Bytes up to the next border of an identifier's parts: `_`, a capital after
/// a small letter or digit, or the last of several capitals before two small
/// letters. 0 where the text begins with `_`.
fn part_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let small = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    for at in 0..bytes.len() {
        if bytes[at] == b'_' {
            return at;
        }
        if at == 0 || !capital(at) {
            continue;
        }
        let after_small = small(at - 1) || bytes[at - 1].is_ascii_digit();
        if after_small || (capital(at - 1) && small(at + 1) && small(at + 2)) {
            return at;
        }
    }
    bytes.len()
}

/// Gives a folded word, or its bigrams.
fn emit(folded: &str, each: &mut impl FnMut(&str)) {
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let dense = is_dense(first);
        let end = if rest.is_ascii() {
            rest.len()
        } else {
            rest.find(|c| is_dense(c) != dense).unwrap_or(rest.len())
        };
        let (part, after) = rest.split_at(end);
        if dense {
            bigrams(part, each);
        } else if part.len() <= LONGEST || part.encode_utf16().count() <= LONGEST {
            each(part);
        }
        rest = after;
    }
}

fn bigrams(run: &str, each: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    if starts.len() == 1 {
        each(run);
    }
    for (index, start) in starts.iter().enumerate().take(starts.len() - 1) {
        let end = starts.get(index + 2).copied().unwrap_or(run.len());
        each(&run[*start..end]);
    }
}

/// How many words a text takes to read or to say: those between spaces, and one for two characters of a script without
/// spaces. A Chinese word has 1.6 characters and a Japanese one 1.9 in texts of one content (Trauzettel-Klosinski and
/// Dietz, "Standardized assessment of reading performance", 2012).
pub fn word_count(text: &str) -> usize {
    if text.is_ascii() {
        return text.split_ascii_whitespace().count();
    }
    let dense = text.chars().filter(|c| is_dense(*c)).count();
    let spaced = text.split(|c: char| c.is_whitespace() || is_dense(c));
    // What stands alone between such characters is their punctuation.
    let is_word =
        |part: &&str| part.contains(char::is_alphanumeric) || dense == 0 && !part.is_empty();
    spaced.filter(is_word).count() + dense.div_ceil(2)
}

/// Whether a character belongs to a script that sets no spaces between words:
/// Thai, Lao, Burmese, Khmer, Chinese, Japanese; and Korean, whose words carry
/// their particles.
fn is_dense(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Writes a word in small letters without diacritics into `folded`.
pub fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    let decomposed: String = word.nfkd().collect();
    let mut plain = String::with_capacity(decomposed.len());
    for c in decomposed.to_lowercase().chars() {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            c => plain.push(c),
        }
    }
    folded.extend(plain.nfc());
}
