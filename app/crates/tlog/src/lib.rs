//! A tiled transparency log, as C2SP specifies it: RFC 6962 hashes and proofs, tiles, signed notes,
//! checkpoints, Ed25519 cosignatures, proof files and trust policies.
//!
//! The crate does no IO, has no clock and knows nothing of certificates. Everything that it reads
//! is read strictly: what parses is written again with the same bytes.

#![no_std]
#![deny(missing_docs)]

extern crate alloc;

pub mod bundle;
mod consistency;
mod entry;
mod frontier;
mod checkpoint;
pub mod cosignature;
mod decimal;
mod hash;
mod head;
mod key;
mod note;
mod note_error;
mod signature_line;
mod inclusion;
mod proof;
mod resource;
pub mod tile;

pub use bundle::BundleError;
pub use consistency::verify_consistency;
pub use entry::{Entry, EntryError, EntryKind};
pub use frontier::Frontier;
pub use checkpoint::{Checkpoint, CheckpointError};
pub use decimal::DecimalError;
pub use hash::Hash;
pub use head::{MAX_SIZE, TreeHead};
pub use inclusion::verify_inclusion;
pub use proof::ProofError;
pub use resource::{PathError, Resource};
pub use tile::{Tile, TileError, TileId, parse_path};
