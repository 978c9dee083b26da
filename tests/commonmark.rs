//! Every example of CommonMark 0.31.2, and what GitHub adds to it, through the
//! Markdown stage as pages have it.

mod common;

use common::html_with;
use std::path::{Path, PathBuf};
use std::process::Command;
use studypress::question::Options;

/// Examples whose HTML is another one on purpose, with the reason.
const DIFFERENT: &[(usize, &str)] = &[
    (
        602,
        "as on GitHub, a bare web address is a link, here within what looks like one in brackets",
    ),
    (
        608,
        "as on GitHub, a bare web address is a link, here between brackets that spaces keep apart",
    ),
    (611, "as on GitHub, a bare web address is a link"),
];

/// An example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The specification, from the npm package `commonmark-spec` in the version of
/// tests/commonmark/package-lock.json.
fn specification() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commonmark");
    let text: PathBuf = folder.join("node_modules/commonmark-spec/spec.txt");
    if !text.exists() {
        let npm = Command::new("npm").arg("ci").current_dir(&folder).output();
        let output = npm.expect("npm runs: the tests need Node.js");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
    }
    std::fs::read_to_string(text).expect("read")
}

/// An example stands between two lines of 32 backticks: Markdown, a line with
/// a point, HTML. An arrow stands for a tab.
fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let open = format!("{fence} example\n");
    let blocks = specification.split(&open).skip(1);
    let blocks = blocks.enumerate().map(|(index, block)| {
        let (block, _) = block.split_once(&format!("\n{fence}\n")).expect("an end");
        let block = format!("{block}\n").replace('→', "\t");
        let (markdown, html) = match block.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => block.split_once("\n.\n").expect("two parts"),
        };
        Example {
            number: index + 1,
            markdown: format!("{markdown}\n"),
            html: html.to_owned(),
        }
    });
    blocks.collect()
}

fn ours(markdown: &str) -> String {
    let options = Options {
        smart_punctuation: false,
        ..Options::default()
    };
    html_with(markdown, options)
}

/// Takes out what our pages add to every heading and code block, and nothing
/// else: an `id` with the link to it, the frame of a snippet, and its colours.
fn bare(html: &str) -> String {
    let mut html = html.to_owned();
    for level in 1..=6 {
        html = cut(
            &html,
            &format!("<h{level} id=\""),
            "<span id=\"",
            &format!("<h{level}><span id=\""),
        );
    }
    html = cut(&html, "<span id=\"sp-h", "\">", "");
    html = cut(&html, "</span> <a class=\"permalink\"", "</a>", "");
    html = html
        .replace(
            "<figure class=\"snippet\">\n<pre translate=\"no\">",
            "<pre>",
        )
        .replace("</pre>\n</figure>\n", "</pre>\n");
    let (mut plain, mut rest) = (String::new(), &*html);
    while let Some((before, after)) = rest.split_once("<pre>") {
        let (code, after) = after.split_once("</pre>").unwrap_or((after, ""));
        plain += before;
        plain += "<pre>";
        plain += &cut(code, "<span class=", ">", "").replace("</span>", "");
        plain += "</pre>";
        rest = after;
    }
    plain + rest
}

/// Puts `instead` where text from `from` to `to` stands.
fn cut(html: &str, from: &str, to: &str, instead: &str) -> String {
    let mut parts = html.split(from);
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(instead);
        out.push_str(part.split_once(to).map_or("", |(_, after)| after));
    }
    out
}

/// HTML in one way of writing it: a quote and `>` in text may be written as
/// they are, and a line feed between an item and what it begins with means
/// nothing.
fn written_alike(html: &str) -> String {
    html.replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("<li>\n<", "<li><")
}

#[test]
fn every_example_of_commonmark_gives_its_html() {
    let examples = examples(&specification());
    assert_eq!(examples.len(), 652);
    let mut wrong = String::new();
    for example in &examples {
        let (found, wanted) = (bare(&ours(&example.markdown)), &example.html);
        let same = written_alike(&found) == written_alike(wanted);
        let listed = DIFFERENT
            .iter()
            .any(|(number, _)| *number == example.number);
        if same == listed {
            let what = if same {
                "is listed and not different"
            } else {
                "differs"
            };
            wrong += &format!(
                "--- example {} {what} ---\n{}--- wanted ---\n{wanted}--- found ---\n{found}\n",
                example.number, example.markdown
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What GitHub adds: the structure that its specification gives, in our own elements.
#[test]
fn what_github_adds_gives_its_html() {
    let cases: &[(&str, &str)] = &[
        (
            "| a | b |\n\
             |---|---|\n\
             | 1 | 2 |\n",
            "<div class=\"table\">\n\
             <table>\n\
             <thead>\n\
             <tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n\
             </thead>\n\
             <tbody>\n\
             <tr><td>1</td><td>2</td></tr>\n\
             </tbody>\n\
             </table>\n\
             </div>\n",
        ),
        (
            "a | b | c | d\n\
             :- | :-: | -: | -\n\
             1 | 2 | 3 | 4\n",
            "<div class=\"table\">\n\
             <table>\n\
             <thead>\n\
             <tr><th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"center\">b</th><th scope=\"col\" class=\"right\">c</th><th scope=\"col\">d</th></tr>\n\
             </thead>\n\
             <tbody>\n\
             <tr><td class=\"left\">1</td><td class=\"center\">2</td><td class=\"right\">3</td><td>4</td></tr>\n\
             </tbody>\n\
             </table>\n\
             </div>\n",
        ),
        (
            "| a |\n\
             |---|\n\
             | `x \\| y` | too many |\n\
             | *e* **s** |\n",
            "<div class=\"table\">\n\
             <table>\n\
             <thead>\n\
             <tr><th scope=\"col\">a</th></tr>\n\
             </thead>\n\
             <tbody>\n\
             <tr><td><code>x | y</code></td></tr>\n\
             <tr><td><em>e</em> <strong>s</strong></td></tr>\n\
             </tbody>\n\
             </table>\n\
             </div>\n",
        ),
        (
            "| a |\n\
             |---|\n\
             | 1 |\n\
             > quote\n",
            "<div class=\"table\">\n\
             <table>\n\
             <thead>\n\
             <tr><th scope=\"col\">a</th></tr>\n\
             </thead>\n\
             <tbody>\n\
             <tr><td>1</td></tr>\n\
             </tbody>\n\
             </table>\n\
             </div>\n\
             <blockquote>\n\
             <p>quote</p>\n\
             </blockquote>\n",
        ),
        (
            "| a | b |\n\
             |---|\n\
             | 1 |\n",
            "<p>| a | b |\n\
             |---|\n\
             | 1 |</p>\n",
        ),
        (
            "a\n\
             | b |\n\
             |---|\n",
            "<p>a</p>\n\
             <div class=\"table\">\n\
             <table>\n\
             <thead>\n\
             <tr><th scope=\"col\">b</th></tr>\n\
             </thead>\n\
             <tbody>\n\
             </tbody>\n\
             </table>\n\
             </div>\n",
        ),
        (
            "~~gone~~ ~gone~ ~~~no~~~ a~~b~~c ~~a\n\
             \n\
             b~~\n",
            "<p><del>gone</del> <del>gone</del> ~~~no~~~ a<del>b</del>c ~~a</p>\n\
             <p>b~~</p>\n",
        ),
        (
            "- [ ] open\n\
             - [x] done\n\
             - [X] done\n\
             - [] no\n\
             - [ ]no\n",
            "<ul>\n\
             <li><input type=\"checkbox\" disabled aria-label=\"to do\"> open</li>\n\
             <li><input type=\"checkbox\" disabled checked aria-label=\"done\"> done</li>\n\
             <li><input type=\"checkbox\" disabled checked aria-label=\"done\"> done</li>\n\
             <li>[] no</li>\n\
             <li>[ ]no</li>\n\
             </ul>\n",
        ),
        (
            "1. [x] a\n\
             \x20  - [ ] b\n",
            "<ol>\n\
             <li><input type=\"checkbox\" disabled checked aria-label=\"done\"> a\n\
             <ul>\n\
             <li><input type=\"checkbox\" disabled aria-label=\"to do\"> b</li>\n\
             </ul>\n\
             </li>\n\
             </ol>\n",
        ),
        (
            "See https://example.org/a_b_c, www.example.org. (https://example.org/a_(b)) <b>http://example.org</b>\n",
            "<p>See <a href=\"https://example.org/a_b_c\">https://example.org/a_b_c</a>, <a href=\"https://www.example.org\">www.example.org</a>. (<a href=\"https://example.org/a_(b)\">https://example.org/a_(b)</a>) <b><a href=\"http://example.org\">http://example.org</a></b></p>\n",
        ),
        (
            "xhttps://example.org www. https:// a.www.example.org `https://example.org` [https://example.org](/b)\n",
            "<p>xhttps://example.org www. https:// a.www.example.org <code>https://example.org</code> <a href=\"/b\">https://example.org</a></p>\n",
        ),
        (
            "https://example.org/?a=1&amp;b=2 https://example.org/* *https://example.org*\n",
            "<p><a href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a> <a href=\"https://example.org/\">https://example.org/</a>* <em><a href=\"https://example.org\">https://example.org</a></em></p>\n",
        ),
        (
            "a[^1] b[^long-name] c[^1] d[^none]\n\
             \n\
             [^1]: One.\n\
             [^long-name]: Two.\n\
             \n\
             \x20   More.\n\
             [^unused]: Three.\n",
            "<p>a<sup><a class=\"footnote\" id=\"fn-ref-1\" href=\"#fn-1\" aria-label=\"Footnote 1\">1</a></sup> b<sup><a class=\"footnote\" id=\"fn-ref-2\" href=\"#fn-2\" aria-label=\"Footnote 2\">2</a></sup> c<sup><a class=\"footnote\" id=\"fn-ref-1-2\" href=\"#fn-1\" aria-label=\"Footnote 1\">1</a></sup> d[^none]</p>\n\
             <section class=\"footnotes\" aria-label=\"Footnotes\">\n\
             <ol>\n\
             <li id=\"fn-1\">\n\
             <p>One. <a class=\"footnote-back\" href=\"#fn-ref-1\" aria-label=\"Back to the text\">↩</a> \
             <a class=\"footnote-back\" href=\"#fn-ref-1-2\" aria-label=\"Back to the text (2)\">↩<sup>2</sup></a></p>\n\
             </li>\n\
             <li id=\"fn-2\">\n\
             <p>Two.</p>\n\
             <p>More. <a class=\"footnote-back\" href=\"#fn-ref-2\" aria-label=\"Back to the text\">↩</a></p>\n\
             </li>\n\
             </ol>\n\
             </section>\n",
        ),
        (
            "> [!NOTE]\n\
             > Text.\n\
             \n\
             > [!tip]\n\
             > Text.\n\
             \n\
             > [!IMPORTANT]\n\
             > - a\n\
             \n\
             > [!WARNING]\n\
             > a\n\
             \n\
             > [!CAUTION]\n\
             > a\n",
            "<div class=\"alert note\" role=\"note\">\n\
             <p class=\"alert-title\">Note</p>\n\
             <p>Text.</p>\n\
             </div>\n\
             <div class=\"alert tip\" role=\"note\">\n\
             <p class=\"alert-title\">Tip</p>\n\
             <p>Text.</p>\n\
             </div>\n\
             <div class=\"alert important\" role=\"note\">\n\
             <p class=\"alert-title\">Important</p>\n\
             <ul>\n\
             <li>a</li>\n\
             </ul>\n\
             </div>\n\
             <div class=\"alert warning\" role=\"note\">\n\
             <p class=\"alert-title\">Warning</p>\n\
             <p>a</p>\n\
             </div>\n\
             <div class=\"alert caution\" role=\"note\">\n\
             <p class=\"alert-title\">Caution</p>\n\
             <p>a</p>\n\
             </div>\n",
        ),
        (
            "> [!OTHER]\n\
             > a\n\
             \n\
             > [!NOTE] a\n\
             > b\n\
             \n\
             > a\n\
             > [!NOTE]\n",
            "<blockquote>\n\
             <p>[!OTHER]\n\
             a</p>\n\
             </blockquote>\n\
             <blockquote>\n\
             <p>[!NOTE] a\n\
             b</p>\n\
             </blockquote>\n\
             <blockquote>\n\
             <p>a\n\
             [!NOTE]</p>\n\
             </blockquote>\n",
        ),
    ];
    let mut wrong = String::new();
    for (markdown, wanted) in cases {
        let found = ours(markdown);
        if found != *wanted {
            wrong += &format!("{markdown:?}, {found:?},\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
