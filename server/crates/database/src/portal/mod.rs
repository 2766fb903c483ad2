//! The portal's database: releases and sealed cases.

mod release;
mod sealed_case;

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteJournalMode;

use crate::open::{self, Access, Pools};
use crate::{OpenError, migration};

/// One file and nothing beside it: a reader needs no right to write, not even to a shared-memory
/// file, so that the public server can run from a folder that it cannot write to.
const JOURNAL: SqliteJournalMode = SqliteJournalMode::Delete;

/// The portal's database.
#[derive(Clone, Debug)]
pub struct Portal {
    pub(crate) read: SqlitePool,
    /// Absent where the database was opened for reading: the public server has no way to write.
    pub(crate) write: Option<SqlitePool>,
}

impl Portal {
    /// Opens for writing; makes the file, and the salt of its sealed cases, when they are not
    /// there. `salt` is 32 fresh random bytes, used only then.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(path: &Path, salt: &[u8; 32]) -> Result<Self, OpenError> {
        let Pools { read, write } =
            open::read_write(path, &migration::portal(), JOURNAL, Access::Public).await?;
        sealed_case::make_salt(&write, salt)
            .await
            .map_err(|error| OpenError::Engine(path.to_owned(), error))?;
        Ok(Self { read, write: Some(write) })
    }

    /// Opens for reading only; the file must be there.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open_read_only(path: &Path) -> Result<Self, OpenError> {
        Ok(Self { read: open::read_only(path).await?, write: None })
    }

    /// Closes the connections, so that the file alone holds everything.
    pub async fn close(&self) {
        self.read.close().await;
        if let Some(write) = &self.write {
            write.close().await;
        }
    }

    pub(crate) fn writer(&self) -> Result<&SqlitePool, storage::Error> {
        self.write
            .as_ref()
            .ok_or_else(|| storage::Error::Unavailable("opened for reading only".to_owned()))
    }
}
