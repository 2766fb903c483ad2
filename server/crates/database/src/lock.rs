//! The lock that keeps logs from forking, in a database of its own that is never restored from a
//! copy.

use async_trait::async_trait;
use storage::Error;
use storage::log::CheckpointLock;

use crate::open;
use crate::pool::Pools;
use crate::statement::{
    Database, FIND_ACKNOWLEDGED, FIND_NEWEST_CHECKPOINT, INSERT_NEWEST_CHECKPOINT,
    LOWER_ACKNOWLEDGED, RAISE_ACKNOWLEDGED, UPDATE_NEWEST_CHECKPOINT,
};
use crate::value::whole;
use crate::{Address, OpenError};

/// The lock's database.
#[derive(Clone, Debug)]
pub struct Lock {
    pools: Pools,
}

impl Lock {
    /// Opens for reading and writing; makes it when it is not there, without a log in it.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        Ok(Self { pools: open::read_write(address, Database::Lock).await? })
    }

    /// Closes the connections, so that SQLite's file alone holds everything.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}

#[async_trait]
impl CheckpointLock for Lock {
    async fn find(&self, origin: &str) -> Result<Option<String>, Error> {
        let found = self.pools.row(FIND_NEWEST_CHECKPOINT, &[origin.into()]).await?;
        found.map(|found| found.text("note").map(str::to_owned)).transpose()
    }

    async fn create(&self, origin: &str, note: &str) -> Result<(), Error> {
        let values = [origin.into(), note.into()];
        match self.pools.execute(INSERT_NEWEST_CHECKPOINT, &values).await? {
            0 => Err(Error::Exists("checkpoint")),
            _ => Ok(()),
        }
    }

    async fn replace(&self, origin: &str, old: &str, new: &str) -> Result<bool, Error> {
        let values = [new.into(), origin.into(), old.into()];
        Ok(self.pools.execute(UPDATE_NEWEST_CHECKPOINT, &values).await? == 1)
    }

    async fn acknowledged(&self, origin: &str) -> Result<u64, Error> {
        let found = self.pools.row(FIND_ACKNOWLEDGED, &[origin.into()]).await?;
        found.map_or(Ok(0), |found| found.number("acknowledged"))
    }

    async fn acknowledge(&self, origin: &str, size: u64) -> Result<bool, Error> {
        let values = [whole(size, "acknowledged")?, origin.into()];
        Ok(self.pools.execute(RAISE_ACKNOWLEDGED, &values).await? == 1)
    }

    async fn give_up(&self, origin: &str, old: u64, new: u64) -> Result<bool, Error> {
        let (old, new) = (whole(old, "acknowledged")?, whole(new, "acknowledged")?);
        Ok(self.pools.execute(LOWER_ACKNOWLEDGED, &[new, origin.into(), old]).await? == 1)
    }
}
