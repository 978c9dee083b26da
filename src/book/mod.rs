//! A guide as a book: an EPUB 3 file, which is a ZIP archive of XHTML with a package document that names its parts
//! (EPUB 3.3, a W3C Recommendation).
//!
//! No clock reaches it: it is of the day that site.toml names, or else of the newest question.

mod answers;
mod archive;
mod chapter;
mod contents;
mod cover;
mod images;
mod links;
mod navigation;
mod package;
mod xhtml;

pub use contents::{Chosen, Contents, Part, PartOf, Topic};

use crate::assets::Assets;
use crate::diagnostic::{Diagnostic, codes};
use crate::guide::{Guide, QuestionId};
use crate::read::{CONFIG_FILE, Files};
use chapter::Chapter;
use images::Images;
use links::Links;
use rayon::prelude::*;

/// What the parts of a book are made from.
struct Book<'a> {
    guide: &'a Guide,
    chosen: &'a Chosen,
    contents: Contents,
    /// What it is called.
    title: String,
    /// Its day, `YYYY-MM-DD`.
    date: String,
    images: Images<'a>,
    links: Links<'a>,
}

/// Makes the file. The same guide gives the same bytes. What is chosen must hold a question.
pub fn epub(
    guide: &Guide,
    files: &Files,
    assets: &Assets,
    chosen: &Chosen,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let contents = Contents::new(guide, chosen);
    let book = Book {
        guide,
        chosen,
        title: chosen.title(guide),
        date: date(guide, &contents)?,
        images: Images::new(guide, files, assets),
        links: Links::new(guide, &contents),
        contents,
    };
    let ids: Vec<QuestionId> = book.contents.questions().collect();
    let chapters: Vec<Chapter> = ids
        .par_iter()
        .map(|id| chapter::chapter(&book, *id))
        .collect();
    let backmatter = answers::backmatter(&book);
    let documents = in_order(&book, chapters, backmatter);
    archive::pack(&book, &documents).map_err(|error| {
        let message = format!("the book cannot be packed: {error}");
        Box::new(Diagnostic::of_file(&codes::TOO_LARGE, CONFIG_FILE, message))
    })
}

/// All documents of a book as they are read.
fn in_order(book: &Book, chapters: Vec<Chapter>, backmatter: Vec<Chapter>) -> Vec<Chapter> {
    let mut documents = vec![cover::page(book), navigation::page(book, &backmatter)];
    let mut chapters = chapters.into_iter();
    for part in &book.contents.parts {
        documents.push(chapter::first_page(book, part));
        let count = part.topics.iter().map(|topic| topic.questions.len()).sum();
        documents.extend(chapters.by_ref().take(count));
    }
    documents.extend(backmatter);
    documents
}

/// The day of a book: that of site.toml, else that of the newest question in it.
fn date(guide: &Guide, contents: &Contents) -> Result<String, Box<Diagnostic>> {
    if let Some(date) = &guide.config.book.date {
        return Ok(date.clone());
    }
    let questions = contents.questions();
    let dates = questions.filter_map(|id| guide.question(id).item.updated.as_deref());
    dates.max().map(str::to_owned).ok_or_else(|| {
        Box::new(
            Diagnostic::of_file(
                &codes::NO_BOOK_DATE,
                CONFIG_FILE,
                "nothing says of which day the book is",
            )
            .help("give the day of this edition in site.toml: [book] and below it date = \"2026-03-14\"")
            .help("or the day of its last change in a question's front matter: updated = \"2026-03-14\""),
        )
    })
}
