//! How long work takes: the stages of a build, and what many threads do at once, each a bit of it.

mod timings;

pub use timings::{Stage, Timings};

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The time of all threads together.
#[derive(Debug, Default)]
pub struct Stopwatch(AtomicU64);

/// Of highlighting, which pages do in the middle of being rendered.
pub static HIGHLIGHT: Stopwatch = Stopwatch(AtomicU64::new(0));

impl Stopwatch {
    /// Does a bit of the work.
    pub fn measure<T>(&self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(nanoseconds, Ordering::Relaxed);
        result
    }

    /// What all of it took so far.
    pub fn total(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}
