//! The log: appending, proving, checking and serving.

mod append;
mod bare;
mod engine;
mod prove;
mod tile;

use std::path::PathBuf;

use anyhow::Context as _;
use keystore::NoteKey;
use server::log::{BATCH, Sequencer};
use sha2::{Digest as _, Sha256};
use tlog::{Entry, EntryKind, SignatureKind};

use crate::portal::Demo;
use crate::table::Table;

/// Entries that are appended and measured.
const ENTRIES: u64 = 1_000_000;
/// Entries of the tree that proofs are made in.
const LARGE: u64 = 10_000_000;

/// Measures all of it.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = Folder::new(demo)?;
    tile::measure(demo, &folder, table)?;
    runtime.block_on(append::measure(&folder, table))?;
    runtime.block_on(prove::measure(demo, &folder, table))
}

/// The folder of the logs under measurement, emptied before and after.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new(demo: &Demo) -> anyhow::Result<Self> {
        let path = demo.beside("bench-log");
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).context("could not make a folder")?;
        Ok(Self { path })
    }

    fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The address of an SQLite database in it.
    fn sqlite(&self, name: &str) -> String {
        format!("sqlite:{}", self.join(name).display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// The entry of this number: any hash is as good as another.
fn entry(number: u64) -> Entry {
    let sha256 = Sha256::digest(number.to_be_bytes()).into();
    Entry { kind: EntryKind::Certificate, sha256, day: 20_000 }
}

/// A log's key, made for the measurement.
fn key(folder: &Folder) -> anyhow::Result<NoteKey> {
    let (path, passphrase) = (folder.join("log.pem"), b"measured and thrown away");
    let seed = Sha256::digest(b"a seed that protects nothing").into();
    let kind = SignatureKind::Ed25519;
    let vkey = keystore::create_note_key(&path, passphrase, &seed, "bench.example/log", kind)?;
    Ok(keystore::open_note_key(&path, passphrase, &vkey)?)
}

/// Appends entries in batches, from one number to another.
async fn append(sequencer: &Sequencer<'_>, from: u64, to: u64) -> anyhow::Result<()> {
    let mut next = from;
    while next < to {
        let end = to.min(next + u64::try_from(BATCH)?);
        let entries: Vec<Entry> = (next..end).map(entry).collect();
        sequencer.append(&entries).await?;
        next = end;
    }
    Ok(())
}
