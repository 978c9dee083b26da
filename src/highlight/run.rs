//! Highlighted code as stretches of one class each.

use super::class::Class;

/// A piece of code up to `end`, a byte offset, from where the run before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The byte after its last one.
    pub end: usize,
    /// How it is shown; `None` is plain.
    pub class: Option<Class>,
}

/// Appends a run, or lengthens the last one if the class is the same.
pub fn push_run(runs: &mut Vec<Run>, end: usize, class: Option<Class>) {
    match runs.last_mut() {
        Some(last) if last.end >= end => {}
        Some(last) if last.class == class => last.end = end,
        _ => runs.push(Run { end, class }),
    }
}
