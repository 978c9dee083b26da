//! Footnotes of a page: the links to them, and those back.

use super::Page;
use crate::question::footnote_use_id;
use std::fmt::Write;

impl Page<'_> {
    pub(super) fn footnote_use(&mut self, number: u32, time: u32) {
        let prefix = self.among.prefix;
        let _ = write!(
            self.html,
            "<sup><a class=\"footnote\" id=\"{prefix}{}\" href=\"#{prefix}fn-{number}\" aria-label=\"",
            footnote_use_id(number, time)
        );
        let label = self.strings.get("footnote");
        self.escaped(&label.replace("{number}", &number.to_string()));
        let _ = write!(self.html, "\">{number}</a></sup>");
    }

    /// Links from a footnote back to each of its uses.
    pub(super) fn ways_back(&mut self, number: u32) {
        let uses = self.document.footnotes.get(number as usize - 1);
        for time in 1..=uses.copied().unwrap_or(0) {
            let _ = write!(
                self.html,
                " <a class=\"footnote-back\" href=\"#{}{}\" aria-label=\"",
                self.among.prefix,
                footnote_use_id(number, time)
            );
            self.word("footnote_back");
            let _ = if time == 1 {
                write!(self.html, "\">↩</a>")
            } else {
                write!(self.html, " ({time})\">↩<sup>{time}</sup></a>")
            };
        }
    }
}
