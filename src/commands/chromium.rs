//! Pages on paper: an installed Chromium, or one of its kin, prints them from disk.

use crate::args::Paper;
use crate::error::{Context, Error};
use crate::publish::{Manifest, publish};
use crate::render::Pending;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names under which a Chromium or one of its kin is installed, best first.
const BROWSERS: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
];

/// Where they are on systems that put them on no path.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// What pages are asked for a size of paper.
pub(super) fn size(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    }
}

/// Prints one page of a site to a file. `outputs` are the page and all that it needs, `address` is the page's from the
/// root of the site, and `query` what it is asked. Gives the file's full path.
pub(super) fn pdf<'a>(
    outputs: impl ParallelIterator<Item = Pending<'a>>,
    address: &str,
    query: &str,
    target: &Path,
) -> Result<PathBuf, Error> {
    let browser = browser()?;
    let target =
        std::path::absolute(target).context(|| format!("cannot find {}", target.display()))?;
    // Beside the PDF: browsers that come in a sandbox see no directory for
    // temporary files but their own.
    let name = target
        .file_name()
        .map_or_else(|| "pages".into(), |name| name.to_string_lossy());
    let folder = target.with_file_name(format!(".{name}.studypress-pages"));
    let published = publish(&folder, outputs, &Manifest::default(), || {});
    let printed = published.map_err(Error::from).and_then(|_| {
        let url = file_url(&folder.join(address)) + query;
        print(&browser, &folder.join("profile"), &url, &target)
    });
    let _ = fs::remove_dir_all(&folder);
    printed.map(|()| target)
}

/// The browser that the environment names as `CHROMIUM`, or else the first of the known ones that is installed.
fn browser() -> Result<PathBuf, Error> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let named = BROWSERS.iter().flat_map(|name| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&name))
    });
    let mut known = named.chain(PLACES.iter().map(PathBuf::from));
    known.find(|path| path.is_file()).ok_or_else(|| {
        Error::new("there is no Chromium to make the PDF with")
            .help("Debian, Ubuntu: apt install chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium")
            .help("where it is elsewhere, name its program in the environment: CHROMIUM=/path/to/chromium")
            .help("or open the page of the built site in any browser and print it")
    })
}

/// Lets the browser print a page, with an outline of its headings.
fn print(browser: &Path, profile: &Path, url: &str, target: &Path) -> Result<(), Error> {
    let _ = fs::remove_file(target);
    let mut command = Command::new(browser);
    command.args(["--headless", "--disable-gpu", "--no-first-run"]);
    command.args(["--disable-background-networking", "--disable-sync"]);
    command.args(["--disable-component-update", "--no-pdf-header-footer"]);
    if is_root() {
        // Chromium's own sandbox does not start for root, as in containers.
        command.arg("--no-sandbox");
    }
    command.arg("--generate-pdf-document-outline");
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.arg(format!("--print-to-pdf={}", target.display()));
    command.arg(url);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let output = command
        .stderr(Stdio::piped())
        .output()
        .context(|| format!("cannot start {}", browser.display()))?;
    if output.status.success() && target.is_file() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    let why = last.unwrap_or("it did not say why");
    Err(Error::new(format!("{} made no PDF", browser.display())).because(why))
}

/// A path as a `file:` address.
fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", crate::urls::encode(&path))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
