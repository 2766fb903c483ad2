//! The log as the public sees it: what its public checkpoint implies, and no more.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::components::log_fact::LogProblem;
use app::lookup::Question;
use app::pages::log::LogPage;
use axum::body::Bytes;
use certificate::LogCheck;
use storage::Error;
use storage::log::{CountLine, Log, LogIdentity, MonitorRun};
use tlog::{
    Checkpoint, Entry, EntryKind, JudgeError, Note, Policy, Resource, Tile, TileId, bundle,
};

use super::fresh::Fresh;
use super::tile_cache::TileCache;
use crate::log::count;

/// Seconds until the public checkpoint is read again.
const CHECKPOINT_AGE: u64 = 1;
/// Seconds until the counts, and the monitor's last run, are read again.
const COUNTS_AGE: u64 = 5;

/// A log that is served.
pub struct PublicLog {
    log: Arc<dyn Log>,
    identity: LogIdentity,
    policy: Policy,
    policy_text: String,
    checkpoint: Fresh<Option<PublicCheckpoint>>,
    counts: Fresh<PublishedCounts>,
    last_run: Fresh<Option<MonitorRun>>,
    tiles: TileCache,
}

/// The published counts.
#[derive(Clone)]
struct PublishedCounts {
    lines: Arc<Vec<CountLine>>,
    /// All lines, as they are served.
    text: Bytes,
}

/// The public checkpoint.
#[derive(Clone, Debug)]
pub struct PublicCheckpoint {
    /// The signed note.
    pub note: Bytes,
    /// The size of its tree.
    pub size: u64,
}

impl PublicLog {
    /// Serves a log; `policy` is the text that checkpoints are judged by. Without one, the log's
    /// own signature is enough. `None` when the database holds no log.
    ///
    /// # Errors
    ///
    /// When the database does not answer, the policy does not read, or it knows no such log.
    pub async fn open(log: Arc<dyn Log>, policy: Option<String>) -> anyhow::Result<Option<Self>> {
        let Some(identity) = log.identity().await.context("could not read the log's name")? else {
            return Ok(None);
        };
        let policy_text = policy.unwrap_or_else(|| format!("log {}\nquorum none\n", identity.vkey));
        let policy =
            Policy::parse(policy_text.as_bytes()).context("could not read the log's policy")?;
        if !policy.logs().any(|(key, _)| key.to_string() == identity.vkey) {
            bail!("the policy does not name the log {}", identity.vkey);
        }
        Ok(Some(Self {
            log,
            identity,
            policy,
            policy_text,
            checkpoint: Fresh::new(CHECKPOINT_AGE),
            counts: Fresh::new(COUNTS_AGE),
            last_run: Fresh::new(COUNTS_AGE),
            tiles: TileCache::new(),
        }))
    }

    /// The policy's text.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy_text
    }

    /// The log's verifier key.
    #[must_use]
    pub fn vkey(&self) -> &str {
        &self.identity.vkey
    }

    /// The size of the public checkpoint that was read last.
    #[must_use]
    pub fn known_size(&self) -> Option<u64> {
        self.checkpoint.known().flatten().map(|checkpoint| checkpoint.size)
    }

    /// The public checkpoint; `None` before the first.
    ///
    /// # Errors
    ///
    /// When it was not read lately and the database does not answer.
    pub async fn checkpoint(&self) -> Result<Option<PublicCheckpoint>, Error> {
        let read = async {
            let Some(note) = self.log.checkpoint().await? else { return Ok(None) };
            let size = size_of(&note).ok_or(Error::Corrupt("public checkpoint"))?;
            Ok(Some(PublicCheckpoint { note: note.into(), size }))
        };
        self.checkpoint.value(read).await
    }

    /// The checkpoint that was public at a size.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn checkpoint_at(&self, size: u64) -> Result<Option<String>, Error> {
        // Nothing of a tree that is not public is told, not even that it exists.
        match self.checkpoint().await? {
            Some(public) if size <= public.size => self.log.checkpoint_at(size).await,
            _ => Ok(None),
        }
    }

    /// A tile or an entry bundle that is in memory, under a checkpoint that was read just now.
    #[must_use]
    pub fn at_hand(&self, asked: Resource) -> Option<Bytes> {
        let whole = widest(asked, self.checkpoint.young()??.size)?;
        cut(self.tiles.find(whole)?, asked).ok()
    }

    /// A tile or an entry bundle, when the public checkpoint implies it.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or holds less than its checkpoint says.
    pub async fn resource(&self, asked: Resource) -> Result<Option<Bytes>, Error> {
        let Some(public) = self.checkpoint().await? else { return Ok(None) };
        // What is kept is as wide as the tree has it; narrower ones are cut from that, so that
        // asking for all widths of a tile keeps one of them.
        let Some(whole) = widest(asked, public.size) else { return Ok(None) };
        let bytes = match self.tiles.find(whole) {
            Some(bytes) => bytes,
            None => {
                let Some(bytes) = self.stored(whole).await? else {
                    return Err(Error::Corrupt("tree of the log"));
                };
                self.tiles.keep(whole, bytes.clone());
                bytes
            }
        };
        cut(bytes, asked).map(Some)
    }

    /// The published counts: a line each.
    ///
    /// # Errors
    ///
    /// When they were not read lately and the database does not answer.
    pub async fn counts(&self) -> Result<Bytes, Error> {
        Ok(self.published().await?.text)
    }

    async fn published(&self) -> Result<PublishedCounts, Error> {
        let read = async {
            let size = self.checkpoint().await?.map_or(0, |public| public.size);
            let lines = count::published(self.log.as_ref(), size).await?;
            let text = count::text(&lines).into();
            Ok(PublishedCounts { lines: Arc::new(lines), text })
        };
        self.counts.value(read).await
    }

    /// What the page about the log shows.
    ///
    /// # Errors
    ///
    /// When it was not read lately and the database does not answer.
    pub async fn page(&self) -> Result<LogPage, Error> {
        let public = self.checkpoint().await?;
        Ok(LogPage {
            counts: self.published().await?.lines.to_vec(),
            note: public.and_then(|public| String::from_utf8(public.note.into()).ok()),
            policy: self.policy_text.clone(),
            last_run: self.last_run.value(self.log.last_run()).await?,
        })
    }

    /// What the log says of a certificate, for readers whose browsers do not ask by themselves.
    ///
    /// # Errors
    ///
    /// Why it could not be looked at.
    pub async fn look_up(&self, question: &Question) -> Result<LogCheck, LogProblem> {
        let unavailable = |error: Error| {
            tracing::error!(%error, "the log's database");
            LogProblem::NoLog
        };
        let note = match question.bound {
            Some(bound) => self.checkpoint_at(bound.index.into()).await.map_err(unavailable)?,
            None => {
                let public = self.checkpoint().await.map_err(unavailable)?;
                public.and_then(|public| String::from_utf8(public.note.into()).ok())
            }
        };
        let note = note.ok_or(LogProblem::NoLog)?;
        let witnessed = self.policy.judge(&note).map_err(|error| match error {
            JudgeError::QuorumMissing { .. } => LogProblem::NoQuorum,
            _ => LogProblem::Refused,
        })?;
        let size = witnessed.checkpoint.head.size;
        if question.bound.is_some_and(|bound| size != u64::from(bound.index)) {
            return Err(LogProblem::Refused);
        }
        let Question { place, sha256, day, .. } = *question;
        let entry = Entry { kind: EntryKind::Certificate, sha256, day: day.number() };
        let places = self.log.places(&[entry.leaf()]).await.map_err(unavailable)?;
        let place = u64::from(place);
        let found = place < size && places.first() == Some(&Some(place));
        question.answer(size, witnessed.at, found)
    }

    /// The resource as the database has it, cut to its width.
    async fn stored(&self, resource: Resource) -> Result<Option<Bytes>, Error> {
        let stored = match resource {
            Resource::Hashes(tile) => self.log.tile(tile.id()).await?,
            Resource::Entries { index, .. } => self.log.bundle(index).await?,
        };
        stored.map(|bytes| cut(bytes.into(), resource)).transpose()
    }
}

/// The resource with all that a tree of this size has there; `None` when that is less than asked.
fn widest(asked: Resource, size: u64) -> Option<Resource> {
    if !asked.fits(size) {
        return None;
    }
    Some(match asked {
        Resource::Hashes(tile) => Resource::Hashes(Tile::of_tree(tile.id(), size)?),
        Resource::Entries { index, .. } => {
            let width = Tile::of_tree(TileId { level: 0, index }, size)?.width();
            Resource::Entries { index, width }
        }
    })
}

/// The bytes of a resource, out of those of one that is as wide or wider.
fn cut(bytes: Bytes, resource: Resource) -> Result<Bytes, Error> {
    let length = match resource {
        Resource::Hashes(tile) => usize::from(tile.width()) * 32,
        Resource::Entries { width, .. } => {
            bundle::prefix(&bytes, width).map_err(|_| Error::Corrupt("entry bundle"))?.len()
        }
    };
    if length > bytes.len() {
        return Err(Error::Corrupt("tile of the log"));
    }
    Ok(bytes.slice(..length))
}

fn size_of(note: &str) -> Option<u64> {
    let note = Note::parse(note).ok()?;
    Some(Checkpoint::parse(note.text()).ok()?.head.size)
}
