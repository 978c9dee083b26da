//! Where the pages are that authors write.

/// Where the page of a question is.
pub(super) fn question_address(slug: &str) -> String {
    format!("questions/{slug}.html")
}

/// Where a plain page is.
pub(super) fn page_address(slug: &str) -> String {
    format!("{slug}.html")
}
