//! Heading ids, made as GitHub makes them.

use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;

/// Ids that begin so belong to the page around the content.
const RESERVED: &str = "sp-";

/// Gives each heading of a page an id of its own.
#[derive(Default)]
pub(crate) struct Slugger {
    used: HashMap<String, usize>,
}

impl Slugger {
    /// The id for a heading: letters with their marks and digits in lower case,
    /// spaces as hyphens, other characters dropped; a number is added where an id would
    /// come twice.
    pub(crate) fn slug(&mut self, heading: &str) -> String {
        let mut base: String = heading
            .trim()
            .chars()
            .flat_map(char::to_lowercase)
            .filter_map(|c| match c {
                ' ' => Some('-'),
                '-' | '_' => Some(c),
                c if c.is_alphanumeric() || is_combining_mark(c) => Some(c),
                _ => None,
            })
            .collect();
        if base.trim_matches('-').is_empty() {
            base = "section".to_owned();
        }
        if base.starts_with(RESERVED) || base.starts_with("fn-") {
            base.insert(0, '_');
        }
        let mut id = base.clone();
        while let Some(count) = self.used.get_mut(&id) {
            let next = *count;
            *count += 1;
            id = format!("{base}-{next}");
        }
        self.used.insert(id.clone(), 1);
        id
    }
}
