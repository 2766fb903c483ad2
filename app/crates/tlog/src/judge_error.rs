//! Why a policy does not accept a checkpoint, with the facts.

use core::fmt;

use crate::checkpoint::CheckpointError;
use crate::key::KeyHash;
use crate::note_error::NoteError;

/// Why a signed checkpoint is not enough for a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JudgeError {
    /// It is no note.
    Note(NoteError),
    /// The note's text is no checkpoint.
    Checkpoint(CheckpointError),
    /// No log of the policy has this origin.
    UnknownLog,
    /// The log is known, and no key of it signed.
    Unsigned,
    /// A signature of a log's key does not verify.
    BadLogSignature {
        /// The key.
        key: KeyHash,
        /// Which line, and what is wrong with it.
        reason: NoteError,
    },
    /// A cosignature of a witness of the policy does not verify.
    BadCosignature {
        /// The witness's key.
        key: KeyHash,
        /// Which line, and what is wrong with it.
        reason: NoteError,
    },
    /// Those who cosigned are no quorum.
    QuorumMissing {
        /// The witnesses of the policy that cosigned.
        have: usize,
        /// The witnesses of the policy.
        known: usize,
    },
}

impl JudgeError {
    /// A stable short code for machines, as in `judge-quorum`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
            Self::UnknownLog => "judge-unknown-log",
            Self::Unsigned => "judge-unsigned",
            Self::BadLogSignature { .. } => "judge-log-signature",
            Self::BadCosignature { reason: NoteError::CosignatureTime { .. }, .. } => {
                "judge-cosignature-time"
            }
            Self::BadCosignature { .. } => "judge-cosignature",
            Self::QuorumMissing { .. } => "judge-quorum",
        }
    }
}

impl fmt::Display for JudgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => error.fmt(f),
            Self::Checkpoint(error) => error.fmt(f),
            Self::UnknownLog => f.write_str("the checkpoint is of a log that the policy lacks"),
            Self::Unsigned => f.write_str("no key of the log signed the checkpoint"),
            Self::BadLogSignature { key, reason } => {
                write!(f, "the signature of the log's key {key} is bad: {reason}")
            }
            Self::BadCosignature { key, reason } => {
                write!(f, "the cosignature of the witness's key {key} is bad: {reason}")
            }
            Self::QuorumMissing { have, known } => {
                write!(f, "{have} of {known} witnesses cosigned, and that is no quorum")
            }
        }
    }
}

impl core::error::Error for JudgeError {}
