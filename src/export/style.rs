//! The style of cards: what the site's style sheet says about answers.

/// Selectors of what an answer can hold; the rest of a site's style sheet is
/// about pages.
const ABOUT_ANSWERS: [&str; 11] = [
    ":root{",
    ".snippet",
    ".alert",
    ".hint",
    ".quiz",
    ".options",
    ".table",
    ".prose",
    ".footnote",
    ".badge",
    ":not(pre) > code",
];

/// Our own rules about cards.
const CARD: &str = include_str!("anki/card.css");

/// The style of cards, from the style sheet of a site.
pub(super) fn of_cards(site: &str) -> String {
    let mut style = String::new();
    for rule in rules(site) {
        let selector = rule.split('{').next().unwrap_or("");
        let about = |part: &&str| format!("{}{{", selector.trim()).contains(*part);
        if ABOUT_ANSWERS.iter().any(about) || is_highlighting(selector) {
            style.push_str(rule.trim());
            style.push('\n');
        }
    }
    style + CARD
}

/// `.k`, `.s` and so on: the classes of the highlighter.
fn is_highlighting(selector: &str) -> bool {
    let classes = crate::highlight::Class::ALL;
    selector.split(',').any(|part| {
        let name = part.trim().strip_prefix('.');
        name.is_some_and(|name| classes.iter().any(|class| class.name() == name))
    })
}

/// The rules at the top level, comments taken out. At-rules, which are about
/// paper and windows, are left out.
fn rules(sheet: &str) -> Vec<String> {
    let mut rules = Vec::new();
    let mut rule = String::new();
    let mut depth = 0usize;
    let mut rest = sheet;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        rule.push(c);
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // An at-rule without a block.
            ';' if depth == 0 => rule.clear(),
            _ => {}
        }
        if c == '}' && depth == 0 {
            let done = std::mem::take(&mut rule);
            if !done.trim_start().starts_with('@') {
                rules.push(done);
            }
        }
    }
    rules
}
