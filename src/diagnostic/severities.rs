//! What site.toml makes of mistakes: `[diagnostics]`.

use super::{Code, Diagnostic, Severity};
use serde::{Serialize, Serializer};

/// For some kinds of mistakes, how bad they are in this guide; `None` where they are none at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Severities(pub Vec<(&'static Code, Option<Severity>)>);

impl Severities {
    /// Leaves out what is no mistake here, and gives the others the severity that they have here.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        let of = |diagnostic: &Diagnostic| {
            let mut all = self.0.iter();
            let given = all.find(|(code, _)| *code == diagnostic.code);
            given.map_or(Some(diagnostic.severity), |(_, severity)| *severity)
        };
        diagnostics.retain_mut(|diagnostic| {
            let severity = of(diagnostic);
            if let Some(severity) = severity {
                diagnostic.severity = severity;
            }
            severity.is_some()
        });
    }
}

impl Serialize for Severities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let word = |severity: &Option<Severity>| match severity {
            Some(Severity::Error) => "error",
            Some(Severity::Warning) => "warning",
            None => "off",
        };
        serializer.collect_map(self.0.iter().map(|(code, s)| (code.id, word(s))))
    }
}
