//! The words of the interface.

mod common;

use common::{outputs, question_with, site_toml};
use std::collections::{BTreeMap, BTreeSet};
use studypress::diagnostic::{Checked, Diagnostic};
use studypress::plurals::category;
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

/// The languages that the theme has words in, and of which words each has that are the same in English.
const SHIPPED: [(&str, &[&str]); 7] = [
    ("ar", &["date", "practice_graded", "practice_sum"]),
    (
        "de",
        &[
            "code",
            "comma",
            "exercise_tests",
            "feed",
            "practice_graded",
            "practice_sum",
            "sheet_code",
        ],
    ),
    (
        "es",
        &[
            "comma",
            "feed",
            "minutes",
            "practice_graded",
            "practice_sum",
        ],
    ),
    (
        "fr",
        &[
            "comma",
            "date",
            "interview_minutes",
            "list_page",
            "minutes",
            "practice_sum",
            "questions",
        ],
    ),
    ("ja", &[]),
    (
        "pt-BR",
        &[
            "comma",
            "feed",
            "minutes",
            "practice_ctrl_enter",
            "practice_graded",
            "practice_sum",
        ],
    ),
    ("zh-Hans", &[]),
];

fn gaps(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// How the words of a language fall short of the English ones.
fn faults(language: &str) -> Vec<String> {
    let theirs = words(&Files::default(), language);
    let mut faults = Vec::new();
    let mut categories: BTreeSet<&str> = (0..=200).map(|count| category(language, count)).collect();
    categories.remove("other");
    for (name, english) in &Strings::english().texts {
        let text = &theirs.texts[name];
        if gaps(&text.other) != gaps(&english.other) {
            faults.push(format!("{name} has other gaps"));
        }
        for (category, form) in &text.forms {
            let mut wanted = gaps(&text.other);
            // A form for one number may go without it.
            let numbers = (0..=200).filter(|count| crate::category(language, *count) == *category);
            if numbers.count() == 1 && !form.contains("{count}") {
                wanted.remove("count");
            }
            if gaps(form) != wanted {
                faults.push(format!("{name} has other gaps for {category}"));
            }
        }
        let forms: BTreeSet<&str> = text.forms.keys().copied().collect();
        if !english.forms.is_empty() && forms != categories {
            faults.push(format!(
                "{name} has the forms {forms:?}, not {categories:?}"
            ));
        }
    }
    faults
}

#[test]
fn each_language_has_every_word_with_its_gaps_and_forms() {
    for (language, same) in SHIPPED {
        assert_eq!(faults(language), [""; 0], "{language}");
        let theirs = words(&Files::default(), language);
        let is_same = |name: &&String| theirs.texts[*name] == Strings::english().texts[*name];
        let found: Vec<&String> = Strings::english().texts.keys().filter(is_same).collect();
        // No more than these, which happen to be the same in both.
        assert_eq!(found, same, "{language}");
        let file = std::fs::read_to_string(format!("strings/{language}.toml")).unwrap();
        let file: toml::Table = file.parse().unwrap();
        let unknown: Vec<&String> = file
            .keys()
            .filter(|name| !Strings::english().texts.contains_key(*name))
            .collect();
        assert_eq!(unknown, [""; 0], "{language}");
        assert_eq!(file.len(), Strings::english().texts.len(), "{language}");
        assert_eq!(theirs.get("months").split(", ").count(), 12, "{language}");
    }
    let files = std::fs::read_dir("strings").unwrap();
    let files = files.filter(|entry| entry.as_ref().unwrap().path().is_file());
    assert_eq!(files.count(), SHIPPED.len() + 1);
}

/// tests/plurals.json has a letter for each number from 0 to 200; tests/browser/tongues.test.mjs compares it with what
/// browsers say.
#[test]
fn numbers_take_the_forms_of_cldr() {
    let expected = std::fs::read_to_string("tests/plurals.json").unwrap();
    let expected: BTreeMap<String, String> = serde_json::from_str(&expected).unwrap();
    assert_eq!(expected.len(), SHIPPED.len() + 1);
    for (language, letters) in expected {
        let letter = |count| match category(&language, count) {
            "one" => '1',
            "two" => '2',
            name => name.chars().next().unwrap(),
        };
        assert_eq!(
            (0..=200).map(letter).collect::<String>(),
            letters,
            "{language}"
        );
    }
    // Not only those that the theme has words in.
    assert_eq!(category("pl", 22), "few");
    assert_eq!(category("de-AT", 1), "one");
    assert_eq!(category("no-such-language-at-all", 1), "other");
}

#[test]
fn a_text_takes_the_form_of_its_number() {
    let arabic = words(&Files::default(), "ar-EG");
    let said: Vec<String> = [0, 1, 2, 3, 11, 100, 103]
        .map(|count| arabic.counted("questions", count))
        .into();
    assert_eq!(
        said,
        [
            "لا أسئلة",
            "سؤال واحد",
            "سؤالان",
            "3 أسئلة",
            "11 سؤالًا",
            "100 سؤال",
            "103 أسئلة"
        ]
    );
    let french = words(&Files::default(), "fr");
    assert_eq!(french.counted("questions", 0), "0 question");
    let site = files(
        "strings/pl.toml",
        "questions = { one = \"{count} pytanie\", few = \"{count} pytania\", other = \"{count} pytań\" }\n",
    );
    let polish = words(&site, "pl");
    assert_eq!(polish.counted("questions", 2), "2 pytania");
    assert_eq!(polish.counted("questions", 12), "12 pytań");
    assert_eq!(
        polish.forms("questions"),
        r#"{"few":"{count} pytania","one":"{count} pytanie","other":"{count} pytań"}"#
    );
}

#[test]
fn a_tag_finds_the_words_nearest_to_it() {
    for (language, topics) in [
        ("zh", "主题"),
        ("zh-CN", "主题"),
        ("zh-hans-cn", "主题"),
        // Whoever reads traditional characters is not given simplified ones.
        ("zh-TW", "Topics"),
        ("zh-Hant-HK", "Topics"),
        ("pt", "Temas"),
        ("pt-PT", "Temas"),
        ("PT-br", "Temas"),
        ("es-419", "Temas"),
        ("fr-CA", "Thèmes"),
        ("ar-EG", "المواضيع"),
        ("ja-JP", "トピック"),
        ("it", "Topics"),
    ] {
        assert_eq!(
            words(&Files::default(), language).get("topics"),
            topics,
            "{language}"
        );
    }
    // A site's own words go before the theme's, whichever of the two is more particular.
    let site = files("strings/pt.toml", "topics = \"Assuntos\"\n");
    assert_eq!(words(&site, "pt-BR").get("topics"), "Assuntos");
}

#[test]
fn days_are_written_as_the_language_does() {
    for (language, day) in [
        ("en", "5 March 2027"),
        ("de", "5. März 2027"),
        ("es", "5 de marzo de 2027"),
        ("fr", "5 mars 2027"),
        ("pt", "5 de março de 2027"),
        ("ar", "5 مارس 2027"),
        ("zh", "2027年3月5日"),
        ("ja", "2027年3月5日"),
    ] {
        assert_eq!(words(&Files::default(), language).date("2027-03-05"), day);
    }
    // What is no whole day stays.
    for text in ["2027", "2027-13-01", "2027-00-01", "", "spring"] {
        assert_eq!(Strings::english().date(text), text);
    }
}

/// `say` shows an unknown name as it is.
#[test]
fn scripts_say_only_texts_that_there_are() {
    let is_name = |text: &&str| {
        let begins = ["play_", "exercise_", "pocket_", "search_"];
        begins.iter().any(|begin| text.starts_with(begin)) && !text.contains(' ')
    };
    let scripts = std::fs::read_dir("static/js/play").unwrap();
    let scripts = scripts.map(|entry| entry.unwrap().path());
    let mut said = 0;
    let others = ["static/js/pocket-panel.js", "static/js/search/8-panel.js"];
    for script in scripts.chain(others.map(Into::into)) {
        let text = std::fs::read_to_string(&script).unwrap();
        for name in text.split('"').filter(is_name) {
            let known = Strings::english().texts.contains_key(name);
            assert!(known, "{}: {name}", script.display());
            said += 1;
        }
    }
    assert!(said > 65, "{said}");
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
    let italian = made("it", "");
    assert!(italian["questions/a.html"].contains("<dt><span lang=\"en\">Reading</span></dt>"));
    for language in [
        "de", "de-AT", "en", "en-GB", "ar", "es", "fr", "ja", "pt", "zh",
    ] {
        let made = made(language, "");
        assert!(
            !made["questions/a.html"].contains("lang=\"en\">"),
            "{language}"
        );
    }
    // No file holds what marks them on the way.
    for (path, text) in hebrew.iter().chain(&italian) {
        assert!(!text.contains(['\u{fdd0}', '\u{fdd1}']), "{path}");
    }
}

#[test]
fn mistakes_in_words_are_told() {
    let site = files(
        "strings/en.toml",
        "skipp = \"x\"\ntopics = 3\nlevel = { few = \"x\" }\nby = { dual = \"x\", other = \"y\" }\n",
    );
    let diagnostics = collect(&site, "en").diagnostics;
    assert_eq!(
        messages(&diagnostics),
        [
            "the interface has no text named `skipp`",
            "`topics` must be a text, not a whole number",
            "`level` must be a text, not a table without `other`",
            "`by` must be a text, not a table of something else",
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
