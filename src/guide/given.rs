//! The related questions that authors name.

use super::absent::Absent;
use super::address::question_address;
use super::ids::QuestionId;
use super::model::Guide;
use crate::data::Located;
use crate::diagnostic::{Checked, Diagnostic, codes};
use std::collections::HashMap;

/// What `related` names in the front matter of each question.
pub(super) fn given(guide: &Guide, absent: &Absent) -> Checked<Vec<Vec<QuestionId>>> {
    let mut by_slug: HashMap<String, QuestionId> = HashMap::new();
    if guide.questions.iter().any(|q| !q.item.related.is_empty()) {
        by_slug.extend(
            guide
                .question_ids()
                .map(|id| (guide.question(id).item.slug.value.to_lowercase(), id)),
        );
    }
    let mut diagnostics = Vec::new();
    let value = guide
        .question_ids()
        .map(|own| {
            let question = &guide.question(own).item;
            let mut ids = Vec::new();
            for name in &question.related {
                match by_slug.get(&name.value.to_lowercase()) {
                    Some(id) if *id == own => diagnostics.push(Diagnostic::new(
                        &codes::UNKNOWN_RELATED,
                        &question.path,
                        name.span.clone(),
                        "a question cannot be related to itself",
                    )),
                    Some(id) if !ids.contains(id) => ids.push(*id),
                    Some(_) => {}
                    None => diagnostics.extend(unknown(guide, absent, &question.path, name)),
                }
            }
            ids
        })
        .collect();
    Checked { value, diagnostics }
}

/// What is said of a name that no question of the guide has.
fn unknown(
    guide: &Guide,
    absent: &Absent,
    path: &str,
    name: &Located<String>,
) -> Option<Diagnostic> {
    let error = |code, message| Diagnostic::new(code, path, name.span.clone(), message);
    if let Some(draft) = absent.draft_at(&question_address(&name.value)) {
        let message = format!("the related question `{}` is a draft, {draft}", name.value);
        return Some(error(&codes::LINK_TO_DRAFT, message));
    }
    if absent.has_failed_stem(&name.value) {
        // What is wrong with that file is told already.
        return None;
    }
    let message = format!("there is no question `{}`", name.value);
    let slugs = guide.questions.iter().map(|q| q.item.slug.value.as_str());
    Some(error(&codes::UNKNOWN_RELATED, message).suggest(&name.value, slugs))
}
