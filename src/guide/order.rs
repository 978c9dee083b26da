//! The order in which questions are read.

use crate::question::{Page, Question};
use std::sync::Arc;

/// Sorts by level, topic, `order` and title.
pub(super) fn sort_questions(questions: &mut [Arc<Question>]) {
    questions.sort_by_cached_key(|question| {
        (
            question.level,
            question.topic,
            place(question.order),
            letters(&question.title),
            question.path.clone(),
        )
    });
}

/// Sorts by `order` and title.
pub(super) fn sort_pages(pages: &mut [Arc<Page>]) {
    pages.sort_by_cached_key(|page| (place(page.order), letters(&page.title), page.path.clone()));
}

/// What has a place comes before what has none.
fn place(order: Option<i64>) -> (bool, i64) {
    (order.is_none(), order.unwrap_or(0))
}

/// A title without regard to case and to the marks around code.
fn letters(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .flat_map(char::to_lowercase)
        .collect()
}
