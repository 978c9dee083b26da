//! The properties of the fuzz targets, on their seeds and on mutations of
//! these, the same in each run. `fuzz/run` looks further.

#[path = "../fuzz/properties.rs"]
mod properties;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Mutations of each target's seeds.
const MUTATIONS: usize = 5_000;

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 56] = [
    "\n",
    "\r\n",
    "\t",
    "    ",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "é",
    "漢",
    "🐍",
    "ß",
    "+++\n",
    "---\n",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "`",
    "```",
    "```python\n",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "<",
    ">",
    "&",
    "&#0;",
    "&amp;",
    "*",
    "**",
    "_",
    "#",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "[^1]",
    "[^1]: ",
    "[a]: /b\n",
    "![",
    "](",
    "https://",
    "javascript:",
    "\\",
    "%00",
    " = ",
    ": ",
    ",",
    "match x:\n",
    ">>> ",
];

/// Random numbers by xorshift64* (Vigna, "An experimental exploration of
/// Marsaglia's xorshift generators, scrambled", 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        number as usize % limit.max(1)
    }

    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(24)).min(len)
    }
}

/// Changes a few places of a seed; `other` is one to take pieces from.
fn mutated(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let range = random.range(bytes.len());
        let new = match random.below(6) {
            0 => Vec::new(),
            1 => vec![random.below(256) as u8],
            2 => bytes[range.clone()].repeat(random.below(9)),
            3 => other[random.range(other.len())].to_vec(),
            _ => {
                let piece = PIECES[random.below(PIECES.len())].as_bytes();
                piece.repeat(1 + random.below(3))
            }
        };
        let inserted = match random.below(2) {
            0 => range.start..range.start,
            _ => range,
        };
        bytes.splice(inserted, new);
    }
    bytes
}

/// The seeds of a target by their names, in order.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut seeds: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("listed")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("read"))
        })
        .collect();
    seeds.sort();
    seeds
}

/// Calls a property, and shows the bytes where it does not hold.
fn call(property: fn(&[u8]), name: &str, bytes: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| property(bytes))) {
        eprintln!("--- {name} ---\n{}", bytes.escape_ascii());
        resume_unwind(panic);
    }
}

fn replay(target: &str, property: fn(&[u8])) {
    let seeds = seeds(target);
    assert!(seeds.len() > 1, "no seeds of {target}");
    for (name, seed) in &seeds {
        call(property, name, seed);
    }
    let mut random = Random(0x5EED);
    for number in 0..MUTATIONS {
        let (name, seed) = &seeds[random.below(seeds.len())];
        let other = &seeds[random.below(seeds.len())].1;
        let bytes = mutated(seed, other, &mut random);
        call(property, &format!("{name}, mutation {number}"), &bytes);
    }
}

macro_rules! targets {
    ($($target:ident)*) => {$(
        #[test]
        fn $target() {
            replay(stringify!($target), properties::$target);
        }
    )*};
}

targets!(front_matter markdown html highlight syntax tokens site_toml import);
