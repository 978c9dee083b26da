//! What the questions of a list stand under, and what an address may name it by.

use super::ids::{List, QuestionId};
use super::model::Guide;
use crate::config::{LevelId, TopicId};

/// Questions of a list under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSection {
    /// What an address names it by, after `#`.
    pub id: String,
    /// What its questions share.
    pub of: SectionOf,
    /// Its questions.
    pub questions: Vec<QuestionId>,
}

/// What the questions of a section share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionOf {
    /// Their level.
    Level(LevelId),
    /// Their topic.
    Topic(TopicId),
    /// That they are exercises.
    Exercises,
}

/// What an address names the exercises of a list by.
const EXERCISES: &str = "sp-the-exercises";

impl Guide {
    /// A level's questions stand under their topics, all others under their levels; exercises stand by themselves, but
    /// in a list of nothing else.
    pub fn sections(&self, list: List, questions: &[QuestionId]) -> Vec<ListSection> {
        let mut sections: Vec<ListSection> = Vec::new();
        for id in questions {
            let question = &self.question(*id).item;
            let of = match list {
                List::Exercises => SectionOf::Level(question.level),
                _ if question.is_exercise() => SectionOf::Exercises,
                List::Level(_) => SectionOf::Topic(question.topic),
                _ => SectionOf::Level(question.level),
            };
            match sections.last_mut().filter(|last| last.of == of) {
                Some(last) => last.questions.push(*id),
                None => sections.push(ListSection {
                    id: self.section_id(of),
                    of,
                    questions: vec![*id],
                }),
            }
        }
        sections
    }

    /// What an address names the section of a level or topic by.
    pub fn section_id(&self, of: SectionOf) -> String {
        match of {
            SectionOf::Level(id) => format!("sp-{}", self.config[id].id),
            SectionOf::Topic(id) => format!("sp-{}", self.config[id].id),
            SectionOf::Exercises => EXERCISES.to_owned(),
        }
    }

    /// Whether an anchor names the section of some level or topic, or that of exercises.
    pub fn can_be_section(&self, anchor: &str) -> bool {
        let mut levels = self.config.levels.iter().map(|level| &level.id);
        let mut topics = self.config.topics.iter().map(|topic| &topic.id);
        anchor == EXERCISES
            || anchor.strip_prefix("sp-").is_some_and(|id| {
                levels.any(|known| known == id) || topics.any(|known| known == id)
            })
    }
}
