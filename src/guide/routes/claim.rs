//! Two things with one address, which is a mistake of the author's.

use super::super::address::question_address;
use super::super::ids::List;
use super::super::model::Guide;
use super::{Kind, Route};
use crate::diagnostic::{Diagnostic, codes};
use crate::read::CONFIG_FILE;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// Who has which address; compared without case, because some file systems do.
type Taken<'a> = FxHashMap<Cow<'a, str>, Owner<'a>>;

/// Who has an address.
struct Owner<'a> {
    /// What it is, for messages: a file's path, or "the level `mid`".
    what: Cow<'a, str>,
    /// The file that asks for the address.
    file: Cow<'a, str>,
    /// What in that file asks for it, if not its name does.
    span: Option<Range<usize>>,
    /// The address as it is written.
    address: &'a str,
}

/// Reports the addresses that two things have, and those that lie below a file.
pub(in crate::guide) fn clashes(guide: &Guide) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut taken = Taken::default();
    taken.reserve(2 * guide.questions.len());
    let reserved = guide.routes.reserved.iter();
    let mut routes: Vec<&Route> = guide.routes.made.iter().chain(reserved).collect();
    // What comes first keeps its address, and the other one is told.
    routes.sort_by_key(|route| rank(&route.kind));
    for route in routes {
        let claimant = owner(guide, route);
        match taken.entry(folded(claimant.address)) {
            Entry::Vacant(free) => {
                free.insert(claimant);
            }
            Entry::Occupied(owner) => diagnostics.push(clash(owner.get(), &claimant)),
        }
    }
    diagnostics.extend(below_files(&taken));
    diagnostics.extend(shared_slugs(guide));
    diagnostics
}

/// Reports exercises with the slug of a question: cards and readers' marks are known by it.
fn shared_slugs(guide: &Guide) -> Vec<Diagnostic> {
    let exercises = guide.question_ids().skip(guide.question_count());
    let clash = exercises.filter_map(|id| {
        let exercise = &guide.question(id).item;
        let slug = &exercise.slug;
        let Kind::Question(other) = guide.routes.at(&question_address(&slug.value))?.kind else {
            return None;
        };
        let other = &guide.question(other).item.path;
        let message = format!("`{}` is already the slug of {other}", slug.value);
        let told = Diagnostic {
            span: Some(slug.span.clone()).filter(|span| !span.is_empty()),
            ..Diagnostic::of_file(&codes::ADDRESS_TAKEN, &exercise.path, message)
        };
        Some(told.help("give one of them another `slug`"))
    });
    clash.collect()
}

fn rank(kind: &Kind) -> usize {
    match kind {
        Kind::Question(_) => 0,
        Kind::Page(_) => 1,
        Kind::Media(_) => 3,
        Kind::Asset(_) => 4,
        Kind::Redirect(_) => 5,
        _ => 2,
    }
}

fn owner<'a>(guide: &'a Guide, route: &'a Route) -> Owner<'a> {
    let (file, span) = match &route.kind {
        Kind::Question(id) => {
            let item = &guide.question(*id).item;
            (Cow::Borrowed(&*item.path), Some(item.slug.span.clone()))
        }
        Kind::Page(id) => {
            let item = &guide.page(*id).item;
            (Cow::Borrowed(&*item.path), Some(item.slug.span.clone()))
        }
        Kind::Redirect(id) => {
            let redirect = guide.redirect(*id);
            (guide.file(&redirect.to).into(), Some(redirect.span.clone()))
        }
        Kind::Media(path) => (Cow::Borrowed(&**path), None),
        Kind::Asset(path) => (Cow::Owned(format!("static/{path}")), None),
        _ => (Cow::Borrowed(CONFIG_FILE), None),
    };
    let what = if file == CONFIG_FILE {
        made_by_the_site(guide, &route.kind)
    } else {
        file.clone()
    };
    Owner {
        what,
        file,
        // A slug that the file's name gives stands nowhere in the file.
        span: span.filter(|span| !span.is_empty()),
        address: &route.address,
    }
}

/// What a page is that the site makes itself.
fn made_by_the_site(guide: &Guide, kind: &Kind) -> Cow<'static, str> {
    let config = &guide.config;
    match kind {
        Kind::List(List::All, _) => "the list of all questions".into(),
        Kind::List(List::Exercises, _) => "the list of all exercises".into(),
        Kind::List(List::Level(id), _) => format!("the level `{}`", config[*id].id).into(),
        Kind::List(List::Topic(id), _) => format!("the topic `{}`", config[*id].id).into(),
        Kind::List(List::Source(id), _) => format!("the source `{}`", config[*id].id).into(),
        Kind::List(List::Tag(id), _) => format!("the tag `{}`", guide.tag(*id).name).into(),
        Kind::Sheet(_) => "a cheat sheet".into(),
        _ => "the site itself".into(),
    }
}

/// In small letters.
fn folded(address: &str) -> Cow<'_, str> {
    let other = |b: u8| b.is_ascii_uppercase() || !b.is_ascii();
    if address.bytes().any(other) {
        Cow::Owned(address.to_lowercase())
    } else {
        Cow::Borrowed(address)
    }
}

fn clash(owner: &Owner, claimant: &Owner) -> Diagnostic {
    // What every site has cannot move, so the other one is told.
    let (told, other) = if claimant.is_own() && !owner.is_own() {
        (owner, claimant)
    } else {
        (claimant, owner)
    };
    let message = format!(
        "`{}` is already the address of {}",
        told.address, other.what
    );
    let mut error = told.error(message);
    if told.address != other.address {
        error = error.help(format!(
            "`{}` differs only in case, and many systems do not tell the two apart",
            other.address
        ));
    }
    error.help(told.remedy())
}

/// Reports addresses that lie below another, which would have to be a file
/// and a folder.
fn below_files(taken: &Taken) -> Vec<Diagnostic> {
    let mut below: Vec<(&Owner, &Owner)> = taken
        .iter()
        .flat_map(|(key, inner)| {
            let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
            folders
                .filter_map(|folder| taken.get(folder))
                .map(move |outer| (outer, inner))
        })
        .collect();
    below.sort_by(|a, b| (&a.0.address, &a.1.address).cmp(&(&b.0.address, &b.1.address)));
    // A file of static/ is told once, whatever it is in the way of.
    below.dedup_by(|b, a| a.0.address == b.0.address && a.0.file.starts_with("static/"));
    let told = |(outer, inner): (&Owner, &Owner)| {
        let message = format!(
            "`{}` lies below `{}`, which is the address of {} and no folder",
            inner.address, outer.address, outer.what
        );
        let in_the_way = outer.file.starts_with("static/");
        let told = if in_the_way { outer } else { inner };
        told.error(message).help(told.remedy())
    };
    below.into_iter().map(told).collect()
}

impl Owner<'_> {
    fn error(&self, message: String) -> Diagnostic {
        Diagnostic {
            span: self.span.clone(),
            ..Diagnostic::of_file(&codes::ADDRESS_TAKEN, &self.file, message)
        }
    }

    /// What to do about it.
    fn remedy(&self) -> &'static str {
        match &*self.file {
            CONFIG_FILE => "give one of them another `id`",
            file if file.ends_with(".md") => "give one of them another `slug` or alias",
            _ => "rename this file",
        }
    }

    /// Whether it is part of every site, whatever the author's files are.
    fn is_own(&self) -> bool {
        self.file == CONFIG_FILE
    }
}
