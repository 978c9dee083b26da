//! Multiple-choice questions on a page: the options have letters, and the answer is folded.

use super::{Page, write_part};
use crate::question::{Document, LinkId, Quiz, QuizId};
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Appends the answers to the quizzes of a document, for paper, where nothing unfolds. They are in the order of the
/// quizzes, and stand behind all else.
pub fn write_answers(
    document: &Document,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    if document.quizzes.is_empty() {
        return;
    }
    html.push_str("<section class=\"answers\">\n<h2>");
    let _ = escape_html(&mut *html, strings.get("quiz_answers"));
    html.push_str("</h2>\n");
    write_answer_list(document, strings, address, html);
    html.push_str("</section>\n");
}

/// Appends the answers as a list, for a place with a heading of its own.
pub fn write_answer_list(
    document: &Document,
    strings: &Strings,
    address: &mut dyn FnMut(LinkId, &mut String),
    html: &mut String,
) {
    html.push_str("<ol>\n");
    for quiz in &document.quizzes {
        let _ = writeln!(html, "<li><p>{}</p>", letters(quiz));
        write_part(document, quiz.explanation.clone(), strings, address, html);
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n");
}

/// The letters of the right options, as a style sheet counts them: `A, C`.
fn letters(quiz: &Quiz) -> String {
    let right = quiz.options.iter().enumerate().filter(|(_, o)| o.right);
    let letters: Vec<String> = right.map(|(index, _)| letter(index)).collect();
    letters.join(", ")
}

/// The letter of an option by its place: A to Z, then AA and so on.
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => last.to_string(),
        before => letter(before - 1) + &last.to_string(),
    }
}

impl Page<'_> {
    pub(super) fn quiz(&mut self, id: QuizId) {
        let quiz = self.document.quiz(id);
        let (prefix, number) = (self.among.prefix, id.index() + 1);
        self.block("<div class=\"alert quiz\" role=\"group\" aria-labelledby=\"");
        let _ = write!(
            self.html,
            "{prefix}sp-quiz-{number}\">\n<p class=\"alert-title\" id=\"{prefix}sp-quiz-{number}\">"
        );
        if self.document.quizzes.len() > 1 {
            let _ = write!(self.html, "{number}. ");
        }
        self.word(if quiz.has_several_right() {
            "quiz_several"
        } else {
            "quiz_one"
        });
        self.push("</p>\n");
    }

    pub(super) fn options(&mut self, id: QuizId) {
        let several = self.document.quiz(id).has_several_right();
        let class = if several {
            "options several"
        } else {
            "options"
        };
        self.block("<ol type=\"A\" class=\"");
        self.push(class);
        self.push("\">\n");
    }

    /// What follows, up to the end of the quiz, is its answer.
    pub(super) fn options_end(&mut self, id: QuizId) {
        self.push("</ol>\n<details><summary>");
        self.word("quiz_answer");
        let letters = letters(self.document.quiz(id));
        let _ = writeln!(self.html, "</summary>\n<p><strong>{letters}</strong></p>");
    }
}
