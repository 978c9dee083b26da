//! Every question of the five source documents is answered by a page of the
//! guide, and the page says so: `tests/content/occurrences.toml` against
//! `content/` and the pages built from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use studypress::diagnostic::Checked;
use studypress::guide::{Kind, Route};
use studypress::pipeline::{Settings, Site, prepare};
use studypress::question::SourceRef;
use studypress::read::{self, Files};
use studypress::stopwatch::Timings;

const LIST: &str = include_str!("content/occurrences.toml");

/// Questions in the documents, FAQ included, in the order of `site.toml`.
const QUESTIONS: [(&str, usize); 5] = [
    ("index-dev", 7),
    ("beyond-basics", 15),
    ("five-deep", 5),
    ("python-advanced", 28),
    ("developer-guide", 15 + 5),
];

/// The source of what the five documents leave out: it has no places.
const BEYOND: &str = "beyond";

/// Document, place, page.
type Occurrence = (String, String, String);

fn list() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    toml::from_str(LIST).expect("occurrences.toml is TOML")
}

fn listed() -> BTreeSet<Occurrence> {
    let mut all = BTreeSet::new();
    for (source, places) in list() {
        for (place, pages) in places {
            for page in pages {
                all.insert((source.clone(), place.clone(), page));
            }
        }
    }
    all
}

fn guide() -> (Files, Site) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = read::site(root).value;
    let Checked {
        value: site,
        diagnostics,
    } = prepare(&files, &Settings::default(), &mut Timings::default());
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (files, site.expect("the guide can be built"))
}

/// Each page's name, address and sources.
fn pages(site: &Site) -> Vec<(&str, &str, &[SourceRef])> {
    let guide = &site.guide;
    let page = |route: &'_ Route| match &route.kind {
        Kind::Question(id) => Some((
            &guide.question(*id).item.slug,
            &guide.question(*id).item.sources,
        )),
        Kind::Page(id) => Some((
            &guide.pages[id.0].item.slug,
            &guide.pages[id.0].item.sources,
        )),
        _ => None,
    };
    let routes = guide.routes.all().iter();
    routes
        .filter_map(|route| {
            let (slug, sources) = page(route)?;
            Some((slug.value.as_str(), &*route.address, &sources[..]))
        })
        .collect()
}

#[test]
fn the_list_has_every_question_of_the_documents() {
    for (source, count) in QUESTIONS {
        let places: BTreeSet<String> = list()[source].keys().cloned().collect();
        let numbered = places
            .iter()
            .filter(|p| p.ends_with(|c: char| c.is_ascii_digit()));
        assert_eq!(numbered.count(), count, "{source}: {places:?}");
    }
}

#[test]
fn pages_name_exactly_the_occurrences_of_the_list() {
    let (_, site) = guide();
    let mut said = BTreeSet::new();
    for (page, _, sources) in pages(&site) {
        for source in sources {
            let id = site.guide.config.sources[source.id.0].id.clone();
            if id == BEYOND {
                continue;
            }
            let place = source.at.clone().unwrap_or_default();
            said.insert((id, place, page.to_owned()));
        }
    }
    let listed = listed();
    let lost: Vec<_> = listed.difference(&said).collect();
    assert!(
        lost.is_empty(),
        "not in the `source` of the page: {lost:#?}"
    );
    let more: Vec<_> = said.difference(&listed).collect();
    assert!(more.is_empty(), "not in occurrences.toml: {more:#?}");
}

#[test]
fn built_pages_show_where_they_were_asked() {
    use rayon::prelude::*;
    let (files, site) = guide();
    let built: BTreeMap<String, String> = site
        .outputs(&files)
        .map(|output| output.expect("rendered"))
        .filter(|output| output.path.ends_with(".html"))
        .map(|output| {
            let html = String::from_utf8_lossy(&output.bytes).into_owned();
            (output.path.to_string(), html)
        })
        .collect();
    let addresses: BTreeMap<&str, &str> = pages(&site)
        .into_iter()
        .map(|(page, address, _)| (page, address))
        .collect();
    for (source, place, page) in listed() {
        let html = &built[addresses[page.as_str()]];
        assert!(
            shows(html, &source, &place),
            "{page} does not show that it is asked in {source}, {place}"
        );
    }
}

/// Whether the page links to the document, with the place among the words
/// that follow the link.
fn shows(html: &str, source: &str, place: &str) -> bool {
    let link = format!("sources/{source}.html");
    html.split("<a ").skip(1).any(|part| {
        let Some((tag, rest)) = part.split_once('>') else {
            return false;
        };
        let after = rest.split_once("</a>").map_or("", |(_, after)| after);
        let words: String = strip_tags(after.split("</p>").next().unwrap_or(""));
        tag.contains(&link) && holds(&words, place)
    })
}

fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

/// Whether the words stand in the text, not as part of longer ones.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
