//! Where the pages are that authors write.

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
