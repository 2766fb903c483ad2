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
    replace_by(path, &beside(path, ".new"), content)
}

/// Replaces a file as [`replace`] does, by a new one of this name.
///
/// # Errors
///
/// As [`replace`].
pub(crate) fn replace_by(path: &Path, new: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(new)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written.and_then(|()| std::fs::rename(new, path)) {
        // What was begun is of no use to anybody.
        let _ = std::fs::remove_file(new);
        return Err(error);
    }
    // The rename itself is durable once the folder is.
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}
