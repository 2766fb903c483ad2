//! Sealed cases: ciphertexts under derived identifiers.

use async_trait::async_trait;
use storage::Error;
use storage::portal::{SealedCase, SealedCaseStore, SealedCases};

use super::Portal;
use crate::failure::Failure;
use crate::session::{Session, Work};
use crate::statement::{FIND_SALT, FIND_SEALED_CASE, INSERT_SEALED_CASE};

/// What the salt is for.
pub(super) const PURPOSE: &str = "sealed_cases";

impl Portal {
    /// Writes sealed cases anew, so that their places follow from their identifiers and not from
    /// the order in which they came, and nothing that was replaced is left among them.
    ///
    /// With SQLite this is the whole file. With PostgreSQL it is the table: its rows, their
    /// transaction numbers and their large values are made again in one order, and the old ones
    /// removed. What PostgreSQL keeps elsewhere is not reached by this: its write-ahead log and the
    /// archive of that, base backups, and what the file system has not written over yet. It wants
    /// the table for itself, and the right to vacuum it.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] when the engine refuses.
    pub async fn compact(&self) -> Result<(), Error> {
        self.pools.compact().await
    }
}

#[async_trait]
impl SealedCases for Portal {
    async fn salt(&self) -> Result<[u8; 32], Error> {
        let found = self.pools.row(FIND_SALT, &[PURPOSE.into()]).await?;
        found.ok_or(Error::Corrupt("salt"))?.array("salt")
    }

    async fn sealed(&self, id: &[u8; 32]) -> Result<Option<Vec<u8>>, Error> {
        let found = self.pools.row(FIND_SEALED_CASE, &[id.into()]).await?;
        found.map(|found| found.bytes("sealed").map(<[u8]>::to_vec)).transpose()
    }
}

#[async_trait]
impl SealedCaseStore for Portal {
    async fn put(&self, cases: &[SealedCase]) -> Result<u64, Error> {
        self.pools.write(&Sealing(cases)).await
    }
}

struct Sealing<'a>(&'a [SealedCase]);

#[async_trait]
impl Work for Sealing<'_> {
    type Answer = u64;

    async fn run(&self, session: &mut Session) -> Result<u64, Failure> {
        let mut written = 0;
        for case in self.0 {
            let values = [(&case.id).into(), case.sealed.as_slice().into()];
            written += session.execute(INSERT_SEALED_CASE, &values).await?;
        }
        Ok(written)
    }
}
