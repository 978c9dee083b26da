//! The database of a page: in memory, limited, and without a way to anything outside of it.

use super::table::{self, PlanStep};
use crate::snippets::job::MAX_OUTPUT;
use rusqlite::config::DbConfig;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, Error, ErrorCode, Statement};
use std::time::{Duration, Instant};

/// The most bytes of memory that the database of a page may have, with all that a query needs.
pub(super) const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// The longest text or blob, in bytes.
const MAX_VALUE: i32 = 1_000_000;
/// The longest pattern of `LIKE` and `GLOB`, in bytes: they take time in proportion to pattern and text.
const MAX_PATTERN: i32 = 1_000;
/// Steps of SQLite's machine between two looks at the clock.
const LOOK: i32 = 1_000;

/// Settings that reach files, or the memory of the whole process.
const REFUSED: [&str; 5] = [
    "data_store_directory",
    "hard_heap_limit",
    "soft_heap_limit",
    "temp_store",
    "temp_store_directory",
];

/// A page's database.
pub(super) struct Database {
    connection: Connection,
    /// Turns numbers into text as SQLite does.
    printer: Connection,
}

/// What a snippet did.
pub(super) struct Outcome {
    /// The tables it printed, one after the other.
    pub printed: String,
    /// How it ended.
    pub end: End,
}

/// How a snippet ended.
#[derive(Debug, PartialEq)]
pub(super) enum End {
    /// After its last statement.
    Done,
    /// With an error, in SQLite's words.
    Error(String),
    /// Its time was up.
    Timeout,
    /// It needed too much memory.
    Memory,
    /// It printed too much.
    Output,
}

impl Database {
    /// An empty database that behaves as the shell's: foreign keys are not enforced unless the page says so, and double
    /// quotes mean names.
    pub(super) fn open() -> Result<Database, Error> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(&format!(
            "PRAGMA hard_heap_limit = {MAX_MEMORY}; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF;"
        ))?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, MAX_PATTERN)?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        let mut database = Database {
            connection,
            printer: Connection::open_in_memory()?,
        };
        database.connection.authorizer(Some(authorize))?;
        Ok(database)
    }

    /// Runs the statements of a snippet up to the first that fails.
    pub(super) fn run(&mut self, code: &str, seconds: u32) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(seconds.into());
        let overdue = move || Instant::now() >= deadline;
        let mut printed = String::new();
        let end = match self.connection.progress_handler(LOOK, Some(overdue)) {
            Ok(()) => self.statements(code, &mut printed).err(),
            Err(error) => Some(end(&error)),
        };
        Outcome {
            printed,
            end: end.unwrap_or(End::Done),
        }
    }

    fn statements(&self, code: &str, printed: &mut String) -> Result<(), End> {
        let mut batch = Batch::new(&self.connection, code);
        while let Some(mut statement) = batch.next().map_err(|error| end(&error))? {
            let table = self.table(&mut statement)?;
            printed.push_str(&table);
            if printed.len() > MAX_OUTPUT {
                return Err(End::Output);
            }
        }
        Ok(())
    }

    /// Runs a statement; what it prints.
    fn table(&self, statement: &mut Statement) -> Result<String, End> {
        let sqlite = |error: Error| end(&error);
        let names = statement.column_names();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let explains = statement.is_explain();
        let mut cells: Vec<Vec<String>> = Vec::new();
        let mut steps: Vec<PlanStep> = Vec::new();
        let mut size = 0;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(sqlite)? {
            if explains == PLAN {
                steps.push(PlanStep {
                    id: row.get(0).map_err(sqlite)?,
                    parent: row.get(1).map_err(sqlite)?,
                    what: row.get(3).map_err(sqlite)?,
                });
                continue;
            }
            let mut texts = Vec::with_capacity(names.len());
            for column in 0..names.len() {
                let text = self.text(row.get_ref(column).map_err(sqlite)?);
                let text = text.map_err(sqlite)?;
                size += text.len() + 1;
                texts.push(text);
            }
            if size > MAX_OUTPUT {
                return Err(End::Output);
            }
            cells.push(texts);
        }
        if steps.is_empty() {
            Ok(table::columns(&names, &cells))
        } else {
            Ok(table::plan(&steps))
        }
    }

    /// A value as SQLite writes it.
    fn text(&self, value: ValueRef) -> Result<String, Error> {
        match value {
            ValueRef::Null => Ok("NULL".to_owned()),
            ValueRef::Integer(number) => Ok(number.to_string()),
            ValueRef::Real(number) => {
                let cast = "SELECT CAST(?1 AS TEXT)";
                self.printer.query_row(cast, [number], |row| row.get(0))
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                Ok(String::from_utf8_lossy(bytes).into_owned())
            }
        }
    }
}

/// What [`Statement::is_explain`] answers for `EXPLAIN QUERY PLAN`.
const PLAN: i32 = 2;

fn authorize(context: AuthContext<'_>) -> Authorization {
    let refused = match context.action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } | AuthAction::Unknown { .. } => true,
        AuthAction::Function { function_name } => {
            function_name.eq_ignore_ascii_case("load_extension")
        }
        AuthAction::Pragma { pragma_name, .. } => {
            let mut names = REFUSED.iter();
            names.any(|name| name.eq_ignore_ascii_case(pragma_name))
        }
        _ => false,
    };
    if refused {
        Authorization::Deny
    } else {
        Authorization::Allow
    }
}

fn end(error: &Error) -> End {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => return End::Timeout,
        Some(ErrorCode::OutOfMemory) => return End::Memory,
        _ => {}
    }
    End::Error(match error {
        Error::SqliteFailure(_, Some(message)) => message.clone(),
        Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    })
}
