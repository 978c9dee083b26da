//! `<details>`: tags → pairs.

use super::markup;
use super::outline::{Heading, Outline};
use super::wording::{asks, bare, is_answer_label, is_contents};
use std::collections::HashMap;
use std::ops::Range;

/// `<details>`.
#[derive(Debug, Clone)]
pub(super) struct Details {
    /// The start tag.
    pub open: Range<usize>,
    /// `<summary>` with its tags, and the text in it.
    pub summary: Option<(Range<usize>, Range<usize>)>,
    /// The end tag; empty where there is none.
    pub close: Range<usize>,
    /// How many others are around it.
    pub depth: usize,
}

/// A tag of `<details>` or `<summary>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Details,
    DetailsEnd,
    Summary,
    SummaryEnd,
}

/// Pairs tags. One that is never ended ends before the next one, or before the next heading.
pub(super) fn details(
    tags: &[(Part, Range<usize>)],
    headings: &[Heading],
    end: usize,
) -> Vec<Details> {
    let mut found = paired(tags, &[]);
    let unended: Vec<usize> = (0..found.len())
        .filter(|&one| found[one].close == (0..0))
        .collect();
    if !unended.is_empty() {
        found = paired(tags, &unended);
    }
    for one in 0..found.len() {
        if found[one].close == (0..0) {
            let from = found[one].open.end;
            let heading = headings.partition_point(|heading| heading.range.start < from);
            let heading = headings
                .get(heading)
                .map_or(end, |heading| heading.range.start);
            let next = found.get(one + 1).map_or(end, |next| next.open.start);
            let at = heading.min(next);
            found[one].close = at..at;
        }
    }
    found
}

/// Pairs tags; nothing is within those that are known to be unended.
fn paired(tags: &[(Part, Range<usize>)], unended: &[usize]) -> Vec<Details> {
    let mut found: Vec<Details> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut summary: Option<Range<usize>> = None;
    for (part, place) in tags {
        match part {
            Part::Details => {
                open.retain(|one| unended.binary_search(one).is_err());
                let depth = open.len();
                open.push(found.len());
                found.push(Details {
                    open: place.clone(),
                    summary: None,
                    close: 0..0,
                    depth,
                });
                summary = None;
            }
            Part::Summary => summary = Some(place.clone()),
            Part::SummaryEnd => {
                if let (Some(start), Some(&last)) = (summary.take(), open.last())
                    && found[last].summary.is_none()
                {
                    found[last].summary = Some((start.start..place.end, start.end..place.start));
                }
            }
            Part::DetailsEnd => {
                if let Some(last) = open.pop() {
                    found[last].close = place.clone();
                }
            }
        }
    }
    found
}

/// Summaries that are labels: by their words, or because many are the same.
pub(super) fn labels(text: &str, outline: &Outline) -> Vec<bool> {
    let summaries = outline.details.iter().map(|details| summary(text, details));
    let summaries: Vec<String> = summaries.map(|text| bare(&text)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for summary in &summaries {
        *counts.entry(summary).or_default() += 1;
    }
    let often = |summary: &str| counts[summary] > 2 && counts[summary] * 3 >= summaries.len();
    let label = |summary: &String| {
        is_answer_label(summary) || is_contents(summary) || often(summary) && !asks(summary)
    };
    summaries.iter().map(label).collect()
}

/// What a summary says, with its line feeds.
pub(super) fn summary(text: &str, details: &Details) -> String {
    let inner = details.summary.as_ref().map(|(_, inner)| inner.clone());
    inner.map_or_else(String::new, |inner| markup::words(&text[inner]))
}
