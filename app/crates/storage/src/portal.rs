//! The public side: releases and sealed cases. Everything here is published or readable only
//! with a code that its holder has.

use async_trait::async_trait;
use calendar::{Day, Month};
use disclosure::ProtectedRelease;
use statistics::{PublishedTable, ReleaseId};

use crate::Error;

/// A release as the index shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSummary {
    /// The short citable code, as in `1404-06`.
    pub id: ReleaseId,
    /// The month that the figures are about.
    pub month: Month,
    /// The civil day of publication.
    pub published_on: Day,
    /// SHA-256 of the manifest: one value that stands for every byte of the release.
    pub root: [u8; 32],
}

/// A release as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// What the index shows.
    pub summary: ReleaseSummary,
    /// The manifest: one line a file, `<sha256 in hex>  <path>\n`, sorted by path.
    pub manifest: String,
    /// The tables, read from the published files themselves.
    pub tables: Vec<PublishedTable>,
}

/// One immutable file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFile {
    /// Path inside the release, as in `district.csv`.
    pub path: String,
    /// The bytes, exactly as the manifest sums them.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

/// Reads releases.
#[async_trait]
pub trait Releases: Send + Sync {
    /// All releases, newest month first.
    async fn list(&self) -> Result<Vec<ReleaseSummary>, Error>;
    /// One release with its tables.
    async fn release(&self, id: &ReleaseId) -> Result<Option<Release>, Error>;
    /// One file of a release.
    async fn file(&self, id: &ReleaseId, path: &str) -> Result<Option<ReleaseFile>, Error>;
}

/// Writes releases. Only a [`ProtectedRelease`] fits.
#[async_trait]
pub trait ReleaseStore: Send + Sync {
    /// Stores a release for ever. Storing the same bytes again changes nothing and answers
    /// `false`; other bytes under the same identifier are [`Error::Exists`].
    async fn publish(&self, release: &ProtectedRelease) -> Result<bool, Error>;
}

/// A case's timeline, encrypted so that only its number and code together open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedCase {
    /// Derived from case number and code; says nothing without both.
    pub id: [u8; 32],
    /// The ciphertext.
    pub sealed: Vec<u8>,
}

/// Reads sealed cases.
#[async_trait]
pub trait SealedCases: Send + Sync {
    /// The public salt of the key derivation, made once with the portal's database.
    async fn salt(&self) -> Result<[u8; 32], Error>;
    /// The ciphertext under this identifier.
    async fn sealed(&self, id: &[u8; 32]) -> Result<Option<Vec<u8>>, Error>;
}

/// Writes sealed cases.
#[async_trait]
pub trait SealedCaseStore: Send + Sync {
    /// Inserts or replaces; answers how many were new or different.
    async fn put(&self, cases: &[SealedCase]) -> Result<u64, Error>;
}
