//! The list of what a site holds, by which a browser keeps it for readers without a network
//! (`docs/offline-list.md`).

use serde::{Deserialize, Serialize};
use serde_json::json;

/// The number of the format. A worker leaves a list of any other alone.
const VERSION: u32 = 1;

/// Bytes of a hash in the list: so many that no two contents of a file are taken for one.
const DIGEST: usize = 10;

/// Bytes of a usual row.
const ROW: usize = 80;

/// The beginning of the BLAKE3 hash of what a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest([u8; DIGEST]);

/// A file of the site, as the list tells it.
pub(super) struct Listed {
    /// From the root of the site.
    pub path: String,
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
}

impl Digest {
    pub fn new(hash: blake3::Hash) -> Digest {
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&hash.as_bytes()[..DIGEST]);
        Digest(digest)
    }

    fn write_hex(self, to: &mut String) {
        for byte in self.0 {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
            to.extend([digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// The list of these files, which may come in any order.
pub(super) fn write(mut files: Vec<Listed>) -> String {
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let mut rows = String::with_capacity(files.len() * ROW);
    for file in &files {
        rows.push_str(if rows.is_empty() { "[" } else { ",\n[" });
        rows.push_str(&json!(file.path).to_string());
        rows.push_str(",\"");
        file.digest.write_hex(&mut rows);
        rows.push_str("\",");
        rows.push_str(&file.bytes.to_string());
        rows.push(']');
    }
    let mut edition = String::new();
    Digest::new(blake3::hash(rows.as_bytes())).write_hex(&mut edition);
    format!("{{\"version\":{VERSION},\"edition\":\"{edition}\",\"files\":[\n{rows}\n]}}\n")
}
