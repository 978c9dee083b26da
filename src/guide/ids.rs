//! What names a part of a guide: a question, a page, a list, a sheet.

use crate::config::{LevelId, SourceId, TopicId};

/// Place of a question in [`Guide::questions`](super::Guide::questions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub usize);

/// Place of a plain page in [`Guide::pages`](super::Guide::pages).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// Place of an old address in [`Guide::redirects`](super::Guide::redirects).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RedirectId(pub usize);

/// Place of a tag in [`Guide::tags`](super::Guide::tags).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub usize);

/// A list of questions that has pages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Every question, exercises not among them.
    All,
    /// Every exercise.
    Exercises,
    /// The questions of a level.
    Level(LevelId),
    /// The questions of a topic.
    Topic(TopicId),
    /// The questions that a source asks.
    Source(SourceId),
    /// The questions that have a tag.
    Tag(TagId),
}

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
