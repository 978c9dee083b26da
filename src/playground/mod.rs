//! The runtime of the playground: Pyodide, as its npm package has it, in a folder that `[python] playground` names. It is
//! found once a walk; its files are published as they are, under an address that tells what they hold.

mod lock;
mod stamp;

pub use stamp::Stamp;

use crate::config;
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::question::fence::Version;
use crate::read::{CONFIG_FILE, Files};
use serde_json::Value;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The oldest release of Pyodide whose files and functions are those that `static/js/runtime.js` asks for.
const OLDEST: u32 = 314;

/// What a browser needs of the package, but for [`LOCK`].
const NEEDED: [&str; 4] = [
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
];

/// Which packages there are. It is published with those alone whose wheels are in the folder.
const LOCK: &str = "pyodide-lock.json";

/// Python for browsers, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// The release of Pyodide: `314.0.7`.
    pub version: String,
    /// The Python that it is.
    pub python: Version,
    /// The folder of the site that its files are in: `play/` and a hash of what they hold.
    pub folder: String,
    pub files: Vec<RuntimeFile>,
    /// The size of all files.
    pub bytes: u64,
    /// About what they take as they are sent, compressed.
    pub sent: u64,
}

/// A file of the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeFile {
    pub name: String,
    pub content: Content,
}

/// What a file holds. Those of the package have many megabytes, and stay on the disk until they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Disk(PathBuf),
    Text(String),
}

impl RuntimeFile {
    /// What it holds.
    pub fn read(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        match &self.content {
            Content::Text(text) => Ok(text.clone().into_bytes()),
            Content::Disk(path) => {
                fs::read(path).map_err(|error| Box::new(unreadable(path, &error)))
            }
        }
    }
}

/// Finds the runtime that `site.toml` names. Without one there is none; where its folder is not there, that is a warning, so
/// that a guide can be built before its packages are installed.
///
/// `stamp` is what was found out about the files the last time, and is brought up to date.
pub fn find(root: &Path, files: &Files, stamp: &mut Stamp) -> Checked<Option<Arc<Runtime>>> {
    // What is wrong with site.toml is told by the walk.
    let config = files
        .get(CONFIG_FILE)
        .and_then(|file| config::parse(file).value);
    let Some(named) = config.and_then(|config| config.python.playground) else {
        return Checked::default();
    };
    let folder = root.join(&named);
    if !folder.is_dir() {
        return Checked {
            value: None,
            diagnostics: vec![not_installed(root, &named)],
        };
    }
    match package(root, &folder, stamp) {
        Ok(runtime) => Checked::clean(Some(Arc::new(runtime))),
        Err(why) => Checked {
            value: None,
            diagnostics: vec![unfit(&named, &why)],
        },
    }
}

/// Reads the package; says why it cannot be the runtime.
fn package(root: &Path, folder: &Path, stamp: &mut Stamp) -> Result<Runtime, String> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| error.to_string());
    if !real(folder)?.starts_with(real(root)?) {
        return Err("it is a link that leads out of the site".to_owned());
    }
    let version = version(folder)?;
    let mut names: Vec<String> = NEEDED.map(str::to_owned).into();
    if let Some(missing) = NEEDED.iter().find(|name| !folder.join(name).is_file()) {
        return Err(format!("it has no `{missing}`"));
    }
    let wheels = wheels(folder).map_err(|error| error.to_string())?;
    let lock = json(folder, LOCK)?;
    let python = lock["info"]["python"].as_str().and_then(minor_version);
    let python = python.ok_or_else(|| format!("`{LOCK}` does not say which Python it is"))?;
    let lock = lock::of_wheels(lock, &wheels)?;
    names.extend(wheels);
    stamp
        .update(folder, &names, &lock)
        .map_err(|error| format!("its files cannot be read: {error}"))?;
    let on_disk = names.into_iter().map(|name| RuntimeFile {
        content: Content::Disk(folder.join(&name)),
        name,
    });
    let lock = RuntimeFile {
        name: LOCK.to_owned(),
        content: Content::Text(lock),
    };
    Ok(Runtime {
        version,
        python,
        folder: format!("play/{}/", stamp.hash),
        files: on_disk.chain([lock]).collect(),
        bytes: stamp.bytes(),
        sent: stamp.sent,
    })
}

/// The release of Pyodide, if it is one that can be used.
fn version(folder: &Path) -> Result<String, String> {
    let package = json(folder, "package.json")?;
    if package["name"] != "pyodide" {
        return Err("its `package.json` is not that of Pyodide".to_owned());
    }
    let version = package["version"].as_str().unwrap_or("");
    let first = version.split('.').next().and_then(|n| n.parse().ok());
    if first.is_none_or(|first: u32| first < OLDEST) {
        return Err(format!(
            "it is Pyodide {version}, and {OLDEST}.0.0 is the oldest that can be used"
        ));
    }
    Ok(version.to_owned())
}

fn json(folder: &Path, name: &str) -> Result<Value, String> {
    let bytes = fs::read(folder.join(name)).map_err(|error| format!("`{name}`: {error}"))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("`{name}`: {error}"))
}

/// `3.14` of `3.14.2`.
fn minor_version(full: &str) -> Option<Version> {
    let mut parts = full.split('.');
    Some(Version {
        major: parts.next()?.parse().ok()?,
        minor: parts.next()?.parse().ok()?,
    })
}

/// The names of the wheels in the folder, in order.
fn wheels(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && name.ends_with(".whl")
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn not_installed(root: &Path, named: &str) -> Diagnostic {
    let message = format!("there is no {named}, so no code can be run in the pages");
    let prefix = named.split("node_modules").next().unwrap_or("");
    let prefix = prefix.trim_end_matches('/');
    let place = match prefix {
        "" => String::new(),
        prefix => format!(" --prefix {prefix}"),
    };
    let command = if root.join(prefix).join("package-lock.json").is_file() {
        format!("npm ci{place}")
    } else {
        format!("npm install{place} pyodide")
    };
    Diagnostic::of_file(&codes::NO_PLAYGROUND, CONFIG_FILE, message)
        .help(format!("install it: {command}"))
}

fn unfit(named: &str, why: &str) -> Diagnostic {
    let message = format!("{named} cannot be the playground: {why}");
    Diagnostic::of_file(&codes::BAD_PLAYGROUND, CONFIG_FILE, message)
        .help("it has to be the folder of the npm package `pyodide`: npm install pyodide")
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("this file cannot be read: {error}");
    Diagnostic::of_file(&codes::UNREADABLE, &path.to_string_lossy(), message)
}
