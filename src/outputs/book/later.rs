//! What a chapter leaves to the end of the book: the answers to its quizzes, and the solution of an exercise.

use super::Book;
use super::markup::Holds;
use crate::question::{Document, Element, Event, Part, QuizId, Snippet, footnote_use_id};
use std::fmt::Write;
use std::ops::Range;

/// What a chapter leaves to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// The answer to a quiz.
    Answer(QuizId),
    /// The solution of an exercise.
    Solution,
}

/// The `id` that a chapter has where it asks a quiz.
pub fn quiz_id(quiz: QuizId) -> String {
    format!("sp-quiz-{}", quiz.index() + 1)
}

/// The `id` that a chapter has where its solution would stand.
pub const SOLUTION_ID: &str = "sp-solution";

/// The events of an exercise's solution, with what is said of it: all up to the next heading.
pub fn solution(document: &Document) -> Option<Range<usize>> {
    let is_solution = |event: &Event| match event {
        Event::Snippet(id) => document.snippet(*id).flags.part == Some(Part::Solution),
        _ => false,
    };
    let start = document.events.iter().position(is_solution)?;
    let mut open = 0usize;
    for (index, event) in document.events.iter().enumerate().skip(start) {
        match event {
            Event::Start(Element::Heading(_) | Element::Footnotes) if open == 0 => {
                return Some(start..index);
            }
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
    }
    Some(start..document.events.len())
}

impl Book<'_> {
    pub(super) fn quiz(&mut self, id: QuizId) {
        let quiz = self.document.quiz(id);
        self.push("<section class=\"quiz\"");
        self.id(&quiz_id(id));
        self.push(">\n<p class=\"label\">");
        if self.document.quizzes.len() > 1 {
            let _ = write!(self.xhtml, "{}. ", id.index() + 1);
        }
        self.word(if quiz.has_several_right() {
            "quiz_several"
        } else {
            "quiz_one"
        });
        self.push("</p>\n");
    }

    /// The tests of an exercise stand below its starting point, and are told from it.
    pub(super) fn label_of_tests(&mut self, snippet: &Snippet) {
        if snippet.flags.part == Some(Part::Tests) {
            self.push("<p class=\"label\">");
            self.word("exercise_tests");
            self.push("</p>\n");
        }
    }

    pub(super) fn options_end(&mut self, id: QuizId) {
        self.push("</ol>\n");
        self.forward(Later::Answer(id), "quiz_answer");
    }

    pub(super) fn solution_is_elsewhere(&mut self) {
        self.make_room(Holds::Flow);
        self.push("<div");
        self.id(SOLUTION_ID);
        self.push(">");
        self.forward(Later::Solution, "exercise_solution");
        self.push("</div>\n");
    }

    /// A link to what is left to another chapter.
    pub(super) fn forward(&mut self, later: Later, word: &str) {
        self.push("<p class=\"forward\"><a href=\"");
        self.escaped(&(self.around.elsewhere)(later));
        self.push("\">");
        self.word(word);
        self.push("</a></p>\n");
    }

    /// The explanation that begins with an event, if one does.
    pub(super) fn explanation_from(&self, index: usize) -> Option<Range<usize>> {
        if self.document.events[index] != Event::Start(Element::Explanation) {
            return None;
        }
        let quizzes = self.document.quizzes.iter();
        let mut found = quizzes.filter(|quiz| quiz.explanation.start == index + 1);
        // The event that ends it is left out, too.
        found.next().map(|quiz| index..quiz.explanation.end + 1)
    }

    /// Takes note of what links may lead to in events that are left out.
    pub(super) fn leave_out(&mut self, events: Range<usize>) {
        for event in &self.document.events[events] {
            match event {
                Event::Start(Element::Heading(id)) => {
                    self.waiting.push(self.document.heading(*id).id.clone());
                }
                Event::FootnoteUse { number, time } => {
                    self.left_uses.insert((*number, *time));
                    self.waiting.push(footnote_use_id(*number, *time));
                }
                Event::Tag(id) => self.waiting.extend(self.id_of_tag(*id)),
                _ => {}
            }
        }
    }
}
