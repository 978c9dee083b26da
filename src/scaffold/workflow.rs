//! The workflow that publishes a guide on GitHub Pages.

use super::Origin;

/// Where the workflow stands, from the root of the guide.
pub const WORKFLOW: &str = ".github/workflows/pages.yml";

const BY_ACTION: &str = include_str!("../../scaffold/github/pages-by-action.yml");
const BY_HAND: &str = include_str!("../../scaffold/github/pages.yml");

/// The workflow's text. Where studypress is a repository of GitHub, its action does the work; from elsewhere it is compiled. What
/// the origin does not say stays empty, and the workflow stops with a message that asks for it.
pub fn workflow(origin: &Origin) -> String {
    if let Some(action) = action(origin) {
        return BY_ACTION.replacen("ACTION", &action, 1);
    }
    let quoted = |text: &Option<String>| {
        // A JSON string is a YAML string.
        serde_json::Value::from(text.as_deref().unwrap_or("")).to_string()
    };
    BY_HAND
        .replacen("\"URL\"", &quoted(&origin.url), 1)
        .replacen("\"REV\"", &quoted(&origin.revision), 1)
}

/// What stands behind `uses:`, `OWNER/REPOSITORY@REVISION`.
fn action(origin: &Origin) -> Option<String> {
    let path = origin.url.as_deref()?.strip_prefix("https://github.com/")?;
    let path = path.trim_end_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
    let revision = origin.revision.as_deref()?;
    let plain = |text: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        !text.is_empty() && text.chars().all(allowed)
    };
    [owner, name, revision]
        .into_iter()
        .all(plain)
        .then(|| format!("{owner}/{name}@{revision}"))
}
