//! The log's database: its tree, its checkpoints and what is published about it.

mod checkpoint;
mod count;
mod growth;
mod place;

use async_trait::async_trait;
use storage::Error;
use storage::log::{CountLine, Growth, LogIdentity, LogStore, MonitorRun, Stored};
use tlog::{Hash, TileId, TreeHead};

use crate::failure::Failure;
use crate::open;
use crate::pool::Pools;
use crate::record::Record;
use crate::session::{Session, Work};
use crate::statement::{
    Database, FIND_BUNDLE, FIND_IDENTITY, FIND_TILE, FIND_TREE, INSERT_IDENTITY, INSERT_TREE,
    LIST_BUNDLES, LIST_TILES,
};
use crate::value::whole;
use crate::{Address, OpenError};

/// Bytes of a hash.
const HASH: usize = 32;

/// The log's database. Readers find everything in one file where it is SQLite's.
#[derive(Clone, Debug)]
pub struct Log {
    pools: Pools,
}

impl Log {
    /// Opens for reading and writing; makes what is not there, but no log in it: that is
    /// [`LogStore::create`]'s.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        Ok(Self { pools: open::read_write(address, Database::Log).await? })
    }

    /// Opens for reading only; the database must be there.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open_read_only(address: &Address) -> Result<Self, OpenError> {
        Ok(Self { pools: open::read_only(address, Database::Log).await? })
    }

    /// Closes the connections, so that SQLite's file alone holds everything.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}

#[async_trait]
impl storage::log::Log for Log {
    async fn identity(&self) -> Result<Option<LogIdentity>, Error> {
        let Some(found) = self.pools.row(FIND_IDENTITY, &[]).await? else { return Ok(None) };
        let (origin, vkey) = (found.text("origin")?.to_owned(), found.text("vkey")?.to_owned());
        Ok(Some(LogIdentity { origin, vkey }))
    }

    async fn stored(&self) -> Result<Option<Stored>, Error> {
        let Some(found) = self.pools.row(FIND_TREE, &[]).await? else { return Ok(None) };
        let root = Hash::from_bytes(found.array("root")?);
        let frontier = hashes(found.bytes("frontier")?).ok_or(Error::Corrupt("frontier"))?;
        Ok(Some(Stored { head: TreeHead { size: found.number("size")?, root }, frontier }))
    }

    async fn checkpoint(&self) -> Result<Option<String>, Error> {
        checkpoint::public(&self.pools).await
    }

    async fn checkpoint_at(&self, size: u64) -> Result<Option<String>, Error> {
        checkpoint::at(&self.pools, size).await
    }

    async fn checkpoint_sizes(&self, after: u64, limit: u32) -> Result<Vec<u64>, Error> {
        checkpoint::sizes(&self.pools, after, limit).await
    }

    async fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, Error> {
        let Ok(index) = whole(id.index, "tile") else { return Ok(None) };
        let found = self.pools.row(FIND_TILE, &[id.level.into(), index]).await?;
        found.map(|found| found.bytes("hashes").map(<[u8]>::to_vec)).transpose()
    }

    async fn bundle(&self, index: u64) -> Result<Option<Vec<u8>>, Error> {
        let Ok(index) = whole(index, "bundle") else { return Ok(None) };
        let found = self.pools.row(FIND_BUNDLE, &[index]).await?;
        found.map(|found| found.bytes("entries").map(<[u8]>::to_vec)).transpose()
    }

    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<Vec<u8>>, Error> {
        let Ok(first) = whole(from.index, "tile") else { return Ok(Vec::new()) };
        let end = whole(from.index.saturating_add(limit.into()), "tile")?;
        let rows = self.pools.rows(LIST_TILES, &[from.level.into(), first, end]).await?;
        contents(from.index, &rows)
    }

    async fn bundles(&self, from: u64, limit: u32) -> Result<Vec<Vec<u8>>, Error> {
        let Ok(first) = whole(from, "bundle") else { return Ok(Vec::new()) };
        let end = whole(from.saturating_add(limit.into()), "bundle")?;
        let rows = self.pools.rows(LIST_BUNDLES, &[first, end]).await?;
        contents(from, &rows)
    }

    async fn places(&self, leaves: &[Hash]) -> Result<Vec<Option<u64>>, Error> {
        place::find(&self.pools, leaves).await
    }

    async fn count_places(&self) -> Result<u64, Error> {
        place::count(&self.pools).await
    }

    async fn counts(&self) -> Result<Vec<CountLine>, Error> {
        count::list(&self.pools).await
    }

    async fn last_run(&self) -> Result<Option<MonitorRun>, Error> {
        count::last_run(&self.pools).await
    }
}

#[async_trait]
impl LogStore for Log {
    async fn create(&self, identity: &LogIdentity) -> Result<(), Error> {
        self.pools.write(&Creation(identity)).await
    }

    async fn grow(&self, growth: &Growth) -> Result<bool, Error> {
        growth::grow(&self.pools, growth).await
    }

    async fn publish(&self, old: Option<&str>, new: &str, size: u64) -> Result<bool, Error> {
        checkpoint::publish(&self.pools, old, new, size).await
    }

    async fn put_count(&self, line: &CountLine) -> Result<(), Error> {
        count::put(&self.pools, line).await
    }

    async fn record_run(&self, run: &MonitorRun) -> Result<(), Error> {
        count::record_run(&self.pools, run).await
    }
}

/// A new log, empty.
struct Creation<'a>(&'a LogIdentity);

#[async_trait]
impl Work for Creation<'_> {
    type Answer = ();

    async fn run(&self, session: &mut Session) -> Result<(), Failure> {
        let LogIdentity { origin, vkey } = self.0;
        let made = session.execute(INSERT_IDENTITY, &[origin.into(), vkey.into()]).await?;
        if made == 0 {
            return Err(Error::Exists("log").into());
        }
        let empty = TreeHead::EMPTY;
        let tree = [whole(empty.size, "tree")?, empty.root.as_bytes().into(), (&[]).into()];
        session.execute(INSERT_TREE, &tree).await?;
        Ok(())
    }
}

/// What rows hold, as long as their numbers follow each other.
fn contents(first: u64, rows: &[Record]) -> Result<Vec<Vec<u8>>, Error> {
    let mut contents = Vec::with_capacity(rows.len());
    for (number, row) in (first..).zip(rows) {
        if row.number::<u64>("number")? != number {
            break;
        }
        contents.push(row.bytes("content")?.to_vec());
    }
    Ok(contents)
}

/// Hashes, one after the other.
fn joined(hashes: &[Hash]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(hashes.len() * HASH);
    for hash in hashes {
        bytes.extend_from_slice(hash.as_bytes());
    }
    bytes
}

/// The hashes that stand one after the other in these bytes.
fn hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<HASH>();
    rest.is_empty().then(|| hashes.iter().copied().map(Hash::from_bytes).collect())
}
