//! What needs the browser. Few and small: everything else is whole HTML from the server.

mod log;
mod photo;
mod verify;

pub use verify::{KEYS, LOG, NAMES, POLICY, TOOL, Verify, WORDS, WORKER};
