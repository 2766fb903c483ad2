//! Where a log is exported to.

use std::path::Path;

use anyhow::bail;

use super::folder::Folder;
use super::store::Store;

/// A folder, or a place in a store that speaks S3.
#[derive(Debug)]
pub struct Target(Kind);

#[derive(Debug)]
enum Kind {
    Folder(Folder),
    Store(Store),
}

impl Target {
    /// What somebody types: a folder, or `s3://BUCKET/PREFIX`. The endpoint is for stores that are
    /// not Amazon's.
    ///
    /// # Errors
    ///
    /// When it is neither, or the environment lacks what the store needs.
    pub fn parse(text: &str, endpoint: Option<&str>) -> anyhow::Result<Self> {
        match text.split_once("://") {
            Some(("s3", place)) => Ok(Self(Kind::Store(Store::open(place, endpoint)?))),
            Some((scheme, _)) => {
                bail!("an export goes to a folder or to s3://…, not to {scheme:?}")
            }
            None if endpoint.is_some() => bail!("an endpoint is for s3://…"),
            None => Ok(Self(Kind::Folder(Folder::new(Path::new(text))))),
        }
    }

    /// The bytes of a file; `None` where there is none.
    pub(super) async fn read(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match &self.0 {
            Kind::Folder(folder) => folder.read(path),
            Kind::Store(store) => store.read(path).await,
        }
    }

    /// Writes a file, and answers whether it did; with `compare` it does not when the file has
    /// these bytes.
    pub(super) async fn write(
        &self,
        path: &str,
        bytes: &[u8],
        compare: bool,
    ) -> anyhow::Result<bool> {
        if compare && self.read(path).await?.is_some_and(|there| there == bytes) {
            return Ok(false);
        }
        match &self.0 {
            Kind::Folder(folder) => folder.write(path, bytes)?,
            Kind::Store(store) => store.write(path, bytes).await?,
        }
        Ok(true)
    }

    /// Makes what was written survive a loss of power.
    pub(super) fn settle(&self) -> anyhow::Result<()> {
        match &self.0 {
            Kind::Folder(folder) => folder.settle(),
            Kind::Store(_) => Ok(()),
        }
    }

    /// Removes all files in a folder, and the folder.
    pub(super) async fn remove_below(&self, path: &str) -> anyhow::Result<()> {
        match &self.0 {
            Kind::Folder(folder) => folder.remove_below(path),
            Kind::Store(store) => store.remove_below(path).await,
        }
    }
}
