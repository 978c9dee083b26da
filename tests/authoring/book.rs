//! `studypress book`: an EPUB file.

use crate::folder::Folder;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const URL: &str = "https://me.github.io/guide/";

/// The files of a book by their paths, as text, and the order in which they are packed.
struct Book {
    files: BTreeMap<String, String>,
    order: Vec<String>,
}

impl Book {
    /// The book that these arguments make.
    #[track_caller]
    fn of(folder: &Folder, args: &[&str]) -> Book {
        let args = [&["book", "-o", "guide.epub"], args].concat();
        folder.succeed(&args);
        let bytes = std::fs::read(folder.join("guide.epub")).expect("a book");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let (mut files, mut order) = (BTreeMap::new(), Vec::new());
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("read");
            let name = entry.name().expect("a name").into_owned();
            order.push(name.clone());
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.insert(name, text);
        }
        Book { files, order }
    }

    #[track_caller]
    fn get(&self, name: &str) -> &str {
        let file = self.files.get(&format!("EPUB/{name}"));
        file.unwrap_or_else(|| panic!("{name} is none of {:?}", self.order))
    }

    /// The documents in reading order.
    fn spine(&self) -> Vec<&str> {
        let (_, spine) = self
            .get("package.opf")
            .split_once("<spine")
            .expect("a spine");
        let parts = spine.split("idref=\"").skip(1);
        parts
            .map(|part| part.split('"').next().expect("an id"))
            .collect()
    }
}

/// The guide that `init` makes, with questions of every kind of content.
fn guide() -> Folder {
    let folder = Folder::guide();
    folder.write(
        "content/functions/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    folder.write(
        "content/functions/closures.md",
        "+++\ntitle = \"What is a `closure` & why?\"\nlevel = \"mid\"\ntopic = \"functions\"\n\
         source = { id = \"docs\", at = \"4.8\" }\nsummary = \"It *remembers* `x < y`.\"\n\
         updated = \"2026-03-14\"\n+++\n\n\
         ![A dot](dot.svg)\n\n## Where\n\nSee [code](../basics/how-is-code-shown.md#what-it-prints), \
         [above](#where), [the list](/questions.html), [the sheet](/cheatsheet.html?code=0) and \
         [the web](https://example.org/a?b=c&d).[^1]\n\n\
         ```python,hl=\"1\"\nprint(\"a\" if 1 > 0 else '&')\n```\n\n```output\na\n```\n\n\
         > [!QUIZ]\n> Which one?\n>\n> - [ ] `a`\n> - [x] `b`\n>\n> Because[^2].\n\n\
         [^1]: A note.\n[^2]: Another one.\n",
    );
    folder
}

/// An answer in a guide of one question.
fn answer(body: &str) -> Folder {
    let folder = guide();
    let front = "+++\ntitle = \"An answer?\"\nlevel = \"mid\"\ntopic = \"functions\"\nsource = \"docs\"\n+++\n\n";
    folder.write("content/functions/answer.md", format!("{front}{body}"));
    folder
}

#[test]
fn what_it_is_comes_first_and_chapters_in_the_order_of_the_guide() {
    let book = Book::of(&guide(), &[]);
    assert_eq!(book.order[0], "mimetype");
    assert_eq!(book.files["mimetype"], "application/epub+zip");
    let spine = book.spine();
    assert_eq!(
        spine[..3],
        ["cover.xhtml", "nav.xhtml", "level-junior.xhtml"]
    );
    assert_eq!(spine.last(), Some(&"answers.xhtml"));
    let contents = book.get("nav.xhtml");
    let linked = contents.split("<a href=\"").skip(1);
    let linked: Vec<&str> = linked
        .map(|part| part.split('"').next().expect("an address"))
        .collect();
    assert_eq!(linked, spine[2..]);
    assert!(contents.contains("<span>Functions</span>"), "{contents}");
    let ncx = book.get("toc.ncx");
    assert!(spine[2..].iter().all(|file| ncx.contains(file)), "{ncx}");
}

#[test]
fn a_chapter_has_its_answer_code_and_what_the_code_prints() {
    let book = Book::of(&guide(), &[]);
    let chapter = book.get("q-closures.xhtml");
    for part in [
        "<h1 id=\"sp-title\">What is a <code>closure</code> &amp; why?</h1>",
        "<p>It <em>remembers</em> <code>x &lt; y</code>.</p>",
        "<span class=\"k\">if</span> <span class=\"n\">1</span> &gt; <span class=\"n\">0</span>",
        "<samp>a\n</samp>",
        "alt=\"A dot\"",
        "4.8",
    ] {
        assert!(chapter.contains(part), "{part}: {chapter}");
    }
    let (_, image) = chapter.split_once("<img src=\"").expect("an image");
    let image = image.split('"').next().expect("a file");
    assert!(book.get(image).contains("<svg"));
    let item = format!("href=\"{image}\" media-type=\"image/svg+xml\"");
    assert!(book.get("package.opf").contains(&item));
}

#[test]
fn links_stay_in_the_book_where_it_has_what_they_lead_to() {
    let folder = guide();
    let book = Book::of(&folder, &["--base-url", URL]);
    let chapter = book.get("q-closures.xhtml");
    for link in [
        "href=\"q-how-is-code-shown.xhtml#what-it-prints\"",
        "href=\"q-closures.xhtml#where\"",
        "href=\"https://me.github.io/guide/questions.html\"",
        "href=\"https://me.github.io/guide/cheatsheet.html?code=0\"",
        "href=\"https://example.org/a?b=c&amp;d\"",
    ] {
        assert!(chapter.contains(link), "{link}: {chapter}");
    }
    let alone = Book::of(&folder, &["--base-url", URL, "--topic", "functions"]);
    let web = "href=\"https://me.github.io/guide/questions/how-is-code-shown.html#what-it-prints\"";
    assert!(alone.get("q-closures.xhtml").contains(web));
    let unknown = Book::of(&folder, &["--topic", "functions"]);
    let chapter = unknown.get("q-closures.xhtml");
    assert!(chapter.contains("See code,"), "{chapter}");
}

#[test]
fn footnotes_are_notes_and_answers_stand_at_the_end() {
    let book = Book::of(&guide(), &[]);
    let chapter = book.get("q-closures.xhtml");
    for part in [
        "epub:type=\"noteref\" role=\"doc-noteref\" class=\"noteref\" id=\"fn-ref-1\" href=\"#fn-1\"",
        "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn-1\"",
        "role=\"doc-backlink\" href=\"#fn-ref-1\"",
        "<section class=\"quiz\" id=\"sp-quiz-1\">",
        "href=\"answers.xhtml#closures.1\"",
    ] {
        assert!(chapter.contains(part), "{part}: {chapter}");
    }
    assert!(!chapter.contains("Because"), "{chapter}");
    let answers = book.get("answers.xhtml");
    for part in [
        "id=\"closures.1\"",
        "<p class=\"letter\">B</p>\n<code>b</code>",
        "<p>Because<a",
        "href=\"q-closures.xhtml#fn-2\"",
        "href=\"q-closures.xhtml#sp-quiz-1\"",
    ] {
        assert!(answers.contains(part), "{part}: {answers}");
    }
}

#[test]
fn exercises_are_asked_for_and_their_solutions_stand_at_the_end() {
    let folder = guide();
    folder.write(
        "content/functions/add.md",
        "+++\ntitle = \"Add two numbers\"\nkind = \"exercise\"\nlevel = \"mid\"\ntopic = \"functions\"\n+++\n\n\
         Do it.\n\n```python,starter\ndef add(a, b): ...\n```\n\n```python,tests\ndef test_add():\n    assert add(1, 2) == 3\n```\n\n\
         ```python,solution\ndef add(a, b):\n    return a + b\n```\n\nIt adds[^1].\n\n## Afterwards\n\nMore.\n\n[^1]: A note.\n",
    );
    assert!(
        !Book::of(&folder, &[])
            .files
            .contains_key("EPUB/q-add.xhtml")
    );
    let book = Book::of(&folder, &["--exercises"]);
    assert_eq!(book.spine().last(), Some(&"solutions.xhtml"));
    let chapter = book.get("q-add.xhtml");
    assert!(
        chapter.contains("href=\"solutions.xhtml#add\""),
        "{chapter}"
    );
    assert!(chapter.contains("Afterwards") && !chapter.contains("It adds"));
    let solutions = book.get("solutions.xhtml");
    assert!(solutions.contains("It adds") && !solutions.contains("Afterwards"));
    assert!(solutions.contains("href=\"q-add.xhtml#sp-solution\""));
    let none = folder.fail(&["book", "--exercises", "--code", "no"]);
    assert!(
        none.stderr.contains("exercises are code"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_part_of_the_guide_is_a_book_of_its_own() {
    let folder = guide();
    let book = Book::of(&folder, &["--level", "mid", "--topic", "functions"]);
    let chapters: Vec<&str> = book
        .spine()
        .into_iter()
        .filter(|file| file.starts_with("q-"))
        .collect();
    assert_eq!(chapters, ["q-closures.xhtml"]);
    let whole = Book::of(&folder, &[]);
    let identifier = |book: &Book| {
        let (_, rest) = book
            .get("package.opf")
            .split_once("urn:uuid:")
            .expect("an identifier");
        rest[..36].to_owned()
    };
    assert_ne!(identifier(&book), identifier(&whole));
    let plain = Book::of(&folder, &["--code", "no"]);
    assert!(!plain.get("q-closures.xhtml").contains("<pre"));
    let wrong = folder.fail(&["book", "--level", "midd"]);
    assert!(
        wrong.stderr.contains("did you mean `mid`?"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn the_same_guide_gives_the_same_bytes_of_the_day_it_says() {
    let folder = guide();
    let bytes = || {
        folder.succeed(&["book", "-o", "guide.epub"]);
        std::fs::read(folder.join("guide.epub")).expect("a book")
    };
    assert_eq!(bytes(), bytes());
    let package = |folder: &Folder| Book::of(folder, &[]).get("package.opf").to_owned();
    assert!(package(&folder).contains("<dc:date>2026-03-14</dc:date>"));
    let site = folder.read("site.toml");
    folder.write("site.toml", format!("{site}\n[book]\ndate = 2026-05-01\n"));
    let package = package(&folder);
    assert!(package.contains("<meta property=\"dcterms:modified\">2026-05-01T00:00:00Z</meta>"));
}

#[test]
fn a_book_of_no_day_is_a_mistake() {
    let folder = Folder::guide();
    let run = folder.fail(&["book"]);
    assert!(run.stderr.contains("E047"), "{}", run.stderr);
    assert!(folder.files().keys().all(|name| !name.ends_with(".epub")));
}

#[test]
fn accessibility_is_said_as_it_is() {
    let folder = guide();
    let described = Book::of(&folder, &[]);
    let package = described.get("package.opf");
    for part in [
        "accessMode\">visual",
        "accessModeSufficient\">textual<",
        "accessibilityHazard\">none",
        "alternativeText",
    ] {
        assert!(package.contains(part), "{part}: {package}");
    }
    assert!(!package.contains("conformsTo"), "nobody has looked");
    let site = folder.read("site.toml");
    folder.write(
        "site.toml",
        format!("{site}\n[book]\ncertified_by = \"Ada\"\n"),
    );
    folder.write(
        "content/functions/dot2.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    let more = folder.read("content/functions/closures.md") + "\n![](dot2.svg)\n";
    folder.write("content/functions/closures.md", more);
    let book = Book::of(&folder, &[]);
    let package = book.get("package.opf");
    assert!(!package.contains("alternativeText"), "{package}");
    assert!(package.contains("a11y:certifiedBy\">Ada"), "{package}");
}

/// What an answer becomes, without what is around it.
#[track_caller]
fn body(markdown: &str) -> String {
    let book = Book::of(&answer(markdown), &[]);
    let chapter = book.get("q-answer.xhtml");
    let (_, body) = chapter.split_once("</h1>\n").expect("a title");
    let (body, _) = body.split_once("<footer").expect("what follows");
    body.trim().to_owned()
}

#[test]
fn raw_html_becomes_well_formed() {
    let cases = [
        (
            "a<br>b &nbsp; <kbd>K</kbd>",
            "<p>a<br/>b \u{a0} <kbd>K</kbd></p>",
        ),
        ("*a <b>b* c</b>", "<p><em>a <b>b</b></em> c</p>"),
        (
            "<ul><li>one<li>two</ul>",
            "<ul><li>one</li><li>two</li></ul>",
        ),
        (
            "<details><summary>More</summary>\n\nText\n\n</details>",
            "<div class=\"details\"><p class=\"summary\">More</p>\n<p>Text</p>\n</div>",
        ),
        (
            "<p align=center onclick=x>one\n\n**two**",
            "<p>one\n</p><p><strong>two</strong></p>",
        ),
        (
            "a <blink>b</blink> <script>alert(1)</script>c",
            "<p>a b c</p>",
        ),
        (
            "[no host](https://../) <a href='https://a..b'>here</a>",
            "<p>no host here</p>",
        ),
        (
            "<div id=\"x y\" title='\"'>a</div>",
            "<div title=\"&quot;\">a</div>",
        ),
        (
            "[to](#there)\n\n<svg id=\"there\"><path d=\"\"/></svg>\n\nEnd",
            "<p><a href=\"q-answer.xhtml#there\">to</a></p>\n<p></p>\n<span id=\"there\"></span><p>End</p>",
        ),
    ];
    for (markdown, wanted) in cases {
        assert_eq!(body(markdown), wanted, "{markdown}");
    }
}

#[test]
fn what_xml_cannot_hold_is_no_part_of_it() {
    assert_eq!(
        body("```text\na\u{1b}[0m > b\n```"),
        "<figure class=\"snippet\">\n\
        <pre class=\"code\" dir=\"ltr\" translate=\"no\"><code>a\u{fffd}[0m &gt; b\n</code></pre>\n</figure>"
    );
}

#[test]
fn a_guide_from_right_to_left_is_a_book_from_right_to_left() {
    let folder = guide();
    let site = folder.read("site.toml");
    let site = if site.contains("language = \"en\"") {
        site.replace("language = \"en\"", "language = \"ar\"")
    } else {
        format!("language = \"ar\"\n{site}")
    };
    folder.write("site.toml", site);
    let book = Book::of(&folder, &[]);
    assert!(
        book.get("package.opf")
            .contains("page-progression-direction=\"rtl\"")
    );
    let chapter = book.get("q-closures.xhtml");
    assert!(chapter.contains("lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\""));
    assert!(
        chapter.contains("<code dir=\"ltr\">closure</code>"),
        "{chapter}"
    );
    assert!(book.get("cover.svg").contains("direction=\"rtl\""));
}

/// Readers invert paper or make it black: what has a colour has to be read on both.
#[test]
fn colours_hold_on_white_and_on_black() {
    let style = include_str!("../../src/book/book.css");
    let colours = style
        .split('#')
        .skip(1)
        .filter_map(|part| u32::from_str_radix(part.get(..6)?, 16).ok());
    let mut seen = 0;
    for colour in colours {
        let channel = |shift: u32| {
            let value = f64::from(colour >> shift & 0xff) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance = 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
        let (white, black) = (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
        assert!(
            white >= 4.5 && black >= 4.5,
            "#{colour:06x}: {white:.2} on white, {black:.2} on black"
        );
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn a_site_offers_its_book_where_site_toml_asks_for_it() {
    let folder = guide();
    folder.succeed(&["build"]);
    let is_book = |name: &&String| name.ends_with(".epub");
    assert_eq!(folder.files().keys().find(is_book), None);
    let site = folder.read("site.toml");
    folder.write(
        "site.toml",
        format!("id = \"my-guide\"\n{site}\n[book]\nepub = true\n"),
    );
    folder.succeed(&["build"]);
    folder.succeed(&["book", "-o", "same.epub"]);
    let files = folder.files();
    assert!(files["public/my-guide.epub"] == files["same.epub"]);
    let page = folder.read("public/questions/closures.html");
    assert!(page.contains("<a href=\"../my-guide.epub\">"), "{page}");
    let kept = folder.read("public/pocket.json");
    assert!(!kept.contains(".epub"), "{kept}");
}

#[test]
fn a_site_whose_book_has_no_day_is_not_built() {
    let folder = Folder::guide();
    let site = folder.read("site.toml");
    folder.write("site.toml", format!("{site}\n[book]\nepub = true\n"));
    let run = folder.fail(&["build"]);
    assert_eq!(run.stderr.matches("E047").count(), 1, "{}", run.stderr);
}
