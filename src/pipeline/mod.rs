//! The way from files to outputs, stage by stage. Each command walks it as
//! far as it needs.
//!
//! A walk may begin with what the one before it found ([`Incremental`]); then only
//! what the changed files reach is made again, and the result is the same.

mod incremental;
mod site;

pub use incremental::{Incremental, Written};
pub use site::Site;

use crate::assets;
use crate::config::{BaseUrl, Config, parse as parse_config};
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::{self, Parts};
use crate::playground::Runtime;
use crate::portable;
use crate::read::{CONFIG_FILE, Files};
use crate::render::Renderer;
use crate::stopwatch::Timings;
use crate::strings;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a walk is given beside the files of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Drafts are part of the site.
    pub drafts: bool,
    /// Takes the place of `base_url`.
    pub base_url: Option<BaseUrl>,
    /// What runs code in the pages, where it is installed.
    pub runtime: Option<Arc<Runtime>>,
    /// The site is shown while it is written: no browser is to keep it.
    pub live: bool,
}

/// Walks from files to a site that can be rendered. All that is wrong is in
/// the diagnostics, sorted; with an error among them there may be no site.
pub fn prepare(files: &Files, settings: &Settings, timings: &mut Timings) -> Checked<Option<Site>> {
    prepare_from(&mut Incremental::default(), files, settings, timings)
}

/// Does what [`prepare`] does, with less work where files are the same as the
/// last time.
pub fn prepare_from(
    incremental: &mut Incremental,
    files: &Files,
    settings: &Settings,
    timings: &mut Timings,
) -> Checked<Option<Site>> {
    let config = config(files, settings);
    let config_is_right = !config.has_errors();
    let mut diagnostics = Vec::new();
    let Some(config) = config.into_value(&mut diagnostics) else {
        return Checked {
            value: None,
            diagnostics,
        }
        .sorted();
    };
    let strings = strings::collect(files, &config.language).into_value(&mut diagnostics);
    let written = timings
        .measure("question", || {
            incremental.written(files, &config, config_is_right)
        })
        .into_value(&mut diagnostics);
    let assets = timings.measure("assets", || assets::collect(files));
    let guide = timings.measure("guide", || {
        let addresses: BTreeMap<String, String> = assets
            .iter()
            .map(|(path, asset)| (path.clone(), asset.address.clone()))
            .collect();
        let parts = Parts {
            config,
            strings,
            questions: written.questions,
            pages: written.pages,
            drafts: settings.drafts,
            runtime: settings.runtime.clone(),
        };
        guide::assemble(parts, files, &addresses, &mut incremental.vectors)
    });
    let guide = guide.into_value(&mut diagnostics);
    diagnostics.extend(unreadable_templates(files));
    diagnostics.extend(portable::check(files));
    guide.config.diagnostics.apply(&mut diagnostics);
    let renderer = timings.measure("templates", || {
        Renderer::new(assets::templates(files), &guide, &assets)
    });
    let site = renderer.map(|renderer| {
        let indexer = Arc::clone(&incremental.indexer);
        Site::new(renderer, guide, assets, indexer)
    });
    let value = site.map_err(|error| diagnostics.push(*error)).ok();
    Checked { value, diagnostics }.sorted()
}

/// Reads `site.toml` and the content, and no more: what `test` needs.
pub fn content(files: &Files, settings: &Settings) -> Checked<Option<(Config, Written)>> {
    let config = config(files, settings);
    let config_is_right = !config.has_errors();
    let mut diagnostics = Vec::new();
    let value = config.into_value(&mut diagnostics).map(|config| {
        let written = Incremental::default().written(files, &config, config_is_right);
        let written = written.into_value(&mut diagnostics);
        config.diagnostics.apply(&mut diagnostics);
        (config, written)
    });
    Checked { value, diagnostics }
}

/// What `site.toml` says; nothing where there is none.
fn config(files: &Files, settings: &Settings) -> Checked<Option<Config>> {
    let Some(file) = files.get(CONFIG_FILE) else {
        return Checked::default();
    };
    let mut parsed = parse_config(file);
    if let Some(config) = &mut parsed.value {
        if settings.base_url.is_some() {
            config.base_url = settings.base_url.clone();
        }
        config.offline &= !settings.live;
    }
    parsed
}

/// What is wrong with templates of the site that are not text.
fn unreadable_templates(files: &Files) -> impl Iterator<Item = Diagnostic> {
    let templates = files.below("templates");
    templates.filter_map(|file| file.text().err())
}
