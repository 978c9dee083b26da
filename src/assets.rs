//! The files of `static/`: the theme's own, overridden by the site's file by
//! file, named by what they hold.

use crate::read::Files;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "static/"]
struct ThemeStatic;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct ThemeTemplates;

/// Path under which the joined style sheets are asked for.
pub const STYLE_SHEET: &str = "css/site.css";

/// Path under which the service worker is asked for.
pub const WORKER: &str = "js/sw.js";

/// A file as it will be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its address from the root of the site.
    pub address: String,
    pub bytes: Cow<'static, [u8]>,
}

/// The assets by their paths in `static/`.
pub type Assets = BTreeMap<String, Asset>;

/// Collects the assets.
///
/// The style sheets of `static/css/` are joined in the order of their names,
/// so a site adds rules by adding a file. The scripts of `static/js/NAME/` are
/// joined likewise, to `js/NAME.js`, and so are the style sheets of `static/css/NAME/`
/// for each folder that the theme has: to `css/NAME.css`, for pages that ask for it.
/// Style sheets and the theme's scripts are minified. Style sheets and scripts carry a hash of their content in their
/// names, so browsers may keep them; other files keep their names, because
/// people link to them.
pub fn collect(files: &Files) -> Assets {
    let mut merged: BTreeMap<String, Cow<'static, [u8]>> = ThemeStatic::iter()
        .filter_map(|path| Some((path.to_string(), ThemeStatic::get(&path)?.data)))
        .collect();
    for file in files.below("static") {
        if let Some(path) = file.path.strip_prefix("static/") {
            merged.insert(path.to_owned(), file.bytes.clone());
        }
    }
    for (path, bytes) in merged.iter_mut().filter(|(path, _)| path.ends_with(".js")) {
        // The theme's own, which a site may hold as it is.
        if ThemeStatic::get(path).is_some_and(|own| own.data == *bytes) {
            *bytes = minify_js(std::mem::take(bytes));
        }
    }
    join_styles(&mut merged);
    join_scripts(&mut merged);
    merged
        .into_iter()
        .map(|(path, bytes)| {
            let address = address(&path, &bytes);
            (path, Asset { address, bytes })
        })
        .collect()
}

/// A script of the theme without comments and needless white space. A site's own
/// scripts stay as they are written: only ours are known to mean the same after it.
fn minify_js(script: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    let Ok(text) = std::str::from_utf8(&script) else {
        return script;
    };
    match minifier::js::minify(text) {
        // A line feed, because the next script may begin with what goes on.
        Ok(minified) => Cow::Owned(format!("{minified}\n").into_bytes()),
        Err(_) => script,
    }
}

/// A style sheet without comments and without the white space that means
/// nothing: around braces and semicolons, and after colons and commas. Strings
/// stay as they are.
///
/// `minifier`, which does the scripts, has one for style sheets too, but it joins
/// `1rem + 2vw` in `clamp()`, which browsers then refuse (0.4.0).
fn minify_css(style: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(style.len());
    let mut at = 0;
    let mut gap = false;
    while let Some(&byte) = style.get(at) {
        let end = match byte {
            b'/' if style[at..].starts_with(b"/*") => {
                let length = style[at + 2..].windows(2).position(|end| end == b"*/");
                at = length.map_or(style.len(), |length| at + length + 4);
                gap = true;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {
                at += 1;
                gap = true;
                continue;
            }
            b'"' | b'\'' => end_of_string(style, at),
            b'\\' => (at + 2).min(style.len()),
            _ => at + 1,
        };
        if byte == b'}' && out.ends_with(b";") {
            out.pop();
        }
        let after = out.last().is_none_or(|last| b"{};:,".contains(last));
        if gap && !after && !b"{};".contains(&byte) {
            out.push(b' ');
        }
        gap = false;
        out.extend_from_slice(&style[at..end]);
        at = end;
    }
    out
}

/// Where the string that starts at `start` ends: after its closing quote, or
/// where the text does.
fn end_of_string(style: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = style.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if byte == style[start] => return at + 1,
            _ => at += 1,
        }
    }
    style.len()
}

/// Puts the style sheets into one, and those of each folder of the theme's into one of
/// their own. A folder that only a site has is part of the one, as it always was.
fn join_styles(merged: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    let mut joined = BTreeMap::from([(STYLE_SHEET.to_owned(), Vec::new())]);
    merged.retain(|path, bytes| {
        if !path.starts_with("css/") || !path.ends_with(".css") {
            return true;
        }
        let style: &mut Vec<u8> = joined.entry(sheet_of(path)).or_default();
        style.extend_from_slice(bytes);
        if !style.ends_with(b"\n") {
            style.push(b'\n');
        }
        false
    });
    for (path, style) in joined {
        merged.insert(path, Cow::Owned(minify_css(&style)));
    }
}

/// The sheet that a style sheet of `css/` becomes part of.
fn sheet_of(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let of_the_theme = folder != "css" && {
        let below = format!("{folder}/");
        ThemeStatic::iter().any(|own| own.starts_with(&below))
    };
    if of_the_theme {
        format!("{folder}.css")
    } else {
        STYLE_SHEET.to_owned()
    }
}

/// Puts the scripts of each folder of `js/` into one, in a function of their
/// own, so that they see each other's names and no other script does.
fn join_scripts(merged: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    let mut joined: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    merged.retain(|path, bytes| {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["js", folder, file] if file.ends_with(".js") => {
                let script = joined
                    .entry(format!("js/{folder}.js"))
                    .or_insert_with(|| b"(() => {\n".to_vec());
                script.extend_from_slice(bytes);
                false
            }
            _ => true,
        }
    });
    for (path, mut script) in joined {
        script.extend_from_slice(b"})();\n");
        merged.insert(path, Cow::Owned(script));
    }
}

fn address(path: &str, bytes: &[u8]) -> String {
    let hashed = ["css/", "js/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    match path.rsplit_once('.') {
        Some((stem, ending)) if hashed => {
            let hash = blake3::hash(bytes).to_hex();
            format!("{stem}.{}.{ending}", &hash[..10])
        }
        _ => path.to_owned(),
    }
}

/// The templates by their names: the theme's own, overridden by the site's.
/// What is not UTF-8 among the site's is left to the caller to report.
pub fn templates(files: &Files) -> BTreeMap<String, Cow<'static, str>> {
    let mut templates: BTreeMap<String, Cow<'static, str>> = ThemeTemplates::iter()
        .filter_map(|name| {
            let bytes = ThemeTemplates::get(&name)?.data;
            let text = String::from_utf8(bytes.into_owned()).ok()?;
            Some((name.to_string(), Cow::Owned(text)))
        })
        .collect();
    for file in files.below("templates") {
        if let (Some(name), Ok(text)) = (file.path.strip_prefix("templates/"), file.text()) {
            templates.insert(name.to_owned(), Cow::Owned(text.to_owned()));
        }
    }
    templates
}

#[cfg(test)]
mod tests {
    use super::minify_css;

    fn minified(style: &str) -> String {
        String::from_utf8_lossy(&minify_css(style.as_bytes())).into_owned()
    }

    #[test]
    fn style_sheets_lose_what_means_nothing() {
        for (style, wanted) in [
            ("a { color: red; }\n", "a{color:red}"),
            ("/* x */ a , b:hover { }", "a ,b:hover{}"),
            (
                "a :hover > b { width: calc(1px + 2px) }",
                "a :hover > b{width:calc(1px + 2px)}",
            ),
            (
                "a::before { content: \"  ; /* \\\" */ \"; }",
                "a::before{content:\"  ; /* \\\" */ \"}",
            ),
            (
                "@media (min-width: 1em) { a { b: c } }",
                "@media (min-width:1em){a{b:c}}",
            ),
            (":root { --x: ; --y: 1px  2px }", ":root{--x:;--y:1px 2px}"),
            ("a/**/b { c: d } /* open", "a b{c:d}"),
            ("a { b: 'open", "a{b:'open"),
            ("a { b: c\\", "a{b:c\\"),
            (".a\\ b { c: d }", ".a\\ b{c:d}"),
        ] {
            assert_eq!(minified(style), wanted, "{style}");
        }
    }
}
