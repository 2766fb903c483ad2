//! What needs the browser. Few and small: everything else is whole HTML from the server.

mod log;
mod photo;
mod verify;
#[cfg(target_arch = "wasm32")]
mod worker;

pub use verify::{KEYS, LOG, LOOKUP, NAMES, POLICY, TOOL, Verify, WORDS, WORKER};
