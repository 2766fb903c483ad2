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
