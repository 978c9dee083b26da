//! Outputs → directory, whole or not at all. The only code that writes the
//! built site.
//!
//! Everything is written to a staging directory beside the target, which then
//! takes the target's place in one step. Until that step the old site stands
//! untouched, whatever happens. What the old site holds already is not written
//! again: its files get a second name in the new one.

mod record;
mod swap;

pub use record::Record;
pub use swap::Leftovers;

use crate::diagnostic::Diagnostic;
use crate::render::Pending;
use rayon::prelude::*;
use record::{Note, stamp};
use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use swap::{Places, lock, remove};
use walkdir::WalkDir;

/// The file that marks a directory as made by studypress, and so as one that
/// may be replaced.
pub const MARKER: &str = ".studypress-site";

const MARKER_TEXT: &str =
    "studypress made this folder; the next build replaces everything in it.\n";

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// Files, without the marker.
    pub files: usize,
    /// How many of them are the old site's.
    pub kept: usize,
    /// Their size.
    pub bytes: u64,
    /// How the next build knows them.
    pub record: Record,
    /// The old site.
    pub old: Leftovers,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The target holds something that studypress did not make.
    NotOurs(PathBuf),
    /// The file system refused.
    Io {
        /// What was being done, such as "write".
        doing: &'static str,
        /// To which file.
        path: PathBuf,
        /// Why it failed.
        error: io::Error,
    },
    /// An output's path would leave the site.
    BadPath(String),
    /// Pages could not be made.
    Content(Vec<Diagnostic>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NotOurs(path) => write!(
                f,
                "{} is not empty and was not made by studypress, so it is left alone\n\
                 give another folder with --output, or move what is in it away",
                path.display()
            ),
            Failure::Io { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())
            }
            Failure::BadPath(path) => write!(f, "`{path}` is no path within the site"),
            Failure::Content(diagnostics) => write!(f, "{} pages failed", diagnostics.len()),
        }
    }
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |error| Failure::Io { doing, path, error }
}

/// Makes all outputs and puts them in the place of `target`.
///
/// `known` is the record of the site that stands there, or of any other: what it
/// knows of files that are no longer as they were written counts for nothing.
/// `waiting` is called if another build holds the target and this one waits.
pub fn publish<'a>(
    target: &Path,
    outputs: impl ParallelIterator<Item = Pending<'a>>,
    known: &Record,
    waiting: impl FnOnce(),
) -> Result<Published, Failure> {
    let target = resolve(target)?;
    let parent = target.parent().unwrap_or(Path::new("/")).to_owned();
    fs::create_dir_all(&parent).map_err(failed("make", &parent))?;
    let lock = lock(&parent, waiting)?;
    let places = Places::beside(&target);
    places.recover()?;
    check_ours(&target)?;
    remove(&places.staging)?;
    fs::create_dir(&places.staging).map_err(failed("make", &places.staging))?;
    let old = Leftovers::new(&places, lock);
    let written = write_all(&places, outputs, known)?;
    // What differs in nothing need not be put in its place.
    let all_kept = written.kept == written.files;
    if !(all_kept && entries(&places.staging) == entries(&places.target)) {
        places.swap()?;
    }
    Ok(Published {
        files: written.files,
        kept: written.kept,
        bytes: written.bytes,
        record: written.record,
        old,
    })
}

/// How many files and folders are below a folder.
fn entries(folder: &Path) -> usize {
    WalkDir::new(folder).into_iter().count()
}

/// Whether a build may write to `target`: asked before the work is done.
/// Gives the place that it would write to.
pub fn check_target(target: &Path) -> Result<PathBuf, Failure> {
    let target = resolve(target)?;
    check_ours(&target)?;
    Ok(target)
}

/// A path that need not exist yet as an absolute one without symbolic links;
/// a link stands for what it names.
pub fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(failed("find", path))?;
    let mut there = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        let error = match fs::canonicalize(there) {
            Ok(mut resolved) => {
                resolved.extend(missing.iter().rev());
                return Ok(resolved);
            }
            Err(error) => error,
        };
        // A link to nothing is there all the same.
        let absent = error.kind() == io::ErrorKind::NotFound && !there.is_symlink();
        match (there.parent(), there.file_name()) {
            (Some(parent), Some(name)) if absent => {
                missing.push(name);
                there = parent;
            }
            _ => return Err(failed("find", path)(error)),
        }
    }
}

fn check_ours(target: &Path) -> Result<(), Failure> {
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Failure::NotOurs(target.to_owned()));
        }
        Err(error) => return Err(failed("read", target)(error)),
    };
    if entries.next().is_none() || target.join(MARKER).is_file() {
        return Ok(());
    }
    Err(Failure::NotOurs(target.to_owned()))
}

/// What was written to the staging directory.
struct Written {
    files: usize,
    kept: usize,
    bytes: u64,
    record: Record,
}

fn write_all<'a>(
    places: &Places,
    outputs: impl ParallelIterator<Item = Pending<'a>>,
    known: &Record,
) -> Result<Written, Failure> {
    let staging = places.staging.as_path();
    let writer = Writer {
        staging,
        old: places.target.is_dir().then_some(&*places.target),
        known,
        made: Mutex::new(HashSet::new()),
        files: AtomicUsize::new(0),
        kept: AtomicUsize::new(0),
        bytes: AtomicU64::new(0),
        diagnostics: Mutex::new(Vec::new()),
    };
    let notes: Vec<(String, Option<Note>)> = outputs
        .map(|output| writer.place(output))
        .collect::<Result<_, Failure>>()?;
    let diagnostics = writer.diagnostics.into_inner().unwrap_or_default();
    if !diagnostics.is_empty() {
        return Err(Failure::Content(diagnostics));
    }
    let marker = staging.join(MARKER);
    fs::write(&marker, MARKER_TEXT).map_err(failed("write", &marker))?;
    let mut record = Record::default();
    for (path, note) in notes {
        if let Some(note) = note {
            record.insert(path, note);
        }
    }
    Ok(Written {
        files: writer.files.into_inner(),
        kept: writer.kept.into_inner(),
        bytes: writer.bytes.into_inner(),
        record,
    })
}

struct Writer<'a> {
    staging: &'a Path,
    /// The old site, if there is one.
    old: Option<&'a Path>,
    /// What is known of its files.
    known: &'a Record,
    /// Directories that are there already.
    made: Mutex<HashSet<PathBuf>>,
    files: AtomicUsize,
    kept: AtomicUsize,
    bytes: AtomicU64,
    diagnostics: Mutex<Vec<Diagnostic>>,
}

impl Writer<'_> {
    /// Puts an output in its place, made anew if there is no other way, and gives
    /// its path with what is to be noted of it.
    fn place(&self, output: Pending) -> Result<(String, Option<Note>), Failure> {
        let relative = Path::new(&output.path);
        let normal = |part: Component| matches!(part, Component::Normal(_));
        if output.path.is_empty() || !relative.components().all(normal) {
            return Err(Failure::BadPath(output.path));
        }
        let path = self.staging.join(relative);
        if let Some(folder) = path.parent() {
            self.make(folder)?;
        }
        let old = self.old.map(|old| old.join(relative));
        if let Some(note) = self.keep(&output, old.as_deref(), &path) {
            self.count(note.stamp.bytes, true);
            return Ok((output.path, Some(note)));
        }
        let bytes = match (output.make)() {
            Ok(bytes) => bytes,
            Err(diagnostic) => {
                if let Ok(mut all) = self.diagnostics.lock() {
                    all.push(*diagnostic);
                }
                return Ok((output.path, None));
            }
        };
        let same = old.is_some_and(|old| take_over(&old, &path, &bytes));
        self.count(bytes.len() as u64, same);
        let found = match same {
            true => fs::symlink_metadata(&path),
            false => write(&path, &bytes),
        }
        .map_err(failed("write", &path))?;
        let note = |key| {
            let stamp = stamp(&found)?;
            Some(Note { key, stamp })
        };
        Ok((output.path, output.key.and_then(note)))
    }

    /// Gives a file of the old site its place in the new one, if it was made of the
    /// same and nobody has touched it since.
    fn keep(&self, output: &Pending, old: Option<&Path>, path: &Path) -> Option<Note> {
        let (key, old) = (output.key?, old?);
        let note = self.known.get(&output.path).filter(|n| n.key == key)?;
        let found = fs::symlink_metadata(old).ok()?;
        let untouched = stamp(&found) == Some(note.stamp);
        (untouched && fs::hard_link(old, path).is_ok()).then_some(*note)
    }

    fn count(&self, bytes: u64, kept: bool) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.kept.fetch_add(usize::from(kept), Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn make(&self, folder: &Path) -> Result<(), Failure> {
        let known = |made: &mut HashSet<PathBuf>| made.contains(folder);
        if self.made.lock().is_ok_and(|mut made| known(&mut made)) {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(failed("make", folder))?;
        if let Ok(mut made) = self.made.lock() {
            made.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Writes a file, and gives what the file system says of it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<fs::Metadata> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.metadata()
}

/// Gives a file of the old site its place in the new one, if it holds the same: it
/// keeps its time, for tools that copy what is newer.
fn take_over(old: &Path, path: &Path, bytes: &[u8]) -> bool {
    let of_size = |found: fs::Metadata| found.is_file() && found.len() == bytes.len() as u64;
    fs::symlink_metadata(old).is_ok_and(of_size)
        && fs::read(old).is_ok_and(|held| held == bytes)
        && fs::hard_link(old, path).is_ok()
}
