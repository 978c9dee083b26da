//! What a snippet printed, held against what the page shows.

use super::diff;
use super::job::{MAX_OUTPUT, Page};
use super::matching::{fits, level};
use super::report::{Edit, Mismatch};
use super::show::{head, line};
use crate::diagnostic::{Code, Diagnostic, codes, position};
use crate::question::snippet::{Answer, OutputBlock, Snippet};
use std::ops::Range;

/// Reports what the snippets of a page did on one version of their language.
#[derive(Debug, Clone)]
pub struct Judge<'a> {
    /// The page.
    pub page: Page<'a>,
    /// What the snippets ran on: `Python 3.11.7`.
    pub on: String,
}

impl Judge<'_> {
    /// An error at the opening fence of a block.
    pub fn error(
        &self,
        code: &'static Code,
        block: &Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(
            code,
            self.page.path,
            line(self.page.text, block, 0),
            message,
        )
    }

    /// Says that a snippet was stopped because its time was up.
    pub fn took_too_long(&self, block: &Range<usize>, seconds: u32) -> Diagnostic {
        let message = format!(
            "this snippet was stopped on {}: it took more than {seconds} s",
            self.on
        );
        self.error(&codes::TIMEOUT, block, message)
    }

    /// Says that a snippet was stopped because it used more than so many bytes.
    pub fn used_too_much(&self, block: &Range<usize>, limit: u64) -> Diagnostic {
        let message = format!(
            "this snippet was stopped on {}: it used more than {} MiB of memory",
            self.on,
            limit / (1024 * 1024)
        );
        self.error(&codes::TOO_MUCH, block, message)
    }

    /// Says that a snippet was stopped because it printed more than [`MAX_OUTPUT`].
    pub fn printed_too_much(&self, block: &Range<usize>) -> Diagnostic {
        let message = format!(
            "this snippet was stopped on {}: it printed more than {} MiB",
            self.on,
            MAX_OUTPUT / (1024 * 1024)
        );
        self.error(&codes::TOO_MUCH, block, message)
    }

    /// Holds what a snippet printed against the output block that counts for it, if it has one. What a quiz asks for
    /// is held against the right option.
    pub fn output(
        &self,
        snippet: &Snippet,
        block: Option<&OutputBlock>,
        real: &str,
    ) -> Option<Mismatch> {
        let block = match (block, &snippet.answer) {
            (None, Some(Answer::Words)) => return None,
            (None, Some(Answer::Output(answer))) => Some(answer),
            (block, _) => block,
        };
        let mut real = real.to_owned();
        if !real.is_empty() && !real.ends_with('\n') {
            // A block cannot say that its last line does not end.
            real.push('\n');
        }
        let (shown, normalizers) = match block {
            Some(block) => (block.text.as_str(), block.flags.normalize.as_slice()),
            None => ("", &[][..]),
        };
        if fits(shown, &real, normalizers) {
            return None;
        }
        let diagnostic = match block {
            Some(block) => self.differs(block, &real),
            None => self.missing(snippet, &real),
        };
        let edit = Edit {
            snippet: snippet.span.clone(),
            output: block.map(|block| block.span.clone()),
            text: real,
        };
        Some(Mismatch { diagnostic, edit })
    }

    fn differs(&self, block: &OutputBlock, real: &str) -> Diagnostic {
        let Page { path, text, .. } = self.page;
        let names = &block.flags.normalize;
        let (old, new) = (level(&block.text, names), level(real, names));
        let same = old
            .lines()
            .zip(new.lines())
            .take_while(|(old, new)| fits(old, new, &[]))
            .count();
        let span = line(text, &block.span, same + 1);
        let first = position(text, block.span.start).line + 1;
        let message = format!("{} prints something else here", self.on);
        Diagnostic::new(&codes::OUTPUT_DIFFERS, path, span, message)
            .help(diff::unified(&old, &new, first, path, &self.on))
            .help("`studypress test --accept` writes what was printed into the file")
    }

    fn missing(&self, snippet: &Snippet, real: &str) -> Diagnostic {
        let which = if snippet.outputs.is_empty() {
            "no output block follows it"
        } else {
            "the output blocks below it are for later versions"
        };
        let message = format!("this snippet prints on {}, and {which}", self.on);
        self.error(&codes::OUTPUT_DIFFERS, &snippet.span, message)
            .help(format!("it printed:\n{}", head(real)))
            .help("`studypress test --accept` writes it below the snippet")
    }
}
