//! A summary as the sentences that a reader ticks.

/// Words after which a full stop ends no sentence, beside single small letters as in `e.g.`
const ABBREVIATIONS: [&str; 19] = [
    "approx", "bspw", "bzw", "ca", "cf", "dr", "etc", "evtl", "ggf", "incl", "inkl", "max", "min",
    "mr", "nr", "resp", "usw", "vs", "z. b",
];

/// A sentence may begin with a small letter, as with the name of a program, where the one before ends with a word of so many
/// letters: abbreviations are shorter, but for those above.
const LONG_WORD: usize = 4;

/// Signs that end a sentence without white space after them.
const FULL_WIDTH: [char; 3] = ['。', '！', '？'];

/// What may stand between the end of a sentence and the white space after it.
const CLOSING: [char; 8] = ['"', '\'', ')', ']', '”', '’', '“', '»'];

/// The sentences of HTML that is one line of words, each with the elements open in it.
pub fn split(html: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    // The tags of the elements that are open, as written.
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.trim();
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let (tag, after) = rest.split_at(rest.find('>').map_or(rest.len(), |end| end + 1));
            if tag.starts_with("</") {
                open.pop();
            } else if !tag.ends_with("/>") {
                open.push(tag);
            }
            sentence.push_str(tag);
            rest = after;
            continue;
        }
        let in_code = open.iter().any(|tag| tag.starts_with("<code"));
        if c.is_whitespace() && !in_code && parts(&sentence, rest) {
            finish(&mut sentence, &open, &mut sentences);
            sentence.extend(open.iter().copied());
            rest = rest.trim_start();
            continue;
        }
        sentence.push(c);
        rest = &rest[c.len_utf8()..];
        if FULL_WIDTH.contains(&c) && !in_code {
            finish(&mut sentence, &open, &mut sentences);
            sentence.extend(open.iter().copied());
        }
    }
    finish(&mut sentence, &[], &mut sentences);
    sentences
}

/// Keeps a sentence that is done, with the ends of what is open in it.
fn finish(sentence: &mut String, open: &[&str], sentences: &mut Vec<String>) {
    let mut done = std::mem::take(sentence).trim().to_owned();
    for tag in open.iter().rev() {
        let name = tag.trim_start_matches('<');
        let name = name.split([' ', '>']).next().unwrap_or(name);
        done.push_str(&format!("</{name}>"));
    }
    if !done.is_empty() {
        sentences.push(done);
    }
}

/// Whether one sentence ends and another begins between these pieces of HTML.
fn parts(before: &str, after: &str) -> bool {
    // Most white space is seen through at once.
    let sign = before.trim_end_matches(CLOSING);
    if !sign.ends_with(['.', '!', '?', '…', '>']) {
        return false;
    }
    let text: String = words(before).collect();
    let text = text.trim_end_matches(CLOSING);
    let capital = begins_large(after.trim_start());
    if text.ends_with(['!', '?', '…']) {
        return capital;
    }
    let Some(text) = text.strip_suffix('.') else {
        return false;
    };
    let small = text.to_lowercase();
    let word = small.rsplit(|c: char| !c.is_alphanumeric() && c != '_');
    let word = word.take(1).collect::<String>();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let short = |known: &&str| *known == word || known.contains(' ') && small.ends_with(known);
    if letters == 1 && text.ends_with(&word) || ABBREVIATIONS.iter().any(short) {
        return false;
    }
    capital || letters >= LONG_WORD
}

/// The HTML as text, but for what stands for signs.
fn words(html: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    html.chars().filter(move |c| {
        let was_inside = inside;
        inside = match c {
            '<' => true,
            '>' => false,
            _ => inside,
        };
        !was_inside && !inside
    })
}

/// Whether HTML begins with code, or with something other than a small letter.
fn begins_large(html: &str) -> bool {
    if html.starts_with("<code") {
        return true;
    }
    let mut first = words(html).filter(|c| c.is_alphanumeric() || *c == '_');
    first.next().is_some_and(|first| !first.is_lowercase())
}
