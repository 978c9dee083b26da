//! The images of a book, by names that tell what they hold.

use crate::assets::Assets;
use crate::guide::{Guide, Target};
use crate::read::Files;
use std::collections::HashMap;

/// The kinds of images that every reading system shows (EPUB 3.3, core media types), by how their files' names end.
const TYPES: [(&str, &str); 6] = [
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
];

/// The images that a book may show.
pub(super) struct Images<'a> {
    /// By their addresses in the site.
    by_address: HashMap<&'a str, &'a [u8]>,
}

/// An image in a book.
pub(super) struct Image<'a> {
    /// Its file.
    pub file: String,
    /// Its media type.
    pub media_type: &'static str,
    pub bytes: &'a [u8],
}

impl<'a> Images<'a> {
    pub(super) fn new(guide: &'a Guide, files: &'a Files, assets: &'a Assets) -> Images<'a> {
        let beside = guide
            .media
            .iter()
            .filter_map(|(path, address)| Some((address.as_str(), &*files.get(path)?.bytes)));
        let shared = assets
            .values()
            .map(|asset| (asset.address.as_str(), &*asset.bytes));
        Images {
            by_address: beside.chain(shared).collect(),
        }
    }

    /// The image at an address of the site, if it is one that every reader shows.
    pub(super) fn at(&self, address: &str) -> Option<Image<'a>> {
        let bytes = *self.by_address.get(address)?;
        let ending = address.rsplit_once('.')?.1.to_ascii_lowercase();
        let (ending, media_type) = TYPES.iter().find(|(known, _)| *known == ending)?;
        let hash = blake3::hash(bytes).to_hex();
        Some(Image {
            file: format!("images/{}.{ending}", &hash[..16]),
            media_type,
            bytes,
        })
    }

    /// The file of what a link names, if that is an image.
    pub(super) fn file(&self, target: &Target) -> Option<String> {
        self.at(&target.address).map(|image| image.file)
    }
}
