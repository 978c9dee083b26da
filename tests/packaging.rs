//! What a release is called stands once, in `Cargo.toml`, and its makers and takers agree on the names of its files.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use toml::Table;

const INSTALL: &str = include_str!("../packaging/install");
const RELEASE: &str = include_str!("../.github/workflows/release.yml");

fn table<'a>(of: &'a Table, path: &[&str]) -> &'a Table {
    path.iter()
        .fold(of, |table, name| table[*name].as_table().expect("a table"))
}

fn manifest() -> Table {
    include_str!("../Cargo.toml").parse().expect("TOML")
}

#[test]
fn the_wheel_takes_what_it_says_of_itself_from_the_manifest() {
    let project: Table = include_str!("../pyproject.toml").parse().expect("TOML");
    let project = table(&project, &["project"]);
    let manifest = manifest();
    let package = table(&manifest, &["package"]);
    assert_eq!(project["name"], package["name"]);
    let dynamic: Vec<&str> = project["dynamic"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    for field in ["version", "description", "license", "urls"] {
        assert!(dynamic.contains(&field), "{field}");
        assert!(!project.contains_key(field), "{field} stands twice");
    }
}

#[test]
fn every_target_that_is_released_is_installed_by_the_action() {
    let released: BTreeSet<&str> = RELEASE
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- target: "))
        .collect();
    let installed: BTreeSet<&str> = INSTALL
        .lines()
        .filter_map(|line| line.trim().strip_suffix(" ;;")?.split_once(") echo "))
        .map(|(_, target)| target)
        .collect();
    assert_eq!(released.len(), 5);
    assert_eq!(released, installed);
}

#[test]
fn binstall_looks_for_the_archives_at_the_repository_and_nowhere_else() {
    let manifest = manifest();
    let binstall = table(&manifest, &["package", "metadata", "binstall"]);
    let of = |name: &str| {
        binstall[name]
            .as_str()
            .expect("text")
            .replace("{ name }", "studypress")
    };
    // As `packaging/archive` names them.
    let folder = "studypress-{ version }-{ target }";
    let address = "{ repo }/releases/download/v{ version }/";
    assert_eq!(
        of("pkg-url"),
        format!("{address}{folder}{{ archive-suffix }}")
    );
    assert_eq!(of("bin-dir"), format!("{folder}/{{ bin }}{{ binary-ext }}"));
    let makes = include_str!("../packaging/archive");
    assert!(makes.contains("f\"studypress-{version}-{target}\""));
    assert!(INSTALL.contains("name=studypress-$version-$(target)"));
}

/// What is compiled is what was locked, in every way to get it.
#[test]
fn nothing_is_compiled_with_other_versions_than_those_of_the_lock() {
    for text in [
        INSTALL,
        RELEASE,
        include_str!("../packaging/wheel"),
        include_str!("../scaffold/github/pages.yml"),
    ] {
        for line in text.lines().filter(|line| {
            ["cargo install", "cargo package", "\"maturin\", \"build\""]
                .iter()
                .any(|command| line.contains(command))
        }) {
            assert!(line.contains("--locked"), "{line}");
        }
    }
}

/// The notices of the grammars, which the program prints, go with every archive, too.
#[cfg(target_os = "linux")]
#[test]
fn an_archive_has_the_notices_of_the_grammars() {
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let script = "import sys; sys.path.insert(0, 'packaging'); import notices\n\
        for name, text in notices.grammars(notices.metadata(sys.argv[1])): notices.chapter(name, text)";
    let output = Command::new("python3")
        .args(["-B", "-c", script, &target])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("python3 runs");
    let written = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}");
    let printed = studypress::highlight::notices();
    assert!(printed.contains("MIT License") && printed.len() > 100_000);
    for line in printed.lines().filter(|line| !is_rule(line)) {
        assert!(written.contains(line), "{line}");
    }
}

#[cfg(target_os = "linux")]
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| c == '-')
}

/// Who installs from crates.io compiles what the package holds: all that is embedded, and nothing that only we need.
#[test]
fn the_package_holds_what_the_program_is_made_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root)
        .output()
        .expect("cargo runs");
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}");
    let listed = String::from_utf8_lossy(&output.stdout).replace('\\', "/");
    let listed: BTreeSet<&str> = listed.lines().collect();
    for folder in [
        "src",
        "static",
        "templates",
        "strings",
        "scaffold",
        "docs/static",
    ] {
        let files = walkdir::WalkDir::new(root.join(folder)).into_iter();
        for file in files.map(|entry| entry.expect("an entry")) {
            let path = file.path().strip_prefix(root).expect("below it");
            let path = path.to_str().expect("text").replace('\\', "/");
            assert!(
                !file.file_type().is_file() || listed.contains(&*path),
                "{path}"
            );
        }
    }
    for path in [
        "Cargo.lock",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "README.md",
        "build.rs",
    ] {
        assert!(listed.contains(path), "{path}");
    }
    for folder in ["tests/", "content/", "bench/", ".github/"] {
        let other = listed.iter().find(|path| path.starts_with(folder));
        assert_eq!(other, None);
    }
}

/// What the grammars of others add to the program, with their notices: at most 3 MB.
#[test]
fn grammars_are_small() {
    let grammars = include_bytes!(concat!(env!("OUT_DIR"), "/grammars.dump"));
    let notices = include_bytes!(concat!(env!("OUT_DIR"), "/notices.dump"));
    let bytes = grammars.len() + notices.len();
    assert!((100_000..3_000_000).contains(&bytes), "{bytes}");
}
