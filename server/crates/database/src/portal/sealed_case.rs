//! Sealed cases: ciphertexts under derived identifiers.

use async_trait::async_trait;
use storage::Error;
use storage::portal::{SealedCase, SealedCaseStore, SealedCases};

use super::Portal;
use crate::failure::Failure;
use crate::session::{Session, Work};
use crate::statement::{
    COPY_SEALED_CASES, FIND_SALT, FIND_SEALED_CASE, INSERT_COPIED_CASES, INSERT_SEALED_CASE,
    TRUNCATE_SEALED_CASES,
};

/// What the salt is for.
pub(super) const PURPOSE: &str = "sealed_cases";

impl Portal {
    /// Writes sealed cases anew, so that their places follow from their identifiers and not from
    /// the order in which they came, and nothing that was replaced is left among them.
    ///
    /// With SQLite this is the whole file. With PostgreSQL it is the table: in one transaction all
    /// rows are copied, the table gets new files, and the rows are inserted in the order of their
    /// identifiers, so that neither their places, nor the numbers of their transactions, nor those
    /// of their large values tell anything. What PostgreSQL keeps elsewhere is not reached by this:
    /// its write-ahead log and the archive of that, base backups, and what the file system has not
    /// written over yet. It needs the right to truncate the table and to make a temporary one.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] when the engine refuses.
    pub async fn compact(&self) -> Result<(), Error> {
        self.pools.compact(&Rewriting).await
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

struct Rewriting;

#[async_trait]
impl Work for Rewriting {
    type Answer = ();

    async fn run(&self, session: &mut Session) -> Result<(), Failure> {
        for statement in [COPY_SEALED_CASES, TRUNCATE_SEALED_CASES, INSERT_COPIED_CASES] {
            session.execute(statement, &[]).await?;
        }
        Ok(())
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
