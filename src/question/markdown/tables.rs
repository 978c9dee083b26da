//! Tables: every cell knows where its text stands, and whether it is a heading.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::document::{self, Element};
use pulldown_cmark::{Alignment, Event, Tag};
use std::ops::Range;

/// A table that is being read.
pub(super) struct Table<'a> {
    alignments: &'a [Alignment],
    in_head: bool,
    /// Whether the first column holds the headings of the rows.
    row_heads: bool,
    column: usize,
}

impl<'a> Walk<'a> {
    /// A table, whose events are the next ones.
    pub(super) fn table(&mut self, alignments: &'a [Alignment], mut events: Events<'a>) {
        self.tables.push(Table {
            alignments,
            in_head: false,
            row_heads: has_row_heads(events.until_end()),
            column: 0,
        });
        self.open(Element::Table);
    }

    pub(super) fn table_head(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = true;
        }
        self.open(Element::TableHead);
    }

    pub(super) fn table_head_end(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = false;
        }
    }

    pub(super) fn table_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column = 0;
        }
        self.open(Element::TableRow);
    }

    /// A cell, whose events are the next ones.
    pub(super) fn table_cell(&mut self, range: &Range<usize>, events: Events<'a>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let is_empty = matches!(events.rest.first(), Some((Event::End(_), _)));
        let alignment = match table.alignments.get(table.column) {
            Some(Alignment::Left) => document::Alignment::Left,
            Some(Alignment::Center) => document::Alignment::Center,
            Some(Alignment::Right) => document::Alignment::Right,
            Some(Alignment::None) | None => document::Alignment::None,
        };
        let heads_row = table.row_heads && table.column == 0;
        table.column += 1;
        let cell = if table.in_head && is_empty {
            self.empty_header(range);
            Element::Cell(alignment)
        } else if table.in_head {
            Element::HeadCell(alignment)
        } else if heads_row {
            Element::RowHead(alignment)
        } else {
            Element::Cell(alignment)
        };
        self.open(cell);
    }

    fn empty_header(&mut self, range: &Range<usize>) {
        let span = self.in_file(range);
        let message = "a column of this table has no heading";
        self.result.diagnostics.push(
            Diagnostic::new(&codes::EMPTY_HEADER, self.file, span, message).help(
                "say what the column holds; where its cells are headings of the rows, write each in **bold**",
            ),
        );
    }
}

/// Whether the first cell of every row of a table is bold, all of it: Markdown has no other way to say that it heads
/// its row.
fn has_row_heads(table: Events) -> bool {
    let mut rows = 0;
    let mut events = table;
    while let Some((event, _)) = events.next() {
        if !matches!(event, Event::Start(Tag::TableRow)) {
            continue;
        }
        events.next();
        if !is_bold(events.until_end()) {
            return false;
        }
        rows += 1;
    }
    rows > 0
}

/// Whether a cell is one piece of bold text.
fn is_bold(cell: Events) -> bool {
    let mut events = cell;
    if !matches!(events.next(), Some((Event::Start(Tag::Strong), _))) {
        return false;
    }
    events.until_end();
    events.rest.is_empty()
}
