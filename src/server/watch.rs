//! Noticing that files have changed.

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A save is over when nothing has happened for this time. Editors write a file
/// in several steps, but without a pause between them.
const QUIET: Duration = Duration::from_millis(8);
/// The same while very many files change, as when a branch is switched.
const QUIET_MANY: Duration = Duration::from_millis(150);
/// More changed paths than a person changes at once.
const MANY: usize = 16;
/// After this time the site is made again, however busy the folders are.
const LONGEST: Duration = Duration::from_secs(3);

/// How often all files are looked at where the system cannot tell of changes.
pub const POLLED_EVERY: Duration = Duration::from_secs(1);

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The files or folders at these paths from the root, with `/` between parts.
    Paths(BTreeSet<String>),
    /// Anything.
    Everything,
}

/// Watches a folder: the files in it, and some folders below it whole.
///
/// The debouncers that come with `notify` wake many times a second; this one
/// sleeps until something happens, and waits longer where many files change.
pub struct Watch {
    root: PathBuf,
    folders: &'static [&'static str],
    relevant: fn(&str) -> bool,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    /// Whether the system has no more watches to give, so that all files are
    /// looked at every [`POLLED_EVERY`].
    pub polled: bool,
}

impl Watch {
    /// Begins to watch; `relevant` tells which paths from the root matter.
    pub fn start(
        root: &Path,
        folders: &'static [&'static str],
        relevant: fn(&str) -> bool,
    ) -> notify::Result<Watch> {
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let (sender, events) = channel();
        let mut watcher: Box<dyn Watcher + Send> =
            Box::new(notify::recommended_watcher(sender.clone())?);
        let mut polled = false;
        match watch(&mut *watcher, &root, folders) {
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                // Contents are compared because two saves can fall into one tick of a clock.
                let config = Config::default()
                    .with_poll_interval(POLLED_EVERY)
                    .with_compare_contents(true);
                watcher = Box::new(PollWatcher::new(sender, config)?);
                watch(&mut *watcher, &root, folders)?;
                polled = true;
            }
            result => result?,
        }
        Ok(Watch {
            root,
            folders,
            relevant,
            watcher,
            events,
            polled,
        })
    }

    /// Waits for a change, until it is over; `None` if there can be no more.
    pub fn wait(&mut self) -> Option<Change> {
        loop {
            let first = self.events.recv().ok()?;
            let mut change = Change::Paths(BTreeSet::new());
            if self.note(first, &mut change) {
                self.until_quiet(&mut change, QUIET);
                return Some(change);
            }
        }
    }

    /// Waits until nothing has happened for `quiet`, and adds what did.
    pub fn until_quiet(&mut self, change: &mut Change, quiet: Duration) {
        let start = Instant::now();
        let mut last = start;
        while start.elapsed() < LONGEST {
            let quiet = match change {
                Change::Paths(paths) if paths.len() <= MANY => quiet,
                _ => quiet.max(QUIET_MANY),
            };
            let Ok(event) = self
                .events
                .recv_timeout((last + quiet).saturating_duration_since(Instant::now()))
            else {
                return;
            };
            // What does not matter must not hold up what does.
            if self.note(event, change) {
                last = Instant::now();
            }
        }
    }

    /// Adds an event to a change; whether it matters.
    fn note(&mut self, event: notify::Result<Event>, change: &mut Change) -> bool {
        let event = match event {
            Ok(event) if event.need_rescan() => Event::new(EventKind::Any),
            Ok(event) => event,
            Err(_) => Event::new(EventKind::Any),
        };
        let written = AccessKind::Close(AccessMode::Write);
        if matches!(event.kind, EventKind::Access(kind) if kind != written) {
            return false;
        }
        let new = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Name(_))
        );
        if new {
            // The event of a new folder comes before the folder is watched. The watcher
            // answers this call after that, so no change between reading and watching is lost.
            let _ = self.watcher.configure(Config::default());
        }
        if event.paths.is_empty() {
            *change = Change::Everything;
            return true;
        }
        let mut matters = false;
        for path in &event.paths {
            matters |= self.note_path(path, change);
        }
        matters
    }

    fn note_path(&mut self, path: &Path, change: &mut Change) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return false;
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            *change = Change::Everything;
            return true;
        };
        if let [folder] = *parts
            && self.folders.contains(&folder)
        {
            // It was replaced, removed or made again: the old watch is of no use.
            let _ = self.watcher.unwatch(path);
            let _ = self.watcher.watch(path, RecursiveMode::Recursive);
            *change = Change::Everything;
        }
        let path = parts.join("/");
        let matters = (self.relevant)(&path);
        if let Change::Paths(paths) = change
            && matters
        {
            paths.insert(path);
        }
        matters
    }
}

fn watch(watcher: &mut dyn Watcher, root: &Path, folders: &[&str]) -> notify::Result<()> {
    // What builds write beside these folders is not watched.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in folders.iter().map(|folder| root.join(folder)) {
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}
