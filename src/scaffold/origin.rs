//! Where studypress itself comes from.

use crate::error::Error;
use std::str::FromStr;

/// A Git repository, and a commit or tag in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// What `cargo install --git` takes; `None` if it is not known.
    pub url: Option<String>,
    /// A commit or a tag; `None` if it is not known.
    pub revision: Option<String>,
}

impl Origin {
    /// What this binary was built from, as far as it knows: the address is
    /// `package.repository` of `Cargo.toml`, the commit that of the sources.
    pub fn of_this_binary() -> Origin {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Origin {
            url: known(env!("CARGO_PKG_REPOSITORY")),
            revision: option_env!("STUDYPRESS_REVISION").and_then(known),
        }
    }

    /// This one, completed by another: what is not known of a repository is not taken from a different one.
    pub fn or_of(self, other: Origin) -> Origin {
        match self.url {
            None => other,
            Some(_) if self.revision.is_none() && self.url == other.url => other,
            Some(_) => self,
        }
    }
}

impl FromStr for Origin {
    type Err = Error;

    /// Reads `URL` or `URL@REV`. The last `@` begins a revision unless it
    /// belongs to the address, as in `git@host:user/repo`.
    fn from_str(text: &str) -> Result<Origin, Error> {
        let (url, revision) = match text.rsplit_once('@') {
            Some((url, rev)) if !rev.contains(['/', ':']) => (url, Some(rev)),
            _ => (text, None),
        };
        if url.is_empty() || revision.is_some_and(str::is_empty) {
            return Err(Error::new("give URL or URL@REV"));
        }
        if text.contains(char::is_whitespace) || text.contains(char::is_control) {
            return Err(Error::new("it must not hold white space"));
        }
        Ok(Origin {
            url: Some(url.to_owned()),
            revision: revision.map(str::to_owned),
        })
    }
}
