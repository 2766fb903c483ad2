//! `gavah log export`: the log as files.

use anyhow::Context as _;
use clap::Args;

use super::super::End;
use super::super::output::say;
use crate::amount::Amount;
use crate::config::{self, LogSetting, PolicySetting};
use crate::log::{self, Extras, Target};
use crate::storage as open;

/// Exit codes: 0 the target has everything, 1 refused (the target has another log, or a newer
/// state), or could not be written, 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// A folder, or a place in a store that speaks S3, whose credentials are in the environment
    /// (`AWS_ACCESS_KEY_ID` and the like).
    #[arg(value_name = "FOLDER|s3://BUCKET/PREFIX")]
    target: String,
    /// The address of a store that is not Amazon's.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Compare every file with the log, instead of writing what is newer than the target's
    /// checkpoint.
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    policy: PolicySetting,
    #[command(flatten)]
    log: LogSetting,
}

impl Export {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let called = Target::parse(&self.target, self.endpoint.as_deref()).and_then(|target| {
            self.policy.read()?;
            let policy = self.policy.file.as_deref().map(config::read_file).transpose()?;
            Ok((target, policy))
        });
        let (target, policy) = match called {
            Ok(called) => called,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let log = open::log_read_only(&self.log.url).await?;
        let extras = Extras { policy: policy.as_deref(), whole: self.whole };
        let exported = log::export(&log, &target, extras).await;
        log.close().await;
        let exported = exported.context("could not export the log")?;
        let files = Amount::new(exported.files, "file", "files");
        say(&format!("checkpoint {}: {files} written", exported.size));
        Ok(End::Done)
    }
}
