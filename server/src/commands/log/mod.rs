//! `gavah log`: keeps the transparency log, and follows those of others.

mod append;
mod check;
mod checkpoint;
mod create;
mod export;
mod monitor;
mod prove;
mod recover;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use database::{Address, Lock};
use keystore::NoteKey;
use storage::log::Log as _;
use tlog::VerifierKey;

use super::End;
use crate::config::{LockSetting, LogKeySetting};
use crate::log::LogProblem;
use crate::storage as open;

/// Keep the transparency log.
#[derive(Debug, Args)]
pub(super) struct Log {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a log and its lock, with the key list as its first entry.
    Create(create::Create),
    /// Put what was made into the log.
    Append(append::Append),
    /// Sign what is in the log, have it cosigned, and make it public.
    Checkpoint(checkpoint::Command),
    /// Read the whole log again and compare.
    Check(check::Check),
    /// Write the proof that the log holds something.
    Prove(prove::Prove),
    /// Write the log as a static tree of files.
    Export(export::Export),
    /// Go on after a restore, with what a mirror has.
    Recover(recover::Recover),
    /// Follow a log and say when it lies.
    Monitor(monitor::MonitorCommand),
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        match self.action {
            Action::Create(create) => create.run().await,
            Action::Append(append) => append.run().await,
            Action::Checkpoint(checkpoint) => checkpoint.run().await,
            Action::Check(check) => check.run().await,
            Action::Prove(prove) => prove.run().await,
            Action::Export(export) => export.run().await,
            Action::Recover(recover) => recover.run().await,
            Action::Monitor(monitor) => monitor.run().await,
        }
    }
}

/// Opens a lock that is there: a new one would know nothing of what was signed.
async fn existing_lock(setting: &LockSetting) -> anyhow::Result<Lock> {
    let address = Address::parse(&setting.url)?;
    if !address.exists().await.context("could not open the log's lock")? {
        bail!(
            "there is no lock {address}: `gavah log create` makes it with the log; if it is lost, \
             `gavah log recover --from URL|FOLDER --lost-lock` makes it anew"
        );
    }
    open::lock(&setting.url).await
}

/// Opens the private key of a log that is there.
async fn key_of(log: &database::Log, setting: &LogKeySetting) -> anyhow::Result<NoteKey> {
    let identity = log.identity().await?.ok_or(LogProblem::Absent)?;
    let vkey = VerifierKey::parse(&identity.vkey).context("the log's verifier key is none")?;
    open_key(setting, &vkey)
}

/// Opens a log's private key, which must be the one of this verifier key.
fn open_key(setting: &LogKeySetting, vkey: &VerifierKey) -> anyhow::Result<NoteKey> {
    let passphrase = setting.passphrase()?;
    keystore::open_note_key(&setting.file, passphrase.as_bytes(), vkey)
        .with_context(|| format!("could not open the key {}", setting.file.display()))
}
