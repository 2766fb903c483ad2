//! Releases: immutable files under a short code.

use async_trait::async_trait;
use calendar::Month;
use disclosure::ProtectedRelease;
use sha2::{Digest as _, Sha256};
use statistics::{Dimension, PublishedTable, ReleaseId};
use storage::Error;
use storage::portal::{Release, ReleaseFile, ReleaseStore, ReleaseSummary, Releases};

use super::Portal;
use crate::failure::Failure;
use crate::record::Record;
use crate::row;
use crate::session::{Session, Work};
use crate::statement::{
    FIND_RELEASE, FIND_RELEASE_FILE, INSERT_RELEASE, INSERT_RELEASE_FILE, LIST_RELEASES,
};

#[async_trait]
impl Releases for Portal {
    async fn list(&self) -> Result<Vec<ReleaseSummary>, Error> {
        self.pools.rows(LIST_RELEASES, &[]).await?.iter().map(summary).collect()
    }

    async fn release(&self, id: &ReleaseId) -> Result<Option<Release>, Error> {
        let Some(found) = self.pools.row(FIND_RELEASE, &[(&id.to_string()).into()]).await? else {
            return Ok(None);
        };
        let mut tables = Vec::new();
        for dimension in Dimension::ALL {
            let path = format!("{}.json", dimension.code());
            let file = self.file(id, &path).await?.ok_or(Error::Corrupt("release"))?;
            tables
                .push(PublishedTable::read_json(&file.bytes).map_err(|_| Error::Corrupt("table"))?);
        }
        let manifest = found.text("manifest")?.to_owned();
        Ok(Some(Release { summary: summary(&found)?, manifest, tables }))
    }

    async fn file(&self, id: &ReleaseId, path: &str) -> Result<Option<ReleaseFile>, Error> {
        let id = id.to_string();
        let values = [(&id).into(), path.into()];
        let Some(found) = self.pools.row(FIND_RELEASE_FILE, &values).await? else {
            return Ok(None);
        };
        let bytes = found.bytes("content")?.to_vec();
        let sha256: [u8; 32] = found.array("sha256")?;
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
        self.pools.write(&Publication(release)).await
    }
}

struct Publication<'a>(&'a ProtectedRelease);

#[async_trait]
impl Work for Publication<'_> {
    type Answer = bool;

    async fn run(&self, session: &mut Session) -> Result<bool, Failure> {
        let release = self.0;
        let id = release.id().to_string();
        if let Some(found) = session.row(FIND_RELEASE, &[(&id).into()]).await? {
            let root: [u8; 32] = found.array("root")?;
            return match &root == release.root() {
                true => Ok(false),
                false => Err(Error::Exists("release").into()),
            };
        }
        session
            .execute(
                INSERT_RELEASE,
                &[
                    (&id).into(),
                    (&release.month().to_string()).into(),
                    release.published_on().number().into(),
                    release.root().into(),
                    release.manifest().into(),
                ],
            )
            .await?;
        for file in release.files() {
            session
                .execute(
                    INSERT_RELEASE_FILE,
                    &[(&id).into(), file.path().into(), file.sha256().into(), file.bytes().into()],
                )
                .await?;
        }
        Ok(true)
    }
}

fn summary(row: &Record) -> Result<ReleaseSummary, Error> {
    Ok(ReleaseSummary {
        id: row.parsed("id", ReleaseId::parse)?,
        month: row.parsed("month", Month::parse)?,
        published_on: row::day(row, "published_on")?,
        root: row.array("root")?,
    })
}
