//! `gavah log recover`: goes on after a restore.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::super::End;
use super::super::output::say;
use super::super::witness::{LOG, vkey};
use super::existing_lock;
use crate::amount::Amount;
use crate::config::{LockSetting, LogSetting, PolicySetting};
use crate::log::{Anew, Cosigners, Nobody, Sequencer};
use crate::remote::Source;
use crate::storage as open;

/// Exit codes: 0 the log has everything that was signed, 1 refused, and nothing was changed, 2
/// wrong call.
#[derive(Debug, Args)]
pub(super) struct Recover {
    /// A mirror of the log: its address, or a folder with an export.
    #[arg(long, value_name = "URL|FOLDER")]
    from: String,
    /// Make the log anew when the database has none: the file of its verifier key.
    #[arg(long, value_name = "FILE")]
    vkey: Option<PathBuf>,
    /// Make the lock anew, from the newest checkpoint that the mirror or the log has. Only when it
    /// is lost for good: what was signed and that no witness of the policy has seen is forgotten.
    #[arg(long)]
    lost_lock: bool,
    /// Give up the entries that were acknowledged and never signed, which no mirror can have. They
    /// get other places when they are appended again.
    #[arg(long)]
    give_up_unsigned: bool,
    #[command(flatten)]
    policy: PolicySetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
}

impl Recover {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let called = Source::parse(&self.from).and_then(|source| {
            let key = self.vkey.as_deref().map(|file| vkey(file, LOG)).transpose()?;
            Ok((source, key, self.policy.read()?))
        });
        let (source, key, policy) = match called {
            Ok(called) => called,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let log = match key {
            Some(_) => open::log(&self.log.url).await?,
            None => open::existing_log(&self.log.url).await?,
        };
        let lock = match self.lost_lock {
            true => open::lock(&self.lock.url).await?,
            false => existing_lock(&self.lock).await?,
        };
        let anew = Anew { log: key, lock: self.lost_lock, unsigned: self.give_up_unsigned };
        let cosigners: &dyn Cosigners = match &policy {
            Some(policy) => policy,
            None => &Nobody,
        };
        let recovered = Sequencer::new(&log, &lock).recover(&source, &anew, cosigners).await;
        log.close().await;
        lock.close().await;
        let recovered = recovered.context("could not recover the log")?;
        let (from, to, counts) = (recovered.from, recovered.to, recovered.counts);
        let (from, counts) = (Amount::entries(from), Amount::new(counts, "line", "lines"));
        say(&format!("{from} before, {to} now; {counts} of counts came back"));
        if recovered.given_up > 0 {
            let given_up = Amount::new(recovered.given_up, "entry is", "entries are");
            say(&format!("{given_up} given up: append what they were of again, for other places"));
        }
        say("`gavah log checkpoint` goes on from here");
        Ok(End::Done)
    }
}
