//! The highlighter, token by token. A fixture is code with its classes marked: `«k:return» x`.

use studypress::highlight::{Class, Grammar, to_html};
use studypress::languages::{find, language::Language, names};

/// Highlights the text of a marked fixture and compares the marks.
#[track_caller]
fn check(name: &str, fixture: &str) {
    let mut code = fixture.replace('»', "");
    for class in Class::ALL {
        code = code.replace(&format!("«{}:", class.name()), "");
    }
    assert_eq!(marked(&lines(&code, known(name))), fixture);
}

/// For many fixtures of one line each, which say nothing to one another.
#[track_caller]
fn check_each(name: &str, fixtures: &str) {
    fixtures
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .for_each(|line| check(name, line));
}

#[track_caller]
fn known(name: &str) -> Option<&'static Grammar> {
    let language = find(name).unwrap_or_else(|| panic!("{name} is not known"));
    language.grammar.as_ref()
}

/// The lines of highlighted code.
fn lines(code: &str, grammar: Option<&Grammar>) -> Vec<String> {
    let html = to_html(code, grammar);
    html.split_terminator('\n').map(str::to_owned).collect()
}

/// HTML as marked text.
fn marked(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    for class in Class::ALL {
        text = text.replace(
            &format!("<span class={}>", class.name()),
            &format!("«{}:", class.name()),
        );
    }
    text.replace("</span>", "»")
        .replace("&lt;", "<")
        .replace("&#13;", "\r")
        .replace("&amp;", "&")
}

/// HTML as the text that a reader sees; every element that a line opens must also end in it.
#[track_caller]
fn text(lines: &[String]) -> String {
    let mut text = Vec::new();
    for line in lines {
        let marked = marked(std::slice::from_ref(line));
        let mut open = false;
        let mut rest = marked.as_str();
        let mut plain = String::new();
        while let Some(at) = rest.find(['«', '»']) {
            plain.push_str(&rest[..at]);
            assert_eq!(rest[at..].starts_with('»'), open, "{line}");
            rest = &rest[at + if open { "»".len() } else { "«k:".len() }..];
            open = !open;
        }
        assert!(!open, "{line}");
        text.push(plain + rest);
    }
    text.join("\n")
}

mod python {
    use super::{check, check_each};

    #[test]
    fn names_and_keywords() {
        check_each(
            "python",
            "
            «k:if» a «k:and not» b «k:or» c «k:is not None»: «k:pass»
            «k:async def» «f:f»(): «k:await» x; «k:return» ordinary, iffy, x.is_
            «k:class» «f:C»(Base): «k:...»
            «k:from» . «k:import» a «k:as» b
            «k:from» .«k:import» a; «k:from» ..«k:import» a; «k:from ...import» a
            «k:try»: «k:raise» E «k:from None»
            «k:except»* E «k:as» e: «k:del» e
            (x := «n:1»); «k:lambda» x, *y: x
            «b:print»(«b:len»(x), x.print, end=«s:\"\"», id=«n:1», x == «b:type») == x: «b:int» = «b:int»
            «k:raise» «b:ValueError»(«b:NotImplemented», Valueerror)
            «k:def» «f:print»(): «k:yield from» «b:exec»
            x[«k:...», «k:True», «k:False»]
            ünï, 名前, x1, _1, if_
            "
            ,
        );
    }

    #[test]
    fn numbers() {
        check_each(
            "python",
            "
            «n:0», «n:0_0», «n:1_000», «n:0xFf_0», «n:0o17», «n:0B1», «n:1.», «n:.5», «n:1_0.0_1e-1_0J», «n:1e5», «n:09.5», «n:3j»
            x1 + e5 - «n:1»
            a[«n:1»:«n:2», .x, «n:.5»:]
            «n:1»«k:if» «n:2»«k:else» «n:.5»«k:or» «n:0x1f»«k:or» x
            «n:1.».real, «n:1» .real
            ",
        );
    }

    #[test]
    fn strings() {
        check_each(
            "python",
            r#"
            «s:'a'» + «s:"it's"» + «s:'\''» + «s:rb"\""» + «s:Br'\\'» + «s:u''» + «s:""»
            f(b, r, u, rb, b=«s:b"b"»)
            «s:'# no' "comment"»  «c:# 'comment'»
            «s:'''a'b''c'''»; «s:"""a"b""c"""»; «s:'''\''''»
            x = «k:not»«s:'a'»«k:or»«s:"b"»
            "#,
        );
        check(
            "python",
            r#"«k:def» «f:f»():
    «s:"""One.»

    «s:Two "three" \""" four # five»
    «s:"""»
    «k:return» «s:'a\»
    «s:b'»  «c:# é»"#,
        );
    }

    #[test]
    fn replacement_fields() {
        check_each(
            "python",
            r#"
            «s:f'a»«i:{»x«i:}»«s:b'»
            «s:f"»«i:{»x«i:!r:»«s:>»«i:{»w«i:}»«s:.»«i:{»p«i:}»«s:f»«i:}»«s:"»
            «s:f'»«i:{»x «i:= !s}»«s:'», «s:f'»«i:{»x«i:=}»«s:'», «s:f'»«i:{»x!=y«i:}»«s:'», «s:f'»«i:{»x==y«i:}»«s:'»
            «s:f'{{no}}»«i:{»yes«i:}»«s:}}'»
            «s:f"»«i:{»d[«s:"k"»]«i:} {»«s:f"»«i:{»«s:"\n"».join(x)«i:}»«s:"»«i:}»«s:"»
            «s:f'»«i:{»(«k:lambda» x: x)({«n:1»: «n:2»}[a:b])«i::»«s:%H:%M»«i:}»«s:'»
            «s:f'\N{EM DASH}»«i:{»x«i:}»«s:'», «s:rf'\N»«i:{»x«i:}»«s:\d'»
            «s:t"»«i:{»x«i:!a}»«s:" Rt'\»«i:{»y«i:}»«s:'»
            «s:f'»«i:{»x«i::»«s:=5»«i:}»«s:'»; «s:f'»«i:{»(x := «n:5»)«i:}»«s:'»
            "#,
        );
        check(
            "python",
            r#"«s:f"""»«i:{»
    x  «c:# }»
    «i:!r:»
    «s:>»«i:{»
        w
    «i:}}»
«s:"""» + «s:f'»«i:{»x
«i:}»«s:'»"#,
        );
    }

    #[test]
    fn decorators() {
        check(
            "python",
            "«d:@a»\n«d:@a.b .c»(«n:1»)\n«d:@»(x)\n«k:class» «f:C»:\n    «d:@property»\n    «k:def» «f:f»(): «k:pass»\nx = (a\n    @ b)\nx = a \\\n    @ b",
        );
    }

    #[test]
    fn match_statements() {
        check(
            "python",
            r#"«k:match» command:
    «k:case» [«s:"go"», _direction, «k:_», *«k:_»]: «k:pass»
    «k:case» Point(x=«n:0», _=«k:_») | {«s:"k"»: «k:_»} «k:if» _ > «n:0»:
        case = «n:1»
        case(x)
    «k:case» a._ | C(«k:_») «k:as» case: «b:print»(_)
    «k:case _»: «k:...»
case(_)
«k:match» (
    x, y  «c:# :»
):
    «k:case» (
        «k:_»,
    ): «k:pass»
«k:match» \
    -x:
    «k:case» -«n:1»: «k:pass»"#,
        );
    }

    #[test]
    fn names_that_might_be_soft_keywords() {
        for code in [
            "match = 1",
            "match(x)",
            "match[x]: y",
            "match (x)",
            "match -x",
            "match * x",
            "match in x",
            "match not in x",
            "match.x",
            "match, x = y",
            "case = 1",
            "case (x)",
            "case[x]: y",
            "x = match",
            "_ = _",
            "x(\n    match (y),\n    case (y)\n)",
            "x = {\n    match (x):\n        y,\n}",
            "if x and \\\nmatch (y):\n    z",
        ] {
            let found = super::marked(&super::lines(code, super::known("python")));
            assert!(
                !found.contains("k:match") && !found.contains("k:case") && !found.contains("k:_"),
                "{found}"
            );
        }
    }

    #[test]
    fn lazy_imports() {
        check_each(
            "python",
            "
            «k:lazy import» json; «k:lazy import» a.b «k:as» c
            «k:lazy from» a.b «k:import» c; «k:lazy from» . «k:import» (d, e)
            «k:lazy from ...import» f; «k:lazy from...».a «k:import» g; «k:lazy from......import» h
            «k:if» x: «k:lazy import» y  «c:# lazy»
            lazy = lazy(x); lazy.x; lazy: «b:int»; lazy
            «k:import» lazy; «k:from» lazy «k:import» lazy; «k:from» .lazy «k:import» x; «k:from» . «k:import» lazy
            «k:raise» lazy «k:from» lazy
            «k:raise lambda»: lazy «k:from» error
            ",
        );
        check(
            "python",
            "«k:lazy from» a \\\n    «k:import» (\n    lazy,\n)\nlazy",
        );
        check("pycon", "«p:>>>» «k:lazy import» json\nlazy import json");
    }

    #[test]
    fn unpacking_in_comprehensions() {
        check_each(
            "python",
            "
            [*y «k:for» y «k:in» z], {*y «k:for» y «k:in» z}, {**d «k:for» d «k:in» ds}, f(*y «k:for» y «k:in» z)
            ",
        );
    }

    #[test]
    fn type_statements() {
        check_each(
            "python",
            "
            «k:type» «f:X»[T: «b:int» = «b:str», *Ts, **P] = «b:list»[T]
            «k:type» «f:type» = «b:int»
            «k:if» x: «k:type» «f:Y» = Z
            «b:type»(x); «b:type» «k:in» x; x(type=«n:1»); x: «b:type»; «b:type» | «k:None»
            ",
        );
    }

    #[test]
    fn broken_code_recovers() {
        check("python", "x = «s:'unclosed»\ny = «n:1»");
        check("python", "«n:1»class C: «k:pass»");
        check(
            "python",
            "x = «s:f\"»«i:{»a(y«s:\"»\n«k:def» «f:f»(): «k:pass»",
        );
        check(
            "python",
            "x = (\n«k:def» «f:f»(): «k:pass»\n«d:@a»\n«k:match» x:\n    «k:case _»: y",
        );
    }
}

#[test]
fn transcripts() {
    check(
        "pycon",
        r#"«p:>>>» «k:match» x:
«p:...»     «k:case» [«n:1», «k:_»]: «b:print»(«s:"""a»
«p:...» «s:b"""»)
«p:...»
match 1: def "not code' (
«p:>>>» «d:@property»
«p:...» «k:def» «f:f»(): «s:'unclosed»
«p:>>>» «n:1»/«n:0»
«e:Traceback (most recent call last):»
  File «s:"<stdin>"», line «n:1», in «f:<module>»
    «n:1»/«n:0»
    «e:~^~»
«e:ZeroDivisionError»: division by zero
«p:>>>» «n:2»
2"#,
    );
}

#[test]
fn tracebacks() {
    check(
        "pytb",
        r#"«e:Traceback (most recent call last):»
  File «s:"/app/x.py"», line «n:12», in «f:main»
    «k:raise» «b:ValueError»(«s:"a»
    «e:^^^^^»
«e:mod.Custom»: a

During handling of the above exception, another exception occurred:

  + «e:Exception Group Traceback (most recent call last):»
  |   File «s:"a.py"», line «n:3», in «f:<module>»
  | «e:ExceptionGroup»: x (1 sub-exception)
  +-+---------------- 1 ----------------
    | «e:mod.Custom»
    +------------------------------------
  File «s:"x.py"», line «n:1»
    «k:def» «f:f»(:
          «e:^»
«e:SyntaxError»: invalid syntax"#,
    );
}

#[test]
fn shells() {
    check(
        "console",
        "«p:$» pip install «s:\"a>1\"» \\\n    --upgrade\nCollecting 'a\n(venv) «p:me@host:~$» «b:echo» «s:\"»«i:$A»«s:\"»\n«c:# remark»\nin 3.14",
    );
    check(
        "bash",
        "«k:if» «b:[» -f x «b:]»; «k:then» «b:echo» «s:'y'»; «k:fi»  «c:# z»",
    );
}

#[test]
fn data() {
    check(
        "json",
        "{«s:\"a\"»: [«n:1», «n:-2.5e3», «k:true», «k:null»]}",
    );
    check(
        "toml",
        "[[«f:a.b»]]\n«d:c.\"d\"» = «s:'e'»  «c:# f»\n«d:g» = [«n:1», «n:1979-05-27», «k:true»]\n«d:h» = «s:\"\"\"»\n«s:i\"\"\"»",
    );
    check(
        "yaml",
        "«c:# c»\n«d:a»:\n  - «d:b»: «n:1»\n  - «s:'c'»\n  - d",
    );
    check("ini", "«c:; c»\n[«f:s»]\n«d:key» = value");
    check(
        "sql",
        "«k:SELECT» «b:count»(*) «k:FROM» t «k:WHERE» x = «s:'y'» «c:-- z»",
    );
    check(
        "diff",
        "«c:--- a»\n«c:+++ b»\n«d:@@ -1 +1 @@»\n same\n«e:-old»\n«s:+new»",
    );
}

#[test]
fn markup_and_programs() {
    check(
        "html",
        "<«k:p» «d:class»=«s:\"x\"»>a «n:&amp;»</«k:p»> «c:<!-- b -->»",
    );
    check("xml", "<«k:a» «d:b»=«s:\"c\"»/>");
    check("css", "«d:.a» { «d:color»: «n:#fff»; }");
    check("js", "«k:const» x = «s:`a»«i:${»b«i:}»«s:`»; «c:// c»");
    check("c", "«k:int» «f:main»(«k:void») { «k:return» «n:0»; }");
    check("rust", "«k:pub fn» «f:f»() -> «k:u32» { «n:1» }");
    check("markdown", "«f:# Title»\ntext «s:`code`»");
    check("text", "def f(): <b> 'a' # 1");
}

#[test]
fn what_builds_and_deploys() {
    for (name, fixture) in [
        ("dockerfile", "«k:FROM» python:3.13 «k:AS» build # c"),
        (
            "Dockerfile",
            r#"«k:RUN» pip install «s:"a»«i:$B»«s:"» && make"#,
        ),
        ("docker", r#"«k:ENTRYPOINT» [«s:"python"», «s:"-m"»]"#),
        (
            "hcl",
            r#"«k:resource» «s:"a" "b"» { name = «s:"»«k:${»«b:var».x«k:}»«s:"» } «c:# c»"#,
        ),
        ("tf", "count = «n:1»"),
        ("terraform", "on = «k:true»"),
        (
            "nginx",
            "«k:server» { «k:listen» «s:80»; «k:root» «i:$x»; } «c:# c»",
        ),
        ("makefile", "«f:all»: «k:$(»OBJS«k:)» «c:# c»"),
        (
            "powershell",
            r#"«k:if» («i:$»x -gt «n:1») { «b:Write-Host» «s:"a»«i:$»«s:y"» } «c:# c»"#,
        ),
        ("ps1", "«k:function» «f:Get-It» { «i:$»«k:true» }"),
        ("cmake", r#"«b:set»(A «s:"b"») «c:# c»"#),
    ] {
        check(name, fixture);
    }
}

#[test]
fn what_programs_send_and_draw() {
    for (name, fixture) in [
        (
            "proto",
            "«k:message» «f:A» { «b:string» b = «n:1» [«d:c» = «k:true»]; «b:int32» d = «n:2»; } «c:// c»",
        ),
        ("http", "«k:GET» /a «k:HTTP/1.1»"),
        ("regex", "«k:^(?<»«f:a»«k:>\\d»+«k:)$»"),
        (
            "dot",
            r#"«k:digraph» «f:G» { a -> b [«b:label»=«s:"x"»]; } «c:// c»"#,
        ),
        (
            "jinja",
            "{% «k:for» x in y %}<«k:p»>{{ x|«b:e» }}</«k:p»>«c:{# c #}»",
        ),
        ("vue", r#"<«k:p» «d:v-if»="ok">{{ x }}</«k:p»>"#),
        ("scss", "«d:.a» { «d:color»: «n:#fff»; }"),
    ] {
        check(name, fixture);
    }
}

#[test]
fn programs_in_many_languages() {
    for (name, fixture) in [
        (
            "java",
            r#"«d:@Override» «k:public int» f(«b:String» s) { «k:return new» «b:A»(«n:1», «s:"b"»); } «c:// c»"#,
        ),
        (
            "kotlin",
            r#"«k:fun» «f:f»(x: «k:Int»): «k:String» = «s:"a"» «c:// c»"#,
        ),
        ("kt", "«k:val» «f:x»: «k:Int»? = «k:null»"),
        (
            "scala",
            r#"«k:def» «f:f»(x: «k:Int»): «b:String» = «b:s»«s:"a"» «c:// c»"#,
        ),
        (
            "groovy",
            r#"«k:def» «f:f»(x) { «k:return» «s:"a${x}"» } «c:// c»"#,
        ),
        (
            "go",
            "«k:func» «f:f»(x «b:int») «b:error» { «k:return nil» } «c:// c»",
        ),
        (
            "ts",
            "«k:const» x: «b:number» = «k:new» «f:A»<«b:string»>(«s:`a»«i:${»b«i:}»«s:`»); «c:// c»",
        ),
        (
            "typescript",
            "«k:interface» «f:A» «k:extends» B { «k:readonly» x?: «k:keyof» «f:C» }",
        ),
        (
            "tsx",
            r#"«k:return» <«k:p» «d:className»=«s:"a"»>{b}</«k:p»>;"#,
        ),
        (
            "c#",
            r#"«k:public async» «b:Task»<«k:int»> «f:F»(«k:string» s) «k:=> await new» «b:A»(«n:1», «s:$"a»«i:{»b«i:}»«s:"»); «c:// c»"#,
        ),
        (
            "c++",
            "«k:template» <«k:typename» T> «k:int» «f:f»(«k:const» T& x) { «k:return sizeof»(x); } «c:// c»",
        ),
        ("cpp", "«d:#include» «s:<vector>»"),
        (
            "swift",
            r#"«k:func» f(x: «b:Int») -> «b:String» { «k:return» «s:"a"» } «c:// c»"#,
        ),
        ("dart", "«k:final» «b:String» s = «s:'a'»; «c:// c»"),
        ("zig", "«k:const» x: «k:u32» = «n:1»; «c:// c»"),
        (
            "php",
            r#"«k:function» «f:f»(«k:int» «i:$»x): «k:string» { «k:return» «s:"a{»«i:$»«s:x}"»; } «c:// c»"#,
        ),
        (
            "ruby",
            r#"«k:def» «f:f»(x = «n:1») «b:puts» «s:"a»«i:#{»x«i:}»«s:"» «k:end» «c:# c»"#,
        ),
        ("perl", r#"«k:my» «i:$»x = «s:"a"»; «c:# c»"#),
        ("lua", "«k:local» x = «k:nil» «c:-- c»"),
        ("r", "«f:f» <- «k:function»(x) «k:TRUE» «c:# c»"),
        ("julia", "f(x) = x + «n:1» «c:# c»"),
        ("haskell", "«f:f» «k::: Int -> Int» «c:-- c»"),
        ("elixir", "«k:def» «f:f»(x) when x > «n:0», do: :a «c:# c»"),
        (
            "erlang",
            r#"«f:f»(X) «k:when» X > «n:0» -> «s:"a"». «c:% c»"#,
        ),
        ("clojure", r#"(«k:defn» «f:f» [x] «s:"a"») «c:; c»"#),
        ("lisp", r#"(«k:defun» «f:f» (x) «s:"a"») «c:; c»"#),
        ("ocaml", r#"«k:let rec» «f:f» x = «s:"a"» «c:(* c *)»"#),
    ] {
        check(name, fixture);
    }
}

#[test]
fn languages_by_name() {
    let usual = |name: &str| find(name).map(Language::name);
    assert_eq!(usual("py"), Some("python"));
    assert_eq!(usual("Python"), Some("python"));
    assert_eq!(usual("C#"), Some("csharp"));
    assert_eq!(usual("pyhton"), None);
    assert_eq!(usual(""), None);
    for name in names() {
        assert!(find(name).is_some());
    }
    let mut names: Vec<_> = names().collect();
    names.sort_unstable();
    assert!(
        names.windows(2).all(|pair| pair[0] != pair[1]),
        "a name for two languages"
    );
}

#[test]
fn classes_have_names_of_their_own() {
    let mut names = Class::ALL.map(Class::name);
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn lines_and_line_ends() {
    let python = known("python");
    assert!(lines("", python).is_empty());
    assert_eq!(lines("\n", python), [""]);
    assert_eq!(lines("x\n\n", python), ["x", ""]);
    assert_eq!(lines("  x\r\n\ty  \r\n", python), ["  x", "\ty  "]);
    assert_eq!(lines("x\ry\n", python), ["x&#13;y"]);
    assert_eq!(lines("x\0y", python), ["x\u{fffd}y"]);
    assert_eq!(
        lines("a < b & c > d\r\n\"'", None),
        ["a &lt; b &amp; c > d", "\"'"]
    );
    assert_eq!(
        lines("'''a\n\n  b'''", python),
        [
            "<span class=s>'''a</span>",
            "",
            "  <span class=s>b'''</span>"
        ]
    );
}

#[test]
fn very_long_lines_are_plain() {
    let long = format!("x = [{}]", "1, ".repeat(10_000));
    assert_eq!(
        lines(&format!("y = 1\n{long}\nz = 2\n"), known("python")),
        [
            "y = <span class=n>1</span>",
            long.as_str(),
            "z = <span class=n>2</span>",
        ]
    );
}

/// Lines are parsed several at a time; where one such piece ends and the next begins does not show.
#[test]
fn what_stands_above_code_changes_nothing() {
    let forms = include_str!("highlight/forms.py");
    let expected = lines(forms, known("python"));
    for above in (0..2_100).step_by(60) {
        let code = "#\n".repeat(above) + forms;
        assert_eq!(lines(&code, known("python"))[above..], expected, "{above}");
    }
}

/// Whatever the text and the language, the output shows the text.
#[test]
fn any_text_comes_out_again() {
    let mut pieces: Vec<&str> = include_str!("highlight/forms.py")
        .split_inclusive([' ', '\n'])
        .collect();
    pieces.extend([
        "\"", "'", "\"\"\"", "f'{", "}", "{", "(", "]", "\\\n", "\\", "<", "&", "\r", "\r\n", "é",
        "🐍", "\u{feff}",
    ]);
    pieces.extend([
        ">>> ",
        "... ",
        "$ ",
        "Traceback (most recent call last):\n",
        "<a b='",
        "-->",
        "```",
        "/*",
        "${",
        "<<EOF\n",
        "%{",
    ]);
    pieces.extend([
        "match ", "case ", "_", "@", "type ", ":\n", "\t", "\x0c", "\u{2028}", "\u{301}", "#",
    ]);
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or_default() % below
    };
    for name in names() {
        for length in [3, 10, 40, 200] {
            let code: String = (0..length).map(|_| pieces[next(pieces.len())]).collect();
            let expected = code.replace("\r\n", "\n");
            let expected = expected.strip_suffix('\n').unwrap_or(&expected);
            assert_eq!(text(&lines(&code, known(name))), expected, "{name}");
            assert_eq!(text(&lines(&code, None)), expected);
        }
    }
}
