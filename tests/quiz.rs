//! Quizzes and hints: how they are read, shown, found, exported and tested.

mod common;

use common::{Folder, html, markdown_mistakes, outputs, parse, question};
use insta::assert_snapshot;
use studypress::outputs::{anki, markdown, page, sheet, text};
use studypress::question::{Answer, Document};
use studypress::strings::Strings;

/// One right option, which says what the snippet prints.
const ONE: &str = "> [!QUIZ]
> What is *printed*?
>
> ```python
> print([1] * 2)
> ```
>
> - [ ]
>   ```output
>   [2]
>   ```
> - [x]
>   ```output
>   [1, 1]
>   ```
>
> The list is repeated.
";

/// Two right options, in words.
const SEVERAL: &str = "> [!QUIZ]
> Which can be changed?
>
> 1. [x] A `list`
> 2. [ ] A <i>str</i>
> 3. [x] A [dict][d]
> 4. [ ] A tuple[^1]

[d]: https://example.org/
[^1]: Its items can be.
";

fn document(markdown: &str) -> Document {
    parse("content/q.md", question("Q", markdown)).body
}

/// The text of a quiz: prompt, options with a mark before the right ones, explanation.
fn quiz(document: &Document, number: usize) -> String {
    let quiz = &document.quizzes[number];
    let mut all = format!("? {}\n", text::plain(document, quiz.prompt.clone()));
    for option in &quiz.options {
        let mark = if option.right { '+' } else { '-' };
        let words = text::plain(document, option.events.clone());
        all.push_str(&format!("{mark} {words}\n"));
    }
    all + "= " + &text::plain(document, quiz.explanation.clone())
}

#[test]
fn a_quiz_has_a_prompt_options_and_an_explanation() {
    assert_snapshot!(quiz(&document(ONE), 0), @r"
    ? What is printed?
    print([1] * 2)
    - [2]
    + [1, 1]
    = The list is repeated.
    ");
    let several = document(&format!("{ONE}\nText.\n\n{SEVERAL}"));
    assert_snapshot!(quiz(&several, 1), @r"
    ? Which can be changed?
    + A list
    - A str
    + A dict
    - A tuple
    =
    ");
    assert!(several.quizzes[1].has_several_right());
    // Of several lists the last with boxes counts; the first line need not be a paragraph of its own.
    let lists = "> [!quiz]\n>\n> Two lists:\n>\n> - [ ] a\n>\n> Choose:\n>\n> * [ ] b\n>\n> * [x] c\n>\n>   d\n>\n> Because:\n>\n> - e\n";
    assert_snapshot!(quiz(&document(lists), 0), @r"
    ? Two lists:
    a
    Choose:
    - b
    + c
    d
    = Because:
    e
    ");
    // What is none of these is what it always was.
    for plain in [
        "> [!QUIZ] a\n> - [x] b\n",
        "> \\[!QUIZ]\n",
        "[!QUIZ]\n\n- [x] a\n",
    ] {
        assert_eq!(document(plain).quizzes, [], "{plain}");
    }
    let defined = "> [!QUIZ]\n> a\n\n[!QUIZ]: b.md\n";
    assert!(html(defined).contains("<blockquote>"));
}

#[test]
fn its_page_shows_it_without_the_answer() {
    assert_snapshot!(html(ONE), @r#"
    <div class="alert quiz" role="group" aria-labelledby="sp-quiz-1">
    <p class="alert-title" id="sp-quiz-1">Choose one</p>
    <p>What is <em>printed</em>?</p>
    <figure class="snippet">
    <pre translate="no"><code class="language-python"><span class=b>print</span>([<span class=n>1</span>] * <span class=n>2</span>)
    </code></pre>
    </figure>
    <ol type="A" class="options">
    <li>
    <pre translate="no"><code>[2]
    </code></pre>
    </li>
    <li>
    <pre translate="no"><code>[1, 1]
    </code></pre>
    </li>
    </ol>
    <details><summary>Answer</summary>
    <p><strong>B</strong></p>
    <p>The list is repeated.</p>
    </details>
    </div>
    "#);
    assert_snapshot!(html(SEVERAL), @r##"
    <div class="alert quiz" role="group" aria-labelledby="sp-quiz-1">
    <p class="alert-title" id="sp-quiz-1">Choose all that are right</p>
    <p>Which can be changed?</p>
    <ol type="A" class="options several">
    <li>A <code>list</code></li>
    <li>A <i>str</i></li>
    <li>A <a href="https://example.org/">dict</a></li>
    <li>A tuple<sup><a class="footnote" id="fn-ref-1" href="#fn-1" aria-label="Footnote 1">1</a></sup></li>
    </ol>
    <details><summary>Answer</summary>
    <p><strong>A, C</strong></p>
    </details>
    </div>
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="fn-1">
    <p>Its items can be. <a class="footnote-back" href="#fn-ref-1" aria-label="Back to the text">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn answers_stand_at_the_end_for_paper() {
    let body = format!(
        "{ONE}\n{SEVERAL}\n> [!QUIZ]\n> c?\n>\n> - [x] a\n> - [ ] b\n>\n> ## Why\n>\n> a[^1].\n"
    );
    let made = outputs(&[
        ("content/a.md", question("A", &body)),
        ("content/b.md", question("B", "Text.")),
    ]);
    let html = &made["questions/a.html"];
    let from = html.find("<section class=\"answers\">").expect("answers");
    let end = html[from..].find("</section>").expect("their end");
    assert_snapshot!(&html[from..from + end], @r#"
    <section class="answers">
    <h2>Answers</h2>
    <ol>
    <li><p>B</p>
    <p>The list is repeated.</p>
    </li>
    <li><p>A, C</p>
    </li>
    <li><p>A</p>
    <h2>Why</h2>
    <p>a.</p>
    </li>
    </ol>
    "#);
    for id in ["id=\"why\"", "id=\"fn-ref-1\""] {
        assert_eq!(html.matches(id).count(), 1, "{id}");
    }
    assert!(!made["questions/b.html"].contains("class=\"answers\""));
}

#[test]
fn a_part_can_be_written_alone() {
    let document = document(ONE);
    let quiz = &document.quizzes[0];
    let mut html = String::new();
    let right = quiz.options[1].events.clone();
    for part in [quiz.prompt.clone(), right, quiz.explanation.clone()] {
        page::write_part(
            &document,
            part,
            Strings::english(),
            &mut |_, _| {},
            &mut html,
        );
    }
    assert_snapshot!(html, @r#"
    <p>What is <em>printed</em>?</p>
    <figure class="snippet">
    <pre translate="no"><code class="language-python"><span class=b>print</span>([<span class=n>1</span>] * <span class=n>2</span>)
    </code></pre>
    </figure>
    <pre translate="no"><code>[1, 1]
    </code></pre>
    <p>The list is repeated.</p>
    "#);
}

#[test]
fn nobody_finds_what_is_wrong() {
    let document = document(&format!("{ONE}\n{SEVERAL}"));
    let section = &document.sections[0];
    assert_snapshot!(section.text, @r"
    What is printed?
    The list is repeated.
    Which can be changed?
    A list
    A dict
    Its items can be.
    ");
    assert_snapshot!(section.code, @r"
    print([1] * 2)
    [1, 1]
    ");
}

#[test]
fn other_outputs_have_it_too() {
    let body = format!("Text.\n\n{ONE}");
    let text = question("Q", &body);
    let document = document(&body);
    let part = text.find("Text.").expect("the body")..text.len();
    assert_eq!(markdown::write(&text, part, &document, 1, &|_| None), body);
    let card = anki::html(&document, 0, Strings::english(), &mut |_, _| {
        anki::Place::Nowhere
    });
    assert!(card.contains("<ol type=\"A\" class=\"options\">"), "{card}");
    assert!(!card.contains("class=\"answers\""), "{card}");
    assert_eq!(
        sheet::code(&document),
        None,
        "code without the question about it"
    );
}

#[test]
fn a_quiz_that_cannot_be_asked_is_a_mistake() {
    assert_snapshot!(markdown_mistakes("> [!QUIZ]\n> What?\n>\n> - a\n> - b\n"), @r"
    q.md:1:1: E040 this quiz has no options «> [!QUIZ]»
      end it with a task list: `- [x]` before what is right, `- [ ]` before what is wrong
    ");
    assert_snapshot!(markdown_mistakes("> [!QUIZ]\n>\n> - [ ] a\n"), @r"
    q.md:1:1: E040 this quiz asks nothing «> [!QUIZ]»
      write the question between `[!QUIZ]` and the task list
    q.md:1:1: E040 this quiz has only one option «> [!QUIZ]»
      end it with a task list: `- [x]` before what is right, `- [ ]` before what is wrong
    q.md:1:1: E040 no option of this quiz is right «> [!QUIZ]»
      write `[x]` before an option that is right, `[ ]` before one that is wrong
    ");
    assert_snapshot!(markdown_mistakes("> [!QUIZ]\n> What?\n>\n> - [x] a *b*\n> - [ ] `c`\n> - a  b\n> - [ ] c\n> - [ ]\n"), @r"
    q.md:6:3: E040 this option of a quiz has no box «- a  b»
      write `[x]` before an option that is right, `[ ]` before one that is wrong
    q.md:7:3: E040 this option of a quiz is there already «- [ ] c»
      a reader could not choose between the two: change or remove one
    q.md:8:3: E040 this option of a quiz says nothing «- [ ]»
      end it with a task list: `- [x]` before what is right, `- [ ]` before what is wrong
    ");
    assert_snapshot!(markdown_mistakes("> [!QUIZ]\n> What?\n>\n> - [x] a\n>\n>   > [!QUIZ]\n>   > b\n>   >\n>   > - [x] c\n>   > - [ ] d\n> - [ ] e\n"), @r"
    q.md:6:5: E040 this quiz stands within another one «> [!QUIZ]»
      let each stand by itself
    ");
}

#[test]
fn an_option_is_an_output_where_something_prints_it() {
    assert!(matches!(
        document(ONE).snippets[0].answer,
        Some(Answer::Output(_))
    ));
    let words =
        "> [!QUIZ]\n> What?\n>\n> ```python\n> print(1)\n> ```\n>\n> - [x] One\n> - [ ] Two\n";
    assert_eq!(document(words).snippets[0].answer, Some(Answer::Words));
    let shown = words.replacen("> ```\n>\n", "> ```\n>\n> ```output\n> 1\n> ```\n>\n", 1);
    assert_eq!(document(&shown).snippets[0].answer, None);
    let option = |prompt: &str, info: &str| {
        let text = format!(
            "> [!QUIZ]\n> {prompt}\n>\n> - [x]\n>   ```{info}\n>   1\n>   ```\n> - [ ] Two\n"
        );
        markdown_mistakes(&text)
    };
    assert_snapshot!(option("What?", "output"), @r"
    q.md:5:5: E023 nothing in this quiz prints this option «```output⏎>   1⏎>   ```»
      let the prompt end with a snippet that shows no output, and let one option be right; or use a ```text block
    ");
    assert_snapshot!(option("```json\n> 1\n> ```", "output,requires=\"3.12\""), @r#"
    q.md:7:15: E022 the `output` block of an option takes no flags «requires="3.12"»
    q.md:7:5: E023 nothing in this quiz prints this option «```output,requires="3.12"⏎>   1⏎>   ```»
      let the prompt end with a snippet that shows no output, and let one option be right; or use a ```text block
    "#);
    assert_eq!(option("What?", "text"), "");
    assert_eq!(option("What?", ""), "");
}

#[test]
fn a_hint_is_folded() {
    assert_snapshot!(html("> [!HINT]\n> Think of *keys*.\n>\n> - a\n"), @r#"
    <details class="alert hint"><summary class="alert-title">Hint</summary>
    <p>Think of <em>keys</em>.</p>
    <ul>
    <li>a</li>
    </ul>
    </details>
    "#);
    assert_snapshot!(html("> [!hint]\n>\n> A.\n"), @r#"
    <details class="alert hint"><summary class="alert-title">Hint</summary>
    <p>A.</p>
    </details>
    "#);
    let page = (
        "content/pages/a.md",
        "---\ntitle: A\n---\n> [!HINT]\n> Folded.\n".to_owned(),
    );
    assert!(outputs(&[page])["a.html"].contains("<details class=\"alert hint\">"));
}

/// A guide with one question of that body.
fn guide(body: &str) -> Folder {
    Folder::site(&[("content/q.md", question("Q", body).as_bytes())])
}

#[test]
fn the_right_option_is_what_the_snippet_prints() {
    let run = guide(&format!("{ONE}\n{SEVERAL}")).run(&["test"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let words = ONE.replace("[x]\n>   ```output\n>   [1, 1]\n>   ```", "[x] Twice one");
    let run = guide(&words).run(&["test"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);

    let folder = guide(&ONE.replace("[1, 1]", "[1, 2]"));
    let run = folder.run(&["test"]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    for part in ["error[E031]", "content/q.md:21:1", "-[1, 2]\n", "+[1, 1]\n"] {
        assert!(run.stderr.contains(part), "no {part} in {}", run.stderr);
    }
    let run = folder.run(&["test", "--accept"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert_eq!(folder.read("content/q.md"), question("Q", ONE));
}

#[test]
fn what_a_quiz_asks_may_be_an_exception_or_a_table() {
    let raises = ONE
        .replace("print([1] * 2)", "[][0]")
        .replace("```python", "```python,raises=\"IndexError\"");
    let run = guide(&raises).run(&["test"]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    let right = raises.replace(
        "[1, 1]",
        "Traceback (most recent call last):\n>   ...\n>   IndexError: list index out of range",
    );
    let run = guide(&right).run(&["test"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let sql = ONE
        .replace("python", "sql,run")
        .replace("print([1] * 2)", "SELECT 1 AS n")
        .replace("[1, 1]", "n\n>   -\n>   1");
    let run = guide(&sql).run(&["test"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}
