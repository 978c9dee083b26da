//! `studypress export`, and `llms.txt`.

use crate::folder::Folder;
use insta::assert_snapshot;
use std::path::{Path, PathBuf};
use std::process::Command;

const URL: &str = "https://me.github.io/guide/";

/// The guide that `init` makes, with an image and what is awkward in cards.
fn guide() -> Folder {
    let folder = Folder::guide();
    folder.write(
        "content/functions/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    folder.write(
        "content/functions/closures.md",
        "+++\ntitle = \"What is a `closure` & why?\"\nlevel = \"mid\"\ntopic = \"functions\"\n\
         source = { id = \"docs\", at = \"4.8\" }\nsummary = \"It *remembers*; always.\"\n\
         tags = [\"late binding\", \"scope\"]\n\
         asked_as = [\"Which scope, and why?\", \"What is a cell?\"]\nupdated = \"2026-03-14\"\n+++\n\n\
         ![A dot](dot.svg)\n\n## Where\n\nSee [code](../basics/how-is-code-shown.md#what-it-prints) \
         and [above](#where), \"quoted\", in two\nlines.\n\n```python\n# no heading\n```\n",
    );
    folder
}

#[test]
fn csv_has_a_line_for_each_question() {
    let folder = guide();
    let out = folder
        .succeed(&["export", "--format", "csv", "--base-url", URL])
        .stdout;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 5);
    let closures = rows
        .iter()
        .find(|row| &row[0] == "closures")
        .expect("closures");
    assert_snapshot!(closures.iter().collect::<Vec<_>>().join("\n|"), @r#"
    closures
    |What is a closure & why?
    |mid
    |functions
    |docs
    |late binding; scope
    |Which scope, and why?; What is a cell?
    |It *remembers*; always.
    |![A dot](dot.svg)

    ## Where

    See [code](../basics/how-is-code-shown.md#what-it-prints) and [above](#where), "quoted", in two
    lines.

    ```python
    # no heading
    ```
    |2026-03-14
    |https://me.github.io/guide/questions/closures.html
    |question
    "#);
    let kinds = rows.iter().filter(|row| &row[11] == "exercise");
    assert_eq!(kinds.count(), 1);
}

#[test]
fn json_holds_everything() {
    let folder = guide();
    let out = folder.succeed(&["export", "--format", "json"]).stdout;
    let guide: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let questions = guide["questions"].as_array().expect("questions");
    let closures = questions
        .iter()
        .find(|q| q["id"] == "closures")
        .expect("closures");
    assert_eq!(closures["sources"][0]["at"], "4.8");
    assert_eq!(closures["title"], "What is a closure & why?");
    assert_eq!(closures["asked_as"][1], "What is a cell?");
    assert!(
        closures["answer_html"]
            .as_str()
            .is_some_and(|html| html.contains("<h2 id=\"where\""))
    );
    assert_eq!(guide["levels"][1]["id"], "mid");
}

#[test]
fn markdown_is_one_document_with_links_inside() {
    let folder = guide();
    folder.succeed(&["export", "--format", "markdown", "--output", "all.md"]);
    let text = folder.read("all.md");
    let from = text.find("<a id=\"closures\">").expect("the question");
    let end = text[from..].find("\n<a id=\"first").expect("the next one");
    assert_snapshot!(text[from..from + end].trim_end(), @r#"
    <a id="closures"></a>

    ### What is a `closure` & why?

    *Functions*

    > It *remembers*; always.

    ![A dot](dot.svg)

    #### Where

    See [code](#how-is-code-shown) and [above](#where), "quoted", in two
    lines.

    ```python
    # no heading
    ```
    "#);
}

/// Links are followed by what they name and not by how they are written, headings keep their order whatever their form,
/// and code in summaries stays code.
#[test]
fn markdown_is_understood_and_not_searched() {
    let folder = guide();
    let front = "+++\nlevel = \"mid\"\ntopic = \"functions\"\nsource = \"docs\"\n";
    folder.write(
        "content/functions/über.md",
        format!("{front}slug = \"over\"\ntitle = \"Over?\"\nsummary = \"Use `a|b` *now*.\"\n+++\nText.\n"),
    );
    folder.write(
        "content/functions/from.md",
        format!(
            "{front}title = \"From?\"\n+++\nUnder *lined*\n------\n\n[a](%C3%BCber.md) [b][r] [c][r] \
             <a href=\"%C3%BCber.md\">d</a> `[e](%C3%BCber.md)` ![A dot](<dot.svg>)\n\n> ### Deep [f](%C3%BCber.md) ###\n\n[r]: %C3%BCber.md \"T\"\n"
        ),
    );
    let text = folder
        .succeed(&["export", "--format", "markdown", "--base-url", URL])
        .stdout;
    let from = text.find("<a id=\"from\">").expect("the question");
    let end = text[from + 1..].find("<a id=").expect("the next question");
    assert_snapshot!(text[from..from + end].trim_end(), @r##"
    <a id="from"></a>

    ### From?

    *Functions*

    #### Under *lined*

    [a](#over) [b][r] [c][r] <a href="#over">d</a> `[e](%C3%BCber.md)` ![A dot](<https://me.github.io/guide/media/functions/dot.svg>)

    > ##### Deep [f](#over) ###

    [r]: #over "T"
    "##);
    assert!(text.contains("\n> Use `a|b` *now*.\n"), "{text}");
    let table = folder.succeed(&["export", "--format", "csv"]).stdout;
    assert!(table.contains(",Use `a|b` *now*.,"), "{table}");
}

#[test]
fn nothing_is_exported_from_a_guide_with_mistakes() {
    let folder = guide();
    folder.write("content/functions/bad.md", "no front matter");
    let run = folder.fail(&["export", "--format", "anki"]);
    assert!(run.stderr.contains("E005") && run.stderr.contains("nothing was written"));
    assert!(!folder.join("my-study-guide.apkg").exists());
}

/// Anki itself imports the deck, then a later one of the changed guide.
#[test]
fn anki_imports_the_deck_and_a_second_import_updates_it() {
    let folder = guide();
    folder.write(
        "content/functions/printing.md",
        "+++\ntitle = \"How is it shown?\"\nlevel = \"senior\"\ntopic = \"functions\"\nsource = \"docs\"\n+++\n\
         ## Two\n\n```python\nword = \"once\"\nprint(word, \"<b>\")\nprint(2)\n```\n\n```output\nonce <b>\n2\n```\n\n\
         ```python,continues\nprint(word * 2)\n```\n\n```output\nonceonce\n```\n\n\
         > [!QUIZ]\n> Which *two*?\n>\n> - [x] `1`\n> - [ ] `2`\n> - [x] `3`\n>\n> The odd [ones](#two).\n",
    );
    let export = |time: &str, output: &str| {
        let args = [
            "export",
            "--format",
            "anki",
            "--base-url",
            URL,
            "--output",
            output,
        ];
        let mut command = folder.command(&args);
        let output = command
            .env("SOURCE_DATE_EPOCH", time)
            .output()
            .expect("it runs");
        assert!(output.status.success());
    };
    export("1700000000", "first.apkg");
    export("1700000000", "again.apkg");
    let files = folder.files();
    assert!(
        files["first.apkg"] == files["again.apkg"],
        "the same bytes at the same time"
    );
    let changed = folder
        .read("content/functions/closures.md")
        .replace("remembers", "keeps");
    folder.write("content/functions/closures.md", changed);
    folder.write(
        "content/functions/new.md",
        "+++\ntitle = \"New?\"\nlevel = \"senior\"\ntopic = \"functions\"\nsource = \"docs\"\n+++\nYes.\n",
    );
    // The comment is no other card, the other code is.
    let changed = folder
        .read("content/functions/printing.md")
        .replace("```python\n", "The first.\n\n```python\n# once\n")
        .replace("* 2", "* 1")
        .replace("onceonce", "one")
        .replace("The odd", "Odd");
    folder.write("content/functions/printing.md", changed);
    export("1700000100", "second.apkg");
    let output = Command::new(python_with_anki())
        .arg(repository().join("tests/anki_import.py"))
        .args([folder.join("first.apkg"), folder.join("second.apkg")])
        .output()
        .expect("python runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_snapshot!(said, @r#"
    new 11, updated 0, duplicate 0
    Default: 0
    My study guide: 0
    My study guide::Junior: 1
    My study guide::Mid: 5
    My study guide::Senior: 5
    reps: 0 tags: late-binding scope
    question: What is a <code>closure</code> &amp; why?
    summary: It <em>remembers</em>; always.
    level: Mid | topic: Functions
    sources: The documentation (4.8) | link: https://me.github.io/guide/questions/closures.html
    links: #where https://me.github.io/guide/questions/how-is-code-shown.html#what-it-prints #where
    media: svg there
    predict: once &lt;b&gt;<br>2 | link: https://me.github.io/guide/questions/printing.html#two
    before: False | reps: 0
    predict: 2 | link: https://me.github.io/guide/questions/how-is-code-shown.html
    before: False | reps: 0
    predict: onceonce | link: https://me.github.io/guide/questions/printing.html#two
    before: True | reps: 0
    choose: <p>Which <em>two</em>?</p> | why: <p>The odd <a href="https://me.github.io/guide/questions/printing.html#two">ones</a>.</p> | reps: 0
    options: 3 | right: <code>1</code> <code>3</code>
    --
    new 2, updated 10, duplicate 0
    Default: 0
    My study guide: 0
    My study guide::Junior: 1
    My study guide::Mid: 5
    My study guide::Senior: 7
    reps: 1 tags: late-binding scope
    question: What is a <code>closure</code> &amp; why?
    summary: It <em>keeps</em>; always.
    level: Mid | topic: Functions
    sources: The documentation (4.8) | link: https://me.github.io/guide/questions/closures.html
    links: #where https://me.github.io/guide/questions/how-is-code-shown.html#what-it-prints #where
    media: svg there
    predict: one | link: https://me.github.io/guide/questions/printing.html#two
    before: True | reps: 0
    predict: once &lt;b&gt;<br>2 | link: https://me.github.io/guide/questions/printing.html#two
    before: False | reps: 1
    predict: 2 | link: https://me.github.io/guide/questions/how-is-code-shown.html
    before: False | reps: 0
    predict: onceonce | link: https://me.github.io/guide/questions/printing.html#two
    before: True | reps: 0
    choose: <p>Which <em>two</em>?</p> | why: <p>Odd <a href="https://me.github.io/guide/questions/printing.html#two">ones</a>.</p> | reps: 1
    options: 3 | right: <code>1</code> <code>3</code>
    integrity: good
    "#);
}

#[test]
fn the_site_holds_a_list_for_language_models() {
    let folder = guide();
    folder.succeed(&["build", "--base-url", URL]);
    assert_snapshot!(folder.read("public/llms.txt"), @r"
    # My study guide

    > Questions I want to be able to answer.

    ## Junior

    - [How is a question written?](https://me.github.io/guide/questions/how-is-a-question-written.html): One Markdown file below content/: front matter with title, level, topic and source, then the answer. The summary is the answer in one breath, as you would say it aloud.

    ## Mid

    - [How is code shown?](https://me.github.io/guide/questions/how-is-code-shown.html): In a fenced block with its language. What the code prints stands in an output block directly after it, and the two are shown as one.
    - [What is a closure & why?](https://me.github.io/guide/questions/closures.html): It remembers; always.

    ## Senior

    - [How is a guide built and published?](https://me.github.io/guide/questions/how-is-a-guide-built.html): studypress build writes the site to public/: plain files for any web server, or for GitHub Pages with the workflow that studypress init --github makes.

    ## Exercises

    - [The first that comes again](https://me.github.io/guide/exercises/first-repeated.html): Go through the items once and remember, in a set, which have been there: a set finds an item without looking at all of them.
    ");
    folder.write("static/llms.txt", "mine");
    folder.succeed(&["build"]);
    assert_eq!(folder.read("public/llms.txt"), "mine");
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A Python with the package `anki`, made in the target directory once.
fn python_with_anki() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("anki-26.9.3");
    let python = folder.join("bin/python");
    if !folder.join("ready").exists() {
        let run = |command: &mut Command| {
            let output = command.output().expect("python3 runs");
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        };
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "anki==26.9.3"]));
        std::fs::write(folder.join("ready"), "").expect("written");
    }
    python
}
