//! What `guard.py` is asked to do.

use super::plan::{Step, Work};
use serde::Serialize;

/// The most bytes of main memory that the processes of a question may have.
pub(super) const MAX_MEMORY: u64 = 1024 * 1024 * 1024;
/// The most bytes of address space that each of them may have.
const MAX_ADDRESS_SPACE: u64 = 8 * MAX_MEMORY;
/// The largest file that each of them may write, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// What the guard is asked to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Request {
    pub(super) steps: Vec<Asked>,
    limits: Limits,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Asked {
    kind: &'static str,
    code: String,
    name: String,
    /// What the code of an exercise is tried with.
    tests: String,
    continues: bool,
    /// Whether no later step continues it.
    last: bool,
    pub(super) timeout: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Limits {
    memory: u64,
    address_space: u64,
    file: u64,
}

/// The request for some steps, in their order.
pub(super) fn request<'a>(steps: impl Iterator<Item = &'a Step<'a>>) -> Request {
    let mut asked: Vec<Asked> = Vec::new();
    for step in steps {
        let (kind, name) = match &step.work {
            Work::File(name) => ("file", name.as_str()),
            Work::Script => ("script", ""),
            Work::Session => ("session", ""),
            Work::Exercise(_) => ("exercise", ""),
        };
        if step.flags.continues
            && kind != "file"
            && let Some(before) = asked.iter_mut().rev().find(|other| other.kind != "file")
        {
            before.last = false;
        }
        asked.push(Asked {
            kind,
            code: step.snippet.code.clone(),
            name: name.to_owned(),
            tests: step
                .tests
                .map_or_else(String::new, |tests| tests.code.clone()),
            continues: step.flags.continues,
            last: true,
            timeout: step.timeout,
        });
    }
    Request {
        steps: asked,
        limits: Limits {
            memory: MAX_MEMORY,
            address_space: MAX_ADDRESS_SPACE,
            file: MAX_FILE,
        },
    }
}
