//! The transparency log: its tree, its checkpoints, and the lock that keeps it from forking.
//!
//! The tree grows in two steps. [`LogStore::grow`] makes entries durable; [`LogStore::publish`]
//! makes a signed checkpoint the public one. Between them stands [`CheckpointLock`], in a database
//! of its own that is never restored from a copy: it holds the newest checkpoint that was ever
//! signed, and only the one who replaces it may sign the next.

use async_trait::async_trait;
use tlog::{Hash, TileId, TreeHead};

use crate::Error;

/// What the log is called and which key signs it; written once, when the log is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogIdentity {
    /// The origin line of its checkpoints, as in `gavah.tabriz.ir/log`.
    pub origin: String,
    /// The verifier key, as C2SP signed-note writes it.
    pub vkey: String,
}

/// The tree as it is stored: every entry of it is durable, signed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Size and root.
    pub head: TreeHead,
    /// The roots of the complete subtrees that the tree is made of, the largest first.
    pub frontier: Vec<Hash>,
}

/// A tile with all the hashes that it has now, from 1 to 256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTile {
    /// Its place.
    pub id: TileId,
    /// Its hashes.
    pub hashes: Vec<Hash>,
}

/// An entry bundle with all the entries that it has now, from 1 to 256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBundle {
    /// Its index.
    pub index: u64,
    /// The entries, each behind its length (C2SP tlog-tiles, "Log entries").
    pub bytes: Vec<u8>,
}

/// What a batch of entries changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The tree that the batch was put on.
    pub old: TreeHead,
    /// The tree with the batch.
    pub new: Stored,
    /// The tiles that are new or wider, whole.
    pub tiles: Vec<StoredTile>,
    /// The bundles that are new or longer, whole.
    pub bundles: Vec<StoredBundle>,
    /// The leaf hashes of the batch, in their order; the first has the place `old.size`.
    pub leaves: Vec<Hash>,
}

/// How many objects of each kind the portal says it made on a day. One line of the published
/// counts; never changed, only followed by a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    /// The civil day, as days since 1970-01-01.
    pub day: i32,
    /// 1 for the first count of the day; a later one corrects it.
    pub revision: u32,
    /// The line as it is published and hashed, without its line end.
    pub text: String,
}

/// A run of a monitor over this log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitorRun {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub ran_at: u64,
    /// The size of the checkpoint that it reached; 0 when it reached none.
    pub size: u64,
    /// How it ended.
    pub result: RunResult,
    /// What it found, or what it could not compare, in a line of English; empty when it is clean.
    pub finding: String,
}

/// How a run of a monitor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunResult {
    /// Everything was compared, and was as it must be.
    Clean,
    /// Something could not be had or compared: that says nothing for or against the log.
    NotCompleted,
    /// The log did not keep its word.
    Lie,
}

/// Reads a log.
#[async_trait]
pub trait Log: Send + Sync {
    /// Its name and key; `None` when the log was never made.
    async fn identity(&self) -> Result<Option<LogIdentity>, Error>;
    /// The tree as it is stored.
    async fn stored(&self) -> Result<Option<Stored>, Error>;
    /// The public checkpoint: a signed note with its cosignatures.
    async fn checkpoint(&self) -> Result<Option<String>, Error>;
    /// The checkpoint that was once public at this size.
    async fn checkpoint_at(&self, size: u64) -> Result<Option<String>, Error>;
    /// The sizes of all checkpoints that were ever public, ascending, at most `limit`, after `after`.
    async fn checkpoint_sizes(&self, after: u64, limit: u32) -> Result<Vec<u64>, Error>;
    /// The hashes that a tile has now, 32 bytes each.
    async fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, Error>;
    /// The entries that a bundle has now.
    async fn bundle(&self, index: u64) -> Result<Option<Vec<u8>>, Error>;
    /// The hashes of a level's tiles from an index on, at most so many, in their order; it ends
    /// before the first that is not there.
    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<Vec<u8>>, Error>;
    /// The entries of the bundles from an index on, in the same way.
    async fn bundles(&self, from: u64, limit: u32) -> Result<Vec<Vec<u8>>, Error>;
    /// The place of each leaf hash, `None` where the tree has no such leaf; in the same order.
    async fn places(&self, leaves: &[Hash]) -> Result<Vec<Option<u64>>, Error>;
    /// How many leaf hashes have a place; equals the size of the stored tree.
    async fn count_places(&self) -> Result<u64, Error>;
    /// The published counts, in the order of days and revisions.
    async fn counts(&self) -> Result<Vec<CountLine>, Error>;
    /// The last run of a monitor that was recorded.
    async fn last_run(&self) -> Result<Option<MonitorRun>, Error>;
}

/// Writes a log.
#[async_trait]
pub trait LogStore: Log {
    /// Makes the log, empty and without a checkpoint; [`Error::Exists`] when there is one.
    async fn create(&self, identity: &LogIdentity) -> Result<(), Error>;
    /// Makes a batch durable, all or nothing: when this answers `true`, no crash loses it. Answers
    /// `false`, and changes nothing, when the stored tree is no longer `growth.old`.
    async fn grow(&self, growth: &Growth) -> Result<bool, Error>;
    /// Replaces the public checkpoint `old` (`None` before the first) by `new`, of this size, and
    /// keeps both for ever. Answers `false`, and changes nothing, when the public one is not `old`.
    async fn publish(&self, old: Option<&str>, new: &str, size: u64) -> Result<bool, Error>;
    /// Keeps a line of the published counts; [`Error::Exists`] when the day has this revision.
    async fn put_count(&self, line: &CountLine) -> Result<(), Error>;
    /// Records a monitor's run as the last one.
    async fn record_run(&self, run: &MonitorRun) -> Result<(), Error>;
}

/// The newest checkpoint that was ever signed, by compare-and-swap, and how far entries were
/// acknowledged, signed or not.
#[async_trait]
pub trait CheckpointLock: Send + Sync {
    /// The signed note; `None` when this lock knows no such log.
    async fn find(&self, origin: &str) -> Result<Option<String>, Error>;
    /// Begins with the first note; [`Error::Exists`] when the lock knows the log already.
    async fn create(&self, origin: &str, note: &str) -> Result<(), Error>;
    /// Replaces `old` by `new`. Answers `false`, and changes nothing, when the note is not `old`.
    async fn replace(&self, origin: &str, old: &str, new: &str) -> Result<bool, Error>;
    /// The size of the largest tree of which somebody was told that it is durable; 0 when nobody
    /// was, or when this lock knows no such log.
    async fn acknowledged(&self, origin: &str) -> Result<u64, Error>;
    /// Raises that size, and never lowers it. When this answers `true`, no crash forgets it;
    /// `false` when this lock knows no such log.
    async fn acknowledge(&self, origin: &str, size: u64) -> Result<bool, Error>;
    /// Lowers that size from `old` to `new`: entries are given up that nobody has. Answers `false`,
    /// and changes nothing, when it is not `old`.
    async fn give_up(&self, origin: &str, old: u64, new: u64) -> Result<bool, Error>;
}
