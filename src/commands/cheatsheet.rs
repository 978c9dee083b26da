//! `studypress cheatsheet --pdf`: a cheat sheet on paper, printed by an
//! installed Chromium.

use super::{Outcome, chosen, report};
use crate::args::{CheatsheetArgs, Paper};
use crate::diagnostic::{self, Diagnostic};
use crate::error::{Context, Error};
use crate::guide::{Guide, Kind, Sheet};
use crate::pipeline::{Settings, Site, prepare};
use crate::publish::{Manifest, publish};
use crate::read::{self, Files};
use crate::stopwatch::Timings;
use anstream::{eprintln, println};
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

/// Makes the PDF; nothing if the guide has an error.
pub fn run(args: &CheatsheetArgs) -> Result<Outcome, Error> {
    let mut diagnostics = Vec::new();
    let files = read::site(&args.site.dir).into_value(&mut diagnostics);
    let settings = Settings {
        drafts: args.site.drafts,
        base_url: args.site.base_url.clone(),
        runtime: None,
        live: false,
    };
    let mut timings = Timings::default();
    let site = prepare(&files, &settings, &mut timings).into_value(&mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    if args.site.timings {
        report::timings(&timings);
    }
    let bad = diagnostics.iter().any(Diagnostic::is_error);
    let Some(site) = site.filter(|_| !bad) else {
        report::diagnostics(&diagnostics, &files, args.site.format);
        eprintln!("{}: nothing was written", report::counts(&diagnostics));
        return Ok(Outcome::Mistakes);
    };
    let (path, questions) = pdf(site, &files, args)?;
    println!("{questions} on paper: {}.", path.display());
    Ok(Outcome::Done)
}

/// Makes the PDF and gives its path, and how many questions it holds in words.
fn pdf(site: Site, files: &Files, args: &CheatsheetArgs) -> Result<(PathBuf, String), Error> {
    let sheet = what(&site.guide, args)?;
    let address = site.guide.address(&Kind::Sheet(sheet)).to_owned();
    let count = site.guide.sheet(sheet).len();
    if count > crate::guide::SHEET_LENGTH {
        let long = format!("a sheet of {count} questions is no longer a sheet");
        return Err(Error::new(long).help("choose a part: --level or --topic"));
    }
    let browser = browser().ok_or_else(|| {
        Error::new("there is no Chromium to make the PDF with")
            .help("Debian, Ubuntu: apt install chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium")
            .help("or open the cheat sheet of the built site in any browser and print it")
    })?;
    let target = match &args.pdf {
        Some(path) => path.clone(),
        None => PathBuf::from(address.replace('/', "-").replace(".html", ".pdf")),
    };
    let target =
        std::path::absolute(&target).context(|| format!("cannot find {}", target.display()))?;
    // Beside the PDF: browsers that come in a sandbox see no directory for
    // temporary files but their own.
    let name = target
        .file_name()
        .map_or_else(|| "sheet".into(), |name| name.to_string_lossy());
    let folder = target.with_file_name(format!(".{name}.studypress-sheet"));
    let built = publish(
        &folder,
        site.some(files, |kind| {
            matches!(kind, Kind::Asset(_)) || *kind == Kind::Sheet(sheet)
        }),
        &Manifest::default(),
        || {},
    )
    .map_err(Error::from)
    .and_then(|_| print(&browser, &folder, &address, args, &target));
    let _ = fs::remove_dir_all(&folder);
    built.map(|()| (target, report::count(count, "question")))
}

/// The sheet that the arguments ask for.
fn what(guide: &Guide, args: &CheatsheetArgs) -> Result<Sheet, Error> {
    if let Some(name) = &args.level {
        return chosen::level(&guide.config, name).map(Sheet::Level);
    }
    if let Some(name) = &args.topic {
        return chosen::topic(&guide.config, name).map(Sheet::Topic);
    }
    Ok(Sheet::All)
}

/// The first of the known browsers that is installed.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let named = BROWSERS.iter().flat_map(|name| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&name))
    });
    named
        .chain(PLACES.iter().map(PathBuf::from))
        .find(|path| path.is_file())
}

/// Lets the browser print the page at `address` of the site in `folder`.
fn print(
    browser: &Path,
    folder: &Path,
    address: &str,
    args: &CheatsheetArgs,
    target: &Path,
) -> Result<(), Error> {
    let paper = match args.paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    };
    let mut query = format!("?paper={paper}&columns={}", args.columns);
    if args.no_code {
        query.push_str("&code=0");
    }
    let _ = fs::remove_file(target);
    let mut command = Command::new(browser);
    command.args(["--headless", "--disable-gpu", "--no-first-run"]);
    command.args(["--disable-background-networking", "--disable-sync"]);
    command.args(["--disable-component-update", "--no-pdf-header-footer"]);
    if is_root() {
        // Chromium's own sandbox does not start for root, as in containers.
        command.arg("--no-sandbox");
    }
    command.arg(format!(
        "--user-data-dir={}",
        folder.join("profile").display()
    ));
    command.arg(format!("--print-to-pdf={}", target.display()));
    command.arg(file_url(&folder.join(address)) + &query);
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
