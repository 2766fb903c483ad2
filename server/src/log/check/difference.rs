//! The first thing in a log that is not what the entries make it.

use std::fmt;

use tlog::{BundleError, CheckpointError, EntryError, JudgeError};

use crate::amount::Amount;

/// What differs, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// The stored name is not that of the stored key.
    Identity,
    /// A checkpoint is none of this log.
    Checkpoint {
        /// Why.
        error: CheckpointError,
    },
    /// The checkpoint that is kept for a size is not there, or states another one.
    CheckpointSize {
        /// The size that it is kept for.
        size: u64,
        /// The size that it states.
        states: Option<u64>,
    },
    /// The policy does not accept the public checkpoint.
    Policy {
        /// Its size.
        size: u64,
        /// Why.
        error: JudgeError,
    },
    /// The public checkpoint is not the one that is kept for its size.
    PublicNotKept {
        /// Its size.
        size: u64,
    },
    /// The lock's checkpoint is older than the public one.
    Lock {
        /// The size of the checkpoint in the lock.
        locked: u64,
        /// The size of the public one.
        public: u64,
    },
    /// A checkpoint covers more than what is stored.
    Older {
        /// Entries that are stored.
        stored: u64,
        /// Entries that a checkpoint covers.
        signed: u64,
    },
    /// A bundle is missing or is none.
    Bundle {
        /// Its index.
        index: u64,
        /// The first place that it should hold.
        place: u64,
        /// Why.
        error: BundleError,
    },
    /// An entry is none.
    Entry {
        /// Its place.
        place: u64,
        /// Why.
        error: EntryError,
    },
    /// A tile has another hash than the entries make, or too few.
    Tile {
        /// Its path without a width.
        path: String,
        /// The first place that the differing hash stands for.
        place: u64,
    },
    /// A checkpoint has another root than the entries make.
    Root {
        /// Its size.
        size: u64,
    },
    /// The stored root, or the roots beside it, are not what the entries make.
    Stored {
        /// The stored size.
        size: u64,
    },
    /// Tiles or bundles hold more than the stored size.
    Beyond {
        /// The stored size.
        size: u64,
    },
    /// There are more or fewer places than entries.
    Places {
        /// Leaf hashes with a place.
        places: u64,
        /// The stored size.
        size: u64,
    },
    /// A line of the counts reads as none, or a revision is missing before it.
    Count {
        /// Its day, in days since 1970-01-01.
        day: i32,
        /// Its revision.
        revision: u32,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identity => f.write_str("the log's name is not that of its key"),
            Self::Checkpoint { error } => write!(f, "a checkpoint is none of this log: {error}"),
            Self::CheckpointSize { size, states: Some(states) } => {
                write!(f, "the checkpoint kept for size {size} states {states}")
            }
            Self::CheckpointSize { size, states: None } => {
                write!(f, "the checkpoint of size {size} is missing")
            }
            Self::Policy { size, error } => {
                write!(f, "the policy does not accept the checkpoint of size {size}: {error}")
            }
            Self::PublicNotKept { size } => {
                write!(f, "the public checkpoint is not the one kept for size {size}")
            }
            Self::Lock { locked, public } => write!(
                f,
                "the lock's checkpoint, of size {locked}, is older than the public one, of size \
                 {public}"
            ),
            Self::Older { stored, signed } => {
                let stored = Amount::new(*stored, "entry is", "entries are");
                write!(f, "{stored} stored, and a checkpoint covers {signed}")
            }
            Self::Bundle { index, place, error } => {
                write!(f, "place {place}: the entry bundle {index} is damaged: {error}")
            }
            Self::Entry { place, error } => write!(f, "place {place}: {error}"),
            Self::Tile { path, place } => {
                write!(f, "place {place}: {path} is not what the entries make")
            }
            Self::Root { size } => {
                write!(f, "the checkpoint of size {size} has another root than the entries make")
            }
            Self::Stored { size } => {
                write!(f, "the stored roots at size {size} are not what the entries make")
            }
            Self::Beyond { size } => {
                write!(f, "tiles or bundles hold more than the tree's {}", Amount::entries(*size))
            }
            Self::Places { places, size } => {
                let places = Amount::new(*places, "leaf hash has", "leaf hashes have");
                write!(f, "{places} a place, and the tree has {}", Amount::entries(*size))
            }
            Self::Count { day, revision } => {
                write!(f, "the count of day {day}, revision {revision}, does not read as one")
            }
        }
    }
}

impl std::error::Error for Difference {}
