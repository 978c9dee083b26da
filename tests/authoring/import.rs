//! `studypress import`.

use crate::folder::Folder;
use insta::assert_snapshot;

/// A README as they are: groups, numbers, ways back to the top.
const README: &str = "\
# Python questions

## Table of contents

- [Beginner](#beginner-questions)

## Beginner questions

### 1. What is a `list`?

An array that grows. See [closures](#q2-what-is-a-closure).

#### When

Always.

```python {linenos=true}
print([])
```

**[⬆ Back to top](#table-of-contents)**

---

### Q2: What is a closure?

A function that remembers, unlike a [list](#1-what-is-a-list).

## Functions

### 3) What is a decorator?

A function of a function.

### What is missing?
";

/// A file without the hash of itself.
fn without_hash(text: &str) -> String {
    let (before, after) = text.split_once("hash = \"").expect("a hash");
    let (_, after) = after.split_once('"').expect("its end");
    format!("{before}hash = \"\"{after}")
}

#[test]
fn a_readme_becomes_a_question_for_each_heading() {
    let folder = Folder::guide();
    folder.write("in/README.md", README);
    let args = [
        "import",
        "in/README.md",
        "--topic",
        "basics",
        "--source",
        "notes",
    ];
    let before = folder.files();
    assert_snapshot!(folder.fail(&args).stderr, @r"
    error: this is no terminal to ask on, and these are missing:
      --level junior|mid|senior: for 2 questions without a level
    ");
    let dry = [&args[..], &["--level", "senior"]].concat();
    // What is named in the report is a reason to look before writing.
    assert_snapshot!(folder.fail(&dry).stdout, @r"
    4 questions can be written, 0 without a place.
    1 question without an answer: drafts.
    5 lines of the source in no question.

    Not written, or not as it was:
          2  the heading of a section that became no topic
               README.md:1
               README.md:7
          2  a list of contents
               README.md:3
               README.md:5
          1  a link back to the top
               README.md:21

    README.md:9 → content/basics/what-is-a-list.md
    README.md:25 → content/basics/what-is-a-closure.md
    README.md:31 → content/functions/what-is-a-decorator.md
    README.md:35 → content/functions/what-is-missing.md

    Nothing was written. To write these files, add --write.
    ");
    assert_eq!(folder.files(), before, "nothing is written without --write");
    let with = [&args[..], &["--level", "senior", "--write"]].concat();
    assert!(
        folder
            .succeed(&with)
            .stdout
            .starts_with("4 questions written")
    );
    assert_snapshot!(without_hash(&folder.read("content/basics/what-is-a-list.md")), @r#"
    +++
    title = "What is a `list`?"
    level = "junior"
    topic = "basics"
    source = "notes"
    tags = []
    asked_as = []
    order = 1
    imported = { from = "in/README.md", id = "what-is-a-list", hash = "" }
    +++

    An array that grows. See [closures](what-is-a-closure.md).

    ## When

    Always.

    ```python
    print([])
    ```
    "#);
    assert!(
        folder
            .read("content/functions/what-is-missing.md")
            .contains("draft = true")
    );
    let check = folder.succeed(&["check"]);
    assert!(
        check
            .stderr
            .contains("6 questions, 1 exercise checked, no errors"),
        "{}",
        check.stderr
    );
    // A second time there is nothing left to do.
    let again = folder.succeed(&with);
    assert!(
        again.stdout.starts_with("0 questions written"),
        "{}",
        again.stdout
    );
    assert!(
        again.stdout.contains("Of all 4: 4 as they were."),
        "{}",
        again.stdout
    );
}

#[test]
fn a_folder_keeps_what_its_front_matter_says() {
    let folder = Folder::guide();
    folder.write(
        "hugo/closures.md",
        "---\nquestion: What is a closure?\nsection: Functions\nlayout: post\nweight: 3\n\
         lastmod: 2025-01-02T10:00:00Z\ntags: [scope, binding]\n\
         asked_as: [\"Which scope, and why?\", What is a cell?]\ndifficulty: Beginner\nid: 007\n---\n\n\
         See [[Late binding|late]] and [decorators](sub/decorators.md#why) and [[Nowhere]].\n",
    );
    folder.write(
        "hugo/sub/decorators.md",
        "+++\ntitle = \"What is a decorator?\"\n[extra]\nlevel = \"mid\"\n[taxonomies]\n\
         categories = [\"functions\"]\n+++\n\nA function. See [this](../closures.md).\n\n## Why\n\nWhy not.\n",
    );
    folder.write("hugo/Late binding.md", "Names are looked up late.\n");
    folder.write("hugo/broken.md", "---\ntitle: [\n---\n");
    folder.write("hugo/.obsidian/notes.md", "hidden");
    let run = folder.succeed(&[
        "import",
        "hugo",
        "--map",
        "question=title,section=topic,extra.level=level",
        "--level",
        "senior",
        "--topic",
        "basics",
        "--source",
        "docs",
        "--write",
    ]);
    assert_snapshot!(run.stdout, @r"
    3 questions written, 1 without a place.

    Without a place:
      its front matter is wrong: while parsing a node, did not find expected node content
        broken.md

    Not written, or not as it was:
          1  a link or an image that leads to nothing here: its words are kept
               closures.md:13  Nowhere

    Fields without a place (--map FROM=TO can give them one):
      layout, in 1 question

    Late binding.md → content/basics/late-binding.md
    closures.md → content/functions/007.md
    sub/decorators.md → content/functions/decorators.md
    ");
    assert_snapshot!(without_hash(&folder.read("content/functions/007.md")), @r#"
    +++
    title = "What is a closure?"
    level = "junior"
    topic = "functions"
    source = "docs"
    tags = ["scope", "binding"]
    asked_as = ["Which scope, and why?", "What is a cell?"]
    order = 3
    updated = "2025-01-02"
    imported = { from = "hugo/closures.md", id = "closures.md", hash = "" }
    +++

    See [late](../basics/late-binding.md) and [decorators](decorators.md#why) and Nowhere.
    "#);
    assert!(
        folder
            .read("content/functions/decorators.md")
            .contains("[this](007.md)")
    );
    folder.succeed(&["check"]);
}

#[test]
fn a_table_has_a_question_in_each_line() {
    let folder = Folder::guide();
    folder.write(
        "q.tsv",
        "Frage\tStufe\tanswer\tupdated\nWas ist eine Liste?\tjunior\tEin Feld.\tgestern\nUnd das?\tguru\tNichts.\n",
    );
    let run = folder.succeed(&[
        "import",
        "q.tsv",
        "--map",
        "frage=title,Stufe=level",
        "--topic",
        "basics",
        "--source",
        "notes",
        "--write",
    ]);
    assert_snapshot!(run.stdout, @r"
    1 question written, 1 without a place.

    Without a place:
      there is no level `guru` in site.toml
        q.tsv:3

    Fields without a place (--map FROM=TO can give them one):
      updated `gestern`, in 1 question

    q.tsv:2 → content/basics/was-ist-eine-liste.md
    ");
    assert!(
        folder
            .read("content/basics/was-ist-eine-liste.md")
            .contains("Ein Feld.")
    );
}

#[test]
fn what_is_exported_can_be_imported() {
    let folder = Folder::guide();
    folder.succeed(&["export", "--format", "csv", "--output", "all.csv"]);
    let before = folder.read("content/basics/how-is-code-shown.md");
    std::fs::remove_dir_all(folder.join("content")).expect("removed");
    let run = folder.succeed(&["import", "all.csv", "--write"]);
    assert!(
        run.stdout
            .starts_with("4 questions written, 0 without a place"),
        "{}",
        run.stdout
    );
    folder.succeed(&["check"]);
    let exercise = folder.read("content/functions/first-repeated.md");
    assert!(
        exercise.contains("\nkind = \"exercise\"\n")
            && exercise.contains("\nsummary = \"Go through ")
            && !exercise.contains("\nsource = "),
        "{exercise}"
    );
    let after = folder.read("content/basics/how-is-code-shown.md");
    let body = |text: &str| {
        text.rsplit_once("+++\n")
            .expect("front matter")
            .1
            .to_owned()
    };
    assert_eq!(body(&after), body(&before));
}

#[test]
fn what_check_would_say_is_said() {
    let folder = Folder::guide();
    folder.write("in.csv", "question,answer,asked_as\nWhat?,That.,What?\n");
    let args = [
        "import", "in.csv", "--level", "mid", "--topic", "basics", "--source", "docs",
    ];
    let run = folder.fail(&args);
    assert!(run.stderr.contains("error[E029]"), "{}", run.stderr);
    assert!(
        run.stderr.contains("1 error in these files"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_cannot_be_imported_is_said() {
    let folder = Folder::guide();
    folder.write("in.txt", "x");
    folder.write("in.md", "no heading\n");
    for (args, why) in [
        (&["import", "in.txt"][..], "in.txt is none of: a folder"),
        (&["import", "in.md"], "no question was found in in.md"),
        (&["import", "gone.md"], "cannot read gone.md"),
    ] {
        let run = folder.fail(args);
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    let run = folder.run(&["import", "in.md", "--map", "a=b"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("`b` is none of: title, kind, level"),
        "{}",
        run.stderr
    );
}

#[test]
fn images_beside_the_questions_come_along() {
    let folder = Folder::guide();
    let front = "---\nlevel: mid\ntopic: basics\nsource: notes\n---\n";
    let note = |links: &str| format!("{front}{links}\n");
    folder.write(
        "in/a/lists.md",
        note("![A list](img/a%20list.png) and [data](../data.csv)"),
    );
    folder.write("in/b/heaps.md", note("![A heap](img/a.png) ![[deep.svg]]"));
    folder.write(
        "in/b/sets.md",
        note("![The same](../a/img/a%20list.png?raw=true)"),
    );
    folder.write(
        "in/b/lost.md",
        note("![Not there](no.png) ![Outside](../../site.toml)"),
    );
    for path in [
        "a/img/a list.png",
        "data.csv",
        "b/img/a.png",
        "attachments/deep.svg",
    ] {
        folder.write(&format!("in/{path}"), path);
    }
    folder.write("content/basics/a.png", "another");
    let run = folder.succeed(&["import", "in", "--write"]);
    assert_snapshot!(run.stdout, @r"
    4 questions and 4 files written, 0 without a place.

    Not written, or not as it was:
          2  a link or an image that leads to nothing here: its words are kept
               b/lost.md:6  no.png
               b/lost.md:6  ../../site.toml

    a/lists.md → content/basics/lists.md
    b/heaps.md → content/basics/heaps.md
    b/lost.md → content/basics/lost.md
    b/sets.md → content/basics/sets.md
    a/img/a list.png → content/basics/a-list.png
    data.csv → content/basics/data.csv
    b/img/a.png → content/basics/a-2.png
    attachments/deep.svg → content/basics/deep.svg
    ");
    assert!(
        folder
            .read("content/basics/lost.md")
            .ends_with("+++\n\nNot there Outside\n")
    );
    assert!(
        folder
            .read("content/basics/lists.md")
            .contains("![A list](a-list.png) and [data](data.csv)")
    );
    assert!(
        folder
            .read("content/basics/heaps.md")
            .contains("![A heap](a-2.png) ![](deep.svg)")
    );
    assert_eq!(folder.read("content/basics/a-2.png"), "b/img/a.png");
    assert_eq!(folder.read("content/basics/a.png"), "another");
    assert_eq!(folder.read("content/basics/a-list.png"), "a/img/a list.png");
}

#[test]
fn images_beside_a_readme_come_along() {
    let folder = Folder::guide();
    folder.write(
        "in/README.md",
        "# Q\n\n## What is a heap?\n\n![A heap](img/heap.png)\n\n## What is a set?\n\nA set.\n",
    );
    folder.write("in/img/heap.png", "a heap");
    let args = [
        "import",
        "in/README.md",
        "--level",
        "mid",
        "--topic",
        "basics",
        "--source",
        "notes",
        "--write",
    ];
    folder.succeed(&args);
    assert_eq!(folder.read("content/basics/heap.png"), "a heap");
    folder.succeed(&["check"]);
}
