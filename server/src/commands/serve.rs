//! `gavah serve`: the public server. It opens the portal's database for reading and nothing else.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use database::Address;
use tracing_subscriber::EnvFilter;

use super::End;
use super::output::say;
use crate::config::{
    CitySetting, KeysSetting, LogSetting, OriginSetting, PolicySetting, PortalSetting,
    ServeSetting, read_file,
};
use crate::storage as open;
use crate::web::{self, Bundle, Front, PublicLog, State};

/// Exit codes: 0 stopped as told, 1 could not serve, 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) serve: ServeSetting,
    #[command(flatten)]
    pub(super) origin: OriginSetting,
    #[command(flatten)]
    pub(super) portal: PortalSetting,
    #[command(flatten)]
    pub(super) keys: KeysSetting,
    #[command(flatten)]
    pub(super) city: CitySetting,
    #[command(flatten)]
    pub(super) log: LogSetting,
    #[command(flatten)]
    pub(super) policy: PolicySetting,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        log_to_standard_error();
        let city = self.city.read()?;
        let keys = self.keys.read()?;
        let bundle = Bundle::open(&bundle_folder(self.serve.site)?)?;
        let portal = open::portal_read_only(&self.portal.url).await?;
        let log = public_log(&self.log, &self.policy).await?;
        let state = State::new(city, self.origin.origin.clone(), keys, bundle, portal, log);
        let portal = Front::new(&state);
        let ready =
            |address| say(&format!("gavah serves {} on http://{address}", self.origin.origin));
        web::listen(portal, self.serve.listen, self.serve.connections, ready).await?;
        Ok(End::Done)
    }
}

/// The log, for reading. A portal without one is whole: its pages say that there is none.
async fn public_log(log: &LogSetting, policy: &PolicySetting) -> anyhow::Result<Option<PublicLog>> {
    if !Address::parse(&log.url)?.exists().await.context("could not look for the log")? {
        tracing::info!("there is no log; `gavah log create` makes one");
        return Ok(None);
    }
    let policy = policy.file.as_deref().map(read_file).transpose()?;
    let opened = open::log_read_only(&log.url).await?;
    PublicLog::open(Arc::new(opened), policy).await
}

/// The folder that was given, or `site` beside the binary, or beside its folder.
pub(super) fn bundle_folder(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    if let Some(folder) = given {
        return Ok(folder);
    }
    let binary = std::env::current_exe().context("could not find the binary's own folder")?;
    let folder = binary.parent().context("the binary is in no folder")?;
    let beside = folder.join("site");
    if beside.is_dir() {
        return Ok(beside);
    }
    Ok(folder.parent().unwrap_or(folder).join("site"))
}

/// What is worth knowing goes to standard error; `RUST_LOG` says how much.
pub(super) fn log_to_standard_error() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}
