//! What a user sees of mistakes, through the program: one sorted report of
//! all files, in each format, and the exit codes.

mod common;

use common::{Folder, Run, question, question_with};
use insta::assert_snapshot;

/// A folder in which most of what can be wrong is wrong.
fn broken() -> Folder {
    let level = "+++\ntitle = \"A\"\nlevel = \"jnuior\"\ntopic = \"data\"\nsource = \"blog\"\nslugg = \"a\"\n+++\n[gone](gone.md), [near](z.md#wy)\n\n```python,hl=\"9\"\nx\n```\n";
    Folder::site(&[
        ("content/a/level.md", level.replace('\n', "\r\n").as_bytes()),
        ("content/b-empty.md", b""),
        (
            "content/c-yaml.md",
            "\u{feff}---\ntitle: \"Ünïcödé 🐍\"\nlevel: [junior\n---\n".as_bytes(),
        ),
        ("content/d-latin1.md", b"+++\ntitle = \"caf\xe9\"\n+++\n"),
        ("content/e-binary.md", b"+++\n+++\n\x00\x01"),
        (
            "content/f.md",
            question_with("F", "draft = \"no\"\nupdated = 2026-02-31", "").as_bytes(),
        ),
        ("content/g one.md", question("G", "").as_bytes()),
        (
            "content/h.md",
            question_with("H", "slug = \"Z\"", "![](x.png) [x](javascript:alert)\n").as_bytes(),
        ),
        (
            "content/z.md",
            question(
                "Z",
                "## Why\n\n```pyton\n1\n```\n\n    tab\tbed\n\n| a |\n|---|\n| `x` [l](q.md) |\n",
            )
            .as_bytes(),
        ),
        ("templates/404.html", b"{{ page.nothing }}"),
        ("templates/question.html", b"\n{{ page.title }"),
    ])
}

fn text(run: &Run) -> String {
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    // A line of a file can end in white space that an editor would drop.
    let lines = run.stderr.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_folder_of_broken_files_gives_one_report() {
    let run = broken().run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "");
    assert_snapshot!(text(&run), @r#"
    error[E013]: there is no level `jnuior`
     --> content/a/level.md:3:9
      |
    3 | level = "jnuior"
      |         ^^^^^^^^
      |
      = help: did you mean `junior`?
      = help: site.toml lists these levels: junior, senior

    error[E008]: the front matter has no field `slugg`
     --> content/a/level.md:6:1
      |
    6 | slugg = "a"
      | ^^^^^
      |
      = help: did you mean `slug`?

    error[E022]: `hl` marks line 9, but the snippet has 1
      --> content/a/level.md:10:11
       |
    10 | ```python,hl="9"
       |           ^^^^^^

    error[E005]: this file does not begin with front matter
     --> content/b-empty.md:1:1
      |
    1 |
      | ^
      |
      = help: begin it with TOML between two lines of +++, or YAML between two lines of ---

    error[E004]: while parsing a flow sequence, expected ',' or ']'
     --> content/c-yaml.md:4:1
      |
    4 | ---
      | ^

    error[E002]: this file is not UTF-8: see line 2, column 13
    --> content/d-latin1.md
     = help: save it as UTF-8; other encodings are not read

    error[E026]: this file holds a NUL character
     --> content/e-binary.md:3:1
      |
    3 | ␀␁
      | ^
      |
      = help: it may be a binary file, or saved as UTF-16: save it as UTF-8

    error[E004]: invalid date, expected day between 01 and 28
     --> content/f.md:7:11
      |
    7 | updated = 2026-02-31
      |           ^^^^^^^^^^

    error[E011]: the name of this file cannot be its address: it holds ` `; use letters, digits, `-`, `_` and `.`
    --> content/g one.md
     = help: rename the file, or give a `slug` in the front matter

    error[E018]: the image `x.png` is broken: there is no file content/x.png
     --> content/h.md:8:1
      |
    8 | ![](x.png) [x](javascript:alert)
      | ^^^^^^^^^^

    warning[W004]: this image has no description
     --> content/h.md:8:1
      |
    8 | ![](x.png) [x](javascript:alert)
      | ^^^^^^^^^^
      |
      = help: write what it shows between the brackets: ![…](image.png)

    error[E025]: a link to `javascript:alert` is not allowed
     --> content/h.md:8:12
      |
    8 | ![](x.png) [x](javascript:alert)
      |            ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: links may begin with https:, http:, mailto: or tel:, or lead to a file of the site

    error[E017]: `questions/z.html` is already the address of content/h.md
    --> content/z.md
     = help: `questions/Z.html` differs only in case, and many systems do not tell the two apart
     = help: give one of them another `slug` or alias

    warning[W001]: `pyton` is not a language that is highlighted: shown as plain text
      --> content/z.md:10:4
       |
    10 | ```pyton
       |    ^^^^^
       |
       = help: did you mean `python`?
       = help: `text` is plain text without this warning

    error[E018]: the link `q.md` is broken: there is no file content/q.md
      --> content/z.md:18:7
       |
    18 | | `x` [l](q.md) |
       |       ^^^^^^^^^

    error[E024]: Found `}` but expected }}.
     --> templates/question.html:2:15
      |
    2 | {{ page.title }
      |               ^

    14 errors and 2 warnings: nothing was written
    "#);
}

#[test]
fn programs_get_json_lines() {
    let run = broken().run(&["check", "--format", "json"]);
    assert_eq!(run.code, Some(1));
    assert_snapshot!(run.stdout, @r#"
    {"severity":"error","code":"E013","message":"there is no level `jnuior`","file":"content/a/level.md","line":3,"column":9,"end_line":3,"end_column":17,"help":["did you mean `junior`?","site.toml lists these levels: junior, senior"]}
    {"severity":"error","code":"E008","message":"the front matter has no field `slugg`","file":"content/a/level.md","line":6,"column":1,"end_line":6,"end_column":6,"help":["did you mean `slug`?"]}
    {"severity":"error","code":"E022","message":"`hl` marks line 9, but the snippet has 1","file":"content/a/level.md","line":10,"column":11,"end_line":10,"end_column":17,"help":[]}
    {"severity":"error","code":"E005","message":"this file does not begin with front matter","file":"content/b-empty.md","line":1,"column":1,"end_line":1,"end_column":1,"help":["begin it with TOML between two lines of +++, or YAML between two lines of ---"]}
    {"severity":"error","code":"E004","message":"while parsing a flow sequence, expected ',' or ']'","file":"content/c-yaml.md","line":4,"column":1,"end_line":4,"end_column":1,"help":[]}
    {"severity":"error","code":"E002","message":"this file is not UTF-8: see line 2, column 13","file":"content/d-latin1.md","help":["save it as UTF-8; other encodings are not read"]}
    {"severity":"error","code":"E026","message":"this file holds a NUL character","file":"content/e-binary.md","line":3,"column":1,"end_line":3,"end_column":2,"help":["it may be a binary file, or saved as UTF-16: save it as UTF-8"]}
    {"severity":"error","code":"E004","message":"invalid date, expected day between 01 and 28","file":"content/f.md","line":7,"column":11,"end_line":7,"end_column":21,"help":[]}
    {"severity":"error","code":"E011","message":"the name of this file cannot be its address: it holds ` `; use letters, digits, `-`, `_` and `.`","file":"content/g one.md","help":["rename the file, or give a `slug` in the front matter"]}
    {"severity":"error","code":"E018","message":"the image `x.png` is broken: there is no file content/x.png","file":"content/h.md","line":8,"column":1,"end_line":8,"end_column":11,"help":[]}
    {"severity":"warning","code":"W004","message":"this image has no description","file":"content/h.md","line":8,"column":1,"end_line":8,"end_column":11,"help":["write what it shows between the brackets: ![…](image.png)"]}
    {"severity":"error","code":"E025","message":"a link to `javascript:alert` is not allowed","file":"content/h.md","line":8,"column":12,"end_line":8,"end_column":33,"help":["links may begin with https:, http:, mailto: or tel:, or lead to a file of the site"]}
    {"severity":"error","code":"E017","message":"`questions/z.html` is already the address of content/h.md","file":"content/z.md","help":["`questions/Z.html` differs only in case, and many systems do not tell the two apart","give one of them another `slug` or alias"]}
    {"severity":"warning","code":"W001","message":"`pyton` is not a language that is highlighted: shown as plain text","file":"content/z.md","line":10,"column":4,"end_line":10,"end_column":9,"help":["did you mean `python`?","`text` is plain text without this warning"]}
    {"severity":"error","code":"E018","message":"the link `q.md` is broken: there is no file content/q.md","file":"content/z.md","line":18,"column":7,"end_line":18,"end_column":16,"help":[]}
    {"severity":"error","code":"E024","message":"Found `}` but expected }}.","file":"templates/question.html","line":2,"column":15,"end_line":2,"end_column":16,"help":[]}
    "#);
    for line in run.stdout.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(record["message"].is_string() && record["code"].is_string());
    }
    assert_snapshot!(run.stderr, @"14 errors and 2 warnings");
}

#[test]
fn github_gets_annotations() {
    let folder = broken();
    let asked = folder.run(&["check", "--format", "github"]);
    assert_snapshot!(asked.stdout, @r#"
    ::error file=content/a/level.md,line=3,col=9,title=E013::there is no level `jnuior`%0Adid you mean `junior`?%0Asite.toml lists these levels: junior, senior
    ::error file=content/a/level.md,line=6,col=1,title=E008::the front matter has no field `slugg`%0Adid you mean `slug`?
    ::error file=content/a/level.md,line=10,col=11,title=E022::`hl` marks line 9, but the snippet has 1
    ::error file=content/b-empty.md,line=1,col=1,title=E005::this file does not begin with front matter%0Abegin it with TOML between two lines of +++, or YAML between two lines of ---
    ::error file=content/c-yaml.md,line=4,col=1,title=E004::while parsing a flow sequence, expected ',' or ']'
    ::error file=content/d-latin1.md,title=E002::this file is not UTF-8: see line 2, column 13%0Asave it as UTF-8; other encodings are not read
    ::error file=content/e-binary.md,line=3,col=1,title=E026::this file holds a NUL character%0Ait may be a binary file, or saved as UTF-16: save it as UTF-8
    ::error file=content/f.md,line=7,col=11,title=E004::invalid date, expected day between 01 and 28
    ::error file=content/g one.md,title=E011::the name of this file cannot be its address: it holds ` `; use letters, digits, `-`, `_` and `.`%0Arename the file, or give a `slug` in the front matter
    ::error file=content/h.md,line=8,col=1,title=E018::the image `x.png` is broken: there is no file content/x.png
    ::warning file=content/h.md,line=8,col=1,title=W004::this image has no description%0Awrite what it shows between the brackets: ![…](image.png)
    ::error file=content/h.md,line=8,col=12,title=E025::a link to `javascript:alert` is not allowed%0Alinks may begin with https:, http:, mailto: or tel:, or lead to a file of the site
    ::error file=content/z.md,title=E017::`questions/z.html` is already the address of content/h.md%0A`questions/Z.html` differs only in case, and many systems do not tell the two apart%0Agive one of them another `slug` or alias
    ::warning file=content/z.md,line=10,col=4,title=W001::`pyton` is not a language that is highlighted: shown as plain text%0Adid you mean `python`?%0A`text` is plain text without this warning
    ::error file=content/z.md,line=18,col=7,title=E018::the link `q.md` is broken: there is no file content/q.md
    ::error file=templates/question.html,line=2,col=15,title=E024::Found `}` but expected }}.
    "#);
    let output = folder
        .command(&["check"])
        .env("GITHUB_ACTIONS", "true")
        .output();
    let by_itself = Run::from(output.expect("runs"));
    assert_eq!(by_itself.stdout, asked.stdout);
    assert_eq!(by_itself.code, Some(1));
}

#[test]
fn at_most_fifty_are_shown() {
    let given: Vec<(String, String)> = (0..30)
        .map(|n| {
            let body = "[a](gone.md)\n\n```pyton\n```\n";
            let text = question_with("Q", "colour = 1", body).replace("junior", "jnior");
            (format!("content/q{n:02}.md"), text)
        })
        .collect();
    let folder = Folder::site(&given);
    let run = folder.run(&["check"]);
    let count = |part: &str| run.stderr.matches(part).count();
    // 60 errors and 30 warnings: no error is hidden by a warning.
    assert_eq!(
        (count("error[E"), count("warning[W")),
        (50, 0),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\n... and 40 more\n"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("60 errors and 30 warnings\n"),
        "{}",
        run.stderr
    );
    let json = folder.run(&["check", "--format", "json"]);
    assert_eq!(json.stdout.lines().count(), 90, "programs get all");
}

#[test]
fn what_is_right_is_said_in_a_line() {
    let folder = Folder::site(&[("content/a.md", question("A", ""))]);
    assert_snapshot!(folder.run(&["check"]).stderr, @r#"
    warning[W003]: without `base_url` there is no site map, no feed and no canonical address, and 404.html has no style below a path of its host
    --> site.toml
     = help: set base_url = "https://USER.github.io/REPO/" when you know where the site will be

    1 question checked, no errors (1 warning)
    "#);
    let based = ["check", "--base-url", "https://example.org"];
    assert_snapshot!(folder.run(&based).stderr, @"1 question checked, no errors");
    let json = folder.run(&["build", "--format", "json"]);
    assert_eq!(json.code, Some(0));
    assert_eq!(
        json.stdout.lines().count(),
        0,
        "a missing base_url is said by `check` alone: {}",
        json.stdout
    );
    assert!(json.stderr.contains("Built 1 question"), "{}", json.stderr);
    let drafts = folder.run(&["build", "--drafts", "--timings"]);
    assert!(
        drafts.stdout.contains("drafts included"),
        "{}",
        drafts.stdout
    );
    for stage in [
        "read",
        "question",
        "assets",
        "guide",
        "templates",
        "publish",
        "render",
        "highlight",
        "index",
    ] {
        assert!(
            drafts.stderr.contains(&format!("{stage}  ")),
            "{}",
            drafts.stderr
        );
    }
}

#[test]
fn exit_codes_tell_mistakes_of_content_from_those_of_use() {
    let good = Folder::site(&[("content/a.md", question("A", ""))]);
    let bad = Folder::site(&[("content/a.md", "")]);
    let none = Folder::empty();
    for (folder, args, code) in [
        (&good, &["build"][..], 0),
        (&good, &["check"], 0),
        (&good, &["--help"], 0),
        (&good, &["--version"], 0),
        (&bad, &["build"], 1),
        (&bad, &["check"], 1),
        (&none, &["build"], 1),
        (&none, &["check", "nowhere"], 1),
        (&none, &["build", "nowhere"], 1),
        (&good, &[], 2),
        (&good, &["biuld"], 2),
        (&good, &["build", "--fast"], 2),
        (&good, &["build", "--base-url", "example.org"], 2),
        (&good, &["build", "--format", "xml"], 2),
        (&good, &["build", "a", "b"], 2),
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, Some(code), "{args:?}: {}", run.stderr);
        assert!(code == 0 || !run.stderr.is_empty(), "{args:?}");
    }
    assert_eq!(none.names(), Vec::<String>::new());
    assert_snapshot!(none.run(&["build"]).stderr.replace(none.path().to_str().expect("text"), "DIR"), @r"
    error[E003]: there is no site.toml in .
    --> site.toml
     = help: run this in the folder of a guide, or name that folder: studypress build DIR

    1 error: nothing was written
    ");
}

#[test]
fn wrong_use_is_answered_with_what_is_right() {
    let folder = Folder::empty();
    assert_snapshot!(folder.run(&["biuld"]).stderr, @r"
    error: unrecognized subcommand 'biuld'

      tip: a similar subcommand exists: 'build'

    Usage: studypress <COMMAND>

    For more information, try '--help'.
    ");
    assert_snapshot!(folder.run(&["build", "--base-url", "example.org"]).stderr, @r"
    error: invalid value 'example.org' for '--base-url <URL>': it must begin with https:// or http://

    For more information, try '--help'.
    ");
}

/// Control characters in a file do not reach the terminal.
#[test]
fn a_report_cannot_drive_the_terminal() {
    let text = question(
        "\u{1b}[31m",
        "\u{1b}[31m[x](gone\u{1b}[2J.md)\n\n```a\u{1b}b\n```\n",
    );
    let folder = Folder::site(&[("content/a.md", text)]);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        !run.stderr.contains('\u{1b}'),
        "{}",
        run.stderr.escape_debug()
    );
}

/// A line of a megabyte is shown in part.
#[test]
fn long_lines_are_cut() {
    let text = format!(
        "{}[x](gone.md){}",
        "é ".repeat(200_000),
        " ü".repeat(200_000)
    );
    let folder = Folder::site(&[("content/a.md", question("A", &text))]);
    let run = folder.run(&["check"]);
    assert!(run.stderr.len() < 5000, "{}", run.stderr.len());
    assert!(
        run.stderr.contains("content/a.md:8:400001"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("[x](gone.md)"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let outside = Folder::empty();
    outside.write("secret.md", question("Secret", ""));
    outside.write("dir/secret.md", question("Secret", ""));
    let folder = Folder::site(&[
        ("content/real.md", question("Real", "")),
        ("shared/inside.md", question("Inside", "")),
    ]);
    symlink("../shared/inside.md", folder.join("content/inside.md")).expect("linked");
    symlink("gone.md", folder.join("content/dangling.md")).expect("linked");
    symlink(".", folder.join("content/loop")).expect("linked");
    symlink(outside.join("secret.md"), folder.join("content/out.md")).expect("linked");
    symlink(outside.join("dir"), folder.join("content/dir")).expect("linked");
    outside.write("dir/more.md", question("More", ""));
    folder.write("content/.hidden.md", "not read");
    folder.write("content/.git/x.md", "not read");
    let name = std::ffi::OsStr::from_bytes(b"content/caf\xe9.md");
    std::fs::write(folder.join(name), question("Latin", "")).expect("written");
    let run = folder.run(&["check", "--base-url", "https://example.org"]);
    let at = folder.path().to_str().expect("text");
    assert_eq!(run.code, Some(1));
    assert_snapshot!(text(&run).replace(at, "DIR"), @r"
    error[E001]: the name of this file is not Unicode
    --> content/caf�.md
     = help: rename the file

    error[E001]: this symbolic link leads to gone.md, which is not there
    --> content/dangling.md

    error[E001]: this symbolic link leads out of the site
    --> content/dir
     = help: copy what it leads to into the site

    error[E001]: this symbolic link leads to a folder that holds it
    --> content/loop

    error[E001]: this symbolic link leads out of the site
    --> content/out.md
     = help: copy what it leads to into the site

    5 errors
    ");
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let folder = Folder::site(&[("content/a.md", question("A", ""))]);
    let big = std::fs::File::create(folder.join("content/big.png")).expect("made");
    big.set_len(65 * 1024 * 1024).expect("grown");
    assert_snapshot!(folder.run(&["check", "--base-url", "https://example.org"]).stderr, @r"
    error[E027]: this file has 68157440 bytes; at most 67108864 are read
    --> content/big.png
     = help: keep large files elsewhere and link to them

    1 error
    ");
}

#[cfg(unix)]
#[test]
fn names_that_other_systems_cannot_hold_are_warned_of() {
    let folder = Folder::site(&[
        ("content/con.md", question("Con", "")),
        (
            "content/a/Gil.md",
            question_with("Gil", "slug = \"one\"", ""),
        ),
        (
            "content/a/gil.md",
            question_with("Other", "slug = \"two\"", ""),
        ),
        (
            "content/a/x\u{1b}[31m.md",
            question_with("Red", "slug = \"red\"", ""),
        ),
    ]);
    let run = folder.run(&["check", "--base-url", "https://example.org"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_snapshot!(text(&run), @r"
    warning[W011]: this name differs from content/a/Gil.md only in case
    --> content/a/gil.md
     = help: most Windows and macOS systems keep one of the two: rename the other

    warning[W011]: Windows cannot hold this name: it holds `\u{1b}`
    --> content/a/x\u{1b}[31m.md
     = help: rename the file; `slug` in its front matter can keep its address

    warning[W011]: Windows cannot hold this name: `con` is a device there
    --> content/con.md
     = help: rename the file; `slug` in its front matter can keep its address

    4 questions checked, no errors (3 warnings)
    ");
}

#[test]
fn content_may_end_in_capital_letters() {
    let folder = Folder::site(&[
        ("content/a.MD", question("A", "See [b](b.md).")),
        ("content/b.md", question("B", "See [a](a.MD).")),
    ]);
    let run = folder.run(&["build", "--base-url", "https://example.org"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(folder.join("public/questions/a.html").exists());
    assert!(!folder.join("public/media").exists());
}
