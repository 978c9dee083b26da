//! How long the stages of a build take, one after the other.

use std::time::{Duration, Instant};

/// How long each stage took, in the order in which they ran.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    /// What ran one after the other.
    pub stages: Vec<(&'static str, Duration)>,
    /// What many threads did within the last stage: the time of all of them together.
    pub within: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.stages.push((stage, start.elapsed()));
        result
    }
}
