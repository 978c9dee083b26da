//! From runs to HTML.

use std::borrow::Cow;

use super::class::Class;
use super::run::Run;

/// Code with `\n` at the end of each line, the last one too, and nowhere `\r\n`. Nothing stays nothing.
pub(super) fn normalised(code: &str) -> Cow<'_, str> {
    let mut code = if code.contains("\r\n") {
        Cow::Owned(code.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(code)
    };
    if !code.is_empty() && !code.ends_with('\n') {
        code.to_mut().push('\n');
    }
    code
}

/// Normalised code, each piece in the element of its class. Runs that end early leave the rest plain.
pub(super) fn write(code: &str, mut runs: &[Run]) -> String {
    let mut html = String::with_capacity(code.len() * 2);
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        while let [first, rest @ ..] = runs
            && first.end <= start
        {
            runs = rest;
        }
        write_line(&line[..line.len() - 1], start, runs, &mut html);
        html.push('\n');
        start += line.len();
    }
    html
}

/// Appends a line that begins at `start`, by the runs from there on.
fn write_line(line: &str, start: usize, runs: &[Run], html: &mut String) {
    let end = start + line.len();
    let mut runs = runs.iter();
    let mut writer = Writer::new(line, html);
    let mut at = start;
    while at < end {
        let run = runs.next();
        let stop = run.map_or(end, |run| run.end.min(end));
        writer.write(at - start, stop - start, run.and_then(|run| run.class));
        at = stop;
    }
    writer.finish();
}

/// Writes one line. White space looks the same in any class, so it opens and closes nothing.
struct Writer<'a> {
    line: &'a str,
    html: &'a mut String,
    /// How much of the line is in the HTML.
    written: usize,
    open: Option<Class>,
}

const WHITE: [char; 2] = [' ', '\t'];

impl<'a> Writer<'a> {
    fn new(line: &'a str, html: &'a mut String) -> Self {
        Writer {
            line,
            html,
            written: 0,
            open: None,
        }
    }

    /// Writes from one offset to another in a class, whatever white space is due before it first.
    fn write(&mut self, from: usize, to: usize, class: Option<Class>) {
        let piece = &self.line[from..to];
        let text = piece.trim_start_matches(WHITE);
        if text.is_empty() {
            return;
        }
        let from = to - text.len();
        if self.open != class {
            self.close();
            self.html.push_str(&self.line[self.written..from]);
            self.written = from;
            if let Some(class) = class {
                self.html.push_str("<span class=");
                self.html.push_str(class.name());
                self.html.push('>');
            }
            self.open = class;
        }
        let to = from + text.trim_end_matches(WHITE).len();
        escape(&self.line[self.written..to], self.html);
        self.written = to;
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) {
        self.close();
        self.html.push_str(&self.line[self.written..]);
    }
}

/// Appends text so that an HTML parser reads it back. A carriage return would be read as a line end, so it is
/// written as a reference; NUL can be written in no way. `>` needs no escape, and prompts are full of it.
fn escape(text: &str, html: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'\r' => "&#13;",
            0 => "\u{fffd}",
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(reference);
        done = at + 1;
    }
    html.push_str(&text[done..]);
}
