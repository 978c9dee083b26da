//! `studypress serve` as an author and a browser meet it.

mod common;

use common::{Folder, SITE, question, question_with, site_toml};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; no test waits so long if all is well.
const PATIENCE: Duration = Duration::from_secs(120);

struct Server {
    child: Child,
    /// Host and port.
    host: String,
    /// Path of the site, from slash to slash.
    base: String,
    /// What it has said so far.
    said: Arc<Mutex<String>>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(folder: &Folder, args: &[&str]) -> Server {
        Server::start_with(folder, args, &[])
    }

    /// Starts with variables of the environment set.
    fn start_with(folder: &Folder, args: &[&str], variables: &[(&str, &str)]) -> Server {
        let mut all = vec!["serve"];
        if !args.contains(&"--port") {
            all.extend(["--port", "0"]);
        }
        all.extend(args);
        let mut command = folder.command(&all);
        command.envs(variables.iter().copied());
        Server::start_by(command)
    }

    /// Starts the server by a command.
    fn start_by(mut command: Command) -> Server {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let said = Arc::new(Mutex::new(String::new()));
        let (mut errors, to) = (child.stderr.take().expect("piped"), Arc::clone(&said));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = errors.read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..count]);
                to.lock().expect("not poisoned").push_str(&text);
            }
        });
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        out.read_line(&mut line).expect("a line");
        let url = line.trim_end().strip_prefix("http://");
        let url = url.unwrap_or_else(|| panic!("no address: {line}"));
        let (host, path) = url.split_once('/').expect("a path");
        Server {
            child,
            host: host.to_owned(),
            base: format!("/{path}"),
            said,
        }
    }

    /// Asks for a path of the host, with the `Host` of a browser.
    fn ask(&self, path: &str) -> Answer {
        self.ask_as("GET", path, &self.host)
    }

    fn ask_as(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("connected");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answered");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    /// A page of the site.
    fn page(&self, address: &str) -> Answer {
        self.ask(&format!("{}{address}", self.base))
    }

    fn said(&self) -> String {
        self.said.lock().expect("not poisoned").clone()
    }

    /// The first message of the stream of changes.
    fn state(&self) -> String {
        let mut stream = TcpStream::connect(&self.host).expect("connected");
        let host = &self.host;
        write!(
            stream,
            "GET /__studypress/events HTTP/1.1\r\nHost: {host}\r\n\r\n"
        )
        .expect("sent");
        let mut lines = BufReader::new(stream).lines();
        lines
            .find_map(|line| {
                line.expect("read")
                    .strip_prefix("data: ")
                    .map(str::to_owned)
            })
            .expect("a message")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn eventually(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

fn guide() -> Folder {
    Folder::site(&[
        (
            "site.toml",
            site_toml("base_url = \"https://u.example/repo/\""),
        ),
        ("content/gil.md", question("What is the GIL?", "A lock.\n")),
        (
            "content/deep/old.md",
            question_with("Old", "aliases = [\"former/\"]", "Text.\n"),
        ),
        ("content/deep/a b.png", "picture".to_owned()),
        (
            "content/draft.md",
            question_with("Not yet", "draft = true", "Soon.\n"),
        ),
        (
            "static/img/dot.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(),
        ),
    ])
}

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
        site_toml("base_url = \"https://u.example/repo/\"\nauthor = \"Somebody New\""),
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

    folder.write("templates/question.html", "{{ question.nothing.there }}");
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
    folder.write("static/js/own.js", "\"use strict\";\n");
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

/// Waits for what the server says before it hangs up, if it says anything.
fn rest_of(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let mut bytes = Vec::new();
    // A request that is refused while it is sent may end in a reset.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn malformed_and_huge_requests_are_refused_and_leave_the_server_as_it_was() {
    let folder = guide();
    let server = Server::start(&folder, &[]);
    let long = "a".repeat(5_000_000);
    let many = "X-A: b\r\n".repeat(100_000);
    let host = format!("Host: {}\r\n", server.host);
    let requests: Vec<Vec<u8>> = vec![
        b"\r\n\r\n\r\n".to_vec(),
        b"\0\x01\x02\xff\xfe".repeat(1000),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        format!("GET /{long} HTTP/1.1\r\n{host}\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}X: {long}\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}{many}\r\n").into_bytes(),
        format!("{long} / HTTP/1.1\r\n{host}\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}Content-Length: 99999999999999999999\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n").into_bytes(),
        format!("POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFFFFFFF\r\n").into_bytes(),
        format!("POST / HTTP/1.1\r\n{host}Content-Length: 5000000\r\nConnection: close\r\n\r\n{long}").into_bytes(),
        b"GET / HTTP/1.1\r\nHost: \r\nHost: evil\r\nConnection: close\r\n\r\n".to_vec(),
        format!("GET http://evil.example/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
        format!("CONNECT evil.example:80 HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
        format!("OPTIONS * HTTP/1.1\r\n{host}Connection: close\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\n{host}If-None-Match: {}\r\nConnection: close\r\n\r\n", "\"a\", ".repeat(10_000)).into_bytes(),
    ];
    for request in requests {
        let start = String::from_utf8_lossy(&request[..request.len().min(60)]).into_owned();
        let mut stream = TcpStream::connect(&server.host).expect("connected");
        // The server may hang up before it has heard everything.
        let _ = stream.write_all(&request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let said = rest_of(stream);
        assert!(!said.starts_with("HTTP/1.1 2"), "{start}: {said}");
        assert!(!said.contains("A lock."), "{start}: {said}");
        assert_eq!(server.page("questions/gil.html").status, 200, "{start}");
    }
    assert!(!server.said().contains("panicked"), "{}", server.said());
}

#[test]
fn paths_lead_nowhere_outside_of_the_site() {
    let folder = guide();
    folder.write("secret.txt", "secret words");
    let server = Server::start(&folder, &[]);
    for up in [
        "..",
        "%2e%2e",
        ".%2e",
        "%252e%252e",
        "..\\",
        "..%5c",
        "..%2f",
        "..;",
        "....//",
        "%c0%ae%c0%ae",
        "\u{2025}",
    ] {
        for name in ["secret.txt", "site.toml", "content/gil.md", "etc/passwd"] {
            for depth in 1..6 {
                for base in ["/", &server.base] {
                    let answer =
                        server.ask(&format!("{base}{}{name}", format!("{up}/").repeat(depth)));
                    assert!(answer.status >= 300, "{up} {name}: {}", answer.status);
                    let leaked = ["secret words", "[[levels]]", "+++", "root:"];
                    assert!(
                        !leaked.iter().any(|text| answer.body.contains(text)),
                        "{up}"
                    );
                }
            }
        }
    }
    for path in [
        "//etc/passwd",
        "/%00",
        "/a%00.html",
        "/C:/x",
        "/%",
        "/%zz",
        "/\u{7f}",
        "/../../../../etc/passwd",
    ] {
        let mut stream = TcpStream::connect(&server.host).expect("connected");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            server.host
        )
        .expect("sent");
        let said = rest_of(stream);
        assert!(!said.starts_with("HTTP/1.1 200"), "{path}: {said}");
    }
}

/// More connections than the server may have open, each with half a request:
/// they are closed in time, and then the next reader is answered.
#[cfg(unix)]
#[test]
fn slow_requests_do_not_keep_others_out() {
    let folder = guide();
    let limited = "ulimit -n 64; exec \"$0\" serve --port 0";
    let mut command = Command::new("sh");
    command
        .args(["-c", limited, env!("CARGO_BIN_EXE_studypress")])
        .current_dir(folder.path());
    let mut server = Server::start_by(command);
    let slow: Vec<TcpStream> = (0..80)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.host).expect("connected");
            write!(
                stream,
                "GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ",
                server.host
            )
            .expect("sent");
            stream
        })
        .collect();
    let mut stream = TcpStream::connect(&server.host).expect("connected");
    let path = format!("{}questions/gil.html", server.base);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        server.host
    )
    .expect("sent");
    assert!(rest_of(stream).starts_with("HTTP/1.1 200"));
    drop(slow);
    assert_eq!(server.page("questions/gil.html").status, 200);
    assert!(server.child.try_wait().expect("asked").is_none());
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
    assert!(server.said().contains("no more file watches"));
    folder.write("content/new.md", question("Is this new?", ""));
    eventually("the new question", || {
        server
            .page("questions/new.html")
            .body
            .contains("Is this new?")
    });
}
