//! `studypress init`: a small guide to begin with.

use super::{Outcome, report};
use crate::args::InitArgs;
use crate::error::{Context, Error};
use crate::read::CONFIG_FILE;
use crate::rewrite;
use crate::scaffold::{FILES, Origin, WORKFLOW, workflow};
use anstream::{eprintln, println};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the guide, or adds to the one that is there what it is asked for;
/// an error if there is nothing to do.
pub fn run(args: &InitArgs) -> Result<Outcome, Error> {
    let dir = &args.dir;
    let is_guide = dir.join(CONFIG_FILE).exists();
    if is_guide && !args.github {
        let there = format!(
            "there is a guide in {} already, and nothing was written",
            dir.display()
        );
        let help = "to add a workflow for GitHub Pages to it: studypress init --github";
        return Err(Error::new(there).help(help));
    }
    if !is_guide {
        for file in FILES {
            make(&dir.join(file.path), file.text)?;
        }
    }
    let mut publishing = String::new();
    if args.github {
        let (path, above) = workflow_place(dir);
        if let Some(above) = above {
            eprintln!(
                "warning: {} is a repository, and GitHub reads workflows only in its own root: \
                 move .github there and run studypress in the guide's folder",
                above.display()
            );
        }
        let given = args.studypress_from.clone().unwrap_or_default();
        let origin = given.or_of(Origin::of_this_binary());
        if make(&path, &workflow(&origin))? {
            publishing = how_to_publish(&path, &origin);
        }
    }
    if !is_guide {
        println!("\nNext:\n");
        if dir.as_os_str() != "." {
            println!("  cd {}", dir.display());
        }
        println!("  studypress serve --open  shows the guide, and again after every save");
        println!("  studypress new           writes the file of a question");
        println!("  studypress build         makes public/: open public/index.html");
        println!("\nsite.toml names the levels, topics and sources: make them yours.");
    }
    if !publishing.is_empty() {
        println!("{}", publishing.trim_end());
    }
    Ok(Outcome::Done)
}

/// Where the workflow goes, and the repository above the guide if the guide is
/// not its root.
fn workflow_place(dir: &Path) -> (PathBuf, Option<PathBuf>) {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let root = absolute
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    let above = root.filter(|root| *root != absolute).map(Path::to_owned);
    (dir.join(WORKFLOW), above)
}

/// Makes a file and says so; one that is there stays, and that is said too.
fn make(path: &Path, text: &str) -> Result<bool, Error> {
    match rewrite::create(path, text.as_bytes()) {
        Ok(()) => {
            println!("made {}", report::path(path));
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            println!("kept {}, which was there already", report::path(path));
            Ok(false)
        }
        Err(error) => Err(error).context(|| format!("cannot write {}", path.display())),
    }
}

fn how_to_publish(path: &Path, origin: &Origin) -> String {
    let mut text = String::new();
    for (name, value, what) in [
        (
            "STUDYPRESS_URL",
            &origin.url,
            "the address of studypress's Git repository\n  (or set `repository` in studypress's own Cargo.toml and install it again, or give --studypress-from URL@REV)",
        ),
        (
            "STUDYPRESS_REV",
            &origin.revision,
            "the commit or tag of studypress to install",
        ),
    ] {
        if value.is_none() {
            text += &format!("\nFill in {name} in {}: {what}.\n", report::path(path));
        }
    }
    text + "\nTo publish: on GitHub, under Settings → Pages, choose GitHub Actions as the source, then push.\n"
}
