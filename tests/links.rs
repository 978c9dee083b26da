//! Links between files: where they lead, and what is said of those that lead
//! nowhere.

mod common;

use common::{outputs, prepared, question, question_with, same, site_mistakes};
use insta::assert_snapshot;
use studypress::pipeline::Settings;

/// The body of `content/deep/from.md` as it is published among other files.
fn published(body: &str) -> String {
    let made = outputs(&[
        (
            "content/deep/from.md",
            question("From", &format!("## Own\n\n{body}")),
        ),
        (
            "content/deep/beside.md",
            question("Beside", "## Why\n\n[^1]\n\n[^1]: note\n"),
        ),
        (
            "content/gil.md",
            question_with("GIL", "slug = \"the-gil\"", "<p id=\"raw\">x</p>\n"),
        ),
        (
            "content/pages/tips.md",
            "---\ntitle: Tips\n---\n## Sleep\n".to_owned(),
        ),
        ("content/deep/a b.png", "png".to_owned()),
        ("static/img/logo.svg", "<svg/>".to_owned()),
        ("static/js/own.js", "1".to_owned()),
    ]);
    let page = &made["questions/from.html"];
    let start = page.find("<div class=\"prose\">").expect("a body");
    let page = &page[start..];
    let page = &page[page.find("</h2>\n").expect("a heading") + 6..];
    page[..page.find("</div>").expect("an end")].to_owned()
}

#[test]
fn links_to_files_become_links_to_pages() {
    for (link, wanted) in [
        ("beside.md", "../questions/beside.html"),
        ("./beside.md#why", "../questions/beside.html#why"),
        ("beside.md#fn-1", "../questions/beside.html#fn-1"),
        ("../gil.md", "../questions/the-gil.html"),
        ("../gil.md#raw", "../questions/the-gil.html#raw"),
        ("../pages/tips.md#sleep", "../tips.html#sleep"),
        ("../deep/../deep/beside.md", "../questions/beside.html"),
        ("beside.md?x=1#why", "../questions/beside.html#why"),
        ("#own", "#own"),
        ("from.md#own", "../questions/from.html#own"),
        ("a%20b.png", "../media/deep/a%20b.png"),
        ("<a b.png>", "../media/deep/a%20b.png"),
        ("/img/logo.svg", "../img/logo.svg"),
        ("/", "../index.html"),
        ("/index.html", "../index.html"),
        ("/questions.html", "../questions.html"),
        ("/questions", "../questions.html"),
        ("/levels/junior.html", "../levels/junior.html"),
        (
            "/questions/the-gil.html#raw",
            "../questions/the-gil.html#raw",
        ),
        ("/questions/the-gil", "../questions/the-gil.html"),
        ("/tips.html", "../tips.html"),
        ("https://example.org/?a#b", "https://example.org/?a#b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ] {
        same(
            published(&format!("[x]({link})")),
            format!("<p><a href=\"{wanted}\">x</a></p>"),
        );
    }
    // References and addresses in scripts' folders, whose names carry a hash.
    same(
        published("[x][r]\n\n[r]: beside.md \"T\"\n"),
        "<p><a href=\"../questions/beside.html\" title=\"T\">x</a></p>",
    );
    assert!(published("[x](/js/own.js)").contains("\"../js/own."));
}

#[test]
fn images_beside_the_content_are_copied() {
    same(
        published("![x](<a b.png>) ![y](/img/logo.svg)"),
        "<p><img src=\"../media/deep/a%20b.png\" alt=\"x\" /> <img src=\"../img/logo.svg\" alt=\"y\" /></p>",
    );
    let made = outputs(&[
        ("content/q.md", question("Q", "![x](q.png)")),
        ("content/q.png", "png".to_owned()),
    ]);
    assert_eq!(made["media/q.png"], "png");
}

#[test]
fn addresses_in_raw_html_lead_to_the_same_places() {
    let html = "<p id=own>x</p>\n<a class=x href='beside.md#why'>a</a> <img\nsrc=\"a%20b.png\" alt=x>\n\n\
                A <a href=../gil.md>b</a> <a href=\"https://example.org/?a&amp;b\">c</a>.\n\n\
                <section>\n<a\n  href=\"/levels/junior.html\">d</a>\n</section>";
    same(
        published(html),
        "<p id=own>x</p>\n<a class=x href='../questions/beside.html#why'>a</a> <img\nsrc=\"../media/deep/a%20b.png\" alt=x>\n\
         <p>A <a href=../questions/the-gil.html>b</a> <a href=\"https://example.org/?a&amp;b\">c</a>.</p>\n\
         <section>\n<a\n  href=\"../levels/junior.html\">d</a>\n</section>",
    );
    assert_snapshot!(mistakes("<img src=\"lost.png\" alt=x> <a href=\"lost.md\">b</a> <a href=\"#lost\">c</a>"), @r##"
    content/deep/from.md:8:1: E018 the image `lost.png` is broken: there is no file content/deep/lost.png «<img src="lost.png" alt=x>»
    content/deep/from.md:8:28: E018 the link `lost.md` is broken: there is no file content/deep/lost.md «<a href="lost.md">»
    content/deep/from.md:8:52: E019 `#lost`: content/deep/from.md has no heading `#lost` «<a href="#lost">»
      it has no headings at all
    "##);
}

/// What is wrong with links in `content/deep/from.md` among other files.
fn mistakes(body: &str) -> String {
    site_mistakes(&[
        ("content/deep/from.md", question("From", body)),
        (
            "content/deep/beside.md",
            question("Beside", "## Why not\n\n## And how\n"),
        ),
        ("content/gil.md", question("GIL", "")),
        (
            "content/draft.md",
            question_with("Draft", "draft = true", "## Part\n"),
        ),
        ("content/deep/photo.png", "png".to_owned()),
        ("static/img/logo.svg", "<svg/>".to_owned()),
        ("secret.txt", "x".to_owned()),
    ])
}

#[test]
fn a_broken_link_is_marked_and_the_nearest_file_suggested() {
    assert_snapshot!(mistakes("Ünï: [a](besides.md) and\n[b](gil.md), [c](Beside.md), [d](nothing-like-it.md)."), @r"
    content/deep/from.md:8:6: E018 the link `besides.md` is broken: there is no file content/deep/besides.md «[a](besides.md)»
      did you mean `beside.md`?
    content/deep/from.md:9:1: E018 the link `gil.md` is broken: there is no file content/deep/gil.md «[b](gil.md)»
      did you mean `../gil.md`?
    content/deep/from.md:9:14: E018 the link `Beside.md` is broken: there is no file content/deep/Beside.md «[c](Beside.md)»
      did you mean `beside.md`?
    content/deep/from.md:9:30: E018 the link `nothing-like-it.md` is broken: there is no file content/deep/nothing-like-it.md «[d](nothing-like-it.md)»
    ");
    assert_snapshot!(mistakes("![a](phot.png) ![b](/img/Logo.svg) [c](/questions/gill.html) [d](/nowhere/at/all)"), @r"
    content/deep/from.md:8:1: E018 the image `phot.png` is broken: there is no file content/deep/phot.png «![a](phot.png)»
      did you mean `photo.png`?
    content/deep/from.md:8:16: E018 the image `/img/Logo.svg` is broken: there is no static/img/Logo.svg, and no page at /img/Logo.svg «![b](/img/Logo.svg)»
      did you mean `/img/logo.svg`?
    content/deep/from.md:8:36: E018 the link `/questions/gill.html` is broken: there is no static/questions/gill.html, and no page at /questions/gill.html «[c](/questions/gill.html)»
      did you mean `/questions/gil.html`?
    content/deep/from.md:8:62: E018 the link `/nowhere/at/all` is broken: there is no static/nowhere/at/all, and no page at /nowhere/at/all «[d](/nowhere/at/all)»
    ");
    assert_snapshot!(mistakes("[a](../../secret.txt) [b](../../../x.md) [c](./) [d](../..)"), @r"
    content/deep/from.md:8:1: E018 the link `../../secret.txt` is broken: it leads out of the site «[a](../../secret.txt)»
    content/deep/from.md:8:23: E018 the link `../../../x.md` is broken: it leads out of the site «[b](../../../x.md)»
    content/deep/from.md:8:42: E018 the link `./` is broken: there is no file content/deep «[c](./)»
    content/deep/from.md:8:50: E018 the link `../..` is broken: it leads out of the site «[d](../..)»
    ");
    assert_snapshot!(mistakes("[a]()\n\n[b](<>)\n"), @"");
}

#[test]
fn a_broken_anchor_is_marked_and_the_nearest_heading_suggested() {
    assert_snapshot!(mistakes("## Own\n\n[a](#owm) [b](beside.md#why) [c](beside.md#Why-not) [d](../gil.md#x) [e](/questions/beside.html#xyz)"), @r"
    content/deep/from.md:10:1: E019 `#owm`: content/deep/from.md has no heading `#owm` «[a](#owm)»
      did you mean `#own`?
    content/deep/from.md:10:11: E019 `beside.md#why`: content/deep/beside.md has no heading `#why` «[b](beside.md#why)»
      its headings are: why-not, and-how
    content/deep/from.md:10:30: E019 `beside.md#Why-not`: content/deep/beside.md has no heading `#Why-not` «[c](beside.md#Why-not)»
      did you mean `#why-not`?
    content/deep/from.md:10:53: E019 `../gil.md#x`: content/gil.md has no heading `#x` «[d](../gil.md#x)»
      it has no headings at all
    content/deep/from.md:10:70: E019 `/questions/beside.html#xyz`: content/deep/beside.md has no heading `#xyz` «[e](/questions/beside.html#xyz)»
      its headings are: why-not, and-how
    ");
}

#[test]
fn links_to_drafts_are_errors_unless_drafts_are_built() {
    let body = "[a](../draft.md#part) [b](/questions/draft.html) [c](/questions/draft)";
    assert_snapshot!(mistakes(body), @r"
    content/deep/from.md:8:1: E020 `../draft.md#part` leads to content/draft.md, which is a draft «[a](../draft.md#part)»
      remove `draft` there, or the link here; --drafts builds with drafts
    content/deep/from.md:8:23: E020 `/questions/draft.html` leads to content/draft.md, which is a draft «[b](/questions/draft.html)»
      remove `draft` there, or the link here; --drafts builds with drafts
    content/deep/from.md:8:50: E020 `/questions/draft` leads to content/draft.md, which is a draft «[c](/questions/draft)»
      remove `draft` there, or the link here; --drafts builds with drafts
    ");
    let drafts = Settings {
        drafts: true,
        ..Settings::default()
    };
    let made = common::outputs_with(
        &[
            ("content/from.md", question("From", "[a](draft.md#part)")),
            (
                "content/draft.md",
                question_with("Draft", "draft = true", "## Part\n"),
            ),
        ],
        &drafts,
    );
    assert!(made["questions/from.html"].contains("\"../questions/draft.html#part\""));
    assert!(made["levels/junior.html"].contains("Draft"));
}

/// A mistake in one file is not told again by the files that link to it.
#[test]
fn links_to_files_with_mistakes_are_no_mistakes() {
    assert_snapshot!(site_mistakes(&[
        ("content/a.md", question_with("A", "related = [\"b\"]", "[b](b.md#part)")),
        ("content/b.md", question("B", "## Part\n").replace("junior", "janitor")),
    ]), @r#"
    content/b.md:3:9: E013 there is no level `janitor` «"janitor"»
      did you mean `junior`?
      site.toml lists these levels: junior, senior
    "#);
}

#[test]
fn related_questions_are_checked() {
    assert_snapshot!(site_mistakes(&[
        ("content/one.md", question_with("One", "related = [\"TWO\", \"tow\", \"one\", \"draft\"]", "")),
        ("content/two.md", question("Two", "")),
        ("content/draft.md", question_with("Draft", "draft = true", "")),
    ]), @r#"
    content/one.md:6:19: E021 there is no question `tow` «"tow"»
      did you mean `two`?
    content/one.md:6:26: E021 a question cannot be related to itself «"one"»
    content/one.md:6:33: E020 the related question `draft` is a draft, content/draft.md «"draft"»
    "#);
}

/// Ten thousand broken links are told of in a moment.
#[test]
fn many_broken_links_are_no_trap() {
    let links: String = (0..3000)
        .map(|n| format!("[a](missing-{n}.md) [b](#part-{n})\n\n"))
        .collect();
    let headings: String = (0..3000)
        .map(|n| format!("## Heading {n}\n\n[a](#heading-{n})\n\n"))
        .collect();
    let mut files = vec![
        ("content/links.md".to_owned(), question("Links", &links)),
        (
            "content/anchors.md".to_owned(),
            question("Anchors", &(headings + &links)),
        ),
    ];
    files.extend((0..1000).map(|n| (format!("content/known-{n}.md"), question("Q", ""))));
    let found = prepared(&common::files(&files), &Settings::default()).diagnostics;
    let count = |id: &str| found.iter().filter(|d| d.code.id == id).count();
    assert_eq!((count("E018"), count("E019")), (6000, 6000));
    let help: usize = found.iter().map(|d| d.help.len()).sum();
    assert!(help < 100, "so many suggestions that nobody reads: {help}");
}

/// Whatever a build makes under a lasting name can be linked to.
#[test]
fn pages_that_the_site_makes_itself_can_be_linked_to() {
    let from = question_with(
        "From",
        "updated = 2026-01-01\naliases = [\"was/here.html\"]",
        "## Own\n\n- [a](/cheatsheet.html)\n- [b](/search.html?q=gil%20lock)\n- [c](/feed.xml)\n- [d](/sitemap.xml)\n\
         - [e](/cheatsheet/level-junior.html)\n- [f](/media/deep/a.png)\n- [g](/was/here.html#own)\n- [h](/levels/junior.html#sp-data)\n",
    );
    let base = common::site_toml("base_url = \"https://example.org/\"");
    let made = outputs(&[
        ("site.toml", base),
        ("content/from.md", from),
        ("content/deep/a.png", "png".to_owned()),
    ]);
    for link in [
        "../cheatsheet.html",
        "../search.html?q=gil%20lock",
        "../feed.xml",
        "../sitemap.xml",
        "../cheatsheet/level-junior.html",
        "../media/deep/a.png",
        "../questions/from.html#own",
        "../levels/junior.html#sp-data",
    ] {
        let page = &made["questions/from.html"];
        assert!(
            page.contains(&format!("<li><a href=\"{link}\">")),
            "{link}: {page}"
        );
    }
}

#[test]
fn sections_of_lists_are_checked_and_other_anchors_of_the_sites_pages_are_not() {
    assert_snapshot!(mistakes("[a](/topics/data.html#sp-senior) [b](/topics/data.html#sp-junior) [c](/#my-own) [d](/cheatshet.html)"), @"
    content/deep/from.md:8:1: E019 `/topics/data.html#sp-senior`: the list has no section `#sp-senior` «[a](/topics/data.html#sp-senior)»
      its sections are: sp-junior
    content/deep/from.md:8:81: E018 the link `/cheatshet.html` is broken: there is no static/cheatshet.html, and no page at /cheatshet.html «[d](/cheatshet.html)»
      did you mean `/cheatsheet.html`?
    ");
}

/// What an anchor may name is the value of an attribute `id`, whatever the case
/// of that name, and not what looks like one.
#[test]
fn anchors_are_ids() {
    assert_snapshot!(mistakes("<p data-id=\"x\" title=\"id=row1\" ID=\"y\">a</p>\n\n[a](#x) [b](#row1) [c](#y)"), @r##"
    content/deep/from.md:10:1: E019 `#x`: content/deep/from.md has no heading `#x` «[a](#x)»
      its headings are: y
    content/deep/from.md:10:9: E019 `#row1`: content/deep/from.md has no heading `#row1` «[b](#row1)»
      its headings are: y
    "##);
}

#[test]
fn every_address_of_raw_html_is_checked_and_leads_on() {
    same(
        published(
            "<img alt=x src=/img/logo.svg\n srcset=\"/img/logo.svg 1x, a%20b.png 2x\"> <b TITLE='href=y'>z</b>",
        ),
        "<p><img alt=x src=../img/logo.svg\n srcset=\"../img/logo.svg 1x, ../media/deep/a%20b.png 2x\"> <b TITLE='href=y'>z</b></p>",
    );
    assert_snapshot!(mistakes("<img alt=x src=photo.png srcset=\"lost.png 640w, photo.png, https://example.org/a.png\"> <A HREF=lost.md>a</A>"), @r#"
    content/deep/from.md:8:1: E018 the image `lost.png` is broken: there is no file content/deep/lost.png «<img alt=x src=photo.png srcset="lost.png 640w, photo.png, https://example.org/a.png">»
    content/deep/from.md:8:1: E025 `https://example.org/a.png` is not part of the site «<img alt=x src=photo.png srcset="lost.png 640w, photo.png, https://example.org/a.png">»
      pages load nothing from elsewhere: put the file beside this one or into static/
    content/deep/from.md:8:88: E018 the link `lost.md` is broken: there is no file content/deep/lost.md «<A HREF=lost.md>»
    "#);
}

#[test]
fn a_query_is_no_part_of_a_files_name_and_a_coded_mark_is() {
    same(
        published("![x](a%20b.png?raw=true)"),
        "<p><img src=\"../media/deep/a%20b.png\" alt=\"x\" /></p>",
    );
    let made = outputs(&[
        (
            "content/a.md",
            question("A", "[x](c%23.md) [y](what%3F.png) [z](%C3%BCber.md)"),
        ),
        ("content/c#.md", question_with("C", "slug = \"c\"", "")),
        ("content/what?.png", "png".to_owned()),
        ("content/über.md", question_with("U", "slug = \"u\"", "")),
    ]);
    for address in [
        "../questions/c.html",
        "../media/what%3F.png",
        "../questions/u.html",
    ] {
        let page = &made["questions/a.html"];
        assert!(page.contains(&format!("\"{address}\"")), "{address}");
    }
}

#[test]
fn an_address_of_elsewhere_is_one_mistake() {
    assert_snapshot!(mistakes("![a](https://example.com/a.png) [b](//example.com/b)"), @r"
    content/deep/from.md:8:1: E041 the image `https://example.com/a.png` is not part of the site «![a](https://example.com/a.png)»
      pages load nothing from elsewhere: put the image beside this file or into static/
    content/deep/from.md:8:33: E025 a link to `//example.com/b` is not allowed «[b](//example.com/b)»
      links may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    ");
}
