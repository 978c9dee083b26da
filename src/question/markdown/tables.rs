//! Tables: alignment as a class, and a box of their own to scroll in.

use super::Walk;
use pulldown_cmark::Alignment;

/// A table that is being written.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
}

impl Walk<'_> {
    pub(super) fn table(&mut self, alignments: Vec<Alignment>) {
        self.tables.push(Table {
            alignments,
            in_head: false,
            column: 0,
        });
        // Focusable, so that a table wider than the screen scrolls by keyboard.
        self.push_html("<div class=\"table\" role=\"group\" tabindex=\"0\">\n<table>\n");
    }

    pub(super) fn table_head(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = true;
        }
        self.push_html("<thead>\n<tr>");
    }

    pub(super) fn table_head_end(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = false;
            table.column = 0;
        }
        self.push_html("</tr>\n</thead>\n<tbody>\n");
    }

    pub(super) fn table_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.column == table.alignments.len() {
            table.column = 0;
        }
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        let tag = match table.in_head {
            true => "th scope=\"col\"",
            false => "td",
        };
        self.push_html(format!("<{tag}{class}>"));
    }

    pub(super) fn table_cell_end(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.column += 1;
        let tag = match table.in_head {
            true => "</th>",
            false => "</td>",
        };
        self.push_html(tag);
        self.end_block();
    }

    pub(super) fn table_end(&mut self) {
        self.tables.pop();
        self.push_html("</tbody>\n</table>\n</div>\n");
    }
}
