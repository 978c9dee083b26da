//! Outputs → directory, whole or not at all. The only code that writes the
//! built site.
//!
//! Everything is written to a staging directory beside the target, which then
//! takes the target's place in one step. Until that step the old site stands
//! untouched, whatever happens.

use crate::diagnostic::Diagnostic;
use crate::render::Output;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// The file that marks a directory as made by studypress, and so as one that
/// may be replaced.
pub const MARKER: &str = ".studypress-site";

const MARKER_TEXT: &str =
    "studypress made this folder; the next build replaces everything in it.\n";

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files, without the marker.
    pub files: usize,
    /// Their size.
    pub bytes: u64,
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

/// Writes all outputs and puts them in the place of `target`.
///
/// `waiting` is called if another build holds the target and this one waits.
pub fn publish<'a>(
    target: &Path,
    outputs: impl ParallelIterator<Item = Result<Output<'a>, Box<Diagnostic>>>,
    waiting: impl FnOnce(),
) -> Result<Published, Failure> {
    let target = resolve(target)?;
    let parent = target.parent().unwrap_or(Path::new("/")).to_owned();
    fs::create_dir_all(&parent).map_err(failed("make", &parent))?;
    let _lock = lock(&parent, waiting)?;
    let places = Places::beside(&target);
    places.recover()?;
    check_ours(&target)?;
    remove(&places.staging)?;
    fs::create_dir(&places.staging).map_err(failed("make", &places.staging))?;
    let published = write_all(&places, outputs).and_then(|published| {
        places.swap()?;
        Ok(published)
    });
    if published.is_err() {
        // The first failure is the one to tell of; what is left of the
        // staging directory is removed by the next build if not now.
        let _ = remove(&places.staging);
    }
    published
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

/// Keeps other builds out for as long as the file lives. On Unix the parent
/// directory itself is locked, so that nothing is left lying about.
fn lock(parent: &Path, waiting: impl FnOnce()) -> Result<File, Failure> {
    let path = match cfg!(unix) {
        true => parent.to_owned(),
        false => parent.join(".studypress-lock"),
    };
    let file = match cfg!(unix) {
        true => File::open(&path),
        false => File::create(&path),
    }
    .map_err(failed("open", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(failed("lock", &path))?;
        }
        // A file system without such locks, as many networks' are, cannot keep
        // two builds apart; one build is safe on it all the same.
        Err(TryLockError::Error(_)) => {}
    }
    Ok(file)
}

/// The directories of a swap.
struct Places {
    target: PathBuf,
    staging: PathBuf,
    /// Where the old site waits where a swap takes two steps.
    old: PathBuf,
}

impl Places {
    fn beside(target: &Path) -> Places {
        let name = target
            .file_name()
            .map_or_else(|| "site".into(), |name| name.to_string_lossy());
        Places {
            target: target.to_owned(),
            staging: target.with_file_name(format!(".{name}.studypress-new")),
            old: target.with_file_name(format!(".{name}.studypress-old")),
        }
    }

    /// Brings the old site back if a build was killed between the two steps.
    fn recover(&self) -> Result<(), Failure> {
        if !self.old.exists() {
            return Ok(());
        }
        if self.target.exists() {
            return remove(&self.old);
        }
        fs::rename(&self.old, &self.target).map_err(failed("restore", &self.target))
    }

    fn swap(&self) -> Result<(), Failure> {
        if !self.target.exists() {
            return fs::rename(&self.staging, &self.target)
                .map_err(failed("put the new site at", &self.target));
        }
        if exchange(&self.staging, &self.target) {
            // What is left of the old site is removed by the next build if not now.
            let _ = remove(&self.staging);
            return Ok(());
        }
        fs::rename(&self.target, &self.old).map_err(failed("replace", &self.target))?;
        fs::rename(&self.staging, &self.target)
            .map_err(failed("put the new site at", &self.target))?;
        let _ = remove(&self.old);
        Ok(())
    }
}

/// Swaps two directories in one step, where the system can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

fn remove(directory: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed("remove", directory)(error))
        }
        _ => Ok(()),
    }
}

fn write_all<'a>(
    places: &Places,
    outputs: impl ParallelIterator<Item = Result<Output<'a>, Box<Diagnostic>>>,
) -> Result<Published, Failure> {
    let staging = places.staging.as_path();
    let writer = Writer {
        staging,
        old: places.target.is_dir().then_some(&*places.target),
        made: Mutex::new(HashSet::new()),
        files: AtomicUsize::new(0),
        bytes: AtomicU64::new(0),
        diagnostics: Mutex::new(Vec::new()),
    };
    outputs.try_for_each(|output| match output {
        Ok(output) => writer.write(&output),
        Err(diagnostic) => {
            if let Ok(mut all) = writer.diagnostics.lock() {
                all.push(*diagnostic);
            }
            Ok(())
        }
    })?;
    let diagnostics = writer.diagnostics.into_inner().unwrap_or_default();
    if !diagnostics.is_empty() {
        return Err(Failure::Content(diagnostics));
    }
    let marker = staging.join(MARKER);
    fs::write(&marker, MARKER_TEXT).map_err(failed("write", &marker))?;
    Ok(Published {
        files: writer.files.into_inner(),
        bytes: writer.bytes.into_inner(),
    })
}

struct Writer<'a> {
    staging: &'a Path,
    /// The old site, if there is one.
    old: Option<&'a Path>,
    /// Directories that are there already.
    made: Mutex<HashSet<PathBuf>>,
    files: AtomicUsize,
    bytes: AtomicU64,
    diagnostics: Mutex<Vec<Diagnostic>>,
}

impl Writer<'_> {
    fn write(&self, output: &Output) -> Result<(), Failure> {
        let relative = Path::new(&output.path);
        let normal = |part: Component| matches!(part, Component::Normal(_));
        if output.path.is_empty() || !relative.components().all(normal) {
            return Err(Failure::BadPath(output.path.clone()));
        }
        let path = self.staging.join(relative);
        if let Some(folder) = path.parent() {
            self.make(folder)?;
        }
        if !self.take_over(relative, &path, &output.bytes) {
            fs::write(&path, &output.bytes).map_err(failed("write", &path))?;
        }
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes
            .fetch_add(output.bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Gives a file of the old site its place in the new one, if it holds the
    /// same: what has not changed is not written again, and keeps its time for
    /// tools that copy what is newer.
    fn take_over(&self, relative: &Path, path: &Path, bytes: &[u8]) -> bool {
        let Some(old) = self.old.map(|old| old.join(relative)) else {
            return false;
        };
        let of_size = |found: fs::Metadata| found.is_file() && found.len() == bytes.len() as u64;
        fs::symlink_metadata(&old).is_ok_and(of_size)
            && fs::read(&old).is_ok_and(|held| held == bytes)
            && fs::hard_link(&old, path).is_ok()
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
