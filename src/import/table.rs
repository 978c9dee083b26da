//! Questions from a table: CSV, or TSV by the ending of its name.

use super::Found;
use crate::error::{Context, Error};

/// Reads a table whose first line names its columns.
pub fn read(path: &str, bytes: &[u8]) -> Result<Vec<Found>, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let delimiter = if path.to_lowercase().ends_with(".tsv") {
        b'\t'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(bytes);
    let wrong = || format!("cannot read {path}");
    let names: Vec<String> = reader
        .headers()
        .context(wrong)?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.context(wrong)?;
        let line = record.position().map_or(0, |position| position.line());
        let fields = names.iter().cloned().zip(record.iter());
        found.push(Found {
            from: format!("{path}:{line}"),
            fields: fields
                .filter(|(_, value)| !value.trim().is_empty())
                .map(|(name, value)| (name, vec![value.to_owned()]))
                .collect(),
            ..Found::default()
        });
    }
    Ok(found)
}
