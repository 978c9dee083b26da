//! One question in one process: started, watched and ended.

use super::interpreter::Interpreter;
use super::outcome::Run;
use super::request::Request;
use super::watch::{Watch, read_control, read_output};
use crate::cache::Key;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::sync_channel;

const GUARD: &str = include_str!("guard.py");
const RUNNER: &str = include_str!("runner.py");
/// The same text runs in the reader's browser.
const EXERCISE: &str = include_str!("exercise.py");

/// What the result of a request depends on.
pub(super) fn key(request: &Request, interpreter: &Interpreter) -> Key {
    let request = serde_json::to_vec(request).unwrap_or_default();
    let program = interpreter.program.as_os_str().as_encoded_bytes();
    Key::new([
        env!("CARGO_PKG_VERSION").as_bytes(),
        GUARD.as_bytes(),
        RUNNER.as_bytes(),
        EXERCISE.as_bytes(),
        interpreter.build.as_bytes(),
        interpreter.platform.as_bytes(),
        program,
        &request,
    ])
}

/// Runs the steps in a new process and a new folder, of which nothing is left
/// afterwards.
pub(super) fn run(request: &Request, interpreter: &Interpreter) -> io::Result<Run> {
    let folder = tempfile::Builder::new().prefix("studypress-").tempdir()?;
    prepare(folder.path(), request)?;
    let mut child = command(interpreter, folder.path()).spawn()?;
    let lifeline = child.stdin.take();
    let (sender, events) = sync_channel(64);
    if let (Some(output), Some(control)) = (child.stdout.take(), child.stderr.take()) {
        let controls = sender.clone();
        std::thread::spawn(move || read_output(output, &sender));
        std::thread::spawn(move || read_control(control, &controls));
    }
    let mut watch = Watch::new(request);
    watch.follow(&events, lifeline, &mut child);
    let status = child.wait().ok();
    Ok(watch.finish(status.and_then(|status| status.code())))
}

/// Writes the scripts and the request, and makes the folders.
fn prepare(folder: &Path, request: &Request) -> io::Result<()> {
    fs::write(folder.join("guard.py"), GUARD)?;
    fs::write(folder.join("studypress_runner.py"), RUNNER)?;
    fs::write(folder.join("studypress_exercise.py"), EXERCISE)?;
    fs::write(folder.join("request.json"), serde_json::to_vec(request)?)?;
    for name in ["home", "tmp", "work"] {
        fs::create_dir(folder.join(name))?;
    }
    Ok(())
}

/// Variables that the snippets get as they are: what programs are found by.
const KEPT: [&str; 5] = [
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "PATHEXT",
];

fn command(interpreter: &Interpreter, folder: &Path) -> Command {
    let mut command = Command::new(&interpreter.program);
    command
        .args(&interpreter.arguments)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(folder.join("guard.py"))
        .arg(folder.join("request.json"))
        .current_dir(folder.join("work"))
        .env_clear()
        .envs(
            KEPT.iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .env("HOME", folder.join("home"))
        .env("TMPDIR", folder.join("tmp"))
        .env("TEMP", folder.join("tmp"))
        .env("TMP", folder.join("tmp"))
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .env("PYTHONUTF8", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        // Else each thread reserves 64 MB of address space for itself.
        .env("MALLOC_ARENA_MAX", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // Ctrl-C at the terminal ends studypress, and the lifeline the rest.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}
