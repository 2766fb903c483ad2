//! Proof files: everything that shows a leaf to be in a log, without a network (C2SP tlog-proof).

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use base64ct::{Base64, Encoding as _};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::decimal::{self, DecimalError};
use crate::hash::Hash;
use crate::inclusion::verify_inclusion;
use crate::judge_error::JudgeError;
use crate::note::{MAX_NOTE, Note};
use crate::note_error::NoteError;
use crate::policy::{Policy, Witnessed};
use crate::proof::ProofError;

/// The first line of every proof file.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The hashes of a proof at most: a tree has fewer than 2^63 leaves.
pub(crate) const MAX_HASHES: usize = 63;

/// The bytes of a proof file at most.
pub const MAX_PROOF_FILE: usize = 2 * MAX_NOTE;

/// A proof file that reads well. Nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// What whoever made the file wanted to say besides. Nobody signed it. Never empty in a file
    /// that was read.
    pub extra: Option<Vec<u8>>,
    /// The place of the leaf, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling to the root's child.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, as the log gave it out.
    pub checkpoint: String,
}

impl ProofFile {
    /// Reads a proof file.
    ///
    /// # Errors
    ///
    /// [`ProofFileError`] for everything that is not of the form.
    pub fn parse(text: &str) -> Result<Self, ProofFileError> {
        if text.len() > MAX_PROOF_FILE {
            return Err(ProofFileError::TooLarge { length: text.len() });
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofFileError::NoBlankLine)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(ProofFileError::Header);
        }
        let mut line = lines.next().ok_or(ProofFileError::NoIndex)?;
        let mut extra = None;
        if let Some(encoded) = line.strip_prefix("extra ") {
            let bytes = Base64::decode_vec(encoded).map_err(|_| ProofFileError::Extra)?;
            if bytes.is_empty() {
                return Err(ProofFileError::Extra);
            }
            extra = Some(bytes);
            line = lines.next().ok_or(ProofFileError::NoIndex)?;
        }
        let index = line.strip_prefix("index ").ok_or(ProofFileError::NoIndex)?;
        let index = decimal::parse(index).map_err(ProofFileError::Index)?;
        let count = lines.clone().count();
        if count > MAX_HASHES {
            return Err(ProofFileError::TooManyHashes { count });
        }
        let mut hashes = Vec::with_capacity(count);
        for (place, line) in lines.enumerate() {
            hashes.push(Hash::parse(line).ok_or(ProofFileError::Hash { place })?);
        }
        let note = Note::parse(checkpoint).map_err(ProofFileError::Note)?;
        Checkpoint::parse(note.text()).map_err(ProofFileError::Checkpoint)?;
        Ok(Self { extra, index, hashes, checkpoint: checkpoint.to_string() })
    }

    /// The file. An extra without bytes is left out, as the specification has it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from(HEADER);
        if let Some(extra) = self.extra.as_deref().filter(|extra| !extra.is_empty()) {
            text.push_str("\nextra ");
            text.push_str(&Base64::encode_string(extra));
        }
        text.push_str("\nindex ");
        text.push_str(&self.index.to_string());
        for hash in &self.hashes {
            text.push('\n');
            text.push_str(&hash.to_base64());
        }
        text.push_str("\n\n");
        text.push_str(&self.checkpoint);
        text
    }

    /// Checks that a log of the policy has this leaf at this place, and that the policy's quorum
    /// has seen that tree.
    ///
    /// # Errors
    ///
    /// [`ProofFileError::Judge`] when the policy does not accept the checkpoint, and
    /// [`ProofFileError::Proof`] when the leaf is not shown to be in its tree.
    pub fn verify(&self, leaf: &Hash, policy: &Policy) -> Result<Witnessed, ProofFileError> {
        let witnessed = policy.judge(&self.checkpoint).map_err(ProofFileError::Judge)?;
        let head = &witnessed.checkpoint.head;
        verify_inclusion(leaf, self.index, head, &self.hashes).map_err(ProofFileError::Proof)?;
        Ok(witnessed)
    }
}

/// Why a proof file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofFileError {
    /// Larger than [`MAX_PROOF_FILE`].
    TooLarge {
        /// The bytes that it has.
        length: usize,
    },
    /// No empty line between the proof and the checkpoint.
    NoBlankLine,
    /// The first line is not the one that says what the file is.
    Header,
    /// The extra data are empty or not base64 in its one spelling.
    Extra,
    /// No index line where one must stand.
    NoIndex,
    /// The index is not in its one spelling.
    Index(DecimalError),
    /// More hashes than the largest tree needs.
    TooManyHashes {
        /// The lines between index and checkpoint.
        count: usize,
    },
    /// A line that is not 32 bytes in base64.
    Hash {
        /// Which of the hashes, from 0.
        place: usize,
    },
    /// The checkpoint is no note.
    Note(NoteError),
    /// The note is no checkpoint.
    Checkpoint(CheckpointError),
    /// The policy does not accept the checkpoint.
    Judge(JudgeError),
    /// The leaf is not shown to be in the tree.
    Proof(ProofError),
}

impl ProofFileError {
    /// A stable short code for machines, as in `proof-header`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "proof-too-large",
            Self::NoBlankLine => "proof-no-blank-line",
            Self::Header => "proof-header",
            Self::Extra => "proof-extra",
            Self::NoIndex => "proof-no-index",
            Self::Index(DecimalError::NotDigits) => "proof-index-digits",
            Self::Index(DecimalError::LeadingZero) => "proof-index-leading-zero",
            Self::Index(DecimalError::TooLarge) => "proof-index-too-large",
            Self::TooManyHashes { .. } => "proof-too-many-hashes",
            Self::Hash { .. } => "proof-hash",
            Self::Note(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
            Self::Judge(error) => error.code(),
            Self::Proof(ProofError::Index { .. }) => "proof-outside",
            Self::Proof(ProofError::Length { .. }) => "proof-length",
            Self::Proof(_) => "proof-root",
        }
    }
}

impl fmt::Display for ProofFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge { length } => {
                return write!(f, "a proof of {length} bytes, and {MAX_PROOF_FILE} are allowed");
            }
            Self::NoBlankLine => "no empty line between proof and checkpoint",
            Self::Header => "the first line is not c2sp.org/tlog-proof@v1",
            Self::Extra => "the extra data are not base64 in its one spelling",
            Self::NoIndex => "there is no index line",
            Self::Index(error) => return write!(f, "the index {error}"),
            Self::TooManyHashes { count } => {
                return write!(f, "{count} hashes, and {MAX_HASHES} are allowed");
            }
            Self::Hash { place } => {
                return write!(f, "hash {} is not 32 bytes in base64", place + 1);
            }
            Self::Note(error) => return error.fmt(f),
            Self::Checkpoint(error) => return error.fmt(f),
            Self::Judge(error) => return error.fmt(f),
            Self::Proof(error) => return error.fmt(f),
        })
    }
}

impl core::error::Error for ProofFileError {}
