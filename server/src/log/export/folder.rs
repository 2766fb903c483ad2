//! A folder as the target of an export. A reader finds whole files only, also after a loss of power.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;

/// The ending of a file that is being written; no file of a log has it.
const NEW: &str = ".new";

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Folders with entries that are not durable yet.
    touched: Mutex<BTreeSet<PathBuf>>,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), touched: Mutex::default() }
    }

    pub(super) fn read(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.path.join(path);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("could not read {}", path.display())),
        }
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.path.join(path);
        let folder = path.parent().unwrap_or(&self.path).to_owned();
        let mut name = path.as_os_str().to_owned();
        name.push(NEW);
        let new = PathBuf::from(name);
        let write = || {
            self.make(&folder)?;
            let mut file = File::create(&new)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&new, &path)
        };
        write().with_context(|| format!("could not write {}", path.display()))?;
        self.touch(folder);
        Ok(())
    }

    /// Makes a folder; its name in the folder above has to become durable too.
    fn make(&self, folder: &Path) -> std::io::Result<()> {
        let mut missing = Vec::new();
        let mut above = folder;
        while !above.as_os_str().is_empty() && !above.is_dir() {
            missing.push(above);
            let Some(parent) = above.parent() else { break };
            above = parent;
        }
        fs::create_dir_all(folder)?;
        for made in missing {
            let parent = made.parent().filter(|parent| !parent.as_os_str().is_empty());
            self.touch(parent.unwrap_or(Path::new(".")).to_owned());
        }
        Ok(())
    }

    fn touch(&self, folder: PathBuf) {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.insert(folder);
    }

    pub(super) fn settle(&self) -> anyhow::Result<()> {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in std::mem::take(&mut *touched) {
            File::open(&folder)
                .and_then(|folder| folder.sync_all())
                .with_context(|| format!("could not write {}", folder.display()))?;
        }
        Ok(())
    }

    pub(super) fn remove_below(&self, path: &str) -> anyhow::Result<()> {
        let path = self.path.join(path);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("could not remove {}", path.display()))
            }
            _ => Ok(()),
        }
    }
}
