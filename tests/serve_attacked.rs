//! `studypress serve` under requests that no browser sends.

mod common;

use common::server::{PATIENCE, Server, guide};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

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
