//! Why a witness gave no cosignature.

use std::fmt;

use crate::remote::NoAnswer;

/// What went wrong with one witness. Nothing of it is fatal: the policy says which witnesses are
/// enough.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WitnessProblem {
    /// The policy has no address of it.
    NoAddress,
    /// The policy's address is none: `https`, or `http` on this machine.
    Address,
    /// It did not answer in time.
    Slow,
    /// Nobody answered, or the connection broke.
    Unreachable(String),
    /// Its answer is larger than a note may be.
    TooLarge,
    /// It answered with a status that the protocol does not have.
    Status(u16),
    /// It does not find the submission well-formed (400).
    BadRequest,
    /// It does not know the log's signature (403).
    Forbidden,
    /// It does not know the log (404).
    Unknown,
    /// It knows the log at another size, and says so again when it gets the proof from there (409).
    Conflict {
        /// The size that it states.
        size: u64,
    },
    /// It has cosigned a larger tree than the one it is asked about (409), and shows the log's
    /// signature: this log stands in an older state, or has two tongues.
    Ahead {
        /// The size that the log signed.
        size: u64,
    },
    /// It says that it cosigned a larger tree (409), and shows none that the log signed.
    Claim {
        /// The size that it states.
        size: u64,
    },
    /// It does not find the proof good (422).
    Unprocessable,
    /// Its answer is none of the protocol.
    Malformed,
    /// Its answer has no cosignature of its key.
    NoCosignature,
    /// Its cosignature does not verify.
    BadCosignature,
    /// The log itself could not make the proof.
    NoProof(String),
}

impl From<NoAnswer> for WitnessProblem {
    fn from(problem: NoAnswer) -> Self {
        match problem {
            NoAnswer::Slow => Self::Slow,
            NoAnswer::TooLarge => Self::TooLarge,
            NoAnswer::Unreachable(why) => Self::Unreachable(why),
        }
    }
}

impl fmt::Display for WitnessProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAddress => "the policy has no address of it",
            Self::Address => "its address in the policy is none: https://…, or http:// on this machine",
            Self::Slow => "it did not answer in time",
            Self::Unreachable(why) => return write!(f, "it could not be reached: {why}"),
            Self::TooLarge => "its answer is too large",
            Self::Status(status) => return write!(f, "it answered with status {status}"),
            Self::BadRequest => "it says that the submission is malformed",
            Self::Forbidden => "it does not trust the log's key",
            Self::Unknown => "it does not know the log",
            Self::Conflict { size } => {
                return write!(f, "it says that it knows the log at size {size}, and takes no proof from there");
            }
            Self::Ahead { size } => {
                return write!(f, "it has cosigned a larger tree of this log, of size {size}");
            }
            Self::Claim { size } => {
                return write!(f, "it says that it cosigned a larger tree, of size {size}, and shows none that the log signed");
            }
            Self::Unprocessable => "it says that the tree does not continue the one it cosigned",
            Self::Malformed => "its answer is none of the protocol",
            Self::NoCosignature => "its answer has no cosignature of its key",
            Self::BadCosignature => "its cosignature does not verify",
            Self::NoProof(why) => return write!(f, "the log could not make the proof: {why}"),
        })
    }
}

impl std::error::Error for WitnessProblem {}
