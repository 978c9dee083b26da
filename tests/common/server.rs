//! A running `studypress serve`, and a guide for it.

use super::{Folder, question, question_with, site_toml};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; no test waits so long if all is well.
pub const PATIENCE: Duration = Duration::from_secs(120);

pub struct Server {
    pub child: Child,
    /// Host and port.
    pub host: String,
    /// Path of the site, from slash to slash.
    pub base: String,
    /// What it has said so far.
    pub said: Arc<Mutex<String>>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Server {
    pub fn start(folder: &Folder, args: &[&str]) -> Server {
        Server::start_with(folder, args, &[])
    }

    /// Starts with variables of the environment set.
    pub fn start_with(folder: &Folder, args: &[&str], variables: &[(&str, &str)]) -> Server {
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
    pub fn start_by(mut command: Command) -> Server {
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
    pub fn ask(&self, path: &str) -> Answer {
        self.ask_as("GET", path, &self.host)
    }

    pub fn ask_as(&self, method: &str, path: &str, host: &str) -> Answer {
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
    pub fn page(&self, address: &str) -> Answer {
        self.ask(&format!("{}{address}", self.base))
    }

    pub fn said(&self) -> String {
        self.said.lock().expect("not poisoned").clone()
    }

    /// The first message of the stream of changes.
    pub fn state(&self) -> String {
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
pub fn eventually(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

pub fn guide() -> Folder {
    Folder::site(&[
        (
            "site.toml",
            site_toml("base_url = \"https://u.example/repo/\"\noffline = false"),
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
