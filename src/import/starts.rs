//! The questions of a file that are not headings.

use super::details::summary;
use super::forms::{Of, Reader, Start, line_start, paragraph_title, question_column};
use super::outline::Paragraph;
use super::wording::asks;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn one_of_details(&self, index: usize) -> Start {
        let details = &self.outline.details[index];
        // What stands before it on its line belongs to it, unless other details end there.
        let before = self.outline.details[..index].iter().rev().take(3);
        let before = before.filter(|details| !details.close.is_empty());
        let ended = before
            .map(|details| details.close.end)
            .filter(|end| *end <= details.open.start);
        let line = line_start(self.text, details.open.start);
        Start {
            at: ended.max().map_or(line, |end| end.max(line)),
            title: summary(self.text, details),
            of: Of::Details(index),
        }
    }

    /// Questions that are summaries, and headings that ask and hold none of these.
    pub(super) fn details(&self) -> (Vec<Start>, Vec<usize>) {
        let mut starts: Vec<Start> = self
            .asked_details()
            .map(|index| self.one_of_details(index))
            .collect();
        let mut sections = Vec::new();
        for (index, heading) in self.outline.headings.iter().enumerate() {
            let body = self.own_body(index);
            let inside = self.outline.details.iter().any(|details| {
                details.open.start < heading.range.start
                    && heading.range.start < details.close.start
            });
            if inside {
                continue;
            }
            let holds = starts.iter().any(|start| body.contains(&start.at));
            if self.asking[index] && !holds && super::markup::has_words(&self.text[body]) {
                starts.push(self.heading(index));
            } else {
                sections.push(index);
            }
        }
        (starts, sections)
    }

    pub(super) fn bullet_asks(&self, first: &Paragraph) -> bool {
        let line = first.text.lines().next().unwrap_or("");
        asks(line) && first.linked * 2 < first.text.len().max(1)
    }

    /// The items of lists of which half ask.
    pub(super) fn bullets(&self) -> Vec<Start> {
        let items = &self.outline.items;
        let mut starts = Vec::new();
        for list in &self.outline.lists {
            let from = items.partition_point(|item| item.range.start < list.start);
            let to = items.partition_point(|item| item.range.start < list.end);
            let asking = items[from..to]
                .iter()
                .filter(|item| self.bullet_asks(&item.first));
            if asking.count() * 2 < to - from || self.contents.contains(list) {
                continue;
            }
            for (index, item) in items.iter().enumerate().take(to).skip(from) {
                if super::markup::has_words(&item.first.text) {
                    starts.push(Start {
                        at: line_start(self.text, item.range.start),
                        title: item.first.text.clone(),
                        of: Of::Item(index),
                    });
                }
            }
        }
        starts
    }

    pub(super) fn paragraphs(&self) -> Vec<Start> {
        let paragraphs = self.outline.paragraphs.iter().enumerate();
        let starts = paragraphs.filter_map(|(index, paragraph)| {
            Some(Start {
                at: line_start(self.text, paragraph.range.start),
                title: paragraph_title(paragraph)?,
                of: Of::Paragraph(index),
            })
        });
        starts.collect()
    }

    pub(super) fn rows(&self) -> Vec<Start> {
        let mut starts = Vec::new();
        for (index, table) in self.tables() {
            let column = question_column(table).unwrap_or(0);
            for (number, row) in table.rows.iter().enumerate() {
                let cell = row.cells.get(column).cloned().unwrap_or(0..0);
                let title = super::markup::words(self.text[cell].trim());
                if super::markup::has_words(&title) {
                    starts.push(Start {
                        at: row.range.start,
                        title,
                        of: Of::Row(index, number),
                    });
                }
            }
        }
        starts
    }

    /// Whether there is nothing in a range but contents, with a label before them, and markup.
    pub(super) fn only_contents(&self, range: Range<usize>) -> bool {
        let inside = |one: &&Range<usize>| one.start >= range.start && one.end <= range.end;
        let mut cuts: Vec<Range<usize>> = self.contents.iter().filter(inside).cloned().collect();
        if !cuts.is_empty() {
            let summaries = self
                .outline
                .details
                .iter()
                .filter_map(|one| one.summary.as_ref());
            let summaries = summaries.map(|(whole, _)| whole).filter(inside);
            cuts.extend(summaries.cloned());
            cuts.sort_by_key(|cut| cut.start);
        }
        let mut at = range.start;
        cuts.push(range.end..range.end);
        !cuts.into_iter().any(|cut| {
            let gap = at.min(cut.start)..cut.start;
            at = at.max(cut.end);
            super::markup::has_words(&self.text[gap])
        })
    }

    /// What stands below a heading, before the next.
    pub(super) fn own_body(&self, index: usize) -> Range<usize> {
        let end = self.outline.headings.get(index + 1);
        let end = end.map_or(self.text.len(), |next| next.range.start);
        let line = self.text[..end].rfind('\n').map_or(end, |at| at + 1);
        let start = self.outline.headings[index].range.end;
        // The marker of an item that begins with the next heading is no text.
        start..if line > start { line } else { end.max(start) }
    }
}
