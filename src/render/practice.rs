//! Practice: its pages, and the data that they ask for. `docs/practice-data.md` describes the data.

use super::Renderer;
use super::context::{PageHead, href, url};
use super::rows::old_slugs;
use crate::cards::Count;
use crate::diagnostic::Diagnostic;
use crate::guide::{Guide, Kind, QUESTIONS_A_CHUNK, QuestionId};
use crate::outputs::cards::{self as output, Around};
use crate::question::{LinkId, Question, title_html};
use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;

/// Version of the data; scripts of another version do not read it.
const VERSION: u32 = 1;

/// The page of practice.
pub(super) fn practice(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    page(renderer, guide, "practice", &Kind::Practice)
}

/// The page of the mock interview.
pub(super) fn interview(renderer: &Renderer, guide: &Guide) -> Result<String, Box<Diagnostic>> {
    page(renderer, guide, "interview", &Kind::Interview)
}

fn page(
    renderer: &Renderer,
    guide: &Guide,
    name: &'static str,
    kind: &Kind,
) -> Result<String, Box<Diagnostic>> {
    let head = PageHead {
        description: guide.strings.get(&format!("{name}_lead")).to_owned(),
        ..PageHead::new(name, guide, kind)
    };
    let mut context = Context::new();
    context.insert("page", &head);
    context.insert("play", &super::play::practice(guide));
    renderer.render(&format!("{name}.html"), &context, guide.address(kind))
}

/// Which questions have cards, and where these are.
#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    guide: String,
    chunks: Vec<String>,
    per: usize,
    levels: Vec<(&'a str, &'a str)>,
    topics: Vec<(&'a str, &'a str)>,
    /// How many questions one after another have the same level and topic.
    runs: Vec<(usize, usize, usize)>,
    hashes: String,
    facts: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    former: BTreeMap<&'a str, &'a str>,
}

/// The script that hands over which questions have cards.
pub(super) fn index(guide: &Guide) -> String {
    let config = &guide.config;
    let chunks = 0..guide.deck.chunks.len();
    let mut index = Index {
        version: VERSION,
        guide: guide.name(),
        chunks: chunks
            .map(|chunk| href(guide, &Kind::Cards(chunk)))
            .collect(),
        per: QUESTIONS_A_CHUNK,
        levels: config.levels.iter().map(|l| (&*l.id, &*l.title)).collect(),
        topics: config.topics.iter().map(|t| (&*t.id, &*t.title)).collect(),
        runs: Vec::new(),
        hashes: String::new(),
        facts: String::new(),
        former: BTreeMap::new(),
    };
    for id in &guide.deck.questions {
        let question = &guide.question(*id).item;
        let (level, topic) = (question.level.0 + 1, question.topic.0 + 1);
        match index.runs.last_mut() {
            Some(run) if (run.1, run.2) == (level, topic) => run.0 += 1,
            _ => index.runs.push((1, level, topic)),
        }
        hash(&question.slug.value, &mut index.hashes);
        facts(question, &mut index.facts);
        let old = old_slugs(question).into_iter();
        index
            .former
            .extend(old.map(|old| (old, &*question.slug.value)));
    }
    format!("studypress.deck({});\n", json(&index))
}

/// Five characters for a slug: the upper 30 bits of FNV-1a (Fowler, Noll, Vo), which a browser computes in a few lines.
fn hash(slug: &str, out: &mut String) {
    const CHARACTERS: &[u8; 64] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let hash = slug.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    for six in (0..5).map(|place| hash >> (58 - 6 * place) & 63) {
        out.push(char::from(CHARACTERS[six as usize]));
    }
}

/// Three characters for a question: which cards it has. There are at most 35 of a kind.
fn facts(question: &Question, out: &mut String) {
    let count = Count::of(question);
    let digits = [count.say + 2 * count.code, count.predict, count.choose];
    let digits = digits.map(|digit| char::from_digit(digit as u32, 36));
    out.extend(digits.into_iter().flatten());
}

/// A question with its cards.
#[derive(Serialize)]
struct QuestionCards<'a> {
    slug: &'a str,
    html: String,
    href: &'a str,
    level: usize,
    topic: usize,
    #[serde(flatten)]
    cards: output::Cards,
}

/// The script that hands over the cards of some questions.
pub(super) fn cards(guide: &Guide, chunk: usize) -> String {
    let ids = guide.deck.chunk(chunk).iter();
    let pages: Vec<(QuestionId, String)> = ids
        .map(|id| (*id, href(guide, &Kind::Question(*id))))
        .collect();
    let questions: Vec<QuestionCards> = pages
        .iter()
        .map(|(id, href)| question(guide, *id, href))
        .collect();
    format!("studypress.cards({chunk},{});\n", json(&questions))
}

fn question<'a>(guide: &'a Guide, id: QuestionId, href: &'a str) -> QuestionCards<'a> {
    let entry = guide.question(id);
    let question = &entry.item;
    let mut address = |link: LinkId, html: &mut String| {
        if let Some(target) = entry.target(link) {
            // A place on the question's own page.
            let page = if target.address.is_empty() { href } else { "" };
            let _ = escape_html(&mut *html, page);
            let _ = escape_html(html, &url(target, ""));
        }
    };
    let around = Around {
        href,
        practice: &guide.config.practice,
        strings: &guide.strings,
        python: guide.runtime.as_ref().map(|runtime| runtime.python),
    };
    QuestionCards {
        slug: &question.slug.value,
        html: title_html(&question.title),
        href,
        level: question.level.0 + 1,
        topic: question.topic.0 + 1,
        cards: output::cards(question, &around, &mut address),
    }
}

fn json(data: &impl Serialize) -> String {
    // Plain data written to memory cannot fail.
    serde_json::to_string(data).unwrap_or_default()
}
