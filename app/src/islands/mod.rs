//! What needs the browser. Few and small: everything else is whole HTML from the server.

mod photo;
mod verify;

pub use verify::{KEYS, NAMES, TOOL, Verify, WORDS, WORKER};
