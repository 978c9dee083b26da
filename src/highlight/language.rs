use super::positions::Kind;

/// A language that can be highlighted; from [`language`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(u8);

struct Entry {
    /// What an info string may call it, the usual name first.
    names: &'static [&'static str],
    /// The name of its grammar; none for text that has no grammar.
    grammar: Option<&'static str>,
    /// In bytes; longer lines stay plain.
    longest_line: usize,
    /// In bytes; up to as many are parsed at a time, though never less than a line.
    at_once: usize,
    python: Option<Kind>,
}

/// Longer lines are data, not code to read.
const LONG: usize = 20_000;

/// Python's lines are parsed so many bytes at a time. What syntect sets up for each call costs as much as a few lines,
/// and rules are searched through all that is left of a call's text, so that much more would cost again.
const SEVERAL_LINES: usize = 2_000;

/// For grammars, all of them syntect's, that take quadratic time on some lines: a thousand bytes of spaces in the
/// wrong place keep `bash` busy for a twentieth of a second, twenty thousand for twenty seconds.
const SHORT: usize = 1_000;

const fn entry(
    names: &'static [&'static str],
    grammar: Option<&'static str>,
    longest_line: usize,
) -> Entry {
    Entry {
        names,
        grammar,
        longest_line,
        at_once: 0,
        python: None,
    }
}

const fn python(names: &'static [&'static str], grammar: &'static str, kind: Kind) -> Entry {
    Entry {
        names,
        grammar: Some(grammar),
        longest_line: LONG,
        // The rules of a transcript are about lines.
        at_once: match kind {
            Kind::Module => SEVERAL_LINES,
            Kind::Transcript => 0,
        },
        python: Some(kind),
    }
}

static LANGUAGES: [Entry; 19] = [
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
        Some("Python traceback"),
        LONG,
    ),
    entry(&["text", "plain", "plaintext", "txt", "output"], None, LONG),
    entry(
        &["console", "shell-session", "terminal"],
        Some("Console"),
        SHORT,
    ),
    entry(
        &["bash", "sh", "shell", "zsh"],
        Some("Bourne Again Shell (bash)"),
        SHORT,
    ),
    entry(&["json", "jsonc", "ipynb"], Some("JSON"), LONG),
    entry(&["toml"], Some("TOML"), LONG),
    entry(&["yaml", "yml"], Some("YAML"), SHORT),
    entry(&["ini", "cfg", "conf", "dotenv"], Some("INI"), LONG),
    entry(&["sql", "sqlite", "postgresql", "mysql"], Some("SQL"), LONG),
    entry(&["html", "htm", "jinja", "jinja2"], Some("HTML"), SHORT),
    entry(&["xml", "svg"], Some("XML"), LONG),
    entry(&["css"], Some("CSS"), SHORT),
    entry(&["javascript", "js", "mjs"], Some("JavaScript"), SHORT),
    entry(&["c", "h"], Some("C"), SHORT),
    entry(&["rust", "rs"], Some("Rust"), SHORT),
    entry(&["diff", "patch"], Some("Diff"), SHORT),
    entry(&["markdown", "md"], Some("Markdown"), LONG),
];

/// The language with this name, as the first word of an info string gives it; case does not matter.
///
/// `None` means that nobody here knows the name, which deserves a warning. Text that is to stay as it is has names of
/// its own, such as `text`.
pub fn language(name: &str) -> Option<Language> {
    let known = |entry: &Entry| {
        let mut names = entry.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(name))
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
    /// How many languages there are.
    pub(super) const COUNT: usize = LANGUAGES.len();

    fn entry(self) -> &'static Entry {
        &LANGUAGES[self.index()]
    }

    /// The usual name of the language.
    pub fn name(self) -> &'static str {
        self.entry().names[0]
    }

    /// Where the language stands among all of them.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The name of a language's grammar, by where the language stands.
    pub(super) fn grammar_at(index: usize) -> Option<&'static str> {
        LANGUAGES.get(index).and_then(|entry| entry.grammar)
    }

    /// How long a line may be, in bytes, to be highlighted.
    pub(super) fn longest_line(self) -> usize {
        self.entry().longest_line
    }

    /// How much of it may be parsed at a time, in bytes; a whole line always may.
    pub(super) fn at_once(self) -> usize {
        self.entry().at_once
    }

    /// How statements begin in it, if it is Python.
    pub(super) fn python(self) -> Option<Kind> {
        self.entry().python
    }
}
