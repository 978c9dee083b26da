//! The forms in which public banks write their questions. The fixtures have their shapes and none of their text.

use crate::folder::Folder;

const DEFAULTS: [&str; 7] = [
    "--level", "mid", "--topic", "basics", "--source", "docs", "--write",
];

/// A guide into which a file was imported.
fn imported(name: &str, text: &str, more: &[&str]) -> (Folder, String) {
    let folder = Folder::guide();
    folder.write(&format!("in/{name}"), text);
    let path = format!("in/{name}");
    let args = [&["import", &path], &DEFAULTS[..], more].concat();
    let run = folder.succeed(&args);
    folder.succeed(&["check", "--drafts"]);
    (folder, run.stdout)
}

/// What a file says below its front matter.
fn body(folder: &Folder, name: &str) -> String {
    let text = folder.read(&format!("content/basics/{name}.md"));
    let (_, body) = text.rsplit_once("+++\n\n").expect("front matter");
    body.to_owned()
}

#[test]
fn headings_in_lists_have_answers_that_are_indented() {
    let text = "# Bank\n\n1.  ### What is a tree?\n\n    A graph without a circle.\n\n    ```js\n    if (a) {\n      b();\n    }\n    ```\n\n    **[⬆ Back to Top](#bank)**\n\n2. ### What is a leaf?\n\n   It has no child.\n";
    let (folder, said) = imported("README.md", text, &[]);
    assert!(said.starts_with("2 questions written"), "{said}");
    assert_eq!(
        body(&folder, "what-is-a-tree"),
        "A graph without a circle.\n\n```js\nif (a) {\n  b();\n}\n```\n"
    );
    assert_eq!(body(&folder, "what-is-a-leaf"), "It has no child.\n");
    assert!(said.contains("README.md:13"), "{said}");
}

#[test]
fn details_have_the_question_in_their_summary() {
    let text = "## Trees\n\n<details>\n<summary>What is a <code>Node&lt;T&gt;</code>?</summary><br><b>\n\nA place.\n\n</b></details>\n\n<details>\n<summary>Name the parts:\n\n  * root\n  * leaf</summary><br><b>\n\nTop and end.\n</b></details>\n\n<details>\n<summary>Why?</summary><br><b>\n</b></details>\n\nGoodbye, reader.\n";
    let (folder, said) = imported("README.md", text, &[]);
    assert!(said.starts_with("3 questions written"), "{said}");
    let first = folder.read("content/basics/what-is-a-node-t.md");
    assert!(
        first.contains("title = \"What is a `Node<T>`?\""),
        "{first}"
    );
    assert_eq!(body(&folder, "what-is-a-node-t"), "A place.\n");
    assert_eq!(
        body(&folder, "name-the-parts"),
        "  * root\n  * leaf\n\nTop and end.\n"
    );
    assert!(
        folder
            .read("content/basics/why.md")
            .contains("draft = true")
    );
    assert!(
        said.contains("text that stands in no question\n           README.md:23"),
        "{said}"
    );
}

#[test]
fn an_answer_that_is_hidden_is_opened_and_its_letter_ticks_a_box() {
    let text = "###### 1. What's the output?\n\n```js\nlet a = 1;\n```\n\n- A: `1`\n- B: `2`\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nIt *is* so.\n\n</p>\n</details>\n\n---\n\n###### 2. What's the output?\n\n- A: yes\n- B: no\n- C: both\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\nOf course.\n\n</p>\n</details>\n";
    let (folder, said) = imported("README.md", text, &[]);
    assert!(said.starts_with("2 questions written"), "{said}");
    assert_eq!(
        body(&folder, "whats-the-output-1"),
        "> [!QUIZ]\n> ```js\n> let a = 1;\n> ```\n>\n> - [ ] `1`\n> - [x] `2`\n>\n> It *is* so.\n"
    );
    assert_eq!(
        body(&folder, "whats-the-output-2"),
        "> [!QUIZ]\n> What's the output?\n>\n> - [x] yes\n> - [ ] no\n> - [ ] both\n>\n> Of course.\n"
    );
    assert!(said.contains("the letter of a right option"), "{said}");
}

#[test]
fn options_with_boxes_and_options_in_bold_are_quizzes() {
    let text = "## Q1. Which runs?\n\n- [ ] A\n\n```js\na(\n```\n\n- [x] B\n\n```js\na()\n```\n\n[reference](https://example.com)\n\n## Q2. Which is round?\n\n- box\n- **ball**\n- book\n";
    let (folder, _) = imported("README.md", text, &[]);
    assert_eq!(
        body(&folder, "which-runs"),
        "> [!QUIZ]\n> Which runs?\n>\n> - [ ] A\n>\n>   ```js\n>   a(\n>   ```\n> - [x] B\n>\n>   ```js\n>   a()\n>   ```\n>\n> [reference](https://example.com)\n"
    );
    assert_eq!(
        body(&folder, "which-is-round"),
        "> [!QUIZ]\n> Which is round?\n>\n> - [ ] box\n> - [x] ball\n> - [ ] book\n"
    );
}

/// Where an option is nothing but code, banks write a colon before it.
#[test]
fn options_of_nothing_but_code_are_their_code() {
    let text = "## Q1. Which runs?\n\n- [ ] :\n\n```js\na(\n```\n\n- [x] :\n\n```js\na()\n```\n\nIt is called.\n";
    let (folder, _) = imported("README.md", text, &[]);
    assert_eq!(
        body(&folder, "which-runs"),
        "> [!QUIZ]\n> Which runs?\n>\n> - [ ]\n>   ```js\n>   a(\n>   ```\n> - [x]\n>   ```js\n>   a()\n>   ```\n>\n> It is called.\n"
    );
}

/// A heading that is lower than a question is not over it, though it stands before it.
#[test]
fn a_lower_heading_before_the_questions_is_no_topic_of_theirs() {
    let text = "# Trees\n\n#### Read all of it elsewhere\n\n## 1. What is a leaf?\n\nGreen.\n\n## 2. What is bark?\n\nBrown.\n";
    let (folder, said) = imported("README.md", text, &["--make-topics"]);
    assert!(said.starts_with("2 questions written"), "{said}");
    assert!(said.contains("README.md:3"), "{said}");
    let site = folder.read("site.toml");
    assert!(site.contains("title = \"Trees\""), "{site}");
    assert!(!site.contains("elsewhere"), "{site}");
    // One that is as high is, where a file has only one level.
    let text =
        "## Parts\n\n## Q. What is a leaf?\n\nGreen.\n\n## Care\n\n## Q. What is water?\n\nWet.\n";
    let (folder, _) = imported("flat.md", text, &["--make-topics"]);
    let site = folder.read("site.toml");
    assert!(
        site.contains("title = \"Parts\"") && site.contains("title = \"Care\""),
        "{site}"
    );
}

#[test]
fn bullets_are_questions_and_drafts_where_they_have_no_answer() {
    let text = "---\ntitle: Tree Questions\nlayout: page\n---\n\n* What is a tree?\n* Explain leaves.\n  * Why are they green?\n* Make this work:\n```js\ngrow();\n```\n";
    let (folder, said) = imported("trees.md", text, &["--make-topics"]);
    assert!(said.starts_with("3 questions written"), "{said}");
    assert!(
        folder
            .read("site.toml")
            .contains("title = \"Tree Questions\"")
    );
    let read = |name: &str| folder.read(&format!("content/tree-questions/{name}.md"));
    assert!(read("what-is-a-tree").contains("draft = true"));
    // No Python in a bank about something else.
    assert!(read("what-is-a-tree").ends_with("+++\n\nThe answer, in a few sentences.\n"));
    let finished = read("what-is-a-tree").replace("draft = true\n", "");
    folder.write("content/tree-questions/what-is-a-tree.md", finished);
    let run = folder.succeed(&["check"]);
    assert!(run.stderr.contains("is the one that"), "{}", run.stderr);
    assert!(read("explain-leaves").ends_with("* Why are they green?\n"));
    assert!(read("make-this-work").ends_with("```js\ngrow();\n```\n"));
    assert!(read("make-this-work").contains("order = 3"));
}

#[test]
fn a_question_in_bold_and_a_table_are_read() {
    let text = "**1. What is a root?**\n\nThe top.\n\n**2. What is a stem?**\n\nThe middle.\n";
    let (folder, said) = imported("bold.md", text, &[]);
    assert!(said.starts_with("2 questions written"), "{said}");
    assert_eq!(body(&folder, "what-is-a-root"), "The top.\n");
    let table = "| # | Question | Answer | Level |\n|---|---|---|---|\n| 1 | What is bark? | The `skin` \\| cover. | senior |\n| 2 | What is sap? | Juice. | |\n";
    let (folder, said) = imported("table.md", table, &[]);
    assert!(said.starts_with("2 questions written"), "{said}");
    assert!(
        folder
            .read("content/basics/what-is-bark.md")
            .contains("level = \"senior\"")
    );
    assert_eq!(body(&folder, "what-is-bark"), "The `skin` | cover.\n");
}

#[test]
fn sections_are_questions_where_nothing_asks() {
    let text = "Sheet\n=====\n\nList\n----\nOne.\n\n### Sorted\nTwo.\n\nSet\n---\nThree.\n";
    let (folder, _) = imported("README.md", text, &[]);
    assert_eq!(body(&folder, "list"), "One.\n\n## Sorted\nTwo.\n");
    assert_eq!(body(&folder, "set"), "Three.\n");
}

#[test]
fn levels_come_from_marks_and_other_scripts_ask_too() {
    let text =
        "## 什么是树？ 🟢\n\n图。\n\n## ما هي الورقة؟\n\n<!-- expertise: (2) -->\n\nنهاية.\n";
    let (folder, _) = imported(
        "README.md",
        text,
        &["--level-from", "🟢=junior,expertise: (2)=senior"],
    );
    let first = folder.read("content/basics/什么是树.md");
    assert!(
        first.contains("title = \"什么是树？\"\nlevel = \"junior\""),
        "{first}"
    );
    let second = folder.read("content/basics/ما-هي-الورقة.md");
    assert!(second.contains("level = \"senior\""), "{second}");
}

#[test]
fn prompts_become_transcripts_and_code_is_not_run() {
    let text = "## Why?\n\n```py\n# 3.8\n\n>>> 1 +\n2\n```\n\n```python {linenos=true}\nraise 1\n```\n\n## How so?\n\nSo.\n";
    let (folder, _) = imported("README.md", text, &["--no-run"]);
    assert_eq!(
        body(&folder, "why"),
        "```pycon,no_run=\"imported\"\n# 3.8\n\n>>> 1 +\n2\n```\n\n```python,no_run=\"imported\"\nraise 1\n```\n"
    );
    let test = folder.run(&["test"]);
    assert_eq!(test.code, Some(0), "{}{}", test.stdout, test.stderr);
}

#[test]
fn links_lead_to_where_questions_are_now() {
    let text = "## What is a tree?\n\nSee <a href=\"#what-is-a-leaf\">leaves</a>, [ends][e], [gone](no.md) and [parts](#parts).\n\n### Parts\n\n![a sketch](https://example.com/a%20b.png) <img src=\"//example.com/c.png\" alt=\"c\">\n\n## What is a leaf?\n\nSee [parts](#parts).\n\n<div>\n\nopen\n\n[e]: #what-is-a-leaf\n";
    let (folder, said) = imported("README.md", text, &[]);
    assert_eq!(
        body(&folder, "what-is-a-tree"),
        "See <a href=\"what-is-a-leaf.md\">leaves</a>, [ends](what-is-a-leaf.md), gone and [parts](#parts).\n\n## Parts\n\n[a sketch](https://example.com/a%20b.png) <a href=\"https://example.com/c.png\">c</a>\n"
    );
    assert!(
        body(&folder, "what-is-a-leaf")
            .starts_with("See [parts](what-is-a-tree.md#parts).\n\n\n\nopen\n")
    );
    for named in [
        "README.md:3  no.md",
        "README.md:13  <div>",
        "curl -L -o 'content/basics/a20b.png' 'https://example.com/a%20b.png'",
    ] {
        assert!(said.contains(named), "{named}: {said}");
    }
}

#[test]
fn a_newer_source_updates_what_was_written_and_keeps_what_was_changed() {
    let folder = Folder::guide();
    let source = |first: &str, second: &str, third: &str| {
        format!(
            "## What is one?\n\n{first}\n\n## What is two?\n\n{second}\n\n## What is three?\n\n{third}\n"
        )
    };
    let import = || {
        folder
            .succeed(&[&["import", "in/README.md"], &DEFAULTS[..]].concat())
            .stdout
    };
    folder.write("in/README.md", source("1", "2", "3"));
    import();
    let path = |name: &str| format!("content/basics/what-is-{name}.md");
    let mine = |name: &str, from: &str| {
        let text = folder.read(&path(name)).replace(from, "mine");
        folder.write(&path(name), text);
    };
    mine("two", "\n2\n");
    mine("three", "\n3\n");
    folder.write(
        "in/README.md",
        format!("## What is zero?\n\n0\n\n{}", source("1!", "2", "3!")),
    );
    let said = import();
    assert!(
        said.contains("Of all 4: 1 new, 1 updated, 1 changed by you and kept, 1 changed by you and in the source."),
        "{said}"
    );
    assert!(
        said.contains("content/basics/what-is-three.md (README.md:13)"),
        "{said}"
    );
    assert!(folder.read(&path("one")).ends_with("\n1!\n"));
    assert!(folder.read(&path("two")).ends_with("mine"));
    assert!(folder.read(&path("three")).ends_with("mine"));
    folder.write("in/README.md", "## What is one?\n\n1!\n");
    let said = import();
    assert!(
        said.contains("content/basics/what-is-two.md is not in the source any more"),
        "{said}"
    );
}

#[test]
fn what_an_author_did_to_a_line_alone_is_kept() {
    let folder = Folder::guide();
    let import = || folder.succeed(&[&["import", "in/README.md"], &DEFAULTS[..]].concat());
    let path = "content/basics/what-is-two.md";
    folder.write(
        "in/README.md",
        "## What is one?\n\n1\n\n## What is two?\n\n2\nand more\n",
    );
    import();
    // A place of its own outlives what the source says, and goes on doing so.
    folder.write(path, folder.read(path).replace("order = 2", "order = 40"));
    folder.write(
        "in/README.md",
        "## What is zero?\n\n0\n\n## What is one?\n\n1\n\n## What is two?\n\n2\nand still more\n",
    );
    for _ in 0..2 {
        import();
        assert!(
            folder.read(path).contains("order = 40"),
            "{}",
            folder.read(path)
        );
        assert!(folder.read(path).ends_with("2\nand still more\n"));
    }
    // Two spaces at the end of a line break it.
    folder.write(path, folder.read(path).replace("2\nand", "2  \nand"));
    folder.write("in/README.md", "## What is two?\n\n2\nand nothing\n");
    import();
    assert!(
        folder.read(path).contains("2  \nand still more"),
        "{}",
        folder.read(path)
    );
}

#[test]
fn a_folder_holds_files_of_one_and_of_many() {
    let folder = Folder::guide();
    folder.write("in/README.md", "# A bank\n\n- [trees](trees.mdx)\n");
    folder.write(
        "in/one.md",
        "### What is one?\n\n#### Answer\n\nIt.\n\n#### More\n\nThat.\n",
    );
    folder.write(
        "in/trees.mdx",
        "import Tabs from 'tabs'\n\n## What is a root?\n\n<Tabs>\n\nDown.\n\n</Tabs>\n\n## What is a crown?\n\nUp. See [one](one.md#more).\n",
    );
    folder.write(
        "in/late.markdown",
        "+++\ntitle = \"Late binding\"\n+++\nNames are looked up late.\n",
    );
    let run = folder.succeed(&[&["import", "in"], &DEFAULTS[..]].concat());
    assert!(
        run.stdout
            .starts_with("4 questions written, 0 without a place.\n"),
        "{}",
        run.stdout
    );
    assert_eq!(body(&folder, "one"), "It.\n\n## More\n\nThat.\n");
    assert_eq!(body(&folder, "late"), "Names are looked up late.\n");
    assert_eq!(
        body(&folder, "what-is-a-crown"),
        "Up. See [one](one.md#more).\n"
    );
    for named in ["trees.mdx:1", "README.md:1", "README.md:3", "one.md:3"] {
        assert!(run.stdout.contains(named), "{named}: {}", run.stdout);
    }
    folder.succeed(&["check"]);
}

#[test]
fn entries_of_contents_are_no_questions_and_no_topics() {
    let folder = Folder::guide();
    folder.write(
        "in/README.md",
        "## Start here\n\nGreetings.\n\n## Table of Contents\n\n### [What is a root?](root.md)\n\n### [What is bark?](bark.md)\n",
    );
    folder.write("in/root.md", "#### **参考答案**：\n\nDown.\n");
    folder.write(
        "in/bark.md",
        "# Table of Contents\n\n## Skin\n\n### What is bark?\n\nA skin.\n\n### What is cork?\n\nBark.\n",
    );
    let run = folder.succeed(&[&["import", "in", "--make-topics"], &DEFAULTS[..]].concat());
    assert!(
        run.stdout.starts_with("3 questions written"),
        "{}",
        run.stdout
    );
    assert_eq!(body(&folder, "root"), "Down.\n");
    assert!(
        folder
            .read("content/skin/what-is-bark.md")
            .ends_with("A skin.\n")
    );
    for named in ["README.md:3", "README.md:7", "README.md:9"] {
        assert!(run.stdout.contains(named), "{named}: {}", run.stdout);
    }
}

#[test]
fn what_is_missing_is_named_in_one_message() {
    let folder = Folder::guide();
    folder.write("in.md", "## What is one?\n\n1\n\n## What is two?\n\n2\n");
    let run = folder.fail(&["import", "in.md"]);
    assert_eq!(
        run.stderr,
        "error: this is no terminal to ask on, and these are missing:\n  --level junior|mid|senior: for 2 questions without a level\n  --topic basics|functions, or --make-topics: for 2 questions without a topic\n  --source docs|notes: for 2 questions without a source\n"
    );
}

#[test]
fn on_a_terminal_what_is_missing_is_asked_for_once() {
    let folder = Folder::guide();
    folder.write("in.md", "## What is one?\n\n1\n\n## What is two?\n\n2\n");
    let shown = folder.on_a_terminal(&["import", "in.md", "--write"], "1\n2\nnotes\n");
    for what in ["level", "topic", "source"] {
        let asked = format!("2 questions without a {what}:");
        assert_eq!(shown.matches(&asked).count(), 1, "{shown}");
    }
    let text = folder.read("content/functions/what-is-two.md");
    let front = "level = \"junior\"\ntopic = \"functions\"\nsource = \"notes\"\n";
    assert!(text.contains(front), "{text}");
}

/// Fields as Jekyll, Docusaurus, MkDocs and Zola call them; `a_folder_keeps_what_its_front_matter_says` has Hugo's.
#[test]
fn front_matter_of_other_generators_is_read() {
    let folder = Folder::guide();
    for (name, front) in [
        (
            "jekyll",
            "---\nlayout: post\ntitle: What is a root?\ncategories: [functions]\ntags: [tree]\n---\n",
        ),
        (
            "docusaurus",
            "---\nid: 01\ntitle: What is bark?\nsidebar_position: 4\ndescription: A skin.\ntags:\n  - tree\n---\n",
        ),
        (
            "mkdocs",
            "---\ntitle: What is sap?\nsummary: A juice.\ntags:\n  - tree\n---\n",
        ),
        (
            "zola",
            "+++\ntitle = \"What is pith?\"\nweight = 7\ndescription = \"The core.\"\n[taxonomies]\ntags = [\"tree\"]\n+++\n",
        ),
    ] {
        folder.write(
            &format!("in/{name}.md"),
            format!("{front}\nIt is of {name}.\n"),
        );
    }
    let run = folder.succeed(&[&["import", "in"], &DEFAULTS[..]].concat());
    assert!(
        run.stdout.starts_with("4 questions written"),
        "{}",
        run.stdout
    );
    for (path, lines) in [
        (
            "functions/jekyll",
            &["title = \"What is a root?\"", "tags = [\"tree\"]"][..],
        ),
        (
            "basics/01",
            &[
                "title = \"What is bark?\"",
                "summary = \"A skin.\"",
                "order = 4",
                "tags = [\"tree\"]",
            ],
        ),
        (
            "basics/mkdocs",
            &[
                "title = \"What is sap?\"",
                "summary = \"A juice.\"",
                "tags = [\"tree\"]",
            ],
        ),
        (
            "basics/zola",
            &[
                "title = \"What is pith?\"",
                "summary = \"The core.\"",
                "order = 7",
                "tags = [\"tree\"]",
            ],
        ),
    ] {
        let text = folder.read(&format!("content/{path}.md"));
        for line in lines {
            assert!(text.contains(&format!("\n{line}\n")), "{line}: {text}");
        }
    }
    folder.succeed(&["check"]);
}
