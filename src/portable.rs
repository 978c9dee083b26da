//! Names of files that another system cannot hold: a guide is written on one machine and built on others.

use crate::diagnostic::{Diagnostic, codes};
use crate::read::Files;
use std::collections::BTreeMap;

/// Names that Windows keeps for devices, whatever their ending ("Naming Files, Paths, and Namespaces" in its documentation).
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Signs that no name on Windows holds.
const SIGNS: &str = "<>:\"|?*\\";

/// Warns of names that Windows or macOS cannot hold, alone or beside each other.
pub fn check(files: &Files) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // By their small letters, as most systems compare names.
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in files.by_path.keys() {
        if let Some(why) = path.split('/').find_map(unfit) {
            found.push(warning(
                path,
                format!("Windows cannot hold this name: {why}"),
            ));
        }
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            let message = format!("this name differs from {other} only in case");
            let help = "most Windows and macOS systems keep one of the two: rename the other";
            found.push(Diagnostic::of_file(&codes::UNPORTABLE_NAME, path, message).help(help));
        }
    }
    found
}

fn warning(path: &str, message: String) -> Diagnostic {
    Diagnostic::of_file(&codes::UNPORTABLE_NAME, path, message)
        .help("rename the file; `slug` in its front matter can keep its address")
}

/// Why Windows cannot hold a part of a path.
fn unfit(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if DEVICES
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
    {
        return Some(format!("`{stem}` is a device there"));
    }
    if let Some(sign) = name.chars().find(|c| SIGNS.contains(*c) || c.is_control()) {
        return Some(format!("it holds `{}`", sign.escape_default()));
    }
    name.ends_with(['.', ' '])
        .then(|| "it ends with a dot or a space".to_owned())
}
