//! What can be practised of a question, as the HTML that practice shows.

mod code;
pub mod sentences;

pub use code::Code;

use super::{page, sheet};
use crate::cards::{self, FollowUp, Predict, id, predict, sections};
use crate::config::Practice;
use crate::question::fence::Version;
use crate::question::{
    Document, LinkId, OutputBlock, Question, Quiz, Snippet, code_html, figure_html,
};
use crate::strings::Strings;
use serde::Serialize;
use std::ops::Range;

/// The cards of a question, with what is shown beside them; `docs/practice-data.md` says what each field holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cards {
    /// The answer that is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<Say>,
    /// The exercise, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// Common mistakes.
    pub mistakes: Vec<String>,
    /// Further questions.
    pub follow_ups: Vec<Asked>,
    /// Outputs that are to be predicted.
    pub predict: Vec<Predicted>,
    /// Questions with options.
    pub choose: Vec<Choice>,
}

/// An answer that is to be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Say {
    /// The summary.
    pub html: String,
    /// Its sentences.
    pub points: Vec<String>,
    /// The snippet that says most, with its output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A further question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// The question.
    pub ask: String,
    /// Its answer.
    pub answer: String,
}

/// An output that is to be predicted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Predicted {
    /// The id of the card.
    pub id: String,
    /// What runs before the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The code.
    pub code: String,
    /// What it prints, as text.
    pub output: String,
    /// The section of the page that has the code.
    pub href: String,
}

/// A question with options.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// The id of the card.
    pub id: String,
    /// What is asked.
    pub prompt: String,
    /// The options in the author's order.
    pub options: Vec<Answer>,
    /// What explains the answer.
    pub why: String,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What it says.
    pub html: String,
    /// Whether it is right.
    pub right: bool,
}

/// What is around a question.
pub struct Around<'a> {
    /// Where its page is, as a link leads there.
    pub href: &'a str,
    /// What its author calls the sections that practice reads.
    pub practice: &'a Practice,
    /// The words of the interface.
    pub strings: &'a Strings,
    /// The version of Python that pages can run; `None` where they run nothing.
    pub python: Option<Version>,
}

/// The cards of a question; `address` appends where a link leads, escaped for an attribute.
pub fn cards(
    question: &Question,
    around: &Around,
    address: &mut dyn FnMut(LinkId, &mut String),
) -> Cards {
    let mut writer = Writer {
        body: &question.body,
        strings: around.strings,
        highlighted: vec![None; question.body.snippets.len()],
        address,
    };
    let found = sections::find(&question.body, around.practice);
    let mut names = id::Names::default();
    let predicts = predict::predicts(&question.body);
    let predicts = predicts.iter().map(|card| {
        let name = id::of_predict(&question.body, card);
        let id = names.id("predict", &question.slug.value, &name);
        writer.predicted(id, card, around.href)
    });
    Cards {
        predict: predicts.collect(),
        code: question.exercise.map(|exercise| {
            let run = around
                .python
                .is_some_and(|python| exercise.runs_in_page(&question.body, python));
            writer.code(&question.slug.value, exercise, run)
        }),
        say: (!question.summary.is_empty()).then(|| writer.say(&question.summary_html)),
        mistakes: found
            .mistakes
            .into_iter()
            .map(|item| writer.part(item))
            .collect(),
        follow_ups: found
            .follow_ups
            .into_iter()
            .map(|follow_up| writer.asked(follow_up))
            .collect(),
        choose: cards::choose(&question.body)
            .iter()
            .map(|quiz| {
                let name = id::of_choose(&question.body, quiz);
                let id = names.id("choose", &question.slug.value, &name);
                writer.choice(id, quiz)
            })
            .collect(),
    }
}

struct Writer<'a> {
    body: &'a Document,
    strings: &'a Strings,
    /// The code of each snippet as HTML, once it was asked for: some stand on several cards.
    highlighted: Vec<Option<String>>,
    address: &'a mut dyn FnMut(LinkId, &mut String),
}

impl<'a> Writer<'a> {
    fn part(&mut self, events: Range<usize>) -> String {
        let mut html = String::new();
        page::write_part(self.body, events, self.strings, self.address, &mut html);
        html.trim().to_owned()
    }

    fn say(&mut self, summary: &str) -> Say {
        let snippets = &self.body.snippets;
        let code = sheet::snippet(self.body).and_then(|most| {
            snippets
                .iter()
                .position(|snippet| std::ptr::eq(snippet, most))
        });
        Say {
            html: summary.to_owned(),
            points: sentences::split(summary),
            code: code.map(|place| self.figure(place, &self.body.snippets[place].outputs)),
        }
    }

    fn asked(&mut self, follow_up: FollowUp) -> Asked {
        let rest = self.part(follow_up.rest);
        let more = self.part(follow_up.more);
        Asked {
            ask: self.part(follow_up.ask),
            answer: match rest.as_str() {
                "" => more,
                rest => format!("<p>{rest}</p>\n{more}").trim_end().to_owned(),
            },
        }
    }

    fn predicted(&mut self, id: String, card: &Predict, href: &str) -> Predicted {
        let snippet = &self.body.snippets[card.snippet];
        let before = card.after.iter();
        let context: Vec<String> = before.map(|place| self.figure(*place, &[])).collect();
        let section = self.section(snippet);
        Predicted {
            id,
            context: (!context.is_empty()).then(|| context.join("\n")),
            code: self.figure(card.snippet, &[]),
            output: snippet.outputs.iter().map(|o| o.text.as_str()).collect(),
            href: match section {
                Some(section) => format!("{href}#{}", crate::urls::encode(section)),
                None => href.to_owned(),
            },
        }
    }

    fn choice(&mut self, id: String, quiz: &Quiz) -> Choice {
        let options = quiz.options.iter().map(|option| Answer {
            html: self.part(option.events.clone()),
            right: option.right,
        });
        Choice {
            id,
            options: options.collect(),
            prompt: self.part(quiz.prompt.clone()),
            why: self.part(quiz.explanation.clone()),
        }
    }

    /// The `id` of the heading above a snippet.
    fn section(&self, snippet: &Snippet) -> Option<&'a str> {
        let above = self.body.sections.iter().rev().find(|section| {
            let heading = section.span.as_ref();
            heading.is_some_and(|heading| heading.start < snippet.span.start)
        });
        above.map(|section| section.id.as_str())
    }

    /// The snippet at a place with some of its outputs.
    fn figure(&mut self, place: usize, outputs: &[OutputBlock]) -> String {
        let snippet = &self.body.snippets[place];
        let code = self.highlighted[place].get_or_insert_with(|| code_html(snippet));
        let mut html = String::new();
        figure_html(snippet, code, outputs, self.strings, &mut html);
        html
    }
}
