//! Languages that are highlighted and never run.

use super::language::{Language, Room};
use crate::highlight::grammar::{Grammar, LONG, SHORT};

/// They have no runner.
pub static ROOM: Room = Room {
    languages: LANGUAGES,
    runner: None,
};

const fn shown(names: &'static [&'static str], grammar: &'static str, longest: usize) -> Language {
    Language {
        names,
        grammar: Some(Grammar::simple(grammar, longest)),
        snippets: None,
    }
}

static LANGUAGES: &[Language] = &[
    Language {
        names: &["text", "plain", "plaintext", "txt", "output"],
        grammar: None,
        snippets: None,
    },
    shown(&["console", "shell-session", "terminal"], "Console", SHORT),
    shown(
        &["bash", "sh", "shell", "zsh"],
        "Bourne Again Shell (bash)",
        SHORT,
    ),
    shown(&["json", "jsonc", "ipynb"], "JSON", LONG),
    shown(&["toml"], "TOML", LONG),
    shown(&["yaml", "yml"], "YAML", SHORT),
    shown(&["ini", "cfg", "conf", "dotenv"], "INI", LONG),
    shown(&["html", "htm", "jinja", "jinja2"], "HTML", SHORT),
    shown(&["xml", "svg"], "XML", LONG),
    shown(&["css"], "CSS", SHORT),
    shown(&["javascript", "js", "mjs"], "JavaScript", SHORT),
    shown(&["c", "h"], "C", SHORT),
    shown(&["rust", "rs"], "Rust", SHORT),
    shown(&["diff", "patch"], "Diff", SHORT),
    shown(&["markdown", "md"], "Markdown", LONG),
];
