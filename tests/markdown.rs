//! Markdown → HTML: CommonMark with GitHub's extensions, as it is emitted.

mod common;

use common::{html, html_with, markdown_mistakes, same};
use insta::assert_snapshot;
use studypress::question::{Options, Section, convert};

fn sections(markdown: &str) -> Vec<Section> {
    let made = convert("q.md", markdown, 0..markdown.len(), Options::default());
    made.value.body.sections
}

#[test]
fn common_mark() {
    assert_snapshot!(html("A *b* **c** `d < e`  \nf\\\ng &amp; &lt; h\n\n> quote\n\n---\n\n1. one\n2. two\n   - deep\n\n![x](/a.png \"t\")\n"), @r#"
    <p>A <em>b</em> <strong>c</strong> <code>d &lt; e</code><br />
    f<br />
    g &amp; &lt; h</p>
    <blockquote>
    <p>quote</p>
    </blockquote>
    <hr />
    <ol>
    <li>one</li>
    <li>two
    <ul>
    <li>deep</li>
    </ul>
    </li>
    </ol>
    <p><img src="/a.png" alt="x" title="t" /></p>
    "#);
}

#[test]
fn strikethrough_and_tasks() {
    assert_snapshot!(html("~~gone~~\n\n- [x] done\n- [ ] to do\n"), @r#"
    <p><del>gone</del></p>
    <ul>
    <li><input type="checkbox" disabled checked aria-label="done"> done</li>
    <li><input type="checkbox" disabled aria-label="to do"> to do</li>
    </ul>
    "#);
}

#[test]
fn alerts_are_notes_with_a_title() {
    assert_snapshot!(html("> [!NOTE]\n> Mind *this*.\n>\n> - and that\n"), @r#"
    <div class="alert note" role="note">
    <p class="alert-title">Note</p>
    <p>Mind <em>this</em>.</p>
    <ul>
    <li>and that</li>
    </ul>
    </div>
    "#);
    for (kind, class) in [
        ("TIP", "tip"),
        ("important", "important"),
        ("Warning", "warning"),
        ("CAUTION", "caution"),
    ] {
        let made = html(&format!("> [!{kind}]\n> Text.\n"));
        assert!(
            made.contains(&format!("<div class=\"alert {class}\" role=\"note\">")),
            "{made}"
        );
    }
    assert!(html("> [!OTHER]\n> Text.\n").starts_with("<blockquote>"));
}

#[test]
fn tables_align_by_class() {
    assert_snapshot!(html("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* | `3\\|` |\n| x | y | z | w | v |\n"), @r#"
    <div class="table">
    <table>
    <thead>
    <tr><th scope="col">a</th><th scope="col" class="left">b</th><th scope="col" class="center">c</th><th scope="col" class="right">d</th></tr>
    </thead>
    <tbody>
    <tr><td>1</td><td class="left"><em>2</em></td><td class="center"><code>3|</code></td><td class="right"></td></tr>
    <tr><td>x</td><td class="left">y</td><td class="center">z</td><td class="right">w</td></tr>
    </tbody>
    </table>
    </div>
    "#);
    assert!(!html("|a|\n|:-:|\n|b|\n").contains("style="));
    assert_snapshot!(html("|a|\n|-|\n"), @r#"
    <div class="table">
    <table>
    <thead>
    <tr><th scope="col">a</th></tr>
    </thead>
    <tbody>
    </tbody>
    </table>
    </div>
    "#);
}

#[test]
fn a_first_column_in_bold_heads_its_rows() {
    assert_snapshot!(html("| name | bound |\n|---|--:|\n| **global** | no |\n| **`nonlocal`** | **yes** |\n"), @r#"
    <div class="table">
    <table>
    <thead>
    <tr><th scope="col">name</th><th scope="col" class="right">bound</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row"><strong>global</strong></th><td class="right">no</td></tr>
    <tr><th scope="row"><strong><code>nonlocal</code></strong></th><td class="right"><strong>yes</strong></td></tr>
    </tbody>
    </table>
    </div>
    "#);
    // Some bold words are no column of headings.
    for rows in ["| **a** b | c |", "| **a** | b |\n| c | d |", "| | **b** |"] {
        let made = html(&format!("| x | y |\n|---|---|\n{rows}\n"));
        assert!(!made.contains("scope=\"row\""), "{made}");
    }
}

#[test]
fn a_column_without_a_heading_is_told() {
    assert_snapshot!(markdown_mistakes("| | a |\n|---|---|\n| b | |\n"), @r"
    q.md:1:2: W015 a column of this table has no heading « »
      say what the column holds; where its cells are headings of the rows, write each in **bold**
    ");
    let made = html("| | a |\n|---|---|\n| b | |\n");
    assert!(
        made.contains("<tr><td></td><th scope=\"col\">a</th></tr>"),
        "{made}"
    );
}

#[test]
fn footnotes_are_numbered_by_first_use() {
    assert_snapshot!(html("One[^b], two[^a], one again[^b].\n\n[^a]: Note *a*.\n[^b]: Note b, see[^c].\n[^c]: Last.\n[^d]: Never used.\n"), @r##"
    <p>One<sup><a class="footnote" id="fn-ref-1" href="#fn-1" aria-label="Footnote 1">1</a></sup>, two<sup><a class="footnote" id="fn-ref-2" href="#fn-2" aria-label="Footnote 2">2</a></sup>, one again<sup><a class="footnote" id="fn-ref-1-2" href="#fn-1" aria-label="Footnote 1">1</a></sup>.</p>
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="fn-1">
    <p>Note b, see<sup><a class="footnote" id="fn-ref-3" href="#fn-3" aria-label="Footnote 3">3</a></sup>. <a class="footnote-back" href="#fn-ref-1" aria-label="Back to the text">↩</a> <a class="footnote-back" href="#fn-ref-1-2" aria-label="Back to the text (2)">↩<sup>2</sup></a></p>
    </li>
    <li id="fn-2">
    <p>Note <em>a</em>. <a class="footnote-back" href="#fn-ref-2" aria-label="Back to the text">↩</a></p>
    </li>
    <li id="fn-3">
    <p>Last. <a class="footnote-back" href="#fn-ref-3" aria-label="Back to the text">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn footnotes_hold_blocks() {
    assert_snapshot!(html("Text[^1].\n\n[^1]: First.\n\n    ```text\n    code\n    ```\n"), @r##"
    <p>Text<sup><a class="footnote" id="fn-ref-1" href="#fn-1" aria-label="Footnote 1">1</a></sup>.</p>
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="fn-1">
    <p>First.</p>
    <figure class="snippet">
    <pre translate="no"><code class="language-text">code
    </code></pre>
    </figure>
     <a class="footnote-back" href="#fn-ref-1" aria-label="Back to the text">↩</a></li>
    </ol>
    </section>
    "##);
}

#[test]
fn footnotes_are_found_without_regard_to_case() {
    let made = html("A[^Note] b[^note].\n\n[^NOTE]: Words.\n");
    assert_eq!(made.matches("<li id=").count(), 1, "{made}");
    assert!(made.contains("Words."), "{made}");
}

#[test]
fn a_footnote_without_definition_is_text() {
    same(html("A[^x].\n"), "<p>A[^x].</p>");
}

#[test]
fn bare_addresses_become_links() {
    let link = |url: &str, text: &str| format!("<a href=\"{url}\">{text}</a>");
    let org = &link("https://example.org", "https://example.org");
    for (markdown, wanted) in [
        ("https://example.org", org.clone()),
        ("See https://example.org.", format!("See {org}.")),
        ("(https://example.org)", format!("({org})")),
        (
            "https://example.org, or https://example.org!",
            format!("{org}, or {org}!"),
        ),
        ("https://example.org?", format!("{org}?")),
        ("*https://example.org*", format!("<em>{org}</em>")),
        (
            "https://en.wikipedia.org/wiki/Python_(genus)",
            link(
                "https://en.wikipedia.org/wiki/Python_(genus)",
                "https://en.wikipedia.org/wiki/Python_(genus)",
            ),
        ),
        (
            "(see https://en.wikipedia.org/wiki/Python_(genus))",
            format!(
                "(see {})",
                link(
                    "https://en.wikipedia.org/wiki/Python_(genus)",
                    "https://en.wikipedia.org/wiki/Python_(genus)"
                )
            ),
        ),
        (
            "www.example.org/a",
            link("https://www.example.org/a", "www.example.org/a"),
        ),
        (
            "http://example.org/~me/a_b_c",
            link(
                "http://example.org/~me/a_b_c",
                "http://example.org/~me/a_b_c",
            ),
        ),
        (
            "https://example.org/?a=1&b=2",
            link(
                "https://example.org/?a=1&amp;b=2",
                "https://example.org/?a=1&amp;b=2",
            ),
        ),
        (
            "https://example.org/?a=1&amp;b=2",
            link(
                "https://example.org/?a=1&amp;b=2",
                "https://example.org/?a=1&amp;b=2",
            ),
        ),
        (
            "https://example.org/a\\_b\\_c d",
            format!(
                "{} d",
                link("https://example.org/a_b_c", "https://example.org/a_b_c")
            ),
        ),
        (
            "https://example.org/a&amp;",
            format!(
                "{}&amp;",
                link("https://example.org/a", "https://example.org/a")
            ),
        ),
        (
            "https://example.org/&copy;&quot; x",
            format!(
                "{}\" x",
                link("https://example.org/%C2%A9", "https://example.org/©")
            ),
        ),
        ("<https://example.org>", org.clone()),
        (
            "[text](https://example.org)",
            link("https://example.org", "text"),
        ),
        (
            "[https://example.org](https://example.com)",
            link("https://example.com", "https://example.org"),
        ),
        (
            "`https://example.org`",
            "<code>https://example.org</code>".to_owned(),
        ),
        ("example.org", "example.org".to_owned()),
        ("ftp://example.org", "ftp://example.org".to_owned()),
        (
            "a https://example.org/ä b",
            format!(
                "a {} b",
                link("https://example.org/%C3%A4", "https://example.org/ä")
            ),
        ),
        (
            "<me@example.org>",
            link("mailto:me@example.org", "me@example.org"),
        ),
    ] {
        same(html(markdown), format!("<p>{wanted}</p>"));
    }
}

/// Smart punctuation changes the text around addresses, not the addresses.
#[test]
fn addresses_keep_their_punctuation() {
    let link = |url: &str| format!("<a href=\"{url}\">{url}</a>");
    for (markdown, wanted) in [
        ("\"https://example.org/a--b\" -- yes", format!("“{}” – yes", link("https://example.org/a--b"))),
        ("'https://example.org'", format!("‘{}’", link("https://example.org"))),
        ("https://example.org/a...b...", format!("{}…", link("https://example.org/a...b"))),
        ("it's at https://example.org/it's--here ok", "it’s at <a href=\"https://example.org/it&#x27;s--here\">https://example.org/it's--here</a> ok".to_owned()),
        ("don't https://example.org/a_b_c don't", format!("don’t {} don’t", link("https://example.org/a_b_c"))),
    ] {
        same(html(markdown), format!("<p>{wanted}</p>"));
    }
}

#[test]
fn punctuation_is_smart_outside_code() {
    same(
        html("\"It's\" -- a --- b... `\"c\" -- d...`\n\n```text\n\"e\" -- it's...\n```\n"),
        "<p>“It’s” – a — b… <code>\"c\" -- d...</code></p>\n<figure class=\"snippet\">\n<pre translate=\"no\"><code class=\"language-text\">\"e\" -- it's...\n</code></pre>\n</figure>",
    );
}

#[test]
fn headings_have_ids_and_links() {
    assert_snapshot!(html("## What's `__init__`? A *short* answer\n"), @r##"<h2 id="whats-__init__-a-short-answer" aria-labelledby="sp-h1"><span id="sp-h1">What’s <code>__init__</code>? A <em>short</em> answer</span> <a class="permalink" href="#whats-__init__-a-short-answer" aria-label="Link to this section">#</a></h2>"##);
    let ids = |markdown: &str| -> Vec<String> {
        let ids = sections(markdown).into_iter().map(|section| section.id);
        ids.collect()
    };
    assert_eq!(
        ids(
            "# A b\n\n## A b\n\n### a-b\n\n## A b-1\n\n## ?!\n\n## Ünï 漢字\n\n## हिन्दी\n\n## sp-main\n\n## fn-1\n"
        ),
        [
            "a-b",
            "a-b-1",
            "a-b-2",
            "a-b-1-1",
            "section",
            "ünï-漢字",
            "हिन्दी",
            "_sp-main",
            "_fn-1"
        ]
    );
}

#[test]
fn sections_hold_text_and_code() {
    let found = sections(
        "Before.\n\n## One `x`\n\nA *b*\nc.\n\n- d\n- e\n\n```python\nf = 1\n```\n```output\ng\n```\n\n## Two\n",
    );
    let seen: Vec<_> = found
        .iter()
        .map(|s| (s.level, s.title.as_str(), s.text.as_str(), s.code.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (0, "", "Before.\n", ""),
            (2, "One x", "A b c.\nd\ne\n", "f = 1\ng\n"),
            (2, "Two", "", ""),
        ]
    );
    assert_eq!(found[1].title_html, "One <code>x</code>");
}

#[test]
fn raw_html_is_kept_or_shown() {
    let text = "<div class=\"x\">\n<b>hi</b>\n</div>\n\nA <kbd>Ctrl</kbd> <!-- c --> b.\n\n<script>alert(1)</script>\n";
    assert_snapshot!(html(text), @r#"
    <div class="x">
    <b>hi</b>
    </div>
    <p>A <kbd>Ctrl</kbd> <!-- c --> b.</p>
    <script>alert(1)</script>
    "#);
    let shown = Options {
        unsafe_html: false,
        ..Options::default()
    };
    let made = html_with(text, shown);
    assert_snapshot!(made, @r#"
    &lt;div class="x"&gt;
    &lt;b&gt;hi&lt;/b&gt;
    &lt;/div&gt;
    <p>A &lt;kbd&gt;Ctrl&lt;/kbd&gt; &lt;!-- c --&gt; b.</p>
    &lt;script&gt;alert(1)&lt;/script&gt;
    "#);
    for tag in ["<div", "<b>", "<kbd", "<script", "<!--"] {
        assert!(!made.contains(tag), "{made}");
    }
    same(
        html_with("## List<int>\n", shown),
        "<h2 id=\"listint\" aria-labelledby=\"sp-h1\"><span id=\"sp-h1\">List&lt;int&gt;</span> <a class=\"permalink\" href=\"#listint\" aria-label=\"Link to this section\">#</a></h2>",
    );
}

#[test]
fn what_a_page_cannot_show_of_raw_html_is_said() {
    assert_snapshot!(markdown_mistakes("<p style=\"color: red\"\n   onclick=x>A</p>\n\nB <iframe src=\"a.html\"></iframe> <b ONCLICK='x'>c</b>.\n\n<script>\nlet a = '<img src=x>';\n</script>\n\n<img alt=a srcset=\"//example.org/a.png 2x\">\n\n<!-- <p style=x> -->\n\n`<p style=x>` <kbd class=x>K</kbd>\n"), @r#"
    q.md:1:1: W005 browsers will not heed `style=` in a page «<p style="color: red"⏎   onclick=x>»
      every page forbids scripts and styles of its own, frames and media: put styles into static/css/, scripts into static/js/
    q.md:4:3: W005 browsers will not heed `<iframe>` in a page «<iframe src="a.html">»
      every page forbids scripts and styles of its own, frames and media: put styles into static/css/, scripts into static/js/
    q.md:4:34: W005 browsers will not heed `onclick=` in a page «<b ONCLICK='x'>»
      every page forbids scripts and styles of its own, frames and media: put styles into static/css/, scripts into static/js/
    q.md:6:1: W005 browsers will not heed `<script>` in a page «<script>»
      every page forbids scripts and styles of its own, frames and media: put styles into static/css/, scripts into static/js/
    q.md:10:1: E025 `//example.org/a.png` is not part of the site «<img alt=a srcset="//example.org/a.png 2x">»
      pages load nothing from elsewhere: put the file beside this one or into static/
    "#);
}

#[test]
fn links_of_raw_html_are_checked_like_others() {
    assert_snapshot!(markdown_mistakes("<a href=\"javascript:alert(1)\">a</a> <img src='https://example.org/a.png' alt='a'> <a href=https://example.org>b</a> <a href=\"mailto:a@example.org\">c</a> <a id=x>d</a> <img alt=\"a > b\" src=//example.org/a.png>\n"), @r#"
    q.md:1:1: E025 a link to `javascript:alert(1)` is not allowed «<a href="javascript:alert(1)">»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:37: E025 `https://example.org/a.png` is not part of the site «<img src='https://example.org/a.png' alt='a'>»
      pages load nothing from elsewhere: put the file beside this one or into static/
    q.md:1:168: E025 `//example.org/a.png` is not part of the site «<img alt="a > b" src=//example.org/a.png>»
      pages load nothing from elsewhere: put the file beside this one or into static/
    "#);
}

#[test]
fn dangerous_schemes_are_refused() {
    assert_snapshot!(markdown_mistakes("[a](javascript:alert(1)) [b](data:text/html,x) [c](//example.org/x) ![d](https://example.org/x.png) <vbscript:x> [e](JAVA&#9;SCRIPT:x) [f](file:///etc/passwd)\n\n[g]: javascript:x\n[g]\n"), @r"
    q.md:1:1: E025 a link to `javascript:alert(1)` is not allowed «[a](javascript:alert(1))»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:26: E025 a link to `data:text/html,x` is not allowed «[b](data:text/html,x)»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:48: E025 a link to `//example.org/x` is not allowed «[c](//example.org/x)»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:69: E041 the image `https://example.org/x.png` is not part of the site «![d](https://example.org/x.png)»
      pages load nothing from elsewhere: put the image beside this file or into static/
    q.md:1:101: E025 a link to `vbscript:x` is not allowed «<vbscript:x>»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:114: E025 a link to `JAVA	SCRIPT:x` is not allowed «[e](JAVA&#9;SCRIPT:x)»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:1:136: E025 a link to `file:///etc/passwd` is not allowed «[f](file:///etc/passwd)»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    q.md:4:1: E025 a link to `javascript:x` is not allowed «[g]»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    ");
    assert_eq!(
        markdown_mistakes("[a](mailto:a@b.c) [b](tel:+1) [c](HTTPS://example.org)\n"),
        ""
    );
}

#[test]
fn images_want_a_description() {
    assert_snapshot!(markdown_mistakes("![](a.png)\n"), @r"
    q.md:1:1: W004 this image has no description «![](a.png)»
      write what it shows between the brackets: ![…](image.png)
    ");
    same(
        html("![a *b* `c` \"d\"](a.png)"),
        "<p><img src=\"a.png\" alt=\"a b c “d”\" /></p>",
    );
}

#[test]
fn snippets_are_figures() {
    assert_snapshot!(html("```python,title=\"A <b>\",hl=\"2\",linenos\nx = 1\nprint(x)\n```\n\n```output\n<1>\n```\n"), @r#"
    <figure class="snippet">
    <figcaption><span>A &lt;b&gt;</span></figcaption>
    <pre translate="no"><code class="language-python"><span class="line" data-line="1">x = <span class=n>1</span>
    </span><span class="line mark" data-line="2"><span class=b>print</span>(x)
    </span></code></pre>
    <pre class="output" translate="no" data-label="prints"><samp>&lt;1&gt;
    </samp></pre>
    </figure>
    "#);
    assert_snapshot!(html("```json\n{\"a\": 1}\n```\n"), @r#"
    <figure class="snippet">
    <pre translate="no"><code class="language-json">{<span class=s>"a"</span>: <span class=n>1</span>}
    </code></pre>
    </figure>
    "#);
    assert_snapshot!(html("```\n<plain>\n```\n\n    indented\n"), @r#"
    <figure class="snippet">
    <pre translate="no"><code>&lt;plain>
    </code></pre>
    </figure>
    <figure class="snippet">
    <pre translate="no"><code>indented
    </code></pre>
    </figure>
    "#);
    assert_snapshot!(html("```python,requires=\"3.12\",file=\"a/b.py\"\n```\n"), @r#"
    <figure class="snippet">
    <figcaption><code>a/b.py</code><span class="badge">Python 3.12+</span></figcaption>
    <pre translate="no"><code class="language-python"></code></pre>
    </figure>
    "#);
}

#[test]
fn output_belongs_to_the_snippet_directly_before() {
    let text = "```python\na\n```\n```output\n1\n```\n```output,requires=\"3.13\"\n2\n```\n";
    let made = convert("q.md", text, 0..text.len(), Options::default()).value;
    assert_eq!(made.body.snippets.len(), 1);
    let outputs = &made.body.snippets[0].outputs;
    let texts: Vec<_> = outputs.iter().map(|o| o.text.as_str()).collect();
    assert_eq!(texts, ["1\n", "2\n"]);
    assert_snapshot!(markdown_mistakes("```output\n1\n```\n\n```python\nx\n```\n\nText.\n\n```output\n2\n```\n\n- ```python\n  y\n  ```\n\n```output\n3\n```\n"), @r"
    q.md:1:1: E023 this output block follows no snippet «```output⏎1⏎```»
      put it directly after the snippet that prints it, with nothing between
    q.md:11:1: E023 this output block follows no snippet «```output⏎2⏎```»
      put it directly after the snippet that prints it, with nothing between
    q.md:19:1: E023 this output block follows no snippet «```output⏎3⏎```»
      put it directly after the snippet that prints it, with nothing between
    ");
}

#[test]
fn wrong_flags_are_errors() {
    assert_snapshot!(markdown_mistakes(concat!(
        "```python,titel=\"x\",hl,hl=\"0\",linenos=\"1\",linenos,linenos\n1\n```\n",
        "```python,hl=\"2-1\"\n1\n```\n",
        "```python,hl=\"1,x\"\n1\n```\n",
        "```python,hl=\"1-3\"\n1\n```\n",
        "```python,hl=\"99999999999999999999\"\n1\n```\n",
        "```python title=\"x\"\n1\n```\n",
        "```json,continues\n1\n```\n",
        "```python,title=\"open\n1\n```\n",
        "```python,timeout=\"0\",requires=\"three\",file=\"../x\",raises\n1\n```\n",
        "```text,whatever\n1\n```\n",
        "```output,normalize=\"times\",hl=\"1\"\n1\n```\n",
    )), @r#"
    q.md:1:11: E022 a `python` block has no flag `titel` «titel="x"»
      did you mean `title`?
    q.md:1:24: E022 `hl` is given twice «hl="0"»
    q.md:1:43: E022 `linenos` is given twice «linenos»
    q.md:1:51: E022 `linenos` is given twice «linenos»
    q.md:1:21: E022 `hl` needs a value: hl="…" «hl»
    q.md:1:31: E022 `linenos` takes no value «linenos="1"»
    q.md:4:11: E022 `hl` takes lines such as "2" or "2-4,7" «hl="2-1"»
    q.md:7:11: E022 `hl` takes lines such as "2" or "2-4,7" «hl="1,x"»
    q.md:10:11: E022 `hl` marks line 3, but the snippet has 1 «hl="1-3"»
    q.md:13:11: E022 `hl` takes lines such as "2" or "2-4,7" «hl="99999999999999999999"»
    q.md:19:9: E022 a `json` block has no flag `continues` «continues»
      `continues` is for Python snippets
    q.md:22:11: E022 the quotes around the value of `title` do not match «title="open»
      write title="…"; a value cannot hold a quote
    q.md:25:11: E022 `timeout` takes whole seconds from 1 to 600 «timeout="0"»
    q.md:25:23: E022 `requires` takes a version such as "3.12" «requires="three"»
    q.md:25:40: E022 `file` takes a relative path without `..` «file="../x"»
    q.md:25:52: E022 `raises` needs a value: raises="…" «raises»
    q.md:28:9: E022 a `text` block has no flag `whatever` «whatever»
      its flags are: title, hl, linenos, key, file
    q.md:31:29: E022 a `output` block has no flag `hl` «hl="1"»
      its flags are: requires, normalize
    q.md:31:11: E022 there is no normaliser `times`; there are: addresses, timings «normalize="times"»
    "#);
}

#[test]
fn flags_in_nested_blocks_are_marked_where_they_stand() {
    assert_snapshot!(markdown_mistakes("> - text\n>\n>   ~~~~  python ,  bad\n>   x\n>   ~~~~\n"), @r"
    q.md:3:21: E022 a `python` block has no flag `bad` «bad»
      its flags are: title, hl, linenos, key, file, no_run, continues, raises, timeout, requires, lint_ignore, predict, card, starter, tests, solution, play
    ");
    assert_snapshot!(markdown_mistakes("Ünï:\n\n``` python,bäd=\"1\",titel=\"é\"\nx\n```\n"), @r#"
    q.md:3:12: E022 a `python` block has no flag `bäd` «bäd="1"»
      its flags are: title, hl, linenos, key, file, no_run, continues, raises, timeout, requires, lint_ignore, predict, card, starter, tests, solution, play
    q.md:3:20: E022 a `python` block has no flag `titel` «titel="é"»
      did you mean `title`?
    "#);
}

#[test]
fn an_unknown_language_is_plain_text_with_a_warning() {
    let text = "```pyhton\nx < 1\n```\n";
    assert_snapshot!(markdown_mistakes(text), @r"
    q.md:1:4: W001 `pyhton` is not a language that is highlighted: shown as plain text «pyhton»
      did you mean `python`?
      `text` is plain text without this warning
    ");
    assert!(html(text).contains("<code class=\"language-pyhton\">x &lt; 1\n"));
    assert_snapshot!(markdown_mistakes("~~~ &amp;`x\\,`\n~~~\n"), @r"
    q.md:1:5: E022 a `&`x` block has no flag ``` «&amp;`x\,`»
      its flags are: title, hl, linenos, key, file
    q.md:1:5: W001 `&`x` is not a language that is highlighted: shown as plain text «&amp;`x\,`»
      `text` is plain text without this warning
    ");
    assert_snapshot!(markdown_mistakes("```{.python}\n```\n"), @r"
    q.md:1:4: W001 `{.python}` is not a language that is highlighted: shown as plain text «{.python}»
      `text` is plain text without this warning
    ");
}

#[test]
fn windows_line_ends_give_the_same_page() {
    let text = "# A\n\ntext  \nmore\n\n```python,hl=\"1\"\nx = '''\n'''\n```\n```output\n1\n```\n\n> [!TIP]\n> t\n\n<div>\nx\n</div>\n\n|a|\n|-|\n|b|\n\nx[^1]\n\n[^1]: note\n";
    same(
        html(&text.replace('\n', "\r\n")).replace("\r\n", "\n"),
        html(text),
    );
}

/// Ten thousand of anything is done in a moment: what takes the square of it
/// would take minutes here.
#[test]
fn large_texts_are_no_trap() {
    let many = |make: &dyn Fn(usize) -> String| -> String { (0..10_000).map(make).collect() };
    for text in [
        many(&|_| "## Same\n\n".to_owned()),
        many(&|n| format!("a[^{n}] ")) + "\n\n" + &many(&|n| format!("[^{n}]: note\n\n")),
        many(&|_| "a[^1] ".to_owned()) + "\n\n[^1]: note\n",
        many(&|n| format!("[a](#h{n}) https://example.org/{n} ")),
        many(&|_| "> ".to_owned()),
        many(&|_| "- ".to_owned()),
        many(&|_| "[".to_owned()),
        many(&|_| "*a_ ".to_owned()),
        many(&|_| "![a](".to_owned()),
        many(&|_| "<a id=".to_owned()),
        many(&|_| "www.".to_owned()),
        many(&|_| "https://(".to_owned()),
        many(&|_| "\"'".to_owned()),
        many(&|_| "```\n".to_owned()),
        "```python,".to_owned() + &many(&|n| format!("a{n},")) + "\n```\n",
        "|a".to_owned()
            + &"|a".repeat(1000)
            + "\n"
            + &"|-".repeat(1001)
            + "\n"
            + &many(&|_| "|\n".to_owned()),
    ] {
        html(&text);
    }
}

#[test]
fn raw_html_that_would_break_the_page_is_an_error() {
    assert_snapshot!(markdown_mistakes("a <b>b</b>\n\n</main>\n\n- c </div>\n\n<div>\n\nd *e <i>f* g\n\n<section/>\n\n</Section>\n\nText\n<!-- open\n\n## No heading\n"), @r"
    q.md:3:1: E028 `</main>` ends nothing that begins in the same block: it would end what is around the text «</main>»
      remove it, or write the `<main>` that it ends
    q.md:5:5: E028 `</div>` ends nothing that begins in the same block: it would end what is around the text «</div>»
      remove it, or write the `<div>` that it ends
    q.md:9:6: E028 `<i>` is not ended: the rest of the page would be a part of it «<i>»
      write `</i>` in the same paragraph, list item or cell
    q.md:16:1: E028 this comment has no end: browsers would take the rest of the page for a part of it «<!-- open»
      write `-->` where it ends
    q.md:7:1: E028 `<div>` is not ended: the rest of the page would be a part of it «<div>»
      write `</div>` in the same paragraph, list item or cell
    ");
    assert_snapshot!(markdown_mistakes("<section/>\n\n<DIV class=x\n"), @r"
    q.md:3:1: E028 this tag has no end: browsers would take what follows for a part of it «<DIV class=x»
      write `>` where it ends; a blank line ends a block of HTML
    q.md:1:1: E028 `<section>` is not ended: the rest of the page would be a part of it «<section/>»
      `/>` does not end it in HTML: write `<section></section>`
    ");
    for fine in [
        "<details>\n<summary>a</summary>\n\n- b\n\n</details>\n",
        "<ul>\n<li>a\n<li>b\n</ul>\n\n<table>\n<tr><td>a<td>b\n</table>\n\n<p>one\n<p>two\n",
        "a <br> b<br/>c </br> <img alt=x src=\"#\"> *d <b>e* f</b> <b><i>g</b></i>\n",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><g><use href=\"#\"/></g></svg>\n",
        "<!-- a --> b <!-- <div> -->\n\n<!--\n</main>\n-->\n\n<?x?>\n\n<!DOCTYPE html>\n",
        "<script src=a.js>\nlet a = '</div>';\n</script>\n",
        "`</main>` \\</main> &lt;/main>\n\n```html\n</main>\n<!--\n```\n",
        "- <div>\n\n  a\n\n  </div>\n\n> <div>\n>\n> </div>\n",
    ] {
        let said = markdown_mistakes(fine);
        assert!(!said.contains("E028"), "{fine}{said}");
    }
    for open in [
        "<!-- a",
        "<!--\n\nb",
        "<?x",
        "<div",
        "<div class=\"a\n\nb\">",
        "<script src=a.js>",
        "> <div>\n\n</div>",
        "a <b>b\n\nc</b>",
        "|a|\n|-|\n|<b>c|\n",
        "[^1]\n\n[^1]: <div>\n",
        "## <i>a\n",
    ] {
        let said = markdown_mistakes(open);
        assert!(said.contains("E028"), "{open}: {said}");
    }
    // Shown as text, it breaks nothing.
    let shown = Options {
        unsafe_html: false,
        ..Options::default()
    };
    let made = convert("q.md", "</main>\n<!--", 0..12, shown);
    assert_eq!(made.diagnostics, []);
}
