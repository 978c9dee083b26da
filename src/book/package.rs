//! The package document: what a book is, what it consists of, and in which order it is read.

use super::chapter::Chapter;
use super::images::Image;
use super::navigation::CONTENTS;
use super::xhtml::escaped;
use super::{Book, cover};
use crate::config::BaseUrl;
use crate::strings::direction;
use sha1::{Digest, Sha1};
use std::fmt::Write;

/// The namespace of URLs (RFC 9562, section 6.6).
const URLS: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// What a book is known by, whatever its edition: a UUID made from a name (version 5 of RFC 9562).
pub(super) fn identifier(book: &Book) -> String {
    let (config, chosen) = (&book.guide.config, book.chosen);
    let base = config.base_url.as_ref().map(BaseUrl::as_str);
    let name = config.id.as_deref().or(base).unwrap_or(&config.title);
    let level = chosen.level.map(|id| config[id].id.as_str());
    let topic = chosen.topic.map(|id| config[id].id.as_str());
    let mut hash = Sha1::new();
    hash.update(URLS);
    hash.update(format!(
        "studypress:{name}?level={}&topic={}&code={}&exercises={}",
        level.unwrap_or_default(),
        topic.unwrap_or_default(),
        chosen.code,
        chosen.exercises
    ));
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut uuid = String::from("urn:uuid:");
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        let _ = write!(uuid, "{byte:02x}");
    }
    uuid
}

/// Writes the package document.
pub(super) fn document(book: &Book, documents: &[Chapter], images: &[Image]) -> String {
    let config = &book.guide.config;
    let (language, direction) = (escaped(&config.language), direction(&config.language));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" \
         xml:lang=\"{language}\" dir=\"{direction}\">\n"
    );
    metadata(book, documents, images, &mut xml);
    manifest(documents, images, &mut xml);
    let _ = writeln!(
        xml,
        "<spine toc=\"ncx\" page-progression-direction=\"{direction}\">"
    );
    for document in documents {
        let _ = writeln!(xml, "<itemref idref=\"{}\"/>", item_id(&document.file));
    }
    xml.push_str("</spine>\n</package>\n");
    xml
}

fn metadata(book: &Book, documents: &[Chapter], images: &[Image], xml: &mut String) {
    let config = &book.guide.config;
    xml.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    let _ = writeln!(
        xml,
        "<dc:identifier id=\"id\">{}</dc:identifier>",
        escaped(&identifier(book))
    );
    let mut core = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(xml, "<dc:{name}>{}</dc:{name}>", escaped(value));
        }
    };
    core("title", &book.title);
    core("language", &config.language);
    core("creator", config.author.as_deref().unwrap_or_default());
    core("description", &config.description);
    core("date", &book.date);
    let modified = format!("{}T00:00:00Z", book.date);
    let mut meta = |property: &str, value: &str| {
        let value = escaped(value);
        let _ = writeln!(xml, "<meta property=\"{property}\">{value}</meta>");
    };
    meta("dcterms:modified", &modified);
    for (property, value) in accessibility(book, documents, images) {
        meta(property, value);
    }
    let cover = item_id(cover::IMAGE);
    let _ = writeln!(xml, "<meta name=\"cover\" content=\"{cover}\"/>");
    xml.push_str("</metadata>\n");
}

/// What EPUB Accessibility 1.1 asks to be said of a book, so that it is found by those who can read it.
fn accessibility<'b>(
    book: &'b Book,
    documents: &[Chapter],
    images: &[Image],
) -> Vec<(&'static str, &'b str)> {
    let mut said = vec![("schema:accessMode", "textual")];
    // The cover says what stands in the title and the description.
    if !images.is_empty() {
        said.push(("schema:accessMode", "visual"));
    }
    let described = !documents.iter().any(|one| one.xhtml.contains(" alt=\"\""));
    if described {
        said.push(("schema:accessModeSufficient", "textual"));
        said.push(("schema:accessibilityFeature", "alternativeText"));
    } else {
        said.push(("schema:accessModeSufficient", "textual,visual"));
    }
    let features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    ];
    said.extend(features.map(|feature| ("schema:accessibilityFeature", feature)));
    // Only these can move.
    let moves = |image: &Image| matches!(image.media_type, "image/gif" | "image/webp");
    let hazard = if images.iter().any(moves) {
        "unknown"
    } else {
        "none"
    };
    said.push(("schema:accessibilityHazard", hazard));
    let summary = if described {
        "book_accessible"
    } else {
        "book_accessible_but_images"
    };
    said.push((
        "schema:accessibilitySummary",
        book.guide.strings.get(summary),
    ));
    if let Some(by) = &book.guide.config.book.certified_by {
        said.push((
            "dcterms:conformsTo",
            "EPUB Accessibility 1.1 - WCAG 2.1 Level AA",
        ));
        said.push(("a11y:certifiedBy", by));
    }
    said
}

fn manifest(documents: &[Chapter], images: &[Image], xml: &mut String) {
    let documents = documents.iter().map(|document| {
        let properties = if document.file == CONTENTS { "nav" } else { "" };
        (&*document.file, "application/xhtml+xml", properties)
    });
    let images = images
        .iter()
        .map(|image| (&*image.file, image.media_type, ""));
    let others = [
        ("book.css", "text/css", ""),
        ("toc.ncx", "application/x-dtbncx+xml", ""),
        (cover::IMAGE, "image/svg+xml", "cover-image"),
    ];
    xml.push_str("<manifest>\n");
    for (file, media_type, properties) in documents.chain(others).chain(images) {
        let (id, file) = (item_id(file), escaped(file));
        let _ = write!(
            xml,
            "<item id=\"{id}\" href=\"{file}\" media-type=\"{media_type}\""
        );
        if !properties.is_empty() {
            let _ = write!(xml, " properties=\"{properties}\"");
        }
        xml.push_str("/>\n");
    }
    xml.push_str("</manifest>\n");
}

/// The `id` of a file in the manifest.
fn item_id(file: &str) -> String {
    match file {
        "toc.ncx" => "ncx".to_owned(),
        file => escaped(&file.replace('/', "-")),
    }
}
