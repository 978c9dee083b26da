//! What is known of files that are too large to be read at each build.

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

/// Bytes that are read at once.
const PART: usize = 1 << 16;

/// One part of so many is compressed, to learn how well all of it would be: the whole takes longer than a small guide's build.
const SAMPLED: u64 = 16;

/// What the files of a folder hold, and how to tell that they still do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Name, size, and when it was last written in nanoseconds after 1970.
    files: Vec<(String, u64, u64)>,
    /// The text that was hashed with them.
    text: String,
    /// Of what they hold, as it stands in addresses.
    pub(super) hash: String,
    /// About their size, compressed.
    pub(super) sent: u64,
}

impl Stamp {
    /// The stamp that became these bytes; an empty one if they are something else.
    pub fn from_bytes(bytes: &[u8]) -> Stamp {
        postcard::from_bytes(bytes).unwrap_or_default()
    }

    /// The stamp as bytes, for a cache.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain data written to memory cannot fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The size of all.
    pub(super) fn bytes(&self) -> u64 {
        let files = self.files.iter().map(|(_, bytes, _)| bytes);
        files.sum::<u64>() + self.text.len() as u64
    }

    /// Brings it up to date with some files of a folder and a text; they are read only if any has changed.
    pub(super) fn update(&mut self, folder: &Path, names: &[String], text: &str) -> io::Result<()> {
        let files: io::Result<Vec<_>> = names.iter().map(|name| found(folder, name)).collect();
        let files = files?;
        if files == self.files && text == self.text {
            return Ok(());
        }
        let mut hasher = blake3::Hasher::new();
        let mut sample = Sample::default();
        for (name, bytes, _) in &files {
            hasher.update(name.as_bytes());
            hasher.update(&bytes.to_le_bytes());
            let packed = name.ends_with(".zip") || name.ends_with(".whl");
            let mut file = File::open(folder.join(name))?;
            each_part(&mut file, |part| {
                hasher.update(part);
                sample.add(part, packed);
            })?;
        }
        hasher.update(text.as_bytes());
        *self = Stamp {
            files,
            text: text.to_owned(),
            hash: hasher.finalize().to_hex()[..10].to_owned(),
            sent: sample.sent() + text.len() as u64,
        };
        Ok(())
    }
}

fn found(folder: &Path, name: &str) -> io::Result<(String, u64, u64)> {
    let found = fs::metadata(folder.join(name))?;
    let since = found.modified()?.duration_since(SystemTime::UNIX_EPOCH);
    let modified = since.map_or(0, |since| since.as_nanos() as u64);
    Ok((name.to_owned(), found.len(), modified))
}

fn each_part(file: &mut File, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut part = Vec::with_capacity(PART);
    loop {
        part.clear();
        if Read::take(&mut *file, PART as u64).read_to_end(&mut part)? == 0 {
            return Ok(());
        }
        take(&part);
    }
}

/// How well bytes can be compressed.
#[derive(Default)]
struct Sample {
    /// Bytes that are sent as they are.
    packed: u64,
    plain: u64,
    parts: u64,
    tried: u64,
    became: u64,
}

impl Sample {
    fn add(&mut self, part: &[u8], packed: bool) {
        let length = part.len() as u64;
        if packed {
            self.packed += length;
            return;
        }
        self.plain += length;
        if self.parts.is_multiple_of(SAMPLED) {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            // Written to memory, this cannot fail.
            let _ = encoder.write_all(part);
            self.tried += length;
            self.became += encoder.finish().map_or(length, |bytes| bytes.len() as u64);
        }
        self.parts += 1;
    }

    fn sent(&self) -> u64 {
        self.packed + self.plain * self.became / self.tried.max(1)
    }
}
