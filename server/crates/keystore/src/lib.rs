//! Private keys: encrypted PKCS#8 files that `openssl pkey` reads too, the one trait that signs
//! certificates, and the keys of logs and witnesses. Used by commands that write; the public server never links a path to it.

#![deny(missing_docs)]

mod error;
mod file;
mod note_key;
mod signer;

pub use error::Error;
pub use file::{create, open};
pub use note_key::{NoteKey, create_note_key, open_note_key};
pub use signer::{FileSigner, Signer};
