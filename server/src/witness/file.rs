//! Small files that are replaced whole: after a crash there is the old one or the new one.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::beside;

/// Replaces a file. When this answers, the new content survives a loss of power.
///
/// # Errors
///
/// When the folder or the disk refuses; the old file is then as it was, or the new one is whole.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = beside(path, ".new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&new)?;
    file.write_all(content)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&new, path)?;
    // The rename itself is durable once the folder is.
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}
