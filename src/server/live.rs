//! What a served page has beside the site's own: a script that listens for
//! changes. It is a file of its own, so the page's content security policy
//! holds.

use super::Shown;
use pulldown_cmark_escape::escape_html;
use serde::Serialize;

/// Path of the stream of changes.
pub(super) const EVENTS: &str = "/__studypress/events";
const SCRIPT: &str = "/__studypress/live.js";
const STYLE: &str = "/__studypress/live.css";

/// A file of the server itself, with its address.
pub(super) fn file(path: &str) -> Option<(&'static str, &'static [u8])> {
    match path {
        SCRIPT => Some((SCRIPT, include_bytes!("live.js"))),
        STYLE => Some((STYLE, include_bytes!("live.css"))),
        _ => None,
    }
}

/// What is sent to browsers: the whole state, so that a lost message does no
/// harm once the next one arrives.
#[derive(Serialize)]
struct State<'a> {
    version: String,
    base: &'a str,
    style: &'a str,
    errors: &'a str,
}

/// The state as a message of server-sent events.
pub(super) fn message(shown: &Shown, start: u64) -> String {
    let state = State {
        version: version(shown, start),
        base: &shown.base,
        style: &shown.style,
        errors: &shown.errors,
    };
    let json = serde_json::to_string(&state).unwrap_or_default();
    format!("retry: 300\ndata: {json}\n\n")
}

fn version(shown: &Shown, start: u64) -> String {
    format!("{start:x}-{}", shown.version)
}

/// Puts the script into a page.
pub(super) fn inject(mut html: Vec<u8>, shown: &Shown, start: u64) -> Vec<u8> {
    let script = format!(
        "<script async src=\"{SCRIPT}\" data-version=\"{}\" data-base=\"{}\" data-style=\"{}\"></script>\n",
        version(shown, start),
        escape(&shown.base),
        escape(&shown.style),
    );
    let end = b"</head>";
    let at = html
        .windows(end.len())
        .position(|window| window.eq_ignore_ascii_case(end))
        .unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
    html
}

/// A page for what cannot be shown, with the reason; the script is not in it yet.
pub(super) fn failure(title: &str, text: &str) -> Vec<u8> {
    let (title, text) = (escape(title), escape(text));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n\
         <body class=\"failure\">\n<h1>{title}</h1>\n<pre id=\"sp-errors\">{text}</pre>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// Text for HTML and for an attribute in double quotes.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    // Writing to a string does not fail.
    let _ = escape_html(&mut escaped, text);
    escaped
}
