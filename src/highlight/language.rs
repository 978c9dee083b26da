use super::positions::Kind;

/// A language that can be highlighted; from [`language`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(u8);

struct Entry {
    /// What an info string may call it, the usual name first.
    names: &'static [&'static str],
    /// The name of its grammar; none for text that has no grammar.
    grammar: Option<&'static str>,
    python: Option<Kind>,
}

const fn entry(names: &'static [&'static str], grammar: &'static str) -> Entry {
    Entry {
        names,
        grammar: Some(grammar),
        python: None,
    }
}

const fn python(names: &'static [&'static str], grammar: &'static str, kind: Kind) -> Entry {
    Entry {
        names,
        grammar: Some(grammar),
        python: Some(kind),
    }
}

static LANGUAGES: [Entry; 20] = [
    python(
        &["python", "py", "python3", "py3", "pyi"],
        "Python",
        Kind::Module,
    ),
    python(
        &["pycon", "python-console", "doctest"],
        "Python transcript",
        Kind::Transcript,
    ),
    entry(
        &["pytb", "traceback", "python-traceback", "py3tb"],
        "Python traceback",
    ),
    Entry {
        names: &["text", "plain", "plaintext", "txt", "output"],
        grammar: None,
        python: None,
    },
    entry(&["console", "shell-session", "terminal"], "Console"),
    entry(&["bash", "sh", "shell", "zsh"], "Bourne Again Shell (bash)"),
    entry(&["json", "jsonc", "ipynb"], "JSON"),
    entry(&["toml"], "TOML"),
    entry(&["yaml", "yml"], "YAML"),
    entry(&["ini", "cfg", "conf", "dotenv", "properties"], "INI"),
    entry(&["sql", "sqlite", "postgresql", "mysql"], "SQL"),
    entry(&["html", "htm", "jinja", "jinja2"], "HTML"),
    entry(&["xml", "svg"], "XML"),
    entry(&["css"], "CSS"),
    entry(&["javascript", "js", "mjs"], "JavaScript"),
    entry(&["c", "h"], "C"),
    entry(&["rust", "rs"], "Rust"),
    entry(&["diff", "patch"], "Diff"),
    entry(&["markdown", "md"], "Markdown"),
    entry(&["regex-js"], "Regular Expressions (Javascript)"),
];

/// The language with this name, as the first word of an info string gives it; case does not matter.
///
/// `None` means that nobody here knows the name, which deserves a warning. Text that is to stay as it is has names of
/// its own, such as `text`.
pub fn language(name: &str) -> Option<Language> {
    let known = |entry: &Entry| {
        entry
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let index = LANGUAGES.iter().position(known)?;
    u8::try_from(index).ok().map(Language)
}

/// Every name that [`language`] knows, for suggestions and documentation; a language's usual name before its others.
pub fn language_names() -> impl Iterator<Item = &'static str> {
    LANGUAGES
        .iter()
        .flat_map(|entry| entry.names.iter().copied())
}

impl Language {
    fn entry(self) -> &'static Entry {
        &LANGUAGES[usize::from(self.0)]
    }

    /// The usual name of the language.
    pub fn name(self) -> &'static str {
        self.entry().names[0]
    }

    /// How many languages there are, and where this one stands among them.
    pub(super) const COUNT: usize = LANGUAGES.len();
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The name of a language's grammar, by where the language stands.
    pub(super) fn grammar_at(index: usize) -> Option<&'static str> {
        LANGUAGES.get(index).and_then(|entry| entry.grammar)
    }

    /// How statements begin in it, if it is Python.
    pub(super) fn python(self) -> Option<Kind> {
        self.entry().python
    }
}
