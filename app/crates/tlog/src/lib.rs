//! A tiled transparency log, as C2SP specifies it: RFC 6962 hashes and proofs, tiles, signed notes,
//! checkpoints, Ed25519 cosignatures, proof files and trust policies.
//!
//! The crate does no IO, has no clock and knows nothing of certificates. Everything that it reads
//! is read strictly: what parses is written again with the same bytes.

#![no_std]
#![deny(missing_docs)]

extern crate alloc;

mod hash;
mod head;
pub mod tile;

pub use hash::Hash;
pub use head::TreeHead;
pub use tile::TileId;
