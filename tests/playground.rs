//! What runs code in the pages: where it is found, what of it is published, and what pages say of it.

mod common;

use common::{Folder, question, site_toml};
use std::fs;

const PACKAGE: &str = "node_modules/pyodide";

const LOCK: &str = r#"{"info": {"python": "3.14.2", "abi_version": "2026_0"}, "packages": {
  "six": {"file_name": "six-1.whl", "imports": ["six"], "name": "six"},
  "attrs": {"file_name": "attrs-2.whl", "imports": ["attr"], "name": "attrs"}
}}"#;

const SCRIPT: &str = "```python\nprint(1)\n```\n\n```output\n1\n```\n";

/// A guide whose questions have these bodies, with a package that looks like Pyodide.
fn guide(bodies: &[&str]) -> Folder {
    let named: Vec<(String, String)> = bodies
        .iter()
        .enumerate()
        .map(|(n, body)| {
            (
                format!("content/q{n}.md"),
                question(&format!("Q {n}"), body),
            )
        })
        .collect();
    let folder = Folder::site(&named);
    let python = format!("[python]\nplayground = \"{PACKAGE}\"\n");
    folder.write("site.toml", site_toml("") + &python);
    for name in [
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "README.md",
    ] {
        folder.write(format!("{PACKAGE}/{name}"), format!("this is {name}"));
    }
    folder.write(format!("{PACKAGE}/pyodide-lock.json"), LOCK);
    release(&folder, "314.0.7");
    folder
}

fn release(folder: &Folder, version: &str) {
    let text = format!("{{\"name\": \"pyodide\", \"version\": \"{version}\"}}");
    folder.write(format!("{PACKAGE}/package.json"), text);
}

/// The folder of the runtime in the built site, and the names of its files.
fn published(folder: &Folder) -> (String, Vec<String>) {
    let tree = folder.tree("public/play");
    let mut names: Vec<&str> = tree.keys().map(String::as_str).collect();
    names.retain(|name| name.contains('/') && !name.ends_with('/'));
    let hash = names[0].split('/').next().expect("a folder").to_owned();
    let inside = format!("{hash}/");
    let names = names
        .iter()
        .map(|name| name.strip_prefix(&inside).expect("one folder").to_owned());
    (hash, names.collect())
}

/// What the page of the first question says of running its snippets.
fn said(folder: &Folder) -> String {
    let page = folder.read("public/questions/q0.html");
    let (_, json) = page
        .split_once("id=\"sp-play\">")
        .expect("something can be run");
    let (snippets, _) = json.split_once(",\"from\":{").expect("it can be loaded");
    format!("{snippets}}}")
}

#[test]
fn only_what_a_browser_needs_is_published_and_its_address_tells_what_it_holds() {
    let folder = guide(&[SCRIPT]);
    let run = folder.build();
    assert!(
        run.stderr
            .contains("Python 3.14 runs in the pages: Pyodide 314.0.7 adds"),
        "{}",
        run.stderr
    );
    let (hash, names) = published(&folder);
    assert_eq!(
        names,
        [
            "pyodide-lock.json",
            "pyodide.asm.mjs",
            "pyodide.asm.wasm",
            "pyodide.mjs",
            "python_stdlib.zip"
        ]
    );
    assert_eq!(
        folder.read(format!("public/play/{hash}/pyodide.mjs")),
        "this is pyodide.mjs"
    );
    let lock = folder.read(format!("public/play/{hash}/pyodide-lock.json"));
    assert!(lock.contains("\"packages\":{}"), "{lock}");
    let page = folder.read("public/questions/q0.html");
    assert!(
        page.contains(&format!("\"runtime\":\"play/{hash}/\"")),
        "{page}"
    );
    // The next build says nothing new, and leaves the files as they are.
    let again = folder.build();
    assert!(!again.stderr.contains("Pyodide"), "{}", again.stderr);
    assert!(
        again.stdout.contains("all as they were"),
        "{}",
        again.stdout
    );
    folder.write(
        format!("{PACKAGE}/python_stdlib.zip"),
        "this is another!!!!!!!!!",
    );
    folder.build();
    assert_ne!(published(&folder).0, hash);
}

#[cfg(unix)]
#[test]
fn a_warm_build_links_the_files_without_reading_them() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = guide(&[SCRIPT]);
    folder.build();
    let (hash, _) = published(&folder);
    let file = format!("public/play/{hash}/pyodide.asm.wasm");
    let inode = |folder: &Folder| fs::metadata(folder.join(&file)).expect("there").ino();
    let before = inode(&folder);
    folder.write("content/more.md", question("More", ""));
    // Only of weight where the tests do not run as root, who may read everything.
    let wasm = folder.join(format!("{PACKAGE}/pyodide.asm.wasm"));
    fs::set_permissions(&wasm, fs::Permissions::from_mode(0o000)).expect("changed");
    folder.build();
    assert_eq!(inode(&folder), before);
}

#[test]
fn wheels_in_the_folder_are_published_with_what_the_list_says_of_them() {
    let folder = guide(&[SCRIPT]);
    folder.write(format!("{PACKAGE}/six-1.whl"), "a wheel");
    folder.build();
    let (hash, names) = published(&folder);
    assert!(names.contains(&"six-1.whl".to_owned()), "{names:?}");
    let lock = folder.read(format!("public/play/{hash}/pyodide-lock.json"));
    assert!(
        lock.contains("\"six\"") && !lock.contains("attrs"),
        "{lock}"
    );
    folder.write(format!("{PACKAGE}/own-1.whl"), "a wheel");
    let run = folder.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("does not know the wheel `own-1.whl`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_guide_is_built_before_its_packages_are_installed() {
    let folder = guide(&[SCRIPT]);
    fs::remove_dir_all(folder.join("node_modules")).expect("removed");
    let run = folder.build();
    assert!(run.stderr.contains("W007"), "{}", run.stderr);
    assert!(
        run.stderr.contains("install it: npm install pyodide\n"),
        "{}",
        run.stderr
    );
    assert!(!folder.read("public/questions/q0.html").contains("sp-play"));
    assert!(!folder.join("public/play").exists());
    folder.write("package-lock.json", "{}");
    let run = folder.run(&["check"]);
    assert!(
        run.stderr.contains("install it: npm ci\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_folder_that_cannot_run_code_is_an_error() {
    let folder = guide(&[SCRIPT]);
    let refused = |folder: &Folder, why: &str| {
        let run = folder.run(&["build"]);
        assert_eq!(run.code, Some(1), "{}", run.stdout);
        assert!(
            run.stderr.contains("E042") && run.stderr.contains(why),
            "{}",
            run.stderr
        );
    };
    release(&folder, "0.29.3");
    refused(
        &folder,
        "it is Pyodide 0.29.3, and 314.0.0 is the oldest that can be used",
    );
    release(&folder, "315.0.0-alpha.2");
    folder.build();
    fs::remove_file(folder.join(format!("{PACKAGE}/pyodide.asm.wasm"))).expect("removed");
    refused(&folder, "it has no `pyodide.asm.wasm`");
    folder.write(
        "site.toml",
        site_toml("") + "[python]\nplayground = \"../pyodide\"\n",
    );
    refused(&folder, "must be a folder of the site");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_no_playground() {
    let other = guide(&[]);
    let folder = guide(&[SCRIPT]);
    fs::remove_dir_all(folder.join(PACKAGE)).expect("removed");
    std::os::unix::fs::symlink(other.join(PACKAGE), folder.join(PACKAGE)).expect("linked");
    let run = folder.run(&["build"]);
    assert!(
        run.stderr.contains("leads out of the site"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_page_says_which_of_its_scripts_can_be_run_and_how() {
    let body = "```text,file=\"a.txt\"\nhi\n```\n\n```python\nx = 1\n```\n\n\
                ```python,continues\nprint(x)\n```\n\n```output,normalize=\"addresses\"\n1\n```\n\n\
                ```output,requires=\"3.13\"\n1\n```\n\n\
                ```python,no_run=\"why\"\nprint(2)\n```\n\n\
                ```pycon\n>>> 1\n1\n```\n\n\
                ```python,requires=\"3.15\"\nprint(3)\n```\n\n```output\n3\n```\n\n\
                ```python,raises=\"KeyError\"\n{}[1]\n```\n";
    let folder = guide(&[body, "Nothing to run.\n\n```js\n1\n```\n"]);
    folder.build();
    assert_eq!(
        said(&folder),
        "{\"snippets\":[{\"at\":1,\"after\":[0],\"outputs\":[]},\
         {\"at\":2,\"after\":[0,1],\"outputs\":[{\"normalize\":[\"addresses\"]},{\"requires\":\"3.13\"}]},\
         {\"at\":6,\"after\":[0],\"outputs\":[],\"raises\":\"KeyError\"}],\
         \"files\":{\"0\":\"a.txt\"},\"not\":{\"5\":\"It needs Python 3.15.\"}}"
    );
    assert!(!folder.read("public/questions/q1.html").contains("sp-play"));
}
