//! Outputs → directory, whole or not at all. The only code that writes the
//! built site.
//!
//! Everything is written to a staging directory beside the target, which then
//! takes the target's place in one step. Until that step the old site stands
//! untouched, whatever happens. What the old site holds already is not written
//! again: its files get a second name in the new one.

mod failure;
mod foreign;
mod list;
mod manifest;
mod swap;
mod target;
mod write;

pub use failure::Failure;
pub use manifest::Manifest;
pub use swap::Leftovers;
pub use target::{MARKER, check_target, resolve};

use crate::render::Pending;
use failure::failed;
use rayon::iter::ParallelIterator;
use std::fs;
use std::path::Path;
use swap::{Places, lock};
use target::check_ours;
use walkdir::WalkDir;
use write::write_all;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// Files, without the marker.
    pub files: usize,
    /// How many of them the site before had too: they were not written again.
    pub reused: usize,
    /// The size of all files.
    pub bytes: u64,
    /// What the next build is to be given as `known`.
    pub manifest: Manifest,
    /// What stands in the folder and is not studypress's, if a build sees some of it for the first time.
    pub kept: Vec<String>,
    /// The site before, which is removed when this is dropped.
    pub old: Leftovers,
}

/// Makes all outputs and puts them in the place of `target`.
///
/// `known` is the manifest of the site that stands there. Another's does no harm: entries
/// count only for files that are as they were written.
/// `waiting` is called if another build holds the target and this one waits.
pub fn publish<'a>(
    target: &Path,
    outputs: impl ParallelIterator<Item = Pending<'a>>,
    known: &Manifest,
    waiting: impl FnOnce(),
) -> Result<Published, Failure> {
    let target = resolve(target)?;
    let parent = target.parent().unwrap_or(Path::new("/")).to_owned();
    fs::create_dir_all(&parent).map_err(failed("make", &parent))?;
    let lock = lock(&parent, waiting)?;
    let places = Places::beside(&target);
    places.recover()?;
    check_ours(&target)?;
    places.clear(&places.staging)?;
    mark(&target)?;
    let foreign = foreign::find(&target)?;
    fs::create_dir(&places.staging).map_err(failed("make", &places.staging))?;
    let old = Leftovers::new(&places, lock);
    let written = write_all(&places, outputs, known, &foreign)?;
    // A site that differs in nothing need not be put in the old one's place.
    let all_reused = written.reused == written.files && foreign.new == 0;
    if !(all_reused && entries(&places.staging) == foreign.ours) {
        let before = places.swap()?;
        if let Err(error) = foreign::carry(before, &places.target, &foreign) {
            // As before: a site without what belongs to it is not published.
            foreign::carry_back(&places.target, before, &foreign);
            places.swap_back()?;
            return Err(error.into());
        }
    }
    let kept = match foreign.new {
        0 => Vec::new(),
        _ => foreign.shown().into_iter().collect(),
    };
    Ok(Published {
        kept,
        files: written.files,
        reused: written.reused,
        bytes: written.bytes,
        manifest: written.manifest,
        old,
    })
}

/// Marks a folder that will hold a site, so that what is in it already is kept.
fn mark(target: &Path) -> Result<(), Failure> {
    if target.is_dir() && !target.join(MARKER).is_file() {
        foreign::Record::default().write(target)?;
    }
    Ok(())
}

/// How many files and folders are below a folder.
fn entries(folder: &Path) -> usize {
    WalkDir::new(folder).into_iter().count()
}
