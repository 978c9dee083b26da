//! Cheat sheets: which there are, and where.

use super::{Guide, QuestionId};
use crate::config::{LevelId, TopicId};

/// A sheet holds at most this many questions; a longer one asks the reader to
/// choose a part.
pub const SHEET_LENGTH: usize = 300;

/// A cheat sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sheet {
    /// Of the whole guide.
    All,
    /// Of a level.
    Level(LevelId),
    /// Of a topic.
    Topic(TopicId),
}

impl Guide {
    /// The sheets: of everything, and of each level and topic.
    pub fn sheets(&self) -> Vec<Sheet> {
        let levels = (0..self.levels.len()).map(|id| Sheet::Level(LevelId(id)));
        let topics = (0..self.topics.len()).map(|id| Sheet::Topic(TopicId(id)));
        std::iter::once(Sheet::All)
            .chain(levels)
            .chain(topics)
            .collect()
    }

    /// Address of a sheet from the root of the site.
    pub fn sheet_address(&self, sheet: Sheet) -> String {
        match sheet {
            Sheet::All => "cheatsheet.html".to_owned(),
            Sheet::Level(id) => format!("cheatsheet/level-{}.html", self.config.levels[id.0].id),
            Sheet::Topic(id) => format!("cheatsheet/topic-{}.html", self.config.topics[id.0].id),
        }
    }

    /// The questions of a sheet.
    pub fn sheet(&self, sheet: Sheet) -> Vec<QuestionId> {
        match sheet {
            Sheet::All => self.question_ids().collect(),
            Sheet::Level(id) => self.levels[id.0].clone(),
            Sheet::Topic(id) => self.topics[id.0].clone(),
        }
    }
}
