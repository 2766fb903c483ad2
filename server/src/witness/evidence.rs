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
use tlog::{Checkpoint, Note};

/// Bytes of one kind of evidence in a file, at most. Whoever has a new note of a log can send it with
/// a wrong proof: that must neither fill a disk nor keep out a conflict.
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
            let Some((fault, earlier, later, after)) = first(rest) else {
                // A torn end, of a crash while it was written: what stands before it is whole.
                break;
            };
            evidence.count(fault, earlier, later);
            rest = after;
        }
        Ok(evidence)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps two notes, unless two of the same trees are kept already or there is enough of their
    /// kind. Answers whether the file has grown.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep(&mut self, fault: Fault, earlier: &str, later: &str) -> io::Result<bool> {
        let entry = entry(fault, earlier, later);
        let full = self.size(fault).saturating_add(entry.len()) > MAX_KIND;
        if full || self.known.contains(&pair(fault, earlier, later)) {
            return Ok(false);
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path)?;
        file.write_all(entry.as_bytes())?;
        file.sync_all()?;
        self.count(fault, earlier, later);
        Ok(true)
    }

    const fn size(&self, fault: Fault) -> usize {
        match fault {
            Fault::Conflict => self.conflicts,
            Fault::Unproven => self.unproven,
        }
    }

    fn count(&mut self, fault: Fault, earlier: &str, later: &str) {
        let length = entry(fault, earlier, later).len();
        self.known.insert(pair(fault, earlier, later));
        let size = match fault {
            Fault::Conflict => &mut self.conflicts,
            Fault::Unproven => &mut self.unproven,
        };
        *size = size.saturating_add(length);
    }
}

fn entry(fault: Fault, earlier: &str, later: &str) -> String {
    format!("{fault} {} {}\n{earlier}{later}", earlier.len(), later.len())
}

/// What two notes are about, whoever signed or cosigned them: one log's two trees.
fn pair(fault: Fault, earlier: &str, later: &str) -> [u8; 32] {
    let mut hasher = Sha256::new_with_prefix(format!("{fault}\n"));
    for note in [earlier, later] {
        let read = Note::parse(note).ok().and_then(|note| Checkpoint::parse(note.text()).ok());
        match read {
            // An origin has no line end in it, so no two trees are written the same.
            Some(Checkpoint { origin, head, .. }) => {
                hasher.update(format!("{origin}\n{}\n{}\n", head.size, head.root));
            }
            None => hasher.update(format!("\n{}\n{note}", note.len())),
        }
    }
    hasher.finalize().into()
}

/// The notes of the first entry of a text, and what follows it.
fn first(text: &str) -> Option<(Fault, &str, &str, &str)> {
    let (heading, notes) = text.split_once('\n')?;
    let mut words = heading.split(' ');
    let fault = match words.next()? {
        "conflict" => Fault::Conflict,
        "unproven" => Fault::Unproven,
        _ => return None,
    };
    let (earlier, later) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (earlier, rest) = notes.split_at_checked(earlier)?;
    let (later, after) = rest.split_at_checked(later)?;
    Some((fault, earlier, later, after))
}
