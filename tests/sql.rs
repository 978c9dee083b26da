//! SQL that is run, as a user types it: `studypress test` on pages with `sql,run`.

mod common;

use common::{Folder, Run, question};

/// A guide with one question of that body. Fences are written `'''`.
fn guide(body: &str) -> Folder {
    let body = body.replace("'''", "```");
    Folder::site(&[("content/q.md", question("Q", &body).as_bytes())])
}

/// No Python is found there, so a guide that needs none is shown to need none.
fn test(folder: &Folder, arguments: &[&str]) -> Run {
    let mut all = vec!["test", "--python", "no-such-python"];
    all.extend(arguments);
    folder.run(&all)
}

#[track_caller]
fn passes(body: &str) {
    let run = test(&guide(body), &[]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}

#[track_caller]
fn fails(body: &str, words: &[&str]) {
    let run = test(&guide(body), &[]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "no {word:?} in:\n{}", run.stderr);
    }
}

const TABLE: &str = "'''sql,run
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age REAL);
INSERT INTO users (name, age) VALUES ('Ada', 36), ('Grace Hopper', 85.5), ('nobody', NULL);
'''

";

#[test]
fn snippets_of_a_page_share_a_database_and_print_as_the_shell_does() {
    passes(&format!(
        "{TABLE}'''sql,run
SELECT * FROM users;
SELECT count(*) AS n FROM users; -- a second table
SELECT * FROM users WHERE id > 9;
'''

'''output
id  name          age
--  ------------  ----
1   Ada           36.0
2   Grace Hopper  85.5
3   nobody        NULL
n
-
3
'''

Not run:

'''sql
SELECT * FROM nowhere;
'''

'''sql,run,title=\"Changes\"
UPDATE users SET age = 86 WHERE id = 2 RETURNING name, age;
PRAGMA foreign_keys;
EXPLAIN QUERY PLAN SELECT * FROM users JOIN (SELECT 1 AS one) WHERE id = one;
'''

'''output
name          age
------------  ----
Grace Hopper  86.0
foreign_keys
------------
0
QUERY PLAN
...
`--SEARCH users ...
'''
"
    ));
    let run = test(&guide(TABLE), &[]);
    let line = run.stdout.trim();
    assert!(
        line.starts_with("content/q.md: 1 snippet passed on SQLite 3."),
        "{line}"
    );
}

#[test]
fn pages_have_databases_of_their_own() {
    let folder = guide(TABLE);
    let other = question("Other", &TABLE.replace("'''", "```"));
    folder.write("content/other.md", other);
    let run = test(&folder, &["--format", "json"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let line = run.stdout.lines().next().expect("a line");
    let file: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(file["runs"][0]["passed"], 1);
    assert!(file["runs"][0]["sqlite"].is_string(), "{line}");
}

#[test]
fn wrong_output_is_a_mistake_that_accept_mends() {
    let body = "'''sql,run
SELECT 1 + 1 AS two;
'''

'''output
two
---
3
'''
";
    fails(body, &["E031", "SQLite 3.", "-3\n", "+2\n"]);
    fails(
        "'''sql,run\nSELECT 1;\n'''\n",
        &["E031", "no output block follows it"],
    );
    let folder = guide(body);
    let run = test(&folder, &["--accept"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let text = folder.read("content/q.md");
    assert!(text.contains("two\n---\n2\n```"), "{text}");
    let run = test(&folder, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn errors_must_be_announced_and_must_come() {
    let twice = "'''sql,run,raises=\"UNIQUE constraint failed\"
SELECT 'before' AS x;
INSERT INTO users (name) VALUES ('Ada');
SELECT 'never' AS x;
'''
";
    let output = "
'''output
x
------
before
Error: UNIQUE constraint failed: users.name
'''
";
    passes(&format!("{TABLE}{twice}{output}"));
    fails(&format!("{TABLE}{twice}"), &["E031"]);
    let alone = twice.replace("SELECT 'before' AS x;\n", "");
    passes(&format!("{TABLE}{alone}"));
    let flag = ",raises=\"UNIQUE constraint failed\"";
    fails(
        &format!("{TABLE}{}", alone.replace(flag, "")),
        &[
            "E032",
            "fails on SQLite 3.",
            "UNIQUE constraint failed: users.name",
            "add raises=\"UNIQUE constraint failed\" to its fence",
        ],
    );
    fails(
        &format!("{TABLE}{}", alone.replace("UNIQUE", "CHECK")),
        &["E032", "says that it fails with `CHECK constraint failed`"],
    );
    fails(
        "'''sql,run,raises=\"no such table\"\nSELECT 1;\n'''\n",
        &["E033", "does not fail"],
    );
    fails(
        "'''sql,run\nSELEC 1;\n'''\n",
        &["E032", "syntax error", "add raises=\"syntax error\""],
    );
    fails("'''sql,run\n.tables\n'''\n", &["E032", "begin with a dot"]);
}

#[test]
fn nothing_outside_of_the_database_is_reached() {
    let folder = guide("");
    let file = folder.path().join("stolen.db");
    let file = file.to_str().expect("a path");
    for attempt in [
        format!("ATTACH '{file}' AS other;"),
        "ATTACH ':memory:' AS other;".to_owned(),
        format!("VACUUM INTO '{file}';"),
        format!("SELECT load_extension('{file}');"),
        format!("SELECT writefile('{file}', 'x');"),
        "SELECT readfile('/etc/hostname');".to_owned(),
        "SELECT edit('x');".to_owned(),
        "PRAGMA temp_store = FILE;".to_owned(),
        "PRAGMA Temp_Store_Directory = '/';".to_owned(),
        "PRAGMA hard_heap_limit = 1;".to_owned(),
        format!("CREATE VIRTUAL TABLE t USING csv(filename='{file}');"),
    ] {
        let body = format!("```sql,run\n{attempt}\n```\n");
        folder.write("content/q.md", question("Q", &body));
        let run = test(&folder, &[]);
        assert!(
            run.stderr.contains("error[E032]"),
            "{attempt}: {}",
            run.stderr
        );
        assert!(!std::path::Path::new(file).exists(), "{attempt}");
    }
    fails("'''sql,run\nVACUUM;\n'''\n", &["in memory and alone"]);
    fails(
        "'''sql,run\nATTACH 'x.db' AS x;\n'''\n",
        &["not authorized", "in memory and alone"],
    );
}

#[test]
fn sql_that_runs_away_is_stopped() {
    let numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";
    fails(
        &format!("'''sql,run,timeout=\"1\"\n{numbers} SELECT max(x) FROM n;\n'''\n\n{TABLE}"),
        &["E034", "took more than 1 s", "were not run"],
    );
    fails(
        &format!("'''sql,run,timeout=\"600\"\n{numbers} SELECT x FROM n;\n'''\n"),
        &["E035", "printed more than 1 MiB"],
    );
    fails(
        &format!(
            "'''sql,run,timeout=\"600\"\nCREATE TABLE t AS {numbers} SELECT zeroblob(900000) FROM n;\n'''\n"
        ),
        &["E035", "more than 256 MiB of memory"],
    );
}

#[test]
fn flags_that_do_nothing_for_sql_are_mistakes() {
    let check = |fence: &str| {
        let run = guide(&format!("'''{fence}\nSELECT 1;\n'''\n")).run(&["check"]);
        assert_eq!(run.code, Some(1), "{fence}");
        assert!(run.stderr.contains("E022"), "{fence}: {}", run.stderr);
        run.stderr
    };
    assert!(check("sql,run,continues").contains("share one database"));
    assert!(check("sql,no_run=\"why\"").contains("only SQL with the flag `run` is run"));
    assert!(check("sql,run,requires=\"3.40\"").contains("has one version"));
    assert!(check("sql,timeout=\"5\"").contains("add the flag `run`"));
    assert!(check("sql,run,timeout=\"0\"").contains("whole seconds"));
    assert!(check("sql,run=\"yes\"").contains("takes no value"));
    assert!(check("sql,run,file=\"a.sql\"").contains("exclude each other"));
    assert!(check("python,run").contains("`run` is for SQL snippets"));
    assert!(check("sql,rnu").contains("did you mean `run`?"));
}

#[test]
fn output_below_sql_that_is_not_run_is_a_mistake() {
    fails(
        "'''sql\nSELECT 1;\n'''\n\n'''output\n1\n'''\n",
        &["E023", "not run without the flag `run`"],
    );
    fails(
        "'''sql,run\nSELECT 1;\n'''\n\n'''output,requires=\"3.45\"\n1\n'''\n",
        &["E022", "no flag `requires`"],
    );
}
