//! The kinds of mistake, each with a number that stays.

/// How bad a mistake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The site is published; something about it may not be meant.
    Warning,
}

/// A kind of mistake.
#[derive(Debug, PartialEq)]
pub struct Code {
    /// Its number, `E` for errors and `W` for warnings.
    pub id: &'static str,
    pub severity: Severity,
    /// A few words for lists: "a link to a file that does not exist".
    pub title: &'static str,
    /// What it means, why it is a mistake, and an example wrong and right:
    /// the text of `src/diagnostic/explain/ID.md`.
    pub explanation: &'static str,
    /// Whether it is about a name that site.toml does not list: while site.toml has mistakes
    /// of its own, they may be the reason.
    pub of_names: bool,
    /// Whether site.toml may make less of it than it is: the site can do without what is wrong.
    pub lowerable: bool,
}

/// What most kinds of mistake are.
const PLAIN: Code = Code {
    id: "",
    severity: Severity::Error,
    title: "",
    explanation: "",
    of_names: false,
    lowerable: false,
};

macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $title:literal $(, $flag:ident)?;)*) => {
        $(
            #[doc = concat!($id, ": ", $title, ".")]
            pub static $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                explanation: include_str!(concat!("explain/", $id, ".md")),
                $($flag: true,)?
                ..PLAIN
            };
        )*
        /// Every code, in order.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

/// The code of that number, without regard to case.
pub fn find(id: &str) -> Option<&'static Code> {
    let same = |code: &&&'static Code| code.id.eq_ignore_ascii_case(id);
    ALL.iter().find(same).copied()
}

codes! {
    UNREADABLE = "E001", Error, "a file cannot be read";
    NOT_UTF8 = "E002", Error, "a text file is not UTF-8";
    NO_CONFIG = "E003", Error, "there is no site.toml";
    SYNTAX = "E004", Error, "TOML or YAML that cannot be parsed";
    NO_FRONT_MATTER = "E005", Error, "a content file has no front matter";
    OPEN_FRONT_MATTER = "E006", Error, "front matter that does not end";
    MISSING_FIELD = "E007", Error, "a required field is missing";
    UNKNOWN_FIELD = "E008", Error, "a field that is not known";
    WRONG_TYPE = "E009", Error, "a value of the wrong kind";
    EMPTY_VALUE = "E010", Error, "a value that must not be empty";
    BAD_ID = "E011", Error, "an id or an address that cannot be used";
    DUPLICATE_ID = "E012", Error, "an id that is given twice";
    UNKNOWN_LEVEL = "E013", Error, "a level that site.toml does not list", of_names;
    UNKNOWN_TOPIC = "E014", Error, "a topic that site.toml does not list", of_names;
    UNKNOWN_SOURCE = "E015", Error, "a source that site.toml does not list", of_names;
    BAD_URL = "E016", Error, "an address that is not a web address";
    ADDRESS_TAKEN = "E017", Error, "two outputs at one address";
    BROKEN_LINK = "E018", Error, "a link to a file that does not exist", lowerable;
    BROKEN_ANCHOR = "E019", Error, "a link to a heading that does not exist", lowerable;
    LINK_TO_DRAFT = "E020", Error, "a published page links to a draft", lowerable;
    UNKNOWN_RELATED = "E021", Error, "a related question that does not exist", lowerable;
    BAD_INFO_STRING = "E022", Error, "a code block's info string is wrong";
    STRAY_OUTPUT = "E023", Error, "an output block that belongs to no snippet";
    TEMPLATE = "E024", Error, "a template that fails";
    FORBIDDEN_LINK = "E025", Error, "a link with a scheme that is not allowed";
    BAD_TEXT = "E026", Error, "a character that no page can hold";
    TOO_LARGE = "E027", Error, "a file that is too large";
    UNBALANCED_HTML = "E028", Error, "raw HTML that does not end, or ends too often";
    SAME_WORDING = "E029", Error, "two questions that are asked in the same words";
    NO_INTERPRETER = "E030", Error, "a Python that cannot be used";
    OUTPUT_DIFFERS = "E031", Error, "a snippet that prints something else than the page shows";
    RAISED = "E032", Error, "a snippet that raises what it does not announce";
    NOT_RAISED = "E033", Error, "a snippet that does not raise what it announces";
    TIMEOUT = "E034", Error, "a snippet that does not end in time";
    TOO_MUCH = "E035", Error, "a snippet that uses too much memory or prints too much";
    SNIPPET_PROCESS = "E036", Error, "a process of snippets that could not be run to its end";
    LEFT_RUNNING = "E037", Error, "snippets that leave processes running";
    NOT_ACCEPTED = "E038", Error, "output that cannot be written into a content file";
    BAD_QUIZ = "E040", Error, "a quiz that cannot be asked";
    FOREIGN_IMAGE = "E041", Error, "an image from another host", lowerable;
    BAD_PLAYGROUND = "E042", Error, "a playground that code cannot run in";
    BAD_EXERCISE = "E043", Error, "an exercise without one of its parts, or a part without an exercise";
    SOLUTION_FAILS = "E044", Error, "an exercise whose solution does not pass its tests";
    STARTER_MISLEADS = "E045", Error, "an exercise whose starting point does not fail its tests as it should";
    BAD_GRAMMAR = "E046", Error, "a grammar of syntaxes/ that cannot be used";
    NO_BOOK_DATE = "E047", Error, "a book of no day";
    UNKNOWN_LANGUAGE = "W001", Warning, "a code block in a language that is not highlighted", lowerable;
    LINK_IN_SUMMARY = "W002", Warning, "a summary holds a link or an image", lowerable;
    NO_BASE_URL = "W003", Warning, "site.toml has no base_url", lowerable;
    MISSING_ALT = "W004", Warning, "an image without a description", lowerable;
    BLOCKED_HTML = "W005", Warning, "raw HTML that browsers will not heed", lowerable;
    REVIEW_DUE = "W006", Warning, "a page that was to be looked at again", lowerable;
    NO_PLAYGROUND = "W007", Warning, "a playground that is not installed", lowerable;
    UNPORTABLE_NAME = "W011", Warning, "a file name that not every system can hold", lowerable;
    UNFINISHED = "W012", Warning, "a question that is not written yet", lowerable;
    NO_FOLLOW_UP = "W013", Warning, "a follow-up that practice cannot ask", lowerable;
    LONG_LINE = "W014", Warning, "a line that is too long to be highlighted", lowerable;
    EMPTY_HEADER = "W015", Warning, "a column of a table without a heading", lowerable;
}
