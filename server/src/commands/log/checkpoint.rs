//! `gavah log checkpoint`: makes what is in the log public.

use anyhow::Context as _;
use clap::Args;
use keystore::NoteKey;
use tlog::Policy;

use super::super::End;
use super::super::output::{say, say_error};
use super::{existing_lock, key_of};
use crate::config::{LockSetting, LogKeySetting, LogSetting, PolicySetting};
use crate::log::{Cosigners, Nobody, Outcome, Sequencer};
use crate::storage as open;

/// Exit codes: 0 public, 1 refused (an older state, another key), 2 wrong call, 3 signed, and not
/// public yet, because the policy's quorum is missing.
#[derive(Debug, Args)]
pub(super) struct Command {
    #[command(flatten)]
    log_key: LogKeySetting,
    #[command(flatten)]
    policy: PolicySetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
}

impl Command {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let policy = match self.policy.read() {
            Ok(policy) => policy,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let log = open::existing_log(&self.log.url).await?;
        let lock = existing_lock(&self.lock).await?;
        let key = key_of(&log, &self.log_key).await?;
        let end = publish(&Sequencer::new(&log, &lock), &key, policy.as_ref()).await;
        log.close().await;
        lock.close().await;
        end
    }
}

/// Makes a checkpoint and says what became of it.
pub(super) async fn publish(
    sequencer: &Sequencer<'_>,
    key: &NoteKey,
    policy: Option<&Policy>,
) -> anyhow::Result<End> {
    let cosigners: &dyn Cosigners = match policy {
        Some(policy) => policy,
        None => &Nobody,
    };
    let run = sequencer.checkpoint(key, cosigners).await.context("could not make a checkpoint")?;
    for answer in &run.answers {
        let name = &answer.witness;
        match &answer.outcome {
            Ok(time) => say_error(&format!("witness {name}: cosigned at {time}")),
            Err(problem) => say_error(&format!("witness {name}: {problem}")),
        }
    }
    let size = run.size;
    Ok(match run.outcome {
        Outcome::Published => {
            say(&format!("checkpoint {size} is public"));
            End::Done
        }
        Outcome::Cosigned => {
            say(&format!("nothing new: checkpoint {size} is public, and has more cosignatures"));
            End::Done
        }
        Outcome::Unchanged => {
            say(&format!("nothing new: checkpoint {size} is public"));
            End::Done
        }
        Outcome::Pending { size: signed, lacks } => {
            say_error(&format!(
                "gavah: checkpoint {signed} is signed and does not satisfy the policy: {lacks}; \
                 checkpoint {size} stays public, every entry is kept, and the same command goes on"
            ));
            End::Unchecked
        }
    })
}
