//! The registry's database: microdata, certificates and case codes.

mod case_code;
mod case_file;
mod certificate;
mod intake;
mod ruling;

use crate::open;
use crate::pool::Pools;
use crate::statement::Database;
use crate::{Address, OpenError};

/// The registry's database.
#[derive(Clone, Debug)]
pub struct Registry {
    pools: Pools,
}

impl Registry {
    /// Opens for reading and writing; makes SQLite's file, for its owner alone, when it is not
    /// there.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        Ok(Self { pools: open::read_write(address, Database::Registry).await? })
    }

    /// Closes the connections, so that SQLite's file alone holds everything.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}
