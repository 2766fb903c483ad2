//! `gavah serve`: the public server. It opens the portal's database for reading and nothing else.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use tracing_subscriber::EnvFilter;

use super::End;
use super::output::say;
use crate::config::{CitySetting, KeysSetting, OriginSetting, PortalSetting, ServeSetting};
use crate::storage as open;
use crate::web::{self, Bundle, State};

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
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        log_to_standard_error();
        let city = self.city.read()?;
        let keys = self.keys.read()?;
        let bundle = Bundle::open(&bundle_folder(self.serve.site)?)?;
        let portal = open::portal_read_only(&self.portal.url).await?;
        let state = State::new(city, self.origin.origin.clone(), keys, bundle, portal);
        let router = web::router(&state);
        let ready =
            |address| say(&format!("gavah serves {} on http://{address}", self.origin.origin));
        web::listen(router, self.serve.listen, self.serve.connections, ready).await?;
        Ok(End::Done)
    }
}

/// The folder that was given, or `site` beside the binary, or beside its folder.
fn bundle_folder(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
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
