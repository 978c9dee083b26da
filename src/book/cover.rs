//! The cover: the guide's title and description on an index card, as an image. Its colours stay by night, so it brings
//! its own paper.

use super::Book;
use super::chapter::Chapter;
use super::xhtml::{document, escaped};
use crate::strings::direction;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The file of the image.
pub(super) const IMAGE: &str = "cover.svg";

/// Size of the image, in its own units.
const WIDTH: usize = 1600;
const HEIGHT: usize = 2400;
/// From its edges to the text.
const MARGIN: usize = 150;
/// From one line of the card to the next.
const RULING: usize = 96;
/// The last line of the card.
const LAST_LINE: usize = 2090;

/// Sizes of the title, the best first, each with how many lines it may take.
const SIZES: [(usize, usize); 5] = [(210, 4), (170, 5), (136, 6), (110, 7), (84, 9)];
const DESCRIPTION: usize = 62;

/// The page that shows it.
pub(super) fn page(book: &Book) -> Chapter {
    let title = book.guide.strings.get("book_cover");
    let mut alt = book.title.clone();
    if !book.guide.config.description.is_empty() {
        let _ = write!(alt, ". {}", book.guide.config.description);
    }
    let body = format!(
        "<section epub:type=\"cover\" class=\"cover\">\n\
         <p><img src=\"{IMAGE}\" role=\"doc-cover\" alt=\"{}\"/></p>\n</section>\n",
        escaped(&alt)
    );
    Chapter {
        file: "cover.xhtml".to_owned(),
        title: title.to_owned(),
        xhtml: document(book, title, &body),
        images: BTreeSet::new(),
    }
}

/// The image.
pub(super) fn image(book: &Book) -> String {
    let config = &book.guide.config;
    let right_to_left = direction(&config.language) == "rtl";
    let (size, title) = fitted(&book.title);
    let mut svg = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" xml:lang=\"{}\">\n<title>{}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fbf9f4\"/>\n",
        escaped(&config.language),
        escaped(&book.title)
    );
    let mut words = Words {
        right_to_left,
        svg: &mut svg,
    };
    let mut y = MARGIN + 90 + size;
    for line in &title {
        words.line(y, size, "#20242f", "700", line);
        y += size + size / 6;
    }
    y = y - size + RULING / 2;
    words.rule(y, 10, "#b8372a");
    // What is not bold is narrower.
    let lines = wrapped(&config.description, DESCRIPTION, room() * 9 / 8);
    let mut lines = lines.into_iter();
    y += RULING * 5 / 4;
    while y <= LAST_LINE {
        words.rule(y, 3, "#ccd8e6");
        if let Some(line) = lines.next() {
            // The last line there is room for says that it is not the last one.
            let more = y + RULING > LAST_LINE && lines.len() > 0;
            let line = if more { format!("{line} …") } else { line };
            words.line(y - 26, DESCRIPTION, "#3b4152", "400", &line);
        }
        y += RULING;
    }
    let by = config.author.as_deref().unwrap_or_default();
    words.line(HEIGHT - MARGIN, DESCRIPTION, "#20242f", "400", by);
    svg.push_str("</svg>\n");
    svg
}

/// How wide a line may be.
const fn room() -> usize {
    WIDTH - 2 * MARGIN
}

/// The title in the largest size in which it fits, and its lines.
fn fitted(title: &str) -> (usize, Vec<String>) {
    let fits = |(size, most): &(usize, usize)| {
        let lines = balanced(title, *size);
        let mut words = title.split_whitespace();
        let whole = words.all(|word| width(word, *size) <= room());
        (lines.len() <= *most && whole).then_some((*size, lines))
    };
    let last = SIZES[SIZES.len() - 1];
    SIZES.iter().find_map(fits).unwrap_or_else(|| {
        let mut lines = wrapped(title, last.0, room());
        lines.truncate(last.1);
        (last.0, lines)
    })
}

/// A text in as few lines as it takes, and these about equally long.
fn balanced(text: &str, size: usize) -> Vec<String> {
    let mut lines = wrapped(text, size, room());
    let count = lines.len();
    for room in (size..room()).rev().step_by(20) {
        let narrower = wrapped(text, size, room);
        if narrower.len() > count {
            break;
        }
        lines = narrower;
    }
    lines
}

/// About how wide a text is in a bold serif type: nobody measures it before a reader draws it.
fn width(text: &str, size: usize) -> usize {
    let hundredths = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|'
        | ' ' => 36,
        'm' | 'w' | 'M' | 'W' => 92,
        // Marks stand over or below what is before them.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => 0,
        'A'..='Z' => 74,
        '\u{1100}'.. => 102,
        _ => 58,
    };
    text.chars().map(hundredths).sum::<usize>() * size / 100
}

/// A text in lines of at most a width. Of scripts without spaces, a line may end behind any character.
fn wrapped(text: &str, size: usize, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut pieces = vec![String::new()];
        for character in word.chars() {
            let piece = pieces.last_mut().map_or("", |piece| piece);
            if width(piece, size) + width(&character.to_string(), size) > room {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(character);
            }
        }
        for piece in pieces {
            let line = lines.last().map_or("", |line| line);
            let longer = format!("{line} {piece}");
            if line.is_empty() || width(&longer, size) > room {
                lines.push(piece);
            } else if let Some(line) = lines.last_mut() {
                *line = longer;
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

struct Words<'a> {
    right_to_left: bool,
    svg: &'a mut String,
}

impl Words<'_> {
    fn line(&mut self, y: usize, size: usize, colour: &str, weight: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let (x, direction) = if self.right_to_left {
            (WIDTH - MARGIN, "rtl")
        } else {
            (MARGIN, "ltr")
        };
        let _ = writeln!(
            self.svg,
            "<text x=\"{x}\" y=\"{y}\" direction=\"{direction}\" font-family=\"Georgia, 'Noto Serif', 'Liberation Serif', serif\" \
             font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{}</text>",
            escaped(text)
        );
    }

    fn rule(&mut self, y: usize, width: usize, colour: &str) {
        let end = WIDTH - MARGIN;
        let _ = writeln!(
            self.svg,
            "<path d=\"M{MARGIN} {y}H{end}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }
}
