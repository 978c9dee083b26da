//! The order in which questions are read.

use crate::question::{Page, Question};
use rayon::prelude::*;
use std::sync::Arc;

/// Sorts by level, topic, `order` and title, and what is equal in these by path; exercises come after all questions.
pub(super) fn sorted_questions(questions: Vec<Arc<Question>>) -> Vec<Arc<Question>> {
    let key = |q: &Question| {
        let order = place(q.order);
        (q.is_exercise(), q.level, q.topic, order, letters(&q.title))
    };
    let mut keyed: Vec<_> = questions
        .into_par_iter()
        .map(|question| (key(&question), question))
        .collect();
    keyed.par_sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| one.path.cmp(&other.path))
    });
    keyed.into_iter().map(|(_, question)| question).collect()
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
    if title.is_ascii() {
        let mut letters = title.to_ascii_lowercase();
        letters.retain(|c| c.is_ascii_alphanumeric() || c == ' ');
        return letters;
    }
    title
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .flat_map(char::to_lowercase)
        .collect()
}
