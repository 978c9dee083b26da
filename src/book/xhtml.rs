//! What all documents of a book have around what they say.

use super::Book;
use crate::strings::direction;
use pulldown_cmark_escape::escape_html;
use std::borrow::Cow;

/// Text, escaped for XML.
pub(super) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len() + 8);
    let _ = escape_html(&mut xml, text);
    xml
}

/// A document of a book.
pub(super) fn document(book: &Book, title: &str, body: &str) -> String {
    let language = escaped(&book.guide.config.language);
    let direction = direction(&book.guide.config.language);
    let title = escaped(title);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">\n\
         <head>\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n\
         <body>\n{body}</body>\n</html>\n"
    )
}

/// Without the characters that XML can hold in no form.
pub(super) fn fit(xml: &str) -> Cow<'_, str> {
    let unfit = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if xml.contains(unfit) {
        Cow::Owned(xml.replace(unfit, "\u{fffd}"))
    } else {
        Cow::Borrowed(xml)
    }
}
