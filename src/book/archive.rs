//! A book as one file: a ZIP archive whose first entry says what it is (EPUB 3.3, Open Container Format).

use super::Book;
use super::chapter::{ANSWERS, Chapter, SOLUTIONS};
use super::images::Image;
use super::xhtml::fit;
use super::{cover, navigation, package};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const STYLE: &str = include_str!("book.css");

/// Where a reader finds the package document.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles>\n\
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n\
    </rootfiles>\n\
    </container>\n";

/// Packs the documents, which are in reading order, with the images that they show.
pub(super) fn pack(book: &Book, documents: &[Chapter]) -> ZipResult<Vec<u8>> {
    let shown = documents.iter().flat_map(|document| &document.images);
    let images = shown.filter_map(|address| book.images.at(address));
    // By their files: two addresses may hold the same image.
    let images: BTreeMap<String, Image> = images.map(|one| (one.file.clone(), one)).collect();
    let images: Vec<Image> = images.into_values().collect();
    let is_later = |one: &&Chapter| one.file == ANSWERS || one.file == SOLUTIONS;
    let backmatter: Vec<&Chapter> = documents.iter().filter(is_later).collect();
    let mut archive = Archive::new()?;
    archive.text("META-INF/container.xml", CONTAINER)?;
    archive.text(
        "EPUB/package.opf",
        &package::document(book, documents, &images),
    )?;
    for document in documents {
        archive.text(&format!("EPUB/{}", document.file), &document.xhtml)?;
    }
    archive.text("EPUB/toc.ncx", &navigation::ncx(book, &backmatter))?;
    archive.text("EPUB/book.css", STYLE)?;
    archive.text(&format!("EPUB/{}", cover::IMAGE), &cover::image(book))?;
    for image in &images {
        archive.file(&format!("EPUB/{}", image.file), image.bytes)?;
    }
    Ok(archive.zip.finish()?.into_inner())
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Archive {
    /// An archive with the entry by which it is known.
    fn new() -> ZipResult<Archive> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let plain = options.compression_method(CompressionMethod::Stored);
        zip.start_file("mimetype", plain)?;
        zip.write_all(b"application/epub+zip")?;
        Ok(Archive { zip, options })
    }

    fn text(&mut self, path: &str, text: &str) -> ZipResult<()> {
        self.file(path, fit(text).as_bytes())
    }

    fn file(&mut self, path: &str, bytes: &[u8]) -> ZipResult<()> {
        self.zip.start_file(path, self.options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }
}
