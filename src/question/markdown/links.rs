//! Links and images: outward ones are checked, those within the site are left
//! open until the addresses of all files are known.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::Link;
use crate::urls;
use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use pulldown_cmark_escape::escape_html;
use std::borrow::Cow;
use std::ops::Range;

/// What a page may link to beside the site itself.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Walk<'a> {
    /// The start of a link.
    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        url: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Range<usize>,
    ) -> Event<'a> {
        let outward = link_type == LinkType::Email || scheme(&url).is_some();
        if link_type != LinkType::Email {
            self.check_scheme(&url, &range);
        }
        if outward || !self.options.check_links {
            return Event::Start(Tag::Link {
                link_type,
                dest_url: url,
                title,
                id,
            });
        }
        let number = self.open(&url, false, range);
        let mut html = format!("<a href=\"\0{number}\0\"");
        push_title(&mut html, &title);
        html.push('>');
        Event::InlineHtml(html.into())
    }

    pub(super) fn image(
        &mut self,
        url: &str,
        title: &str,
        range: Range<usize>,
        events: &mut Events<'a>,
    ) {
        let mut alt = String::new();
        for (event, _) in events.until_end() {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                    alt.push_str(&text);
                }
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        let mut html = String::from("<img src=\"");
        if !self.options.check_links {
            let _ = pulldown_cmark_escape::escape_href(&mut html, url);
        } else {
            self.check_image(url, &alt, &range);
            let number = self.open(url, true, range);
            html.push_str(&format!("\0{number}\0"));
        }
        html.push_str("\" alt=\"");
        let _ = escape_html(&mut html, &alt);
        html.push('"');
        push_title(&mut html, title);
        html.push_str(" />");
        self.section.text.push_str(&alt);
        self.push_html(html);
    }

    /// The number of an address in raw HTML if it is within the site. What it
    /// may not be is reported as in Markdown.
    pub(super) fn raw_link(
        &mut self,
        url: &str,
        image: bool,
        range: &Range<usize>,
    ) -> Option<usize> {
        let outward = scheme(url).is_some() || url.starts_with("//");
        match image && outward {
            true => self.forbid(
                range,
                format!("`{url}` is not part of the site"),
                "pages load nothing from elsewhere: put the file beside this one or into static/",
            ),
            false => self.check_scheme(url, range),
        }
        (!outward && !url.is_empty()).then(|| self.open(url, image, range.clone()))
    }

    /// Notes a link to be resolved and gives its number.
    fn open(&mut self, url: &str, image: bool, range: Range<usize>) -> usize {
        let links = &mut self.result.body.links;
        links.push(Link {
            target: urls::decode(url).map_or_else(|| url.to_owned(), Cow::into_owned),
            image,
            span: self.base + range.start..self.base + range.end,
        });
        links.len() - 1
    }

    fn check_scheme(&mut self, url: &str, range: &Range<usize>) {
        let refused = match scheme(url) {
            Some(scheme) => !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()),
            None => url.starts_with("//"),
        };
        if refused && self.options.check_links {
            self.forbid(
                range,
                format!("a link to `{url}` is not allowed"),
                "links may begin with https:, http:, mailto: or tel:, or lead to a file of the site",
            );
        }
    }

    fn check_image(&mut self, url: &str, alt: &str, range: &Range<usize>) {
        if scheme(url).is_some() || url.starts_with("//") {
            self.forbid(
                range,
                format!("the image `{url}` is not part of the site"),
                "pages load nothing from elsewhere: put the image beside this file or into static/",
            );
        }
        if alt.trim().is_empty() {
            let span = self.base + range.start..self.base + range.end;
            self.result.diagnostics.push(
                Diagnostic::new(
                    &codes::MISSING_ALT,
                    self.file,
                    span,
                    "this image has no description",
                )
                .help("write what it shows between the brackets: ![…](image.png)"),
            );
        }
    }

    fn forbid(&mut self, range: &Range<usize>, message: String, help: &str) {
        let span = self.base + range.start..self.base + range.end;
        self.result
            .diagnostics
            .push(Diagnostic::new(&codes::FORBIDDEN_LINK, self.file, span, message).help(help));
    }
}

fn push_title(html: &mut String, title: &str) {
    if !title.is_empty() {
        html.push_str(" title=\"");
        let _ = escape_html(&mut *html, title);
        html.push('"');
    }
}

/// The scheme of a URL (RFC 3986, section 3.1), if it has one. Browsers drop
/// tabs and line feeds and skip leading control characters before they look
/// for it, so these are not let through either.
fn scheme(url: &str) -> Option<&str> {
    let start = url.trim_start_matches(|c: char| c <= ' ');
    let end = start.find(|c: char| {
        !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '\t' | '\n' | '\r'))
    })?;
    let scheme = &start[..end];
    let starts_well = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts_well && start[end..].starts_with(':')).then_some(scheme)
}

/// Collects the `id`s of raw HTML, which anchors may name.
pub(super) fn ids_in(html: &str, anchors: &mut Vec<String>) {
    for part in html.split("id=").skip(1) {
        let id = match part.chars().next() {
            Some(quote @ ('"' | '\'')) => part[1..].split(quote).next(),
            _ => part.split([' ', '>', '/']).next(),
        };
        anchors.extend(id.filter(|id| !id.is_empty()).map(str::to_owned));
    }
}
