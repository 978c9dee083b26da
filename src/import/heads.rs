//! How each form of question begins: its title, and what belongs to its answer.

use super::body::Body;
use super::document::Reader;
use super::forms::{self, Of, Start, line_start};
use super::markup::{self, has_words};
use super::outline::Paragraph;
use super::wording::{self, asks, bare};
use super::{Found, known_field};
use std::ops::Range;

/// A question's beginning.
pub(super) struct Head {
    pub title: String,
    /// Where its title ends.
    pub end: usize,
    /// What belongs to the answer.
    pub body: Vec<Range<usize>>,
    /// Columns that the answer is indented by.
    pub indent: usize,
}

impl Reader<'_> {
    /// Takes a question's beginning apart into its title and what belongs to the answer.
    pub(super) fn head(&self, start: &Start, stop: usize, found: &mut Found) -> Head {
        match start.of {
            Of::Heading(index) => {
                let heading = &self.outline.headings[index];
                found.ids.push(heading.id.clone());
                let rest = heading.range.end..stop;
                Head {
                    title: heading.text.clone(),
                    end: heading.range.end,
                    body: vec![rest],
                    indent: heading.indent,
                }
            }
            Of::Details(index) => self.details(index, start.at, stop),
            Of::Item(index) => {
                let item = &self.outline.items[index];
                let end = self.end_of_item(item.range.end, stop);
                self.paragraph(&item.first, end)
            }
            Of::Paragraph(index) => self.paragraph(&self.outline.paragraphs[index], stop),
            Of::Row(table, row) => self.row(table, row, start, found),
        }
    }

    fn details(&self, index: usize, at: usize, stop: usize) -> Head {
        let details = &self.outline.details[index];
        let (whole, inner) = details.summary.clone().unwrap_or((0..0, 0..0));
        let raw = &self.text[inner.clone()];
        // The first line that says something, and those that go on with it.
        let mut end = 0;
        for line in raw.split_inclusive('\n') {
            let said = has_words(&raw[..end]);
            let list = line
                .trim_start()
                .starts_with(['*', '-', '+', '`', '|', '1']);
            if said && (line.trim().is_empty() || list || asks(&markup::words(&raw[..end]))) {
                break;
            }
            end += line.len();
        }
        let title = markup::words(&raw[..end]);
        // Words beside the tags belong to the answer.
        let line = self.text[details.close.end..].find('\n');
        let line = line.map_or(self.text.len(), |line| details.close.end + line);
        Head {
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            end: whole.end,
            body: vec![
                at..details.open.start,
                details.open.end..whole.start,
                inner.start + end..inner.end,
                whole.end..details.close.start,
                details.close.end..line.min(stop).max(details.close.end),
            ],
            indent: 0,
        }
    }

    /// An item's answer goes on behind its list with code, or up to the next question of its section.
    fn end_of_item(&self, end: usize, stop: usize) -> usize {
        let next = self.forms.starts.partition_point(|start| start.at < end);
        if self
            .forms
            .starts
            .get(next)
            .is_some_and(|start| start.at == stop)
        {
            return stop;
        }
        let mut end = end;
        for code in &self.outline.code {
            if code.start >= end && code.end <= stop && self.text[end..code.start].trim().is_empty()
            {
                end = code.end;
            }
        }
        end.min(stop)
    }

    fn paragraph(&self, first: &Paragraph, stop: usize) -> Head {
        let line = line_start(self.text, first.range.start);
        let indent = self.text[line..first.range.start].chars().count();
        let raw = &self.text[first.range.clone()];
        let mut end = first.range.end;
        let mut title = first.text.replace('\n', " ");
        if let Some((bold, at)) = &first.bold
            && *at < end
            && self.text[*at..end].trim().len() > 1
        {
            let number = first.text.split(bold.as_str()).next().unwrap_or("");
            (title, end) = (format!("{number}{bold}"), *at);
        } else if let Some((line, _)) = raw.split_once('\n')
            && asks(&markup::inline(line))
        {
            title = markup::inline(line);
            end = first.range.start + line.len();
        } else if let Some(at) = answered_at(raw) {
            title = markup::inline(&raw[..at]);
            end = first.range.start + at;
        }
        let rest = end..stop.max(end);
        Head {
            title,
            end,
            body: vec![rest],
            indent,
        }
    }

    /// A row: columns of our names are fields, the others the answer.
    fn row(&self, table: usize, row: usize, start: &Start, found: &mut Found) -> Head {
        let table = &self.outline.tables[table];
        let cells = &table.rows[row].cells;
        let column = forms::question_column(table);
        let mut answer = Vec::new();
        for (index, (head, cell)) in table.head.iter().zip(cells).enumerate() {
            let value = self.text[cell.clone()].trim().replace("\\|", "|");
            let name = bare(head);
            let number = name.is_empty() || matches!(name.as_str(), "no" | "nr" | "number");
            if Some(index) == column || value.is_empty() || number {
                continue;
            }
            match known_field(&name) {
                Some("answer") => answer.push(value),
                Some(_) => found.fields.push((name, vec![value])),
                None if cells.len() == 2 || wording::is_answer_label(head) => answer.push(value),
                None => answer.push(format!("**{head}:** {value}")),
            }
        }
        let line = found.line;
        found.body = Body {
            lines: answer
                .into_iter()
                .flat_map(|value| [(line, value), (line, String::new())])
                .collect(),
        };
        Head {
            title: start.title.clone(),
            end: table.rows[row].range.end,
            body: Vec::new(),
            indent: 0,
        }
    }
}

/// Where an answer begins that stands on the line of its question.
fn answered_at(raw: &str) -> Option<usize> {
    let (at, mark) = raw.match_indices(['?', '？', '؟']).next()?;
    let after = at + mark.len();
    let rest = &raw[after..];
    let answer =
        rest.starts_with([' ', '\n']) && rest.trim().len() > 40 && !rest.contains(['?', '？', '؟']);
    (answer && raw[..at].matches('`').count().is_multiple_of(2)).then_some(after)
}
