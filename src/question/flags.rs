//! What the words of an info string mean: those that any snippet may carry are read here, for the others the language is
//! asked.

use super::exercise;
use super::fence::{self, BadValue, Info, Place, Table, Version, Word, bare, error, list, text};
use super::snippet::{Flags, Lines, OutputFlags};
use crate::diagnostic::{Checked, Diagnostic, nearest};
use crate::languages::{self, language::Snippets};

/// The normalisers that an output block may name.
pub const NORMALIZERS: [&str; 2] = ["addresses", "timings"];

/// The flag whose value is the first version of a language that can run a
/// snippet, or that prints an output.
const REQUIRES: &str = "requires";

/// Flags that any snippet may carry.
static SHOWN: &Table<Flags> = &[
    ("title", |flags, word| {
        flags.title = Some(text(word)?.to_owned());
        Ok(())
    }),
    ("hl", |flags, word| {
        flags.marked = lines(word)?;
        Ok(())
    }),
    ("linenos", |flags, word| {
        flags.linenos = bare(word)?;
        Ok(())
    }),
    ("key", |flags, word| {
        flags.key = bare(word)?;
        Ok(())
    }),
    ("file", |flags, word| {
        flags.file = Some(file_name(word)?);
        Ok(())
    }),
];

/// Flags of an output block.
static OUTPUT: &Table<OutputFlags> = &[
    (REQUIRES, |flags, word| {
        flags.requires = Some(fence::version(word)?);
        Ok(())
    }),
    ("normalize", |flags, word| {
        flags.normalize = normalizers(word)?;
        Ok(())
    }),
];

/// Reads the words of a snippet. The value is what the page shows of them, and all that are known and given once, with
/// their spans in the file.
pub fn flags(info: &Info, place: &Place) -> Checked<(Flags, Vec<Word>)> {
    let language = languages::snippets(&info.language);
    let own = language.map_or(&[][..], |language| language.flags);
    let known: Vec<&str> = names(SHOWN).chain(own.iter().copied()).collect();
    let block = match info.language.as_str() {
        "" => "a code block".to_owned(),
        name => format!("a `{name}` block"),
    };
    let Checked {
        value: words,
        mut diagnostics,
    } = known_words(info, &known, place, |word| {
        unknown(word, &known, &block, language, place.file)
    });
    let (mut flags, wrong) = fence::read(SHOWN, &words);
    let mut wrong: Vec<Diagnostic> = wrong.into_iter().map(|w| error(place.file, w)).collect();
    if let Some(language) = language {
        wrong.extend((language.check)(place.file, &words));
        let requires = words.iter().find(|word| word.name == REQUIRES);
        let version = requires.and_then(|word| fence::version(word).ok());
        flags.badge = version.map(|version| badge(Some(language), version));
        let exercise = exercise::flags(&words);
        (flags.part, flags.play) = (exercise.part, exercise.play);
    }
    // In the order of the words, whoever read them.
    wrong.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.start));
    diagnostics.extend(wrong);
    Checked {
        value: (flags, words),
        diagnostics,
    }
}

/// Reads the words of an output block below a snippet in `language`.
pub fn output_flags(info: &Info, language: &str, place: &Place) -> Checked<OutputFlags> {
    let language = languages::snippets(language);
    let versioned = language.is_none_or(|language| language.flags.contains(&REQUIRES));
    let known: Vec<&str> = names(OUTPUT)
        .filter(|name| versioned || *name != REQUIRES)
        .collect();
    let Checked {
        value: words,
        mut diagnostics,
    } = known_words(info, &known, place, |word| {
        unknown(word, &known, "a `output` block", None, place.file)
    });
    let (mut flags, wrong) = fence::read(OUTPUT, &words);
    diagnostics.extend(wrong.into_iter().map(|bad| error(place.file, bad)));
    flags.badge = flags.requires.map(|version| badge(language, version));
    Checked {
        value: flags,
        diagnostics,
    }
}

fn names<T>(table: &Table<T>) -> impl Iterator<Item = &'static str> {
    table.iter().map(|(name, _)| *name)
}

/// `Python 3.12+`.
fn badge(language: Option<&Snippets>, version: Version) -> String {
    match language {
        Some(language) => format!("{} {version}+", language.title),
        None => format!("{version}+"),
    }
}

/// The words that are known and given once, with their spans in the file; the others are reported.
fn known_words(
    info: &Info,
    known: &[&str],
    place: &Place,
    unknown: impl Fn(&Word) -> Diagnostic,
) -> Checked<Vec<Word>> {
    let mut good = Checked::clean(Vec::<Word>::new());
    for word in &info.words {
        let word = Word {
            span: place.of(&word.span),
            ..word.clone()
        };
        let wrong = |message: String| error(place.file, (&word, BadValue(message)));
        let quoted = |value: &str| value.contains('"');
        if word.value.as_deref().is_some_and(quoted) {
            let message = format!(
                "the quotes around the value of `{}` do not match",
                word.name
            );
            let example = format!("write {}=\"…\"; a value cannot hold a quote", word.name);
            good.diagnostics.push(wrong(message).help(example));
        } else if !known.contains(&word.name.as_str()) {
            good.diagnostics.push(unknown(&word));
        } else if good.value.iter().any(|other| other.name == word.name) {
            let message = format!("`{}` is given twice", word.name);
            good.diagnostics.push(wrong(message));
        } else {
            good.value.push(word);
        }
    }
    good
}

fn unknown(
    word: &Word,
    known: &[&str],
    block: &str,
    language: Option<&Snippets>,
    file: &str,
) -> Diagnostic {
    let message = format!("{block} has no flag `{}`", word.name);
    let error = error(file, (word, BadValue(message)));
    if word.name.contains(char::is_whitespace) {
        return error.help("separate flags by commas: ```python,continues,title=\"…\"");
    }
    let foreign = language.map_or(&[][..], |language| language.foreign);
    if let Some((_, instead)) = foreign.iter().find(|(name, _)| *name == word.name) {
        return error.help(*instead);
    }
    if let Some(name) = nearest(&word.name, known.iter().copied()) {
        return error.help(format!("did you mean `{name}`?"));
    }
    let mut owners: Vec<&str> = languages::runnable()
        .filter(|language| language.flags.contains(&word.name.as_str()))
        .map(|language| language.title)
        .collect();
    owners.dedup();
    if owners.is_empty() {
        error.help(format!("its flags are: {}", known.join(", ")))
    } else {
        error.help(format!(
            "`{}` is for {} snippets",
            word.name,
            owners.join(" and ")
        ))
    }
}

fn file_name(word: &Word) -> Result<String, BadValue> {
    let name = text(word)?;
    let bad = |part: &str| part.is_empty() || part == "." || part == "..";
    if name.split('/').any(bad) || name.contains('\\') || name.contains(':') {
        let message = "`file` takes a relative path without `..`";
        return Err(BadValue(message.to_owned()));
    }
    Ok(name.to_owned())
}

fn lines(word: &Word) -> Result<Vec<Lines>, BadValue> {
    let wrong = || BadValue("`hl` takes lines such as \"2\" or \"2-4,7\"".to_owned());
    let mut ranges = Vec::new();
    for part in text(word)?.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || last < first {
            return Err(wrong());
        }
        ranges.push(Lines { first, last });
    }
    Ok(ranges)
}

fn normalizers(word: &Word) -> Result<Vec<String>, BadValue> {
    let names = list(word)?;
    match names.iter().find(|n| !NORMALIZERS.contains(&n.as_str())) {
        Some(name) => Err(BadValue(format!(
            "there is no normaliser `{name}`; there are: {}",
            NORMALIZERS.join(", ")
        ))),
        None => Ok(names),
    }
}
