//! Making an author's files: a guide to begin with, a question, a workflow.
//!
//! What is written comes from the files of `scaffold/` in the repository,
//! which the tests build, so that they cannot rot.

mod guide;
mod origin;
mod question;
mod workflow;

pub use guide::{FILES, NewFile};
pub use origin::Origin;
pub use question::{Imported, NewQuestion, slug};
pub(crate) use question::{UNANSWERED, toml_string};
pub use workflow::{WORKFLOW, workflow};
