//! Python code as the pieces that say where a statement begins and ends, by the classes the grammar gave.

use crate::highlight::class::Class;
use crate::highlight::run::Run;

/// How statements begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// At the beginning of a line.
    Module,
    /// After a prompt; other lines are output.
    Transcript,
}

/// What [`Pieces`] yields. Offsets are bytes of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A name: no hard keyword.
    Word(&'a str),
    /// A hard keyword, or `...`.
    Keyword(&'a str),
    /// One byte of an operator, a bracket, or other punctuation.
    Symbol(u8),
    /// A string or a part of one, or a number.
    Literal,
    Comment,
    /// A line ends; not inside strings, nor after a backslash.
    LineEnd,
    /// `>>>`: whatever came before it is over.
    Prompt,
}

/// Walks over pieces, each with where it begins and ends. A clone looks ahead.
#[derive(Clone)]
pub(super) struct Pieces<'a> {
    code: &'a str,
    runs: &'a [Run],
    at: usize,
    kind: Kind,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(code: &'a str, runs: &'a [Run], kind: Kind) -> Self {
        let mut pieces = Pieces {
            code,
            runs,
            at: 0,
            kind,
        };
        pieces.skip_output();
        pieces
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.code.as_bytes().get(at).copied()
    }

    /// The run in which the next byte is; after the last one, code is plain.
    fn run(&mut self) -> Run {
        while let [first, rest @ ..] = self.runs {
            if first.end > self.at {
                return *first;
            }
            self.runs = rest;
        }
        Run {
            end: self.code.len(),
            class: None,
        }
    }

    /// In a transcript, goes to the next line that begins with a prompt.
    fn skip_output(&mut self) {
        while self.kind == Kind::Transcript && self.at < self.code.len() {
            let line = &self.code[self.at..];
            let prompt = line.len() - line.trim_start_matches([' ', '\t']).len();
            let start = self.at;
            self.at += prompt;
            if self.run().class == Some(Class::Prompt) {
                return;
            }
            self.at = start + line.find('\n').map_or(line.len(), |end| end + 1);
        }
    }

    fn piece(&mut self, run: Run) -> Option<(Piece<'a>, usize)> {
        let text = &self.code[self.at..run.end];
        let whole = |piece| Some((piece, run.end));
        match run.class {
            Some(Class::Keyword) => whole(Piece::Keyword(text)),
            Some(Class::Comment) => whole(Piece::Comment),
            Some(Class::Prompt) if text.starts_with('>') => whole(Piece::Prompt),
            Some(Class::Prompt | Class::Error) => None,
            Some(Class::String | Class::Number) => whole(Piece::Literal),
            Some(Class::Interpolation) => match text.as_bytes().first() {
                Some(&brace @ (b'{' | b'}')) => Some((Piece::Symbol(brace), self.at + 1)),
                _ => {
                    let end = text.find(['{', '}']).map_or(run.end, |end| self.at + end);
                    Some((Piece::Literal, end))
                }
            },
            None | Some(Class::Definition | Class::Builtin | Class::Decorator) => {
                let length = text.bytes().take_while(|byte| is_word(*byte)).count();
                match text.as_bytes().first() {
                    Some(b'\n') => Some((Piece::LineEnd, self.at + 1)),
                    _ if length > 0 => Some((Piece::Word(&text[..length]), self.at + length)),
                    Some(&symbol) => Some((Piece::Symbol(symbol), self.at + 1)),
                    None => None,
                }
            }
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    /// A piece, where it begins, and where it ends.
    type Item = (Piece<'a>, usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(byte) = self.byte(self.at) {
            let run = self.run();
            let start = self.at;
            let plain = !matches!(run.class, Some(Class::String | Class::Comment));
            match byte {
                b' ' | b'\t' | b'\x0c' if plain => self.at += 1,
                b'\\' if plain && self.byte(start + 1) == Some(b'\n') => {
                    self.at += 2;
                    self.skip_output();
                }
                _ => {
                    let Some((piece, end)) = self.piece(run) else {
                        self.at = run.end;
                        continue;
                    };
                    self.at = end;
                    if piece == Piece::LineEnd {
                        self.skip_output();
                    }
                    return Some((piece, start, end));
                }
            }
        }
        None
    }
}

/// Whether a byte can be part of a name; every byte beyond ASCII is taken for one.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}
