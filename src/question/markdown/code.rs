//! Code blocks: snippets, and the output blocks that belong to them.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::highlight::grammar::SHORT;
use crate::languages;
use crate::question::document::Event as Step;
use crate::question::fence::{self, Info, Place};
use crate::question::flags;
use crate::question::snippet::{Flags, OutputBlock, Snippet};
use crate::syntaxes::Syntaxes;
use pulldown_cmark::{CodeBlockKind, Event};
use std::ops::Range;

/// The language of the blocks that show what a snippet prints.
pub(super) const OUTPUT: &str = "output";

impl<'a> Walk<'a> {
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'a>,
        range: Range<usize>,
        events: &mut Events<'a>,
    ) {
        let code: String = events
            .until_end()
            .filter_map(|(event, _)| match event {
                Event::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let place = self.place(range.start, info);
        let info = fence::split(info);
        let span = self.base + range.start..self.base + range.end;
        if self.in_option() {
            self.listing(info, &place, code, span);
        } else if info.language == OUTPUT {
            self.output(&info, &place, code, span);
        } else {
            self.flush_snippet();
            self.pending = Some(self.snippet(info, &place, code, span));
        }
    }

    fn snippet(&mut self, info: Info, place: &Place, code: String, span: Range<usize>) -> Snippet {
        let (flags, words) = flags::flags(&info, place).into_value(&mut self.result.diagnostics);
        let lines = code.lines().count();
        if let Some(past) = flags.marked.iter().find(|range| range.last > lines) {
            let message = format!("`hl` marks line {}, but the snippet has {lines}", past.last);
            let word = info.words.iter().find(|word| word.name == "hl");
            let word = word.map_or(0..0, |word| word.span.clone());
            self.result.diagnostics.push(Diagnostic::new(
                &codes::BAD_INFO_STRING,
                self.file,
                place.of(&word),
                message,
            ));
        }
        let named = place.of(&(0..info.language.len()));
        let grammar = self.options.syntaxes;
        let grammar = grammar.and_then(|own| own.find(&info.language)).cloned();
        if grammar.is_some() {
            let why = "the grammar is one of `syntaxes/`, and these are not tried on longer lines";
            self.warn_of_long_lines(&info.language, &code, named, SHORT, why);
        } else if let Some(ours) = languages::grammar(&info.language) {
            let why =
                "with longer lines, colours might take longer than a page should take to be made";
            self.warn_of_long_lines(&info.language, &code, named, ours.longest_line, why);
        } else if !info.language.is_empty() && languages::find(&info.language).is_none() {
            self.unknown_language(&info.language, named);
        }
        Snippet {
            language: info.language,
            grammar,
            flags,
            words,
            code,
            span,
            outputs: Vec::new(),
            answer: None,
        }
    }

    /// A code block in an option of a quiz. Where it is an output, it is that of the prompt's snippet.
    fn listing(&mut self, info: Info, place: &Place, code: String, span: Range<usize>) {
        let listing = if info.language == OUTPUT {
            if let Some(word) = info.words.first() {
                let message = "the `output` block of an option takes no flags";
                let span = place.of(&word.span);
                let wrong = Diagnostic::new(&codes::BAD_INFO_STRING, self.file, span, message);
                self.result.diagnostics.push(wrong);
            }
            Snippet {
                language: info.language,
                grammar: None,
                flags: Flags::default(),
                words: Vec::new(),
                code,
                span,
                outputs: Vec::new(),
                answer: None,
            }
        } else {
            self.snippet(info, place, code, span)
        };
        let id = self.document().add_listing(listing);
        self.push(Step::Listing(id));
    }

    fn output(&mut self, info: &Info, place: &Place, text: String, span: Range<usize>) {
        let language = self.pending.as_ref().map_or("", |above| &above.language);
        let flags = flags::output_flags(info, language, place);
        let flags = flags.into_value(&mut self.result.diagnostics);
        let Some(snippet) = &mut self.pending else {
            self.result.diagnostics.push(
                Diagnostic::new(
                    &codes::STRAY_OUTPUT,
                    self.file,
                    span,
                    "this output block follows no snippet",
                )
                .help("put it directly after the snippet that prints it, with nothing between"),
            );
            return;
        };
        snippet.outputs.push(OutputBlock { flags, text, span });
    }

    fn unknown_language(&mut self, language: &str, span: Range<usize>) {
        let mut names: Vec<&str> = languages::names().collect();
        names.extend(self.options.syntaxes.into_iter().flat_map(Syntaxes::names));
        let warning = Diagnostic::new(
            &codes::UNKNOWN_LANGUAGE,
            self.file,
            span,
            format!("`{language}` is not a language that is highlighted: shown as plain text"),
        )
        .suggest(language, names)
        .help("`text` is plain text without this warning");
        self.result.diagnostics.push(warning);
    }

    /// Says which line has more than `most` bytes, its end counted, for which nobody waits: `why`.
    fn warn_of_long_lines(
        &mut self,
        language: &str,
        code: &str,
        span: Range<usize>,
        most: usize,
        why: &str,
    ) {
        let mut lines = code.split_inclusive('\n').enumerate();
        let Some((index, _)) = lines.find(|(_, line)| line.len() > most) else {
            return;
        };
        let message = format!(
            "line {} of this `{language}` is longer than {most} bytes: it is shown as plain text",
            index + 1
        );
        let warning = Diagnostic::new(&codes::LONG_LINE, self.file, span, message);
        self.result.diagnostics.push(warning.help(why));
    }

    /// Where the info string of the block that begins at byte `start` stands.
    fn place(&self, start: usize, info: &str) -> Place<'a> {
        let line = self.source[start..].lines().next().unwrap_or("");
        let mark = line.chars().next().unwrap_or('`');
        let written = line.trim_start_matches(mark);
        let start = start + line.len() - written.trim_start().len();
        let written = written.trim();
        Place {
            file: self.file,
            written: self.base + start..self.base + start + written.len(),
            literal: written == info,
        }
    }
}
