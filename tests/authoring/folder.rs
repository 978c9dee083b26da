//! A folder that goes away, and the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that goes away with its value.
pub struct Folder(tempfile::TempDir);

/// How a run of the program ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Folder {
    /// A folder with nothing in it.
    pub fn empty() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    /// A folder with the guide that `init` makes.
    pub fn guide() -> Folder {
        let folder = Folder::empty();
        folder.succeed(&["init"]);
        folder
    }

    /// Runs the program on a terminal where all of that is typed; it has to succeed. What the terminal shows.
    pub fn on_a_terminal(&self, args: &[&str], typed: &str) -> String {
        let script = "import os, pty, sys\n\
                      pid, fd = pty.fork()\n\
                      if pid == 0:\n    os.execv(sys.argv[1], ['studypress', *sys.argv[3:]])\n\
                      os.write(fd, sys.argv[2].encode())\n\
                      out = b''\n\
                      try:\n    while True:\n        part = os.read(fd, 4096)\n        if not part: break\n        out += part\n\
                      except OSError: pass\n\
                      sys.stdout.write(out.decode())\n\
                      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n";
        let output = Command::new("python3")
            .args(["-c", script, env!("CARGO_BIN_EXE_studypress"), typed])
            .args(args)
            .current_dir(self.path())
            .output()
            .expect("python3 runs");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{shown}");
        shown
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The program, to be run in this folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studypress"));
        command
            .args(args)
            .current_dir(self.path())
            .env_remove("GITHUB_ACTIONS")
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .env("NO_COLOR", "1");
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    /// With something on standard input, through a pipe.
    pub fn run_with(&self, args: &[&str], input: &str) -> Run {
        let mut command = self.command(args);
        let command = command.stdin(Stdio::piped());
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).ok();
        drop(stdin);
        Run::from(child.wait_with_output().expect("the program ends"))
    }

    /// Runs, and expects success.
    #[track_caller]
    pub fn succeed(&self, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        run
    }

    /// Runs, and expects failure.
    #[track_caller]
    pub fn fail(&self, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
        run
    }

    /// Every file with what it holds.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = walkdir::WalkDir::new(self.path()).into_iter();
        entries
            .map(|entry| entry.expect("an entry"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let below = entry.path().strip_prefix(self.path()).expect("below");
                let bytes = fs::read(entry.path()).expect("read");
                (below.to_string_lossy().into_owned(), bytes)
            })
            .collect()
    }
}
