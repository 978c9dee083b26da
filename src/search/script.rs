//! Data → the script that hands it to the engine, as a file of the index.

use super::{INDEX_FOLDER, IndexFile};
use serde::Serialize;

/// A file with the hash of what it holds in its name, which never holds anything else.
pub(super) fn file(stem: &str, data: &impl Serialize) -> IndexFile {
    let mut file = named(stem, data);
    file.path = format!("{INDEX_FOLDER}{stem}.{}.js", &file.hash.to_hex()[..8]);
    file
}

/// A file whose name stays as it is whatever it holds.
pub(super) fn named(stem: &str, data: &impl Serialize) -> IndexFile {
    let bytes = script(stem, data);
    IndexFile {
        path: format!("{INDEX_FOLDER}{stem}.js"),
        hash: blake3::hash(&bytes),
        bytes: bytes.into(),
    }
}

/// The hash in a file's name.
pub(super) fn hash_in_name(file: &IndexFile) -> String {
    file.path.rsplit('.').nth(1).unwrap_or_default().to_owned()
}

/// A script that hands the data over, whether it runs before the engine or after.
fn script(stem: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("(self.studypressSearch??=[]).push([\"{stem}\",").into_bytes();
    // Plain data with string keys written to memory cannot fail.
    let _ = serde_json::to_writer(&mut bytes, data);
    bytes.extend_from_slice(b"]);\n");
    bytes
}
