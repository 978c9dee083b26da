//! All that is to be run of a guide, by file.

use super::job::{Job, Page, Setup};
use super::report::Report;
use super::stray;
use crate::diagnostic::Checked;
use crate::languages;

/// What is to be run of one file.
pub struct Program<'a> {
    /// Path of the file from the root of the site.
    pub path: &'a str,
    jobs: Vec<Job<'a>>,
}

impl Program<'_> {
    /// Runs the snippets of the file, one language after the other.
    pub fn run(&self) -> Report {
        let mut report = Report::default();
        for job in &self.jobs {
            report.extend((job.run)());
        }
        report
    }
}

/// Asks every language what it has to run of these files; those with nothing to run are left out.
pub fn plan<'a>(pages: &[Page<'a>], setup: &Setup<'a>) -> Checked<Vec<Program<'a>>> {
    let mut diagnostics: Vec<_> = pages.iter().flat_map(stray::check).collect();
    let mut programs: Vec<Program> = pages
        .iter()
        .map(|page| Program {
            path: page.path,
            jobs: Vec::new(),
        })
        .collect();
    for runner in languages::runners() {
        for job in runner(pages, setup).into_value(&mut diagnostics) {
            programs[job.page].jobs.push(job);
        }
    }
    programs.retain(|program| !program.jobs.is_empty());
    Checked {
        value: programs,
        diagnostics,
    }
}
