//! The notes of a deck: for each question one to say its answer, and one for each of its other cards.

use super::super::{Export, Exported};
use crate::outputs::cards::{Choice, Predicted};
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;

/// A kind of note: its fields, and the two sides of its card.
pub(super) struct NoteType {
    /// What its id is made from, and what its name ends with.
    pub name: &'static str,
    /// The first is the one that Anki sorts by.
    pub fields: &'static [&'static str],
    front: &'static str,
    back: &'static str,
}

/// To say the answer.
static SAY: NoteType = NoteType {
    name: "",
    fields: &[
        "Question", "Summary", "Answer", "Level", "Topic", "Sources", "Link",
    ],
    front: include_str!("front.html"),
    back: include_str!("back.html"),
};

/// To type what a snippet prints.
static PREDICT: NoteType = NoteType {
    name: "predict",
    fields: &[
        "Question", "Before", "Code", "Output", "Level", "Topic", "Link",
    ],
    front: include_str!("predict_front.html"),
    back: include_str!("predict_back.html"),
};

/// To choose among options.
static CHOOSE: NoteType = NoteType {
    name: "choose",
    fields: &[
        "Question", "Prompt", "Options", "Answer", "Why", "Level", "Topic", "Link",
    ],
    front: include_str!("choose_front.html"),
    back: include_str!("choose_back.html"),
};

/// All kinds.
pub(super) static TYPES: [&NoteType; 3] = [&SAY, &PREDICT, &CHOOSE];

impl NoteType {
    /// The two sides of its card, with the words of the interface between brackets filled in.
    pub(super) fn sides(&self, strings: &Strings) -> [String; 2] {
        [self.front, self.back].map(|side| {
            side.replace("[before]", &escaped(strings.get("practice_context")))
                .replace("[task]", &escaped(strings.get("practice_task_predict")))
        })
    }
}

/// A note, which has one card.
pub(super) struct Note<'a> {
    pub kind: &'static NoteType,
    /// What it is known by in this guide: the question's slug, or the id of the card.
    pub id: &'a str,
    /// HTML.
    pub fields: Vec<String>,
}

/// The notes of a question.
pub(super) fn of<'a>(export: &Export, question: &'a Exported) -> Vec<Note<'a>> {
    let say = Note {
        kind: &SAY,
        id: &question.id,
        fields: say(export, question),
    };
    let predict = question.predict.iter().map(|card| Note {
        kind: &PREDICT,
        id: &card.id,
        fields: predict(export, question, card),
    });
    let choose = question.choose.iter().map(|card| Note {
        kind: &CHOOSE,
        id: &card.id,
        fields: choose(export, question, card),
    });
    std::iter::once(say).chain(predict).chain(choose).collect()
}

fn say(export: &Export, question: &Exported) -> Vec<String> {
    let config = &export.guide.config;
    let sources: Vec<String> = question
        .sources
        .iter()
        .map(|(source, at)| {
            let title = &config.sources[*source].title;
            match at {
                Some(at) => format!("{title} ({at})"),
                None => title.clone(),
            }
        })
        .collect();
    let [level, topic] = place(export, question);
    let asked = match &question.exercise {
        Some(exercise) => format!("{}\n{}", question.title_html, exercise.task_html),
        None => question.title_html.clone(),
    };
    vec![
        asked,
        question.summary_html.clone(),
        question.answer_html.clone(),
        level,
        topic,
        escaped(&sources.join(", ")),
        escaped(question.url.as_deref().unwrap_or("")),
    ]
}

fn predict(export: &Export, question: &Exported, card: &Predicted) -> Vec<String> {
    let [level, topic] = place(export, question);
    // Anki asks for one line, and takes a space for each of these breaks.
    let output: Vec<String> = card.output.lines().map(escaped).collect();
    vec![
        question.title_html.clone(),
        card.context.clone().unwrap_or_default(),
        card.code.clone(),
        output.join("<br>"),
        level,
        topic,
        match question.url {
            Some(_) => escaped(&card.href),
            None => String::new(),
        },
    ]
}

fn choose(export: &Export, question: &Exported, card: &Choice) -> Vec<String> {
    let [level, topic] = place(export, question);
    let list = |marked: bool| {
        let options = card.options.iter().map(|option| {
            let class = if marked && option.right {
                " class=\"right\""
            } else {
                ""
            };
            format!("<li{class}>{}</li>", option.html)
        });
        let options: String = options.collect();
        format!("<ol class=\"options\" type=\"A\">{options}</ol>")
    };
    vec![
        question.title_html.clone(),
        card.prompt.clone(),
        list(false),
        list(true),
        card.why.clone(),
        level,
        topic,
        escaped(question.url.as_deref().unwrap_or("")),
    ]
}

/// Titles of a question's level and topic.
fn place(export: &Export, question: &Exported) -> [String; 2] {
    let config = &export.guide.config;
    [
        escaped(&config.levels[question.level].title),
        escaped(&config.topics[question.topic].title),
    ]
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    let _ = escape_html(&mut html, text);
    html
}
