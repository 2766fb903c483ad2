//! The one way in which entries get their places.
//!
//! An entry is acknowledged when [`Sequencer::append`] answers: it is durable then, and its place
//! never changes. Writers do not wait for each other; each puts its batch on the tree that it read,
//! and the store refuses a batch whose tree has grown meanwhile. Nothing is kept between two tries.

use std::collections::HashMap;
use std::time::Duration;

use keystore::NoteKey;
use storage::log::{
    CheckpointLock, Growth, Log, LogIdentity, LogStore, Stored, StoredBundle, StoredTile,
};
use tlog::tile::WIDTH;
use tlog::{Checkpoint, Entry, Frontier, Hash, Note, VerifierKey, bundle, grow, partial_tiles};

use super::{LogProblem, tree};

/// Entries that become durable together, at most.
pub const BATCH: usize = 1 << 16;
/// How often a batch is tried again when another writer was faster.
pub(super) const TRIES: u32 = 64;

/// Writes one log.
#[derive(Clone, Copy)]
pub struct Sequencer<'a> {
    pub(super) log: &'a dyn LogStore,
    pub(super) lock: &'a dyn CheckpointLock,
}

/// Everything that was signed and stored, as far as it contradicts nothing.
pub(super) struct State {
    pub(super) key: VerifierKey,
    /// The public checkpoint; `None` before the first.
    pub(super) public: Option<(String, Checkpoint)>,
    /// The newest that was signed.
    pub(super) locked: (String, Checkpoint),
    /// The size up to which entries were acknowledged; the first entry is with the log itself.
    pub(super) acknowledged: u64,
    pub(super) stored: Stored,
}

impl<'a> Sequencer<'a> {
    /// A writer of this log, which is kept from forking by this lock.
    #[must_use]
    pub fn new(log: &'a dyn LogStore, lock: &'a dyn CheckpointLock) -> Self {
        Self { log, lock }
    }

    /// Makes a log whose first entry is this one, and signs its first checkpoint. What is missing
    /// then is its publication: [`Sequencer::checkpoint`].
    ///
    /// # Errors
    ///
    /// [`LogProblem::Exists`] when there is a log or a lock already. A call that was interrupted
    /// can be given again with the same key and entry.
    pub async fn create(&self, key: &NoteKey, first: &Entry) -> Result<(), LogProblem> {
        let identity =
            LogIdentity { origin: key.vkey().name().to_owned(), vkey: key.vkey().to_string() };
        if self.lock.find(&identity.origin).await?.is_some() {
            return Err(LogProblem::Exists);
        }
        match self.log.identity().await? {
            None => self.log.create(&identity).await?,
            Some(there) if there == identity && self.is_unfinished(first).await? => {}
            Some(_) => return Err(LogProblem::Exists),
        }
        self.append_batch(std::slice::from_ref(first)).await?;
        let stored = stored(self.log).await?;
        let note = signed(key, &stored)?;
        match self.lock.create(&identity.origin, &note).await {
            Err(storage::Error::Exists(_)) => Err(LogProblem::Exists),
            done => Ok(done?),
        }
    }

    /// Whether nothing but the first entry was ever stored and nothing signed.
    async fn is_unfinished(&self, first: &Entry) -> Result<bool, LogProblem> {
        if self.log.checkpoint().await?.is_some() {
            return Ok(false);
        }
        Ok(match stored(self.log).await?.head.size {
            0 => true,
            1 => self.log.places(&[first.leaf()]).await? == [Some(0)],
            _ => false,
        })
    }

    /// Makes entries durable and answers with the place of each. An entry that is there already
    /// keeps the place that it has.
    ///
    /// # Errors
    ///
    /// When the log comes from an older state than the one that was signed or acknowledged, or
    /// cannot be written. Entries of earlier batches of [`BATCH`] are durable then.
    pub async fn append(&self, entries: &[Entry]) -> Result<Vec<u64>, LogProblem> {
        let state = self.state().await?;
        let origin = state.key.name();
        let mut acknowledged = state.acknowledged;
        let mut places = Vec::with_capacity(entries.len());
        for batch in entries.chunks(BATCH) {
            let (batch, size) = self.append_batch(batch).await?;
            // Before anybody is told: a log that loses these entries knows then that it did. This
            // holds for entries too that another writer made durable and may not have answered for.
            if size > acknowledged {
                if !self.lock.acknowledge(origin, size).await? {
                    return Err(LogProblem::NoLock { origin: origin.to_owned() });
                }
                acknowledged = size;
            }
            places.extend(batch);
        }
        Ok(places)
    }

    /// Answers with the places and with the size of a stored tree that holds them all.
    async fn append_batch(&self, entries: &[Entry]) -> Result<(Vec<u64>, u64), LogProblem> {
        let leaves: Vec<Hash> = entries.iter().map(Entry::leaf).collect();
        for attempt in 0..TRIES {
            pause(attempt).await;
            let stored = stored(self.log).await?;
            let known = self.log.places(&leaves).await?;
            let mut places = Vec::with_capacity(leaves.len());
            let mut next = stored.head.size;
            let mut new: HashMap<Hash, u64> = HashMap::new();
            let mut batch: Vec<(Hash, Entry)> = Vec::new();
            for ((leaf, entry), known) in leaves.iter().zip(entries).zip(known) {
                let place = match known.or_else(|| new.get(leaf).copied()) {
                    Some(place) => place,
                    None => {
                        let place = next;
                        next = next.saturating_add(1);
                        new.insert(*leaf, place);
                        batch.push((*leaf, *entry));
                        place
                    }
                };
                places.push(place);
            }
            if batch.is_empty() {
                let size = places.iter().max().map_or(0, |last| last.saturating_add(1));
                return Ok((places, size));
            }
            let growth = growth(self.log, &stored, &batch).await?;
            if self.log.grow(&growth).await? {
                return Ok((places, growth.new.head.size));
            }
        }
        Err(LogProblem::Contended)
    }

    /// Reads what was signed and what is stored, and refuses what contradicts itself: a tree or a
    /// lock from an older copy, or a tree that is not the signed one.
    ///
    /// The public checkpoint is read first and the tree last. Each only grows, in the other
    /// direction, so that writers at work never look like a contradiction.
    pub(super) async fn state(&self) -> Result<State, LogProblem> {
        let identity = self.log.identity().await?.ok_or(LogProblem::Absent)?;
        let key = VerifierKey::parse(&identity.vkey).map_err(|_| LogProblem::Key)?;
        let public = match self.log.checkpoint().await? {
            Some(note) => {
                let opened = Checkpoint::open(&note, &key).map_err(LogProblem::PublicCheckpoint)?;
                Some((note, opened))
            }
            None => None,
        };
        let Some(note) = self.lock.find(&identity.origin).await? else {
            return Err(LogProblem::NoLock { origin: identity.origin });
        };
        let locked = Checkpoint::open(&note, &key).map_err(LogProblem::LockedCheckpoint)?;
        let acknowledged = self.lock.acknowledged(&identity.origin).await?;
        let stored = stored(self.log).await?;
        tree::frontier(&stored)?;

        let signed = locked.head.size;
        if signed.max(acknowledged) > stored.head.size {
            return Err(LogProblem::Older { stored: stored.head.size, signed, acknowledged });
        }
        if tree::head_at(self.log, signed).await? != locked.head {
            return Err(LogProblem::Forked { size: signed });
        }
        if let Some((_, public)) = &public {
            let size = public.head.size;
            if size > signed {
                return Err(LogProblem::LockOlder { locked: signed, public: size });
            }
            if tree::head_at(self.log, size).await? != public.head {
                return Err(LogProblem::Forked { size });
            }
        }
        Ok(State { key, public, locked: (note, locked), acknowledged, stored })
    }
}

/// The tree as it is stored.
pub(super) async fn stored(log: &dyn Log) -> Result<Stored, LogProblem> {
    log.stored().await?.ok_or(LogProblem::Absent)
}

/// The signed note of a stored tree. Ed25519 has no randomness: the same tree is the same note.
pub(super) fn signed(key: &NoteKey, stored: &Stored) -> Result<String, LogProblem> {
    let checkpoint = Checkpoint {
        origin: key.vkey().name().to_owned(),
        head: stored.head,
        extensions: Vec::new(),
    };
    let text = checkpoint.to_text();
    let line = key.sign(&text).map_err(|error| LogProblem::Signing(error.to_string()))?;
    Note::compose(&text, &[line])
        .map_err(|error| LogProblem::LockedCheckpoint(tlog::CheckpointError::Note(error)))
}

/// What a batch changes in a tree.
pub(super) async fn growth(
    log: &dyn Log,
    stored: &Stored,
    batch: &[(Hash, Entry)],
) -> Result<Growth, LogProblem> {
    let frontier: Frontier = tree::frontier(stored)?;
    let size = stored.head.size;
    let edge: Vec<_> = tree::tiles(log, &partial_tiles(size)).await?.into_iter().collect();
    let leaves: Vec<Hash> = batch.iter().map(|(leaf, _)| *leaf).collect();
    let grown = grow(frontier, &edge, &leaves)?;
    let tiles = grown.tiles.into_iter().map(|(id, hashes)| StoredTile { id, hashes }).collect();

    let mut bundles = Vec::new();
    let mut entries = batch.iter().map(|(_, entry)| entry.to_bytes());
    for (index, width) in tree::bundles(size, grown.head.size) {
        let begun = size.saturating_sub(index.saturating_mul(u64::from(WIDTH)));
        let begun = u16::try_from(begun).unwrap_or(0);
        let mut bytes = match begun {
            0 => Vec::new(),
            _ => tree::bundle(log, index, begun).await?,
        };
        let new: Vec<_> = entries.by_ref().take(usize::from(width.saturating_sub(begun))).collect();
        let new = bundle::encode(new.iter().map(|entry| entry.as_slice()));
        bytes.extend(new.ok_or(LogProblem::Bundle { index })?);
        bundles.push(StoredBundle { index, bytes });
    }
    let new = Stored { head: grown.head, frontier: grown.frontier.hashes().to_vec() };
    Ok(Growth { old: stored.head, new, tiles, bundles, leaves })
}

/// Lets the faster writer finish.
pub(super) async fn pause(attempt: u32) {
    if attempt > 0 {
        tokio::time::sleep(Duration::from_millis(u64::from(attempt.min(20)))).await;
    }
}
