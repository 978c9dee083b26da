//! The guide that `init` makes.

/// A file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the root of the guide, with `/` between its parts.
    pub path: &'static str,
    /// What it holds.
    pub text: &'static str,
}

macro_rules! files {
    ($($path:literal = $from:literal,)*) => {
        &[$(NewFile {
            path: $path,
            text: include_str!(concat!("../../scaffold/guide/", $from)),
        }),*]
    };
}

/// Its files. `.gitignore` goes by another name in the repository, where git
/// would heed it.
pub const FILES: &[NewFile] = files! {
    ".gitignore" = "gitignore",
    "README.md" = "README.md",
    "content/basics/how-is-a-guide-built.md" = "content/basics/how-is-a-guide-built.md",
    "content/basics/how-is-a-question-written.md" = "content/basics/how-is-a-question-written.md",
    "content/basics/how-is-code-shown.md" = "content/basics/how-is-code-shown.md",
    "site.toml" = "site.toml",
};
