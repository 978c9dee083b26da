//! Output blocks that nothing that is run could print.

use super::job::Page;
use crate::diagnostic::{Diagnostic, codes};
use crate::languages;
use crate::question::snippet::{OutputBlock, Snippet};

/// Reports the output blocks of a page that no snippet explains.
pub fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for snippet in page.snippets.iter().filter(|s| !s.outputs.is_empty()) {
        match prints(snippet) {
            Ok(()) => found.extend(alternatives(page.path, snippet)),
            Err(why) => found.extend(snippet.outputs.iter().map(|output| {
                let message = format!("no snippet explains this output: {why}");
                stray(page.path, output, message)
                    .help("use a ```text block for what is not the output of a snippet that is run")
            })),
        }
    }
    found
}

fn prints(snippet: &Snippet) -> Result<(), String> {
    if snippet.flags.file.is_some() {
        return Err("the block above it is written to a file, and is not run".to_owned());
    }
    match languages::snippets(&snippet.language) {
        Some(language) => (language.prints)(snippet).map_err(str::to_owned),
        None => {
            let mut titles: Vec<&str> = languages::runnable().map(|l| l.title).collect();
            titles.dedup();
            Err(format!(
                "only code in {} is run, and the block above it is in another language",
                titles.join(" and ")
            ))
        }
    }
}

/// Reports outputs of which only the first could ever be the expected one.
fn alternatives(path: &str, snippet: &Snippet) -> Vec<Diagnostic> {
    let outputs = &snippet.outputs;
    let versioned = languages::snippets(&snippet.language)
        .is_some_and(|language| language.flags.contains(&"requires"));
    let same = |index: usize, output: &OutputBlock| {
        let mut before = outputs[..index].iter();
        before.any(|other| other.flags.requires == output.flags.requires)
    };
    outputs
        .iter()
        .enumerate()
        .filter(|(index, output)| same(*index, output))
        .map(|(_, output)| {
            let message = "this output is for the same versions as one above it".to_owned();
            stray(path, output, message).help(if versioned {
                "for output that differs by version, write ```output,requires=\"3.13\""
            } else {
                "one block shows all that the snippet prints"
            })
        })
        .collect()
}

fn stray(path: &str, output: &OutputBlock, message: String) -> Diagnostic {
    let start = output.span.start;
    Diagnostic::new(&codes::STRAY_OUTPUT, path, start..start + 3, message)
}
