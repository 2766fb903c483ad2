//! A tiled transparency log, as C2SP specifies it: RFC 6962 hashes and proofs, tiles, signed notes,
//! checkpoints, Ed25519 cosignatures, proof files and trust policies.
//!
//! The crate does no IO, has no clock and knows nothing of certificates. Everything that it reads
//! is read strictly: what parses is written again with the same bytes.

#![no_std]
#![deny(missing_docs)]

extern crate alloc;

pub mod bundle;
mod checkpoint;
mod consistency;
pub mod cosignature;
mod decimal;
mod entry;
mod frontier;
mod growth;
mod hash;
mod head;
mod inclusion;
mod judge_error;
mod key;
mod lookup;
mod note;
mod note_error;
mod policy;
mod policy_error;
mod policy_reader;
mod proof;
mod proof_file;
mod reader;
mod resource;
mod signature_line;
mod submission;
pub mod tile;
mod witness;

pub use bundle::BundleError;
pub use checkpoint::{Checkpoint, CheckpointError};
pub use consistency::verify_consistency;
pub use decimal::DecimalError;
pub use entry::{Entry, EntryError, EntryKind};
pub use frontier::Frontier;
pub use growth::{Grown, GrowthError, grow, partial_tiles};
pub use hash::Hash;
pub use head::{MAX_SIZE, TreeHead};
pub use inclusion::verify_inclusion;
pub use judge_error::JudgeError;
pub use key::{KeyError, KeyHash, SignatureKind, VerifierKey};
pub use lookup::{Lookup, LookupError};
pub use note::{MAX_NOTE, MAX_SIGNATURES, Note};
pub use note_error::NoteError;
pub use policy::{Demand, MAX_MEMBERS, MAX_POLICY, Policy, Witness, Witnessed};
pub use policy_error::{PolicyError, PolicyProblem};
pub use proof::ProofError;
pub use proof_file::{MAX_PROOF_FILE, ProofFile, ProofFileError};
pub use reader::{
    ReadError, Tiles, consistency_tiles, inclusion_tiles, prove_consistency, prove_inclusion, root,
    root_tiles,
};
pub use resource::{PathError, Resource};
pub use signature_line::{LineProblem, SignatureLine};
pub use submission::{MAX_SUBMISSION, Submission, SubmissionError};
pub use tile::{Tile, TileError, TileId, parse_path};
pub use witness::{Accepted, BadRequest, Forbidden, Refusal, Unprocessable, judge_submission};
