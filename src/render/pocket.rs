//! The guide in the reader's pocket: the service worker, which keeps it for readers without a
//! network, and the manifest, by which it can be installed.

use crate::assets::{Assets, WORKER};
use crate::guide::{Guide, Kind};
use crate::strings;
use crate::urls::encode;
use serde_json::json;

/// A worker that goes, with all that one before it kept.
const GOING: &str = include_str!("going.js");

/// The colour of paper in daylight, as static/css/1-tokens.css has it.
const PAPER: &str = "#faf8f1";

/// The service worker of a guide.
pub(super) fn worker<'a>(guide: &Guide, assets: &'a Assets) -> &'a [u8] {
    let own = assets.get(WORKER).filter(|_| guide.is_kept_offline());
    own.map_or(GOING.as_bytes(), |asset| &*asset.bytes)
}

/// What a system needs to know to install the guide. Its addresses are relative to its own.
pub(super) fn manifest(guide: &Guide) -> String {
    let config = &guide.config;
    let picture = |path: &str, sizes: &str, purpose: &str| {
        let media_type = if path.ends_with(".svg") {
            "image/svg+xml"
        } else {
            "image/png"
        };
        json!({ "src": path, "sizes": sizes, "type": media_type, "purpose": purpose })
    };
    let manifest = json!({
        "name": config.title,
        "description": config.description,
        "lang": config.language,
        "dir": strings::direction(&config.language),
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            picture("favicon.svg", "any", "any"),
            picture("icons/any-192.png", "192x192", "any"),
            picture("icons/maskable-192.png", "192x192", "maskable"),
            picture("icons/maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": shortcuts(guide),
    });
    format!("{manifest:#}\n")
}

/// Where a reader is taken by a long press on the icon.
fn shortcuts(guide: &Guide) -> Vec<serde_json::Value> {
    let wanted = [Kind::Practice, Kind::Search];
    let there = wanted
        .iter()
        .filter_map(|kind| Some((kind, guide.routes.made(kind)?)));
    there
        .map(|(kind, address)| json!({ "name": guide.title(kind), "url": encode(address) }))
        .collect()
}
