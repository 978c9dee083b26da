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

/// A query that the guide's synonyms answer word for word would judge them, and not the ranking.
#[test]
fn no_labelled_query_is_a_synonym() {
    let config: toml::Table = include_str!("../site.toml").parse().expect("TOML");
    let groups = config["search"]["synonyms"].as_table().expect("a table");
    let synonyms: Vec<String> = groups
        .iter()
        .flat_map(|(name, others)| {
            let others = others.as_array().into_iter().flatten();
            others
                .filter_map(|other| other.as_str())
                .chain([name.as_str()])
        })
        .map(terms)
        .collect();
    for line in include_str!("search/queries.tsv").lines() {
        if let Some(query) = line.split('\t').nth(1) {
            assert!(!synonyms.contains(&terms(query)), "{query}");
        }
    }
}

fn document(number: usize, text: &str) -> Document {
    Document {
        address: format!("questions/q{number}.html"),
        title: format!("What is number {number}?"),
        title_text: format!("What is number {number}?"),
        sections: vec![Section {
            text: text.to_owned(),
            ..Section::default()
        }],
        ..Document::default()
    }
}

/// Documents with words enough for many shards.
fn many() -> Vec<Document> {
    let text = |number: usize| -> String {
        (0..60)
            .map(|word| format!("w{} ", (number * 31 + word * word * 7) % 5000))
            .collect()
    };
    (0..4000)
        .map(|number| document(number, &text(number)))
        .collect()
}

fn paths(files: &[IndexFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_small_guide_is_one_download_beside_its_texts() {
    let files = index(
        &[document(1, "one"), document(2, "two")],
        &Labels::default(),
    );
    let stems: Vec<&str> = paths(&files)
        .iter()
        .filter_map(|path| path.split('.').next())
        .collect();
    assert_eq!(stems, ["search/x0-0", "search/index", "search/root"]);
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let documents = many();
    let labels = Labels::default();
    assert!(index(&documents, &labels) == index(&documents, &labels));
}

#[test]
fn a_changed_question_touches_few_files() {
    let labels = Labels::default();
    let mut documents = many();
    let before = index(&documents, &labels);
    documents[2000].sections[0].text.push_str(" metaclass");
    let after = index(&documents, &labels);
    let old = paths(&before);
    let changed = paths(&after)
        .iter()
        .filter(|path| !old.contains(path))
        .count();
    assert!(before.len() > 300, "{} files", before.len());
    // Its text, its titles, the shard of the new word, that of its spelling, and the root.
    assert!(changed <= 6, "{changed} files");
}
