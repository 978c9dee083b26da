//! Footnotes, which readers show where they are referred to.

use super::Book;
use super::markup::Holds;
use crate::question::footnote_use_id;
use std::fmt::Write;

impl Book<'_> {
    pub(super) fn footnote_use(&mut self, number: u32, time: u32) {
        self.make_room(Holds::Phrasing);
        self.push("<a epub:type=\"noteref\" role=\"doc-noteref\" class=\"noteref\"");
        let mut file = self.around.file;
        if self.whole {
            self.id(&footnote_use_id(number, time));
            file = "";
        }
        self.push(" href=\"");
        self.escaped(file);
        let _ = write!(self.xhtml, "#fn-{number}\">{number}</a>");
    }

    /// Links from a footnote back to where it is referred to.
    pub(super) fn ways_back(&mut self, number: u32) {
        let uses = self.document.footnotes.get(number as usize - 1);
        let times = 1..=uses.copied().unwrap_or(0);
        let times: Vec<u32> = times
            .filter(|time| !self.left_uses.contains(&(number, *time)))
            .collect();
        if times.is_empty() {
            return;
        }
        self.push("<p class=\"back\">");
        for time in times {
            let _ = write!(
                self.xhtml,
                "<a role=\"doc-backlink\" href=\"#{}\" title=\"",
                footnote_use_id(number, time)
            );
            self.word("footnote_back");
            self.push("\">↩</a> ");
        }
        self.push("</p>\n");
    }
}
