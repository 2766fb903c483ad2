//! `gavah log create`: makes a log.

use std::path::PathBuf;

use anyhow::Context as _;
use certificate::KeyList;
use clap::Args;
use tlog::{Policy, VerifierKey};

use super::super::End;
use super::super::output::say;
use super::super::witness::{LOG, vkey};
use super::{checkpoint, open_key};
use crate::config::{KeysSetting, LockSetting, LogKeySetting, LogSetting, PolicySetting};
use crate::log::{Sequencer, keys_entry};
use crate::storage as open;

/// Exit codes: 0 made and public, 1 refused (there is a log or a lock already), 2 wrong call,
/// 3 made, and not public yet, because the policy's quorum is missing.
#[derive(Debug, Args)]
pub(super) struct Create {
    /// The file of the log's verifier key, as `gavah key log` made it; its name is the log's.
    #[arg(long, value_name = "FILE")]
    vkey: PathBuf,
    #[command(flatten)]
    keys: KeysSetting,
    #[command(flatten)]
    log_key: LogKeySetting,
    #[command(flatten)]
    policy: PolicySetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
}

impl Create {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        // Before anything is made.
        let (policy, (text, keys), vkey) = match self.files() {
            Ok(files) => files,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let key = open_key(&self.log_key, &vkey)?;
        let log = open::log(&self.log.url).await?;
        let lock = open::lock(&self.lock.url).await?;
        let sequencer = Sequencer::new(&log, &lock);
        let made = sequencer.create(&key, &keys_entry(&text, &keys)).await;
        let end = match made {
            Ok(()) => {
                say(&format!("log {}", key.vkey().name()));
                checkpoint::publish(&sequencer, &key, policy.as_ref()).await
            }
            Err(problem) => Err(problem).context("could not make the log"),
        };
        log.close().await;
        lock.close().await;
        end
    }

    /// The files of the call: the policy, the key list, and the key by which the log is known.
    fn files(&self) -> anyhow::Result<(Option<Policy>, (String, KeyList), VerifierKey)> {
        Ok((self.policy.read()?, self.keys.read()?, vkey(&self.vkey, LOG)?))
    }
}
