//! What is not a page: files of releases, the key list, the log, health. Open to every origin, because
//! others may build on them.

mod error;
mod file;
mod health;
mod log;

pub(crate) use error::{in_time, method};
pub(crate) use file::{keys, release_file};
pub(crate) use health::{health, ready};
pub(crate) use log::{
    checkpoint, checkpoint_at, counts, log, log_key, not_in_log, policy, resource, tile,
};
