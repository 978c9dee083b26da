//! What keeps the guide for readers without a network: the worker, the manifest, and the list of
//! what the site holds.

mod common;

use common::{Folder, outputs, question, site_mistakes, site_toml};
use serde_json::Value;
use std::collections::BTreeMap;

/// The list of a built site: for each file, its hash and its size.
fn list(folder: &Folder) -> (String, BTreeMap<String, (String, u64)>) {
    let list: Value = serde_json::from_str(&folder.read("public/pocket.json")).expect("JSON");
    assert_eq!(list["version"], 1);
    let edition = list["edition"].as_str().expect("a text").to_owned();
    let rows = list["files"].as_array().expect("rows").iter();
    let row = |row: &Value| {
        let text = |at: usize| row[at].as_str().expect("a text").to_owned();
        (text(0), (text(1), row[2].as_u64().expect("a number")))
    };
    (edition, rows.map(row).collect())
}

#[test]
fn the_list_has_what_readers_ask_for_with_its_hash() {
    let folder = Folder::site(&[
        ("content/a.md", question("A", "")),
        ("content/b c.png", "picture".to_owned()),
        ("static/_headers", "for a host".to_owned()),
        ("site.toml", site_toml("base_url = \"https://u.example/\"")),
    ]);
    folder.build();
    let (_, listed) = list(&folder);
    for (path, (hash, bytes)) in &listed {
        let held = folder.tree("public").remove(path).expect("there");
        assert_eq!(held.len() as u64, *bytes, "{path}");
        assert_eq!(&blake3::hash(&held).to_hex()[..20], hash, "{path}");
    }
    for path in [
        "index.html",
        "404.html",
        "questions/a.html",
        "media/b c.png",
    ] {
        assert!(listed.contains_key(path), "{path}");
    }
    let of_no_reader = [
        "sw.js",
        "pocket.json",
        "manifest.webmanifest",
        ".nojekyll",
        ".studypress-site",
        "_headers",
        "sitemap.xml",
        "robots.txt",
    ];
    for path in of_no_reader {
        assert!(folder.join("public").join(path).exists(), "{path}");
        assert!(!listed.contains_key(path), "{path}");
    }
    let files = folder.tree("public");
    let files = files.iter().filter(|(_, bytes)| **bytes != b"(folder)");
    let others = files
        .filter(|(path, _)| !listed.contains_key(*path))
        .count();
    assert!(others <= of_no_reader.len() + 1, "{others}");
}

#[test]
fn another_edition_has_another_name_and_the_same_one_the_same() {
    let folder = Folder::site(&[
        ("content/a.md", question("A", "")),
        ("content/b.md", question("B", "")),
    ]);
    folder.build();
    let first = list(&folder);
    folder.build();
    assert_eq!(list(&folder), first);
    folder.write("content/a.md", question("A", "More.\n"));
    folder.build();
    let second = list(&folder);
    assert_ne!(second.0, first.0);
    assert_ne!(second.1["questions/a.html"], first.1["questions/a.html"]);
    assert_eq!(second.1["404.html"], first.1["404.html"]);
}

#[test]
fn pages_bring_the_worker_and_the_manifest_from_where_they_are() {
    let made = outputs(&[("content/a.md", question("A", ""))]);
    let page = &made["questions/a.html"];
    for part in [
        "data-worker=\"../sw.js\"",
        "data-manifest=\"../manifest.webmanifest\"",
        "<link rel=\"apple-touch-icon\" href=\"../icons/apple-180.png\">",
        "worker-src 'self'; manifest-src 'self'\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(made["sw.js"].contains("pocket.json"), "it fetches the list");
    assert!(!made.keys().any(|path| path.starts_with("js/sw.")));
    let manifest: Value = serde_json::from_str(&made["manifest.webmanifest"]).expect("JSON");
    assert_eq!(manifest["name"], "Guide");
    assert_eq!(manifest["start_url"], "./");
    for icon in manifest["icons"].as_array().expect("icons") {
        let path = icon["src"].as_str().expect("a path");
        assert!(made.contains_key(path), "{path}");
    }
}

#[test]
fn a_guide_that_is_not_to_be_kept_removes_what_was() {
    let folder = Folder::site(&[
        ("content/a.md", question("A", "")),
        ("site.toml", site_toml("offline = false")),
    ]);
    folder.build();
    let worker = folder.read("public/sw.js");
    assert!(worker.contains("unregister()") && !worker.contains("pocket.json"));
    assert!(!folder.join("public/pocket.json").exists());
    assert!(!folder.join("public/manifest.webmanifest").exists());
    let page = folder.read("public/questions/a.html");
    assert!(
        !page.contains("sw.js") && !page.contains("manifest\""),
        "{page}"
    );
    // What was built without a list gets one.
    folder.write("site.toml", site_toml(""));
    folder.build();
    assert!(
        list(&folder)
            .1
            .keys()
            .any(|path| path.starts_with("search/"))
    );
}

#[test]
fn an_authors_own_worker_or_manifest_stays() {
    let own = |path: &str| {
        let given = [
            ("content/a.md", question("A", "")),
            (path, "of the author's".to_owned()),
        ];
        assert_eq!(site_mistakes(&given), "");
        outputs(&given)
    };
    let made = own("static/sw.js");
    assert_eq!(made["sw.js"], "of the author's");
    assert!(!made["index.html"].contains("data-worker"));
    let made = own("static/pocket.json");
    assert_eq!(made["pocket.json"], "of the author's");
    assert!(!made.contains_key("sw.js"));
    let made = own("static/manifest.webmanifest");
    assert_eq!(made["manifest.webmanifest"], "of the author's");
    assert!(made["index.html"].contains("data-manifest=\"manifest.webmanifest\""));
    assert!(made["index.html"].contains("data-worker"));
}
