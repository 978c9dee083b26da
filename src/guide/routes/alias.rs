//! Old addresses, as authors write them.

/// The longest part of an alias in bytes, so that it can be a file's name.
const MAX_PART: usize = 200;
/// The longest alias in bytes, so that it can be a path.
const MAX_ALIAS: usize = 1000;

/// The address that an alias stands for: from the root of the site, a folder
/// being its `index.html`.
pub fn address(alias: &str) -> Result<String, String> {
    let path = alias.trim().trim_start_matches('/');
    if path.is_empty() {
        return Err("it is empty".to_owned());
    }
    if path.contains(['\\', '?', '#', ':']) || path.chars().any(char::is_control) {
        return Err("it must be a path without `?`, `#`, `:` and `\\`".to_owned());
    }
    let folder = path.ends_with('/');
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err("its parts must not be empty, `.` or `..`".to_owned());
    }
    if path.len() > MAX_ALIAS || parts.iter().any(|part| part.len() > MAX_PART) {
        return Err("it is too long to be the path of a file".to_owned());
    }
    let path = parts.join("/");
    let named = parts.last().is_some_and(|last| last.ends_with(".html"));
    Ok(match (folder, named) {
        (true, _) => format!("{path}/index.html"),
        (false, true) => path,
        (false, false) => format!("{path}.html"),
    })
}
