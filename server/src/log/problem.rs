//! Why the log does not go on.

use std::fmt;

use storage::Error;
use tlog::{CheckpointError, GrowthError, ReadError};

use crate::amount::Amount;

/// A reason to stop before anything is changed, with its facts. Nothing here is repaired by trying
/// again, except where the sentence says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogProblem {
    /// A database behind a port.
    Storage(Error),
    /// The log was never made.
    Absent,
    /// The log or its lock is there already.
    Exists,
    /// The lock knows no such log.
    NoLock {
        /// The log's name.
        origin: String,
    },
    /// The key is another one than the log's.
    ForeignKey {
        /// The log's verifier key.
        wanted: String,
        /// The verifier key that was given.
        given: String,
    },
    /// The policy names no such log.
    ForeignPolicy {
        /// The log's verifier key.
        wanted: String,
    },
    /// What is stored under the log's verifier key is none.
    Key,
    /// The newest signed checkpoint, in the lock, is no checkpoint of this log.
    LockedCheckpoint(CheckpointError),
    /// The public checkpoint is no checkpoint of this log.
    PublicCheckpoint(CheckpointError),
    /// The stored tree is smaller than the one that was signed or acknowledged: it comes from a
    /// copy.
    Older {
        /// Entries that are stored.
        stored: u64,
        /// Entries of the newest checkpoint that was signed.
        signed: u64,
        /// Entries that were acknowledged, signed or not.
        acknowledged: u64,
    },
    /// The log has again everything that was signed, and lacks entries that were acknowledged and
    /// never signed.
    Unsigned {
        /// Entries that are stored.
        stored: u64,
        /// Entries that were acknowledged.
        acknowledged: u64,
    },
    /// The stored tree is not the one that was signed at this size.
    Forked {
        /// The size of the checkpoint that the tree contradicts.
        size: u64,
    },
    /// The public checkpoint is newer than the newest that was signed: the lock comes from a copy.
    LockOlder {
        /// The size of the checkpoint in the lock.
        locked: u64,
        /// The size of the public checkpoint.
        public: u64,
    },
    /// A witness shows a checkpoint of this log, under the log's own signature, that is larger than
    /// the newest that was signed here.
    WitnessAhead {
        /// The size of the witness's.
        witness: u64,
        /// The size of the newest checkpoint that was signed.
        signed: u64,
    },
    /// A stored tile is not there, or has fewer hashes than the tree needs.
    Tile {
        /// Its path.
        path: String,
    },
    /// A stored bundle is not there, or has fewer entries than the tree needs.
    Bundle {
        /// Its index.
        index: u64,
    },
    /// The stored roots are not those of the stored size, or do not hash to the stored root.
    Frontier,
    /// An entry does not read as one.
    Entry {
        /// Its place.
        place: u64,
    },
    /// A line of the published counts does not read as one.
    Count {
        /// Its day, in days since 1970-01-01.
        day: i32,
        /// Its revision.
        revision: u32,
    },
    /// The tree cannot be read so.
    Read(ReadError),
    /// The tree cannot grow so.
    Growth(GrowthError),
    /// The private key would not sign; the key store's own sentence.
    Signing(String),
    /// Another writer was always faster.
    Contended,
    /// No checkpoint was ever public.
    NotPublic,
    /// What stands at the target of an export is no checkpoint of this log.
    ForeignTarget,
    /// The target of an export has a newer checkpoint.
    TargetAhead {
        /// The size of the target's checkpoint.
        target: u64,
        /// The size of the public checkpoint.
        public: u64,
    },
    /// A mirror has fewer entries than were signed.
    MirrorShort {
        /// The size of the mirror's checkpoint.
        mirror: u64,
        /// The size of the newest checkpoint that was signed.
        signed: u64,
    },
    /// The mirror's entries do not lead to the root that was signed at this size.
    MirrorDiffers {
        /// The size.
        size: u64,
    },
    /// An entry of the mirror does not read as one.
    MirrorEntry {
        /// Its place.
        place: u64,
    },
}

impl From<Error> for LogProblem {
    fn from(error: Error) -> Self {
        Self::Storage(error)
    }
}

impl From<GrowthError> for LogProblem {
    fn from(error: GrowthError) -> Self {
        Self::Growth(error)
    }
}

impl From<ReadError> for LogProblem {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// How an operator goes on after a restore.
const RECOVER: &str = "get the missing entries from a mirror or an export with \
                       `gavah log recover --from URL|FOLDER`, then give this command again";

impl fmt::Display for LogProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => write!(f, "{error}"),
            Self::Absent => f.write_str("there is no log; `gavah log create` makes it"),
            Self::Exists => f.write_str("there is a log, or a lock of this name, already"),
            Self::NoLock { origin } => write!(
                f,
                "the lock knows no log {origin}: if `gavah log create` was interrupted, give it \
                 again; if the lock is lost, `gavah log recover --from URL|FOLDER --lost-lock` \
                 makes it anew"
            ),
            Self::ForeignKey { wanted, given } => {
                write!(f, "the key is {given}, and the log's is {wanted}")
            }
            Self::ForeignPolicy { wanted } => write!(f, "the policy has no line `log {wanted}`"),
            Self::Key => f.write_str("the stored verifier key is none"),
            Self::LockedCheckpoint(error) => {
                write!(f, "the newest signed checkpoint, in the lock, is none of this log: {error}")
            }
            Self::PublicCheckpoint(error) => {
                write!(f, "the public checkpoint is none of this log: {error}")
            }
            Self::Older { stored, signed, acknowledged } if acknowledged > signed => write!(
                f,
                "the log was restored from an older state: {} stored, {acknowledged} were \
                 acknowledged, and a checkpoint over {signed} was signed; {RECOVER}",
                Amount::new(*stored, "entry is", "entries are")
            ),
            Self::Older { stored, signed, .. } => write!(
                f,
                "the log was restored from an older state: {} stored, and a checkpoint over \
                 {signed} was signed; {RECOVER}",
                Amount::new(*stored, "entry is", "entries are")
            ),
            Self::Unsigned { stored, acknowledged } => write!(
                f,
                "everything that was signed is there again, {}; {} acknowledged and never \
                 signed, so that no mirror can have them, nor any certificate that was printed: \
                 `gavah log recover` with `--give-up-unsigned` gives them up, and what is appended \
                 again gets other places",
                Amount::entries(*stored),
                Amount::new(
                    acknowledged.saturating_sub(*stored),
                    "more entry was",
                    "more entries were"
                )
            ),
            Self::Forked { size } => write!(
                f,
                "the stored tree is not the one that was signed at size {size}: it was restored \
                 and then changed, or it is damaged (`gavah log check` says where); put the \
                 database aside, and {RECOVER}"
            ),
            Self::LockOlder { locked, public } => write!(
                f,
                "the lock was restored from an older state: its checkpoint is over {}, and the \
                 public one over {public}; {RECOVER}",
                Amount::entries(*locked)
            ),
            Self::WitnessAhead { witness, signed } => write!(
                f,
                "the log was restored from an older state: a witness knows a checkpoint over \
                 {}, and the newest here is over {signed}; {RECOVER}",
                Amount::entries(*witness)
            ),
            Self::Tile { path } => write!(f, "the stored {path} is missing or too short"),
            Self::Bundle { index } => {
                write!(f, "the stored entry bundle {index} is missing or too short")
            }
            Self::Frontier => f.write_str("the stored size, roots and root do not fit together"),
            Self::Entry { place } => write!(f, "the entry at place {place} does not read as one"),
            Self::Count { day, revision } => {
                write!(f, "the count of day {day}, revision {revision}, does not read as one")
            }
            Self::Read(error) => write!(f, "the stored tree cannot be read: {error}"),
            Self::Growth(error) => write!(f, "the tree cannot grow: {error}"),
            Self::Signing(why) => write!(f, "the log's key would not sign: {why}"),
            Self::NotPublic => f.write_str("the log has no public checkpoint yet"),
            Self::ForeignTarget => {
                f.write_str("what stands at the target is no checkpoint of this log")
            }
            Self::TargetAhead { target, public } => write!(
                f,
                "the target has a checkpoint over {}, and the public one here is over {public}: \
                 the log was restored from an older state; {RECOVER}",
                Amount::entries(*target)
            ),
            Self::MirrorShort { mirror, signed } => write!(
                f,
                "the mirror has {}, and a checkpoint over {signed} was signed: look for a mirror \
                 that has them all",
                Amount::entries(*mirror)
            ),
            Self::MirrorDiffers { size } => write!(
                f,
                "the mirror's entries behind the stored ones do not make the tree that was signed \
                 at size {size}: the mirror is wrong, or entries were stored after the restore; in \
                 that case put the database aside and recover into a new one"
            ),
            Self::MirrorEntry { place } => {
                write!(f, "the mirror's entry at place {place} does not read as one")
            }
            Self::Contended => f.write_str("another writer was always faster; try again"),
        }
    }
}

impl std::error::Error for LogProblem {}
