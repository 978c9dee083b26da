//! Questions from a table: CSV, or TSV by the ending of its name.

use super::Found;

/// Reads a table whose first line names its columns.
pub fn read(path: &str, bytes: &[u8]) -> Result<Vec<Found>, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let delimiter = match path.to_lowercase().ends_with(".tsv") {
        true => b'\t',
        false => b',',
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(bytes);
    let wrong = |error: csv::Error| format!("{path} cannot be read: {error}");
    let names: Vec<String> = reader
        .headers()
        .map_err(wrong)?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
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
