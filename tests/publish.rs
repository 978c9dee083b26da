//! The built site on disk: whole or not at all, and nothing else touched.

mod common;

use common::{Folder, question, question_with, site_toml, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

type Tree = BTreeMap<String, Vec<u8>>;

fn small() -> Folder {
    Folder::site(&[
        ("content/a.md", question("A", "")),
        ("content/b.md", question("B", "")),
    ])
}

/// Names in the folder but those of the input and of the cache.
fn made(folder: &Folder) -> Vec<String> {
    let input = ["content", "site.toml", "templates", "static", ".studypress"];
    let mut names = folder.names();
    names.retain(|name| !input.contains(&name.as_str()));
    names
}

#[test]
fn a_build_makes_the_folder_and_replaces_it_whole() {
    let folder = small();
    let run = folder.build();
    assert!(
        run.stdout.contains("Built 2 questions and 0 pages"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("index.html in a browser"),
        "{}",
        run.stdout
    );
    assert_eq!(made(&folder), ["public"]);
    fs::remove_file(folder.join("content/b.md")).expect("removed");
    folder.build();
    let paths: Vec<String> = folder.tree("public/questions").into_keys().collect();
    assert_eq!(
        paths,
        ["", "a.html"],
        "what is gone from the guide is gone from the site"
    );
    assert_eq!(made(&folder), ["public"]);
}

#[cfg(unix)]
#[test]
fn what_has_not_changed_is_not_written_again() {
    use std::os::unix::fs::MetadataExt;
    let folder = small();
    folder.build();
    let written = |address: &str| {
        let found = fs::metadata(folder.join("public").join(address)).expect("a file");
        (found.ino(), found.mtime(), found.mtime_nsec())
    };
    let (page, home) = ("questions/a.html", "index.html");
    let before = (written(page), written(home));
    folder.build();
    assert_eq!((written(page), written(home)), before);
    // A change in place of the same size is seen, and mended.
    let text = fs::read_to_string(folder.join("public/index.html")).expect("text");
    fs::write(
        folder.join("public/index.html"),
        text.replace("html", "HTML"),
    )
    .expect("written");
    folder.build();
    assert_eq!(written(page), before.0);
    let mended = fs::read_to_string(folder.join("public/index.html")).expect("text");
    assert_eq!(mended, text);
}

#[test]
fn a_build_can_write_elsewhere() {
    let folder = small();
    let run = folder.run(&["build", "--output", "out/deep/site"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(folder.join("out/deep/site/index.html").is_file());
    assert_eq!(made(&folder), ["out"]);
    let other = Folder::empty();
    let at = folder.path().to_str().expect("text");
    let run = Folder::run(&other, &["build", at, "-o", "here"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(other.tree("here"), folder.tree("out/deep/site"));
}

#[test]
fn an_empty_folder_is_used() {
    let folder = small();
    fs::create_dir(folder.join("public")).expect("made");
    folder.build();
    assert!(folder.join("public/index.html").is_file());
}

#[test]
fn a_build_with_errors_leaves_the_old_site() {
    let folder = small();
    folder.build();
    let before = folder.tree("public");
    for (path, text) in [
        ("content/c.md", "no front matter".to_owned()),
        ("content/c.md", question("C", "[x](gone.md)")),
        ("templates/question.html", "{{ nothing.at.all }}".to_owned()),
        ("templates/question.html", "{% if".to_owned()),
        ("site.toml", "title = ".to_owned()),
    ] {
        let kept = fs::read_to_string(folder.join(path)).ok();
        folder.write(path, text);
        let run = folder.run(&["build"]);
        assert_eq!(run.code, Some(1), "{path}");
        assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
        assert_eq!(folder.tree("public"), before, "{path}");
        assert_eq!(made(&folder), ["public"], "{path}");
        match kept {
            Some(text) => folder.write(path, text),
            None => fs::remove_file(folder.join(path)).expect("removed"),
        }
    }
}

#[test]
fn check_writes_nothing() {
    let folder = small();
    let run = folder.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(made(&folder), Vec::<String>::new());
}

/// Builds into `target` and expects that it is refused and nothing changes.
#[track_caller]
fn refused(folder: &Folder, target: &str, why: &str) {
    let before = folder.tree("");
    let run = folder.run(&["build", "--output", target]);
    assert_eq!(run.code, Some(1), "{target}: {}", run.stderr);
    assert!(run.stderr.contains(why), "{target}: {}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(folder.tree("") == before, "{target}: something changed");
}

#[test]
fn what_studypress_did_not_make_is_left_alone() {
    let folder = small();
    folder.write("public/thesis.txt", "years of work");
    folder.write("file", "x");
    let why = "was not made by studypress";
    refused(&folder, "public", why);
    refused(&folder, "public/", why);
    refused(&folder, "./content/../public", why);
    refused(&folder, ".", why);
    refused(&folder, "file", why);
    refused(&folder, "file/below", "cannot find");
    refused(&folder, "gone/../public", "cannot find");
    // There is no flag that overrides it.
    for flag in ["--force", "--clean", "--overwrite", "-f"] {
        assert_eq!(folder.run(&["build", flag]).code, Some(2));
    }
}

/// What others put into the folder of a site stays there, whatever is built.
#[test]
fn what_others_put_beside_the_site_is_kept() {
    let folder = small();
    folder.write("public/.git", "gitdir: ../.git/worktrees/public");
    folder.build();
    folder.write("public/google123.html", "verified");
    folder.write("public/questions/notes/mine.txt", "a note");
    folder.write("public/.well-known/security.txt", "mail me");
    #[cfg(unix)]
    let file = |path: &str| {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(folder.join(path)).expect("there").ino()
    };
    #[cfg(unix)]
    let before = file("public/google123.html");
    let run = folder.build();
    #[cfg(unix)]
    assert_eq!(file("public/google123.html"), before, "moved, not copied");
    let named = "Not made by studypress, and left as it is: .git, .well-known, google123.html, questions/notes";
    assert!(run.stderr.contains(named), "{}", run.stderr);
    assert!(!folder.build().stderr.contains("Not made"), "named once");
    folder.write("content/b.md", question("Another", ""));
    assert!(!folder.build().stderr.contains("Not made"), "named once");
    for (path, text) in [
        (".git", "gitdir: ../.git/worktrees/public"),
        ("google123.html", "verified"),
        ("questions/notes/mine.txt", "a note"),
        (".well-known/security.txt", "mail me"),
    ] {
        let held = fs::read_to_string(folder.join("public").join(path));
        assert_eq!(held.expect(path), text);
    }
    assert_eq!(made(&folder), ["public"]);
    // Without the files of a question that is gone, its folder would be, but for what others put into it.
    fs::remove_file(folder.join("content/a.md")).expect("removed");
    fs::remove_file(folder.join("content/b.md")).expect("removed");
    folder.build();
    assert!(folder.join("public/questions/notes/mine.txt").is_file());
}

/// A file system of Unix takes any bytes for a name.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_kept() {
    use std::os::unix::ffi::OsStrExt;
    let folder = small();
    folder.build();
    let path = folder
        .join("public")
        .join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
    fs::write(&path, "kept").unwrap();
    for title in ["C", "D"] {
        folder.write("content/c.md", question(title, ""));
        folder.build();
        assert_eq!(fs::read_to_string(&path).unwrap(), "kept", "{title}");
    }
}

#[test]
fn a_page_takes_no_place_that_others_use() {
    let folder = small();
    folder.build();
    for (path, taken) in [
        ("public/questions/c.html", "public/questions/c.html"),
        ("public/questions/c.html/x", "public/questions/c.html"),
    ] {
        folder.write(path, "mine");
        folder.write("content/c.md", question("C", ""));
        let before = folder.tree("public");
        let run = folder.run(&["build"]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        let why = format!("{taken} was not made by studypress");
        assert!(run.stderr.contains(&why), "{}", run.stderr);
        assert!(folder.tree("public") == before, "{path}: something changed");
        assert_eq!(made(&folder), ["public"]);
        let all = folder.join("public/questions/c.html");
        fs::remove_file(&all)
            .or_else(|_| fs::remove_dir_all(&all))
            .expect("removed");
        folder.build();
        fs::remove_file(folder.join("content/c.md")).expect("removed");
        folder.build();
    }
}

/// A build that was killed after the swap leaves what others own in the old site.
#[test]
fn the_next_build_brings_back_what_a_killed_one_left_in_the_old_site() {
    for old in [".public.studypress-new", ".public.studypress-old"] {
        let folder = small();
        folder.build();
        folder.write("public/google123.html", "verified");
        folder.write("public/.git/HEAD", "ref: refs/heads/gh-pages");
        fs::rename(folder.join("public"), folder.join(old)).expect("moved");
        if old.ends_with("-new") {
            // The new site stands already.
            fs::rename(folder.join(old), folder.join("kept")).expect("moved");
            folder.build();
            fs::rename(folder.join("kept"), folder.join(old)).expect("moved");
        }
        folder.build();
        assert!(folder.join("public/google123.html").is_file(), "{old}");
        assert!(folder.join("public/.git/HEAD").is_file(), "{old}");
        assert_eq!(made(&folder), ["public"], "{old}");
    }
}

#[test]
fn hidden_files_in_a_site_of_an_older_version_are_kept() {
    let folder = small();
    folder.build();
    folder.write("public/.studypress-site", "studypress made this folder.\n");
    folder.write("public/.git", "gitdir: elsewhere");
    folder.build();
    assert!(folder.join("public/.git").is_file());
    assert!(folder.join("public/.nojekyll").is_file());
}

#[test]
fn the_input_is_no_target() {
    let folder = small();
    folder.write("static/x.txt", "x");
    for target in [
        "content/out",
        "static/deep/out",
        "templates/out",
        "content/../content/out",
    ] {
        refused(&folder, target, "which the site is made from");
    }
    // Even where the folder bears the mark of a built site.
    folder.write(".studypress-site", "");
    refused(&folder, ".", "holds the guide itself");
    folder.write("content/.studypress-site", "");
    refused(&folder, "content", "which the site is made from");
}

#[cfg(unix)]
#[test]
fn links_stand_for_what_they_name() {
    use std::os::unix::fs::symlink;
    let folder = small();
    folder.write("elsewhere/thesis.txt", "years of work");
    symlink("elsewhere", folder.join("public")).expect("linked");
    refused(&folder, "public", "was not made by studypress");
    refused(&folder, "public/sub/../../elsewhere", "cannot find");
    symlink("nowhere", folder.join("dangling")).expect("linked");
    refused(&folder, "dangling", "cannot find");
    symlink("content", folder.join("input")).expect("linked");
    refused(&folder, "input/out", "which the site is made from");

    let run = folder.run(&["build", "-o", "site"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let site = folder.tree("site");
    symlink("site", folder.join("link")).expect("linked");
    let run = folder.run(&["build", "-o", "link"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(folder.join("link").is_symlink(), "the link stays a link");
    assert_eq!(folder.tree("site"), site);
}

/// Links where a build puts what it writes lead nowhere.
#[cfg(unix)]
#[test]
fn links_do_not_lead_what_is_written_elsewhere() {
    use std::os::unix::fs::symlink;
    for staging in [".public.studypress-new", ".public.studypress-old"] {
        let folder = small();
        folder.write("elsewhere/thesis.txt", "years of work");
        folder.build();
        symlink("elsewhere", folder.join(staging)).expect("linked");
        folder.build();
        let elsewhere: Vec<String> = folder.tree("elsewhere").into_keys().collect();
        assert_eq!(elsewhere, ["", "thesis.txt"], "{staging}");
        assert!(folder.join("public/index.html").is_file(), "{staging}");
        assert!(!folder.join(staging).is_symlink(), "{staging}");
    }
}

/// A folder in which nothing can be made, and a disk that is full.
#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses_is_said_and_leaves_the_old_site() {
    let folder = small();
    let run = folder.run(&["build", "--output", "/proc/site"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("error: cannot make /proc/"),
        "{}",
        run.stderr
    );

    folder.build();
    let before = folder.tree("public");
    folder.write("content/a.md", question("Changed", ""));
    // With a limit of one block to a file, writing fails as on a full disk.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" build";
    let output = std::process::Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_studypress")])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("error: cannot write "), "{stderr}");
    assert_eq!(folder.tree("public"), before);
    assert_eq!(made(&folder), ["public"]);
}

#[test]
fn what_killed_builds_left_is_cleaned_up() {
    let folder = small();
    folder.build();
    let site = folder.tree("public");
    folder.write(".public.studypress-new/half/a.html", "half");
    folder.write(".public.studypress-old/index.html", "old");
    folder.build();
    assert_eq!(made(&folder), ["public"]);
    assert_eq!(folder.tree("public"), site);
    // Where a swap takes two steps, the old site may be waiting.
    fs::rename(folder.join("public"), folder.join(".public.studypress-old")).expect("moved");
    folder.build();
    assert_eq!(made(&folder), ["public"]);
    assert_eq!(folder.tree("public"), site);
}

/// A guide with something of everything, to be built in different ways.
fn varied(questions: usize, title: &str) -> Folder {
    let mut given: Vec<(String, String)> = (0..questions)
        .map(|n| {
            let lines = format!(
                "summary = \"Answer *{n}*.\"\nupdated = 2025-{:02}-01\ntags = [\"t{}\"]\naliases = [\"old/{n}\"]",
                n % 12 + 1,
                n % 7
            );
            let words = ["lock", "loop", "list", "lambda", "lazy", "local", "long"];
            let body = format!(
                "## Why {n}\n\n{} {} {} [next](q{}.md#why-{}).\n\n```python\ndef f{n}(x):\n    return x * {n}\n```\n",
                words[n % 7],
                words[n % 5],
                words[n % 3],
                (n + 1) % questions,
                (n + 1) % questions
            );
            (format!("content/q{n}.md"), question_with(&format!("Question {n}"), &lines, &body))
        })
        .collect();
    given.push((
        "content/pages/tips.md".to_owned(),
        "---\ntitle: Tips\n---\n".to_owned(),
    ));
    given.push(("static/robots.txt".to_owned(), "mine".to_owned()));
    given.push(("site.toml".to_owned(), titled(title)));
    Folder::site(&given)
}

fn titled(title: &str) -> String {
    site_toml("base_url = \"https://example.org/guide\"")
        .replace("\"Guide\"", &format!("\"{title}\""))
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let mut first: Option<Tree> = None;
    for threads in ["1", "4", "4", "3"] {
        let folder = varied(60, "Guide");
        let mut command = folder.command(&["build"]);
        let output = command
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("runs");
        assert!(output.status.success());
        let found = folder.tree("public");
        let first = first.get_or_insert_with(|| found.clone());
        assert!(
            *first == found,
            "with {threads} threads: {:?}",
            differing(first, &found)
        );
    }
}

fn differing(a: &Tree, b: &Tree) -> Vec<String> {
    let paths = a.keys().chain(b.keys());
    let mut differing: Vec<String> = paths
        .filter(|path| a.get(*path) != b.get(*path))
        .cloned()
        .collect();
    differing.dedup();
    differing
}

#[test]
fn builds_at_once_wait_for_each_other() {
    let folder = varied(30, "Guide");
    folder.build();
    let site = folder.tree("public");
    let start = || {
        folder
            .command(&["build"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    };
    let builds: Vec<Child> = (0..4).map(|_| start().expect("started")).collect();
    for mut build in builds {
        assert!(build.wait().expect("ended").success());
    }
    assert!(folder.tree("public") == site);
    assert_eq!(made(&folder), ["public"]);
}

/// When to kill a build.
enum Moment {
    /// So long after its start.
    After(Duration),
    /// As soon as this can be seen from outside of a build to a new title.
    When(fn(&Path, &str) -> bool),
}

/// Whether the site of that title has taken its place.
fn stands(folder: &Path, title: &str) -> bool {
    fs::read_to_string(folder.join("public/index.html")).is_ok_and(|page| page.contains(title))
}

/// Builds are killed again and again, at many moments and at the ones that
/// matter most. Whatever the moment, what stands is one whole site.
#[test]
fn a_killed_build_leaves_a_whole_site() {
    const QUESTIONS: usize = 300;
    const TITLES: [&str; 2] = ["The old site", "The new site"];
    let folder = varied(QUESTIONS, TITLES[0]);
    let start = Instant::now();
    folder.build();
    let length = start.elapsed();
    let old = folder.tree("public");
    folder.write("site.toml", titled(TITLES[1]));
    folder.build();
    let new = folder.tree("public");
    assert!(old.len() == new.len() && old.len() > 2 * QUESTIONS && old != new);
    let sites = [old, new];

    let steps: Vec<Moment> = (1..=20)
        .map(|step| Moment::After(length * step / 19))
        .chain([
            Moment::When(|at, _| at.join(".public.studypress-new").exists()),
            Moment::When(|at, _| at.join(".public.studypress-new/questions").exists()),
            Moment::When(|at, _| at.join(".public.studypress-new/.studypress-site").exists()),
            Moment::When(stands),
            Moment::When(stands),
        ])
        .collect();
    let mut standing = 1;
    for (number, moment) in steps.into_iter().enumerate() {
        // Each build would put the other site in the place of what stands.
        let next = TITLES[1 - standing];
        folder.write("site.toml", titled(next));
        let begun = Instant::now();
        let mut command = folder.command(&["build"]);
        let mut build = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let due = || match &moment {
            Moment::After(time) => begun.elapsed() >= *time,
            Moment::When(seen) => seen(folder.path(), next),
        };
        while !due() && build.try_wait().expect("asked").is_none() {
            std::thread::yield_now();
        }
        build.kill().expect("killed");
        build.wait().expect("ended");
        let found = tree(&folder.join("public"));
        let whole = sites.iter().position(|site| *site == found);
        let Some(whole) = whole else {
            panic!(
                "kill {number} left neither site: {:?}",
                differing(&sites[standing], &found)
            );
        };
        standing = whole;
    }
    folder.build();
    assert_eq!(made(&folder), ["public"]);
    assert!(sites.contains(&folder.tree("public")));
}
