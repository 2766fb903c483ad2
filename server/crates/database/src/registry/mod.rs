//! The registry's database: microdata, certificates and case codes.

mod case_code;
mod case_file;
mod certificate;
mod intake;
mod ruling;

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteJournalMode;

use crate::open::{self, Access, Pools};
use crate::{OpenError, migration};

/// The registry's database.
#[derive(Clone, Debug)]
pub struct Registry {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

impl Registry {
    /// Opens for reading and writing; makes the file, for its owner alone, when it is not
    /// there.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        let Pools { read, write } =
            open::read_write(path, &migration::registry(), SqliteJournalMode::Wal, Access::Private)
                .await?;
        Ok(Self { read, write })
    }

    /// Closes the connections, so that the file alone holds everything.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}
