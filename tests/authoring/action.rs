//! The action of this repository, which a guide's workflow uses in one line.

use crate::folder::Folder;
use crate::runner::{Runner, steps_of_action};
use std::fs;
use std::path::Path;

const ACTION: &str = include_str!("../../action.yml");
const VERSION: &str = env!("CARGO_PKG_VERSION");
const TARGET: &str = "x86_64-unknown-linux-musl";

#[test]
fn of_a_release_its_archive_is_taken_and_builds_the_guide() {
    let folder = Folder::guide();
    let mut runner = runner("aaa");
    runner.succeed(&steps_of_action(ACTION), folder.path());
    let asked = fs::read_to_string(runner.temp.join("verified")).expect("it was verified");
    let name = format!("studypress-{VERSION}-{TARGET}.tgz");
    assert_eq!(
        asked.trim_end(),
        format!(
            "{name} --repo someone/studypress --source-ref refs/tags/v{VERSION} \
             --signer-workflow someone/studypress/.github/workflows/release.yml"
        )
    );
    assert!(!runner.temp.join("cargo-asked").exists());
    let map = folder.read("public/sitemap.xml");
    assert!(map.contains("<loc>https://me.github.io/guide/"), "{map}");
}

#[test]
fn of_another_commit_the_sources_are_compiled() {
    let folder = Folder::guide();
    let mut runner = runner("bbb");
    runner.succeed(&steps_of_action(ACTION), folder.path());
    let asked = fs::read_to_string(runner.temp.join("cargo-asked")).expect("cargo was run");
    let root = runner.temp.join("studypress");
    assert_eq!(
        asked.trim_end(),
        format!(
            "install --locked --path {} --root {}",
            env!("CARGO_MANIFEST_DIR"),
            root.display()
        )
    );
    assert!(folder.join("public/index.html").exists());
}

#[test]
fn an_archive_that_is_not_the_attested_one_is_not_installed() {
    for (broken, said) in [
        ("echo 'no attestation' >&2; exit 1", "no attestation"),
        ("exit 0", "FAILED"),
    ] {
        let folder = Folder::guide();
        let mut runner = runner("aaa");
        runner.tool("verify", broken);
        if said == "FAILED" {
            let sums = runner.temp.join("release/SHA256SUMS");
            let text = fs::read_to_string(&sums).expect("read");
            fs::write(&sums, format!("{:064}{}", 0, &text[64..])).expect("written");
        }
        let steps = steps_of_action(ACTION);
        assert!(runner.run(&steps[0], folder.path()).0);
        let (done, text) = runner.run(&steps[1], folder.path());
        assert!(!done);
        assert!(text.contains(said), "{text}");
        assert!(!runner.temp.join("studypress").exists());
    }
}

/// A runner on which the action is that of a commit, where the release of this version is of the commit `aaa`.
fn runner(commit: &str) -> Runner {
    let mut runner = Runner::new();
    for (expression, value) in [
        ("github.action_path", env!("CARGO_MANIFEST_DIR")),
        ("github.action_ref", commit),
        ("github.action_repository", "someone/studypress"),
        ("github.token", "secret"),
    ] {
        runner
            .expressions
            .insert(expression.to_owned(), value.to_owned());
    }
    runner.tool("verify", "shift 2; echo \"$@\" > \"$RUNNER_TEMP/verified\"");
    runner.tool(
        "gh",
        &format!(
            "case \"$1 $2\" in\n\
             'api repos/someone/studypress/commits/v{VERSION}') echo aaa ;;\n\
             'api repos/someone/studypress/commits/'*) echo \"${{2##*/}}\" ;;\n\
             'release download') mkdir -p \"$RUNNER_TEMP/studypress-release\"; \
             cp \"$RUNNER_TEMP\"/release/*.tgz \"$RUNNER_TEMP/release/SHA256SUMS\" \"$RUNNER_TEMP/studypress-release\" ;;\n\
             'attestation verify') exec verify \"$@\" ;;\n\
             *) exit 1 ;;\nesac\n"
        ),
    );
    release(&runner.temp.join("release"));
    runner
}

/// The files of a release with the program under test.
fn release(folder: &Path) {
    let name = format!("studypress-{VERSION}-{TARGET}");
    fs::create_dir_all(folder.join(&name)).expect("made");
    let program = folder.join(&name).join("studypress");
    fs::copy(env!("CARGO_BIN_EXE_studypress"), program).expect("copied");
    let script = format!("tar -czf {name}.tgz {name} && sha256sum {name}.tgz > SHA256SUMS");
    let done = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .status();
    assert!(done.is_ok_and(|status| status.success()));
}
