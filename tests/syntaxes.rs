//! Grammars of a site's own: what they show, and what is wrong with them.

mod common;

use common::{files, outputs, question, report, site_mistakes};
use insta::assert_snapshot;
use studypress::highlight::{Grammar, own_html, to_html};
use studypress::syntaxes;

/// A grammar whose only rules are these.
fn grammar(rules: &str) -> String {
    let rules: String = rules.lines().map(|line| format!("    {line}\n")).collect();
    format!("scope: source.own\ncontexts:\n  main:\n{rules}")
}

/// Code by a grammar without mistakes.
#[track_caller]
fn shown(grammar: &str, code: &str) -> String {
    shown_by(&[("syntaxes/own.sublime-syntax", grammar)], code)
}

/// Code by the grammar `own` of several.
#[track_caller]
fn shown_by(given: &[(&str, &str)], code: &str) -> String {
    let read = syntaxes::collect(&files(given));
    assert_eq!(read.diagnostics, []);
    own_html(code, read.value.find("own").expect("a grammar"))
}

/// What is wrong with a grammar, with the text at the place.
fn mistakes(grammar: &str) -> String {
    let files = files(&[("syntaxes/own.sublime-syntax", grammar)]);
    report(&syntaxes::collect(&files).diagnostics, &files)
}

/// What is wrong with the rules of `main`.
fn wrong(rules: &str) -> String {
    mistakes(&grammar(rules))
}

#[test]
fn a_page_shows_code_by_the_grammar_of_its_site() {
    let own = "name: Quark\nfile_extensions: [QK, java]\n".to_owned()
        + &grammar("- match: '\\b(up|down)\\b'\n  scope: keyword");
    let body = "```quark\nup a\n```\n\n```qk,hl=\"1\"\ndown b\n```\n\n```Java\nup class\n```\n";
    let made = outputs(&[
        ("content/a.md", &*question("A", body)),
        ("syntaxes/quark.sublime-syntax", &own),
    ]);
    let page = &made["questions/a.html"];
    assert!(page.contains("<span class=k>up</span> a\n"), "{page}");
    assert!(page.contains("<span class=k>down</span> b\n"), "{page}");
    // Its own takes the place of one that ships.
    assert!(page.contains("<span class=k>up</span> class\n"), "{page}");
}

#[test]
fn a_name_that_nobody_knows_may_be_meant_for_one_of_the_site() {
    let own = grammar("- match: a");
    let found = site_mistakes(&[
        ("content/a.md", &*question("A", "```qark\nup\n```")),
        ("syntaxes/quark.sublime-syntax", &own),
    ]);
    assert_snapshot!(found, @r"
    content/a.md:8:4: W001 `qark` is not a language that is highlighted: shown as plain text «qark»
      did you mean `quark`?
      `text` is plain text without this warning
    ");
}

#[test]
fn lines_that_are_long_stay_plain() {
    let own = grammar("- match: up\n  scope: keyword");
    let long = "up ".repeat(334);
    let code = format!("up\n{long}\nup");
    let expected = format!("<span class=k>up</span>\n{long}\n<span class=k>up</span>\n");
    assert_eq!(shown(&own, &code), expected);
    let found = site_mistakes(&[
        (
            "content/a.md",
            &*question("A", &format!("```own\n{code}\n```")),
        ),
        ("syntaxes/own.sublime-syntax", &own),
    ]);
    assert_snapshot!(found, @r"
    content/a.md:8:4: W014 line 2 of this `own` is longer than 1000 bytes: it is shown as plain text «own»
      the grammar is one of `syntaxes/`, and these are not tried on longer lines
    ");
    let long = format!("let a = [{}];", "1, ".repeat(100));
    let found = site_mistakes(&[(
        "content/a.md",
        &*question(
            "A",
            &format!("```js\n{long}\n```\n\n```python\n{long}\n```"),
        ),
    )]);
    assert_snapshot!(found, @r"
    content/a.md:8:4: W014 line 1 of this `js` is longer than 200 bytes: it is shown as plain text «js»
      with longer lines, colours might take longer than a page should take to be made
    ");
}

#[test]
fn contexts_are_entered_and_left() {
    let own = r#"
scope: source.own
variables:
  word: '[a-z]+'
  mark: '{{word}}!'
contexts:
  prototype:
    - match: '#.*'
      scope: comment.line
  main:
    - match: '(fn) ({{mark}})'
      captures: {1: keyword, 2: entity.name.function}
      push: [body, args]
    - match: '"'
      push:
        - meta_scope: string.quoted
        - meta_include_prototype: false
        - match: '"|$'
          pop: true
  args:
    - match: '\d+'
      scope: constant.numeric
    - match: '\)'
      set: after
  after:
    - match: ''
      pop: 1
  body:
    - meta_content_scope: storage
    - match: 'end'
      pop: true
    - include: main
"#;
    assert_snapshot!(shown(own, "fn go! (1) a # b\n\"# c\nx end \"d\" 1"), @r###"
    <span class=k>fn</span> <span class=f>go!</span> <span class=k>(</span><span class=n>1</span><span class=k>) a</span> <span class=c># b</span>
    <span class=s>"# c</span>
    <span class=k>x</span> end <span class=s>"d"</span> 1
    "###);
}

#[test]
fn what_ended_one_thing_may_be_what_began_it() {
    let own = grammar(
        "- match: '<<(\\w+)'\n  push:\n    - meta_scope: string.quoted\n    - match: '^\\1$'\n      pop: true",
    );
    assert_snapshot!(shown(&own, "a <<END\nb\nEND x\nEND\nc"), @r"
    a <span class=s>&lt;&lt;END</span>
    <span class=s>b</span>
    <span class=s>END x</span>
    <span class=s>END</span>
    c
    ");
}

#[test]
fn a_language_inside_another() {
    let own = grammar("- match: '<(\\w+)>'\n  embed: scope:source.inner\n  escape: '</\\1>'");
    let inner = "scope: source.inner\ncontexts:\n  main:\n    - match: '\\w+'\n      scope: string.quoted\n";
    let given = [
        ("syntaxes/own.sublime-syntax", &*own),
        ("syntaxes/inner.sublime-syntax", inner),
    ];
    assert_snapshot!(shown_by(&given, "a<i>b\nc</i>d"), @r"
    a&lt;i><span class=s>b</span>
    <span class=s>c</span>&lt;/i>d
    ");
    // One that is not there is plain, as far as it goes.
    assert_snapshot!(shown(&own, "a<i>b\nc</i>d"), @r"
    a&lt;i>b
    c&lt;/i>d
    ");
}

/// Our own grammars, read as a site's, show what they show as ours.
#[test]
fn ours_are_the_same_as_a_sites_own() {
    let python = include_str!("highlight/forms.py");
    // Anchors are refused: what each stands for is put in its place.
    let grammar = include_str!("../src/languages/python/python.sublime-syntax");
    let (before, after) = grammar.split_once(" &captures\n").expect("an anchor");
    let named = after.split_inclusive('\n');
    let named: String = named
        .take_while(|line| line.starts_with("        "))
        .collect();
    let grammar = format!("{before}\n{after}").replace(" *captures\n", &format!("\n{named}"));
    for (name, text, code) in [
        ("Python", &*grammar, python),
        (
            "TOML",
            include_str!("../src/languages/grammars/toml.sublime-syntax"),
            include_str!("../Cargo.toml"),
        ),
        (
            "Markdown",
            include_str!("../src/languages/grammars/markdown.sublime-syntax"),
            include_str!("../README.md"),
        ),
    ] {
        let shipped = Grammar::simple(name, 1_000);
        assert_eq!(shown(text, code), to_html(code, Some(&shipped)), "{name}");
    }
}

#[test]
fn mistakes_have_a_place() {
    assert_snapshot!(wrong("- match: '\\b(up'\n  scope: keyword"), @r"syntaxes/own.sublime-syntax:4:14: E046 this pattern is no regular expression: end pattern with unmatched parenthesis «'\b(up'»");
    assert_snapshot!(wrong("- match: '{{word}}'"), @r"syntaxes/own.sublime-syntax:4:14: E046 there is no variable `word` «'{{word}}'»");
    assert_snapshot!(wrong("- scope: keyword"), @r"syntaxes/own.sublime-syntax:4:7: E007 a rule has no `match`");
    assert_snapshot!(wrong("- match: a\n  scop: keyword"), @r"
    syntaxes/own.sublime-syntax:5:7: E008 a rule has no field `scop` «scop»
      did you mean `scope`?
    ");
    assert_snapshot!(wrong("- match: a\n  push: mian"), @r"
    syntaxes/own.sublime-syntax:5:13: E046 there is no context `mian` «mian»
      did you mean `main`?
    ");
    assert_snapshot!(wrong("- match: a\n  push: [main, 1]"), @r"syntaxes/own.sublime-syntax:5:20: E046 a context is named by a string, not a whole number «1»");
    assert_snapshot!(wrong("- match: a\n  pop: 2"), @r"syntaxes/own.sublime-syntax:5:12: E046 `pop` must be `true`: one context is left at a time «2»");
    assert_snapshot!(wrong("- match: a\n  branch: [main]"), @r"syntaxes/own.sublime-syntax:5:15: E046 `branch` is not supported «[main]»");
    assert_snapshot!(wrong("- match: a\n  embed: scope:source.js"), @r"syntaxes/own.sublime-syntax:5:14: E046 `embed` needs `escape`, the pattern that ends it «scope:source.js»");
    assert_snapshot!(wrong("- match: a\n  captures: {one: keyword}"), @r"syntaxes/own.sublime-syntax:5:18: E046 `one` is not the number of a group «one»");
    assert_snapshot!(wrong("- include: scope:source.js"), @r"
    syntaxes/own.sublime-syntax:4:16: E046 no file of `syntaxes/` has what this refers to «scope:source.js»
      a grammar refers only to its neighbours in that folder: put the other there, too, or embed it, which needs none
    ");
    assert_snapshot!(wrong("- include: Packages/JS/JavaScript.sublime-syntax"), @r"
    syntaxes/own.sublime-syntax:4:16: E046 no file of `syntaxes/` has what this refers to «Packages/JS/JavaScript.sublime-syntax»
      a grammar refers only to its neighbours in that folder: put the other there, too, or embed it, which needs none
    ");
    assert_snapshot!(wrong("- include: main"), @r"syntaxes/own.sublime-syntax:4:16: E046 `main` includes itself by this «main»");
    assert_snapshot!(wrong("up"), @r"syntaxes/own.sublime-syntax:4:5: E046 a context is a list of rules, not a string «up»");
    assert_snapshot!(wrong("- a: [\n"), @r"syntaxes/own.sublime-syntax:5:1: E004 while parsing a node, did not find expected node content");
    assert_snapshot!(mistakes("scope: source.own\ncontexts:\n  start: []"), @r"syntaxes/own.sublime-syntax:3:3: E046 there is no context `main`, with which all begins «start: []»");
    assert_snapshot!(mistakes("contexts: {main: []}"), @r"syntaxes/own.sublime-syntax:1:1: E007 the grammar has no `scope`");
    assert_snapshot!(mistakes("scope: a\nextends: b\ncontexts: {main: []}"), @r"syntaxes/own.sublime-syntax:2:10: E046 a grammar that extends another is not supported «b»");
    assert_snapshot!(mistakes("scope: a\nvariables: {a: '{{a}}'}\ncontexts: {main: [{match: '{{a}}'}]}"), @r"syntaxes/own.sublime-syntax:3:27: E046 the variable `a` refers to itself «'{{a}}'»");
    assert_snapshot!(mistakes("scope: a\nfile_extensions: [py]\ncontexts: {main: []}"), @r"
    syntaxes/own.sublime-syntax:2:19: E046 `py` is a language that studypress runs «py»
      its grammar is part of what runs it: take another name
    ");
    assert_snapshot!(mistakes(""), @r"
    syntaxes/own.sublime-syntax:1:1: E007 the grammar has no `scope`
    syntaxes/own.sublime-syntax:1:1: E007 the grammar has no `contexts`
    ");
}

#[test]
fn circles_of_several_files() {
    let include = |name: &str, other: &str| {
        format!("scope: source.{name}\ncontexts:\n  main:\n    - include: scope:source.{other}\n")
    };
    let files = files(&[
        ("syntaxes/a.sublime-syntax", include("a", "b")),
        ("syntaxes/b.sublime-syntax", include("b", "a")),
        ("syntaxes/c.sublime-syntax", include("c", "c#main")),
    ]);
    assert_snapshot!(report(&syntaxes::collect(&files).diagnostics, &files), @r"
    syntaxes/b.sublime-syntax:4:16: E046 `main` includes itself by this «scope:source.a»
    syntaxes/c.sublime-syntax:4:16: E046 `main` includes itself by this «scope:source.c#main»
    ");
}

#[test]
fn one_name_is_for_one_grammar() {
    let grammar = "scope: a\nfile_extensions: [quark]\ncontexts: {main: []}";
    let files = files(&[
        ("syntaxes/one.sublime-syntax", grammar),
        ("syntaxes/two.sublime-syntax", grammar),
        ("syntaxes/readme.txt", "not a grammar"),
    ]);
    assert_snapshot!(report(&syntaxes::collect(&files).diagnostics, &files), @r"
    syntaxes/two.sublime-syntax:2:19: E046 two files of `syntaxes/` say that they are for `quark` «quark»
      leave it to one of them
    ");
}
