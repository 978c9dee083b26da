//! `studypress test`, as a user types it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SITE: &str = r#"
title = "A guide"
[[levels]]
id = "mid"
title = "Mid"
[[topics]]
id = "data"
title = "Data"
[[sources]]
id = "blog"
title = "A Blog"
"#;

const FRONT: &str =
    "+++\ntitle = \"Why?\"\nlevel = \"mid\"\ntopic = \"data\"\nsource = \"blog\"\n+++\n";

/// A guide in a folder that is gone afterwards.
struct Guide {
    folder: TempDir,
}

/// What a run of `studypress test` gave.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Guide {
    /// A guide with one question, `content/q.md`, of that body. Fences are
    /// written `'''`.
    fn of(body: &str) -> Guide {
        let guide = Guide {
            folder: TempDir::new().expect("a temporary folder"),
        };
        guide.write("site.toml", SITE);
        guide.question("q", body);
        guide
    }

    fn question(&self, name: &str, body: &str) {
        let body = body.replace("'''", "```");
        self.write(&format!("content/{name}.md"), &format!("{FRONT}{body}"));
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("readable")
    }

    /// What stands below the front matter of `content/q.md`.
    fn body(&self) -> String {
        self.read("content/q.md").replacen(FRONT, "", 1)
    }

    fn test(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_studypress"))
            .arg("test")
            .args(arguments)
            .arg(self.folder.path())
            .env_remove("GITHUB_ACTIONS")
            .env("NO_COLOR", "1")
            .output()
            .expect("started");
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Run {
    fn passes(&self) {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
    }

    /// Exit code 1, and each of the words in what is printed.
    fn fails(&self, words: &[&str]) {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in:\n{}", self.err);
        }
    }
}

/// A body that must pass.
fn passes(body: &str) {
    Guide::of(body).test(&[]).passes();
}

/// A body that must fail, with these words.
fn fails(body: &str, words: &[&str]) {
    Guide::of(body).test(&[]).fails(words);
}

const HELLO: &str = "'''python\nprint('hello')\n'''\n\n'''output\nhello\n'''\n";

#[test]
fn what_is_printed_is_compared_exactly() {
    passes(HELLO);
    for wrong in ["Hello", "hello ", " hello", "hell", "hello\n", ""] {
        let body = HELLO.replace("output\nhello", &format!("output\n{wrong}"));
        Guide::of(&body).test(&[]).fails(&["E031"]);
    }
    passes("'''python\nx = 1\n'''\n");
    passes("'''python\nprint('no line feed', end='')\n'''\n\n'''output\nno line feed\n'''\n");
}

#[test]
fn a_mismatch_is_shown_as_a_diff_at_its_line() {
    let guide = Guide::of("'''python\nprint(1)\nprint(2)\n'''\n\n'''output\n1\n3\n'''\n");
    let run = guide.test(&[]);
    run.fails(&[
        "content/q.md:14:1",
        "--- content/q.md",
        "+++ Python 3.",
        "@@ -13,2 +13,2 @@",
        "-3",
        "+2",
    ]);
    assert!(
        run.out
            .starts_with("content/q.md: 1 of 1 failed on Python 3.")
    );
}

#[test]
fn output_that_is_not_shown_and_output_that_nothing_prints_are_mistakes() {
    fails(
        "'''python\nprint(1)\n'''\n",
        &["prints", "no output block follows it"],
    );
    fails(
        "'''text\nx\n'''\n\n'''output\n1\n'''\n",
        &["E023", "only code in Python and SQL is run"],
    );
    fails(
        "'''python,file=\"m.py\"\nx = 1\n'''\n\n'''output\n1\n'''\n",
        &["E023", "written to a file"],
    );
    fails(
        "'''python\nprint(1)\n'''\n\n'''output\n1\n'''\n\n'''output\n2\n'''\n",
        &["E023", "same versions"],
    );
}

#[test]
fn both_streams_and_children_are_compared_in_their_order() {
    passes(
        "'''python
import os
import subprocess
import sys

print('out')
print('err', file=sys.stderr)
subprocess.run([sys.executable, '-c', 'print(\"child\")'], check=True)
os.write(1, b'raw\\n')
print('end')
'''

'''output
out
err
child
raw
end
'''
",
    );
}

#[test]
fn blocks_share_names_only_if_they_continue() {
    passes(
        "'''python
x = 1
'''

'''python,continues
print(x)
'''

'''output
1
'''

'''python,raises=\"NameError\"
print(x)
'''

'''output
Traceback (most recent call last):
  ...
NameError: name 'x' is not defined
'''
",
    );
    fails("'''python,continues\nx = 1\n'''\n", &["E022", "continues"]);
}

#[test]
fn a_snippet_is_a_real_main_module() {
    passes(
        "'''python
import inspect
import pickle
import sys


class Point:
    x = 1


def f():
    return inspect.currentframe().f_lineno
'''

'''python,continues
import os

print(pickle.loads(pickle.dumps(Point())).x)
print(inspect.getsource(f).splitlines()[0])
print(f(), inspect.currentframe().f_lineno)
print(__name__, os.path.basename(__file__), sys.argv, sys.path[0] == os.getcwd())
print(sys.modules['__main__'].Point is Point, os.listdir())
'''

'''output
1
def f():
11 16
__main__ snippet.py ['snippet.py'] True
True ['snippet.py']
'''

'''python
import multiprocessing


def square(number):
    return number * number


if __name__ == '__main__':
    for method in 'spawn', 'forkserver', 'fork':
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(pool.map(square, [2, 3]))
'''

'''output
[4, 9]
[4, 9]
[4, 9]
'''
",
    );
}

#[test]
fn files_are_written_for_the_snippets_that_follow() {
    passes(
        "'''json,file=\"data/config.json\"
{\"debug\": true}
'''

'''python,file=\"shapes.py\"
SIDES = 3
'''

'''python
import json
import shapes

with open('data/config.json') as file:
    print(json.load(file), shapes.SIDES)
'''

'''output
{'debug': True} 3
'''
",
    );
}

#[test]
fn exceptions_must_be_announced_and_must_come() {
    let body = "'''python,raises=\"ZeroDivisionError\"\nprint(1)\n1 / 0\n'''\n\n'''output\n1\nTraceback (most recent call last):\n  ...\nZeroDivisionError: division by zero\n'''\n";
    passes(body);
    fails(
        &body.replace(",raises=\"ZeroDivisionError\"", ""),
        &[
            "E032",
            "raises `ZeroDivisionError`",
            "division by zero",
            "add raises=",
        ],
    );
    fails(
        &body.replace("ZeroDivisionError\"", "ValueError\""),
        &["E032", "says that it raises `ValueError`"],
    );
    fails(
        "'''python,raises=\"ValueError\"\nx = 1\n'''\n",
        &["E033", "raises nothing"],
    );
    passes("'''python,raises=\"ValueError\"\nint('x')\n'''\n");
    passes(
        "'''python,raises=\"SystemExit\"\nraise SystemExit('bye')\n'''\n\n'''output\nbye\n'''\n",
    );
    passes(
        "'''python,raises=\"SyntaxError\"\nx = = 1\n'''\n\n'''output\nTraceback (most recent call last):\n  ...\nSyntaxError: invalid syntax\n'''\n",
    );
}

#[test]
fn causes_and_groups_are_shown_without_their_stacks() {
    passes(
        "'''python,raises=\"ValueError\"
try:
    {}['a']
except KeyError as error:
    raise ValueError('no a') from error
'''

'''output
Traceback (most recent call last):
  ...
KeyError: 'a'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  ...
ValueError: no a
'''
",
    );
    passes(
        "'''python,raises=\"ExceptionGroup\"
raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])
'''

'''output
  + Exception Group Traceback (most recent call last):
  |   ...
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: a
    +---------------- 2 ----------------
    | TypeError: b
    +------------------------------------
'''
",
    );
}

#[test]
fn dots_and_normalisers_allow_what_cannot_be_stable() {
    passes("'''python\nprint('a', 1, 'z')\n'''\n\n'''output\na ... z\n'''\n");
    let address = "'''python\nprint(object())\n'''\n\n'''output\n<object object at 0x7f00>\n'''\n";
    fails(address, &["E031"]);
    passes(&address.replace("'output", "'output,normalize=\"addresses\""));
    passes(
        "'''python\nimport time\n\nprint(f'{time.time()} s')\n'''\n\n'''output,normalize=\"timings\"\n0.5 s\n'''\n",
    );
}

#[test]
fn the_newest_output_that_fits_is_the_expected_one() {
    passes(
        "'''python
print(1)
'''

'''output
0
'''

'''output,requires=\"3.5\"
1
'''

'''output,requires=\"3.99\"
2
'''
",
    );
}

#[test]
fn what_no_interpreter_can_run_is_told_and_no_mistake() {
    let run = Guide::of(&format!(
        "{HELLO}\n'''python,requires=\"3.99\"\nsyntax of the future\n'''\n\n'''python,continues\nprint(1)\n'''\n\n'''python,no_run=\"needs a printer\"\nx\n'''\n"
    ))
    .test(&[]);
    run.passes();
    assert!(
        run.err.contains("content/q.md:15: it needs Python 3.99"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("content/q.md:19: it needs Python 3.99"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("content/q.md:23: needs a printer"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("1 snippet passed, 3 not run"),
        "{}",
        run.err
    );
}

#[test]
fn transcripts_are_checked_as_doctest_does() {
    passes(
        "'''pycon\n>>> x = [1]\n>>> x\n[1]\n>>> x[1]\nTraceback (most recent call last):\n  ...\nIndexError: list index out of range\n'''\n\n'''pycon,continues\n>>> x * 2\n[1, 1]\n'''\n",
    );
    fails(
        "'''pycon\n>>> 1\n1\n>>> 2\n3\n'''\n",
        &["content/q.md:10:1", "-3", "+2"],
    );
    fails("'''pycon\nnothing\n'''\n", &["transcript", ">>>"]);
}

#[test]
fn a_missing_interpreter_names_the_setting() {
    let guide = Guide::of(HELLO);
    guide.test(&["--python", "no-such-python"]).fails(&[
        "E030",
        "no-such-python",
        "site.toml: [python] interpreters",
    ]);
    guide
        .test(&["--python", "false"])
        .fails(&["E030", "no Python"]);
    guide.write(
        "site.toml",
        &format!("{SITE}\n[python]\ninterpreters = [\"nope\"]\n"),
    );
    guide.test(&[]).fails(&["`nope` cannot be started"]);
}

#[test]
fn a_snippet_that_runs_away_is_stopped() {
    let guide = Guide::of(
        "'''python,timeout=\"1\"\nprint('on')\nwhile True:\n    pass\n'''\n\n'''python\nprint(1)\n'''\n",
    );
    guide.question(
        "memory",
        // The guard looks now and then, and must have looked before the address space ends.
        "'''python,timeout=\"120\"\nimport time\n\nhoard = []\nwhile True:\n    hoard.append(bytearray(10_000_000))\n    time.sleep(0.01)\n'''\n",
    );
    guide.question(
        "address",
        "'''python,raises=\"MemoryError\"\nbytearray(10**12)\n'''\n",
    );
    guide.question(
        "output",
        "'''python,timeout=\"120\"\nwhile True:\n    print('x' * 1000)\n'''\n",
    );
    guide.question("exit", "'''python\nimport os\n\nos._exit(3)\n'''\n");
    guide.question("thread", "'''python,timeout=\"1\"\nimport threading\n\nthreading.Thread(target=threading.Event().wait).start()\n'''\n");
    guide.question("fine", HELLO);
    let run = guide.test(&[]);
    run.fails(&[
        "it took more than 1 s",
        "it had printed:\n",
        "the snippets after it in this file were not run",
        "content/memory.md:7:1",
        "more than 1024 MiB of memory",
        "it printed more than 1 MiB",
        "it ended with exit status 3",
        "content/thread.md:7:1",
    ]);
    assert!(
        run.out.contains("content/fine.md: 1 snippet passed"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("content/address.md: 1 snippet passed"),
        "{}",
        run.out
    );
}

#[cfg(target_os = "linux")]
#[test]
fn processes_that_a_snippet_leaves_are_stopped_and_reported() {
    let seconds = format!("98{}", std::process::id());
    let guide = Guide::of(&format!(
        "'''python\nimport subprocess\n\nsubprocess.Popen(['sleep', '{seconds}'], start_new_session=True)\n'''\n"
    ));
    guide.question(
        "loop",
        &format!("'''python,timeout=\"1\"\nimport subprocess\n\nsubprocess.run(['sh', '-c', 'setsid sleep {seconds} & sleep {seconds}'])\n'''\n"),
    );
    guide
        .test(&[])
        .fails(&["E037", "left processes running", "sleep", "E034"]);
    assert!(!is_running(&seconds), "a process was left");
    let folders = fs::read_dir(std::env::temp_dir()).expect("readable");
    let of_ours = |path: &Path| {
        fs::read_to_string(path.join("request.json")).is_ok_and(|text| text.contains(&seconds))
    };
    let left = folders.flatten().find(|entry| of_ours(&entry.path()));
    assert!(left.is_none(), "{left:?} was left");
}

#[cfg(target_os = "linux")]
fn is_running(word: &str) -> bool {
    let processes = fs::read_dir("/proc").expect("readable").flatten();
    processes
        .filter_map(|process| fs::read(process.path().join("cmdline")).ok())
        .any(|line| line.split(|b| *b == 0).any(|w| w == word.as_bytes()))
}

#[cfg(target_os = "linux")]
#[test]
fn there_is_no_network_but_loopback_or_it_is_said_that_there_is() {
    let run = Guide::of(
        "'''python
import socket

with socket.create_server(('127.0.0.1', 0)) as server:
    with socket.create_connection(server.getsockname(), timeout=5):
        print('loopback')
print([name for _, name in socket.if_nameindex()])
'''

'''output
loopback
['lo']
'''
",
    )
    .test(&[]);
    let open = run.err.contains("the network was open");
    assert!(run.code == Some(0) || open, "{}", run.err);
}

#[test]
fn results_are_kept_by_content_and_a_broken_cache_is_no_harm() {
    let guide = Guide::of(HELLO);
    assert!(!guide.test(&[]).out.contains("cached"));
    assert!(guide.test(&[]).out.contains("(cached)"));
    for entry in fs::read_dir(guide.path(".studypress/snippets")).expect("a cache") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("readable");
        fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
    }
    let run = guide.test(&[]);
    run.passes();
    assert!(!run.out.contains("cached"));
    // What is expected is no part of the key: it is compared anew.
    guide.question("q", &HELLO.replace("output\nhello", "output\nHello"));
    guide.test(&[]).fails(&["E031"]);
    fs::remove_dir_all(guide.path(".studypress")).expect("removed");
    guide.write(".studypress", "a file");
    guide.question("q", HELLO);
    guide.test(&[]).passes();
}

#[test]
fn filter_and_json() {
    let guide = Guide::of(HELLO);
    guide.question("other", "'''python\nprint(1)\n'''\n\n'''output\n2\n'''\n");
    let run = guide.test(&["--filter", "q.md", "--jobs", "1", "--format", "json"]);
    run.passes();
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["file"], "content/q.md");
    assert_eq!(lines[0]["runs"][0]["passed"], 1);
    assert_eq!(lines[1]["kind"], "summary");
    assert_eq!(lines[1]["files"], 1);
    let run = guide.test(&["--format", "json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("\"code\":\"E031\""), "{}", run.out);
    assert!(run.out.contains("\"line\":12"), "{}", run.out);
}

#[test]
fn accept_writes_output_and_touches_nothing_else() {
    let guide = Guide::of(
        "Before.\n\n- In a list:\n\n  ~~~~python,title=\"x\"\n  print(1)\n  print()\n  print('a')\n  ~~~~\n\n  ~~~output\n  old\n  ~~~\n\n> '''python\n> print(2)\n> '''\n\n'''python\nprint('`' * 3)\n'''\n\n'''output,normalize=\"timings\"\n'''\n\n'''python\nx = 1\n'''\n\n'''output\ngone\n'''\n\nAfter.\n",
    );
    let run = guide.test(&["--accept"]);
    run.passes();
    assert!(
        run.err.contains("Wrote 4 output blocks in 1 file."),
        "{}",
        run.err
    );
    assert_eq!(
        guide.body().replace("```", "'''"),
        "Before.\n\n- In a list:\n\n  ~~~~python,title=\"x\"\n  print(1)\n  print()\n  print('a')\n  ~~~~\n\n  ~~~output\n  1\n\n  a\n  ~~~\n\n> '''python\n> print(2)\n> '''\n>\n> '''output\n> 2\n> '''\n\n'''python\nprint('`' * 3)\n'''\n\n'''`output,normalize=\"timings\"\n'''\n'''`\n\n'''python\nx = 1\n'''\n\nAfter.\n"
    );
    guide.test(&[]).passes();
}

#[test]
fn accept_keeps_line_endings_and_the_byte_order_mark() {
    let guide = Guide::of("");
    let crlf = |text: &str| {
        let text = format!("{FRONT}{text}").replace("'''", "```");
        format!("\u{FEFF}{}", text.replace('\n', "\r\n"))
    };
    guide.write(
        "content/q.md",
        &crlf(&HELLO.replace("output\nhello", "output\nhallo\nx")),
    );
    guide.test(&["--accept"]).passes();
    assert_eq!(guide.read("content/q.md"), crlf(HELLO));
    guide.write("content/q.md", &crlf("'''python\nprint('hello')\n'''\n"));
    guide.test(&["--accept"]).passes();
    assert_eq!(guide.read("content/q.md"), crlf(HELLO));
}

#[test]
fn accept_leaves_alone_what_is_no_matter_of_output() {
    let body = "'''python\n1 / 0\n'''\n\n'''python\nprint('\\0')\n'''\n";
    let guide = Guide::of(body);
    guide.test(&["--accept"]).fails(&["E032", "E038"]);
    assert_eq!(guide.body(), body.replace("'''", "```"));
}
