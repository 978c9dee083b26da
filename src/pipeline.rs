//! The way from files to outputs, stage by stage. Each command walks it as
//! far as it needs.

use crate::assets::{self, Assets};
use crate::config::{BaseUrl, Config, parse as parse_config};
use crate::diagnostic::{self, Diagnostic, codes};
use crate::guide::{self, Guide, Parts};
use crate::question::{self, Page, Parsed, Question};
use crate::read::{CONFIG_FILE, File, Files};
use crate::render::{self, Item, Output, Renderer};
use crate::search::IndexFile;
use crate::strings;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What the command line may say about a build, beside where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Drafts are part of the site.
    pub drafts: bool,
    /// Takes the place of `base_url`.
    pub base_url: Option<BaseUrl>,
}

/// A site that is ready to be rendered.
pub struct Site {
    /// Templates, set up for the guide.
    pub renderer: Renderer,
    /// The guide.
    pub guide: Guide,
    /// The files of `static/`.
    pub assets: Assets,
    /// The files of the search index.
    pub index: Vec<IndexFile>,
    /// All that is to be made.
    pub items: Vec<Item>,
}

/// How long each stage took, in the order in which they ran.
#[derive(Debug, Clone, Default)]
pub struct Timings(pub Vec<(&'static str, Duration)>);

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((stage, start.elapsed()));
        result
    }
}

/// Walks from files to a site that can be rendered. All that is wrong is in
/// the diagnostics, sorted; with an error among them there may be no site.
pub fn prepare(
    files: &Files,
    settings: &Settings,
    timings: &mut Timings,
) -> (Option<Site>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let site = prepare_into(files, settings, timings, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    (site, diagnostics)
}

fn prepare_into(
    files: &Files,
    settings: &Settings,
    timings: &mut Timings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let mut config = config(files.get(CONFIG_FILE)?, settings, diagnostics)?;
    let (words, mut found) = strings::collect(files, &config.language);
    config.strings = words;
    diagnostics.append(&mut found);
    let parsed = timings.measure("question", || questions(files, &config, diagnostics));
    let assets = timings.measure("assets", || assets::collect(files));
    let guide = timings.measure("guide", || {
        let addresses: BTreeMap<String, String> = assets
            .iter()
            .map(|(path, asset)| (path.clone(), asset.address.clone()))
            .collect();
        let parts = Parts {
            config,
            questions: parsed.0,
            pages: parsed.1,
            drafts: settings.drafts,
        };
        let (guide, mut found) = guide::assemble(parts, files, &addresses);
        diagnostics.append(&mut found);
        guide
    });
    check_templates(files, diagnostics);
    let renderer = timings.measure("templates", || {
        Renderer::new(assets::templates(files), &guide, &assets)
    });
    let index = timings.measure("search", || render::index(&guide));
    match renderer {
        Ok(renderer) => Some(Site {
            items: render::items(&guide, &assets, &index),
            renderer,
            index,
            guide,
            assets,
        }),
        Err(error) => {
            diagnostics.push(*error);
            None
        }
    }
}

/// Reads `site.toml` and the content, and no more: what `test` needs.
pub fn content(
    files: &Files,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Config, Vec<Question>, Vec<Page>)> {
    let config = config(files.get(CONFIG_FILE)?, settings, diagnostics)?;
    let (questions, pages) = questions(files, &config, diagnostics);
    Some((config, questions, pages))
}

fn config(file: &File, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let (config, mut found) = parse_config(file);
    diagnostics.append(&mut found);
    let mut config = config?;
    if settings.base_url.is_some() {
        config.base_url = settings.base_url.clone();
    }
    if config.base_url.is_none() && diagnostics.iter().all(|d| !d.is_error()) {
        diagnostics.push(
            Diagnostic::of_file(
                &codes::NO_BASE_URL,
                CONFIG_FILE,
                "without `base_url` there is no site map, no feed and no canonical address",
            )
            .help("set base_url = \"https://USER.github.io/REPO/\" when you know where the site will be"),
        );
    }
    Some(config)
}

fn questions(
    files: &Files,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Question>, Vec<Page>) {
    let content: Vec<&File> = files
        .below("content")
        .filter(|file| file.path.ends_with(".md"))
        .collect();
    let parsed: Vec<_> = content
        .into_par_iter()
        .map(|file| question::parse(file, config))
        .collect();
    // What is wrong with site.toml may be why a name is not known.
    let trusted = !diagnostics.iter().any(Diagnostic::is_error);
    let (mut questions, mut pages) = (Vec::new(), Vec::new());
    for (parsed, mut found) in parsed {
        found.retain(|diagnostic| trusted || !names_what_site_lists(diagnostic));
        diagnostics.append(&mut found);
        match parsed {
            Some(Parsed::Question(question)) => questions.push(*question),
            Some(Parsed::Page(page)) => pages.push(*page),
            None => {}
        }
    }
    (questions, pages)
}

/// Whether the mistake is a name that site.toml does not list.
fn names_what_site_lists(diagnostic: &Diagnostic) -> bool {
    let codes = [
        &codes::UNKNOWN_LEVEL,
        &codes::UNKNOWN_TOPIC,
        &codes::UNKNOWN_SOURCE,
    ];
    codes.iter().any(|code| diagnostic.code.id == code.id)
}

/// Reports templates of the site that are not text.
fn check_templates(files: &Files, diagnostics: &mut Vec<Diagnostic>) {
    let found = files
        .below("templates")
        .filter_map(|file| file.text().err());
    diagnostics.extend(found);
}

impl Site {
    /// Makes every output, in parallel and in no order.
    pub fn outputs<'a>(
        &'a self,
        files: &'a Files,
    ) -> impl ParallelIterator<Item = Result<Output<'a>, Box<Diagnostic>>> {
        self.items.par_iter().map(move |item| {
            let Site {
                renderer,
                guide,
                assets,
                index,
                ..
            } = self;
            render::output(renderer, guide, files, assets, index, item)
        })
    }
}
