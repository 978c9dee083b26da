//! `site.toml` → [`Config`], validated.

mod parse;

use crate::diagnostic::Severities;
use crate::error::Error;
use serde::Serialize;
use std::ops::Index;

pub use parse::parse;

/// Everything that `site.toml` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Config {
    /// The guide's name.
    pub title: String,
    /// What a reader's progress is kept under, if that is not to be the title.
    pub id: Option<String>,
    /// One sentence about the guide; may be empty.
    pub description: String,
    /// Where the site will be published, if that is known.
    pub base_url: Option<BaseUrl>,
    /// BCP 47 language tag of the content, such as `en` or `pt-BR`.
    pub language: String,
    /// Who wrote the guide, as it is to be shown: `Ada Lovelace`.
    pub author: Option<String>,
    /// Web address of the repository, without a slash at its end.
    pub repository: Option<String>,
    /// The site's own domain, without scheme and path; GitHub Pages reads it in the file `CNAME`.
    pub cname: Option<String>,
    /// Whether browsers may keep the guide for readers without a network.
    pub offline: bool,
    /// The levels, easiest first.
    pub levels: Vec<Level>,
    /// The topics, in the order in which they are shown.
    pub topics: Vec<Topic>,
    /// The documents that questions come from.
    pub sources: Vec<Source>,
    pub markup: Markup,
    pub python: Python,
    pub search: Search,
    pub practice: Practice,
    pub book: Book,
    /// How bad some kinds of mistakes are in this guide.
    pub diagnostics: Severities,
}

/// A level of difficulty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// Its name in front matter and addresses, such as `junior`.
    pub id: String,
    pub title: String,
    /// Other names that front matter may use for it, such as `beginner`.
    pub aliases: Vec<String>,
    /// A sentence, or an empty text.
    pub description: String,
}

/// A subject that questions are about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Topic {
    /// Its name in front matter and addresses, such as `data-model`.
    pub id: String,
    pub title: String,
    /// A sentence, or an empty text.
    pub description: String,
}

/// A document that questions come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Its name in front matter and addresses, such as `python-faq`.
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    /// The day it was published, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// A sentence, or an empty text.
    pub description: String,
}

/// Place of a level in [`Config::levels`]; `config[id]` is the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId(pub usize);

/// Place of a topic in [`Config::topics`]; `config[id]` is the topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub usize);

/// Place of a source in [`Config::sources`]; `config[id]` is the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// `[markup]`: how Markdown is treated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Markup {
    /// Whether raw HTML in content is kept; if not, it is shown as text.
    pub unsafe_html: bool,
}

impl Default for Markup {
    fn default() -> Markup {
        Markup { unsafe_html: true }
    }
}

/// `[python]`: how snippets are run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Python {
    /// Commands that start a Python, the preferred one first.
    pub interpreters: Vec<String>,
    /// The folder of the npm package `pyodide`, from the root of the site: with it, pages run code.
    pub playground: Option<String>,
}

impl Default for Python {
    fn default() -> Python {
        Python {
            interpreters: vec!["python3".to_owned()],
            playground: None,
        }
    }
}

/// `[search]`: how the guide is searched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Search {
    /// Groups of texts that mean the same: `gil`, `global interpreter lock`.
    pub synonyms: Vec<Vec<String>>,
}

/// `[practice]`: where in an answer practice finds what it asks. Each is the title of a section, or the id of
/// its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// The section whose list items are common mistakes.
    pub mistakes: String,
    /// The section whose paragraphs begin with a further question in bold.
    pub follow_ups: String,
}

impl Default for Practice {
    fn default() -> Practice {
        Practice {
            mistakes: "Common mistakes".to_owned(),
            follow_ups: "Follow-ups".to_owned(),
        }
    }
}

/// `[book]`: the guide as a book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Whether the site offers it as an EPUB file.
    pub epub: bool,
    /// The day of the edition, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who has found that it meets EPUB Accessibility 1.1 and WCAG 2.1 at level AA, if anybody has.
    pub certified_by: Option<String>,
    /// Whether the site has a page with all questions on it.
    pub page: bool,
}

/// A web address that everything absolute is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an `http` or `https` address without query or fragment; a slash
    /// at its end is added where it is missing.
    pub fn parse(text: &str) -> Result<BaseUrl, Error> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or_else(|| Error::new("it must begin with https:// or http://"))?;
        let host = rest.split('/').next().unwrap_or("");
        if host.is_empty() {
            return Err(Error::new("it names no host"));
        }
        if let Some(bad) = text
            .chars()
            .find(|c| c.is_whitespace() || c.is_control() || "?#\"'<>\\`{}|^".contains(*c))
        {
            let why = format!("it must not hold `{}`", bad.escape_debug());
            return Err(Error::new(why));
        }
        let mut url = text.trim_end_matches('/').to_owned();
        url.push('/');
        Ok(BaseUrl(url))
    }

    /// The address, with a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its path, from slash to slash: `/` or `/repo/`.
    pub fn path(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        self.0[after_scheme..]
            .find('/')
            .map_or("/", |at| &self.0[after_scheme + at..])
    }
}

impl Config {
    /// The path under which the site will be on its host, from slash to slash, if that is known: that of `base_url`,
    /// and the root where it has a domain of its own.
    pub fn path(&self) -> Option<&str> {
        let base = self.base_url.as_ref().map(BaseUrl::path);
        base.or(self.cname.as_ref().map(|_| "/"))
    }
}

impl Index<LevelId> for Config {
    type Output = Level;

    fn index(&self, id: LevelId) -> &Level {
        &self.levels[id.0]
    }
}

impl Index<TopicId> for Config {
    type Output = Topic;

    fn index(&self, id: TopicId) -> &Topic {
        &self.topics[id.0]
    }
}

impl Index<SourceId> for Config {
    type Output = Source;

    fn index(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }
}

impl Config {
    /// The ids of all levels, easiest first.
    pub fn level_ids(&self) -> impl Iterator<Item = LevelId> + use<> {
        (0..self.levels.len()).map(LevelId)
    }

    /// The ids of all topics, in their order.
    pub fn topic_ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..self.topics.len()).map(TopicId)
    }

    /// The ids of all sources, in their order.
    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.sources.len()).map(SourceId)
    }

    /// The level of that id or alias, without regard to case.
    pub fn level(&self, name: &str) -> Option<LevelId> {
        let name = name.trim().to_lowercase();
        self.levels
            .iter()
            .position(|level| {
                level.id.to_lowercase() == name
                    || level.aliases.iter().any(|a| a.to_lowercase() == name)
            })
            .map(LevelId)
    }

    /// The topic of that id, without regard to case.
    pub fn topic(&self, name: &str) -> Option<TopicId> {
        let name = name.trim().to_lowercase();
        self.topics
            .iter()
            .position(|topic| topic.id.to_lowercase() == name)
            .map(TopicId)
    }

    /// The source of that id, without regard to case.
    pub fn source(&self, name: &str) -> Option<SourceId> {
        let name = name.trim().to_lowercase();
        self.sources
            .iter()
            .position(|source| source.id.to_lowercase() == name)
            .map(SourceId)
    }
}
