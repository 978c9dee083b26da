//! A document as plain text by headings: what is searched and compared.

use crate::question::document::{Document, Element, Event, Section};
use crate::question::snippet::Snippet;
use std::ops::Range;

/// Fills the sections of a document, which have their headings already, with what stands below these.
pub fn fill(document: &mut Document) {
    let headings = std::mem::take(&mut document.sections);
    let mut sections = Vec::with_capacity(headings.len() + 1);
    let mut section = Section::default();
    let mut headings = headings.into_iter();
    let mut in_heading = false;
    let mut in_wrong_option = false;
    for event in &document.events {
        match event {
            Event::Start(Element::Heading(_)) => {
                finish(section, &mut sections);
                section = headings.next().unwrap_or_default();
                in_heading = true;
            }
            Event::End(Element::Heading(_)) => in_heading = false,
            // Who finds a text is to find nothing that is wrong.
            Event::Start(Element::Option { right: false }) => in_wrong_option = true,
            Event::End(Element::Option { .. }) => {
                in_wrong_option = false;
                end_block(&mut section.text);
            }
            _ if in_wrong_option => {}
            // The words of a heading are its section's title, not its text.
            _ if in_heading => {}
            Event::Snippet(id) => code(document.snippet(*id), &mut section.code),
            Event::Listing(id) => code(document.listing(*id), &mut section.code),
            event => words(document, event, &mut section.text),
        }
    }
    finish(section, &mut sections);
    document.sections = sections;
}

/// The text of some events with all code in it, blocks on lines of their own, without white space around it.
pub fn plain(document: &Document, events: Range<usize>) -> String {
    let mut text = String::new();
    for event in &document.events[events] {
        let snippet = match event {
            Event::Snippet(id) => document.snippet(*id),
            Event::Listing(id) => document.listing(*id),
            event => {
                words(document, event, &mut text);
                continue;
            }
        };
        end_block(&mut text);
        code(snippet, &mut text);
    }
    text.trim().to_owned()
}

fn words(document: &Document, event: &Event, text: &mut String) {
    match event {
        Event::Text(words) | Event::Code(words) => text.push_str(document.get(*words)),
        Event::SoftBreak | Event::HardBreak => text.push(' '),
        Event::Image(id) => text.push_str(document.get(document.image(*id).alt)),
        Event::End(
            Element::Paragraph
            | Element::Item
            | Element::HtmlBlock
            | Element::HeadCell(_)
            | Element::RowHead(_)
            | Element::Cell(_),
        ) => end_block(text),
        _ => {}
    }
}

/// Blocks are separated by line feeds.
fn end_block(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn code(snippet: &Snippet, code: &mut String) {
    code.push_str(&snippet.code);
    for output in &snippet.outputs {
        code.push_str(&output.text);
    }
}

/// Keeps a section that is done. What stands before the first heading is left out where that is nothing.
fn finish(mut section: Section, sections: &mut Vec<Section>) {
    end_block(&mut section.text);
    // They grew piece by piece, and are kept as long as the guide.
    section.text.shrink_to_fit();
    section.code.shrink_to_fit();
    if section.level > 0 || !section.text.is_empty() || !section.code.is_empty() {
        sections.push(section);
    }
}
