//! Everything that goes into the bundle, as one hash.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

/// Files and folders whose bytes the bundle depends on. The profile and the features stand in
/// `Cargo.toml`, the versions in `Cargo.lock`, the steps in this crate.
const INPUTS: [&str; 10] = [
    "app",
    "style",
    "public",
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    ".cargo",
    "server/crates/xtask/Cargo.toml",
    "server/crates/xtask/src",
    "server/crates/xtask/node",
];

/// The hash of every input's path and bytes.
pub(super) fn hash(workspace: &Workspace) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        let path = workspace.path(input);
        if path.is_dir() {
            files.extend(under(&path)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    let mut sum = Sha256::new();
    for file in files {
        let bytes = super::read(&file)?;
        let name = file.strip_prefix(workspace.root()).unwrap_or(&file).to_string_lossy();
        sum.update(Sha256::digest(name.as_bytes()));
        sum.update(Sha256::digest(&bytes));
    }
    Ok(HEXLOWER.encode(&sum.finalize()))
}

/// Every file under a folder, sorted, without what npm installed (its lock file stands for it).
pub(super) fn under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let problem = || format!("could not list {}", folder.display());
        for entry in std::fs::read_dir(&folder).with_context(problem)? {
            let path = entry.with_context(problem)?.path();
            if !path.is_dir() {
                files.push(path);
            } else if path.file_name().is_none_or(|name| name != "node_modules") {
                folders.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
