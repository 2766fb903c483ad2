//! Why a note is refused, with the facts.

use core::fmt;

use crate::key::KeyHash;
use crate::note::{MAX_NOTE, MAX_SIGNATURES};
use crate::signature_line::LineProblem;

/// Why a text is no signed note, or not one of the keys that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteError {
    /// Larger than [`MAX_NOTE`].
    TooLarge {
        /// The bytes that it has.
        length: usize,
    },
    /// Not UTF-8.
    NotUtf8 {
        /// Where it stops being so, in bytes.
        offset: usize,
    },
    /// A control character that is no line end.
    Control {
        /// Where it stands, in bytes.
        offset: usize,
    },
    /// No empty line between text and signatures.
    NoBlankLine,
    /// No signature after the last empty line.
    NoSignatures,
    /// The text or the last line has no line end.
    NoLineEnd,
    /// More signatures than [`MAX_SIGNATURES`].
    TooManySignatures {
        /// The signatures that it has.
        count: usize,
    },
    /// A line under the text is no signature line.
    Line {
        /// The line, counted from 0 after the empty line.
        line: usize,
        /// What is wrong with it.
        problem: LineProblem,
    },
    /// A signature of a known key that does not verify.
    BadSignature {
        /// The line, counted from 0 after the empty line.
        line: usize,
        /// The key.
        key: KeyHash,
    },
    /// A cosignature of a known key whose time is zero or 2^63 or more.
    CosignatureTime {
        /// The line, counted from 0 after the empty line.
        line: usize,
        /// The time that it states.
        time: u64,
    },
}

impl NoteError {
    /// A stable short code for machines, as in `note-control`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "note-too-large",
            Self::NotUtf8 { .. } => "note-not-utf8",
            Self::Control { .. } => "note-control",
            Self::NoBlankLine => "note-no-blank-line",
            Self::NoSignatures => "note-no-signatures",
            Self::NoLineEnd => "note-no-line-end",
            Self::TooManySignatures { .. } => "note-too-many-signatures",
            Self::Line { problem, .. } => problem.code(),
            Self::BadSignature { .. } => "note-bad-signature",
            Self::CosignatureTime { .. } => "note-cosignature-time",
        }
    }
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { length } => {
                write!(f, "a note of {length} bytes, and {MAX_NOTE} are allowed")
            }
            Self::NotUtf8 { offset } => write!(f, "the note is not UTF-8 (byte {offset})"),
            Self::Control { offset } => write!(f, "a control character at byte {offset}"),
            Self::NoBlankLine => f.write_str("no empty line between text and signatures"),
            Self::NoSignatures => f.write_str("no signature"),
            Self::NoLineEnd => f.write_str("the last line has no end"),
            Self::TooManySignatures { count } => {
                write!(f, "{count} signatures, and {MAX_SIGNATURES} are allowed")
            }
            Self::Line { line, problem } => {
                write!(f, "line {} after the text is no signature: {problem}", line + 1)
            }
            Self::BadSignature { line, key } => {
                write!(f, "signature {} of key {key} does not fit the text", line + 1)
            }
            Self::CosignatureTime { line, time } => {
                write!(f, "signature {} states an impossible time, {time}", line + 1)
            }
        }
    }
}

impl core::error::Error for NoteError {}
