//! The ten classes that pages show.

/// What a piece of code is, as far as a reader is helped by seeing it.
///
/// A class is a class attribute in the page; its name is one letter, because it is written thousands of times.
/// Operators, punctuation and plain names have no class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// `k`: a word of the language: keywords, `None`, `True`, `...`; in markup, the name of an element.
    Keyword,
    /// `s`: a string, with its prefix and quotes; in a diff, a line that was added.
    String,
    /// `c`: a comment.
    Comment,
    /// `n`: a number.
    Number,
    /// `f`: the name of a function, a class or a section, where it is defined.
    Definition,
    /// `b`: a name that is there without an import.
    Builtin,
    /// `d`: what is said about code: a decorator, an attribute, a directive, a key.
    Decorator,
    /// `i`: the marks around code inside a string, with its conversion: the braces of an f-string.
    Interpolation,
    /// `p`: the prompt of a transcript.
    Prompt,
    /// `e`: an error or its name; in a diff, a line that was removed.
    Error,
}

impl Class {
    /// Every class, in the order in which the style sheet and the documentation list them.
    pub const ALL: [Class; 10] = [
        Class::Keyword,
        Class::String,
        Class::Comment,
        Class::Number,
        Class::Definition,
        Class::Builtin,
        Class::Decorator,
        Class::Interpolation,
        Class::Prompt,
        Class::Error,
    ];

    /// The value of the class attribute: one letter.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Keyword => "k",
            Class::String => "s",
            Class::Comment => "c",
            Class::Number => "n",
            Class::Definition => "f",
            Class::Builtin => "b",
            Class::Decorator => "d",
            Class::Interpolation => "i",
            Class::Prompt => "p",
            Class::Error => "e",
        }
    }

    /// What the class marks, in a few words, for documentation.
    pub const fn meaning(self) -> &'static str {
        match self {
            Class::Keyword => "keyword",
            Class::String => "string",
            Class::Comment => "comment",
            Class::Number => "number",
            Class::Definition => "name being defined",
            Class::Builtin => "built-in name",
            Class::Decorator => "decorator, attribute or key",
            Class::Interpolation => "marks around code in a string",
            Class::Prompt => "prompt",
            Class::Error => "error",
        }
    }
}
