//! Submissions: what a log sends to a witness (C2SP tlog-witness, "add-checkpoint").

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use crate::decimal::{self, DecimalError};
use crate::hash::Hash;
use crate::note::MAX_NOTE;
use crate::proof_file::MAX_HASHES;

/// The bytes of a submission at most: the largest note, 63 lines of hashes, and the old size.
pub const MAX_SUBMISSION: usize = MAX_NOTE + 4096;

/// A submission that reads well; its note was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The size of the tree that the witness cosigned last, as far as the log knows.
    pub old: u64,
    /// The consistency proof from that size.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub note: String,
}

impl Submission {
    /// Reads the body of a request.
    ///
    /// # Errors
    ///
    /// [`SubmissionError`] for everything that is not of the form.
    pub fn parse(body: &str) -> Result<Self, SubmissionError> {
        if body.len() > MAX_SUBMISSION {
            return Err(SubmissionError::TooLarge { length: body.len() });
        }
        let (head, note) = body.split_once("\n\n").ok_or(SubmissionError::NoBlankLine)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = decimal::parse(old.ok_or(SubmissionError::NoOldSize)?);
        let old = old.map_err(SubmissionError::OldSize)?;
        let count = lines.clone().count();
        if count > MAX_HASHES {
            return Err(SubmissionError::TooManyHashes { count });
        }
        let mut proof = Vec::with_capacity(count);
        for (place, line) in lines.enumerate() {
            proof.push(Hash::parse(line).ok_or(SubmissionError::Hash { place })?);
        }
        Ok(Self { old, proof, note: note.to_string() })
    }

    /// The body of the request.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from("old ");
        text.push_str(&self.old.to_string());
        text.push('\n');
        for hash in &self.proof {
            text.push_str(&hash.to_base64());
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.note);
        text
    }
}

/// Why a text is no submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SubmissionError {
    /// Larger than [`MAX_SUBMISSION`].
    TooLarge {
        /// The bytes that it has.
        length: usize,
    },
    /// No empty line between the proof and the checkpoint.
    NoBlankLine,
    /// The first line is not one with the old size.
    NoOldSize,
    /// The old size is not in its one spelling.
    OldSize(DecimalError),
    /// More hashes than the 63 that are allowed.
    TooManyHashes {
        /// The lines between old size and checkpoint.
        count: usize,
    },
    /// A line that is not 32 bytes in base64.
    Hash {
        /// Which of the hashes, from 0.
        place: usize,
    },
}

impl SubmissionError {
    /// A stable short code for machines, as in `submission-hash`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "submission-too-large",
            Self::NoBlankLine => "submission-no-blank-line",
            Self::NoOldSize => "submission-no-old-size",
            Self::OldSize(DecimalError::NotDigits) => "submission-old-size-digits",
            Self::OldSize(DecimalError::LeadingZero) => "submission-old-size-leading-zero",
            Self::OldSize(DecimalError::TooLarge) => "submission-old-size-too-large",
            Self::TooManyHashes { .. } => "submission-too-many-hashes",
            Self::Hash { .. } => "submission-hash",
        }
    }
}

impl fmt::Display for SubmissionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge { length } => {
                return write!(f, "a request of {length} bytes, and {MAX_SUBMISSION} are allowed");
            }
            Self::NoBlankLine => "no empty line between proof and checkpoint",
            Self::NoOldSize => "the first line does not state the old size",
            Self::OldSize(error) => return write!(f, "the old size {error}"),
            Self::TooManyHashes { count } => {
                return write!(f, "{count} hashes, and {MAX_HASHES} are allowed");
            }
            Self::Hash { place } => {
                return write!(f, "hash {} is not 32 bytes in base64", place + 1);
            }
        })
    }
}

impl core::error::Error for SubmissionError {}
