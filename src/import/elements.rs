//! The blocks of a file that a question may begin with.

use std::ops::Range;

/// A heading, alone or as the beginning of a list item.
#[derive(Debug)]
pub(super) struct Heading {
    pub level: usize,
    /// What it says, code between backticks.
    pub text: String,
    /// Its name in links, as GitHub makes it.
    pub id: String,
    pub range: Range<usize>,
    /// Columns that stand before it: a list's marker or white space.
    pub indent: usize,
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    pub range: Range<usize>,
    /// Its first paragraph.
    pub first: Paragraph,
}

/// A paragraph, or the line that an item begins with.
#[derive(Debug, Default, Clone)]
pub(super) struct Paragraph {
    pub range: Range<usize>,
    /// What it says, code between backticks, with line feeds where it has them.
    pub text: String,
    /// What it begins with in bold, and where that ends.
    pub bold: Option<(String, usize)>,
    /// Bytes of its text that are in links.
    pub linked: usize,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub range: Range<usize>,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row of a table with the places of its cells.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub range: Range<usize>,
    pub cells: Vec<Range<usize>>,
}
