//! What was made and belongs into the log: certificates, key lists, verifier builds, releases, and
//! the counts of finished days.
//!
//! Certificates and releases are counted from registry and portal, where they are kept, so that a
//! count contradicts a log with one more or less. Nobody but the log keeps old key lists, builds and
//! status lists: they are counted as they were given to it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, bail};
use calendar::Day;
use certificate::{Claims, KeyList, Statement};
use sha2::{Digest as _, Sha256};
use storage::log::Log;
use storage::portal::Releases;
use storage::registry::Certificates;
use tlog::{Entry, EntryKind, bundle};

use super::count::{self, Count, Counts};
use super::{LogProblem, Sequencer, tree};

/// How often the counts are made again when another writer counted the same day.
const TRIES: u32 = 8;
/// Folders within folders of a bundle, at most.
const DEPTH: u32 = 16;

/// Where to look.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// Certificates.
    pub registry: &'a dyn Certificates,
    /// Releases.
    pub portal: &'a dyn Releases,
    /// The key list that is published.
    pub keys: Option<Entry>,
    /// SHA-256 of the listing of the verifier page's files.
    pub build: Option<[u8; 32]>,
    /// The civil day; days before it are finished.
    pub today: Day,
}

/// The entry of a certificate: its whole statement with the signature.
///
/// # Errors
///
/// When the statement is none.
pub fn certificate_entry(statement: &[u8]) -> anyhow::Result<Entry> {
    let damaged = "a stored certificate is damaged";
    let parsed = Statement::parse(statement).context(damaged)?;
    let day = Claims::decode(parsed.payload()).context(damaged)?.issued_on().context(damaged)?;
    let sha256 = Sha256::digest(statement).into();
    Ok(Entry { kind: EntryKind::Certificate, sha256, day: day.number() })
}

/// The entry of a key list: its text, on its date.
#[must_use]
pub fn keys_entry(text: &str, keys: &KeyList) -> Entry {
    let sha256 = Sha256::digest(text).into();
    Entry { kind: EntryKind::KeyList, sha256, day: keys.date.number() }
}

/// SHA-256 of the listing of a folder: a line `<sha256 in hex>  <path>` for each file, in the order
/// of the paths' bytes.
///
/// # Errors
///
/// When a file of it cannot be read.
pub fn listing_hash(folder: &Path) -> anyhow::Result<[u8; 32]> {
    let mut files = BTreeMap::new();
    list(folder, "", DEPTH, &mut files)?;
    if files.is_empty() {
        bail!("there is no file in {}", folder.display());
    }
    let mut hasher = Sha256::new();
    for (path, sha256) in files {
        let sha256 = data_encoding::HEXLOWER.encode(&sha256);
        hasher.update(format!("{sha256}  {path}\n"));
    }
    Ok(hasher.finalize().into())
}

fn list(
    folder: &Path,
    above: &str,
    depth: u32,
    files: &mut BTreeMap<String, [u8; 32]>,
) -> anyhow::Result<()> {
    let wrong = || format!("could not list {}", folder.display());
    let below = depth.checked_sub(1).with_context(wrong)?;
    for entry in std::fs::read_dir(folder).with_context(wrong)? {
        let entry = entry.with_context(wrong)?;
        let name = entry.file_name().into_string().ok().with_context(wrong)?;
        let path = format!("{above}{name}");
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), below, files)?;
        } else {
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("could not read {}", entry.path().display()))?;
            files.insert(path, Sha256::digest(bytes).into());
        }
    }
    Ok(())
}

impl Sequencer<'_> {
    /// Appends everything that was made and is not in the log, then the counts of finished days
    /// that were not counted or count otherwise now. Answers with what is new and its places.
    ///
    /// # Errors
    ///
    /// As [`Sequencer::append`], and when registry or portal cannot be read. What was appended
    /// before stays; the next call goes on.
    pub async fn append_made(&self, sources: &Sources<'_>) -> anyhow::Result<Vec<(u64, Entry)>> {
        let before = super::sequencer::stored(self.log).await?.head.size;
        let mut given = given(self.log, before).await?;
        let mut entries: Vec<Entry> = sources.keys.into_iter().collect();
        if let Some(sha256) = sources.build {
            let day = sources.today.number();
            let build = Entry { kind: EntryKind::VerifierBuild, sha256, day };
            // A build is logged once, on the day on which it was seen first.
            if !given.iter().any(|there| there.kind == build.kind && there.sha256 == sha256) {
                entries.push(build);
            }
        }
        given.extend(entries.iter().copied());
        // One reading is both logged and counted, so that the count is never ahead of the log.
        for release in sources.portal.list().await.context("could not list the releases")? {
            let (kind, day) = (EntryKind::Release, release.published_on.number());
            entries.push(Entry { kind, sha256: release.root, day });
        }
        let issued = sources.registry.all_issued(u32::MAX).await;
        for issued in issued.context("could not list the certificates")? {
            entries.push(certificate_entry(&issued.statement)?);
        }
        let mut new = self.append_new(&entries, before).await?;

        let mut days: BTreeMap<i32, Counts> = BTreeMap::new();
        let kept = entries
            .iter()
            .filter(|entry| matches!(entry.kind, EntryKind::Certificate | EntryKind::Release));
        for entry in given.iter().chain(kept) {
            days.entry(entry.day).or_default().add(entry.kind);
        }
        let counted = self.count(&days, sources.today).await?;
        new.extend(self.append_new(&counted, before).await?);
        Ok(new)
    }

    /// Appends entries and answers with those that were not there.
    async fn append_new(
        &self,
        entries: &[Entry],
        before: u64,
    ) -> Result<Vec<(u64, Entry)>, LogProblem> {
        let places = self.append(entries).await?;
        let mut new: Vec<(u64, Entry)> = places.into_iter().zip(entries.iter().copied()).collect();
        new.retain(|(place, _)| *place >= before);
        new.sort_unstable_by_key(|(place, _)| *place);
        new.dedup_by_key(|(place, _)| *place);
        Ok(new)
    }

    /// Keeps the lines that are due and answers with the entries of all lines. A line is kept
    /// before its entry is logged: after a stop between the two the next call logs it.
    async fn count(
        &self,
        days: &BTreeMap<i32, Counts>,
        today: Day,
    ) -> Result<Vec<Entry>, LogProblem> {
        for _ in 0..TRIES {
            let latest = count::latest(self.log).await?;
            let first = days.keys().chain(latest.keys()).min().copied();
            let finished = first.unwrap_or(today.number())..today.number();
            let mut overtaken = false;
            for day in finished.filter_map(Day::from_number) {
                let counts = days.get(&day.number()).copied().unwrap_or_default();
                let revision = match latest.get(&day.number()) {
                    Some(there) if there.counts == counts => continue,
                    Some(there) => there.revision.saturating_add(1),
                    None => 1,
                };
                match self.log.put_count(&Count { day, revision, counts }.to_line()).await {
                    Err(storage::Error::Exists(_)) => overtaken = true,
                    done => done?,
                }
            }
            if !overtaken {
                return Ok(self.log.counts().await?.iter().map(count::entry).collect());
            }
        }
        Err(LogProblem::Contended)
    }
}

/// The key lists, builds and status lists in the first `size` entries.
async fn given(log: &dyn Log, size: u64) -> Result<BTreeSet<Entry>, LogProblem> {
    let mut given = BTreeSet::new();
    for (index, width) in tree::bundles(0, size) {
        let bytes = tree::bundle(log, index, width).await?;
        let entries = bundle::parse(&bytes, width).map_err(|_| LogProblem::Bundle { index })?;
        for (place, bytes) in (index.saturating_mul(tlog::tile::WIDTH.into())..).zip(entries) {
            let entry = Entry::parse(bytes).map_err(|_| LogProblem::Entry { place })?;
            if matches!(
                entry.kind,
                EntryKind::StatusToken | EntryKind::KeyList | EntryKind::VerifierBuild
            ) {
                given.insert(entry);
            }
        }
    }
    Ok(given)
}
