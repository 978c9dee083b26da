//! `studypress new`.

use crate::folder::{Folder, Run};
use insta::assert_snapshot;
use studypress::scaffold::slug;

#[test]
fn a_question_gets_a_file_with_its_front_matter() {
    let folder = Folder::guide();
    let title = "What is a \"closure\" in C:\\py?";
    let args = [
        "new",
        title,
        "--level",
        "Intermediate",
        "--topic",
        "functions",
        "--source",
        "docs",
    ];
    let run = folder.succeed(&args);
    assert_snapshot!(run.stdout, @"made content/functions/what-is-a-closure-in-c-py.md");
    assert_snapshot!(folder.read("content/functions/what-is-a-closure-in-c-py.md"), @r#"
    +++
    title = "What is a \"closure\" in C:\\py?"
    level = "mid"
    topic = "functions"
    source = "docs"
    summary = ""
    tags = []
    asked_as = []
    +++

    The answer, in a few sentences.

    ```python
    print("an example that runs")
    ```

    ```output
    an example that runs
    ```
    "#);
    let check = folder.succeed(&["check"]);
    assert!(
        check
            .stderr
            .contains("4 questions, 1 exercise checked, no errors"),
        "{}",
        check.stderr
    );
}

#[test]
fn several_sources_and_a_name_of_its_own_can_be_given() {
    let folder = Folder::guide();
    let args = "new ??? --level mid --topic basics --source docs --source notes --slug marks";
    folder.succeed(&args.split(' ').collect::<Vec<_>>());
    assert!(
        folder
            .read("content/basics/marks.md")
            .contains("source = [\"docs\", \"notes\"]")
    );
}

#[test]
fn in_a_pipe_all_that_is_missing_is_one_error() {
    let folder = Folder::guide();
    let run = folder.fail(&["new", "--topic", "functions"]);
    assert_snapshot!(run.stderr, @r"
    error: this is no terminal to ask on, and these are missing:
      the question itself, in quotes
      --level junior|mid|senior
      --source docs|notes
    ");
}

#[test]
fn a_name_that_site_toml_does_not_list_is_refused() {
    let folder = Folder::guide();
    let args = [
        "new",
        "Why?",
        "--level",
        "midd",
        "--topic",
        "functions",
        "--source",
        "docs",
    ];
    assert_snapshot!(folder.fail(&args).stderr, @r"
    error: there is no level `midd`; site.toml lists: junior, mid, senior
    did you mean `mid`?
    ");
}

#[test]
fn neither_a_file_nor_an_address_is_taken_twice() {
    let folder = Folder::guide();
    let before = folder.files();
    let new = |topic: &str| {
        let title = "How is code shown?";
        folder.fail(&[
            "new", title, "--level", "mid", "--topic", topic, "--source", "docs",
        ])
    };
    assert_snapshot!(new("basics").stderr, @"error: content/basics/how-is-code-shown.md is there already: give another --slug");
    assert_snapshot!(new("functions").stderr, @r"
    error[E017]: `questions/how-is-code-shown.html` is already the address of content/basics/how-is-code-shown.md
    --> content/functions/how-is-code-shown.md
     = help: give one of them another `slug` or alias

    error: content/functions/how-is-code-shown.md would be wrong, so it was not written
    ");
    assert_eq!(folder.files(), before);
}

#[test]
fn the_file_is_opened_in_the_editor() {
    let folder = Folder::guide();
    let args = [
        "new", "Why?", "--level", "mid", "--topic", "basics", "--source", "docs", "--edit",
    ];
    let mut command = folder.command(&args);
    let output = command
        .env("EDITOR", "sed -i s/Why/How/")
        .output()
        .expect("it runs");
    assert!(output.status.success());
    assert!(
        folder
            .read("content/basics/why.md")
            .contains("title = \"How?\"")
    );
}

#[test]
fn without_an_editor_nothing_is_written_and_those_that_are_here_are_named() {
    let folder = Folder::guide();
    let args = [
        "new", "Why?", "--level", "mid", "--topic", "basics", "--source", "docs", "--edit",
    ];
    folder.write("bin/nano", "");
    let output = folder
        .command(&args)
        .env("PATH", folder.join("bin"))
        .output();
    let run = Run::from(output.expect("it runs"));
    assert_eq!(run.code, Some(1));
    assert_snapshot!(run.stderr, @r"
    error: no editor is set, so nothing was written
    put the command of yours into the variable EDITOR, or leave out --edit
    installed here: nano
    ");
    assert!(!folder.join("content/basics/why.md").exists());
}

#[test]
fn what_is_not_written_yet_is_a_warning_until_it_is() {
    let folder = Folder::guide();
    let args = [
        "new", "Why?", "--level", "mid", "--topic", "basics", "--source", "docs",
    ];
    folder.succeed(&args);
    let run = folder.succeed(&["check", "--base-url", "https://example.org"]);
    assert_eq!(
        run.stderr.matches("warning[W012]").count(),
        2,
        "{}",
        run.stderr
    );
    let path = "content/basics/why.md";
    let text = folder.read(path);
    folder.write(
        path,
        text.replace("draft = false\n", "")
            .replacen("+++\n", "+++\ndraft = true\n", 1),
    );
    let run = folder.succeed(&["check", "--drafts", "--base-url", "https://example.org"]);
    assert!(!run.stderr.contains("W012"), "{}", run.stderr);
    let written = text
        .replace("summary = \"\"", "summary = \"Because.\"")
        .replace("in a few", "in two");
    folder.write(path, written);
    let run = folder.succeed(&["check", "--base-url", "https://example.org"]);
    assert!(!run.stderr.contains("W012"), "{}", run.stderr);
}

#[test]
fn commands_find_the_guide_above_them() {
    let folder = Folder::guide();
    for below in ["content/basics", "content"] {
        let mut command = folder.command(&["build"]);
        let output = command.current_dir(folder.join(below)).output();
        let run = Run::from(output.expect("it runs"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let at = folder.path().canonicalize().expect("a folder");
        let said = format!("the guide in {}:", at.display());
        assert!(run.stderr.contains(&said), "{}", run.stderr);
        assert!(folder.join("public/index.html").exists());
        assert!(!folder.join(below).join("public").exists());
        std::fs::remove_dir_all(folder.join("public")).expect("removed");
    }
}

#[test]
fn a_build_goes_to_no_folder_that_others_keep_files_in() {
    let folder = Folder::guide();
    for place in [".git", ".studypress", ".git/pages"] {
        let run = folder.fail(&["build", "-o", place]);
        assert!(
            run.stderr.contains("whose files are not a site's"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn slugs_are_short_and_readable() {
    assert_eq!(
        slug("What's the `__init__` method?"),
        "whats-the-init-method"
    );
    assert_eq!(slug("Was heißt «Größe»?"), "was-heißt-größe");
    assert_eq!(slug("???"), "");
    assert_eq!(slug(&"word ".repeat(40)).len(), 59);
    assert_eq!(slug(&"a".repeat(300)).len(), 40);
}

#[test]
fn on_a_terminal_the_missing_values_are_asked_for() {
    let folder = Folder::guide();
    let said = folder.on_a_terminal(&["new"], "Why now?\n2\nnone\nfunctions\n1\n");
    assert!(said.contains("there is no topic `none`"), "{said}");
    let text = folder.read("content/functions/why-now.md");
    assert!(
        text.contains("level = \"mid\"\ntopic = \"functions\"\nsource = \"docs\"\n"),
        "{text}"
    );
}

#[test]
fn an_exercise_begins_with_one_that_passes() {
    let folder = Folder::guide();
    let title = "Twice as much";
    let args = ["new", title, "--kind", "exercise"];
    let where_it_belongs = ["--level", "mid", "--topic", "functions"];
    let run = folder.succeed(&[&args[..], &where_it_belongs].concat());
    assert_snapshot!(run.stdout, @"made content/exercises/twice-as-much.md");
    let text = folder.read("content/exercises/twice-as-much.md");
    let front = text.split("+++").nth(1).expect("front matter");
    assert_snapshot!(front.trim(), @r#"
    title = "Twice as much"
    kind = "exercise"
    level = "mid"
    topic = "functions"
    tags = []
    asked_as = []
    "#);
    let said = folder.succeed(&["check"]).stderr;
    assert!(said.contains("begins with"), "{said}");
    folder.succeed(&["test", "--filter", "exercises/"]);
}
