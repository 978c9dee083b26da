//! How the events of a document name its parts.

use std::ops::Range;

/// A part of [`Document::text`](super::Document::text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Place of a link in [`Document::links`](super::Document::links).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkId(pub(super) u32);

/// Place of a link in [`Document::hyperlinks`](super::Document::hyperlinks).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HyperlinkId(pub(super) u32);

/// Place of an image in [`Document::images`](super::Document::images).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageId(pub(super) u32);

/// Place of a tag in [`Document::tags`](super::Document::tags).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagId(pub(super) u32);

/// Place of a snippet in [`Document::snippets`](super::Document::snippets).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnippetId(pub(super) u32);

/// Place of a code block in [`Document::listings`](super::Document::listings).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListingId(pub(super) u32);

/// Place of a quiz in [`Document::quizzes`](super::Document::quizzes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuizId(pub(super) u32);

/// A heading by its number, from 0; [`Document::heading`](super::Document::heading) has its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingId(pub u32);

impl Piece {
    /// The part of this piece at a byte range in it.
    pub(in crate::question) fn part(self, range: &Range<usize>) -> Piece {
        Piece {
            start: self.start + number(range.start),
            end: self.start + number(range.end),
        }
    }

    /// What of this piece stands before another one within it, and what behind.
    pub fn around(self, inner: Piece) -> (Piece, Piece) {
        let before = Piece {
            start: self.start,
            end: inner.start,
        };
        let behind = Piece {
            start: inner.end,
            end: self.end,
        };
        (before, behind)
    }

    /// Its bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl LinkId {
    /// Its place, which is also the place of its target in the guide's entry.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SnippetId {
    /// Its place among the snippets, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl QuizId {
    /// Its place among the quizzes, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Files of four gigabytes are not read; of what lies behind, nothing is shown.
pub(super) fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
