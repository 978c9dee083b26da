//! Which scripts a page offers to run.

use super::flags;
use super::plan;
use crate::languages::language::Play;
use crate::question::snippet::Snippet;

/// How the script at a place among a page's snippets is run in the page: those that `studypress test` runs, but for what
/// follows on a transcript, or on what its author says cannot run there.
pub(super) fn play(snippets: &[Snippet], place: usize) -> Option<Play> {
    let run = plan::run(snippets, place)?;
    let all = || run.after.iter().chain([&place]).map(|at| &snippets[*at]);
    if all().any(|snippet| snippet.language == plan::SESSION && snippet.flags.file.is_none()) {
        return None;
    }
    let not = all().find_map(|snippet| snippet.flags.play.clone());
    let flags: Vec<flags::Flags> = all().map(|snippet| flags::read(&snippet.words)).collect();
    Some(Play {
        requires: flags.iter().filter_map(|flags| flags.requires).max(),
        raises: flags.last().and_then(|flags| flags.raises.clone()),
        not,
        after: run.after,
    })
}
