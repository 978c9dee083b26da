//! Content that is no part of the guide: a link to it is told apart from a
//! link to nothing.

use super::address::{address, page_address};
use crate::question::{Page, Question};
use crate::read::{Files, markdown_stem};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The content files that do not become pages.
pub(super) struct Absent {
    /// Drafts that are left out: path → the address they would have.
    drafts: BTreeMap<String, String>,
    /// Paths of files whose own mistakes keep them out.
    failed: FxHashSet<String>,
}

impl Absent {
    /// Takes the drafts out, unless they are wanted, and notes which of the
    /// content files became neither a question nor a page.
    pub(super) fn take(
        questions: &mut Vec<Arc<Question>>,
        pages: &mut Vec<Arc<Page>>,
        wanted: bool,
        files: &Files,
    ) -> Absent {
        let read: FxHashSet<&str> = questions
            .iter()
            .map(|q| q.path.as_str())
            .chain(pages.iter().map(|p| p.path.as_str()))
            .collect();
        let failed = files
            .below("content")
            .map(|file| file.path.as_str())
            .filter(|path| markdown_stem(path).is_some() && !read.contains(path))
            .map(str::to_owned)
            .collect();
        let mut drafts = BTreeMap::new();
        if !wanted {
            for q in questions.extract_if(.., |q| q.draft) {
                drafts.insert(q.path.clone(), address(&q));
            }
            for p in pages.extract_if(.., |p| p.draft) {
                drafts.insert(p.path.clone(), page_address(&p.slug.value));
            }
        }
        Absent { drafts, failed }
    }

    /// Whether the file at a path is a draft that is left out.
    pub(super) fn is_draft(&self, path: &str) -> bool {
        self.drafts.contains_key(path)
    }

    /// The draft that would have an address.
    pub(super) fn draft_at(&self, address: &str) -> Option<&str> {
        let mut drafts = self.drafts.iter();
        let found = drafts.find(|(_, of)| of.eq_ignore_ascii_case(address));
        found.map(|(path, _)| path.as_str())
    }

    /// Whether the file at a path has mistakes of its own.
    pub(super) fn has_failed(&self, path: &str) -> bool {
        self.failed.contains(path)
    }

    /// Whether a file with mistakes of its own has this stem, and so most
    /// likely this slug.
    pub(super) fn has_failed_stem(&self, stem: &str) -> bool {
        self.failed.iter().any(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            markdown_stem(name) == Some(stem)
        })
    }

    /// Paths of the drafts, in order.
    pub(super) fn draft_paths(&self) -> impl Iterator<Item = &str> {
        self.drafts.keys().map(String::as_str)
    }
}
