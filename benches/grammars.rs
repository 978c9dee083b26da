//! Whether any grammar that ships is slow: for each, the slowest of many lines of 1,000 bytes, or as long as it may have.
//!
//! A line repeats a piece, or two in turn, or one after another has been opened: what makes rules that look far ahead, or
//! try a place again and again, take time that grows with the square of the line or worse. Longer lines are plain where
//! a grammar is not one of ours (`highlight::grammar::SHORT`). Names of languages as arguments try only these.

use std::env;
use std::time::Duration;

use rayon::prelude::*;
use studypress::highlight::{Grammar, to_html};
use studypress::languages;

/// With its line feed, a line has as many bytes.
const LINE: usize = 1_000;

/// How many lines are tried in full.
const IN_FULL: usize = 40;

/// What no line may take.
const LIMIT: Duration = Duration::from_millis(50);

/// What the rules of one grammar or another begin with, look for, or skip.
const PIECES: &[&str] = &[
    " ",
    "\t",
    "a",
    "A",
    "0",
    "_",
    "é",
    "\"",
    "'",
    "`",
    "\\",
    "/",
    "//",
    "/*",
    "(*",
    "{-",
    "--",
    "#",
    "# ",
    "%",
    "@",
    "@a",
    "$",
    "$a",
    "${",
    "$(",
    "#{",
    "%{",
    "{{",
    "{%",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "</",
    "<a ",
    "<!--",
    "&",
    "&a",
    "|",
    "!",
    "?",
    ":",
    "::",
    ";",
    ",",
    ".",
    "..",
    "=",
    "= ",
    "==",
    "=>",
    "->",
    "+",
    "-",
    "- ",
    "*",
    "**",
    "~",
    "^",
    "a ",
    "a.",
    "a(",
    "a =",
    "a:",
    "a::",
    "a<",
    "a,",
    "1.",
    "0x",
    "\"\"\"",
    "'''",
    "<<a",
    "<?",
    "a b",
    "if ",
    "function ",
    "class ",
    "def a",
    "new ",
    "return ",
    "import ",
    "type ",
    "fn ",
    "a=\"",
];

fn main() {
    let asked: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let mut worst: Vec<(Duration, &str, String)> = languages::all()
        .filter(|language| {
            let named = |name: &String| language.names.contains(&&**name);
            asked.is_empty() || asked.iter().any(named)
        })
        .filter_map(|language| {
            let (took, line) = slowest(language.grammar.as_ref()?);
            println!("{:<16} {took:>9.1?}  {line}", language.name());
            Some((took, language.name(), line))
        })
        .collect();
    worst.sort_unstable_by(|a, b| b.cmp(a));
    let slow: Vec<_> = worst.iter().filter(|(took, ..)| *took > LIMIT).collect();
    println!(
        "\n{} of {} take longer than {LIMIT:?}",
        slow.len(),
        worst.len()
    );
    for (took, name, line) in slow {
        println!("{name:<16} {took:>9.1?}  {line}");
    }
}

/// The line that takes longest, with its pieces. All are tried at a quarter of the length, and the slowest of these in full.
fn slowest(grammar: &Grammar) -> (Duration, String) {
    // Longer ones are plain.
    let length = LINE.min(grammar.longest_line);
    time("a\n", grammar);
    let pairs = PIECES
        .iter()
        .flat_map(|a| PIECES.iter().map(move |b| (*a, *b)));
    let mut tried: Vec<_> = pairs
        .flat_map(|(a, b)| [(a, b.to_owned()), ("", format!("{a}{b}"))])
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(first, again)| {
            (
                time(&line(first, &again, length / 4), grammar),
                first,
                again,
            )
        })
        .collect();
    tried.sort_unstable_by_key(|(took, ..)| std::cmp::Reverse(*took));
    let in_full = tried.iter().take(IN_FULL).map(|(_, first, again)| {
        let line = line(first, again, length);
        // Once may have been the fault of rules that are compiled when they are first needed.
        let took = (0..3).map(|_| time(&line, grammar)).min();
        (
            took.unwrap_or_default(),
            format!("{first:?} and {again:?}…"),
        )
    });
    in_full.max().unwrap_or_default()
}

/// What a line has of the processor.
fn time(line: &str, grammar: &Grammar) -> Duration {
    let start = now();
    std::hint::black_box(to_html(line, Some(grammar)));
    now().saturating_sub(start)
}

/// How long this thread has worked.
#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// One piece, and another as often as there is room.
fn line(first: &str, again: &str, length: usize) -> String {
    let room = length - 1 - first.len();
    format!("{first}{}\n", again.repeat(room / again.len()))
}
