//! The workflow that publishes a guide on GitHub Pages.

use super::Origin;

/// Where the workflow stands, from the root of the guide.
pub const WORKFLOW: &str = ".github/workflows/pages.yml";

const TEMPLATE: &str = include_str!("../../scaffold/github/pages.yml");

/// The workflow's text. What the origin does not say stays empty, and the
/// workflow stops with a message that asks for it.
pub fn workflow(origin: &Origin) -> String {
    let quoted = |text: &Option<String>| {
        // A JSON string is a YAML string.
        serde_json::Value::from(text.as_deref().unwrap_or("")).to_string()
    };
    TEMPLATE
        .replacen("\"URL\"", &quoted(&origin.url), 1)
        .replacen("\"REV\"", &quoted(&origin.revision), 1)
}
