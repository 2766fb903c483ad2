//! Opens the adapter that a database's address names; the only place that knows which there are.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use database::{Portal, Registry};

use crate::random;

/// Opens the registry; makes it when it is not there.
///
/// # Errors
///
/// When the address names no engine of ours, or the database cannot be opened.
pub async fn registry(url: &str) -> anyhow::Result<Registry> {
    let path = sqlite(url)?;
    make_folder(&path)?;
    Registry::open(&path).await.context("could not open the registry")
}

/// Opens a registry that is there: a misspelt address must not publish an empty month for ever.
///
/// # Errors
///
/// As [`registry`], and when it is not there.
pub async fn existing_registry(url: &str) -> anyhow::Result<Registry> {
    let path = sqlite(url)?;
    if !path.exists() {
        bail!("there is no registry {}; `gavah import` makes it", path.display());
    }
    registry(url).await
}

/// Opens the portal's database for writing; makes it when it is not there.
///
/// # Errors
///
/// As [`registry`].
pub async fn portal(url: &str) -> anyhow::Result<Portal> {
    let path = sqlite(url)?;
    make_folder(&path)?;
    Portal::open(&path, &random::bytes()?).await.context("could not open the portal's database")
}

/// Opens the portal's database for reading only.
///
/// # Errors
///
/// As [`registry`], and when it is not there: the public server makes nothing.
pub async fn portal_read_only(url: &str) -> anyhow::Result<Portal> {
    Portal::open_read_only(&sqlite(url)?).await.context("could not open the portal's database")
}

/// The path in `sqlite:PATH`; a path alone is one too.
fn sqlite(url: &str) -> anyhow::Result<PathBuf> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => Ok(path.trim_start_matches("//").into()),
        None if !url.is_empty() => Ok(url.into()),
        Some((scheme, _)) => bail!("no database engine is called {scheme:?}: use sqlite:PATH"),
        None => bail!("the address of the database is empty"),
    }
}

fn make_folder(path: &Path) -> anyhow::Result<()> {
    match path.parent() {
        Some(folder) if folder != Path::new("") => std::fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder {}", folder.display())),
        _ => Ok(()),
    }
}
