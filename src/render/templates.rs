//! The template engine, set up for one guide.

use super::context::{self, Shared};
use crate::assets::Assets;
use crate::diagnostic::{Diagnostic, codes};
use crate::guide::Guide;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The templates with what all pages share.
pub struct Renderer {
    tera: Tera,
    /// What rows of all pages share.
    pub(super) shared: Shared,
    sources: BTreeMap<String, Cow<'static, str>>,
}

impl Renderer {
    /// Sets the templates up for a guide. Faults in them are reported one at
    /// a time, because one hides the next.
    pub fn new(
        templates: BTreeMap<String, Cow<'static, str>>,
        guide: &Guide,
        assets: &Assets,
    ) -> Result<Renderer, Box<Diagnostic>> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html", ".xml"]);
        let addresses: BTreeMap<String, String> = assets
            .iter()
            .map(|(path, asset)| (path.clone(), asset.address.clone()))
            .collect();
        tera.register_function("asset", move |kwargs: Kwargs, _: &State| {
            let path = kwargs.must_get::<&str>("path")?;
            addresses
                .get(path)
                .cloned()
                .ok_or_else(|| tera::Error::message(format!("there is no static/{path}")))
        });
        let strings = guide.config.strings.clone();
        tera.register_function("words", move |kwargs: Kwargs, _: &State| {
            let key = kwargs.must_get::<&str>("key")?;
            let count = kwargs.must_get::<usize>("count")?;
            Ok::<String, tera::Error>(strings.counted(key, count))
        });
        context::insert_shared(tera.global_context(), guide);
        match tera.add_raw_templates(&templates) {
            Ok(()) => Ok(Renderer {
                tera,
                shared: Shared::new(guide),
                sources: templates,
            }),
            Err(error) => Err(diagnose(&error, &templates, "")),
        }
    }

    /// Renders a template for the page at `address`.
    pub(super) fn render(
        &self,
        template: &str,
        context: &Context,
        address: &str,
    ) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, context)
            .map_err(|error| diagnose(&error, &self.sources, address))
    }
}

/// A fault in a template at its line, with the page that was being made.
fn diagnose(
    error: &tera::Error,
    sources: &BTreeMap<String, Cow<'static, str>>,
    address: &str,
) -> Box<Diagnostic> {
    let mut diagnostic = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let text = sources.get(report.filename()).map_or("", |text| text);
            let start = byte(text, span.start_line, span.start_col);
            let end = byte(text, span.end_line, span.end_col);
            Diagnostic::new(
                &codes::TEMPLATE,
                &format!("templates/{}", report.filename()),
                start..end.max(start),
                report.message().to_owned(),
            )
        }
        _ => Diagnostic::of_file(&codes::TEMPLATE, "templates", error.to_string()),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        diagnostic = diagnostic.help(inner.to_string());
        cause = inner.source();
    }
    if !address.is_empty() {
        diagnostic = diagnostic.help(format!("while making the page {address}"));
    }
    Box::new(diagnostic)
}

/// The byte of a line (from 1) and a column in characters (from 0).
fn byte(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let inside: usize = text[before..]
        .chars()
        .take(column)
        .map(char::len_utf8)
        .sum();
    before + inside
}
