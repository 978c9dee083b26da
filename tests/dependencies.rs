//! The list of dependencies with their reasons is that of `Cargo.toml`, and no
//! code may be unsafe.

use std::collections::BTreeSet;
use toml::Table;

fn manifest() -> Table {
    include_str!("../Cargo.toml").parse().expect("TOML")
}

fn table<'a>(of: &'a Table, path: &[&str]) -> &'a Table {
    path.iter()
        .fold(of, |table, name| table[*name].as_table().expect("a table"))
}

#[test]
fn every_direct_dependency_has_a_reason_in_the_list() {
    let manifest = manifest();
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for path in [
        &["dependencies"][..],
        &["build-dependencies"],
        &["dev-dependencies"],
        &["target", "cfg(unix)", "dependencies"],
    ] {
        wanted.extend(table(&manifest, path).keys().map(String::as_str));
    }
    let targets = table(&manifest, &["target"]);
    assert_eq!(
        targets.len(),
        1,
        "a table of dependencies that is not looked at"
    );
    let list = include_str!("../docs/dependencies.md");
    let mut listed = Vec::new();
    for row in list.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
        listed.push(cells[0].trim_matches('`'));
    }
    assert_eq!(BTreeSet::from_iter(listed.iter().copied()), wanted);
    assert_eq!(listed.len(), wanted.len(), "one is listed twice");
}

/// Forbidden lints cannot be allowed again further down, so this holds for
/// every target of the package.
#[test]
fn unsafe_code_is_forbidden() {
    let manifest = manifest();
    let lints = table(&manifest, &["lints", "rust"]);
    assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"));
}
