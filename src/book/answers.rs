//! What chapters leave to the end of the book: the answers to quizzes, and the solutions of exercises.

use super::Book;
use super::chapter::{ANSWERS, Chapter, SOLUTIONS, around, later_id, title_xhtml};
use super::xhtml::{document, escaped};
use crate::guide::QuestionId;
use crate::outputs::book::{Later, SOLUTION_ID, quiz_id, solution, write_part};
use crate::outputs::page::letter;
use crate::question::{Element, Event, Question, QuizId};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The chapters after the last question, of those that have something to say.
pub(super) fn backmatter(book: &Book) -> Vec<Chapter> {
    let answers = (ANSWERS, "book_answers", answers as Told);
    let solutions = (SOLUTIONS, "book_solutions", solution_of as Told);
    let chapters = [answers, solutions].into_iter();
    let chapters = chapters.filter_map(|(file, title, told)| {
        let mut images = BTreeSet::new();
        let mut body = String::new();
        for id in book.contents.questions() {
            told(book, id, &mut body, &mut images);
        }
        if body.is_empty() {
            return None;
        }
        let title = book.guide.strings.get(title).to_owned();
        let body = format!(
            "<section epub:type=\"answers backmatter\" aria-labelledby=\"sp-title\" class=\"later\">\n\
             <h1 id=\"sp-title\">{}</h1>\n{body}</section>\n",
            escaped(&title)
        );
        Some(Chapter {
            file: file.to_owned(),
            xhtml: document(book, &title, &body),
            title,
            images,
        })
    });
    chapters.collect()
}

/// Appends what is told of a question, if anything is.
type Told = fn(&Book, QuestionId, &mut String, &mut BTreeSet<String>);

fn heading(book: &Book, question: &Question, body: &mut String) {
    let _ = writeln!(body, "<h2>{}</h2>", title_xhtml(book, &question.title));
}

fn answers(book: &Book, id: QuestionId, body: &mut String, images: &mut BTreeSet<String>) {
    let question = &book.guide.question(id).item;
    let document = &question.body;
    if document.quizzes.is_empty() {
        return;
    }
    heading(book, question, body);
    for quiz in quizzes(question) {
        let said = document.quiz(quiz);
        let number = match document.quizzes.len() {
            1 => String::new(),
            _ => format!("{}. ", quiz.index() + 1),
        };
        let name = escaped(&later_id(question, Later::Answer(quiz)));
        let _ = writeln!(body, "<section id=\"{name}\">");
        images.extend(around(book, id, |around| {
            for (index, option) in said.options.iter().enumerate() {
                if option.right {
                    let letter = letter(index);
                    let _ = write!(
                        body,
                        "<div class=\"right-one\">\n<p class=\"letter\">{number}{letter}</p>\n"
                    );
                    write_part(document, option.events.clone(), around, body);
                    body.push_str("</div>\n");
                }
            }
            write_part(document, said.explanation.clone(), around, body);
        }));
        back(book, id, &quiz_id(quiz), body);
        body.push_str("</section>\n");
    }
}

/// The quizzes of a question in their order.
fn quizzes(question: &Question) -> impl Iterator<Item = QuizId> {
    let events = question.body.events.iter();
    events.filter_map(|event| match event {
        Event::Start(Element::Quiz(id)) => Some(*id),
        _ => None,
    })
}

fn solution_of(book: &Book, id: QuestionId, body: &mut String, images: &mut BTreeSet<String>) {
    let question = &book.guide.question(id).item;
    let Some(events) = solution(&question.body) else {
        return;
    };
    let _ = writeln!(
        body,
        "<section id=\"{}\">",
        escaped(&later_id(question, Later::Solution))
    );
    heading(book, question, body);
    images.extend(around(book, id, |around| {
        write_part(&question.body, events, around, body);
    }));
    back(book, id, SOLUTION_ID, body);
    body.push_str("</section>\n");
}

/// A link to where it was asked.
fn back(book: &Book, id: QuestionId, anchor: &str, body: &mut String) {
    let words = escaped(book.guide.strings.get("book_back"));
    let file = escaped(book.links.chapter(id));
    let _ = writeln!(
        body,
        "<p class=\"back\"><a role=\"doc-backlink\" href=\"{file}#{anchor}\">↩ {words}</a></p>"
    );
}
