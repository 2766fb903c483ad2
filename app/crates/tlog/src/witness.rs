//! The pure half of a witness: whether a checkpoint may be cosigned (C2SP tlog-witness).

use alloc::string::{String, ToString as _};
use core::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::consistency::verify_consistency;
use crate::head::TreeHead;
use crate::key::{SignatureKind, VerifierKey};
use crate::note::Note;
use crate::note_error::NoteError;
use crate::proof::ProofError;
use crate::submission::Submission;

/// A checkpoint that may be cosigned, once it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Its text, which the cosignature is over.
    pub text: String,
}

/// Judges a submission by what the witness cosigned last of this log, in the order in which the
/// specification lists the answers. `known` must be of the log that the checkpoint names.
///
/// # Errors
///
/// [`Refusal`], each kind of which is one status of the protocol.
pub fn judge_submission(
    submission: &Submission,
    known: Option<TreeHead>,
    logs: &[VerifierKey],
) -> Result<Accepted, Refusal> {
    let bad = |reason| Refusal::BadRequest(reason);
    let note = Note::parse(&submission.note).map_err(|error| bad(BadRequest::Note(error)))?;
    let checkpoint = Checkpoint::parse(note.text());
    let checkpoint = checkpoint.map_err(|error| bad(BadRequest::Checkpoint(error)))?;
    check_signature(&note, &checkpoint, logs)?;
    let (old, new) = (submission.old, checkpoint.head);
    if old > new.size {
        return Err(bad(BadRequest::OldSize { old, size: new.size }));
    }
    let known = known.unwrap_or(TreeHead::EMPTY);
    if old != known.size {
        return Err(Refusal::Conflict { size: known.size });
    }
    if checkpoint.has_false_empty_root() {
        return Err(Refusal::Unprocessable(Unprocessable::EmptyRoot));
    }
    if old == 0 && !submission.proof.is_empty() {
        let found = submission.proof.len();
        return Err(Refusal::Unprocessable(Unprocessable::NeedlessProof { found }));
    }
    // The empty tree is consistent with every tree, so the first checkpoint needs no proof.
    if old != 0 {
        verify_consistency(&known, &new, &submission.proof).map_err(|error| {
            Refusal::Unprocessable(match error {
                ProofError::Fork { .. } => Unprocessable::Fork,
                error => Unprocessable::Proof(error),
            })
        })?;
    }
    Ok(Accepted { checkpoint, text: note.text().to_string() })
}

/// A log's key is one of the kind that signs checkpoints; a witness's key among them knows no log.
fn check_signature(
    note: &Note,
    checkpoint: &Checkpoint,
    logs: &[VerifierKey],
) -> Result<(), Refusal> {
    let is_of_log = |key: &&VerifierKey| {
        key.kind() == SignatureKind::Ed25519 && key.name() == checkpoint.origin
    };
    let mut known = false;
    let mut signed = false;
    for key in logs.iter().filter(is_of_log) {
        known = true;
        signed |= note.signed_by(key).map_err(|error| Refusal::Forbidden(Forbidden::Bad(error)))?;
    }
    match (known, signed) {
        (false, _) => Err(Refusal::UnknownOrigin),
        (true, false) => Err(Refusal::Forbidden(Forbidden::Unsigned)),
        (true, true) => Ok(()),
    }
}

/// Why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The request is malformed (400).
    BadRequest(BadRequest),
    /// No key is known of the log that the checkpoint names (404).
    UnknownOrigin,
    /// The log did not sign the checkpoint (403).
    Forbidden(Forbidden),
    /// Another size was cosigned last (409).
    Conflict {
        /// That size; 0 when nothing was.
        size: u64,
    },
    /// The tree is not the one that was cosigned, with leaves appended (422).
    Unprocessable(Unprocessable),
}

/// What is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadRequest {
    /// The checkpoint is no note.
    Note(NoteError),
    /// The note is no checkpoint.
    Checkpoint(CheckpointError),
    /// The old size is larger than the tree.
    OldSize {
        /// The old size.
        old: u64,
        /// The size of the tree.
        size: u64,
    },
}

/// What is wrong with the log's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forbidden {
    /// No line is of a key of this log.
    Unsigned,
    /// A line is, and does not verify.
    Bad(NoteError),
}

/// What is inconsistent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unprocessable {
    /// An empty tree with a root that no empty tree has.
    EmptyRoot,
    /// A proof where none is needed: the old size is zero.
    NeedlessProof {
        /// The hashes that came.
        found: usize,
    },
    /// The same size as the one cosigned, and another root: the log shows two faces.
    Fork,
    /// The consistency proof does not verify.
    Proof(ProofError),
}

impl Refusal {
    /// A stable short code for machines, as in `witness-conflict`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadRequest(BadRequest::Note(error)) => error.code(),
            Self::BadRequest(BadRequest::Checkpoint(error)) => error.code(),
            Self::BadRequest(BadRequest::OldSize { .. }) => "witness-old-size",
            Self::UnknownOrigin => "witness-unknown-origin",
            Self::Forbidden(Forbidden::Unsigned) => "witness-unsigned",
            Self::Forbidden(Forbidden::Bad(_)) => "witness-bad-signature",
            Self::Conflict { .. } => "witness-conflict",
            Self::Unprocessable(Unprocessable::EmptyRoot) => "witness-empty-root",
            Self::Unprocessable(Unprocessable::NeedlessProof { .. }) => "witness-needless-proof",
            Self::Unprocessable(Unprocessable::Fork) => "witness-fork",
            Self::Unprocessable(Unprocessable::Proof(_)) => "witness-proof",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadRequest(BadRequest::Note(error)) => return error.fmt(f),
            Self::BadRequest(BadRequest::Checkpoint(error)) => return error.fmt(f),
            Self::BadRequest(BadRequest::OldSize { old, size }) => {
                return write!(f, "the old size {old} is larger than the tree of {size} leaves");
            }
            Self::UnknownOrigin => "this witness does not know the log",
            Self::Forbidden(Forbidden::Unsigned) => "no key of the log signed the checkpoint",
            Self::Forbidden(Forbidden::Bad(error)) => return error.fmt(f),
            Self::Conflict { size } => return write!(f, "the size cosigned last is {size}"),
            Self::Unprocessable(Unprocessable::EmptyRoot) => {
                "the tree is empty and its root is not that of the empty tree"
            }
            Self::Unprocessable(Unprocessable::NeedlessProof { found }) => {
                return write!(f, "{found} hashes of proof, and none is needed from size 0");
            }
            Self::Unprocessable(Unprocessable::Fork) => {
                "a tree of this size was cosigned with another root"
            }
            Self::Unprocessable(Unprocessable::Proof(error)) => return error.fmt(f),
        })
    }
}

impl core::error::Error for Refusal {}
