//! Which routes a guide has.

use super::super::address::{address, list_page, page_address};
use super::super::deck;
use super::super::ids::{List, PageId, QuestionId, RedirectId, Sheet};
use super::super::model::{Guide, Redirect};
use super::kind::{OFFLINE_LIST, SINGLE};
use super::{Kind, Route, Routes, alias, tags};
use crate::assets::WORKER;
use crate::data::Located;
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::languages::HARNESS;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives the guide its routes, and reports old addresses that cannot be any.
/// `assets` are the addresses of the files of `static/` by their paths in it.
pub(in crate::guide) fn add(guide: &mut Guide, assets: &BTreeMap<String, String>) -> Checked<()> {
    let mut diagnostics = Vec::new();
    let (redirects, old) = redirects(guide).into_value(&mut diagnostics);
    guide.redirects = redirects;
    let pages = guide.pages.iter().enumerate();
    let pages = pages.map(|(index, page)| {
        let address = page_address(&page.item.slug.value);
        route(Kind::Page(PageId(index)), address)
    });
    let mut written: Vec<Route> = pages.chain(old).collect();
    // The service worker has a route of its own.
    let assets = assets.iter().filter(|(path, _)| *path != WORKER);
    let assets = assets.map(|(path, to)| route(Kind::Asset(path.as_str().into()), &**to));
    let assets: Vec<Route> = assets.collect();
    let theirs = written.iter().chain(&assets);
    let theirs: FxHashSet<&str> = theirs.map(|route| &*route.address).collect();
    let keeps = |own: &Route| !own.kind.part().yields || !theirs.contains(&*own.address);
    let mut made = sites_own(guide, &theirs);
    made.retain(keeps);
    let has = |kind: &Kind| made.iter().any(|route| route.kind == *kind);
    let reserved = SINGLE.iter().filter(|(kind, _)| !has(kind));
    let reserved = reserved.map(|(kind, address)| route(kind.clone(), *address));
    let reserved = reserved.filter(keeps).collect();
    made.append(&mut written);
    made.extend(questions(guide));
    made.extend(assets);
    let media = guide.media.iter();
    made.extend(media.map(|(path, to)| route(Kind::Media(path.as_str().into()), &**to)));
    made.extend(playground(guide));
    made.push(words(guide));
    guide.routes = Routes::new(made, reserved);
    Checked {
        value: (),
        diagnostics,
    }
}

/// Gives the files of cards their routes, whose names tell what they are made of: it takes the targets of links, and
/// these the other routes.
pub(in crate::guide) fn add_cards(guide: &mut Guide) {
    if guide.routes.made(&Kind::PracticeIndex).is_none() {
        return;
    }
    guide.deck.chunks = deck::chunks(guide);
    for (chunk, hash) in guide.deck.chunks.iter().enumerate() {
        let address = format!("practice/{chunk}.{}.js", &hash.to_hex()[..10]);
        guide.routes.push(route(Kind::Cards(chunk), address));
    }
}

/// What pages need to run code. All names tell what the files hold, so that browsers may keep them.
fn playground(guide: &Guide) -> Vec<Route> {
    let Some(runtime) = &guide.runtime else {
        return Vec::new();
    };
    let files = runtime.files.iter().map(|file| {
        let address = format!("{}{}", runtime.folder, file.name);
        route(Kind::Runtime(file.name.as_str().into()), address)
    });
    let harness = route(
        Kind::Harness,
        hashed("play/exercise", HARNESS.as_bytes(), "py"),
    );
    files.chain([harness]).collect()
}

/// The texts that pages seldom need.
fn words(guide: &Guide) -> Route {
    let script = guide.strings.script();
    route(Kind::Words, hashed("data/words", script.as_bytes(), "js"))
}

/// An address that tells what the file holds.
fn hashed(path: &str, bytes: &[u8], extension: &str) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("{path}.{}.{extension}", &hash[..10])
}

fn route(kind: Kind, address: impl Into<Arc<str>>) -> Route {
    Route {
        kind,
        address: address.into(),
    }
}

/// What the site makes beside what authors write.
fn sites_own(guide: &Guide, theirs: &FxHashSet<&str>) -> Vec<Route> {
    let practised = guide.deck.is_any()
        && !SINGLE.iter().any(|(kind, address)| {
            let needed = matches!(kind, Kind::Practice | Kind::PracticeIndex);
            needed && theirs.contains(address)
        });
    let is_made = |kind: &Kind| match kind {
        Kind::Sitemap => guide.config.base_url.is_some(),
        Kind::Feed => guide.config.base_url.is_some() && is_dated(guide),
        Kind::Tags => !guide.tags.is_empty(),
        Kind::BookPage => guide.config.book.page && guide.question_count() > 0,
        Kind::List(List::Exercises, _) => guide.has_exercises(),
        // All of it gives way to a page of the author's.
        Kind::Practice | Kind::Interview | Kind::PracticeIndex => practised,
        Kind::Cname => guide.config.cname.is_some(),
        // It is of no use without its list.
        Kind::Worker => !theirs.contains(OFFLINE_LIST),
        Kind::Manifest => guide.config.offline,
        // It tells what all the others hold.
        Kind::OfflineList => false,
        // Its files are made all at once, and their names tell what they hold.
        Kind::SearchIndex => false,
        _ => true,
    };
    let single = SINGLE.iter().filter(|(kind, _)| is_made(kind));
    let mut own: Vec<Route> = single
        .map(|(kind, address)| route(kind.clone(), *address))
        .collect();
    let tags = tags::stems(guide, theirs);
    for list in guide.lists() {
        let stem = match list {
            List::All => "questions",
            List::Exercises => "exercises",
            List::Level(id) => &format!("levels/{}", guide.config[id].id),
            List::Topic(id) => &format!("topics/{}", guide.config[id].id),
            List::Source(id) => &format!("sources/{}", guide.config[id].id),
            List::Tag(id) => &tags[id.0],
        };
        // The first page of exercises is one of those of which there is one.
        let pages = usize::from(list == List::Exercises)..guide.list_pages(list);
        own.extend(pages.map(|page| route(Kind::List(list, page), list_page(stem, page))));
    }
    let sheets = guide.sheets().into_iter();
    own.extend(sheets.map(|sheet| route(Kind::Sheet(sheet), sheet_address(guide, sheet))));
    if guide.config.book.epub && guide.question_count() > 0 {
        // It is the name of a file on readers' devices, too.
        own.push(route(Kind::Epub, format!("{}.epub", guide.name())));
    }
    own
}

/// Whether any question says when it was updated.
fn is_dated(guide: &Guide) -> bool {
    guide.questions.iter().any(|q| q.item.updated.is_some())
}

fn sheet_address(guide: &Guide, sheet: Sheet) -> String {
    match sheet {
        Sheet::All => "cheatsheet.html".to_owned(),
        Sheet::Level(id) => format!("cheatsheet/level-{}.html", guide.config[id].id),
        Sheet::Topic(id) => format!("cheatsheet/topic-{}.html", guide.config[id].id),
    }
}

fn questions(guide: &Guide) -> impl Iterator<Item = Route> {
    let ids = guide.question_ids();
    ids.map(|id| route(Kind::Question(id), address(&guide.question(id).item)))
}

/// The old addresses, in the order of what they lead to.
fn redirects(guide: &Guide) -> Checked<(Vec<Redirect>, Vec<Route>)> {
    let questions = guide.questions.iter().enumerate();
    let questions = questions.map(|(index, entry)| {
        let kind = Kind::Question(QuestionId(index));
        (kind, &entry.item.path, &entry.item.aliases)
    });
    let pages = guide.pages.iter().enumerate();
    let pages = pages.map(|(index, entry)| {
        let kind = Kind::Page(PageId(index));
        (kind, &entry.item.path, &entry.item.aliases)
    });
    let (mut redirects, mut routes, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    for (to, path, aliases) in questions.chain(pages) {
        for alias in aliases {
            match alias::address(&alias.value) {
                Ok(from) => {
                    routes.push(route(Kind::Redirect(RedirectId(redirects.len())), from));
                    let (to, span) = (to.clone(), alias.span.clone());
                    redirects.push(Redirect { to, span });
                }
                Err(why) => diagnostics.push(bad_alias(path, alias, &why)),
            }
        }
    }
    Checked {
        value: (redirects, routes),
        diagnostics,
    }
}

fn bad_alias(path: &str, alias: &Located<String>, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be an alias: {why}", alias.value);
    Diagnostic::new(&codes::BAD_ID, path, alias.span.clone(), message)
        .help("write an old address from the root of the site, such as questions/old-name.html")
}
