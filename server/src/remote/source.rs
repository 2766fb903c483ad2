//! A source: where a log is read.

use std::path::{Path, PathBuf};

use reqwest::Client;
use tlog::{Hash, MAX_NOTE, Resource, Tile, bundle, tile};

use super::client::{Address, client};
use super::problem::RemoteProblem;
use super::{folder, http};

/// Bytes of a bundle, at most: 256 entries of 65 535 bytes behind their lengths.
const MAX_BUNDLE: usize = 256 * (65_535 + 2);
/// Bytes of the published counts, at most: some two hundred years of days.
const MAX_COUNTS: usize = 16 << 20;

/// Where a log is read: a prefix or a folder.
#[derive(Clone, Debug)]
pub struct Source(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Http { client: Client, prefix: Address },
    Folder(PathBuf),
}

impl Source {
    /// A log under a prefix, as in `https://gavah.example/log`. Plain HTTP is for this machine.
    ///
    /// # Errors
    ///
    /// When the address is none, or the system's certificates cannot be read.
    pub fn http(url: &str) -> anyhow::Result<Self> {
        let prefix = Address::parse(url).ok_or(RemoteProblem::Address)?;
        Ok(Self(Kind::Http { client: client()?, prefix }))
    }

    /// A log in a folder.
    #[must_use]
    pub fn folder(path: &Path) -> Self {
        Self(Kind::Folder(path.to_owned()))
    }

    /// What somebody types: an address, or a folder that is there.
    ///
    /// # Errors
    ///
    /// As [`Source::http`], and when the folder is not there.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        if text.contains("://") {
            return Self::http(text);
        }
        let path = Path::new(text);
        if !path.is_dir() {
            return Err(RemoteProblem::Address.into());
        }
        Ok(Self::folder(path))
    }

    /// Whether a server stands between the reader and the log, which may keep old answers for some
    /// seconds.
    #[must_use]
    pub const fn is_served(&self) -> bool {
        matches!(self.0, Kind::Http { .. })
    }

    /// The newest checkpoint, a signed note.
    ///
    /// # Errors
    ///
    /// When it cannot be had or is not text.
    pub async fn checkpoint(&self) -> Result<String, RemoteProblem> {
        self.text("checkpoint", MAX_NOTE).await
    }

    /// A text file of the log.
    ///
    /// # Errors
    ///
    /// When it cannot be had, is larger than `limit` bytes, or is not text.
    pub async fn text(&self, path: &str, limit: usize) -> Result<String, RemoteProblem> {
        let bytes = self.file(path, limit).await?;
        let bytes = bytes.ok_or_else(|| RemoteProblem::Absent { path: path.to_owned() })?;
        String::from_utf8(bytes).map_err(|_| RemoteProblem::NotText { path: path.to_owned() })
    }

    /// The published counts; `None` where the log has none.
    ///
    /// # Errors
    ///
    /// As [`Source::text`], but for its absence.
    pub async fn counts(&self) -> Result<Option<String>, RemoteProblem> {
        match self.text("counts.txt", MAX_COUNTS).await {
            Ok(text) => Ok(Some(text)),
            Err(RemoteProblem::Absent { .. }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// The hashes of a tile. Where a partial tile is gone, the full one takes its place: a log may
    /// remove the first once it has the second.
    ///
    /// # Errors
    ///
    /// When neither can be had, or one has another width than its path says.
    pub async fn tile(&self, tile: Tile) -> Result<Vec<Hash>, RemoteProblem> {
        let path = tile.path();
        let whole = usize::from(tile::WIDTH) * 32;
        let (bytes, path, width) = match self.file(&path, whole).await? {
            Some(bytes) => (bytes, path, tile.width()),
            None => {
                let (bytes, path) = self.full(Resource::Hashes(tile), whole).await?;
                (bytes, path, tile::WIDTH)
            }
        };
        let mut hashes =
            tile::hashes(&bytes, width).map_err(|why| RemoteProblem::Tile { path, why })?;
        hashes.truncate(tile.width().into());
        Ok(hashes)
    }

    /// The first `width` entries of a bundle, each behind its length; partial or full as with
    /// tiles.
    ///
    /// # Errors
    ///
    /// When neither can be had, or one holds another number of entries than its path says.
    pub async fn bundle(&self, index: u64, width: u16) -> Result<Vec<u8>, RemoteProblem> {
        let resource = Resource::Entries { index, width };
        let path = resource.path();
        if let Some(bytes) = self.file(&path, MAX_BUNDLE).await? {
            bundle::parse(&bytes, width).map_err(|why| RemoteProblem::Bundle { path, why })?;
            return Ok(bytes);
        }
        let (mut bytes, path) = self.full(resource, MAX_BUNDLE).await?;
        let wrong = |why| RemoteProblem::Bundle { path, why };
        let length = bundle::parse(&bytes, tile::WIDTH)
            .and_then(|_| bundle::prefix(&bytes, width))
            .map_err(wrong)?
            .len();
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Any file of the log; `None` where it is not there. The path is one of ours.
    ///
    /// # Errors
    ///
    /// When it cannot be had, or is larger than `limit` bytes.
    pub async fn file(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, RemoteProblem> {
        match &self.0 {
            Kind::Http { client, prefix } => http::read(client, prefix, path, limit).await,
            Kind::Folder(folder) => folder::read(folder, path, limit).await,
        }
    }

    /// The full one in the place of a partial one that is gone.
    async fn full(
        &self,
        partial: Resource,
        limit: usize,
    ) -> Result<(Vec<u8>, String), RemoteProblem> {
        let absent = || RemoteProblem::Absent { path: partial.path() };
        let full = match partial {
            Resource::Hashes(tile) if !tile.is_full() => Resource::Hashes(tile.full()),
            Resource::Entries { index, width } if width < tile::WIDTH => {
                Resource::Entries { index, width: tile::WIDTH }
            }
            _ => return Err(absent()),
        };
        let path = full.path();
        let bytes = self.file(&path, limit).await?.ok_or_else(absent)?;
        Ok((bytes, path))
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::Http { prefix, .. } => write!(f, "{prefix}"),
            Kind::Folder(folder) => write!(f, "{}", folder.display()),
        }
    }
}
