//! Opens the adapter that a database's address names; the only place that knows which there are.

use std::path::Path;

use anyhow::{Context as _, bail};
use database::{Address, Lock, Log, Portal, Registry};

use crate::random;

/// Opens the registry; makes it when it is not there.
///
/// # Errors
///
/// When the address names no engine of ours, or the database cannot be opened.
pub async fn registry(url: &str) -> anyhow::Result<Registry> {
    let address = place(url)?;
    Registry::open(&address).await.context("could not open the registry")
}

/// Opens a registry that is there: a misspelt address must not publish an empty month for ever.
///
/// # Errors
///
/// As [`registry`], and when it is not there.
pub async fn existing_registry(url: &str) -> anyhow::Result<Registry> {
    let address = Address::parse(url)?;
    if !address.exists().await.context("could not open the registry")? {
        bail!("there is no registry {address}; `gavah import` makes it");
    }
    registry(url).await
}

/// Opens the portal's database for writing; makes it when it is not there.
///
/// # Errors
///
/// As [`registry`].
pub async fn portal(url: &str) -> anyhow::Result<Portal> {
    let address = place(url)?;
    Portal::open(&address, &random::bytes()?).await.context("could not open the portal's database")
}

/// Opens the portal's database for reading only.
///
/// # Errors
///
/// As [`registry`], and when it is not there: the public server makes nothing.
pub async fn portal_read_only(url: &str) -> anyhow::Result<Portal> {
    let address = Address::parse(url)?;
    Portal::open_read_only(&address).await.context("could not open the portal's database")
}

/// Opens the log's database for writing; makes it, without a log in it, when it is not there.
///
/// # Errors
///
/// As [`registry`].
pub async fn log(url: &str) -> anyhow::Result<Log> {
    let address = place(url)?;
    Log::open(&address).await.context("could not open the log")
}

/// Opens a log's database that is there: a misspelt address must not begin a second log.
///
/// # Errors
///
/// As [`registry`], and when it is not there.
pub async fn existing_log(url: &str) -> anyhow::Result<Log> {
    let address = Address::parse(url)?;
    if !address.exists().await.context("could not open the log")? {
        bail!("there is no log {address}; `gavah log create` makes it");
    }
    log(url).await
}

/// Opens the log's database for reading only.
///
/// # Errors
///
/// As [`registry`], and when it is not there.
pub async fn log_read_only(url: &str) -> anyhow::Result<Log> {
    let address = Address::parse(url)?;
    Log::open_read_only(&address).await.context("could not open the log")
}

/// Opens the log's lock; makes it, knowing no log, when it is not there.
///
/// # Errors
///
/// As [`registry`].
pub async fn lock(url: &str) -> anyhow::Result<Lock> {
    let address = place(url)?;
    Lock::open(&address).await.context("could not open the log's lock")
}

/// The address, with the folder that its file needs.
fn place(url: &str) -> anyhow::Result<Address> {
    let address = Address::parse(url)?;
    if let Address::Sqlite(path) = &address {
        make_folder(path)?;
    }
    Ok(address)
}

fn make_folder(path: &Path) -> anyhow::Result<()> {
    match path.parent() {
        Some(folder) if folder != Path::new("") => std::fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder {}", folder.display())),
        _ => Ok(()),
    }
}
