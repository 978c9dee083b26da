//! The guide that `init` makes.

/// A file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the root of the guide, with `/` between its parts.
    pub path: &'static str,
    pub text: &'static str,
}

macro_rules! files {
    ($($path:literal = $from:literal,)*) => {
        &[$(NewFile {
            path: $path,
            text: include_str!(concat!("../../", $from)),
        }),*]
    };
}

/// Its files. `.gitignore` goes by another name in the repository, where git
/// would heed it. The schema, which the first line of `site.toml` names, comes
/// along, so that editors find the one of this version and ask no host for it.
pub const FILES: &[NewFile] = files! {
    ".gitignore" = "scaffold/guide/gitignore",
    "README.md" = "scaffold/guide/README.md",
    "content/basics/how-is-a-guide-built.md" = "scaffold/guide/content/basics/how-is-a-guide-built.md",
    "content/basics/how-is-a-question-written.md" = "scaffold/guide/content/basics/how-is-a-question-written.md",
    "content/basics/how-is-code-shown.md" = "scaffold/guide/content/basics/how-is-code-shown.md",
    "content/exercises/first-repeated.md" = "scaffold/guide/content/exercises/first-repeated.md",
    "site.schema.json" = "docs/static/schemas/site.schema.json",
    "site.toml" = "scaffold/guide/site.toml",
};
