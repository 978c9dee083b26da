//! What holds for any bytes: one function a fuzz target, each of which panics
//! where it does not. `cargo fuzz` calls them with what it finds, `cargo test`
//! (`tests/fuzz.rs`) with the seeds and with mutations of these.

// A fuzz target uses one of these, the test all.
#![allow(dead_code)]

use std::sync::OnceLock;
use studypress::config::{self, Config};
use studypress::diagnostic::{Checked, Diagnostic, Format, print};
use studypress::import::document::{self, Scope};
use studypress::import::{Source, Wanted, plan, table};
use studypress::outputs::cards::{self, Around};
use studypress::outputs::page;
use studypress::question::html::{Kind, tokens as tokens_of_html};
use studypress::question::{self, LinkId, Markdown, Options, Parsed};
use studypress::read::{CONFIG_FILE, File, Files};
use studypress::strings::Strings;
use studypress::{corpus, highlight, languages, syntaxes};

/// A configuration that knows the names of the seeds.
const SITE: &str = include_str!("seeds/site_toml/small");

/// A table's rows are filled up with empty cells to the width of its head;
/// the parser makes 2^18 of these at most, and each is written in less than
/// forty bytes.
const FILLED_CELLS: usize = (1 << 18) * 40;

/// Definitions of links are written out wherever they are used, up to this
/// size or that of the text.
const WRITTEN_OUT: usize = 100_000;

fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let config = config::parse(&file(CONFIG_FILE, SITE)).value;
        config.expect("a configuration")
    })
}

fn file(path: &str, text: impl Into<Vec<u8>>) -> File {
    File {
        path: path.to_owned(),
        bytes: text.into().into(),
    }
}

/// A content file is a question or is wrong, as it stands and as the front
/// matter of one.
pub fn front_matter(data: &[u8]) {
    content_file(data.to_vec());
    for fence in ["+++", "---"] {
        let fence = fence.as_bytes();
        content_file([fence, b"\n", data, b"\n", fence, b"\nText.\n"].concat());
    }
}

fn content_file(bytes: Vec<u8>) {
    let file = file("content/q.md", bytes);
    let Checked {
        value: parsed,
        diagnostics,
    } = question::parse(&file, config(), &Default::default());
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    assert!(
        parsed.is_some() || bad,
        "nothing made of it, and nothing said"
    );
    check_diagnostics(&file, &diagnostics);
    if let Some(Parsed::Question(question)) = parsed {
        assert!(!question.title.trim().is_empty() || bad);
        check_html(&question::title_html(&question.title));
        check_html(&question.summary_html);
    }
}

/// Every mistake has a place in its file and can be printed in each format.
fn check_diagnostics(file: &File, diagnostics: &[Diagnostic]) {
    let text = file.text().ok();
    for diagnostic in diagnostics {
        if let (Some(span), Some(text)) = (&diagnostic.span, text) {
            assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
    for format in [Format::Text { colour: true }, Format::Json, Format::GitHub] {
        let printed = print(diagnostics, format, |_| text);
        assert_eq!(printed.is_empty(), diagnostics.is_empty());
    }
}

/// Markdown gives HTML of a size in proportion, whose addresses and marks are
/// in order; without raw HTML, nothing in it can run.
pub fn markdown(data: &[u8]) {
    let text = String::from_utf8_lossy(data).replace('\0', " ");
    for (unsafe_html, smart_punctuation, take_title) in [
        (true, true, false),
        (false, true, true),
        (false, false, false),
    ] {
        let options = Options {
            unsafe_html,
            smart_punctuation,
            take_title,
            syntaxes: None,
        };
        let made = question::convert("q.md", &text, 0..text.len(), options);
        check_diagnostics(&file("q.md", text.clone()), &made.diagnostics);
        let html = page_html(&made.value, &text);
        assert!(
            html.len() <= 160 * text.len() + FILLED_CELLS + 8 * WRITTEN_OUT,
            "{} bytes of HTML from {}",
            html.len(),
            text.len()
        );
        if !unsafe_html {
            let refused = made.diagnostics.iter().any(Diagnostic::is_error);
            for url in check_html(&html) {
                assert!(refused || is_harmless(&url), "{url}");
            }
        }
    }
    if text.len() <= ON_CARDS {
        check_cards(&text);
    }
}

/// Longer texts are not tried on cards.
const ON_CARDS: usize = 2_000;

/// What practice shows of a text, wherever it stands in it, is HTML that is closed where it was opened.
fn check_cards(text: &str) {
    let mut config = config().clone();
    config.markup.unsafe_html = false;
    let in_quotes = |c: &char| !c.is_control() && !matches!(c, '"' | '\\');
    let summary: String = text.chars().filter(in_quotes).collect();
    let front = "title = 'T'\nlevel = 'junior'\ntopic = 'data'\nsource = 'blog'";
    let all = format!(
        "+++\n{front}\nsummary = \"S. {summary}\"\n+++\n{text}\n\n## Common mistakes\n\n{text}\n\n- {text}\n\n## Follow-ups\n\n**A** {text}\n"
    );
    let made = question::parse(&file("content/q.md", all), &config, &Default::default());
    let Some(Parsed::Question(question)) = made.value else {
        assert!(made.diagnostics.iter().any(Diagnostic::is_error));
        return;
    };
    let around = Around {
        href: "questions/q.html",
        practice: &config.practice,
        strings: Strings::english(),
        python: None,
    };
    let mut address = |_: LinkId, html: &mut String| html.push_str("open.html");
    let cards = cards::cards(&question, &around, &mut address);
    let say = cards.say.expect("a summary");
    let asked = cards.follow_ups.iter().flat_map(|f| [&f.ask, &f.answer]);
    let mut shown: Vec<&String> = say.points.iter().chain(&cards.mistakes).collect();
    shown.extend(asked);
    for predict in &cards.predict {
        shown.extend(predict.context.iter().chain([&predict.code]));
    }
    for choose in &cards.choose {
        shown.extend(choose.options.iter().map(|option| &option.html));
        shown.extend([&choose.prompt, &choose.why]);
    }
    for html in shown {
        check_html(html);
    }
    let points: String = say.points.iter().map(|point| words(point)).collect();
    assert_eq!(points, words(&say.html));
}

/// What HTML shows, white space left out.
fn words(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let text = pieces.map(|(index, piece)| match piece.split_once('>') {
        Some((_, text)) if index > 0 => text,
        _ => piece,
    });
    text.flat_map(str::split_whitespace).collect()
}

fn page_html(made: &Markdown, text: &str) -> String {
    let body = &made.body;
    for link in &body.links {
        assert!(text.get(link.span.clone()).is_some(), "{link:?}");
        let place = link.place.clone();
        assert!(
            place.is_none_or(|place| text.get(place).is_some()),
            "{link:?}"
        );
    }
    let mut html = String::new();
    // The guide resolves what a link names, or refuses it.
    let mut address = |id: LinkId, html: &mut String| {
        assert!(body.links.get(id.index()).is_some());
        html.push_str("open.html");
    };
    page::write(body, Strings::english(), &mut address, &mut html);
    page::write_answers(body, Strings::english(), &mut address, &mut html);
    html
}

/// The elements that Markdown without raw HTML can give.
const ELEMENTS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "details",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "samp",
    "section",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Those without an end.
const VOID: &[&str] = &["br", "hr", "img", "input"];

/// The attributes of these.
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "aria-labelledby",
    "checked",
    "class",
    "data-label",
    "data-line",
    "data-requires",
    "disabled",
    "href",
    "id",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "translate",
    "type",
];

/// Reads HTML as strictly as it can be written: known elements that close in
/// order, known attributes with quotes. Gives what `href` and `src` say.
fn check_html(html: &str) -> Vec<String> {
    let mut urls = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(end) = rest.strip_prefix('/') {
            let (name, after) = end.split_once('>').expect("a whole end tag");
            assert_eq!(open.pop(), Some(name), "closed in the wrong order: {html}");
            rest = after;
            continue;
        }
        let end = rest.find([' ', '>']).expect("a whole tag");
        let name = &rest[..end];
        assert!(ELEMENTS.contains(&name), "<{name}> in {html}");
        if !VOID.contains(&name) {
            open.push(name);
        }
        rest = attributes(&rest[end..], &mut urls);
    }
    assert_eq!(open, Vec::<&str>::new(), "left open: {html}");
    urls
}

/// Reads attributes up to and with the `>`; gives what follows.
fn attributes<'a>(mut rest: &'a str, urls: &mut Vec<String>) -> &'a str {
    loop {
        rest = rest.trim_start_matches([' ', '\n']);
        rest = rest.strip_prefix('/').unwrap_or(rest);
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        let end = rest.find(['=', ' ', '>']).expect("a whole attribute");
        let name = &rest[..end];
        assert!(ATTRIBUTES.contains(&name), "attribute `{name}`");
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else {
            continue;
        };
        rest = match value.strip_prefix('"') {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').expect("a whole value");
                assert!(!value.contains('<'), "`{name}` holds a <: {value}");
                if matches!(name, "href" | "src") {
                    urls.push(value.replace("&amp;", "&").replace("&#x27;", "'"));
                }
                after
            }
            // The highlighter's classes are one letter.
            None => {
                assert!(name == "class" && value.as_bytes()[0].is_ascii_lowercase());
                &value[1..]
            }
        };
    }
}

/// Whether a browser that follows a link runs nothing by it (the URL Standard
/// says what it drops before it looks for the scheme).
fn is_harmless(url: &str) -> bool {
    let url = url.trim_start_matches(|c: char| c <= ' ').to_lowercase();
    let url: String = url.chars().filter(|c| !"\t\n\r".contains(*c)).collect();
    !["javascript:", "vbscript:", "data:", "file:", "blob:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// Highlighted code reads as it was. The first byte chooses the language.
pub fn highlight(data: &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let code = String::from_utf8_lossy(rest);
    let names: Vec<&str> = languages::names().collect();
    let name = names[usize::from(*first) % names.len()];
    let mut wanted = code.replace("\r\n", "\n").replace('\0', "\u{fffd}");
    if wanted.ends_with('\n') {
        wanted.pop();
    }
    let html = highlight::to_html(&code, languages::grammar(name));
    let shown: Vec<String> = html.split_terminator('\n').map(shown).collect();
    assert_eq!(shown.join("\n"), wanted, "as {name}");
    // A character takes an element of its own at worst.
    let size = html.len();
    assert!(
        size <= 32 * code.len() + 1,
        "{size} bytes from {}",
        code.len()
    );
    let plain = highlight::to_html(&code, None);
    assert_eq!(plain.split_terminator('\n').count(), shown.len());
}

/// The text that a browser shows for a line of highlighted code.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut open = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a whole tag");
        open += match &rest[at..=end] {
            "</span>" => -1,
            tag => {
                assert!(tag.starts_with("<span class=") && tag.len() == 14, "{tag}");
                1
            }
        };
        assert!((0..=1).contains(&open), "{html}");
        rest = &rest[end + 1..];
    }
    assert_eq!(open, 0, "{html}");
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&#13;", "\r")
        .replace("&amp;", "&")
}

/// A grammar of a site's own is refused with its place, or shows any code as it is.
pub fn syntax(data: &[u8]) {
    let path = "syntaxes/own.sublime-syntax";
    let mut files = Files::default();
    files.insert(path, data.to_vec());
    let Checked { value, diagnostics } = syntaxes::collect(&files);
    assert!(diagnostics.iter().all(|found| found.file == path));
    check_diagnostics(&file(path, data.to_vec()), &diagnostics);
    let Some(own) = value.find("OWN") else {
        assert!(!diagnostics.is_empty());
        return;
    };
    let code = "def up (down) \"a\\\" end\n# x\n<b>```c```</b>\n<<x\nxyxyb\nx!";
    let html = highlight::own_html(code, own);
    let shown: Vec<String> = html.split_terminator('\n').map(shown).collect();
    assert_eq!(shown.join("\n"), code);
}

/// Tokens are short words without white space, and a space parts them: what
/// stands before one and what follows give their tokens apart.
pub fn tokens(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let all = tokens_of(&text);
    let size: usize = all.iter().map(String::len).sum();
    // Each word comes whole and in parts; letters in compatibility forms
    // (U+FDFA) grow eighteenfold and more as they are folded.
    assert!(
        size <= 64 * text.len() + 64,
        "{size} bytes from {}",
        text.len()
    );
    for token in &all {
        let length = token.encode_utf16().count();
        assert!((1..=40).contains(&length), "{token:?}");
        assert!(!token.contains('\n'), "{token:?}");
    }
    if let Some(at) = text.find(' ') {
        let apart = [tokens_of(&text[..at]), tokens_of(&text[at..])].concat();
        assert_eq!(all, apart);
    }
}

fn tokens_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    corpus::tokens(text, |token| found.push(token.to_owned()));
    found
}

/// A `site.toml` is a configuration or is wrong.
pub fn site_toml(data: &[u8]) {
    for text in [data.to_vec(), [data, b"\n", SITE.as_bytes()].concat()] {
        let file = file(CONFIG_FILE, text);
        let parsed = config::parse(&file);
        assert!(parsed.value.is_some() || !parsed.diagnostics.is_empty());
        check_diagnostics(&file, &parsed.diagnostics);
    }
}

/// Whatever is imported, its files are in the guide's folders, none is
/// written twice, and each is a question with the title that was found.
pub fn import(data: &[u8]) {
    let config = config();
    let text = String::from_utf8_lossy(data);
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for (name, scope) in [
        ("README.md", Scope::File),
        ("notes/a note.md", Scope::Folder),
    ] {
        let read = document::read(name, &text, scope).unwrap_or_default();
        found.extend(read.found);
        left.extend(read.left);
    }
    for name in ["a.csv", "a.tsv"] {
        found.extend(table::read(name, data).unwrap_or_default());
    }
    let wanted = Wanted {
        map: vec![("Name".to_owned(), "title".to_owned())],
        level: Some("junior".to_owned()),
        topic: Some("data".to_owned()),
        sources: vec!["blog".to_owned()],
        ..Wanted::default()
    };
    let count = found.len();
    let source = Source {
        found,
        left,
        name: "notes",
        beside: &|path| path.ends_with(".png").then(|| path.to_owned()),
    };
    let plan = plan(source, config, &wanted, &[], &["content/data/taken.md"]);
    assert_eq!(plan.placed.len() + plan.unplaced.len(), count);
    let mut paths: Vec<&str> = plan.placed.iter().map(|placed| &*placed.path).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), plan.placed.len(), "written twice: {paths:?}");
    for placed in &plan.placed {
        let name = placed
            .path
            .strip_prefix("content/")
            .and_then(|path| path.split_once('/'));
        let (topic, name) = name.expect("a folder and a name");
        assert!(config.topic(topic).is_some(), "{}", placed.path);
        assert!(!name.contains(['/', '\\', ':', '\0']), "{}", placed.path);
        let file = file(&placed.path, placed.text.clone());
        let Checked {
            value: parsed,
            diagnostics,
        } = question::parse(&file, config, &Default::default());
        check_diagnostics(&file, &diagnostics);
        let told = diagnostics.iter().any(Diagnostic::is_error);
        assert!(parsed.is_some() || told, "{}", placed.text);
    }
}

/// Tokens of HTML cover it without a gap, and each piece is a whole text; what
/// a tag names is where it says.
pub fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data).replace('\0', " ");
    let mut at = 0;
    for token in tokens_of_html(&text) {
        assert_eq!(token.span.start, at, "a gap: {token:?}");
        assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        assert!(!token.span.is_empty());
        at = token.span.end;
        let Kind::StartTag(tag) = token.kind else {
            continue;
        };
        assert!(text[token.span.clone()].starts_with('<'));
        for attribute in tag.attributes {
            let place = attribute.place;
            assert!(token.span.start < place.start && place.end <= token.span.end);
            let written = text.get(place).expect("a whole text");
            assert!(attribute.value.is_empty() || !written.is_empty());
        }
    }
    assert_eq!(at, text.len(), "the end is left out");
}
