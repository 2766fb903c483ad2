//! `gavah log check`: reads the whole log again.

use anyhow::Context as _;
use clap::Args;
use storage::log::CheckpointLock;

use super::super::End;
use super::super::output::{say, say_error};
use super::existing_lock;
use crate::amount::Amount;
use crate::config::{LockSetting, LogSetting, PolicySetting};
use crate::log;
use crate::storage as open;

/// Exit codes: 0 everything fits, 1 something differs (the first such thing is named) or cannot be
/// read, 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Do not compare with the lock, which only the machine that signs has.
    #[arg(long)]
    without_lock: bool,
    #[command(flatten)]
    policy: PolicySetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
}

impl Check {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let policy = match self.policy.read() {
            Ok(policy) => policy,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let log = open::log_read_only(&self.log.url).await?;
        let lock = if self.without_lock { None } else { Some(existing_lock(&self.lock).await?) };
        let port = lock.as_ref().map(|lock| lock as &dyn CheckpointLock);
        let checked = log::check(&log, port, policy.as_ref()).await;
        log.close().await;
        if let Some(lock) = lock {
            lock.close().await;
        }
        Ok(match checked.context("could not check the log")? {
            Ok(checked) => {
                say(&format!(
                    "{}, {} public: every entry, tile, root and checkpoint fits",
                    Amount::entries(checked.head.size),
                    checked.public
                ));
                say(&format!("root {}", checked.head.root));
                End::Done
            }
            Err(difference) => {
                say_error(&format!("gavah: {difference}"));
                End::Refused
            }
        })
    }
}
