//! Tables: every cell knows where its text stands.

use super::Walk;
use crate::question::document::{self, Element};
use pulldown_cmark::Alignment;

/// A table that is being read.
pub(super) struct Table<'a> {
    alignments: &'a [Alignment],
    in_head: bool,
    column: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn table(&mut self, alignments: &'a [Alignment]) {
        self.tables.push(Table {
            alignments,
            in_head: false,
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

    pub(super) fn table_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let alignment = match table.alignments.get(table.column) {
            Some(Alignment::Left) => document::Alignment::Left,
            Some(Alignment::Center) => document::Alignment::Center,
            Some(Alignment::Right) => document::Alignment::Right,
            Some(Alignment::None) | None => document::Alignment::None,
        };
        table.column += 1;
        let cell = if table.in_head {
            Element::HeadCell(alignment)
        } else {
            Element::Cell(alignment)
        };
        self.open(cell);
    }
}
