//! Whether what a snippet printed is what the page shows.

/// Whether `real` is what `expected` says, after the named normalisers.
pub fn fits(expected: &str, real: &str, normalizers: &[String]) -> bool {
    if expected == real {
        return true;
    }
    let (expected, real) = (level(expected, normalizers), level(real, normalizers));
    ellipsis(&expected, &real)
}

/// Whether `real` fits a pattern in which `...` stands for any text, the empty
/// one and several lines included.
///
/// As in doctest's `_ellipsis_match`: the first and last piece are anchored,
/// and each piece between takes its first place after the one before, which
/// finds a match whenever there is one.
fn ellipsis(pattern: &str, real: &str) -> bool {
    let Some((first, rest)) = pattern.split_once("...") else {
        return pattern == real;
    };
    let Some(mut real) = real.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = rest.split("...").collect();
    let last = pieces.pop().unwrap_or("");
    for piece in pieces {
        match real.find(piece) {
            Some(at) => real = &real[at + piece.len()..],
            None => return false,
        }
    }
    real.ends_with(last)
}

/// The text with what cannot be stable put on one level.
pub fn level(text: &str, normalizers: &[String]) -> String {
    normalizers
        .iter()
        .fold(text.to_owned(), |text, name| match name.as_str() {
            "addresses" => addresses(&text),
            _ => timings(&text),
        })
}

/// Hexadecimal numbers become `0x1`: `<object at 0x7f3a…>`.
fn addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("0x") {
        let (before, number) = rest.split_at(at);
        let digits = &number[2..];
        let after = digits.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        out.push_str(before);
        out.push_str(if after.len() < digits.len() {
            "0x1"
        } else {
            "0x"
        });
        rest = after;
    }
    out + rest
}

/// Units of time that [`timings`] knows.
const UNITS: [&str; 12] = [
    "s", "sec", "secs", "second", "seconds", "ms", "µs", "μs", "us", "ns", "min", "minutes",
];

/// Numbers before a unit of time become `1`: `0.032 s`, `12ms`.
fn timings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (number, after) = from.split_at(number_length(from));
        out.push_str(before);
        // A digit within a name, as in `block1 s`, is no number.
        let within = before
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !within && unit_follows(after) {
            out.push('1');
        } else {
            out.push_str(number);
        }
        rest = after;
    }
    out + rest
}

/// Bytes of the decimal number that `text` begins with: `12`, `0.5`, `1e-05`.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| {
        text[from..]
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b'_' || *b == b',')
            .count()
    };
    let mut length = digits(0);
    if text[length..].starts_with('.') {
        let fraction = digits(length + 1);
        if fraction > 0 {
            length += 1 + fraction;
        }
    }
    for mark in ["e-", "e+", "e"] {
        let start = length + mark.len();
        if text[length..].starts_with(mark) && digits(start) > 0 {
            return start + digits(start);
        }
    }
    length
}

fn unit_follows(text: &str) -> bool {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    UNITS.contains(&&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_match_any_text_between_anchored_ends() {
        for (pattern, real) in [
            ("a...z\n", "a\nb\nz\n"),
            ("...\n", "anything\n"),
            ("...", ""),
            ("<... at ...>", "<A at B>"),
            ("a...b...c", "abbc"),
        ] {
            assert!(ellipsis(pattern, real), "{pattern:?} {real:?}");
        }
        for (pattern, real) in [
            ("ab...bc", "abc"),
            ("a...z\n", "b\nz\n"),
            ("a...b...c", "acb"),
            ("a...", "b"),
        ] {
            assert!(!ellipsis(pattern, real), "{pattern:?} {real:?}");
        }
    }

    #[test]
    fn normalisers_level_only_what_they_name() {
        assert_eq!(addresses("<A at 0x7f3aB0>, 0xg"), "<A at 0x1>, 0xg");
        assert_eq!(
            timings("0.032 s, 12ms, 1e-05 seconds, 3 sets, x2 s, 1,024 ns, 5"),
            "1 s, 1ms, 1 seconds, 3 sets, x2 s, 1 ns, 5"
        );
    }
}
