//! Checkpoints: what a log signs about its tree (C2SP tlog-checkpoint).

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use crate::decimal::{self, DecimalError};
use crate::hash::Hash;
use crate::head::TreeHead;
use crate::key::{SignatureKind, VerifierKey};
use crate::note::{Note, control};
use crate::note_error::NoteError;

/// The text of a checkpoint: which log, and its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the first line.
    pub origin: String,
    /// Size and root of its tree.
    pub head: TreeHead,
    /// Further lines. Opaque, covered by the signatures, and not audited by anybody.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Reads the text of a checkpoint, with its last line end and without signatures.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] for everything that is not of the form.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        if let Some(offset) = control(text) {
            return Err(CheckpointError::Control { offset });
        }
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::NoLineEnd)?;
        if let Some(line) = lines.split('\n').position(str::is_empty) {
            return Err(CheckpointError::EmptyLine { line });
        }
        let mut lines = lines.split('\n');
        let origin = lines.next().ok_or(CheckpointError::TooShort)?;
        let size = lines.next().ok_or(CheckpointError::TooShort)?;
        let root = lines.next().ok_or(CheckpointError::TooShort)?;
        let size = decimal::parse(size).map_err(CheckpointError::Size)?;
        let root = Hash::parse(root).ok_or(CheckpointError::Root)?;
        Ok(Self {
            origin: origin.to_string(),
            head: TreeHead { size, root },
            extensions: lines.map(str::to_string).collect(),
        })
    }

    /// Reads a signed checkpoint of one log.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Note`] for what is no note or has a bad signature of this key, what
    /// [`Checkpoint::parse`] refuses, [`CheckpointError::Origin`] for another log's,
    /// [`CheckpointError::Unsigned`] when this key has not signed it, [`CheckpointError::Kind`]
    /// when the key is a witness's, and [`CheckpointError::EmptyRoot`].
    pub fn open(note: &str, log: &VerifierKey) -> Result<Self, CheckpointError> {
        if log.kind() != SignatureKind::Ed25519 {
            return Err(CheckpointError::Kind);
        }
        let note = Note::parse(note).map_err(CheckpointError::Note)?;
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin != log.name() {
            return Err(CheckpointError::Origin);
        }
        if !note.signed_by(log).map_err(CheckpointError::Note)? {
            return Err(CheckpointError::Unsigned);
        }
        if checkpoint.has_false_empty_root() {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(checkpoint)
    }

    /// The text, with its last line end: what is signed.
    #[must_use]
    pub fn to_text(&self) -> String {
        let size = self.head.size.to_string();
        let root = self.head.root.to_base64();
        let first = [self.origin.as_str(), &size, &root];
        let mut text = String::new();
        for line in first.into_iter().chain(self.extensions.iter().map(String::as_str)) {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Whether the tree is said to be empty and to have a root that no empty tree has.
    pub(crate) fn has_false_empty_root(&self) -> bool {
        self.head.size == 0 && self.head.root != Hash::EMPTY_TREE
    }
}

/// Why a text is no checkpoint, or not one of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// It is no note, or has a bad signature.
    Note(NoteError),
    /// A control character that is no line end.
    Control {
        /// Where it stands, in bytes.
        offset: usize,
    },
    /// The last line has no line end.
    NoLineEnd,
    /// Fewer than three lines.
    TooShort,
    /// An empty line; line 0 is the origin.
    EmptyLine {
        /// The line, from 0.
        line: usize,
    },
    /// The tree size is not in its one spelling.
    Size(DecimalError),
    /// The root hash is not 32 bytes in base64.
    Root,
    /// The tree is empty, and its root is not that of the empty tree.
    EmptyRoot,
    /// The origin is not the name of the log's key.
    Origin,
    /// The log's key has not signed it.
    Unsigned,
    /// The key is one that signs no checkpoints of a log.
    Kind,
}

impl CheckpointError {
    /// A stable short code for machines, as in `checkpoint-root`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Control { .. } => "checkpoint-control",
            Self::NoLineEnd => "checkpoint-no-line-end",
            Self::TooShort => "checkpoint-too-short",
            Self::EmptyLine { line: 0 } => "checkpoint-no-origin",
            Self::EmptyLine { .. } => "checkpoint-empty-line",
            Self::Size(DecimalError::NotDigits) => "checkpoint-size-digits",
            Self::Size(DecimalError::LeadingZero) => "checkpoint-size-leading-zero",
            Self::Size(DecimalError::TooLarge) => "checkpoint-size-too-large",
            Self::Root => "checkpoint-root",
            Self::EmptyRoot => "checkpoint-empty-root",
            Self::Origin => "checkpoint-origin",
            Self::Unsigned => "checkpoint-unsigned",
            Self::Kind => "checkpoint-key-kind",
        }
    }
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note(error) => return error.fmt(f),
            Self::Control { offset } => {
                return write!(f, "the checkpoint has a control character at byte {offset}");
            }
            Self::NoLineEnd => "the checkpoint's last line has no end",
            Self::TooShort => "the checkpoint has fewer than three lines",
            Self::EmptyLine { line: 0 } => "the checkpoint has no origin",
            Self::EmptyLine { line } => {
                return write!(f, "line {} of the checkpoint is empty", line + 1);
            }
            Self::Size(error) => return write!(f, "the tree size {error}"),
            Self::Root => "the root hash is not 32 bytes in base64",
            Self::EmptyRoot => "the tree is empty and its root is not that of the empty tree",
            Self::Origin => "the checkpoint is of another log",
            Self::Unsigned => "the log has not signed the checkpoint",
            Self::Kind => "the key is none that a log signs checkpoints with",
        })
    }
}

impl core::error::Error for CheckpointError {}
