//! Pages that their authors wanted to look at again.

use crate::data::Located;
use crate::diagnostic::{Diagnostic, codes};
use crate::pipeline::Written;

/// Warns of the pages whose `review_by` is before `today`, both as `YYYY-MM-DD`.
pub(super) fn due(written: &Written, today: &str) -> Vec<Diagnostic> {
    let questions = written.questions.iter();
    let questions = questions.map(|question| (&question.path, &question.review_by));
    let pages = written.pages.iter();
    let pages = pages.map(|page| (&page.path, &page.review_by));
    let due = questions.chain(pages).filter_map(|(path, review_by)| {
        // Days in this form are in order as texts.
        let by = review_by.as_ref().filter(|by| by.value.as_str() < today)?;
        Some(warning(path, by))
    });
    due.collect()
}

fn warning(path: &str, by: &Located<String>) -> Diagnostic {
    let message = format!("this was to be looked at again by {}", by.value);
    Diagnostic::new(&codes::REVIEW_DUE, path, by.span.clone(), message)
        .help("see whether it still holds, then set a later day or remove the line")
}
