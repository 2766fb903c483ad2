//! What is not a page: files of releases, the key list, health. Open to every origin, because
//! others may build on them.

mod error;
mod file;
mod health;

pub(crate) use error::{in_time, method};
pub(crate) use file::{keys, release_file};
pub(crate) use health::{health, ready};
