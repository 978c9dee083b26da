//! The one table of what a site consists of: every page and file, with what it
//! is and where. What is rendered, which links are right, which names are taken,
//! the menus, the site map and what `serve` answers come from it.

pub(super) mod alias;
pub(super) mod claim;
mod kind;
pub(super) mod make;
mod tags;

pub use kind::{Kind, Menu, OFFLINE_LIST, Part};

use kind::SINGLE;

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A page or file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// What it is.
    pub kind: Kind,
    /// Its path from the root of the site: `questions/gil.html`.
    pub address: Arc<str>,
}

impl Route {
    /// Whether it is kept for readers without a network, where the guide is. What a host reads
    /// and does not give away is not: these are Netlify's names, and others'.
    pub fn is_kept_offline(&self) -> bool {
        self.kind.part().offline && !matches!(&*self.address, "_headers" | "_redirects")
    }
}

/// Every page and file of a site, in an order that the same files always have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Routes {
    made: Vec<Route>,
    /// Names that are kept free for what the site may come to make, or makes as one
    /// of several files.
    reserved: Vec<Route>,
    by_kind: FxHashMap<Kind, usize>,
    by_address: FxHashMap<Arc<str>, usize>,
}

impl Routes {
    /// Where two routes have one address, which is an error, the first is found there.
    fn new(made: Vec<Route>, reserved: Vec<Route>) -> Routes {
        let mut by_kind = FxHashMap::default();
        let mut by_address = FxHashMap::default();
        by_kind.reserve(made.len());
        by_address.reserve(made.len());
        for (place, route) in made.iter().enumerate() {
            by_kind.insert(route.kind.clone(), place);
            by_address
                .entry(Arc::clone(&route.address))
                .or_insert(place);
        }
        Routes {
            made,
            reserved,
            by_kind,
            by_address,
        }
    }

    /// All that is made.
    pub fn all(&self) -> &[Route] {
        &self.made
    }

    /// What is at an address.
    pub fn at(&self, address: &str) -> Option<&Route> {
        self.by_address.get(address).map(|place| &self.made[*place])
    }

    /// Where something is, if the site makes it.
    pub fn made(&self, kind: &Kind) -> Option<&str> {
        let place = self.by_kind.get(kind)?;
        Some(&self.made[*place].address)
    }

    /// Where something is, if the site has it: made by the site, or by the author in
    /// its place.
    pub fn find(&self, kind: &Kind) -> Option<&str> {
        self.made(kind).or_else(|| {
            let (_, address) = SINGLE.iter().find(|(single, _)| single == kind)?;
            self.at(address).map(|route| &*route.address)
        })
    }

    /// Adds one whose address is free.
    fn push(&mut self, route: Route) {
        let place = self.made.len();
        self.by_kind.insert(route.kind.clone(), place);
        self.by_address.insert(Arc::clone(&route.address), place);
        self.made.push(route);
    }
}
