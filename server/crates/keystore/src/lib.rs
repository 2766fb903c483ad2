//! Private keys: encrypted PKCS#8 files that `openssl pkey` reads too, and the one trait that
//! signs. Used by commands that write; the public server never links a path to it.

#![deny(missing_docs)]

mod error;
mod file;
mod signer;

pub use error::Error;
pub use file::{create, open};
pub use signer::{FileSigner, Signer};
