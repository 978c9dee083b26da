//! Texts that mean the same → those that the documents hold, and those by which
//! they may be asked for.

use super::Labels;
use super::postings::{Term, utf16_order};
use crate::corpus::tokens;
use std::collections::BTreeSet;

/// The texts of a group that stand in documents, and its other texts.
pub(super) type Synonyms<'a> = (Vec<&'a str>, Vec<&'a str>);

/// The groups that lead somewhere: those with a text that stands in documents.
pub(super) fn synonyms<'a>(groups: &'a [Vec<String>], terms: &[Term]) -> Vec<Synonyms<'a>> {
    groups
        .iter()
        .map(|group| {
            let texts = group.iter().map(String::as_str);
            texts.partition(|text| stands(text, terms))
        })
        .filter(|(there, others): &Synonyms| !there.is_empty() && there.len() + others.len() > 1)
        .collect()
}

/// The words of the field that are in no document, with spaces between them: no other word is
/// offered in their place.
pub(super) fn known(labels: &Labels, terms: &[Term]) -> String {
    let groups = labels.thesaurus.iter().flatten();
    let own = labels.synonyms.iter().flatten();
    let mut words = BTreeSet::new();
    for text in groups.chain(own).chain(&labels.known) {
        tokens(text, |token| {
            if !is_term(token, terms) {
                words.insert(token.to_owned());
            }
        });
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Whether each token of a text stands in some document.
fn stands(text: &str, terms: &[Term]) -> bool {
    let (mut some, mut all) = (false, true);
    tokens(text, |token| {
        some = true;
        all &= is_term(token, terms);
    });
    some && all
}

fn is_term(token: &str, terms: &[Term]) -> bool {
    terms
        .binary_search_by(|(term, _)| utf16_order(term, token))
        .is_ok()
}
