//! Tags: free words that lead from question to question.

use super::ids::QuestionId;
use crate::question::Question;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A tag and the questions that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name as the first of its questions writes it.
    pub name: String,
    /// What it is told apart by, see [`key`].
    pub(super) key: String,
    /// Its questions in reading order.
    pub questions: Vec<QuestionId>,
}

/// What tags are told apart by: `GIL` and `gil` are one.
pub(super) fn key(name: &str) -> String {
    name.to_lowercase()
}

/// The tags of sorted questions, in the order of their keys.
pub(super) fn collect(questions: &[Arc<Question>]) -> Vec<Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for (index, question) in questions.iter().enumerate() {
        for name in &question.tags {
            let key = key(name);
            let tag = tags.entry(key.clone()).or_insert_with(|| Tag {
                name: name.clone(),
                key,
                questions: Vec::new(),
            });
            if tag.questions.last() != Some(&QuestionId(index)) {
                tag.questions.push(QuestionId(index));
            }
        }
    }
    tags.into_values().collect()
}
