//! Languages that are highlighted and never run.

use super::language::{Language, Room};
use crate::highlight::grammar::{Grammar, LONG, SHORT, SHORTER, SHORTEST};

/// They have no runner. CONTRIBUTING.md says what a new line needs.
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
    // Shells and what stands at their prompts.
    shown(
        &["console", "shell-session", "terminal"],
        "Console",
        SHORTER,
    ),
    shown(
        &["bash", "sh", "shell", "zsh", "ksh", "fish"],
        "Bourne Again Shell (bash)",
        SHORTER,
    ),
    shown(
        &["powershell", "ps1", "pwsh", "ps", "psm1"],
        "PowerShell",
        SHORTER,
    ),
    shown(&["bat", "batch", "cmd"], "Batch File", SHORT),
    // Data and settings.
    shown(&["json", "jsonc", "json5", "ipynb"], "JSON", LONG),
    shown(&["jsonnet", "libsonnet"], "jsonnet", SHORT),
    shown(&["toml"], "TOML", LONG),
    shown(&["yaml", "yml"], "YAML", SHORTER),
    shown(
        &["ini", "cfg", "conf", "dotenv", "env", "editorconfig"],
        "INI",
        LONG,
    ),
    shown(&["properties"], "Java Properties", SHORT),
    shown(&["protobuf", "proto"], "Protocol Buffer", SHORT),
    shown(&["diff", "patch"], "Diff", SHORT),
    shown(&["http"], "HTTP Request and Response", SHORT),
    shown(&["regex", "regexp"], "Regular Expression", SHORT),
    // What builds, deploys and configures.
    shown(
        &["dockerfile", "docker", "containerfile"],
        "Dockerfile",
        SHORTER,
    ),
    shown(&["hcl", "terraform", "tf", "tfvars"], "Terraform", SHORT),
    shown(&["puppet", "pp"], "Puppet", SHORTER),
    shown(&["nix"], "Nix", SHORT),
    shown(&["nginx"], "nginx", SHORT),
    shown(&["apache", "apacheconf", "htaccess"], "Apache Conf", SHORT),
    shown(&["crontab", "cron"], "Crontab", SHORT),
    shown(&["makefile", "make", "mk"], "Makefile", SHORTER),
    shown(&["cmake"], "CMake", SHORT),
    shown(&["dot", "graphviz", "gv"], "Graphviz (DOT)", SHORT),
    shown(&["robot", "robotframework"], "Robot Framework", SHORTER),
    // What pages are written in.
    shown(&["html", "htm", "xhtml"], "HTML", SHORTER),
    shown(
        &["jinja", "jinja2", "j2", "twig", "django", "nunjucks"],
        "HTML (Twig)",
        SHORTER,
    ),
    shown(&["vue"], "Vue Component", SHORTEST),
    shown(&["svelte"], "Svelte", SHORTEST),
    shown(&["xml", "svg", "xsd", "xsl", "plist", "xaml"], "XML", SHORT),
    // bat's grammars of the last three take seconds for some lines.
    shown(&["css", "scss", "less", "sass"], "CSS", SHORTER),
    shown(&["markdown", "md", "mdx"], "Markdown", LONG),
    shown(&["rst", "restructuredtext"], "reStructuredText", SHORT),
    shown(&["latex", "tex"], "LaTeX", SHORT),
    // Programs.
    // bat's grammar of JavaScript does not come to an end with `@****…`, fifty bytes of it.
    shown(
        &["javascript", "js", "mjs", "cjs", "node"],
        "TypeScript",
        SHORTEST,
    ),
    shown(&["jsx"], "JavaScript (Babel)", SHORTEST),
    shown(&["typescript", "ts", "mts", "cts"], "TypeScript", SHORTEST),
    shown(&["tsx"], "TypeScriptReact", SHORTEST),
    shown(&["coffeescript", "coffee"], "CoffeeScript", SHORTEST),
    shown(&["java"], "Java", SHORT),
    shown(&["kotlin", "kt", "kts"], "Kotlin", SHORT),
    shown(&["scala", "sbt"], "Scala", SHORTER),
    shown(&["groovy", "gradle", "jenkinsfile"], "Groovy", SHORT),
    // Other dialects of Lisp look enough like it; bat's grammar of them is slow.
    shown(
        &[
            "clojure",
            "clj",
            "cljs",
            "edn",
            "lisp",
            "elisp",
            "common-lisp",
            "scheme",
            "racket",
        ],
        "Clojure",
        SHORT,
    ),
    shown(&["c", "h"], "C", SHORT),
    shown(&["cpp", "c++", "cc", "cxx", "hpp", "hxx"], "C++", SHORTEST),
    shown(&["csharp", "c#", "cs"], "C#", SHORTER),
    shown(&["objective-c", "objc", "objectivec"], "Objective-C", SHORT),
    shown(&["go", "golang"], "Go", SHORTER),
    shown(&["rust", "rs"], "Rust", SHORT),
    shown(&["swift"], "Swift", SHORT),
    shown(&["dart"], "Dart", SHORTER),
    shown(&["zig"], "Zig", SHORT),
    shown(&["d", "dlang"], "D", SHORTEST),
    shown(&["crystal", "cr"], "Crystal", SHORT),
    shown(&["pascal", "delphi"], "Pascal", SHORT),
    shown(&["php"], "PHP Source", SHORT),
    shown(&["ruby", "rb"], "Ruby", SHORT),
    shown(&["perl", "pl"], "Perl", SHORT),
    shown(&["lua"], "Lua", SHORTER),
    shown(&["tcl"], "Tcl", SHORT),
    shown(&["awk"], "AWK", SHORT),
    shown(&["vim", "viml", "vimscript"], "VimL", SHORTER),
    shown(&["gdscript", "gd"], "GDScript (Godot Engine)", SHORT),
    shown(&["solidity", "sol"], "Solidity", SHORT),
    shown(&["haskell", "hs"], "Haskell", SHORT),
    shown(&["elm"], "Elm", SHORT),
    shown(&["ocaml", "ml"], "OCaml", SHORT),
    shown(&["erlang", "erl"], "Erlang", SHORTER),
    shown(&["elixir", "ex", "exs"], "Elixir", SHORT),
    shown(&["r"], "R", SHORTER),
    shown(&["julia", "jl"], "Julia", SHORTER),
    shown(&["llvm"], "LLVM", SHORT),
    shown(&["wgsl"], "WGSL", SHORT),
    shown(&["vhdl"], "VHDL", SHORT),
    shown(
        &["systemverilog", "verilog", "sv"],
        "SystemVerilog",
        SHORTEST,
    ),
];
