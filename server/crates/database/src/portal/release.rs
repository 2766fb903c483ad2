//! Releases: immutable files under a short code.

use async_trait::async_trait;
use calendar::Month;
use disclosure::ProtectedRelease;
use sha2::{Digest as _, Sha256};
use sqlx::sqlite::SqliteRow;
use statistics::{Dimension, PublishedTable, ReleaseId};
use storage::Error;
use storage::portal::{Release, ReleaseFile, ReleaseStore, ReleaseSummary, Releases};

use super::Portal;
use crate::error::unavailable;
use crate::row;

const LIST: &str = include_str!("../../queries/list_releases.sql");
const FIND: &str = include_str!("../../queries/find_release.sql");
const INSERT: &str = include_str!("../../queries/insert_release.sql");
const FIND_FILE: &str = include_str!("../../queries/find_release_file.sql");
const INSERT_FILE: &str = include_str!("../../queries/insert_release_file.sql");

#[async_trait]
impl Releases for Portal {
    async fn list(&self) -> Result<Vec<ReleaseSummary>, Error> {
        let rows = sqlx::query(LIST).fetch_all(&self.read).await.map_err(unavailable)?;
        rows.iter().map(summary).collect()
    }

    async fn release(&self, id: &ReleaseId) -> Result<Option<Release>, Error> {
        let found = sqlx::query(FIND)
            .bind(id.to_string())
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        let Some(found) = found else { return Ok(None) };
        let mut tables = Vec::new();
        for dimension in Dimension::ALL {
            let path = format!("{}.json", dimension.code());
            let file = self.file(id, &path).await?.ok_or(Error::Corrupt("release"))?;
            tables
                .push(PublishedTable::read_json(&file.bytes).map_err(|_| Error::Corrupt("table"))?);
        }
        Ok(Some(Release {
            summary: summary(&found)?,
            manifest: row::column(&found, "manifest")?,
            tables,
        }))
    }

    async fn file(&self, id: &ReleaseId, path: &str) -> Result<Option<ReleaseFile>, Error> {
        let found = sqlx::query(FIND_FILE)
            .bind(id.to_string())
            .bind(path)
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        let Some(found) = found else { return Ok(None) };
        let bytes: Vec<u8> = row::column(&found, "content")?;
        let sha256: [u8; 32] = row::bytes(&found, "sha256")?;
        // A file that rotted on disk must never be served under its old sum.
        if Sha256::digest(&bytes).as_slice() != sha256 {
            return Err(Error::Corrupt("release file"));
        }
        Ok(Some(ReleaseFile { path: path.to_owned(), bytes, sha256 }))
    }
}

#[async_trait]
impl ReleaseStore for Portal {
    async fn publish(&self, release: &ProtectedRelease) -> Result<bool, Error> {
        let id = release.id().to_string();
        let mut to = self.writer()?.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)?;
        let found =
            sqlx::query(FIND).bind(&id).fetch_optional(&mut *to).await.map_err(unavailable)?;
        if let Some(found) = found {
            let root: [u8; 32] = row::bytes(&found, "root")?;
            return if &root == release.root() { Ok(false) } else { Err(Error::Exists("release")) };
        }
        sqlx::query(INSERT)
            .bind(&id)
            .bind(release.month().to_string())
            .bind(i64::from(release.published_on().number()))
            .bind(release.root().as_slice())
            .bind(release.manifest())
            .execute(&mut *to)
            .await
            .map_err(unavailable)?;
        for file in release.files() {
            sqlx::query(INSERT_FILE)
                .bind(&id)
                .bind(file.path())
                .bind(file.sha256().as_slice())
                .bind(file.bytes())
                .execute(&mut *to)
                .await
                .map_err(unavailable)?;
        }
        to.commit().await.map_err(unavailable)?;
        Ok(true)
    }
}

fn summary(row: &SqliteRow) -> Result<ReleaseSummary, Error> {
    Ok(ReleaseSummary {
        id: row::parsed(row, "id", ReleaseId::parse)?,
        month: row::parsed(row, "month", Month::parse)?,
        published_on: row::day(row, "published_on")?,
        root: row::bytes(row, "root")?,
    })
}
