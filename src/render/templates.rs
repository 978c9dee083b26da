//! The template engine, set up for one guide.

use super::rows::Rows;
use super::{everywhere, parts};
use crate::assets::Assets;
use crate::cache::Key;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::guide::Guide;
use crate::strings::{self, FOREIGN};
use crate::urls::encode;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The templates with what all pages share.
pub struct Renderer {
    tera: Tera,
    /// The rows of all lists.
    pub(super) rows: Rows,
    /// Of all that every page depends on: templates, addresses of assets, `site.toml`
    /// and what pages say of the guide as a whole.
    pub(super) key: Key,
    sources: BTreeMap<String, Cow<'static, str>>,
    is_right_to_left: bool,
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
            .map(|(path, asset)| (path.clone(), encode(&asset.address).into_owned()))
            .collect();
        let everywhere = everywhere::everywhere(guide);
        // Plain data written to memory cannot fail.
        let key = serde_json::to_vec(&(
            &everywhere,
            &guide.config,
            &guide.strings,
            &addresses,
            &templates,
        ));
        let key = Key::new([&*key.unwrap_or_default()]);
        tera.register_function("asset", move |kwargs: Kwargs, _: &State| {
            let path = kwargs.must_get::<&str>("path")?;
            addresses
                .get(path)
                .cloned()
                .ok_or_else(|| tera::Error::message(format!("there is no static/{path}")))
        });
        let strings = Arc::new(guide.strings.for_pages().clone());
        let (forms, dates) = (Arc::clone(&strings), Arc::clone(&strings));
        tera.register_function("words", move |kwargs: Kwargs, _: &State| {
            let key = kwargs.must_get::<&str>("key")?;
            let count = kwargs.must_get::<usize>("count")?;
            Ok::<String, tera::Error>(strings.counted(key, count))
        });
        tera.register_function("forms", move |kwargs: Kwargs, _: &State| {
            Ok::<String, tera::Error>(forms.forms(kwargs.must_get::<&str>("key")?))
        });
        tera.register_function("date", move |kwargs: Kwargs, _: &State| {
            Ok::<String, tera::Error>(dates.date(kwargs.must_get::<&str>("day")?))
        });
        everywhere.insert_into(tera.global_context());
        match tera.add_raw_templates(&templates) {
            Ok(()) => Ok(Renderer {
                tera,
                rows: Rows::new(guide),
                key,
                sources: templates,
                is_right_to_left: strings::direction(&guide.config.language) == "rtl",
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
        let text = self.tera.render(template, context);
        let text = text.map_err(|error| diagnose(&error, &self.sources, address))?;
        Ok(if text.contains(FOREIGN) {
            parts::finish(&text, self.is_right_to_left)
        } else {
            text
        })
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
        ErrorKind::CircularExtend { tpl: name, .. }
        | ErrorKind::CircularInclude { tpl: name, .. }
        | ErrorKind::MissingParent { current: name, .. } => {
            let file = format!("templates/{name}");
            Diagnostic::of_file(&codes::TEMPLATE, &file, error.to_string())
        }
        ErrorKind::Msg(text) => from_report(text, sources)
            .unwrap_or_else(|| Diagnostic::of_file(&codes::TEMPLATE, "templates", text)),
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

/// Faults that the engine finds in several templates at once come as a printed
/// report: `error: message`, then ` --> file:line:column`. The first is taken.
fn from_report(report: &str, sources: &BTreeMap<String, Cow<'static, str>>) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let start = byte(sources.get(name)?, line, column.saturating_sub(1));
    let file = format!("templates/{name}");
    Some(Diagnostic::new(
        &codes::TEMPLATE,
        &file,
        start..start,
        message,
    ))
}

/// One diagnostic for each fault, however many pages show it: the first in
/// order, with the number of the others.
pub fn merge_failures(mut failures: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostic::sort(&mut failures);
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for failure in failures {
        match merged.last_mut() {
            Some((last, others))
                if last.file == failure.file
                    && last.span == failure.span
                    && last.message == failure.message =>
            {
                *others += 1;
            }
            _ => merged.push((failure, 0)),
        }
    }
    let told = |(failure, others): (Diagnostic, usize)| match others {
        0 => failure,
        1 => failure.help("and one other page"),
        others => failure.help(format!("and {others} other pages")),
    };
    merged.into_iter().map(told).collect()
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
