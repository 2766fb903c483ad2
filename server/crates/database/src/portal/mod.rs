//! The portal's database: releases and sealed cases.

mod release;
mod sealed_case;

use crate::open;
use crate::pool::Pools;
use crate::statement::{Database, INSERT_SALT};
use crate::{Address, OpenError};

/// The portal's database.
#[derive(Clone, Debug)]
pub struct Portal {
    pools: Pools,
}

impl Portal {
    /// Opens for writing; makes the database, and the salt of its sealed cases, when they are not
    /// there. `salt` is 32 fresh random bytes, used only then.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open(address: &Address, salt: &[u8; 32]) -> Result<Self, OpenError> {
        let pools = open::read_write(address, Database::Portal).await?;
        let values = [sealed_case::PURPOSE.into(), salt.into()];
        pools
            .execute(INSERT_SALT, &values)
            .await
            .map_err(|error| OpenError::Storage(address.clone(), error))?;
        Ok(Self { pools })
    }

    /// Opens for reading only; the database must be there. Nothing can be written through it: the
    /// public server has no way to write.
    ///
    /// # Errors
    ///
    /// [`OpenError`].
    pub async fn open_read_only(address: &Address) -> Result<Self, OpenError> {
        Ok(Self { pools: open::read_only(address, Database::Portal).await? })
    }

    /// Closes the connections, so that SQLite's file alone holds everything.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}
