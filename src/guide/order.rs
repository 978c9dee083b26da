//! The order in which questions are read.

use crate::question::{Page, Question};
use std::cmp::Ordering;

/// Sorts by level, topic, `order` and title.
pub(super) fn sort_questions(questions: &mut [Question]) {
    questions.sort_by(|a, b| {
        (a.level, a.topic)
            .cmp(&(b.level, b.topic))
            .then_with(|| within(a.order, b.order))
            .then_with(|| natural(&a.title, &b.title))
            .then_with(|| a.path.cmp(&b.path))
    });
}

/// Sorts by `order` and title.
pub(super) fn sort_pages(pages: &mut [Page]) {
    pages.sort_by(|a, b| {
        within(a.order, b.order)
            .then_with(|| natural(&a.title, &b.title))
            .then_with(|| a.path.cmp(&b.path))
    });
}

/// What has a place comes before what has none.
fn within(a: Option<i64>, b: Option<i64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Titles without regard to case and to the marks around code.
fn natural(a: &str, b: &str) -> Ordering {
    let letters = |title: &str| -> String {
        title
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a).cmp(&letters(b))
}
