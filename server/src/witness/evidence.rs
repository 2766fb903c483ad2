//! Evidence: signed notes of a log that do not go together, kept for whoever wants to see.
//!
//! ```text
//! conflict 265 271           one size with two roots: proof. The bytes of both notes, which follow
//! …
//! unproven 265 303           no proof leads from the first to the second: cause to ask
//! …
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// Bytes of one kind of evidence in a file, at most. Whoever has old notes of a log can send them
/// with a wrong proof as often as they like: that must neither fill a disk nor keep out a conflict.
const MAX_KIND: usize = 1 << 20;
/// Bytes of a file that are read, at most: both kinds, and room.
const MAX_FILE: u64 = 4 << 20;

/// What two notes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// Two roots for one size: the log has signed two trees.
    Conflict,
    /// Nothing shows that the later tree continues the earlier one.
    Unproven,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Conflict => "conflict",
            Self::Unproven => "unproven",
        })
    }
}

/// A file of evidence, which only grows, and only to a size.
#[derive(Debug)]
pub struct Evidence {
    path: PathBuf,
    known: BTreeSet<[u8; 32]>,
    conflicts: usize,
    unproven: usize,
}

impl Evidence {
    /// The evidence in a file, which need not be there yet.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read as evidence.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let mut evidence = Self { path, known: BTreeSet::new(), conflicts: 0, unproven: 0 };
        let mut text = String::new();
        match std::fs::File::open(&evidence.path) {
            Ok(file) => {
                file.take(MAX_FILE).read_to_string(&mut text)?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(evidence),
            Err(error) => return Err(error),
        }
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let Some((fault, entry, after)) = first(rest) else {
                // A torn end, of a crash while it was written: what stands before it is whole.
                break;
            };
            evidence.count(fault, entry);
            rest = after;
        }
        Ok(evidence)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps two notes, unless they are kept already or there is enough of their kind. Answers
    /// whether the file has grown.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep(&mut self, fault: Fault, earlier: &str, later: &str) -> io::Result<bool> {
        let entry = format!("{fault} {} {}\n{earlier}{later}", earlier.len(), later.len());
        let full = self.size(fault).saturating_add(entry.len()) > MAX_KIND;
        if full || self.known.contains(&sum(&entry)) {
            return Ok(false);
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path)?;
        file.write_all(entry.as_bytes())?;
        file.sync_all()?;
        self.count(fault, &entry);
        Ok(true)
    }

    const fn size(&self, fault: Fault) -> usize {
        match fault {
            Fault::Conflict => self.conflicts,
            Fault::Unproven => self.unproven,
        }
    }

    fn count(&mut self, fault: Fault, entry: &str) {
        self.known.insert(sum(entry));
        let size = match fault {
            Fault::Conflict => &mut self.conflicts,
            Fault::Unproven => &mut self.unproven,
        };
        *size = size.saturating_add(entry.len());
    }
}

fn sum(entry: &str) -> [u8; 32] {
    Sha256::digest(entry).into()
}

/// The first entry of a text, and what follows it.
fn first(text: &str) -> Option<(Fault, &str, &str)> {
    let (heading, _) = text.split_once('\n')?;
    let mut words = heading.split(' ');
    let fault = match words.next()? {
        "conflict" => Fault::Conflict,
        "unproven" => Fault::Unproven,
        _ => return None,
    };
    let earlier: usize = words.next()?.parse().ok()?;
    let later: usize = words.next()?.parse().ok()?;
    let length = heading.len().checked_add(1)?.checked_add(earlier)?.checked_add(later)?;
    let (entry, after) = text.split_at_checked(length)?;
    Some((fault, entry, after))
}
