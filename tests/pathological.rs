//! Inputs that make a careless program slow, large or end it: each is read in
//! time in proportion to its size, or refused.
//!
//! Each goes through the program itself, stack and threads included, with a
//! limit of processor time (not of the clock) that work growing with the
//! square of these sizes would pass many times over, and one of memory.

#![cfg(unix)]

mod common;

use common::{Folder, question, question_with};
use std::process::Command;

/// Seconds of processor time that one input may take in a debug build.
const SECONDS: u32 = 60;
/// KiB of address space, a good part of it reserved and never used.
const MEMORY: u32 = 6 * 1024 * 1024;
/// How deep things are nested, and how often things come.
const MANY: usize = 50_000;

/// Runs the program with these limits; gives what it said.
#[track_caller]
fn limited(folder: &Folder, args: &[&str]) -> String {
    let script = format!("ulimit -t {SECONDS}; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_studypress")])
        .args(args)
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let start: String = said.chars().take(2000).collect();
    // A signal, as of the limit or of an overflow of the stack, gives no code.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{:?}: {start}",
        output.status
    );
    assert!(!said.contains("panicked"), "{start}");
    said
}

/// Checks a guide with one content file.
#[track_caller]
fn file(text: &str) -> String {
    let folder = Folder::site(&[("content/a.md", text)]);
    limited(&folder, &["check", "--format", "json"])
}

/// The same for the Markdown of a question.
#[track_caller]
fn body(markdown: &str) -> String {
    file(&question("A", markdown))
}

/// Checks several bodies in one guide.
#[track_caller]
fn bodies(all: &[String]) {
    let files: Vec<(String, String)> = all
        .iter()
        .enumerate()
        .map(|(n, markdown)| {
            (
                format!("content/q{n}.md"),
                question(&format!("Q {n}"), markdown),
            )
        })
        .collect();
    limited(&Folder::site(&files), &["check", "--format", "json"]);
}

fn nested(open: &str, close: &str) -> String {
    format!("{}a{}", open.repeat(MANY), close.repeat(MANY))
}

#[test]
fn brackets() {
    bodies(&[
        nested("[", "]"),
        "[".repeat(MANY),
        "]".repeat(MANY),
        "[a](".repeat(MANY),
        "[a](<b".repeat(MANY),
        "[a][b]".repeat(MANY),
        nested("[", "](b)"),
        nested("![", "](b.png)"),
        nested("[a](", ")"),
        "![[]()".repeat(MANY),
        format!("{}\n\n[a]: /index.html", "[a]".repeat(MANY)),
        "[a]: /b\n".repeat(MANY),
        "[^a]: b\n".repeat(MANY),
        "[ (]( \\".repeat(MANY),
    ]);
}

#[test]
fn emphasis() {
    bodies(&[
        nested("*", "*"),
        nested("_", "_"),
        nested("*a **b ", "c* d**"),
        "*a **b ".repeat(MANY),
        "a**b".repeat(MANY) + &"c* ".repeat(MANY),
        "*a_ ".repeat(MANY),
        "~~a ".repeat(MANY),
        "a ~~~".repeat(MANY),
    ]);
}

#[test]
fn quotes_and_lists() {
    bodies(&[
        nested("> ", ""),
        nested(">", ""),
        nested("- ", ""),
        nested("* ", ""),
        nested("1. ", ""),
        nested("> - ", ""),
        "\"a' ".repeat(MANY),
        nested("\"", "\""),
        "'".repeat(MANY),
        // A list as deep as it is long: the text is the square of that.
        (0..2000)
            .map(|n| format!("{}- a\n", "  ".repeat(n)))
            .collect(),
        (1..2000)
            .map(|n| format!("{}a\n", "> ".repeat(n)))
            .collect(),
        "- a\n".repeat(MANY),
        "- a\n\n".repeat(MANY),
        "> a\n\n".repeat(MANY),
        "> [!NOTE]\n> a\n\n".repeat(MANY),
        "- [ ] a\n".repeat(MANY),
        format!("> {}\n{}", "a\n".repeat(MANY), "> - ".repeat(MANY)),
    ]);
}

#[test]
fn long_lines() {
    const TEN_MB: usize = 10_000_000;
    const TWO_MB: usize = 2_000_000;
    body(&"a".repeat(TEN_MB));
    body(&"a b ".repeat(TWO_MB / 4));
    body(&"漢".repeat(TEN_MB / 3));
    body(&format!("# {}", "ab ".repeat(TWO_MB / 3)));
    body(&format!("```python\n{}\n```", "x = (".repeat(TWO_MB / 5)));
    body(&format!("    {}", "a".repeat(TWO_MB)));
    body(&" ".repeat(TWO_MB));
    body(&"#".repeat(TWO_MB));
    body(&"-".repeat(TWO_MB));
    body(&"a_b".repeat(TWO_MB / 3));
}

#[test]
fn code_spans_and_escapes() {
    bodies(&[
        "`a``".repeat(MANY),
        (1..2000).map(|n| format!("{}a", "`".repeat(n))).collect(),
        "\\*".repeat(MANY) + " www.example.org",
        "&amp;".repeat(MANY) + " www.example.org",
        "&".repeat(MANY),
        "&#x".repeat(MANY),
        "\\".repeat(MANY),
        "a  \n".repeat(MANY),
    ]);
}

#[test]
fn raw_html() {
    bodies(&[
        "<".repeat(MANY),
        "<a ".repeat(MANY),
        "<a href=\"".repeat(MANY),
        "<!--".repeat(MANY),
        "a <!-- ".repeat(MANY),
        "a <?".repeat(MANY),
        "a <!A ".repeat(MANY),
        "a <![CDATA[".repeat(MANY),
        nested("<div>", "</div>"),
        "<div id=\"a\">\n\n".repeat(MANY),
        "</".repeat(MANY),
    ]);
}

#[test]
fn addresses() {
    bodies(&[
        "www.".repeat(MANY),
        "http://".repeat(MANY),
        "http://a.b ".repeat(MANY),
        "://".repeat(MANY),
        "a://".repeat(MANY),
        format!("http://a.b/{}", "(".repeat(MANY)),
        format!("http://a.b/{}", "a)".repeat(MANY)),
        format!("www.{}", "a.".repeat(MANY)),
        format!("www.a.b/{}", "&amp;".repeat(MANY)),
        format!("www.a.b/{}", "a\\_".repeat(MANY)),
        "<http://a.b> ".repeat(MANY),
        "a@b.c ".repeat(MANY),
        "@".repeat(MANY) + "www.",
        format!("<{}>", "a@b.c".repeat(MANY)),
    ]);
}

#[test]
fn a_million_table_cells() {
    let row = |cells: usize| "|a".repeat(cells) + "|\n";
    let head = |cells: usize| row(cells) + &"|-".repeat(cells) + "|\n";
    body(&(head(1000) + &row(1000).repeat(1000)));
    // Rows are filled up to the width of the head, as far as that goes.
    body(&(head(10_000) + &"a\n".repeat(10_000)));
    body(&(head(2) + &"|a|b|\n".repeat(MANY)));
    bodies(&[
        "|".repeat(MANY),
        "|-".repeat(MANY),
        "a|\n".repeat(MANY) + "-|-\n",
        "|\\|`".repeat(MANY),
    ]);
}

#[test]
fn footnotes() {
    let numbered = |text: fn(usize) -> String| (0..MANY).map(text).collect::<String>();
    bodies(&[
        "[^1]".repeat(MANY) + "\n\n[^1]: a\n",
        numbered(|n| format!("[^{n}]")) + "\n\n" + &numbered(|n| format!("[^{n}]: a\n\n")),
        // Each refers to the next.
        "[^0]\n\n".to_owned() + &numbered(|n| format!("[^{n}]: a[^{}]\n\n", n + 1)),
        // Each stands within the one before.
        "[^0]\n\n".to_owned() + &numbered(|n| format!("[^{n}]: > ")),
        "[^0]\n\n".to_owned()
            + &(0..1500)
                .map(|n| format!("{}[^{n}]: a[^{}]\n\n", "    ".repeat(n), n + 1))
                .collect::<String>(),
    ]);
}

#[test]
fn headings() {
    bodies(&[
        "# a\n".repeat(MANY),
        "## a\n\n## a-1\n\n".repeat(MANY),
        "a\n===\n".repeat(MANY),
        "a\n".repeat(MANY) + "===\n",
        "# **[a](#a)** `b`\n\ntext\n\n".repeat(MANY / 10),
    ]);
}

#[test]
fn links_to_many_headings() {
    let all = 0..3 * MANY;
    let headings: String = all.clone().map(|n| format!("## h{n}\n\n")).collect();
    let links: String = all.map(|n| format!("[a](#h{n})\n")).collect();
    body(&(headings + &links));
}

#[test]
fn info_strings() {
    let fenced = |info: &str| format!("```{info}\na\n```\n");
    bodies(&[
        fenced(&"a".repeat(10_000_000)),
        fenced(&format!("python{}", ",linenos".repeat(MANY))),
        fenced(&format!("python,title=\"{}\"", "a".repeat(1_000_000))),
        fenced(&format!("python,hl=\"{}1\"", "1-1,".repeat(MANY))),
        fenced(&format!("python,title=\"{}", "\"".repeat(MANY))),
        fenced(&format!("python,{}", "a=\"b\" ".repeat(MANY))),
        fenced(&"`".repeat(MANY)),
        "```\n".repeat(MANY),
        "````".repeat(MANY),
        fenced("python") + &"```output\na\n```\n".repeat(MANY),
        format!(
            "```python,linenos,hl=\"{}1\"\n{}```\n",
            "1-2,".repeat(1000),
            "a\n".repeat(2000)
        ),
    ]);
}

/// Lines as long as are highlighted, of what grammars stumble over.
#[test]
fn code_in_every_language() {
    let pieces = [
        " ", "(", "{", "[", "<", "\"", "'", "\\", "a", "/*", "<!--", "$(", "`", "# ", "-", "= ",
        "a.", "f\"{", "\"\"\"", "a:", "@a", "<a ", ">>> ", "0", "_", "\t", "lambda ", "!", "&a ",
        "|", "${", "a(", "a = ", "'''", "--", "é", "*",
    ];
    let mut languages: Vec<&str> = Vec::new();
    for name in studypress::languages::names() {
        let language = studypress::languages::find(name);
        let usual = language.expect("known").name();
        if !languages.contains(&usual) {
            languages.push(usual);
        }
    }
    let code = |language: &str| {
        let blocks = pieces.iter().map(|piece| {
            let long = piece.repeat(19_999 / piece.len());
            let short = piece.repeat(999 / piece.len());
            let shortest = piece.repeat(198 / piece.len());
            let few = piece.repeat(48 / piece.len());
            format!(
                "~~~~{language}\n{long}\n{short}\n{shortest}\n@{few}\n{}~~~~\n\n",
                format!("{piece}\n").repeat(100)
            )
        });
        blocks.collect::<String>()
    };
    let all: Vec<String> = languages.into_iter().map(code).collect();
    for part in all.chunks(4) {
        bodies(part);
    }
}

#[test]
fn python_statements() {
    let code = |text: String| format!("~~~~python\n{text}\n~~~~\n");
    bodies(&[
        code("(\n".repeat(MANY)),
        code("match (\n".repeat(MANY)),
        code("match x:\n".repeat(MANY)),
        code("case (\n".repeat(MANY)),
        code("case _ if lambda: \n".repeat(MANY)),
        code(
            (0..1000)
                .map(|n| format!("{}match x:\n", " ".repeat(n)))
                .collect(),
        ),
        code("@a.\n".repeat(MANY)),
        code("x = \\\n".repeat(MANY)),
        code("f'''{\n".repeat(MANY)),
        code("match \\\n".repeat(MANY)),
        code("match x, \\\n".repeat(MANY)),
        code("match [_, \n".repeat(MANY)),
        code(format!("case {}:", "_|".repeat(5000))),
        code("\"\"\"\n".repeat(MANY)),
    ]);
}

#[test]
fn yaml() {
    let front = |yaml: &str| file(&format!("---\n{yaml}\n---\nText.\n"));
    let laughs: String = (1..30)
        .map(|n| {
            format!(
                "a{n}: &a{n} [{}]\n",
                vec![format!("*a{}", n - 1); 9].join(", ")
            )
        })
        .collect();
    let said = front(&format!("a0: &a0 [ha]\n{laughs}"));
    assert!(said.contains("anchors"), "{said}");
    let said = front(&format!("a: {}", nested("[", "]")));
    assert!(said.contains("error"), "{said}");
    front(&format!("a: {}", "[".repeat(MANY)));
    front(&format!("a: {}", nested("{a: ", "}")));
    front(&format!("a: {}", "{".repeat(MANY)));
    front(&nested("- ", ""));
    front(&nested("? ", ""));
    front(&nested("a: ", ""));
    front(&"- a\n".repeat(MANY));
    front(
        &(0..1500)
            .map(|n| format!("{}a:\n", " ".repeat(n)))
            .collect::<String>(),
    );
    front(
        &(0..MANY)
            .map(|n| format!("field{n:05}: 1\n"))
            .collect::<String>(),
    );
    front(&format!(
        "tags: [{}]",
        (0..MANY).map(|n| format!("t{n:05}, ")).collect::<String>()
    ));
    front(&format!("title: {}", "a".repeat(10_000_000)));
    front(&format!("title: \"{}\"", "\\n".repeat(1_000_000)));
    front(&format!("title: >\n  {}", "a\n\n  ".repeat(MANY)));
    front(&"&a ".repeat(MANY));
    front(&"!!a ".repeat(MANY));
    front(&"# a\n".repeat(MANY));
    front(&"a\n".repeat(MANY));
    front(&format!("a: {}", "\"".repeat(MANY)));
    front(&"--- a\n".repeat(MANY));
}

#[test]
fn toml() {
    let both = |toml: &str| {
        file(&format!("+++\n{toml}\n+++\nText.\n"));
        let folder = Folder::site(&[("site.toml", toml)]);
        limited(&folder, &["check"])
    };
    let said = both(&format!("a = {}", nested("[", "]")));
    assert!(said.contains("error"), "{said}");
    both(&format!("a = {}", "[".repeat(MANY)));
    both(&format!("a = {}1{}", "{a=".repeat(MANY), "}".repeat(MANY)));
    both(&format!("{}a = 1", "a.".repeat(MANY)));
    both(&format!("[{}a]", "a.".repeat(MANY)));
    both(&format!("[[{}a]]", "a.".repeat(MANY)));
    both(&format!("a = {{ {}a = 1 }}", "a.".repeat(MANY)));
    both(
        &(0..MANY)
            .map(|n| format!("field{n:05} = 1\n"))
            .collect::<String>(),
    );
    both(
        &(0..MANY)
            .map(|n| format!("[a{n:05}]\n"))
            .collect::<String>(),
    );
    both(&"[[levels]]\n".repeat(MANY));
    both(&"a = 1\n".repeat(MANY));
    both(&format!("title = '{}'", "a".repeat(10_000_000)));
    both(&format!("title = \"{}\"", "\\n".repeat(1_000_000)));
    both(&format!("a = [{}]", "[],".repeat(MANY)));
    both(&"\"".repeat(MANY));
    both(&"=".repeat(MANY));
    both(
        &(1..1000)
            .map(|n| format!("[{}a]\n", "a.".repeat(n)))
            .collect::<String>(),
    );
}

#[test]
fn quizzes() {
    let option = |n: usize| format!("> - [ ] o{n:05}\n");
    let options: String = (0..MANY).map(option).collect();
    body(&format!("> [!QUIZ]\n> What?\n>\n{options}"));
    body(&format!(
        "> [!QUIZ]\n> What?\n>\n{}",
        "> - [x] a\n".repeat(MANY)
    ));
    body(&"> [!QUIZ]\n> What?\n>\n> - [x] a\n> - [ ] b\n>\n> Why.\n\n".repeat(MANY));
    body(&"> [!HINT]\n> a\n\n".repeat(MANY));
    let nested = (1..400).map(|n| format!("{}[!QUIZ]\n{0}\n", "> ".repeat(n)));
    body(&nested.collect::<String>());
}

#[test]
fn titles_tags_and_names() {
    let long = "a `b` ".repeat(200_000);
    file(&question(&long, "Text."));
    file(&question(&"`".repeat(MANY), "Text."));
    let tags: String = (0..MANY).map(|n| format!("\"t{n:05}\",")).collect();
    file(&question_with("A", &format!("tags = [{tags}]"), "Text."));
    let aliases: String = (0..MANY).map(|n| format!("\"old/{n}\",")).collect();
    file(&question_with(
        "A",
        &format!("aliases = [{aliases}]"),
        "Text.",
    ));
    let related: String = (0..MANY).map(|n| format!("\"q{n}\",")).collect();
    file(&question_with(
        "A",
        &format!("related = [{related}]"),
        "Text.",
    ));
    let wordings: String = (0..MANY).map(|n| format!("\"w{}\",", n / 2)).collect();
    file(&question_with(
        "A",
        &format!("asked_as = [{wordings}]"),
        "Text.",
    ));
    let sources = "{ id = \"blog\", at = \"1\" },".repeat(MANY);
    file(&question("A", "Text.").replace("\"blog\"", &format!("[{sources}]")));
    file(&question_with(
        "A",
        &format!("summary = \"{}\"", "*a [b](c) ".repeat(MANY)),
        "Text.",
    ));
    file(&question("A", "Text.").replace("junior", &"a".repeat(1_000_000)));
}

#[test]
fn mistakes() {
    for one in [
        "[a](javascript:b) ",
        "![](http://a.b) ",
        "[a](gone.md) ",
        "![](gone.png)\n\n",
    ] {
        body(&one.repeat(MANY / 2));
    }
    let text = question("A", &"```python,nope\n```\n\n".repeat(MANY / 2));
    let folder = Folder::site(&[("content/a.md", text)]);
    for format in ["json", "human", "github"] {
        limited(&folder, &["check", "--format", format]);
    }
}

#[test]
fn imports() {
    let folder = Folder::site(&[
        // Without an answer there is no question: only the finding is looked at.
        ("headings.md", "## Why a list?\n\n".repeat(MANY)),
        (
            "brackets.md",
            format!("## Why?\n\n{}", nested("![", "](a.png)")),
        ),
        ("wiki.md", format!("## Why?\n\n{}", "[[a]] ".repeat(MANY))),
        (
            "ends.md",
            format!("## Why?\n\nText\n\n{}", "---\n\n".repeat(MANY)),
        ),
        (
            "table.csv",
            format!("title,answer,level\n{}", "Why?,Yes,junior\n".repeat(2000)),
        ),
        (
            "quote.csv",
            format!("title,answer\n\"{}", "a,b\n".repeat(MANY)),
        ),
        (
            "wide.csv",
            format!("{}\n{}", "a,".repeat(MANY), "b,".repeat(MANY)),
        ),
    ]);
    for n in 0..100 {
        let links = "[a](gone.md) [[nowhere]] ".repeat(100);
        folder.write(format!("notes/n{n}.md"), format!("# N\n\n{links}"));
    }
    let names = [
        "headings.md",
        "brackets.md",
        "wiki.md",
        "ends.md",
        "table.csv",
        "quote.csv",
        "wide.csv",
        "notes",
    ];
    for name in names {
        limited(
            &folder,
            &[
                "import", name, "--topic", "data", "--source", "blog", "--level", "junior",
            ],
        );
    }
}
