//! The contents of a book: as the navigation document that EPUB 3 asks for, and as the NCX of EPUB 2, without which
//! older readers and devices show no contents at all.

use super::Book;
use super::chapter::{Chapter, title_xhtml, topic_id};
use super::contents::{Part, Topic};
use super::links::part_file;
use super::package::identifier;
use super::xhtml::{document, escaped};
use crate::question::title_text;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The file of the contents.
pub(super) const CONTENTS: &str = "nav.xhtml";

/// The document with the contents. `backmatter` comes after the last part.
pub(super) fn page(book: &Book, backmatter: &[Chapter]) -> Chapter {
    let title = book.guide.strings.get("book_contents").to_owned();
    let words = escaped(&title);
    let mut body = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"sp-title\">\n\
         <h1 id=\"sp-title\">{words}</h1>\n<ol>\n"
    );
    for part in &book.contents.parts {
        write_part(book, part, &mut body);
    }
    for chapter in backmatter {
        item(&chapter.file, &escaped(&chapter.title), &mut body);
        body.push_str("</li>\n");
    }
    body.push_str("</ol>\n</nav>\n");
    landmarks(book, &words, &mut body);
    Chapter {
        file: CONTENTS.to_owned(),
        xhtml: document(book, &title, &body),
        title,
        images: BTreeSet::new(),
    }
}

/// Begins an item of the contents.
fn item(href: &str, title: &str, body: &mut String) {
    let _ = write!(body, "<li><a href=\"{}\">{title}</a>", escaped(href));
}

fn write_part(book: &Book, part: &Part, body: &mut String) {
    let file = part_file(book.guide, part.of);
    item(&file, &escaped(part.of.title(book.guide)), body);
    body.push_str("\n<ol>\n");
    for topic in &part.topics {
        // No link: it would lead back to the first page of the part, and contents are in reading order.
        let title = escaped(&book.guide.config[topic.of].title);
        let _ = write!(body, "<li><span>{title}</span>\n<ol>\n");
        for (file, title) in questions(book, topic) {
            item(file, &title_xhtml(book, title), body);
            body.push_str("</li>\n");
        }
        body.push_str("</ol>\n</li>\n");
    }
    body.push_str("</ol>\n</li>\n");
}

/// The files and titles of a topic's questions.
fn questions<'b>(book: &'b Book, topic: &'b Topic) -> impl Iterator<Item = (&'b str, &'b str)> {
    let ids = topic.questions.iter();
    ids.map(|id| {
        let title = &book.guide.question(*id).item.title;
        (book.links.chapter(*id), title.as_str())
    })
}

/// Where a reader's own buttons lead.
fn landmarks(book: &Book, contents: &str, body: &mut String) {
    let cover = escaped(book.guide.strings.get("book_cover"));
    let Some(first) = book.contents.parts.first() else {
        return;
    };
    let title = escaped(first.of.title(book.guide));
    let file = escaped(&part_file(book.guide, first.of));
    let _ = write!(
        body,
        "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n\
         <li><a epub:type=\"cover\" href=\"cover.xhtml\">{cover}</a></li>\n\
         <li><a epub:type=\"toc\" href=\"{CONTENTS}\">{contents}</a></li>\n\
         <li><a epub:type=\"bodymatter\" href=\"{file}\">{title}</a></li>\n\
         </ol>\n</nav>\n"
    );
}

/// The NCX.
pub(super) fn ncx(book: &Book, backmatter: &[&Chapter]) -> String {
    let mut ncx = Ncx {
        points: 0,
        xml: String::new(),
    };
    for part in &book.contents.parts {
        let file = part_file(book.guide, part.of);
        ncx.begin(&file, part.of.title(book.guide));
        for (number, topic) in part.topics.iter().enumerate() {
            let href = format!("{file}#{}", topic_id(number));
            ncx.begin(&href, &book.guide.config[topic.of].title);
            for (file, title) in questions(book, topic) {
                ncx.begin(file, &title_text(title));
                ncx.end();
            }
            ncx.end();
        }
        ncx.end();
    }
    for chapter in backmatter {
        ncx.begin(&chapter.file, &chapter.title);
        ncx.end();
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n\
         <head>\n<meta name=\"dtb:uid\" content=\"{}\"/>\n\
         <meta name=\"dtb:depth\" content=\"3\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n{}</navMap>\n</ncx>\n",
        escaped(&identifier(book)),
        escaped(&book.title),
        ncx.xml
    )
}

struct Ncx {
    /// How many points there are so far.
    points: usize,
    xml: String,
}

impl Ncx {
    fn begin(&mut self, href: &str, title: &str) {
        self.points += 1;
        let _ = writeln!(
            self.xml,
            "<navPoint id=\"p{0}\" playOrder=\"{0}\"><navLabel><text>{1}</text></navLabel><content src=\"{2}\"/>",
            self.points,
            escaped(title),
            escaped(href),
        );
    }

    fn end(&mut self) {
        self.xml.push_str("</navPoint>\n");
    }
}
