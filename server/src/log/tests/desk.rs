//! A log and its lock through hands that can stop, forget or alter.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use storage::Error;
use storage::log::{
    CheckpointLock, CountLine, Growth, Log, LogIdentity, LogStore, MonitorRun, Stored,
};
use tlog::{Hash, TileId};

use super::workshop::Workshop;

/// No write is the last.
const NEVER: i64 = -1;
/// The last write is over.
const STOPPED: i64 = -2;

/// What a read answers, altered.
pub(super) type Alter<'a, T> = Box<dyn Fn(T) -> T + Send + Sync + 'a>;

/// Passes everything on.
pub(super) struct Desk<'a> {
    workshop: &'a Workshop,
    /// Writes until the process stops.
    left: AtomicI64,
    /// Whether the last write still happens.
    last_happens: bool,
    /// Every note that was signed or published.
    pub(super) notes: Mutex<Vec<String>>,
    pub(super) tile: Alter<'a, (TileId, Option<Vec<u8>>)>,
    pub(super) bundle: Alter<'a, (u64, Option<Vec<u8>>)>,
    pub(super) stored: Alter<'a, Option<Stored>>,
    pub(super) places: Alter<'a, u64>,
    pub(super) at: Alter<'a, (u64, Option<String>)>,
    pub(super) counts: Alter<'a, Vec<CountLine>>,
}

impl<'a> Desk<'a> {
    /// One that passes everything on.
    pub(super) fn of(workshop: &'a Workshop) -> Self {
        Self {
            workshop,
            left: AtomicI64::new(NEVER),
            last_happens: false,
            notes: Mutex::default(),
            tile: Box::new(|same| same),
            bundle: Box::new(|same| same),
            stored: Box::new(|same| same),
            places: Box::new(|same| same),
            at: Box::new(|same| same),
            counts: Box::new(|same| same),
        }
    }

    /// One that stops at a write, counted from 0, just before it or just after it.
    pub(super) fn stopping(workshop: &'a Workshop, write: i64, last_happens: bool) -> Self {
        Self { left: AtomicI64::new(write), last_happens, ..Self::of(workshop) }
    }

    async fn write<T>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        let stopped = Err(Error::Unavailable("stopped".to_owned()));
        match self.left.load(Ordering::SeqCst) {
            NEVER => work.await,
            STOPPED => stopped,
            0 => {
                self.left.store(STOPPED, Ordering::SeqCst);
                if self.last_happens {
                    work.await?;
                }
                stopped
            }
            left => {
                self.left.store(left - 1, Ordering::SeqCst);
                work.await
            }
        }
    }

    /// Whether the stop was reached.
    pub(super) fn has_stopped(&self) -> bool {
        self.left.load(Ordering::SeqCst) == STOPPED
    }

    fn seen(&self, note: &str) {
        self.notes.lock().unwrap().push(note.to_owned());
    }
}

#[async_trait]
impl Log for Desk<'_> {
    async fn identity(&self) -> Result<Option<LogIdentity>, Error> {
        self.workshop.log.identity().await
    }

    async fn stored(&self) -> Result<Option<Stored>, Error> {
        Ok((self.stored)(self.workshop.log.stored().await?))
    }

    async fn checkpoint(&self) -> Result<Option<String>, Error> {
        self.workshop.log.checkpoint().await
    }

    async fn checkpoint_at(&self, size: u64) -> Result<Option<String>, Error> {
        Ok((self.at)((size, self.workshop.log.checkpoint_at(size).await?)).1)
    }

    async fn checkpoint_sizes(&self, after: u64, limit: u32) -> Result<Vec<u64>, Error> {
        self.workshop.log.checkpoint_sizes(after, limit).await
    }

    async fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, Error> {
        Ok((self.tile)((id, self.workshop.log.tile(id).await?)).1)
    }

    async fn bundle(&self, index: u64) -> Result<Option<Vec<u8>>, Error> {
        Ok((self.bundle)((index, self.workshop.log.bundle(index).await?)).1)
    }

    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<Vec<u8>>, Error> {
        let mut tiles = Vec::new();
        for index in from.index..from.index + u64::from(limit) {
            let Some(tile) = self.tile(TileId { index, ..from }).await? else { break };
            tiles.push(tile);
        }
        Ok(tiles)
    }

    async fn bundles(&self, from: u64, limit: u32) -> Result<Vec<Vec<u8>>, Error> {
        let mut bundles = Vec::new();
        for index in from..from + u64::from(limit) {
            let Some(bundle) = self.bundle(index).await? else { break };
            bundles.push(bundle);
        }
        Ok(bundles)
    }

    async fn places(&self, leaves: &[Hash]) -> Result<Vec<Option<u64>>, Error> {
        self.workshop.log.places(leaves).await
    }

    async fn count_places(&self) -> Result<u64, Error> {
        Ok((self.places)(self.workshop.log.count_places().await?))
    }

    async fn counts(&self) -> Result<Vec<CountLine>, Error> {
        Ok((self.counts)(self.workshop.log.counts().await?))
    }

    async fn last_run(&self) -> Result<Option<MonitorRun>, Error> {
        self.workshop.log.last_run().await
    }
}

#[async_trait]
impl LogStore for Desk<'_> {
    async fn create(&self, identity: &LogIdentity) -> Result<(), Error> {
        self.write(self.workshop.log.create(identity)).await
    }

    async fn grow(&self, growth: &Growth) -> Result<bool, Error> {
        self.write(self.workshop.log.grow(growth)).await
    }

    async fn publish(&self, old: Option<&str>, new: &str, size: u64) -> Result<bool, Error> {
        self.seen(new);
        self.write(self.workshop.log.publish(old, new, size)).await
    }

    async fn put_count(&self, line: &CountLine) -> Result<(), Error> {
        self.write(self.workshop.log.put_count(line)).await
    }

    async fn record_run(&self, run: &MonitorRun) -> Result<(), Error> {
        self.write(self.workshop.log.record_run(run)).await
    }
}

#[async_trait]
impl CheckpointLock for Desk<'_> {
    async fn find(&self, origin: &str) -> Result<Option<String>, Error> {
        self.workshop.lock.find(origin).await
    }

    async fn create(&self, origin: &str, note: &str) -> Result<(), Error> {
        self.seen(note);
        self.write(self.workshop.lock.create(origin, note)).await
    }

    async fn replace(&self, origin: &str, old: &str, new: &str) -> Result<bool, Error> {
        self.seen(new);
        self.write(self.workshop.lock.replace(origin, old, new)).await
    }

    async fn acknowledged(&self, origin: &str) -> Result<u64, Error> {
        self.workshop.lock.acknowledged(origin).await
    }

    async fn acknowledge(&self, origin: &str, size: u64) -> Result<bool, Error> {
        self.write(self.workshop.lock.acknowledge(origin, size)).await
    }

    async fn give_up(&self, origin: &str, old: u64, new: u64) -> Result<bool, Error> {
        self.write(self.workshop.lock.give_up(origin, old, new)).await
    }
}
