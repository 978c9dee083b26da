//! An Anki deck: an `.apkg` file, which is a ZIP archive of a SQLite database
//! and media files.
//!
//! Anki knows a card again by its note's `guid`, made here of the guide's title
//! and the question's slug, or the id that the card has on the page of practice;
//! so a second import updates the cards, and what is known about learning them stays.

mod notes;

use super::{Export, style};
use notes::{NoteType, TYPES};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};
use std::collections::HashSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const SCHEMA: &str = include_str!("schema.sql");

/// Writes the deck. `modified` is the time in seconds since 1970 that decides
/// in Anki which of two versions of a card is the newer.
pub fn package(export: &Export, modified: i64) -> Result<Vec<u8>, String> {
    let database = database(export, modified).map_err(|error| error.to_string())?;
    archive(export, &database).map_err(|error| error.to_string())
}

fn archive(export: &Export, database: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    zip.start_file("collection.anki2", options)?;
    zip.write_all(database)?;
    // Media files go by numbers; this says their names.
    let mut names = Map::new();
    for (number, (name, bytes)) in export.media.iter().enumerate() {
        zip.start_file(number.to_string(), options)?;
        zip.write_all(bytes)?;
        names.insert(number.to_string(), json!(name));
    }
    zip.start_file("media", options)?;
    zip.write_all(Value::Object(names).to_string().as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn database(export: &Export, modified: i64) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    let collection = Collection::new(export, modified);
    transaction.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
        params![
            modified,
            modified * 1000,
            collection.settings().to_string(),
            collection.note_types().to_string(),
            collection.decks().to_string(),
            collection.deck_options().to_string(),
        ],
    )?;
    let mut used = HashSet::new();
    let questions = export.questions.iter();
    let notes = questions.flat_map(|question| {
        let notes = notes::of(export, question).into_iter();
        notes.map(move |note| (question, note))
    });
    for (position, (question, note)) in (1i64..).zip(notes) {
        // Another id that happens to be the same is moved by one.
        let mut id = collection.id("note", note.id);
        while !used.insert(id) {
            id += 1;
        }
        transaction.execute(
            "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')",
            params![
                id,
                collection.guid(note.id),
                collection.id("note type", note.kind.name),
                modified,
                tags(&question.tags),
                note.fields.join("\u{1f}"),
                question.title,
                checksum(&question.title),
            ],
        )?;
        transaction.execute(
            "INSERT INTO cards VALUES (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            params![id, collection.deck(question.level), modified, position],
        )?;
    }
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

/// What the notes and cards share.
struct Collection<'a> {
    export: &'a Export<'a>,
    modified: i64,
}

impl<'a> Collection<'a> {
    fn new(export: &'a Export<'a>, modified: i64) -> Self {
        Collection { export, modified }
    }

    fn hash(&self, kind: &str, name: &str) -> blake3::Hash {
        let title = &self.export.guide.config.title;
        blake3::hash(format!("studypress\0{kind}\0{title}\0{name}").as_bytes())
    }

    /// A number that stays the same. Anki's ids look like milliseconds since
    /// 1970; these lie in the years 1990 to 2000, where Anki makes none.
    fn id(&self, kind: &str, name: &str) -> i64 {
        let hash = self.hash(kind, name);
        let number = hash.as_bytes()[..5]
            .iter()
            .fold(0i64, |number, byte| number << 8 | i64::from(*byte));
        631_152_000_000 + number % 315_000_000_000
    }

    fn guid(&self, id: &str) -> String {
        self.hash("note", id).to_hex()[..16].to_owned()
    }

    /// The deck of a level.
    fn deck(&self, level: usize) -> i64 {
        self.id("deck", &self.export.guide.config.levels[level].id)
    }

    fn settings(&self) -> Value {
        json!({
            "activeDecks": [1], "curDeck": 1, "newSpread": 0, "collapseTime": 1200,
            "timeLim": 0, "estTimes": true, "dueCounts": true, "curModel": null,
            "nextPos": 1, "sortType": "noteFld", "sortBackwards": false, "addToCur": true,
        })
    }

    fn note_types(&self) -> Value {
        let types = TYPES.iter().map(|kind| {
            let id = self.id("note type", kind.name);
            (id.to_string(), self.note_type(id, kind))
        });
        Value::Object(types.collect())
    }

    fn note_type(&self, id: i64, kind: &NoteType) -> Value {
        let [front, back] = kind.sides(&self.export.guide.strings);
        let mut name = format!("studypress: {}", self.export.guide.config.title);
        if !kind.name.is_empty() {
            name = format!("{name} ({})", kind.name);
        }
        let fields = kind.fields.iter().enumerate().map(|(ord, name)| {
            json!({
                "name": name, "ord": ord, "sticky": false, "rtl": false,
                "font": "Arial", "size": 20, "media": [],
            })
        });
        json!({
            "id": id,
            "name": name,
            "type": 0,
            "mod": self.modified,
            "usn": -1,
            "sortf": 0,
            "did": null,
            "flds": fields.collect::<Vec<_>>(),
            "tmpls": [{
                "name": "Question", "ord": 0, "qfmt": front, "afmt": back,
                "did": null, "bqfmt": "", "bafmt": "",
            }],
            "css": style::of_cards(&self.export.style),
            "latexPre": "", "latexPost": "", "latexsvg": false,
            "req": [[0, "any", [0]]], "tags": [], "vers": [],
        })
    }

    /// A deck for each level that has questions, inside one for the guide.
    fn decks(&self) -> Value {
        let config = &self.export.guide.config;
        let deck = |id: i64, name: String, description: &str| {
            json!({
                "id": id, "name": name, "desc": description, "mod": self.modified, "usn": -1,
                "dyn": 0, "conf": 1, "collapsed": false, "browserCollapsed": false,
                "extendNew": 0, "extendRev": 0,
                "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
            })
        };
        // `::` separates a deck from the decks inside it.
        let plain = |name: &str| name.replace("::", ": ");
        let guide = plain(&config.title);
        let mut decks = Map::new();
        let mut add = |id: i64, name: String, description: &str| {
            decks.insert(id.to_string(), deck(id, name, description));
        };
        add(1, "Default".to_owned(), "");
        add(self.id("deck", ""), guide.clone(), &config.description);
        for (number, level) in config.levels.iter().enumerate() {
            if self.export.questions.iter().any(|q| q.level == number) {
                let name = format!("{guide}::{}", plain(&level.title));
                add(self.deck(number), name, &level.description);
            }
        }
        Value::Object(decks)
    }

    fn deck_options(&self) -> Value {
        json!({ "1": {
            "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true,
            "timer": 0, "replayq": true, "dyn": false,
            "new": {
                "bury": false, "delays": [1.0, 10.0], "initialFactor": 2500,
                "ints": [1, 4, 0], "order": 1, "perDay": 20,
            },
            "rev": {
                "bury": false, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500,
                "perDay": 200, "hardFactor": 1.2,
            },
            "lapse": {
                "delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0,
            },
        }})
    }
}

/// Tags separated by spaces, with one at each end; a space in a tag is a hyphen.
fn tags(tags: &[String]) -> String {
    let tags: Vec<String> = tags
        .iter()
        .map(|tag| tag.split_whitespace().collect::<Vec<_>>().join("-"))
        .collect();
    if tags.is_empty() {
        String::new()
    } else {
        format!(" {} ", tags.join(" "))
    }
}

/// The number by which Anki finds duplicates: the first four bytes of the
/// SHA-1 of the first field's text.
fn checksum(text: &str) -> i64 {
    let hash = Sha1::digest(text.as_bytes());
    hash[..4]
        .iter()
        .fold(0, |number, byte| number << 8 | i64::from(*byte))
}
