//! Finding a Python and asking it what it is.

use crate::error::Error;
use crate::question::fence::Version;
use crate::snippets::report::Runtime;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest Python that `guard.py` and `runner.py` run on.
pub(super) const OLDEST: Version = Version { major: 3, minor: 9 };

/// A Python that snippets are run on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interpreter {
    /// The command as it was given.
    pub command: String,
    /// What is started.
    pub program: PathBuf,
    /// The words that come before those for Python itself.
    pub arguments: Vec<String>,
    /// Its version as far as snippets may ask for it.
    pub version: Version,
    /// Its whole version, such as `3.11.7`.
    pub release: String,
    /// Everything it says about its build, for the cache.
    pub build: String,
    /// `sys.platform`, such as `linux`.
    pub platform: String,
    /// Whether its pointers have 64 bits, as on all but small machines.
    pub wide: bool,
}

impl Interpreter {
    /// What messages call it.
    pub(super) fn runtime(&self) -> Runtime {
        Runtime {
            name: "Python",
            version: self.release.clone(),
        }
    }
}

/// Runs on any Python, the second included.
const QUESTION: &str = "\
import json, sys
print(json.dumps({
    'version': list(sys.version_info[:3]),
    'level': sys.version_info[3],
    'build': sys.version,
    'platform': sys.platform,
    'wide': sys.maxsize > 2**32,
    'executable': sys.executable or '',
}))";

#[derive(Deserialize)]
struct Answer {
    version: [u32; 3],
    level: String,
    build: String,
    platform: String,
    wide: bool,
    executable: String,
}

/// Starts `command` to learn what it is. A relative path with a slash is
/// taken from `base`.
pub(super) fn find(command: &str, base: &Path) -> Result<Interpreter, Error> {
    let (program, arguments) = words(command, base);
    let output = Command::new(&program)
        .args(&arguments)
        .args(["-c", QUESTION])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::new(format!("`{command}` cannot be started")).because(error))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Ok(answer) = serde_json::from_str::<Answer>(said.trim()) else {
        let trouble = String::from_utf8_lossy(&output.stderr);
        return Err(Error::new(match trouble.trim().lines().last() {
            Some(last) => format!("`{command}` is no Python that works: {last}"),
            None => format!("`{command}` is no Python"),
        }));
    };
    let [major, minor, micro] = answer.version;
    let version = Version { major, minor };
    let level = match answer.level.as_str() {
        "final" => "",
        level => level,
    };
    let release = format!("{version}.{micro}{level}");
    if version < OLDEST {
        return Err(Error::new(format!(
            "`{command}` is Python {release}; snippets need Python {OLDEST} or later"
        )));
    }
    // A command such as the shims of pyenv may need an environment that
    // snippets do not get: the program behind it does not.
    let behind = PathBuf::from(&answer.executable);
    let (program, arguments) = if behind.is_absolute() && behind.is_file() {
        (behind, Vec::new())
    } else {
        (program, arguments)
    };
    Ok(Interpreter {
        command: command.to_owned(),
        program,
        arguments,
        version,
        release,
        build: answer.build,
        platform: answer.platform,
        wide: answer.wide,
    })
}

/// The program and its first words: `py -3.12`, unless a file has that name.
fn words(command: &str, base: &Path) -> (PathBuf, Vec<String>) {
    let place = |program: &str| {
        if !program.contains(['/', '\\']) {
            return PathBuf::from(program);
        }
        let path = base.join(program);
        std::path::absolute(&path).unwrap_or(path)
    };
    let whole = place(command);
    if whole.is_file() {
        return (whole, Vec::new());
    }
    let mut words = command.split_whitespace();
    let program = place(words.next().unwrap_or(command));
    (program, words.map(str::to_owned).collect())
}
