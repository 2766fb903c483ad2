//! Sealed cases: ciphertexts under derived identifiers.

use async_trait::async_trait;
use sqlx::SqlitePool;
use storage::Error;
use storage::portal::{SealedCase, SealedCaseStore, SealedCases};

use super::Portal;
use crate::error::unavailable;
use crate::row;

const FIND_SALT: &str = include_str!("../../queries/find_salt.sql");
const INSERT_SALT: &str = include_str!("../../queries/insert_salt.sql");
const FIND: &str = include_str!("../../queries/find_sealed_case.sql");
const INSERT: &str = include_str!("../../queries/insert_sealed_case.sql");
const PURPOSE: &str = "sealed_cases";

/// Writes the salt unless there is one.
pub(super) async fn make_salt(write: &SqlitePool, salt: &[u8; 32]) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT_SALT).bind(PURPOSE).bind(salt.as_slice()).execute(write).await?;
    Ok(())
}

impl Portal {
    /// Writes the file anew, so that the places of sealed cases in it follow from their identifiers
    /// and not from the order in which they came, and nothing that was replaced is left in it.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] when the engine refuses.
    pub async fn compact(&self) -> Result<(), Error> {
        let mut to = self.writer()?.acquire().await.map_err(unavailable)?;
        // The copy may be larger than memory; nothing in it is secret.
        for sql in ["PRAGMA temp_store = FILE", "VACUUM", "PRAGMA temp_store = MEMORY"] {
            sqlx::query(sql).execute(&mut *to).await.map_err(unavailable)?;
        }
        Ok(())
    }
}

#[async_trait]
impl SealedCases for Portal {
    async fn salt(&self) -> Result<[u8; 32], Error> {
        let found = sqlx::query(FIND_SALT)
            .bind(PURPOSE)
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        row::bytes(&found.ok_or(Error::Corrupt("salt"))?, "salt")
    }

    async fn sealed(&self, id: &[u8; 32]) -> Result<Option<Vec<u8>>, Error> {
        let found = sqlx::query(FIND)
            .bind(id.as_slice())
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        found.map(|found| row::column(&found, "sealed")).transpose()
    }
}

#[async_trait]
impl SealedCaseStore for Portal {
    async fn put(&self, cases: &[SealedCase]) -> Result<u64, Error> {
        let mut to = self.writer()?.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)?;
        let mut written = 0;
        for case in cases {
            written += sqlx::query(INSERT)
                .bind(case.id.as_slice())
                .bind(case.sealed.as_slice())
                .execute(&mut *to)
                .await
                .map_err(unavailable)?
                .rows_affected();
        }
        to.commit().await.map_err(unavailable)?;
        Ok(written)
    }
}
