//! How long the stages of a build take, one after the other.

use std::time::{Duration, Instant};

/// How long each stage took, in the order in which they ran.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    /// What ran one after the other.
    pub stages: Vec<Stage>,
    /// What many threads did within the last stage: the time of all of them together.
    pub within: Vec<(&'static str, Duration)>,
}

/// What a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// From its start to its end.
    pub wall: Duration,
    /// Of all processors together; `None` where the system does not tell.
    pub cpu: Option<Duration>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (start, cpu) = (Instant::now(), cpu_time());
        let result = work();
        self.stages.push(Stage {
            name,
            wall: start.elapsed(),
            cpu: cpu_time()
                .zip(cpu)
                .map(|(after, before)| after.saturating_sub(before)),
        });
        result
    }
}

/// What this process has had of all processors since it started.
#[cfg(unix)]
fn cpu_time() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).ok()?;
    Some(Duration::new(time.tv_sec.try_into().ok()?, nanoseconds))
}

#[cfg(not(unix))]
fn cpu_time() -> Option<Duration> {
    None
}
