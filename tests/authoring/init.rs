//! `studypress init`.

use crate::folder::Folder;
use insta::assert_snapshot;

#[test]
fn a_guide_of_three_questions_and_an_exercise_is_made_and_can_be_built() {
    let folder = Folder::empty();
    let run = folder.succeed(&["init"]);
    assert_snapshot!(run.stdout, @r"
    made .gitignore
    made README.md
    made content/basics/how-is-a-guide-built.md
    made content/basics/how-is-a-question-written.md
    made content/basics/how-is-code-shown.md
    made content/exercises/first-repeated.md
    made site.schema.json
    made site.toml

    Next:

      studypress serve --open  shows the guide, and again after every save
      studypress new           writes the file of a question
      studypress build         makes public/: open public/index.html

    site.toml names the levels, topics and sources: make them yours.
    ");
    let check = folder.succeed(&["check"]);
    assert!(
        check
            .stderr
            .contains("3 questions, 1 exercise checked, no errors")
            && check
                .stderr
                .contains("\nfor practice: 4 to say, 1 to predict, 1 to choose, 1 to write\n"),
        "{}",
        check.stderr
    );
    let tested = folder.succeed(&["test"]).stderr;
    let sum = "2 snippets passed, 1 exercise: solutions pass, starting points fail";
    assert!(tested.contains(sum), "{tested}");
    folder.succeed(&["build"]);
    assert!(
        folder
            .join("public/exercises/first-repeated.html")
            .is_file()
    );
    let page = folder.read("public/questions/how-is-code-shown.html");
    assert!(page.contains("class=\"output\""));
    assert!(folder.read(".gitignore").contains("/public/"));
    let named = folder.read("site.toml").lines().next().map(str::to_owned);
    assert_eq!(named.as_deref(), Some("#:schema ./site.schema.json"));
    assert!(folder.read("site.schema.json").starts_with('{'));
}

#[test]
fn a_folder_that_is_named_is_made() {
    let folder = Folder::empty();
    let run = folder.succeed(&["init", "my/guide"]);
    assert!(run.stdout.contains("cd my/guide"));
    folder.succeed(&["build", "my/guide"]);
}

#[test]
fn every_setting_is_explained_and_can_be_switched_on() {
    // What is commented out as a setting is one: all of it together is a
    // configuration without mistakes.
    let folder = Folder::guide();
    let text = folder.read("site.toml");
    // A playground is installed before it is switched on.
    let text = text.replace("# playground = ", "#playground = ");
    assert!(text.contains("#playground"));
    let settings: Vec<String> = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_setting(rest) => rest.to_owned(),
            _ => line.to_owned(),
        })
        .collect();
    for name in [
        "id",
        "base_url",
        "author",
        "repository",
        "cname",
        "offline",
        "unsafe_html",
        "interpreters",
        "mistakes",
        "follow_ups",
        "epub",
        "page",
        "repo",
    ] {
        let given = settings
            .iter()
            .any(|line| line.starts_with(&format!("{name} = ")));
        assert!(given, "{name}");
    }
    folder.write("site.toml", settings.join("\n"));
    let check = folder.succeed(&["check"]);
    assert!(!check.stderr.contains("warning"), "{}", check.stderr);
}

fn is_setting(line: &str) -> bool {
    let is_table = line.starts_with('[') && line.ends_with(']');
    is_table
        || line
            .split_once(" = ")
            .is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

#[test]
fn files_that_are_there_stay() {
    let folder = Folder::empty();
    folder.write("README.md", "mine");
    folder.write("content/basics/how-is-code-shown.md", "mine too");
    let run = folder.succeed(&["init"]);
    assert!(
        run.stdout
            .contains("kept README.md, which was there already")
    );
    assert_eq!(folder.read("README.md"), "mine");
    assert_eq!(
        folder.read("content/basics/how-is-code-shown.md"),
        "mine too"
    );
}

#[test]
fn a_guide_that_is_there_is_left_alone() {
    let folder = Folder::guide();
    folder.write("site.toml", "mine");
    let before = folder.files();
    let run = folder.fail(&["init"]);
    assert_snapshot!(run.stderr, @r"
    error: there is a guide in . already, and nothing was written
    to add a workflow for GitHub Pages to it: studypress init --github
    ");
    assert_eq!(folder.files(), before);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_overwritten() {
    let folder = Folder::empty();
    let link = folder.join("README.md");
    std::os::unix::fs::symlink("missing", &link).expect("a link");
    folder.succeed(&["init"]);
    assert_eq!(
        std::fs::read_link(link).expect("a link"),
        std::path::Path::new("missing")
    );
    assert!(!folder.join("missing").exists());
}
