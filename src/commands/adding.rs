//! What commands begin with that add files to a guide.

use super::report;
use crate::config::{self, Config};
use crate::error::Error;
use crate::read::{self, CONFIG_FILE, Files};
use std::path::Path;

/// The files of a guide and what its `site.toml` says. Mistakes in what is
/// there already stop nobody from adding to it.
pub fn guide(dir: &Path) -> Result<(Files, Config), Error> {
    let read = read::site(dir);
    let config = read.value.get(CONFIG_FILE);
    match config.and_then(|file| config::parse(file).value) {
        Some(config) => Ok((read.value, config)),
        None => {
            report::diagnostics(&read.diagnostics, &read.value, None);
            Err(Error::new(format!("{CONFIG_FILE} cannot be read")))
        }
    }
}
