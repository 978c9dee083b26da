//! Links and images: those that lead out of the site are checked, those within it are for the guide to resolve, which
//! knows all files.

use super::{Events, Walk};
use crate::diagnostic::{Diagnostic, codes};
use crate::question::document::{
    Destination, Element, Event as Step, Hyperlink, Image, Link, LinkId,
};
use pulldown_cmark::{Event, LinkType};
use std::ops::Range;

/// What a page may link to beside the site itself.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Walk<'a> {
    /// The start of a link.
    pub(super) fn link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) {
        self.in_link += 1;
        let to = if kind == LinkType::Email {
            Destination::Web(self.document().add(&format!("mailto:{url}")))
        } else {
            self.check_scheme(url, range);
            self.destination(url, false, range)
        };
        let document = self.document();
        let title = document.add(title);
        let id = document.add_hyperlink(Hyperlink { to, title });
        self.open(Element::Link(id));
    }

    pub(super) fn image(
        &mut self,
        url: &str,
        title: &str,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let alt = description(events.until_end());
        self.check_image(url, &alt, range);
        let source = self.destination(url, true, range);
        let document = self.document();
        let (alt, title) = (document.add(&alt), document.add(title));
        let id = document.add_image(Image { source, alt, title });
        self.push(Step::Image(id));
    }

    /// An address in raw HTML, if it is within the site. What it may not be is reported as in Markdown.
    pub(super) fn raw_link(
        &mut self,
        url: &str,
        image: bool,
        range: &Range<usize>,
        place: &Range<usize>,
    ) -> Option<LinkId> {
        if image && is_outward(url) {
            self.forbid(
                range,
                format!("`{url}` is not part of the site"),
                "pages load nothing from elsewhere: put the file beside this one or into static/",
            );
        } else {
            self.check_scheme(url, range);
        }
        let place = Some(self.in_file(place));
        (!is_outward(url) && !url.is_empty()).then(|| self.unresolved(url, image, range, place))
    }

    fn destination(&mut self, url: &str, image: bool, range: &Range<usize>) -> Destination {
        if is_outward(url) {
            Destination::Web(self.document().add(url))
        } else {
            let place = self.place_of(url);
            Destination::Site(self.unresolved(url, image, range, place))
        }
    }

    /// Notes a link to be resolved.
    fn unresolved(
        &mut self,
        url: &str,
        image: bool,
        range: &Range<usize>,
        place: Option<Range<usize>>,
    ) -> LinkId {
        let link = Link {
            target: url.to_owned(),
            image,
            span: self.in_file(range),
            place,
        };
        self.document().add_link(link)
    }

    /// Where an address stands in the file. The parser borrows it from the source unless there is an escape in it.
    fn place_of(&self, url: &str) -> Option<Range<usize>> {
        let at = (url.as_ptr() as usize).checked_sub(self.source.as_ptr() as usize)?;
        let range = at..at + url.len();
        (self.source.get(range.clone()) == Some(url)).then(|| self.in_file(&range))
    }

    fn check_scheme(&mut self, url: &str, range: &Range<usize>) {
        let refused = match scheme(url) {
            Some(scheme) => !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()),
            None => url.starts_with("//"),
        };
        if refused {
            self.forbid(
                range,
                format!("a link to `{url}` is not allowed"),
                "links may begin with https:, http:, mailto: or tel:, or lead to a file of the site",
            );
        }
    }

    fn check_image(&mut self, url: &str, alt: &str, range: &Range<usize>) {
        if is_outward(url) {
            let message = format!("the image `{url}` is not part of the site");
            let help =
                "pages load nothing from elsewhere: put the image beside this file or into static/";
            let span = self.in_file(range);
            let foreign = Diagnostic::new(&codes::FOREIGN_IMAGE, self.file, span, message);
            self.result.diagnostics.push(foreign.help(help));
        }
        if alt.trim().is_empty() {
            let span = self.in_file(range);
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
        let span = self.in_file(range);
        self.result
            .diagnostics
            .push(Diagnostic::new(&codes::FORBIDDEN_LINK, self.file, span, message).help(help));
    }
}

/// What an image shows, in words.
fn description(inside: Events) -> String {
    let mut alt = String::new();
    for (event, _) in inside {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}

/// Whether an address leads out of the site.
fn is_outward(url: &str) -> bool {
    scheme(url).is_some() || url.starts_with("//")
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
