//! The law of an import: every line of the source is in what is written, or is named with the reason.

mod common;

use common::{config, file};
use proptest::prelude::*;
use std::collections::HashSet;
use studypress::import::document::{self, Scope};
use studypress::import::{Plan, Source, Wanted, plan};
use studypress::question;

/// What an import of one file would do.
fn planned(name: &str, text: &str, scope: Scope) -> Option<Plan> {
    let read = document::read(name, text, scope).ok()?;
    let source = Source {
        found: read.found,
        left: read.left,
        name: "bank",
        beside: &|_| None,
    };
    let wanted = Wanted {
        level: Some("junior".to_owned()),
        topic: Some("data".to_owned()),
        sources: vec!["blog".to_owned()],
        no_run: true,
        ..Wanted::default()
    };
    Some(plan(source, &config(), &wanted, &[], &[]))
}

/// The words that the generator puts into lines: each comes once in a text, so that it can be looked for.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.starts_with("wd") && word.len() > 3)
}

/// Finds each word of each line in a file that is written, or its line in the report.
fn nothing_is_lost(name: &str, text: &str, scope: Scope) {
    let Some(plan) = planned(name, text, scope) else {
        return;
    };
    let written: HashSet<&str> = plan
        .placed
        .iter()
        .flat_map(|placed| words(&placed.text))
        .collect();
    let mut named: HashSet<usize> = plan.left.iter().map(|left| left.line).collect();
    for lines in plan
        .unplaced
        .iter()
        .filter_map(|unplaced| unplaced.lines.as_ref())
    {
        named.extend(lines.1..=lines.2);
    }
    for (index, line) in text.lines().enumerate() {
        if named.contains(&(index + 1)) {
            continue;
        }
        for word in words(line) {
            let field = plan.unknown.keys().any(|name| line.contains(name.as_str()));
            assert!(
                written.contains(word) || field,
                "line {} is lost: {line}\n--- in\n{text}\n--- out\n{}",
                index + 1,
                plan.placed
                    .iter()
                    .map(|placed| &*placed.text)
                    .collect::<String>(),
            );
        }
    }
    // What is written is right as it is.
    for placed in &plan.placed {
        let parsed = question::parse(
            &file(&placed.path, &placed.text),
            &config(),
            &Default::default(),
        );
        let errors: Vec<_> = parsed
            .diagnostics
            .iter()
            .filter(|one| one.is_error())
            .collect();
        let of_import = errors
            .iter()
            .filter(|one| !matches!(one.code.id, "E004" | "E027"));
        assert_eq!(
            of_import.count(),
            0,
            "{errors:?}\n{}\n--- of\n{text}",
            placed.text
        );
    }
}

/// Lines of Markdown as they come in banks; `{}` is a word of its own.
const LINES: [&str; 60] = [
    "",
    "",
    "",
    "{}",
    "{} {}",
    "    {}",
    "  {}",
    "# {}",
    "## {}",
    "## {}?",
    "### {}?",
    "#### {}",
    "###### 1. {}?",
    "## Q. {}?",
    "### ▶ {} \\*",
    "1. ### {}?",
    "2.  ### {}",
    "   3. ### {}?",
    "{}\n---",
    "---",
    "***",
    "- {}",
    "* {}?",
    "  * {}",
    "1. {}",
    "- [ ] {}",
    "- [x] {}",
    "- A: {}",
    "- B: {}",
    "A) {}",
    "B) {}",
    "#### Answer: A",
    "**Answer:** B",
    "#### Answer",
    "**{}?**",
    "**{}?** {}",
    "Question: {}?",
    "> {}",
    "```",
    "```python",
    "~~~",
    "<details>",
    "</details>",
    "<summary>{}?</summary><br><b>",
    "<details><summary>{}</summary>",
    "</b></details>",
    "<details><summary><b>Answer</b></summary>",
    "<p>{}",
    "</div>",
    "<!-- {} -->",
    "[{}](#{})",
    "**[⬆ Back to top](#top)**",
    "| Question | Answer |\n|---|---|\n| {}? | {} |",
    "![{}](https://example.com/a.png)",
    "[{}][ref] {}",
    "<{} {}>",
    "{} <details>",
    "</details> {}",
    "{} <summary>{}</summary> {}",
    "[ref]: https://example.com",
];

fn bank() -> impl Strategy<Value = String> {
    prop::collection::vec(0..LINES.len(), 1..40).prop_map(|picked| {
        let mut number = 0;
        let mut text = String::new();
        for line in picked {
            let mut parts = LINES[line].split("{}");
            text.push_str(parts.next().unwrap_or(""));
            for part in parts {
                number += 1;
                text.push_str(&format!("wd{number}x"));
                text.push_str(part);
            }
            text.push('\n');
        }
        text
    })
}

proptest! {
    #![proptest_config(common::cases(400))]

    #[test]
    fn every_line_is_written_or_named(text in bank()) {
        nothing_is_lost("README.md", &text, Scope::File);
        nothing_is_lost("notes/a.md", &text, Scope::Folder);
    }
}

/// Banks in small, in the shapes of public ones.
#[test]
fn no_line_of_a_real_shape_is_lost() {
    for text in [
        // A document around the questions, and headings in lists.
        "# wd1x\n\n> wd2x\n\n### Table of Contents\n\n| No. | Questions |\n| --- | --- |\n| 1 | [wd3x](#wd4x) |\n| 2 | [wd5x](#wd6x) |\n\n## wd7x\n\n1.  ### What is wd8x?\n\n    wd9x\n\n    **[⬆ Back to Top](#toc)**\n\n   2.  ### What is wd10x?\n\n       wd11x\n\n## wd12x\n\nwd13x\n",
        // Front matter, bullets with code below.
        "---\ntitle: wd1x Questions\npermalink: /wd2x\nlayout: wd3x\n---\n\nwd4x\n\n* What is wd5x?\n  * And wd6x?\n* Make wd7x work:\n```js\nwd8x()\n```\n\nwd9x\n",
        // Details, one of which is never ended.
        "## wd1x\n\n<details>\n<summary>wd2x?</summary><br><b>\nwd3x\n\n<details>\n<summary>wd4x:\n\n * wd5x\n</summary>\nwd6x\n</b></details>\n\nwd7x\n\n<details>\n<summary>wd8x?</summary>\n</details>\n",
        // Answers that are hidden, with labels of a level above.
        "###### 1. What is wd1x?\n\n- A: wd2x\n- B: wd3x\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nwd4x\n\n</p>\n</details>\n\n---\n\n###### 2. What is wd5x?\n\n- A: wd6x\n- B: wd7x\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: Z\n\nwd8x\n\n</p>\n</details>\n",
        // Sections and questions of one level, with ways back.
        "# wd1x\n\n## # 1. wd2x\n\n<br>\n\n## Q. What is wd3x?\n\nwd4x\n\n<div align=\"right\">\n    <b><a href=\"#toc\">↥ back to top</a></b>\n</div>\n\n## Q. What is wd5x?\n\n```py\n>>> wd6x\n```\n",
        // A sheet with underlined headings.
        "wd1x\n====\n\nContents\n--------\n**wd2x:** **[wd3x](#a)**, **[wd4x](#b)**  \n\nwd5x\n----\nwd6x\n\n### wd7x\n* **wd8x <wd9x> [wd10x](#b)**\n\nwd11x\n----\n```python\nwd12x\n```\n",
    ] {
        nothing_is_lost("README.md", text, Scope::File);
        nothing_is_lost("notes/a.md", text, Scope::Folder);
    }
}
