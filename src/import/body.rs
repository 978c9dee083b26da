//! The lines of an answer, taken out of what stands around them.

use super::Why;
use super::markup::has_words;
use super::wording::{self, is_answer_label, leads_back};
use crate::question::html::{self, Kind};
use std::ops::Range;

/// The lines of an answer, each with the line of the source that it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Body {
    pub lines: Vec<(usize, String)>,
}

/// A line that is no part of an answer, and why.
pub(super) type Dropped = (usize, Why);

impl Body {
    /// Of a text, the lines of the `pieces` without the `cuts`. `starts` are where lines start in it; `from` is its
    /// first line in the source.
    pub(super) fn of(
        text: &str,
        starts: &[usize],
        pieces: &[Range<usize>],
        cuts: &[Range<usize>],
    ) -> Body {
        let mut body = Body::default();
        for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
            let begins = body.lines.len();
            let first = starts.partition_point(|start| *start <= piece.start) - 1;
            for (line, start) in starts.iter().enumerate().skip(first) {
                if *start >= piece.end {
                    break;
                }
                let end = starts.get(line + 1).copied().unwrap_or(text.len());
                let kept = kept(text, piece.start.max(*start)..piece.end.min(end), cuts);
                let kept = kept.trim_end_matches(['\n', '\r']).to_owned();
                body.lines.push((line + 1, kept));
            }
            if let Some((_, line)) = body.lines.get_mut(begins) {
                *line = without_leading_tags(line).to_owned();
            }
            let blank = |line: &(usize, String)| line.1.trim().is_empty();
            while begins > 0 && body.lines.get(begins).is_some_and(blank) {
                body.lines.remove(begins);
            }
            // The parts of a line that was cut in two stay apart.
            body.lines
                .push((body.lines.last().map_or(0, |last| last.0), String::new()));
        }
        body.lines.pop();
        body
    }

    pub(super) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(_, line)| line.as_str()).collect();
        lines.join("\n")
    }

    /// The same lines with another text, which has as many.
    pub(super) fn with(self, text: &str) -> Body {
        let mut numbers = self.lines.iter().map(|(number, _)| *number);
        let mut last = 0;
        let lines = text.split('\n').map(|line| {
            last = numbers.next().unwrap_or(last);
            (last, line.to_owned())
        });
        Body {
            lines: lines.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self
            .lines
            .iter()
            .any(|(_, line)| has_words(line) || line.contains(|c: char| c.is_alphanumeric()))
    }

    /// The source line of a byte of [`Body::text`].
    pub(super) fn line_of(&self, byte: usize) -> usize {
        let mut at = 0;
        for (number, line) in &self.lines {
            at += line.len() + 1;
            if byte < at {
                return *number;
            }
        }
        self.lines.last().map_or(0, |last| last.0)
    }

    /// Takes away what the lines of a list item are indented by, if most of them are.
    pub(super) fn dedent(&mut self, columns: usize) {
        let filled = || {
            self.lines
                .iter()
                .filter(|(_, line)| !line.trim().is_empty())
        };
        let indented = filled()
            .filter(|(_, line)| indent(line) >= columns.min(2))
            .count();
        if columns == 0 || indented * 2 < filled().count() {
            return;
        }
        for (_, line) in &mut self.lines {
            let (mut taken, mut bytes) = (0, 0);
            for c in line.chars() {
                taken += match c {
                    ' ' => 1,
                    '\t' => 4,
                    _ => break,
                };
                if taken > columns {
                    break;
                }
                bytes += 1;
            }
            line.drain(..bytes);
        }
    }

    /// Takes away what stands around an answer: ways back to the top, rules and empty tags at its ends.
    pub(super) fn trim(&mut self) -> Vec<Dropped> {
        let mut dropped = self.drop_ways_back();
        while let Some((_, line)) = self.lines.first_mut() {
            let stripped = without_leading_tags(line);
            if stripped.trim().is_empty() || is_rule(line) {
                self.lines.remove(0);
                continue;
            }
            *line = stripped.to_owned();
            break;
        }
        while let Some((_, line)) = self.lines.last() {
            let open = line.trim();
            if open.is_empty() || is_rule(line) && self.lines.len() > 1 || is_edge(open) {
                self.lines.pop();
                continue;
            }
            break;
        }
        // An underline is none without the line above it, so what is left may end in a rule's dashes.
        dropped.retain(|(number, _)| *number > 0);
        dropped
    }

    fn drop_ways_back(&mut self) -> Vec<Dropped> {
        let code = self.code();
        let mut gone = vec![false; self.lines.len()];
        for at in 0..self.lines.len() {
            if code[at] || !is_way_back(&self.lines[at].1) {
                continue;
            }
            gone[at] = true;
            let tags = |line: &str| !line.trim().is_empty() && is_edge(line.trim());
            if at > 0 && tags(&self.lines[at - 1].1) && !self.lines[at - 1].1.contains("</") {
                gone[at - 1] = true;
            }
            if self
                .lines
                .get(at + 1)
                .is_some_and(|(_, line)| tags(line) && line.contains("</"))
            {
                gone[at + 1] = true;
            }
        }
        let mut dropped = Vec::new();
        let mut at = 0;
        self.lines.retain(|(number, line)| {
            at += 1;
            if gone[at - 1] && has_words(line) {
                dropped.push((*number, Why::ToTop));
            }
            !gone[at - 1]
        });
        dropped
    }

    /// Takes the label away that an answer begins with; gives its line and what it says.
    pub(super) fn take_label(&mut self) -> Option<(usize, String)> {
        let (number, line) = self.lines.first()?;
        let words = line.trim().trim_matches(['#', '*', '_', ' ']);
        let marked = line.trim_start().starts_with('#')
            || line.trim_start().starts_with("**")
            || words.ends_with([':', '：']);
        let short = words.chars().count() < 40 && !words.contains(['`', '<', '[']);
        let label =
            is_answer_label(words) || wording::key(words).is_some() && line.starts_with('#');
        let alone = !line.contains("** ") && !words.contains("**");
        let follows = self
            .lines
            .iter()
            .skip(1)
            .any(|(_, line)| !line.trim().is_empty());
        if !(marked && short && label && alone && (follows || wording::key(words).is_some())) {
            return None;
        }
        let taken = (*number, words.to_owned());
        self.lines.remove(0);
        while self
            .lines
            .first()
            .is_some_and(|(_, line)| line.trim().is_empty())
        {
            self.lines.remove(0);
        }
        Some(taken)
    }

    /// The comments of HTML that stand alone on a line.
    pub(super) fn comments(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|(_, line)| comment(line))
    }

    /// Takes comments away that give a field: `<!-- tags: (css, html) -->`.
    pub(super) fn take_fields(&mut self) -> Vec<(String, Vec<String>)> {
        let mut fields = Vec::new();
        self.lines.retain(|(_, line)| {
            let field = comment(line).and_then(|said| said.split_once(':'));
            let Some((name, value)) = field else {
                return true;
            };
            let name = name.trim().to_lowercase();
            if super::known_field(&name).is_none_or(|field| field == "answer") {
                return true;
            }
            let values = value.trim().trim_matches(['(', ')', '[', ']']).split(',');
            let values = values.map(|value| value.trim().to_owned()).collect();
            fields.push((name, values));
            false
        });
        if !fields.is_empty() {
            self.trim();
        }
        fields
    }

    /// Of each line, whether it is code between fences, or a fence.
    pub(super) fn code(&self) -> Vec<bool> {
        let mut fence: Option<(char, usize)> = None;
        let of = |(_, line): &(usize, String)| {
            let start = line.trim_start().trim_start_matches("> ").trim_start();
            let mark = start.chars().next().filter(|c| matches!(c, '`' | '~'));
            let length = mark.map_or(0, |mark| start.len() - start.trim_start_matches(mark).len());
            match fence {
                Some((open, least)) => {
                    let bare = start.trim_end().trim_start_matches(open).is_empty();
                    if mark == Some(open) && length >= least && bare {
                        fence = None;
                    }
                    true
                }
                None if length > 2 => {
                    let rest = &start[length..];
                    // `` ```inline``` `` opens nothing.
                    if mark == Some('`') && rest.contains('`') {
                        return false;
                    }
                    fence = mark.map(|mark| (mark, length));
                    true
                }
                None => false,
            }
        };
        self.lines.iter().map(of).collect()
    }
}

/// What a line says that is a comment.
fn comment(line: &str) -> Option<&str> {
    let said = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!said.contains("-->")).then(|| said.trim_matches('-').trim())
}

/// A part of a text without the cuts.
fn kept(text: &str, part: Range<usize>, cuts: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = part.start;
    for cut in cuts
        .iter()
        .filter(|cut| cut.end > part.start && cut.start < part.end)
    {
        out.push_str(&text[at..cut.start.max(at)]);
        at = cut.end.clamp(at, part.end);
    }
    out.push_str(&text[at..part.end.max(at)]);
    out
}

/// Columns of white space that a line begins with.
pub(super) fn indent(line: &str) -> usize {
    let white = line.chars().take_while(|c| matches!(c, ' ' | '\t'));
    white.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Whether a line is a rule.
pub(super) fn is_rule(line: &str) -> bool {
    let bare: String = line.split_whitespace().collect();
    let first = bare.chars().next();
    bare.len() > 2
        && matches!(first, Some('-' | '*' | '_'))
        && bare.chars().all(|c| Some(c) == first)
        || matches!(bare.as_str(), "<hr>" | "<hr/>")
}

/// Whether a line only leads back to the beginning of the file.
pub(super) fn is_way_back(line: &str) -> bool {
    if !(line.contains("](#") || line.to_lowercase().contains("href=\"#")) || line.len() > 300 {
        return false;
    }
    // What is left of `[words](#place)`.
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](#") {
        words.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    let words = super::markup::words(&words.replace(['[', '*', '_'], ""));
    leads_back(&words) && words.split_whitespace().count() < 9
}

/// Tags that stand around an answer and say nothing.
const EDGES: [&str; 9] = [
    "p", "br", "b", "strong", "div", "center", "hr", "details", "span",
];

/// Whether a line holds nothing but such tags.
fn is_edge(line: &str) -> bool {
    line.starts_with('<')
        && html::tokens(line).iter().all(|token| match &token.kind {
            Kind::StartTag(tag) => EDGES.contains(&tag.name.as_str()) && tag.name != "details",
            Kind::EndTag(name) => EDGES.contains(&name.as_str()),
            Kind::Text => line[token.span.clone()].trim().is_empty(),
            _ => false,
        })
}

/// A line without the tags of that kind that it begins with.
fn without_leading_tags(line: &str) -> &str {
    let start = line.trim_start();
    if !start.starts_with('<') {
        return line;
    }
    let mut end = 0;
    for token in html::tokens(start) {
        let gone = match &token.kind {
            Kind::StartTag(tag) => matches!(tag.name.as_str(), "p" | "br" | "b" | "strong" | "hr"),
            Kind::EndTag(name) => EDGES.contains(&name.as_str()) || name == "summary",
            Kind::Text => start[token.span.clone()].trim().is_empty(),
            _ => false,
        };
        if !gone {
            break;
        }
        end = token.span.end;
    }
    // `<b>bold</b> text` begins with a word in bold.
    let rest = &start[end..];
    let taken = &start[..end];
    let bold = ["b", "strong"]
        .iter()
        .any(|name| taken.contains(&format!("<{name}>")) && rest.contains(&format!("</{name}>")));
    if bold || end == 0 { line } else { rest }
}
