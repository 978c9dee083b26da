//! `studypress serve` as an author and a browser meet it.

mod common;

use common::server::{Server, eventually, guide};
use common::{Folder, SITE, question, site_toml};
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// What the server adds to a page, taken out again.
fn without_script(html: &str) -> String {
    let Some(start) = html.find("<script async src=\"/__studypress/live.js\"") else {
        return html.to_owned();
    };
    let end = html[start..].find("</script>\n").expect("an end") + "</script>\n".len();
    format!("{}{}", &html[..start], &html[start + end..])
}

/// Compares every file of a build with what is served.
#[track_caller]
fn same_as_built(folder: &Folder, server: &Server) {
    folder.build();
    for (path, bytes) in folder.tree("public") {
        if path.is_empty() || bytes == b"(folder)" || path == ".studypress-site" {
            continue;
        }
        let answer = server.page(&path.replace(' ', "%20"));
        let served = without_script(&answer.body);
        assert_eq!(served, String::from_utf8_lossy(&bytes), "{path}");
        assert_eq!(answer.status, 200, "{path}");
    }
}

#[test]
fn a_guide_is_served_as_github_pages_would() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    assert_eq!(server.base, "/repo/");
    assert!(server.host.starts_with("127.0.0.1:"));
    same_as_built(&folder, &server);
    let to = |path: &str| {
        let answer = server.ask(path);
        let line = answer
            .head
            .lines()
            .find(|line| line.starts_with("location: "));
        (answer.status, line.unwrap_or("").replace("location: ", ""))
    };
    assert_eq!(to("/"), (302, "/repo/".to_owned()));
    assert_eq!(to("/repo"), (302, "/repo/".to_owned()));
    assert_eq!(
        to("/repo/former?a=b"),
        (302, "/repo/former/?a=b".to_owned())
    );
    assert_eq!(to("/repo/questions/gil").0, 200);
    assert_eq!(to("/repo/former/").0, 200);
    for path in [
        "/repo/questions/GIL",
        "/repo/questions/gil/",
        "/gil",
        "/repo/questions/draft",
    ] {
        let answer = server.ask(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.body.contains("href=\"/repo/"),
            "{path}: {}",
            answer.body
        );
    }
    for path in [
        "/repo/../site.toml",
        "/repo/%2e%2e/site.toml",
        "/repo/..%2fsite.toml",
        "/repo/..%5csite.toml",
    ] {
        let answer = server.ask(path);
        assert_eq!(
            (answer.status, answer.body.contains("base_url")),
            (400, false),
            "{path}"
        );
    }
    let head = server
        .ask_as("HEAD", "/repo/media/deep/a%20b.png", &server.host)
        .head;
    assert!(head.contains("content-type: image/png"), "{head}");
    assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    assert_eq!(server.ask_as("POST", "/repo/", &server.host).status, 405);
}

#[test]
fn what_is_named_by_its_content_is_kept_by_browsers() {
    let server = Server::start(&guide(), &[]);
    let kept = |address: &str| {
        let head = server.page(address).head;
        let line = head
            .lines()
            .find(|line| line.starts_with("cache-control: "));
        line.unwrap_or("").to_owned()
    };
    let page = server.page("questions/gil.html").body;
    let style = page
        .split("href=\"../")
        .find(|rest| rest.starts_with("css/"));
    let style = style
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet");
    assert_eq!(kept(style), "cache-control: max-age=31536000, immutable");
    for address in ["questions/gil.html", "search/index.js", "img/dot.svg"] {
        assert_eq!(kept(address), "cache-control: no-cache", "{address}");
    }
}

#[test]
fn names_of_other_sites_are_refused() {
    let server = Server::start(&guide(), &[]);
    let port = server.host.rsplit_once(':').expect("a port").1;
    for host in ["evil.example", "localhost.evil.example", ""] {
        let answer = server.ask_as("GET", "/repo/", host);
        assert_eq!(
            (answer.status, answer.body.contains("GIL")),
            (403, false),
            "{host}"
        );
    }
    for host in [
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        "guide.localhost".to_owned(),
    ] {
        assert_eq!(server.ask_as("GET", "/repo/", &host).status, 200, "{host}");
    }
}

#[test]
fn drafts_are_shown_and_marked_when_asked_for() {
    let folder = guide();
    let server = Server::start(&folder, &["--drafts", "--base-url", "https://u.example/"]);
    assert_eq!(server.base, "/");
    let page = server.page("questions/draft.html");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Draft"), "{}", page.body);
}

#[test]
fn a_port_in_use_is_passed_over_aloud() {
    let folder = guide();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let server = Server::start(&folder, &["--port", &port]);
    assert_ne!(server.host, format!("127.0.0.1:{port}"));
    eventually("the port is named", || {
        server.said().contains(&format!("port {port} is in use"))
    });
    assert_eq!(server.page("").status, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn a_browser_is_opened_when_asked_for() {
    use std::os::unix::fs::PermissionsExt;

    let folder = guide();
    // What opens addresses on a desktop, made to write down what it is given.
    let opener = folder.path().join("bin/xdg-open");
    folder.write("bin/xdg-open", "#!/bin/sh\nprintf %s \"$*\" > opened\n");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("executable");
    let path = format!("{}/bin:/usr/bin:/bin", folder.path().display());
    let server = Server::start_with(&folder, &["--open"], &[("PATH", &path)]);
    let address = format!("http://{}{}", server.host, server.base);
    eventually("the address is opened", || {
        fs::read_to_string(folder.path().join("opened")).is_ok_and(|text| text == address)
    });
    drop(server);

    // Without any, it is said, and the guide is served all the same.
    let server = Server::start_with(&folder, &["--open"], &[("PATH", "")]);
    eventually("it is said", || {
        server.said().contains("no browser could be opened")
    });
    assert_eq!(server.page("").status, 200);
}

#[test]
fn every_way_of_saving_is_seen() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    let shows = |address: &str, text: &str| {
        eventually(&format!("{address}: {text}"), || {
            server.page(address).body.contains(text)
        });
    };
    let gone = |address: &str| {
        eventually(&format!("{address} is gone"), || {
            server.page(address).status == 404
        });
    };
    // Written in place, and in two pieces.
    folder.write(
        "content/gil.md",
        question("What is the GIL?", "Written in place.\n"),
    );
    shows("questions/gil.html", "Written in place");
    let mut file = fs::File::create(folder.join("content/gil.md")).expect("created");
    file.write_all(question("What is the GIL?", "First half, ").as_bytes())
        .expect("written");
    file.flush().expect("flushed");
    file.write_all(b"second half.\n").expect("written");
    drop(file);
    shows("questions/gil.html", "First half, second half");
    // Written beside and renamed, as many editors do.
    folder.write(
        "content/.gil.md.swp",
        question("What is the GIL?", "Renamed into place.\n"),
    );
    fs::rename(
        folder.join("content/.gil.md.swp"),
        folder.join("content/gil.md"),
    )
    .expect("renamed");
    shows("questions/gil.html", "Renamed into place");
    // The old file moved away first, as vim does with backups.
    fs::rename(
        folder.join("content/gil.md"),
        folder.join("content/.gil.md~"),
    )
    .expect("renamed");
    folder.write(
        "content/gil.md",
        question("What is the GIL?", "After a backup.\n"),
    );
    shows("questions/gil.html", "After a backup");
    // New files, in new folders; folders moved; files and folders removed.
    folder.write("content/new/one/x.md", question("X?", "In a new folder.\n"));
    shows("questions/x.html", "In a new folder");
    folder.write("content/new/one/y.md", question("Y?", "Beside it.\n"));
    shows("questions/y.html", "Beside it");
    fs::rename(folder.join("content/new"), folder.join("content/moved")).expect("renamed");
    folder.write(
        "content/moved/one/y.md",
        question("Y?", "In the moved folder.\n"),
    );
    shows("questions/y.html", "In the moved folder");
    fs::remove_file(folder.join("content/moved/one/x.md")).expect("removed");
    gone("questions/x.html");
    fs::remove_dir_all(folder.join("content/moved")).expect("removed");
    gone("questions/y.html");
    // Folders that are watched, new and replaced.
    folder.write("templates/404.html", "own template {{ page.title }}");
    shows("404.html", "own template");
    fs::rename(folder.join("content"), folder.join("elsewhere")).expect("renamed");
    gone("questions/gil.html");
    fs::rename(folder.join("elsewhere"), folder.join("content")).expect("renamed");
    shows("questions/gil.html", "After a backup");
    folder.write(
        "content/gil.md",
        question("What is the GIL?", "Still watched.\n"),
    );
    shows("questions/gil.html", "Still watched");
    folder.write(
        "site.toml",
        site_toml(
            "base_url = \"https://u.example/repo/\"\noffline = false\nauthor = \"Somebody New\"",
        ),
    );
    shows("", "Somebody New");
    same_as_built(&folder, &server);
}

#[test]
fn a_branch_switch_ends_with_the_right_site() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    for round in 0..2 {
        for number in 0..400 {
            let path = format!("content/many/{}/n{number}.md", number % 7);
            match (round, number % 3) {
                (1, 0) => fs::remove_file(folder.join(path)).expect("removed"),
                _ => folder.write(
                    path,
                    question(&format!("N {number}?"), &format!("Round {round}.\n")),
                ),
            }
        }
        eventually("the last file of the round", || {
            server
                .page("questions/n398.html")
                .body
                .contains(&format!("Round {round}"))
        });
    }
    eventually("removed files are gone", || {
        server.page("questions/n399.html").status == 404
    });
    same_as_built(&folder, &server);
}

#[test]
fn a_mistake_leaves_the_last_good_site_and_is_told() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    let before = server.page("questions/gil.html").body;
    folder.write(
        "content/gil.md",
        question("What is the GIL?", "See [x](nowhere.md).\n"),
    );
    eventually("the mistake is told", || {
        server.state().contains("nowhere.md")
    });
    let state: serde_json::Value = serde_json::from_str(&server.state()).expect("JSON");
    let told = state["errors"].as_str().expect("text").to_owned();
    assert!(told.contains("content/gil.md:8:5"), "{told}");
    eventually("the terminal says the same", || {
        server.said().contains(&told)
    });
    assert_eq!(server.page("questions/gil.html").body, before);
    assert_eq!(server.page("").status, 200);

    folder.write("content/gil.md", question("What is the GIL?", "Mended.\n"));
    eventually("it is mended", || {
        server.page("questions/gil.html").body.contains("Mended")
    });
    assert!(server.state().contains("\"errors\":\"\""));

    folder.put("templates/question.html", "{{ question.nothing.there }}");
    eventually("a failing template is told", || {
        server.state().contains("templates/question.html")
    });
    assert!(server.page("questions/gil.html").body.contains("Mended"));
}

#[test]
fn a_guide_that_starts_with_mistakes_is_shown_when_they_are_mended() {
    let folder = Folder::site(&[("content/q.md", "no front matter <script>alert(1)</script>")]);
    let server = Server::start(&folder, &[]);
    let page = server.page("");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("E005"), "{}", page.body);
    // Where the site will be is of no concern while it is written.
    assert!(!page.body.contains("W003"), "{}", page.body);
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(page.body.contains("/__studypress/live.js"));
    folder.write("content/q.md", question("Q?", "Right now.\n"));
    eventually("the guide is there", || {
        server.page("questions/q.html").body.contains("Right now")
    });
    fs::remove_file(folder.join("site.toml")).expect("removed");
    eventually("a missing site.toml is told", || {
        server.state().contains("E003")
    });
    assert_eq!(server.page("questions/q.html").status, 200);
    folder.write("site.toml", SITE);
    eventually("it is back", || server.state().contains("\"errors\":\"\""));
}

#[test]
fn no_page_is_missing_while_the_site_is_made_again() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..30 {
                // Emptied, then written: for a moment there is nothing in it.
                fs::File::create(folder.join("content/gil.md")).expect("emptied");
                thread::sleep(Duration::from_millis(round));
                folder.write(
                    "content/gil.md",
                    question("What is the GIL?", &format!("Round {round}.\n")),
                );
                folder.write(format!("content/r{round}.md"), question("R?", "Text.\n"));
                thread::sleep(Duration::from_millis(round));
            }
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            let answer = server.page("questions/gil.html");
            assert_eq!(answer.status, 200);
            assert!(answer.body.contains("What is the GIL?"));
        }
    });
    eventually("the last round", || {
        server.page("questions/gil.html").body.contains("Round 29")
    });
    eventually("the last file", || {
        server.page("questions/r29.html").status == 200
    });
    same_as_built(&folder, &server);
}

#[test]
fn a_style_sheet_changes_without_a_new_version() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    let state = || -> serde_json::Value { serde_json::from_str(&server.state()).expect("JSON") };
    let before = state();
    folder.write("static/css/8-own.css", "body { color: red }\n");
    eventually("another style sheet", || {
        state()["style"] != before["style"]
    });
    assert_eq!(state()["version"], before["version"]);
    eventually("the new rule", || {
        let style = state()["style"].as_str().expect("text").to_owned();
        server.page(&style).body.contains("color:red")
    });
    folder.put("static/js/own.js", "\"use strict\";\n");
    eventually("a new version", || state()["version"] != before["version"]);
    same_as_built(&folder, &server);
}

#[test]
fn what_cannot_be_served_is_said() {
    let run = Folder::empty().run(&["serve", "nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr.contains("nowhere is no folder"),
        "{}",
        run.stderr
    );
    let run = guide().run(&["serve", "--host", "203.0.113.7"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr
            .contains("cannot listen at port 4000 of 203.0.113.7"),
        "{}",
        run.stderr
    );
}

/// Editors and other tools can use up what the kernel has of watches.
#[cfg(target_os = "linux")]
#[test]
fn without_watches_changes_are_seen_all_the_same() {
    // A name space of its own, in which only a few watches are left.
    let few = "echo 2 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"";
    let inside = |program: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", few, program]);
        command
    };
    if !inside("true").status().is_ok_and(|status| status.success()) {
        eprintln!("not tested: this system lets nobody limit watches");
        return;
    }
    let folder = guide();
    let mut command = inside(env!("CARGO_BIN_EXE_studypress"));
    command
        .args(["serve", "--port", "0"])
        .current_dir(folder.path());
    let server = Server::start_by(command);
    eventually("it is said", || {
        server.said().contains("no more file watches")
    });
    folder.write("content/new.md", question("Is this new?", ""));
    eventually("the new question", || {
        server
            .page("questions/new.html")
            .body
            .contains("Is this new?")
    });
}

#[test]
fn no_browser_keeps_what_is_served() {
    let folder = guide();
    let site = folder.read("site.toml");
    folder.write(
        "site.toml",
        site.replace("offline = false", "offline = true"),
    );
    let server = Server::start(&folder, &[]);
    let worker = server.page("sw.js");
    assert_eq!(worker.status, 200);
    assert!(worker.body.contains("unregister()"), "{}", worker.body);
    assert!(
        worker.head.contains("cache-control: no-cache"),
        "{}",
        worker.head
    );
    assert_eq!(server.page("pocket.json").status, 404);
    let page = server.page("questions/gil.html").body;
    assert!(!page.contains("data-worker"), "{page}");
}
