//! Words and tokens of texts, and the corpus that counts them.

mod common;

use common::{files, prepared, question};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use studypress::corpus::{Change, Corpus, Counted, Tally, tokens, word_count, words};
use studypress::pipeline::Settings;

#[test]
fn words_are_counted_where_no_spaces_part_them() {
    for (text, count) in [
        ("", 0),
        ("What is a list?", 4),
        ("Wörter, wie man – so sagt – sie schreibt.", 9),
        ("你好吗？", 2),
        ("列表 (list) 可以修改。", 4),
        ("リストは変更できます。", 5),
    ] {
        assert_eq!(word_count(text), count, "{text}");
    }
}

type Counts = Corpus<String, (), u32>;

/// Makes these texts the documents, each by itself as its key.
fn update(corpus: &mut Counts, texts: &[String]) -> Change {
    corpus.update(texts, |place, tally: &mut Tally<u32>| {
        words(&texts[place], |word| *tally.of(word) += 1);
        Counted {
            whole: (),
            terms: tally.take(|count| count),
        }
    })
}

/// In how many documents each term stands, by its name.
fn frequencies(corpus: &Counts) -> BTreeMap<&str, u32> {
    let terms = corpus.terms().iter().map(|term| &**term);
    let all = terms.zip(corpus.frequencies().iter().copied());
    all.filter(|(_, frequency)| *frequency > 0).collect()
}

/// The terms of each document, by name.
fn documents<'a>(corpus: &'a Counts, texts: &'a [String]) -> Vec<BTreeMap<&'a str, u32>> {
    let name = |id: u32| &*corpus.terms()[id as usize];
    texts
        .iter()
        .map(|text| corpus.get(text).expect("it is there"))
        .map(|counted| {
            counted
                .terms
                .iter()
                .map(|(id, n)| (name(*id), *n))
                .collect()
        })
        .collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_corpus_counts_terms_and_the_documents_that_hold_them() {
    let mut corpus = Counts::default();
    let given = texts(&["a heap is a tree", "a tree", "a heap"]);
    let change = update(&mut corpus, &given);
    assert_eq!(change.added, [0, 1, 2]);
    assert_eq!(
        frequencies(&corpus),
        BTreeMap::from([("a", 3), ("heap", 2), ("is", 1), ("tree", 2)])
    );
    assert_eq!(documents(&corpus, &given)[0]["a"], 2);
}

#[test]
fn an_update_counts_only_what_is_new_and_forgets_what_is_gone() {
    let mut corpus = Counts::default();
    update(&mut corpus, &texts(&["heap", "tree"]));
    let change = update(&mut corpus, &texts(&["tree", "graph tree"]));
    assert_eq!((change.removed.len(), change.added.len()), (1, 1));
    assert_eq!(
        frequencies(&corpus),
        BTreeMap::from([("graph", 1), ("tree", 2)])
    );
    let same = update(&mut corpus, &texts(&["graph tree", "tree"]));
    assert_eq!(same, Change::default(), "another order is no change");
}

#[test]
fn what_was_saved_is_put_together_only_if_it_fits() {
    let mut corpus = Counts::default();
    let given = texts(&["heap tree", "tree"]);
    update(&mut corpus, &given);
    let saved = || {
        corpus.iter().map(|(key, counted)| {
            let terms = counted.terms.clone();
            (key.clone(), Counted { whole: (), terms })
        })
    };
    let again = Counts::from_parts(corpus.terms().to_vec(), saved()).expect("it fits");
    assert_eq!(frequencies(&again), frequencies(&corpus));
    assert_eq!(documents(&again, &given), documents(&corpus, &given));
    assert!(Counts::from_parts(corpus.terms()[..1].to_vec(), saved()).is_none());
}

proptest! {
    /// Texts may stand twice among the documents of a corpus.
    #[test]
    fn counted_in_steps_is_counted_at_once(
        steps in vec(vec(vec("[a-h]", 0..6), 0..8), 1..6),
    ) {
        let mut corpus = Counts::default();
        for step in steps {
            let given: Vec<String> = step.iter().map(|words| words.join(" ")).collect();
            update(&mut corpus, &given);
            let mut whole = Counts::default();
            update(&mut whole, &given);
            prop_assert_eq!(frequencies(&corpus), frequencies(&whole));
            prop_assert_eq!(documents(&corpus, &given), documents(&whole, &given));
            let distinct: BTreeSet<&String> = given.iter().collect();
            prop_assert_eq!(corpus.iter().count(), distinct.len());
        }
    }

    /// What questions are related by can be searched for.
    #[test]
    fn words_are_tokens_but_for_their_clitics(text in "[a-zA-ZéßÅ0-9_'’. =漢字かな\u{301}-]{0,20}") {
        let mut known = BTreeSet::new();
        tokens(&text, |token| {
            known.insert(token.to_owned());
        });
        for word in words_of(&text) {
            let is_known = known.iter().any(|token| token.starts_with(&word));
            prop_assert!(is_known, "{word} of {text:?} is not in {known:?}");
        }
    }
}

fn words_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    words(text, |word| found.push(word.to_owned()));
    found
}

#[test]
fn words_have_neither_signs_nor_clitics_nor_parts() {
    assert_eq!(
        words_of("Don't use `default_factory` in 3.12 == Café."),
        ["don", "use", "default_factory", "in", "cafe"]
    );
    assert_eq!(words_of("字典 dict"), ["字典", "dict"]);
}

/// What the first of four questions is related to, where the last two have the same text.
fn related_to_the_first(first: [&str; 2], rest: &str) -> Vec<usize> {
    let mut given: Vec<(String, String)> = Vec::new();
    for (n, text) in first.iter().chain([rest; 2].iter()).enumerate() {
        let path = format!("content/q{n}.md");
        given.push((path, question(&format!("Q{n}"), &format!("{text}\n"))));
    }
    let site = prepared(&files(&given), &Settings::default()).value;
    let guide = site.expect("a site").guide;
    let first = guide.question_ids().next().expect("there are four");
    guide.related.of(first).iter().map(|id| id.0).collect()
}

#[test]
fn related_questions_share_words_whatever_their_accents() {
    assert_eq!(
        related_to_the_first(["Ein Café hier", "cafe dort"], "Haus"),
        [1]
    );
}

#[test]
fn related_questions_share_words_of_scripts_without_spaces() {
    assert_eq!(
        related_to_the_first(["装饰器是一个函数", "什么是装饰器"], "生成"),
        [1]
    );
}
