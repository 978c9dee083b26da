//! Where the pages are that authors write.

use crate::question::Question;

/// Where the page of a question or an exercise is.
pub(super) fn address(question: &Question) -> String {
    let slug = &question.slug.value;
    if question.is_exercise() {
        format!("exercises/{slug}.html")
    } else {
        question_address(slug)
    }
}

/// Where the page of a question is.
pub(super) fn question_address(slug: &str) -> String {
    format!("questions/{slug}.html")
}

/// Where a plain page is.
pub(super) fn page_address(slug: &str) -> String {
    format!("{slug}.html")
}

/// Where a page of a list is; pages are counted from 0.
pub(super) fn list_page(stem: &str, page: usize) -> String {
    match page {
        0 => format!("{stem}.html"),
        page => format!("{stem}-{}.html", page + 1),
    }
}
