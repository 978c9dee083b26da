//! The search: its tokenizer, held to what the scripts make of the same texts,
//! and the files of its index.

use studypress::search::{Document, IndexFile, Labels, Section, index, tokens};

fn terms(text: &str) -> String {
    let mut found: Vec<String> = Vec::new();
    tokens(text, |term| found.push(term.to_owned()));
    found.join(" ")
}

#[test]
fn the_tokenizer_agrees_with_the_one_in_the_scripts() {
    let vectors = include_str!("search/vectors.txt");
    assert!(vectors.lines().count() >= 300);
    for line in vectors.lines() {
        let (text, wanted) = line.split_once('\t').expect("a tab");
        let text: String = serde_json::from_str(text).expect("a JSON string");
        assert_eq!(terms(&text), wanted, "for {text:?}");
    }
}

#[test]
fn identifiers_are_found_whole_and_in_parts() {
    assert_eq!(terms("__slots__"), "__slots__ slots");
    assert_eq!(terms("default_factory"), "default_factory default factory");
    assert_eq!(terms("unittest.TestCase"), "unittest testcase test case");
}

#[test]
fn operators_are_words() {
    assert_eq!(
        terms("f(*args, **kwargs) -> None"),
        "f * args ** kwargs -> none"
    );
    assert_eq!(terms("is vs =="), "is vs ==");
}
