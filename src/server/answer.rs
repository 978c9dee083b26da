//! A request → a response.

use super::address::{Found, find};
use super::{Server, Shown, live, media_type};
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use std::convert::Infallible;
use std::net::IpAddr;
use std::time::Duration;

type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// How often the state is sent to a browser although nothing has changed:
/// where that fails, the browser has gone.
const REPEAT: Duration = Duration::from_secs(20);

/// Answers a request; a mistake in it is a response too.
pub(super) async fn answer(
    request: Request<Incoming>,
    server: Server,
) -> Result<Response<Body>, Infallible> {
    let mut response = match refusal(&request, &server) {
        Some(refusal) => refusal,
        None if request.uri().path() == live::EVENTS => events(server),
        None => file(&request, server).await,
    };
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Other sites' pages must not load the guide's scripts or images.
    set(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    Ok(response)
}

fn refusal(request: &Request<Incoming>, server: &Server) -> Option<Response<Body>> {
    let host = match request.uri().host() {
        Some(host) => Some(host),
        None => request
            .headers()
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .map(without_port),
    };
    if !host.is_some_and(|host| is_own(host, &server.host)) {
        let text = "studypress serves no site of this name.\n\
                    To reach it by another name, give that name with --host.\n";
        return Some(plain(StatusCode::FORBIDDEN, text));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return Some(response);
    }
    None
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a name is the server's own. An attacker can make a name of theirs
/// lead here, but not a number: DNS does not stand between.
fn is_own(host: &str, own: &str) -> bool {
    let number = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    let host = host.to_ascii_lowercase();
    number.parse::<IpAddr>().is_ok()
        || host == "localhost"
        || host.ends_with(".localhost")
        || host == own.to_ascii_lowercase()
}

/// The state now, and again whenever it changes.
fn events(mut server: Server) -> Response<Body> {
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        loop {
            let message = live::message(&server.shown.borrow_and_update(), server.start);
            if sender.send_data(Bytes::from(message)).await.is_err() {
                return;
            }
            if let Ok(Err(_)) = tokio::time::timeout(REPEAT, server.shown.changed()).await {
                return;
            }
        }
    });
    let mut response = Response::new(Either::Right(body));
    let kind = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

async fn file(request: &Request<Incoming>, server: Server) -> Response<Body> {
    if let Some((path, bytes)) = live::file(request.uri().path()) {
        return whole(StatusCode::OK, media_type::of(path), bytes.to_vec());
    }
    let uri = request.uri().clone();
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let made = tokio::task::spawn_blocking(move || {
        let shown = server.shown.borrow().clone();
        page(&shown, server.start, uri.path(), uri.query())
    });
    let response = match made.await {
        Ok(response) => response,
        Err(_) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "This page made studypress fail.\n",
        ),
    };
    let tag = response.headers().get(header::ETAG);
    if tag.is_some() && tag == known.as_ref() {
        unchanged(response)
    } else {
        response
    }
}

/// The page at a path of what is shown.
fn page(shown: &Shown, start: u64, path: &str, query: Option<&str>) -> Response<Body> {
    let html = |status, html| whole(status, media_type::HTML, live::inject(html, shown, start));
    let Some(pages) = &shown.pages else {
        let failure = live::failure("This guide has mistakes", &shown.errors);
        return html(StatusCode::INTERNAL_SERVER_ERROR, failure);
    };
    let (status, address) = match find(&shown.base, path, |address| pages.has(address)) {
        Found::File(address) => (StatusCode::OK, address),
        Found::Moved(to) => return moved(&to, query),
        Found::Missing => (StatusCode::NOT_FOUND, "404.html".to_owned()),
        Found::Refused => return plain(StatusCode::BAD_REQUEST, "This is no path of a site.\n"),
    };
    match pages.get(&address) {
        Ok(bytes) if media_type::of(&address) == media_type::HTML => html(status, bytes),
        Ok(bytes) => {
            let hash = blake3::hash(&bytes).to_hex();
            let response = whole(status, media_type::of(&address), bytes);
            tagged(response, &address, &hash)
        }
        Err(text) => html(
            StatusCode::INTERNAL_SERVER_ERROR,
            live::failure("This page cannot be made", &text),
        ),
    }
}

fn whole(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::new(Bytes::from(bytes))));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    whole(status, "text/plain; charset=utf-8", text.into())
}

/// With a tag by which a browser can ask whether the file is still the same. A
/// file whose name holds the hash of its content cannot become another one, so
/// there is nothing to ask.
fn tagged(mut response: Response<Body>, address: &str, hash: &str) -> Response<Body> {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{hash}\"")) {
        headers.insert(header::ETAG, tag);
    }
    if address.contains(&format!(".{}.", &hash[..10])) {
        let forever = HeaderValue::from_static("max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
    }
    response
}

fn unchanged(mut response: Response<Body>) -> Response<Body> {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = Either::Left(Full::default());
    response
}

fn moved(to: &str, query: Option<&str>) -> Response<Body> {
    let to = match query {
        Some(query) => format!("{to}?{query}"),
        None => to.to_owned(),
    };
    let mut response = plain(StatusCode::FOUND, "");
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in [
            "127.0.0.1:4000",
            "localhost",
            "LOCALHOST:1",
            "guide.localhost:4000",
            "[::1]:4000",
            "192.168.1.7:80",
            "desk.lan:4000",
        ] {
            assert!(is_own(without_port(host), "desk.lan"), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "",
            "[evil]",
        ] {
            assert!(!is_own(without_port(host), "127.0.0.1"), "{host}");
        }
    }
}
