//! Multiple-choice questions: the last task list of the quotation has the options, what stands before it is the prompt,
//! and what follows explains.

use super::balance::Open;
use super::code::OUTPUT;
use super::quotes::Marker;
use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::languages;
use crate::outputs::text;
use crate::question::document::{Choice, Document, Element, Event as Step, Quiz, QuizId};
use crate::question::snippet::{Answer, OutputBlock, OutputFlags, Snippet};
use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashSet;
use std::ops::Range;

impl<'a> Walk<'a> {
    /// The quotation at `range`, which begins with the marker of a quiz.
    pub(super) fn quiz(&mut self, range: &Range<usize>, mut inside: Events<'a>, marker: &Marker) {
        let nested = self.is_within(|element| matches!(element, Element::Quiz(_)));
        match task_list(&inside).filter(|_| !nested) {
            Some(list) => self.asked(range, inside, marker, list),
            None => {
                let (message, help) = if nested {
                    ("this quiz stands within another one", NESTED)
                } else {
                    ("this quiz has no options", OPTIONS)
                };
                self.bad_quiz(range, message, help);
                self.open(Element::Quote);
                self.skip(marker, &mut inside);
                self.run(inside);
                self.close();
            }
        }
    }

    /// Whether a code block stands in an option of a quiz.
    pub(super) fn in_option(&self) -> bool {
        self.is_within(|element| matches!(element, Element::Option { .. }))
    }

    fn is_within(&self, wanted: impl Fn(&Element) -> bool) -> bool {
        let mut open = self.open.iter();
        open.any(|open| matches!(open, Open::Markdown(element) if wanted(element)))
    }

    /// A quiz whose options are the list at `list` among the events in it.
    fn asked(
        &mut self,
        range: &Range<usize>,
        inside: Events<'a>,
        marker: &Marker,
        list: Range<usize>,
    ) {
        let events = |range: Range<usize>| Events {
            rest: &inside.rest[range],
        };
        let id = self.document().add_quiz();
        self.open(Element::Quiz(id));
        let first = self.document().snippets.len();
        let prompt = self.part(Element::Prompt, |walk| {
            let mut prompt = events(0..list.start);
            walk.skip(marker, &mut prompt);
            walk.run(prompt);
        });
        let snippets = first..self.document().snippets.len();
        self.open(Element::Options(id));
        let mut items = events(list.start + 1..list.end - 1);
        let mut places = Vec::new();
        let mut options = Vec::new();
        while let Some((_, range)) = items.next() {
            options.push(self.option(range, items.until_end()));
            places.push(range);
        }
        self.close();
        let rest = events(list.end..inside.rest.len());
        let mut explanation = 0..0;
        if !rest.rest.is_empty() {
            explanation = self.part(Element::Explanation, |walk| walk.run(rest));
        }
        self.close();
        self.document().quizzes[id.index()] = Quiz {
            prompt,
            options,
            explanation,
        };
        for Mistake {
            option,
            message,
            help,
        } in mistakes(self.document(), id)
        {
            let place = option.map_or(range, |option| places[option]);
            self.bad_quiz(place, message, help);
        }
        self.answer(id, snippets);
    }

    /// A part of a quiz, as the range of the events in it.
    fn part(&mut self, element: Element, write: impl FnOnce(&mut Self)) -> Range<usize> {
        self.open(element);
        let start = self.document().events.len();
        write(self);
        let end = self.document().events.len();
        self.close();
        start..end
    }

    fn option(&mut self, range: &Range<usize>, inside: Events<'a>) -> Choice {
        let ticked = first_box(&inside);
        if ticked.is_none() {
            self.bad_quiz(range, "this option of a quiz has no box", BOXES);
        }
        let right = ticked == Some(true);
        self.before_box = ticked.is_some();
        let events = self.part(Element::Option { right }, |walk| walk.run(inside));
        Choice { right, events }
    }

    /// Where the last snippet of the prompt shows no output, the quiz asks for it.
    fn answer(&mut self, id: QuizId, snippets: Range<usize>) {
        let document = self.document();
        let answers = outputs(document, document.quiz(id));
        let asked = document.snippets[snippets].last_mut();
        let asked = asked.filter(|snippet| snippet.outputs.is_empty() && prints(snippet));
        if let Some(asked) = asked
            && answers.len() < 2
        {
            let answer = answers.into_iter().next();
            asked.answer = Some(answer.map_or(Answer::Words, |(_, output)| Answer::Output(output)));
            return;
        }
        for (_, output) in answers
            .into_iter()
            .filter(|(language, _)| language == OUTPUT)
        {
            let message = "nothing in this quiz prints this option";
            let wrong = Diagnostic::new(&codes::STRAY_OUTPUT, self.file, output.span, message);
            self.result.diagnostics.push(wrong.help(STRAY));
        }
    }

    /// Reports a quiz or an option at its first line.
    fn bad_quiz(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let source = self.source.get(range.clone()).unwrap_or("");
        let line = source.lines().next().unwrap_or("").trim_end().len();
        let place = self.in_file(&(range.start..range.start + line));
        let wrong = Diagnostic::new(&codes::BAD_QUIZ, self.file, place, message);
        self.result.diagnostics.push(wrong.help(help));
    }
}

const NESTED: &str = "let each stand by itself";
const PROMPT: &str = "write the question between `[!QUIZ]` and the task list";
const OPTIONS: &str =
    "end it with a task list: `- [x]` before what is right, `- [ ]` before what is wrong";
const BOXES: &str = "write `[x]` before an option that is right, `[ ]` before one that is wrong";
const STRAY: &str = "let the prompt end with a snippet that shows no output, and let one option be right; or use a ```text block";
const EQUAL: &str = "a reader could not choose between the two: change or remove one";

/// Why a quiz cannot be asked.
struct Mistake {
    /// The option that it is about, if it is about one.
    option: Option<usize>,
    message: &'static str,
    help: &'static str,
}

fn mistakes(document: &Document, id: QuizId) -> Vec<Mistake> {
    let quiz = document.quiz(id);
    let mut mistakes = Vec::new();
    let mut wrong = |option, message, help| {
        mistakes.push(Mistake {
            option,
            message,
            help,
        });
    };
    if text::plain(document, quiz.prompt.clone()).is_empty() {
        wrong(None, "this quiz asks nothing", PROMPT);
    }
    if quiz.options.len() == 1 {
        wrong(None, "this quiz has only one option", OPTIONS);
    }
    if !quiz.options.iter().any(|option| option.right) {
        wrong(None, "no option of this quiz is right", BOXES);
    }
    let options = quiz.options.iter();
    let options: Vec<String> = options
        .map(|option| text::plain(document, option.events.clone()))
        .collect();
    let mut known = FxHashSet::default();
    for (index, option) in options.iter().enumerate() {
        if option.is_empty() {
            wrong(Some(index), "this option of a quiz says nothing", OPTIONS);
        } else if !known.insert(option) {
            wrong(Some(index), "this option of a quiz is there already", EQUAL);
        }
    }
    mistakes
}

/// The right options that are one code block which can be an output, with its language as written.
fn outputs(document: &Document, quiz: &Quiz) -> Vec<(String, OutputBlock)> {
    let right = quiz.options.iter().filter(|option| option.right);
    let outputs = right.filter_map(|option| {
        let [Step::Listing(id)] = document.events[option.events.clone()] else {
            return None;
        };
        let listing = document.listing(id);
        let can_be = matches!(listing.language.as_str(), OUTPUT | "");
        can_be.then(|| {
            (
                listing.language.clone(),
                OutputBlock {
                    flags: OutputFlags::default(),
                    text: listing.code.clone(),
                    span: listing.span.clone(),
                },
            )
        })
    });
    outputs.collect()
}

/// Whether what a snippet prints is known when it is tested.
fn prints(snippet: &Snippet) -> bool {
    let language = languages::snippets(&snippet.language);
    snippet.flags.file.is_none()
        && language.is_some_and(|language| (language.prints)(snippet).is_ok())
}

/// The last list with boxes among the blocks of a quotation.
fn task_list(inside: &Events) -> Option<Range<usize>> {
    /// Boxes of deeper lists stand deeper: in a list, an item and perhaps a paragraph, within an item.
    const DEEPEST_BOX: usize = 3;
    let mut found = None;
    let (mut depth, mut start, mut has_boxes) = (0usize, 0, false);
    for (index, (event, _)) in inside.rest.iter().enumerate() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    (start, has_boxes) = (index, false);
                }
                depth += 1;
            }
            Event::TaskListMarker(_) => has_boxes |= depth <= DEEPEST_BOX,
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && has_boxes && matches!(tag, TagEnd::List(_)) {
                    found = Some(start..index + 1);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether the box that an item begins with is ticked; `None` for an item without one.
fn first_box(item: &Events) -> Option<bool> {
    let mut events = item.rest.iter().map(|(event, _)| event);
    let first = events.next()?;
    let first = match first {
        Event::Start(Tag::Paragraph) => events.next()?,
        first => first,
    };
    match first {
        Event::TaskListMarker(ticked) => Some(*ticked),
        _ => None,
    }
}
