//! The words of the interface.

mod common;

use common::{outputs, question_with, site_toml};
use std::collections::BTreeSet;
use studypress::diagnostic::{Checked, Diagnostic};
use studypress::read::Files;
use studypress::strings::{Strings, collect, direction};

fn files(path: &str, text: &str) -> Files {
    let mut files = Files::default();
    files.insert(path, text.as_bytes().to_vec());
    files
}

/// The words of a language in which nothing is wrong.
fn words(files: &Files, language: &str) -> Strings {
    let Checked { value, diagnostics } = collect(files, language);
    assert_eq!(diagnostics, []);
    value
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|d| d.message.as_str()).collect()
}

#[test]
fn german_has_every_word_of_english_with_the_same_gaps() {
    let gaps = |text: &str| -> BTreeSet<String> {
        let parts = text.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
            .collect()
    };
    let english = Strings::english();
    let german = words(&Files::default(), "de-AT");
    let same: Vec<&String> = english
        .texts
        .iter()
        .filter(|(name, text)| german.texts[*name] == **text)
        .map(|(name, _)| name)
        .collect();
    // Words that happen to be the same in both.
    assert_eq!(
        same,
        [
            "code",
            "exercise_tests",
            "feed",
            "practice_graded",
            "sheet_code"
        ]
    );
    for (name, text) in &english.texts {
        assert_eq!(gaps(&text.other), gaps(&german.texts[name].other), "{name}");
    }
    assert_eq!(german.texts.len(), english.texts.len());
}

/// `say` shows an unknown name as it is.
#[test]
fn scripts_say_only_texts_that_there_are() {
    let is_name = |text: &&str| {
        let begins = ["play_", "exercise_", "pocket_"];
        begins.iter().any(|begin| text.starts_with(begin)) && !text.contains(' ')
    };
    let scripts = std::fs::read_dir("static/js/play").unwrap();
    let scripts = scripts.map(|entry| entry.unwrap().path());
    let mut said = 0;
    for script in scripts.chain(["static/js/pocket-panel.js".into()]) {
        let text = std::fs::read_to_string(&script).unwrap();
        for name in text.split('"').filter(is_name) {
            let known = Strings::english().texts.contains_key(name);
            assert!(known, "{}: {name}", script.display());
            said += 1;
        }
    }
    assert!(said > 50, "{said}");
}

#[test]
fn a_site_replaces_words_one_by_one() {
    let site = files("strings/de.toml", "skip = \"Überspringen\"\n");
    let strings = words(&site, "de-CH");
    assert_eq!(strings.get("skip"), "Überspringen");
    assert_eq!(strings.get("topics"), "Themen");
    assert_eq!(strings.counted("questions", 1), "1 Frage");
    assert_eq!(strings.counted("questions", 2), "2 Fragen");
}

#[test]
fn a_language_without_words_is_in_english() {
    let strings = words(&Files::default(), "xx");
    assert_eq!(strings.texts, Strings::english().texts);
}

#[test]
fn pages_say_which_of_their_words_are_english() {
    let made = |language: &str, words: &str| {
        let config = site_toml("").replacen('\n', &format!("\nlanguage = \"{language}\"\n"), 1);
        outputs(&[
            ("site.toml", config),
            (
                "content/a.md",
                question_with(
                    "Title",
                    "summary = \"Short.\"",
                    "## Part\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n",
                ),
            ),
            (&format!("strings/{language}.toml"), words.to_owned()),
        ])
    };
    let hebrew = made("he", "skip = \"דלג\"\ntags = \"תגיות\"\n");
    let page = &hebrew["questions/a.html"];
    for wanted in [
        "<a class=\"skip\" href=\"#sp-main\">דלג</a>",
        // An element that is there already would begin, or stand, at the other side.
        "<dt><span lang=\"en\" dir=\"ltr\">Reading</span></dt>",
        "<h2 id=\"sp-short\"><span lang=\"en\" dir=\"ltr\">In one breath</span> <small><span lang=\"en\" dir=\"ltr\">",
        "><span lang=\"en\" dir=\"ltr\">All questions</span></a>",
        // An attribute cannot say it: there the words keep their order.
        "<nav aria-label=\"\u{2066}Site\u{2069}\">",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let list = &hebrew["questions.html"];
    assert!(
        list.contains("<h1><span lang=\"en\" dir=\"ltr\">All questions</span></h1>"),
        "{list}"
    );
    assert!(
        list.contains("<option value=\"todo\" lang=\"en\" dir=\"ltr\">"),
        "{list}"
    );
    // The same direction needs not be said, and what is not foreign says nothing.
    let french = made("fr", "");
    assert!(french["questions/a.html"].contains("<dt><span lang=\"en\">Reading</span></dt>"));
    for language in ["de", "de-AT", "en", "en-GB"] {
        let made = made(language, "");
        assert!(
            !made["questions/a.html"].contains("lang=\"en\">"),
            "{language}"
        );
    }
    // No file holds what marks them on the way.
    for (path, text) in hebrew.iter().chain(&french) {
        assert!(!text.contains(['\u{fdd0}', '\u{fdd1}']), "{path}");
    }
}

#[test]
fn mistakes_in_words_are_told() {
    let site = files(
        "strings/en.toml",
        "skipp = \"x\"\ntopics = 3\nlevel = { few = \"x\" }\n",
    );
    let diagnostics = collect(&site, "en").diagnostics;
    assert_eq!(
        messages(&diagnostics),
        [
            "the interface has no text named `skipp`",
            "`topics` must be a text, not a whole number",
            "`level` must be a text, not a table of something else",
        ]
    );
    assert!(diagnostics[0].help[0].contains("`skip`"));
    let unread = collect(&files("strings/en.toml", "skip = "), "en");
    assert_eq!(unread.diagnostics.len(), 1);
}

#[test]
fn direction_is_that_of_the_script() {
    for (language, wanted) in [
        ("en", "ltr"),
        ("de-AT", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("az-Arab", "rtl"),
        ("az", "ltr"),
        ("ar-Latn", "ltr"),
    ] {
        assert_eq!(direction(language), wanted, "{language}");
    }
}
