//! `studypress explain`, completions and manual pages.

use crate::folder::Folder;
use insta::assert_snapshot;
use rayon::prelude::*;
use studypress::diagnostic::{Code, Diagnostic, codes};
use studypress::pipeline::{Settings, prepare};
use studypress::read::{CONFIG_FILE, Files};
use studypress::scaffold::FILES;
use studypress::stopwatch::Timings;

#[test]
fn a_mistake_is_explained_by_its_number() {
    let folder = Folder::empty();
    assert_snapshot!(folder.succeed(&["explain", "e012"]).stdout, @r#"
    E012: an id that is given twice

    Two levels, two topics or two sources have one id, or an alias of a level is
    the id of another. A question that names it could mean either. Ids are compared
    without regard to case.

    Wrong, in `site.toml`:

        [[levels]]
        id = "expert"
        title = "Expert"
        aliases = ["senior"]

    Right, in `site.toml`:

        [[levels]]
        id = "expert"
        title = "Expert"
        aliases = ["principal"]
    "#);
    assert_snapshot!(folder.fail(&["explain", "E0122"]).stderr, @r"
    error: there is no mistake `E0122`
    did you mean E012?
    `studypress explain` lists all
    ");
    let all = folder.succeed(&["explain"]).stdout;
    assert_eq!(all.lines().count(), codes::ALL.len());
}

#[test]
fn every_explanation_shows_what_is_wrong_and_what_is_right() {
    for code in codes::ALL {
        let text = code.explanation;
        let wrong = text
            .find("\nWrong")
            .unwrap_or_else(|| panic!("{}: nothing wrong", code.id));
        let right = text
            .find("\nRight")
            .unwrap_or_else(|| panic!("{}: nothing right", code.id));
        assert!(50 < wrong && wrong < right, "{}", code.id);
        let long = text.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{}: a line does not fit a terminal", code.id);
    }
}

/// An example that names its file is tried in the guide that `init` makes: the
/// wrong one gives the mistake it is about, the right one gives none.
#[test]
fn the_examples_are_what_they_say() {
    let mut tried = 0;
    for code in codes::ALL.iter().filter(|code| !is_of_snippets(code)) {
        let [wrong, right] = ["Wrong", "Right"].map(|what| example(code, what));
        if let Some((path, text)) = wrong {
            let found = mistakes(path, &text);
            assert!(found.contains(&code.id), "{}: {found:?}", code.id);
            tried += 1;
        }
        if let Some((path, text)) = right {
            assert_eq!(mistakes(path, &text), [""; 0], "{}", code.id);
        }
    }
    assert!(tried > 20);
}

/// Whether only running the snippets shows a mistake.
fn is_of_snippets(code: &Code) -> bool {
    ("E030".."E040").contains(&code.id) || ["E044", "E045"].contains(&code.id)
}

/// The same for mistakes that only running the snippets shows.
#[test]
fn the_examples_of_snippets_are_what_they_say() {
    let mut tried = 0;
    for code in codes::ALL.iter().filter(|code| is_of_snippets(code)) {
        let [wrong, right] = ["Wrong", "Right"].map(|what| example(code, what));
        let (Some((path, wrong)), Some((_, right))) = (wrong, right) else {
            continue;
        };
        let folder = Folder::guide();
        folder.write(path, wrong);
        let run = folder.fail(&["test", "--filter", path, "--format", "json"]);
        let found = format!("\"{}\"", code.id);
        assert!(run.stdout.contains(&found), "{}: {}", code.id, run.stdout);
        folder.write(path, right);
        folder.succeed(&["test", "--filter", path]);
        tried += 1;
    }
    assert_eq!(tried, 6);
}

/// The file that an explanation's example names, and the example.
fn example<'a>(code: &'a Code, what: &str) -> Option<(&'a str, String)> {
    let start = format!("\n{what}, in `");
    let (_, after) = code.explanation.split_once(&start)?;
    let (path, after) = after.split_once("`:\n\n")?;
    let lines = after
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with("    "));
    let text: Vec<&str> = lines.map(|line| line.get(4..).unwrap_or("")).collect();
    Some((path, text.join("\n")))
}

/// The mistakes of a guide with a further file, or with more in its `site.toml`.
fn mistakes(path: &str, text: &str) -> Vec<&'static str> {
    let mut files = Files::default();
    for file in FILES {
        files.insert(file.path, file.text.as_bytes());
    }
    let text = match (path, FILES.last()) {
        (CONFIG_FILE, Some(site)) if text.starts_with('[') => format!("{}\n{text}", site.text),
        (CONFIG_FILE, Some(site)) => format!("{text}\n{}", site.text),
        _ => text.to_owned(),
    };
    files.insert(path, text.into_bytes());
    let mut found = Vec::new();
    let site =
        prepare(&files, &Settings::default(), &mut Timings::default()).into_value(&mut found);
    if let Some(site) = &site {
        let failed: Vec<Diagnostic> = site
            .outputs(&files)
            .filter_map(|o| Some(*o.err()?))
            .collect();
        found.extend(failed);
    }
    found.iter().map(|d| d.code.id).collect()
}

#[test]
fn shells_get_completions() {
    let folder = Folder::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.succeed(&["completions", shell]).stdout;
        assert!(script.contains("studypress"), "{shell}");
        assert!(script.contains("base-url"), "{shell}");
    }
    let script = folder.succeed(&["completions", "bash"]).stdout;
    folder.write("completions", script);
    let ask = "source ./completions; COMP_WORDS=(studypress bu); COMP_CWORD=1; \
               _studypress studypress bu studypress; echo ${COMPREPLY[@]}";
    let output = std::process::Command::new("bash")
        .args(["-c", ask])
        .current_dir(folder.path())
        .output()
        .expect("bash runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "build\n");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::empty();
    assert!(folder.succeed(&["man"]).stdout.contains(".TH studypress 1"));
    folder.succeed(&["man", "--output", "man1"]);
    let page = folder.read("man1/studypress-new.1");
    assert!(page.contains("Open the file in $VISUAL or $EDITOR"));
    assert!(!page.contains(env!("CARGO_MANIFEST_DIR")));
}
