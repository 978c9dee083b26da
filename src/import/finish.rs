//! The last steps of an answer: its headings and code blocks as ours are, and nothing in it that no page can show.

use super::body::Body;
use super::markup::inline;
use super::{Found, Left, Why};
use crate::diagnostic::codes::{self, Code};
use crate::languages;
use crate::question::edit::apply;
use crate::question::fence::{self, Place};
use crate::question::html::{self, Kind};
use crate::question::{Options, Slugger, convert, flags};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

type Edits = Vec<(Range<usize>, String)>;

/// Headings from the second level on; code blocks with the words that ours have, which are not run if `no_run` says so.
pub(super) fn shape(body: &Body, no_run: bool) -> Body {
    let text = body.text();
    let mut edits: Edits = Vec::new();
    let mut headings: Vec<(Range<usize>, usize)> = Vec::new();
    let mut code: Option<(Range<usize>, String, String)> = None;
    for (event, range) in Parser::new_ext(&text, super::outline::extensions()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as usize;
                if is_marked(&text[range.clone()], level) {
                    headings.push((range, level));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                code = Some((range, info.to_string(), String::new()));
            }
            Event::Text(line) => {
                if let Some((.., code)) = &mut code {
                    code.push_str(&line);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((range, old, code)) = code.take() {
                    edits.extend(info(&text, &range, &old, &code, no_run));
                }
            }
            _ => {}
        }
    }
    let highest = headings.iter().map(|(_, level)| *level).min().unwrap_or(2);
    for (range, level) in headings {
        let new = (level + 2).saturating_sub(highest).clamp(1, 6);
        if new != level {
            edits.push((range.start..range.start + level, "#".repeat(new)));
        }
    }
    body.clone().with(&apply(&text, 0..text.len(), edits))
}

/// Whether a heading is of the form with `#` before it; an underlined one may begin with that sign too.
fn is_marked(heading: &str, level: usize) -> bool {
    let words = heading.trim_start_matches('#');
    heading.len() - words.len() == level
        && (words.is_empty() || words.starts_with([' ', '\t', '\n', '\r']))
}

/// The new words of a fence, if it gets some.
fn info(
    text: &str,
    range: &Range<usize>,
    old: &str,
    code: &str,
    no_run: bool,
) -> Option<(Range<usize>, String)> {
    let written = &text[range.clone()];
    let fence = written.len() - written.trim_start_matches(['`', '~']).len();
    let line = written.find('\n').unwrap_or(written.len());
    let mut new = if is_ours(old) {
        old.to_owned()
    } else {
        let words = old.trim_start_matches(['{', '.', ' ']);
        words
            .split([' ', '{', ',', ':', '}', ';', '=', '('])
            .next()
            .unwrap_or("")
            .to_owned()
    };
    let language = fence::split(&new).language;
    let python = language.is_empty()
        || languages::snippets(&language.to_lowercase()).is_some_and(|l| l.title == "Python");
    // Before the first prompt there may be a comment.
    let prompts = code.lines().any(|line| line.starts_with(">>> "))
        && code
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .is_some_and(|line| line.starts_with(">>>"));
    if python && prompts {
        new = format!("pycon{}", new.get(language.len()..).unwrap_or(""));
    }
    let runs = languages::snippets(&fence::split(&new).language)
        .is_some_and(|language| language.flags.contains(&"no_run"));
    if runs && no_run && !new.contains("no_run") {
        new.push_str(",no_run=\"imported\"");
    }
    let place = range.start + fence..range.start + line;
    (new != text[place.clone()].trim()).then_some((place, new))
}

/// Whether an info string is one that our own pages can have.
fn is_ours(text: &str) -> bool {
    let info = fence::split(text);
    // What is wrong is only counted, so where it stands does not matter.
    let place = Place {
        file: "",
        written: 0..text.len(),
        literal: true,
    };
    let wrong = match info.language.as_str() {
        "output" => flags::output_flags(&info, "", &place).diagnostics,
        language if language.contains(['{', '}', ':', '=', '(', ';', '.']) => return false,
        _ => flags::flags(&info, &place).diagnostics,
    };
    wrong.is_empty()
}

/// What the headings of an answer were called by links, and what they are called now.
pub(super) fn inner(item: &Found) -> Vec<(String, String)> {
    if item.inner.is_empty() {
        return Vec::new();
    }
    let text = item.body.text();
    let mut slugger = Slugger::default();
    let mut now: Vec<(String, String)> = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&text, super::outline::extensions()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = heading.take().unwrap_or_default();
                let id = slugger.slug(&words);
                now.push((words, id));
            }
            _ => {}
        }
    }
    let mut from = 0;
    let mut inner = Vec::new();
    for (id, words) in &item.inner {
        let Some(words) = words else {
            inner.push((id.clone(), id.clone()));
            continue;
        };
        let words = words.replace('`', "");
        if let Some(at) = now[from..].iter().position(|(now, _)| *now == words) {
            inner.push((id.clone(), now[from + at].1.clone()));
            from += at + 1;
        }
    }
    inner
}

/// How often a text is looked at again after something was taken out of it.
const ROUNDS: usize = 12;

/// Takes out of a text what no page can show: tags that nothing ends, and the like.
pub(super) fn repair(item: &Found, text: String) -> (String, Vec<Left>) {
    let mut text = text;
    let mut left = Vec::new();
    for _ in 0..ROUNDS {
        let wrong = convert("", &text, 0..text.len(), Options::default()).diagnostics;
        let mut edits: Edits = Vec::new();
        for diagnostic in wrong.iter().filter(|diagnostic| diagnostic.is_error()) {
            let span = diagnostic.span.clone().unwrap_or(0..0);
            let Some(edit) = repaired(&text, diagnostic.code, &span) else {
                continue;
            };
            if edit.1.trim().is_empty() {
                let line = text[..edit.0.start].matches('\n').count();
                let line = item
                    .body
                    .lines
                    .get(line)
                    .map_or(item.line, |(number, _)| *number);
                left.push(Left::of(
                    &item.file,
                    line,
                    Why::Tag,
                    text[edit.0.clone()].trim(),
                ));
            }
            edits.push(edit);
        }
        if edits.is_empty() {
            break;
        }
        text = apply(&text, 0..text.len(), edits);
    }
    (text, left)
}

/// Elements that an answer may have by mistake. What is called otherwise is code that somebody forgot to mark.
const ELEMENTS: [&str; 44] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// What takes the place of what is wrong.
fn repaired(text: &str, code: &Code, span: &Range<usize>) -> Option<(Range<usize>, String)> {
    let rest = text.get(span.start..)?;
    if code == &codes::UNBALANCED_HTML {
        let token = html::tokens(rest).into_iter().next()?;
        let place = span.start..span.start + token.span.end;
        let known = match &token.kind {
            Kind::StartTag(tag) => ELEMENTS.contains(&tag.name.as_str()),
            Kind::EndTag(name) => ELEMENTS.contains(&name.as_str()),
            _ => false,
        };
        return match token.kind {
            Kind::StartTag(_) | Kind::EndTag(_) if known => Some((
                place.clone(),
                "\n".repeat(text[place].matches('\n').count()),
            )),
            // What begins a tag or a comment that has no end is text.
            _ => rest
                .starts_with('<')
                .then(|| (span.start..span.start + 1, "&lt;".to_owned())),
        };
    }
    if code == &codes::STRAY_OUTPUT || code == &codes::BAD_INFO_STRING {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or("");
        let fence = line.find(['`', '~'])?;
        let info = line[fence..].trim_start_matches(['`', '~']);
        let place = start + line.len() - info.len()..start + line.len();
        let first = inline(info.split([' ', ',', '{', '=', ':']).next().unwrap_or(""));
        let new = if code == &codes::STRAY_OUTPUT || first == info.trim() {
            "text".to_owned()
        } else {
            first
        };
        return (!info.is_empty()).then_some((place, new));
    }
    let link = code == &codes::FORBIDDEN_LINK || code == &codes::FOREIGN_IMAGE;
    if link && rest.starts_with("!") {
        return Some((span.start..span.start + 1, "\\!".to_owned()));
    }
    if link && rest.starts_with('<') {
        return Some((span.start..span.start + 1, "&lt;".to_owned()));
    }
    if link && rest.starts_with('[') {
        return Some((span.start..span.start, "\\".to_owned()));
    }
    if code == &codes::BAD_QUIZ {
        let at = rest.find("[!")?;
        return Some((span.start + at..span.start + at, "\\".to_owned()));
    }
    None
}
