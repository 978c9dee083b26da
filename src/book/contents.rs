//! What a book holds, and in which order: by level, topic, `order` and title, and exercises after all questions. What
//! is on one long page follows it, too.

use crate::config::{LevelId, TopicId};
use crate::guide::{Guide, QuestionId};

/// What of a guide is to be in a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The questions of this level alone.
    pub level: Option<LevelId>,
    /// The questions of this topic alone.
    pub topic: Option<TopicId>,
    /// Whether there are code blocks.
    pub code: bool,
    /// Whether there are exercises.
    pub exercises: bool,
}

/// What is in a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its parts, none of them empty.
    pub parts: Vec<Part>,
}

/// A part of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What its questions share.
    pub of: PartOf,
    /// Its topics, none of them empty.
    pub topics: Vec<Topic>,
}

/// What the questions of a part share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOf {
    /// Their level.
    Level(LevelId),
    /// That they are exercises.
    Exercises,
}

/// The questions of a part that have one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The topic.
    pub of: TopicId,
    /// The questions in reading order.
    pub questions: Vec<QuestionId>,
}

impl Default for Chosen {
    /// All questions with their code, and no exercises: no book runs what a reader writes.
    fn default() -> Chosen {
        Chosen {
            level: None,
            topic: None,
            code: true,
            exercises: false,
        }
    }
}

impl Chosen {
    /// The title of a book of it: the guide's, and which part of it that is.
    pub fn title(&self, guide: &Guide) -> String {
        let level = self.level.map(|id| guide.config[id].title.as_str());
        let topic = self.topic.map(|id| guide.config[id].title.as_str());
        let parts = [Some(guide.config.title.as_str()), level, topic];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
    }

    fn holds(&self, guide: &Guide, id: QuestionId) -> bool {
        let question = &guide.question(id).item;
        self.level.is_none_or(|level| level == question.level)
            && self.topic.is_none_or(|topic| topic == question.topic)
            && (self.exercises || !question.is_exercise())
    }
}

impl Contents {
    /// What is chosen of a guide.
    pub fn new(guide: &Guide, chosen: &Chosen) -> Contents {
        let mut parts: Vec<Part> = Vec::new();
        // They are in reading order already; the exercises of a topic stand in several places, by levels.
        for id in guide.question_ids().filter(|id| chosen.holds(guide, *id)) {
            let question = &guide.question(id).item;
            let of = if question.is_exercise() {
                PartOf::Exercises
            } else {
                PartOf::Level(question.level)
            };
            if parts.last().is_none_or(|part| part.of != of) {
                let topics = Vec::new();
                parts.push(Part { of, topics });
            }
            if let Some(part) = parts.last_mut() {
                part.add(question.topic, id);
            }
        }
        Contents { parts }
    }

    /// All questions in their order.
    pub fn questions(&self) -> impl Iterator<Item = QuestionId> {
        let topics = self.parts.iter().flat_map(|part| &part.topics);
        topics.flat_map(|topic| topic.questions.iter().copied())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl Part {
    fn add(&mut self, topic: TopicId, id: QuestionId) {
        match self.topics.iter_mut().find(|known| known.of == topic) {
            Some(known) => known.questions.push(id),
            None => self.topics.push(Topic {
                of: topic,
                questions: vec![id],
            }),
        }
    }
}

impl PartOf {
    /// The title of the part.
    pub fn title(self, guide: &Guide) -> &str {
        match self {
            PartOf::Level(id) => &guide.config[id].title,
            PartOf::Exercises => guide.strings.get("exercises_title"),
        }
    }

    /// What is said of the part; may be empty.
    pub fn description(self, guide: &Guide) -> &str {
        match self {
            PartOf::Level(id) => &guide.config[id].description,
            PartOf::Exercises => guide.strings.get("exercises_lead"),
        }
    }
}
