//! Titles: what is no part of the question is taken away, and those that several questions share are told apart.

use super::Found;
use super::wording::is_picture;
use std::collections::HashMap;

/// Adds to titles that come more than once the numbers that they had, or those of their order.
pub(super) fn tell_apart(found: &mut [Found]) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, item) in found.iter().enumerate() {
        if item.part && !item.title().is_empty() {
            groups
                .entry(item.title().to_lowercase())
                .or_default()
                .push(index);
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let mut numbers: Vec<&str> = group
            .iter()
            .filter_map(|one| found[*one].number.as_deref())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbered = numbers.len() == group.len();
        for (order, index) in group.into_iter().enumerate() {
            let item = &mut found[index];
            let number = match &item.number {
                Some(number) if numbered => number.clone(),
                _ if order == 0 => continue,
                _ => (order + 1).to_string(),
            };
            let title = item.fields.iter_mut().find(|(name, _)| name == "title");
            if let Some(title) = title.and_then(|(_, values)| values.first_mut()) {
                *title = format!("{title} ({number})");
            }
        }
    }
}

/// A title without what stands around it in a list: `Q12.`, `Question 3 -`, `12)`, `▶`, `\*`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Title {
    pub text: String,
    /// The number that it had.
    pub number: Option<String>,
    /// Whether it was marked as a question: `Q.`, `Question 3`, `▶`.
    pub marked: bool,
}

/// Takes what is no part of the question away from a title.
pub(super) fn title(written: &str) -> Title {
    let mut title = Title::default();
    let mut rest = written.trim();
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|c: char| {
            title.marked |= c == '▶' || c == '❓' || c == '❔';
            is_picture(c) || c.is_whitespace() || c == '•'
        });
        rest = rest.strip_prefix("[]").unwrap_or(rest);
        if let Some(hashed) = rest.strip_prefix("# ") {
            rest = hashed;
        }
        if let Some(short) = without_word(rest) {
            title.marked = true;
            rest = short;
        }
        if let Some((number, short)) = without_number(rest) {
            title.number.get_or_insert(number);
            rest = short;
        }
        if rest == before {
            break;
        }
    }
    rest = rest.trim_end_matches(|c: char| is_picture(c) || c.is_whitespace());
    rest = rest.strip_suffix(" *").unwrap_or(rest).trim_end();
    title.text = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.text.is_empty() {
        title.text = written.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    title
}

/// The rest after `Question 12:`, `Q12.`, `Q.`, `Q:`.
fn without_word(text: &str) -> Option<&str> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let length = if lower.starts_with("question") {
        8
    } else {
        usize::from(lower.starts_with('q'))
    };
    if length == 0 {
        return None;
    }
    let rest = text.get(length..)?;
    let after = rest
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after.len() < rest.trim_start().len();
    let short = after.trim_start_matches(PUNCTUATION);
    let ended = after.starts_with(['.', ':', ')', '-', '–', '—', '#', '：'])
        || numbered && after.starts_with(' ');
    let long = length == 8 || numbered || after.starts_with(['.', ':', ')', '：']);
    // The number is left for `without_number` to keep.
    (ended && long && !short.is_empty()).then(|| if numbered { rest.trim_start() } else { short })
}

const PUNCTUATION: [char; 9] = ['.', ')', ':', '-', '–', '—', ' ', '\\', '：'];

/// A number before a title, and the rest: `12. `, `3) `, `1.2 - `, `#7: `.
fn without_number(text: &str) -> Option<(String, &str)> {
    let start = text.trim_start_matches(['#', '(', '[']);
    let after = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = start.len() - after.len();
    if digits == 0 || digits > 4 {
        return None;
    }
    let mut rest = after;
    // `1.2`
    while let Some(deeper) = rest.strip_prefix('.') {
        let after = deeper.trim_start_matches(|c: char| c.is_ascii_digit());
        if after.len() == deeper.len() {
            break;
        }
        rest = after;
    }
    let short = rest.trim_start_matches(PUNCTUATION).trim_start_matches(']');
    let short = short.trim_start();
    // `2 pointers` and `3D` are no numbers before a title, `0.1 + 0.2` is none either.
    let ended = rest
        .trim_start()
        .starts_with(['.', ')', ':', '-', '–', '—', '\\', ']', '：']);
    let sum = short.starts_with(['+', '*', '/', '=']);
    (ended && !short.is_empty() && !sum).then(|| (start[..digits].to_owned(), short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_what_stands_before_them() {
        for (written, text) in [
            ("12. What is it?", "What is it?"),
            ("Q12: What?", "What?"),
            ("Q. What?", "What?"),
            ("Question 3 - Why?", "Why?"),
            ("Question: Why?", "Why?"),
            ("▶ First things first! *", "First things first!"),
            ("# 1. Introduction", "Introduction"),
            ("1.2 Deep", "1.2 Deep"),
            ("1.2. Deep", "Deep"),
            ("3D models", "3D models"),
            ("2 pointers", "2 pointers"),
            ("Quality matters", "Quality matters"),
            ("`0.1 + 0.2`?", "`0.1 + 0.2`?"),
            ("7", "7"),
            ("❓ Was ist das? 🟢", "Was ist das?"),
        ] {
            assert_eq!(title(written).text, text, "{written}");
        }
    }
}
