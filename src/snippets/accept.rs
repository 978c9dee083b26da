//! Writing real output into the text of a content file, and nothing else.

use super::report::{Edit, Mismatch};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::snippet::{Answer, OutputBlock, Snippet};
use std::ops::Range;

/// The edits that mend the mismatches of a file: one a block. It is an error
/// if interpreters disagree about one.
pub fn choose(mismatches: &[Mismatch]) -> Result<Vec<Edit>, Box<Diagnostic>> {
    let mut edits: Vec<Edit> = Vec::new();
    for Mismatch { diagnostic, edit } in mismatches {
        match edits.iter().find(|other| place(other) == place(edit)) {
            None => edits.push(edit.clone()),
            Some(other) if other.text == edit.text => {}
            Some(_) => {
                return Err(Box::new(
                    Diagnostic {
                        code: &codes::NOT_ACCEPTED,
                        message: "the interpreters print different things here".to_owned(),
                        help: Vec::new(),
                        ..diagnostic.clone()
                    }
                    .help("write a block for each: ```output and ```output,requires=\"3.13\""),
                ));
            }
        }
    }
    edits.sort_by_key(|edit| place(edit).start);
    Ok(edits)
}

/// Whether the snippets of a rewritten page are those of the page before but
/// for the outputs, and these are what the edits say.
pub fn only_outputs_differ(before: &[Snippet], after: &[Snippet], edits: &[Edit]) -> bool {
    let outputs = |snippet: &Snippet| -> Vec<String> {
        let outputs = snippet.outputs.iter();
        outputs.map(|output| output.text.clone()).collect()
    };
    let wanted = |snippet: &Snippet| -> Vec<String> {
        let edit_of = |span: Option<&Range<usize>>| {
            let of = |edit: &&Edit| edit.snippet == snippet.span && edit.output.as_ref() == span;
            edits.iter().find(of).map(|edit| edit.text.clone())
        };
        let kept = snippet.outputs.iter();
        edit_of(None)
            .into_iter()
            .chain(kept.map(|o| edit_of(Some(&o.span)).unwrap_or_else(|| o.text.clone())))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let words = |snippet: &'_ Snippet| {
        let words = snippet.words.clone().into_iter();
        words.map(|word| (word.name, word.value))
    };
    let wanted_answer = |snippet: &Snippet| {
        let answer = answer(snippet)?;
        let of = |edit: &&Edit| edit.output.as_ref() == Some(&answer.span);
        let edit = edits.iter().find(of).map(|edit| &edit.text);
        Some(edit.unwrap_or(&answer.text).clone())
    };
    before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| {
            before.code == after.code
                && before.language == after.language
                && before.flags == after.flags
                && words(before).eq(words(after))
                && wanted(before) == outputs(after)
                && wanted_answer(before) == answer(after).map(|answer| answer.text.clone())
        })
}

/// The option of a quiz that says what the snippet prints.
fn answer(snippet: &Snippet) -> Option<&OutputBlock> {
    match &snippet.answer {
        Some(Answer::Output(answer)) => Some(answer),
        Some(Answer::Words) | None => None,
    }
}

/// The text with the output blocks rewritten, added or, where nothing is
/// printed any more, removed. The edits are in the order of the file, and do
/// not overlap.
pub fn accept(text: &str, edits: &[Edit]) -> String {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (range, new) = match &edit.output {
            Some(block) if edit.text.is_empty() => (with_blank_line(text, block), String::new()),
            Some(block) => rewritten(text, block, &edit.text, ending),
            None => added(text, &edit.snippet, &edit.text, ending),
        };
        out.push_str(&text[done..range.start]);
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

fn place(edit: &Edit) -> &Range<usize> {
    edit.output.as_ref().unwrap_or(&edit.snippet)
}

/// A fenced block taken apart.
struct Block<'a> {
    /// What stands before the text of each line but the first: the
    /// indentation of a list, the marks of a quotation.
    prefix: String,
    /// The backticks or tildes of the opening fence.
    fence: &'a str,
    /// From the opening fence to the end of its line, line ending included.
    opening: Range<usize>,
    /// The closing fence without what stands before it, if there is one.
    closing: Option<Range<usize>>,
    /// Where the line of the last fence ends, without line ending.
    end: usize,
}

fn block<'a>(text: &'a str, span: &Range<usize>) -> Block<'a> {
    let start = span.end.min(text.len()) - text[span.clone()].trim_start().len();
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let prefix = text[line_start..start]
        .chars()
        .map(|c| match c {
            '>' | '\t' => c,
            _ => ' ',
        })
        .collect();
    let mark = text[start..].chars().next().unwrap_or('`');
    let length = text[start..].len() - text[start..].trim_start_matches(mark).len();
    let end = start + text[start..span.end].trim_end().len();
    let opening_end = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    let last_line = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let last = text[last_line..end].trim_start_matches([' ', '\t', '>']);
    let is_fence = last.len() >= length && last.chars().all(|c| c == mark);
    Block {
        prefix,
        fence: &text[start..start + length],
        opening: start..opening_end,
        closing: (last_line > start && is_fence).then_some(end - last.len()..end),
        end,
    }
}

/// The block with another text between its fences, which stay as they are
/// unless the text holds one that would close them.
fn rewritten(text: &str, span: &Range<usize>, new: &str, ending: &str) -> (Range<usize>, String) {
    let block = block(text, span);
    let fence = fence_for(new, block.fence);
    let info = &text[block.opening.start + block.fence.len()..block.opening.end];
    let mut out = format!("{fence}{}{ending}", info.trim_end_matches(['\r', '\n']));
    push_lines(&mut out, new, &block.prefix, ending);
    let closing = match block.closing {
        Some(range) if fence.len() == block.fence.len() => {
            let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            text[start..range.end].to_owned()
        }
        _ => format!("{}{fence}", block.prefix),
    };
    out.push_str(&closing);
    (block.opening.start..block.end, out)
}

/// A block below the snippet, with a blank line between as elsewhere.
fn added(text: &str, snippet: &Range<usize>, new: &str, ending: &str) -> (Range<usize>, String) {
    let block = block(text, snippet);
    let prefix = &block.prefix;
    let fence = fence_for(new, "```");
    let blank = prefix.trim_end();
    let mut out = format!("{ending}{blank}{ending}{prefix}{fence}output{ending}");
    push_lines(&mut out, new, prefix, ending);
    out.push_str(prefix);
    out.push_str(&fence);
    (block.end..block.end, out)
}

/// The lines of the block, and those without text before it.
fn with_blank_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let block = block(text, span);
    let mut start = text[..block.opening.start].rfind('\n').unwrap_or(0);
    while let Some(line) = text[..start].rfind('\n') {
        if !text[line..start]
            .trim_matches([' ', '\t', '>', '\r', '\n'])
            .is_empty()
        {
            break;
        }
        start = line;
    }
    if text[..start].ends_with('\r') {
        start -= 1;
    }
    start..block.end
}

fn push_lines(out: &mut String, text: &str, prefix: &str, ending: &str) {
    for line in text.lines() {
        let prefix = match line {
            "" => prefix.trim_end(),
            _ => prefix,
        };
        out.push_str(prefix);
        out.push_str(line);
        out.push_str(ending);
    }
}

/// The fence, made longer where a line of the text would close it.
fn fence_for(text: &str, fence: &str) -> String {
    let mark = fence.chars().next().unwrap_or('`');
    let longest = text
        .lines()
        .map(|line| line.trim_start())
        .map(|line| line.len() - line.trim_start_matches(mark).len())
        .max()
        .unwrap_or(0);
    if longest >= fence.len() {
        mark.to_string().repeat(longest + 1)
    } else {
        fence.to_owned()
    }
}
