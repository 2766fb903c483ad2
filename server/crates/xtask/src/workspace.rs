//! Where things lie: the root of the workspace and the folders the commands work in.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The workspace that the command was started in.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the workspace above the package that cargo runs, or above the current folder.
    pub(crate) fn find() -> Result<Workspace> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().context("could not read the current folder")?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("app").is_dir())
            .with_context(|| format!("no workspace at or above {}", start.display()))?;
        Ok(Workspace { root: root.to_path_buf() })
    }

    /// A path given from the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The root itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The npm packages and scripts that make the browser bundle.
    pub(crate) fn node(&self) -> PathBuf {
        self.path("server/crates/xtask/node")
    }

    /// The release build of the product.
    pub(crate) fn gavah(&self) -> PathBuf {
        self.path("target/release/gavah")
    }

    /// The interpreter of the tests' own Python environment.
    pub(crate) fn python(&self) -> PathBuf {
        self.path("target/python-venv/bin/python")
    }

    /// A command that starts in the root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, with the workspace's own target folder.
    ///
    /// What cargo told *this* program about its package is taken out, so that a nested build sees
    /// the environment of a build started by hand and rebuilds nothing.
    pub(crate) fn cargo(&self) -> Command {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(program);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command.env("CARGO_TARGET_DIR", self.path("target"));
        command
    }
}
