//! The words of the interface in each language: the theme's own of
//! `strings/`, overridden word by word by the site's.

use crate::data::{self, Field, Value};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::plurals::{self, CATEGORIES};
use crate::read::Files;
use rust_embed::RustEmbed;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "strings/"]
struct ThemeStrings;

/// The language in which every word is there.
const COMPLETE: &str = "en";

/// How the names of texts begin that scripts ask for when they are needed.
const SELDOM: [&str; 4] = ["exercise_", "play_", "pocket_", "search_"];

/// Languages of which the theme has the words under a longer tag.
const STANDARDS: [(&str, &str); 2] = [("pt", "pt-BR"), ("zh", "zh-Hans")];

/// What says in a tag that Chinese is written in traditional characters, for which the theme has no words.
const TRADITIONAL: [&str; 4] = ["Hant", "HK", "MO", "TW"];

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi",
];

/// Territories of languages that are written without one: Open Graph has none without.
const TERRITORIES: [(&str, &str); 8] = [
    ("ar", "AR"),
    ("de", "DE"),
    ("en", "US"),
    ("es", "ES"),
    ("fr", "FR"),
    ("ja", "JP"),
    ("pt", "PT"),
    ("zh", "CN"),
];

/// A word or sentence, `{name}` standing for what is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The forms for numbers of the plural categories that have one of their own, by [`CATEGORIES`].
    #[serde(flatten)]
    pub forms: BTreeMap<&'static str, String>,
    /// The form for any other number, and for all that is not counted.
    pub other: String,
}

/// The words of one language by their names in the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strings {
    /// The language as `site.toml` has it, whose numbers decide between forms.
    language: String,
    /// Name → text.
    pub texts: BTreeMap<String, Text>,
    /// The same for pages, where some texts are English because the language has no words for them: these stand
    /// between [`FOREIGN`] and [`NATIVE`].
    marked: Option<Box<Strings>>,
}

/// In the text of a page, here English begins in a guide of another language. Unicode keeps this character and the
/// next for such use within a program.
pub const FOREIGN: char = '\u{fdd0}';
/// Here it ends.
pub const NATIVE: char = '\u{fdd1}';

static ENGLISH: LazyLock<Strings> = LazyLock::new(|| Strings {
    language: COMPLETE.to_owned(),
    texts: theme(COMPLETE).unwrap_or_default(),
    marked: None,
});

impl Strings {
    /// The theme's own words in English.
    pub fn english() -> &'static Strings {
        &ENGLISH
    }

    /// The words for pages, which say what of them is English in a guide of another language.
    pub fn for_pages(&self) -> &Strings {
        self.marked.as_deref().unwrap_or(self)
    }

    /// A title for a page: one that is no author's may be English, as other words.
    pub fn title_for_pages(&self, title: &str) -> String {
        let foreign = self.marked.iter().flat_map(|marked| marked.texts.values());
        let marked = mark(title);
        if foreign.map(|text| &text.other).any(|text| *text == marked) {
            marked
        } else {
            title.to_owned()
        }
    }

    /// A text that is not counted; an unknown name stands for itself.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.texts.get(name).map_or(name, |text| &text.other)
    }

    /// The script by which pages get the texts that they seldom need: what is said by the search, about running code, and
    /// about what is kept for reading without a network.
    pub fn script(&self) -> String {
        let seldom = |name: &str| SELDOM.iter().any(|prefix| name.starts_with(prefix));
        let texts = &self.for_pages().texts;
        let texts = texts.iter().filter(|(name, _)| seldom(name));
        let texts: BTreeMap<&String, &Text> = texts.collect();
        // Plain data written to memory cannot fail.
        let json = serde_json::to_string(&texts).unwrap_or_default();
        // Scripts put texts into elements that are there already: as in an attribute, English keeps its order.
        let json = json.replace(FOREIGN, "\u{2066}");
        let json = json.replace(NATIVE, "\u{2069}");
        format!("studypress.words={json};\n")
    }

    /// The form of a text for a number, with `{count}` filled in.
    pub fn counted(&self, name: &str, count: usize) -> String {
        let Some(text) = self.texts.get(name) else {
            return name.to_owned();
        };
        let category = plurals::category(&self.language, count);
        let form = text.forms.get(category).unwrap_or(&text.other);
        form.replace("{count}", &count.to_string())
    }

    /// A day such as `2027-01-31` as the language writes it; what is no such day stays as it is.
    pub fn date(&self, day: &str) -> String {
        let mut parts = day.splitn(3, '-').map(str::parse::<usize>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(number))) =
            (parts.next(), parts.next(), parts.next())
        else {
            return day.to_owned();
        };
        let months = self.get("months").trim_matches([FOREIGN, NATIVE]);
        let mut months = months.split(", ");
        let Some(month) = months.nth(month.wrapping_sub(1)) else {
            return day.to_owned();
        };
        self.get("date")
            .replace("{day}", &number.to_string())
            .replace("{month}", month)
            .replace("{year}", &year.to_string())
    }

    /// All forms of a text as JSON, for scripts, which choose among them (`studypress.form`).
    pub fn forms(&self, name: &str) -> String {
        // Plain data written to memory cannot fail.
        let json = self.texts.get(name).map(serde_json::to_string);
        json.and_then(Result::ok).unwrap_or_default()
    }
}

/// `rtl` for a language that is written from right to left, else `ltr`.
pub fn direction(language: &str) -> &'static str {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or("").to_ascii_lowercase();
    // A script in the tag says more than the language: az-Arab, but ku-Latn.
    let script = parts.find(|part| part.len() == 4).map(str::to_lowercase);
    let rtl = match script.as_deref() {
        Some("arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm") => true,
        Some(_) => false,
        None => RIGHT_TO_LEFT.contains(&primary.as_str()),
    };
    if rtl { "rtl" } else { "ltr" }
}

/// A language tag as Open Graph writes it, `pt_BR`; nothing where it names no territory and has no usual one.
pub fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let named = parts
        .find(|part| part.len() == 2)
        .map(str::to_ascii_uppercase);
    let usual = TERRITORIES.iter().find(|(known, _)| *known == language);
    let territory = named.or_else(|| usual.map(|(_, usual)| (*usual).to_owned()))?;
    Some(format!("{language}_{territory}"))
}

/// The words for a language. Each is looked for in the site's files of `de-AT`, then of `de`, then in the theme's, and
/// last in English.
pub fn collect(files: &Files, language: &str) -> Checked<Strings> {
    let mut diagnostics = Vec::new();
    let mut strings = Strings::english().clone();
    strings.language = language.to_owned();
    let tags = tags(language);
    let mut native: BTreeSet<String> = BTreeSet::new();
    if !tags.iter().any(|tag| tag == COMPLETE) {
        let english = own(files, COMPLETE).into_value(&mut diagnostics);
        strings.texts.extend(english);
    }
    let theme = tags.iter().filter_map(|tag| theme(tag));
    for texts in theme {
        native.extend(texts.keys().cloned());
        strings.texts.extend(texts);
    }
    for tag in &tags {
        let texts = own(files, tag).into_value(&mut diagnostics);
        native.extend(texts.keys().cloned());
        strings.texts.extend(texts);
    }
    if native.len() < strings.texts.len() {
        let mut marked = strings.clone();
        for (name, text) in &mut marked.texts {
            if !native.contains(name) {
                text.forms.values_mut().for_each(|form| *form = mark(form));
                text.other = mark(&text.other);
            }
        }
        strings.marked = Some(Box::new(marked));
    }
    Checked {
        value: strings,
        diagnostics,
    }
}

/// The tags of the files that have words for a language, the most particular last.
fn tags(language: &str) -> Vec<String> {
    let mut tags = plurals::prefixes(language);
    let is_traditional = language
        .split('-')
        .any(|part| TRADITIONAL.iter().any(|it| it.eq_ignore_ascii_case(part)));
    let standard = STANDARDS
        .iter()
        .find(|(short, _)| *short == tags[0] && !is_traditional);
    let mut found: Vec<String> = standard
        .map(|(_, tag)| (*tag).to_owned())
        .into_iter()
        .collect();
    tags.push(language.to_owned());
    found.retain(|standard| !tags.contains(standard));
    for tag in tags {
        if !found.contains(&tag) {
            found.push(tag);
        }
    }
    found
}

fn mark(english: &str) -> String {
    format!("{FOREIGN}{english}{NATIVE}")
}

fn theme(language: &str) -> Option<BTreeMap<String, Text>> {
    let bytes = ThemeStrings::get(&format!("{language}.toml"))?.data;
    let root = data::parse_toml(std::str::from_utf8(&bytes).ok()?).ok()?;
    let Value::Table(fields) = root.value else {
        return None;
    };
    let texts = fields
        .into_iter()
        .filter_map(|field| Some((field.name, text(field.node.value).ok()?)));
    Some(texts.collect())
}

/// What the site's file of a language says, if there is one.
fn own(files: &Files, language: &str) -> Checked<BTreeMap<String, Text>> {
    let path = format!("strings/{language}.toml");
    let mut own = Checked::default();
    let Some(file) = files.get(&path) else {
        return own;
    };
    let root = file
        .text()
        .and_then(|text| data::parse_toml(text).map_err(|error| error.in_file(&path, 0)));
    match root.map(|root| root.value) {
        Ok(Value::Table(fields)) => {
            for field in fields {
                match named(field, &path) {
                    Ok((name, text)) => drop(own.value.insert(name, text)),
                    Err(wrong) => own.diagnostics.push(wrong),
                }
            }
        }
        Ok(_) => {}
        Err(wrong) => own.diagnostics.push(wrong),
    }
    own
}

/// One line of such a file: the name of a text, and the text.
fn named(field: Field, path: &str) -> Result<(String, Text), Diagnostic> {
    let known = &Strings::english().texts;
    if !known.contains_key(&field.name) {
        let message = format!("the interface has no text named `{}`", field.name);
        let wrong = Diagnostic::new(&codes::UNKNOWN_FIELD, path, field.name_span, message);
        return Err(wrong.suggest(&field.name, known.keys().map(String::as_str)));
    }
    match text(field.node.value) {
        Ok(text) => Ok((field.name, text)),
        Err(kind) => {
            let message = format!("`{}` must be a text, not {kind}", field.name);
            let wrong = Diagnostic::new(&codes::WRONG_TYPE, path, field.node.span, message);
            Err(wrong.help("or { one = \"…\", other = \"…\" } where a number is filled in; forms are zero, one, two, few, many and other"))
        }
    }
}

/// A string, or a table of `other` and other forms; the error is what it is instead.
fn text(value: Value) -> Result<Text, &'static str> {
    let kind = value.kind();
    let fields = match value {
        Value::String(other) => {
            return Ok(Text {
                forms: BTreeMap::new(),
                other,
            });
        }
        Value::Table(fields) => fields,
        _ => return Err(kind),
    };
    let (mut forms, mut other) = (BTreeMap::new(), None);
    for field in fields {
        let Value::String(form) = field.node.value else {
            return Err("a table of something else");
        };
        match CATEGORIES.iter().find(|category| **category == field.name) {
            Some(category) => drop(forms.insert(*category, form)),
            None if field.name == "other" => other = Some(form),
            None => return Err("a table of something else"),
        }
    }
    let other = other.ok_or("a table without `other`")?;
    Ok(Text { forms, other })
}
