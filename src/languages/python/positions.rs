//! Python words whose meaning depends on where in a statement they stand.
//!
//! `match x:` is a statement, `match(x)` a call; which of them `match (` begins may be known only at a colon some
//! lines on, and a grammar sees only some lines at a time. `lazy` is a keyword where it begins an import, and a name in
//! `raise lazy from error`. So this step reads the code once more, whole, by the classes that the grammar gave: strings
//! and comments are told from code already.
//!
//! Looking ahead ends where the statement does, and no other candidate stands inside it, so no code is looked at more
//! than twice.

use super::pieces::{Kind, Piece, Pieces};
use crate::highlight::class::Class;
use crate::highlight::run::{Run, push_run};

/// Gives `match`, `case`, `_`, `lazy` and decorators of a script their classes where they have one.
pub(super) fn settle_script(code: &str, runs: &mut Vec<Run>) {
    settle(code, runs, Kind::Module);
}

/// The same in a transcript of an interactive session.
pub(super) fn settle_session(code: &str, runs: &mut Vec<Run>) {
    settle(code, runs, Kind::Transcript);
}

fn settle(code: &str, runs: &mut Vec<Run>, kind: Kind) {
    let mut settler = Settler {
        code,
        marks: Vec::new(),
        blocks: Vec::new(),
    };
    settler.walk(Pieces::new(code, runs, kind));
    if !settler.marks.is_empty() {
        *runs = marked(runs, &settler.marks);
    }
}

/// A stretch of code, from one byte offset to another, and the class it turned out to have.
struct Mark {
    start: usize,
    end: usize,
    class: Class,
}

/// A `match` statement whose cases may still come.
struct Block {
    indent: usize,
    /// How far its cases are indented, once the first line of its body has come.
    cases: Option<usize>,
}

struct Settler<'a> {
    code: &'a str,
    /// In the order of the code, none overlapping another.
    marks: Vec<Mark>,
    /// Each deeper than the one before.
    blocks: Vec<Block>,
}

impl<'a> Settler<'a> {
    fn walk(&mut self, mut pieces: Pieces<'a>) {
        let mut depth = 0_usize;
        let mut line_begins = true;
        // Whether a short statement may begin after the piece before, on its line.
        let mut goes_on = false;
        while let Some((piece, start, end)) = pieces.next() {
            match piece {
                Piece::LineEnd => {
                    line_begins = true;
                    continue;
                }
                Piece::Comment => continue,
                Piece::Prompt => {
                    (depth, line_begins) = (0, true);
                    self.blocks.clear();
                    continue;
                }
                // A statement cannot begin inside brackets: one was never closed.
                Piece::Keyword(word) if line_begins && begins_statement(word) => depth = 0,
                _ => {}
            }
            if line_begins && depth == 0 {
                self.statement(piece, start, end, &pieces);
            }
            if (line_begins || goes_on)
                && depth == 0
                && piece == Piece::Word("lazy")
                && is_import(pieces.clone())
            {
                self.mark(start, end, Class::Keyword);
            }
            line_begins = false;
            goes_on = matches!(piece, Piece::Symbol(b';' | b':'));
            match piece {
                Piece::Symbol(b'(' | b'[' | b'{') => depth += 1,
                Piece::Symbol(b')' | b']' | b'}') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Looks at the first piece of a statement; `rest` are the pieces after it.
    fn statement(&mut self, first: Piece<'a>, start: usize, end: usize, rest: &Pieces<'a>) {
        let indent = self.code[..start]
            .bytes()
            .rev()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        while self.blocks.pop_if(|block| block.indent >= indent).is_some() {}
        let cases = self
            .blocks
            .last_mut()
            .map(|block| *block.cases.get_or_insert(indent));
        match first {
            Piece::Symbol(b'@') => self.decorator(start, end, rest.clone()),
            Piece::Word("match") if self.is_match(rest.clone()) => {
                self.mark(start, end, Class::Keyword);
                self.blocks.push(Block {
                    indent,
                    cases: None,
                });
            }
            Piece::Word("case") => {
                // Beyond any `match`, as in a fragment, the form decides; `case[x]: int` is an annotation.
                let here = match cases {
                    Some(cases) => cases == indent,
                    None => self.byte(end) != Some(b'['),
                };
                if here && let Some(wildcards) = self.wildcards(rest.clone()) {
                    self.mark(start, end, Class::Keyword);
                    for wildcard in wildcards {
                        self.mark(wildcard, wildcard + 1, Class::Keyword);
                    }
                }
            }
            _ => {}
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.code.as_bytes().get(at).copied()
    }

    fn mark(&mut self, start: usize, end: usize, class: Class) {
        self.marks.push(Mark { start, end, class });
    }

    /// `@` and the dotted name after it.
    fn decorator(&mut self, start: usize, mut end: usize, mut rest: Pieces<'a>) {
        while let Some((Piece::Word(_), _, word_end)) = rest.next() {
            end = word_end;
            if !matches!(rest.next(), Some((Piece::Symbol(b'.'), ..))) {
                break;
            }
        }
        self.mark(start, end, Class::Decorator);
    }

    /// Whether what follows `match` is a subject, a colon, and the end of the line.
    fn is_match(&self, rest: Pieces<'a>) -> bool {
        if !self.begins_operand(rest.clone()) {
            return false;
        }
        let mut lambdas = 0_usize;
        let mut header = Header::new(self.code, rest);
        while let Some((piece, ..)) = header.next() {
            match piece {
                Piece::Keyword("lambda") => lambdas += 1,
                Piece::Symbol(b':') => {
                    let next = header.rest.clone().next();
                    if matches!(next, None | Some((Piece::LineEnd | Piece::Comment, ..))) {
                        return true;
                    }
                    if lambdas == 0 {
                        return false;
                    }
                    lambdas -= 1;
                }
                _ => {}
            }
        }
        false
    }

    /// If what follows `case` is a pattern, with or without a guard, and a colon: where the pattern has its `_`.
    fn wildcards(&self, rest: Pieces<'a>) -> Option<Vec<usize>> {
        if !self.begins_operand(rest.clone()) {
            return None;
        }
        let mut found = Vec::new();
        let mut header = Header::new(self.code, rest);
        let mut guard = false;
        let mut after_dot = false;
        let mut lambdas = 0_usize;
        loop {
            let (piece, start, depth) = header.next()?;
            match piece {
                Piece::Symbol(b':') if depth == 0 && lambdas == 0 => return Some(found),
                Piece::Symbol(b':') if depth == 0 => lambdas -= 1,
                Piece::Keyword("lambda") if guard && depth == 0 => lambdas += 1,
                Piece::Keyword("if") if depth == 0 => guard = true,
                Piece::Keyword("None" | "True" | "False" | "as") => {}
                Piece::Keyword(_) if !guard => return None,
                Piece::Word("_") if !guard && !after_dot && self.stands_alone(&header.rest) => {
                    found.push(start);
                }
                _ => {}
            }
            after_dot = piece == Piece::Symbol(b'.');
        }
    }

    /// Whether a name before `rest` is a whole pattern: no attribute is taken of it, it is not called, it names no
    /// argument.
    fn stands_alone(&self, rest: &Pieces<'a>) -> bool {
        !matches!(
            rest.clone().next(),
            Some((Piece::Symbol(b'.' | b'(' | b'='), ..))
        )
    }

    /// Whether an operand begins here, so that the name before it cannot be one.
    fn begins_operand(&self, mut rest: Pieces<'a>) -> bool {
        let Some((piece, _, end)) = rest.next() else {
            return false;
        };
        match piece {
            Piece::Word(_) | Piece::Literal => true,
            Piece::Keyword("not") => !matches!(rest.next(), Some((Piece::Keyword("in"), ..))),
            Piece::Keyword(word) => matches!(
                word,
                "None" | "True" | "False" | "lambda" | "await" | "yield" | "..."
            ),
            Piece::Symbol(b'(' | b'[' | b'{' | b'~') => true,
            Piece::Symbol(b'+' | b'-') => self.byte(end) != Some(b'='),
            Piece::Symbol(b'*') => !matches!(self.byte(end), Some(b'=' | b'*')),
            _ => false,
        }
    }
}

/// The pieces of a statement's first line up to where it cannot be the header of a block any more, each with the number of
/// brackets around it; of what is inside brackets, colons are left out.
struct Header<'a> {
    code: &'a str,
    rest: Pieces<'a>,
    depth: usize,
}

impl<'a> Header<'a> {
    fn new(code: &'a str, rest: Pieces<'a>) -> Self {
        Header {
            code,
            rest,
            depth: 0,
        }
    }

    fn next(&mut self) -> Option<(Piece<'a>, usize, usize)> {
        let (piece, start, end) = self.rest.next()?;
        let byte = |at: usize| self.code.as_bytes().get(at).copied();
        match piece {
            Piece::Symbol(b'(' | b'[' | b'{') => self.depth += 1,
            Piece::Symbol(b')' | b']' | b'}') => self.depth = self.depth.checked_sub(1)?,
            Piece::Symbol(b':') if self.depth > 0 || byte(end) == Some(b'=') => {
                return Some((Piece::Literal, start, self.depth));
            }
            Piece::Symbol(b'=') if self.depth == 0 => {
                let before = start.checked_sub(1).and_then(byte);
                if !matches!(before, Some(b'=' | b'!' | b'<' | b'>' | b':'))
                    && byte(end) != Some(b'=')
                {
                    return None;
                }
            }
            Piece::Symbol(b';') | Piece::LineEnd if self.depth == 0 => return None,
            Piece::Keyword(word) if begins_statement(word) => return None,
            Piece::Prompt => return None,
            _ => {}
        }
        Some((piece, start, self.depth))
    }
}

/// Whether an import is what comes next. Keywords and dots with no space between them are one piece: `from...import`.
fn is_import(mut rest: Pieces) -> bool {
    let Some((Piece::Keyword(first), ..)) = rest.next() else {
        return false;
    };
    let Some(dots) = first.strip_prefix("from") else {
        return first == "import";
    };
    let imports = |word: &str| word.trim_start_matches('.') == "import";
    let names = |piece| match piece {
        Piece::Keyword(word) => word.bytes().all(|byte| byte == b'.'),
        _ => matches!(piece, Piece::Word(_) | Piece::Symbol(b'.')),
    };
    let end = rest.find(|(piece, ..)| !names(*piece));
    imports(dots) || matches!(end, Some((Piece::Keyword(word), ..)) if imports(word))
}

/// Whether a keyword can only be the first word of a statement.
fn begins_statement(word: &str) -> bool {
    matches!(
        word,
        "def"
            | "class"
            | "import"
            | "return"
            | "raise"
            | "with"
            | "while"
            | "try"
            | "except"
            | "finally"
            | "assert"
            | "del"
            | "global"
            | "nonlocal"
            | "pass"
            | "break"
            | "continue"
    )
}

/// The runs with the marks in their places.
fn marked(runs: &[Run], marks: &[Mark]) -> Vec<Run> {
    let mut result = Vec::with_capacity(runs.len() + 2 * marks.len());
    let mut marks = marks.iter().peekable();
    let mut at = 0;
    for run in runs {
        while at < run.end {
            let (end, class) = match marks.peek() {
                Some(mark) if mark.start <= at => (run.end.min(mark.end), Some(mark.class)),
                Some(mark) => (run.end.min(mark.start), run.class),
                None => (run.end, run.class),
            };
            push_run(&mut result, end, class);
            at = end;
            while marks.next_if(|mark| mark.end <= at).is_some() {}
        }
    }
    result
}
