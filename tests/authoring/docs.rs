//! The manual in `docs/`: built by studypress, and about all of it.

use crate::folder::Folder;
use clap::CommandFactory;
use std::fs;
use std::path::{Path, PathBuf};
use studypress::args::Cli;

#[test]
fn the_manual_is_a_guide_without_mistakes() {
    let folder = Folder::empty();
    let docs = docs().display().to_string();
    let run = folder.succeed(&["build", &docs, "--output", "manual"]);
    assert!(!run.stderr.contains("E0"), "{}", run.stderr);
    assert!(folder.join("manual/schemas/site.schema.json").exists());
    folder.succeed(&["check", &docs, "--base-url", "https://example.org/manual/"]);
}

#[test]
fn the_readme_leads_into_the_manual() {
    let readme = readme();
    let links: Vec<&str> = readme.split("](docs/content/").skip(1).collect();
    assert!(links.len() > 3, "{links:?}");
    for link in links {
        let page = link.split([')', '#']).next().expect("an end");
        assert!(docs().join("content").join(page).exists(), "{page}");
    }
}

#[test]
fn the_readme_names_every_command() {
    let readme = readme();
    for command in Cli::command().get_subcommands() {
        let name = format!("`studypress {}", command.get_name());
        assert!(readme.contains(&name), "{name}");
    }
}

fn readme() -> String {
    fs::read_to_string(docs().with_file_name("README.md")).expect("read")
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}
