//! Snippets of a page; what belongs to the solution of an exercise is folded with it.

use super::Page;
use crate::question::{Element, Event, Part, Snippet, snippet_html};
use std::fmt::Write;

impl Page<'_> {
    /// What stands between a solution and the next heading speaks of it, so it is folded with it.
    pub(super) fn follow_solution(&mut self, index: usize) {
        let event = &self.document.events[index];
        let ends = matches!(
            event,
            Event::Start(Element::Heading(_) | Element::Footnotes)
        );
        if ends && self.solution == Some(0) {
            self.end_solution();
        }
        if let Some(open) = &mut self.solution {
            match event {
                Event::Start(_) => *open += 1,
                Event::End(_) => *open = open.saturating_sub(1),
                _ => {}
            }
        }
    }

    pub(super) fn end_solution(&mut self) {
        if self.solution.take().is_some() {
            self.push("</details>\n");
        }
    }

    /// A snippet; the tests of an exercise and its solution are folded.
    pub(super) fn snippet(&mut self, snippet: &Snippet) {
        let end = match snippet.flags.part {
            None => "\n",
            Some(Part::Starter) => {
                self.push("<section class=\"exercise-code\" data-play=\"starter\">\n");
                "\n</section>\n"
            }
            Some(part @ (Part::Tests | Part::Solution)) => {
                let name = part.flag();
                let _ = write!(
                    self.html,
                    "<details class=\"exercise-{name}\" data-play=\"{name}\"><summary>"
                );
                self.word(if part == Part::Tests {
                    "exercise_tests"
                } else {
                    "exercise_solution"
                });
                self.push("</summary>\n");
                if part == Part::Solution {
                    self.solution = Some(0);
                    "\n"
                } else {
                    "\n</details>\n"
                }
            }
        };
        snippet_html(snippet, self.strings, self.html);
        self.push(end);
    }
}
