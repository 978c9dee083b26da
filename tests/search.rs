//! The search: its tokenizer, held to what the scripts make of the same texts,
//! and the files of its index.

mod common;

use proptest::prelude::*;
use studypress::corpus::tokens;
use studypress::search::{Document, IndexFile, Indexer, Labels, Section};

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
    let labelled = [
        include_str!("search/queries.tsv"),
        include_str!("search/held-out.tsv"),
    ];
    for line in labelled.iter().flat_map(|file| file.lines()) {
        if let Some(query) = line.split('\t').nth(1) {
            assert!(!synonyms.contains(&terms(query)), "{query}");
        }
    }
}

/// The number and the text of a document.
type Written = (usize, String);

/// The index of documents with these texts.
fn index_again(indexer: &mut Indexer, written: &[Written]) -> Vec<IndexFile> {
    let names: Vec<(String, String)> = written
        .iter()
        .map(|(number, _)| {
            let address = format!("questions/q{number}.html");
            (address, format!("What is number {number}?"))
        })
        .collect();
    let documents: Vec<Document> = names
        .iter()
        .zip(written)
        .map(|((address, title), (_, text))| Document {
            address,
            title,
            title_text: title.into(),
            sections: vec![Section {
                text,
                ..Section::default()
            }],
            ..Document::default()
        })
        .collect();
    indexer.index(&documents, &Labels::default())
}

fn index(written: &[Written]) -> Vec<IndexFile> {
    index_again(&mut Indexer::default(), written)
}

/// Documents with words enough for many shards.
fn many() -> Vec<Written> {
    let text = |number: usize| -> String {
        (0..60)
            .map(|word| format!("w{} ", (number * 31 + word * word * 7) % 5000))
            .collect()
    };
    (0..4000).map(|number| (number, text(number))).collect()
}

fn paths(files: &[IndexFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_small_guide_is_one_download_beside_its_texts() {
    let files = index(&[(1, "one".to_owned()), (2, "two".to_owned())]);
    let stems: Vec<&str> = paths(&files)
        .iter()
        .filter_map(|path| path.split('.').next())
        .collect();
    assert_eq!(stems, ["search/x0-0", "search/index", "search/root"]);
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let documents = many();
    assert!(index(&documents) == index(&documents));
}

#[test]
fn a_changed_question_touches_few_files() {
    let mut documents = many();
    let before = index(&documents);
    documents[2000].1.push_str(" metaclass");
    let after = index(&documents);
    let old = paths(&before);
    let changed = paths(&after)
        .iter()
        .filter(|path| !old.contains(path))
        .count();
    assert!(before.len() > 300, "{} files", before.len());
    // Its text, its titles, the shard of the new word, that of its spelling, and the root.
    assert!(changed <= 6, "{changed} files");
}

proptest! {
    #![proptest_config(common::cases(24))]

    /// An index made after another is the one that is made from nothing, whatever
    /// came, went and moved; some of these guides fit into the root and some do not.
    #[test]
    fn an_index_after_others_is_the_same_as_the_first(
        guides in prop::collection::vec(
            prop::collection::vec((0usize..40, prop::sample::select(vec![1, 3, 4000])), 0..30),
            1..4,
        )
    ) {
        let mut indexer = Indexer::default();
        for guide in guides {
            let written: Vec<Written> = guide
                .into_iter()
                .map(|(number, words)| {
                    let text = (0..words).map(|word| format!("w{} ", number * 1000 + word));
                    (number, text.collect())
                })
                .collect();
            prop_assert!(index_again(&mut indexer, &written) == index(&written));
        }
    }
}

/// What the root of the index of these documents holds.
fn root_of(documents: &[Document]) -> serde_json::Value {
    root_with(documents, &Labels::default())
}

fn root_with(documents: &[Document], labels: &Labels) -> serde_json::Value {
    let files = Indexer::default().index(documents, labels);
    let root = files
        .iter()
        .find(|file| file.path.starts_with("search/root."))
        .expect("a root");
    let text = std::str::from_utf8(&root.bytes).expect("UTF-8");
    let json = text.split_once("\"root\",").expect("its data").1;
    serde_json::from_str(json.trim_end().trim_end_matches("]);")).expect("JSON")
}

#[test]
fn tags_stand_with_the_titles_and_among_the_terms() {
    let tagged = |tags: &[&'static str]| Document {
        title_text: "What?".into(),
        title: "What?",
        tags: tags.to_vec(),
        ..Document::default()
    };
    let root = root_of(&[
        tagged(&["late binding", "C++"]),
        tagged(&["C++", "!"]),
        tagged(&[]),
    ]);
    assert_eq!(root["tag"], "C++");
    assert_eq!(
        root["inside"]["d0"]["tags"],
        serde_json::json!([["late binding", "C++"], ["C++", "!"], []])
    );
    // Each whole tag that has tokens is a term: its tokens, each after a space.
    let words = root["inside"]["w0"]["words"].as_str().expect("words");
    assert!(words.starts_with("A c ++Blate binding"), "{words}");
    // `C++` stands in two documents, the other in one.
    let counts = root["inside"]["w0"]["counts"].as_str().expect("counts");
    assert!(counts.starts_with("%$"), "{counts}");
    // Nothing is said of tags where there are none.
    assert!(root_of(&[tagged(&[])]).get("tag").is_none());
}

#[test]
fn other_ways_to_ask_are_told_apart() {
    let document = Document {
        title_text: "What?".into(),
        title: "What?",
        asked_as: vec!["nameless function", "arrow function"],
        ..Document::default()
    };
    let files = Indexer::default().index(std::slice::from_ref(&document), &Labels::default());
    let terms = &root_of(&[document])["inside"]["w0"];
    assert_eq!(terms["words"], "AarrowAfunctionAnamelessAwhat");
    // Nothing in prose and code, but elsewhere: in the wordings (16), in these of them; the title's word in none.
    assert_eq!(terms["frequencies"], "$3%$3&$3$$$");
    let texts = files.iter().find(|file| file.path.starts_with("search/x"));
    let texts = std::str::from_utf8(&texts.expect("texts").bytes).expect("UTF-8");
    assert!(
        texts.contains(r#"[["nameless function","arrow function"],[]]"#),
        "{texts}"
    );
}

#[test]
fn of_texts_that_mean_the_same_those_are_kept_that_lead_somewhere() {
    let group = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let labels = Labels {
        thesaurus: vec![
            group(&["hash map", "dict"]),
            group(&["goroutine", "coroutine"]),
        ],
        synonyms: vec![group(&["gil", "interpreter lock"])],
        known: vec!["duck typing".to_owned()],
        ..Labels::default()
    };
    let document = Document {
        title_text: "A dict and typing: no GIL".into(),
        title: "A dict and typing: no GIL",
        ..Document::default()
    };
    let root = root_with(&[document], &labels);
    assert_eq!(
        root["thesaurus"],
        serde_json::json!([[["dict"], ["hash map"]]])
    );
    assert_eq!(
        root["synonyms"],
        serde_json::json!([[["gil"], ["interpreter lock"]]])
    );
    // Words that are in a document need not be known.
    assert_eq!(
        root["known"],
        "coroutine duck goroutine hash interpreter lock map"
    );
}

/// What is typed for each group must lead to others, and be no group of its own.
#[test]
fn the_thesaurus_holds_groups_of_different_texts() {
    for language in ["en", "de"] {
        let all = studypress::thesaurus::thesaurus(language);
        assert!(all.groups.len() > 100 && all.known.len() > 50);
        for group in &all.groups {
            let mut terms: Vec<String> = group.iter().map(|text| self::terms(text)).collect();
            terms.sort();
            terms.dedup();
            assert!(terms.len() == group.len() && terms.len() > 1, "{group:?}");
        }
    }
    let german = studypress::thesaurus::thesaurus("de-AT").groups;
    assert!(german.iter().flatten().any(|text| text == "Vererbung"));
    assert_eq!(
        studypress::thesaurus::thesaurus("fr"),
        studypress::thesaurus::thesaurus("en")
    );
}
