//! Which file of the site a request asks for, by the rules of GitHub Pages.

use crate::urls;
use std::borrow::Cow;

/// What stands at the path of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The file at this address from the root of the site.
    File(String),
    /// Nothing, but there is something at this path.
    Moved(String),
    /// Nothing.
    Missing,
    /// A path that no link of a site has.
    Refused,
}

/// Finds what a path asks for in the site below `base` that `has` files.
///
/// A folder is its `index.html`, an address without its `.html` is found, and
/// a folder without its slash is moved to the one with it. Case matters.
pub(super) fn find(base: &str, path: &str, has: impl Fn(&str) -> bool) -> Found {
    let (Some(decoded), Some(base_decoded)) = (decode(path), decode(base)) else {
        return Found::Refused;
    };
    if leaves(&decoded) {
        return Found::Refused;
    }
    let Some(rest) = decoded.strip_prefix(&*base_decoded) else {
        if decoded == "/" || base_decoded.strip_suffix('/') == Some(&*decoded) {
            return Found::Moved(base.to_owned());
        }
        return Found::Missing;
    };
    if rest.is_empty() || rest.ends_with('/') {
        let index = format!("{rest}index.html");
        if has(&index) {
            return Found::File(index);
        }
        return Found::Missing;
    }
    for address in [rest.to_owned(), format!("{rest}.html")] {
        if has(&address) {
            return Found::File(address);
        }
    }
    if has(&format!("{rest}/index.html")) {
        return Found::Moved(format!("{path}/"));
    }
    Found::Missing
}

/// Whether a path would lead out of the site if it were one on disk.
fn leaves(path: &str) -> bool {
    path.contains(['\\', '\0'])
        || !path.starts_with('/')
        || path.split('/').any(|part| matches!(part, "." | ".."))
}

/// A path with its percent signs decoded; `None` if that is not text, or if
/// a percent sign has no two digits after it, as no link of a site has.
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let coded = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if path.split('%').skip(1).all(coded) {
        urls::decode(path)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(base: &str, path: &str) -> Found {
        let site = [
            "index.html",
            "questions/gil.html",
            "old/index.html",
            "a b.png",
            "levels.html",
            "levels/index.html",
        ];
        find(base, path, |address| site.contains(&address))
    }

    fn file(address: &str) -> Found {
        Found::File(address.to_owned())
    }

    #[test]
    fn files_folders_and_addresses_without_html_are_found() {
        assert_eq!(ask("/", "/"), file("index.html"));
        assert_eq!(ask("/guide/", "/guide/"), file("index.html"));
        assert_eq!(
            ask("/guide/", "/guide/questions/gil.html"),
            file("questions/gil.html")
        );
        assert_eq!(
            ask("/guide/", "/guide/questions/gil"),
            file("questions/gil.html")
        );
        assert_eq!(ask("/guide/", "/guide/a%20b.png"), file("a b.png"));
        assert_eq!(ask("/", "/old/"), file("old/index.html"));
        assert_eq!(ask("/", "/levels"), file("levels.html"));
    }

    #[test]
    fn folders_without_a_slash_are_moved() {
        assert_eq!(
            ask("/guide/", "/guide/old"),
            Found::Moved("/guide/old/".to_owned())
        );
        assert_eq!(ask("/guide/", "/guide"), Found::Moved("/guide/".to_owned()));
        assert_eq!(ask("/guide/", "/"), Found::Moved("/guide/".to_owned()));
    }

    #[test]
    fn case_slashes_and_other_sites_matter() {
        for path in [
            "/guide/Questions/gil.html",
            "/guide/questions/gil/",
            "/guide/questions/gil.html/",
            "/questions/gil.html",
            "/guide//index.html",
        ] {
            assert_eq!(ask("/guide/", path), Found::Missing, "{path}");
        }
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in [
            "/../site.toml",
            "/guide/../../etc/passwd",
            "/guide/%2e%2e/site.toml",
            "/guide/..%2Fsite.toml",
            "/guide/..%5csite.toml",
            "/guide/%00",
            "/guide/%zz",
            "/guide/%",
            "/guide/%ff",
            "*",
        ] {
            assert_eq!(ask("/guide/", path), Found::Refused, "{path}");
        }
    }
}
