//! What a monitor remembers between its runs: the last checkpoint, the tree's frontier, and how
//! many entries of each kind each day has.
//!
//! ```text
//! gavah/monitor/v1
//! entries ours               or `any`: only the tree is followed
//! size 412
//! node m2Yw…                 the roots of the complete subtrees, the largest first
//! day 2025-08-23 1 certificate=3 status=0 keys=1 build=0 release=2
//! count 2025-08-23 9f86d0…   a count that the log holds
//! note 265                   the bytes of the signed note that follows
//! …
//! sum 9f86d0…                SHA-256 of all of the above, in hexadecimal
//! ```

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use calendar::Day;
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::{Checkpoint, Frontier, Hash, Note};

use super::finding::written;
use super::tally::Tally;
use crate::log::count::Count;
use crate::witness::replace_by;

const HEADING: &str = "gavah/monitor/v1\n";
/// Bytes of a memory, at most: two lines for each day of two hundred years.
const MAX_FILE: u64 = 32 << 20;

/// Where a monitor goes on.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The last checkpoint that was found good; `None` before the first.
    pub(super) note: Option<String>,
    /// The tree of that checkpoint.
    pub(super) frontier: Frontier,
    /// What it holds of each day; empty where only the tree is followed.
    pub(super) tally: Tally,
    /// Whether the entries are ours and were read.
    pub(super) ours: bool,
}

/// Why there is nothing to go on from.
#[derive(Debug)]
#[non_exhaustive]
pub enum MemoryProblem {
    /// It is not what was written.
    Damaged(PathBuf),
    /// It was kept by a run that read its entries in another way.
    OtherEntries(PathBuf),
    /// Another monitor goes on from it.
    Held(PathBuf),
    /// The disk refused.
    Io(PathBuf, io::Error),
}

/// Takes a state for one monitor, for as long as the handle lives: of two that keep what they saw
/// in one file, one would forget what the other saw.
///
/// # Errors
///
/// When another process has it, or the disk refuses.
pub fn hold(path: &Path) -> Result<File, MemoryProblem> {
    let lock = beside(path, ".lock");
    let io = |error| MemoryProblem::Io(lock.clone(), error);
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).open(&lock);
    let file = file.map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(MemoryProblem::Held(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(io(error)),
    }
}

impl Memory {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(ours: bool) -> Self {
        Self { note: None, frontier: Frontier::new(), tally: Tally::default(), ours }
    }

    /// The size of the tree that was followed.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Reads what was kept; nothing seen yet when there is no file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is damaged, or was kept with another view of the entries.
    pub fn open(path: &Path, ours: bool) -> Result<Self, MemoryProblem> {
        let io = |error| MemoryProblem::Io(path.to_owned(), error);
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::new(ours)),
            Err(error) => return Err(io(error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_FILE).read_to_end(&mut bytes).map_err(io)?;
        let memory = std::str::from_utf8(&bytes).ok().and_then(parse);
        let memory = memory.ok_or_else(|| MemoryProblem::Damaged(path.to_owned()))?;
        if memory.ours != ours {
            return Err(MemoryProblem::OtherEntries(path.to_owned()));
        }
        Ok(memory)
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep(&self, path: &Path) -> Result<(), MemoryProblem> {
        // Of two processes that replace one file, none writes into the other's.
        let new = beside(path, &format!(".{}.new", std::process::id()));
        replace_by(path, &new, self.to_text().as_bytes())
            .map_err(|error| MemoryProblem::Io(path.to_owned(), error))
    }

    fn to_text(&self) -> String {
        let entries = if self.ours { "ours" } else { "any" };
        let mut text = format!("{HEADING}entries {entries}\nsize {}\n", self.frontier.size());
        for node in self.frontier.hashes() {
            text.push_str(&format!("node {node}\n"));
        }
        for (day, made) in &self.tally.days {
            let line = Count { day: *day, revision: 1, counts: *made };
            text.push_str(&format!("day {line}\n"));
        }
        for (day, sum) in &self.tally.lines {
            text.push_str(&format!("count {} {}\n", written(*day), HEXLOWER.encode(sum)));
        }
        let note = self.note.as_deref().unwrap_or_default();
        text.push_str(&format!("note {}\n{note}", note.len()));
        let sum = HEXLOWER.encode(&Sha256::digest(&text));
        text.push_str(&format!("sum {sum}\n"));
        text
    }
}

/// A file beside another, whose name is that of the other and an end.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Strict: what does not come out the same when it is written again was not written here.
fn parse(text: &str) -> Option<Memory> {
    let rest = text.strip_prefix(HEADING)?.strip_prefix("entries ")?;
    let (entries, rest) = rest.split_once('\n')?;
    let mut memory = Memory::new(entries == "ours");
    let (size, mut rest) = rest.strip_prefix("size ")?.split_once('\n')?;
    let mut nodes = Vec::new();
    loop {
        let (line, after) = rest.split_once('\n')?;
        let (name, value) = line.split_once(' ')?;
        match name {
            "node" => nodes.push(Hash::parse(value)?),
            "day" => {
                let line = Count::parse(value)?;
                memory.tally.days.insert(line.day, line.counts);
            }
            "count" => {
                let (day, sum) = value.split_once(' ')?;
                let sum = HEXLOWER.decode(sum.as_bytes()).ok()?.try_into().ok()?;
                memory.tally.lines.insert((Day::parse(day).ok()?, sum));
            }
            "note" => {
                let (note, _) = after.split_at_checked(value.parse().ok()?)?;
                memory.note = (!note.is_empty()).then(|| note.to_owned());
                break;
            }
            _ => return None,
        }
        rest = after;
    }
    memory.frontier = Frontier::from_hashes(size.parse().ok()?, nodes)?;
    // The note and the frontier are about one tree.
    if let Some(note) = &memory.note {
        let checkpoint = Checkpoint::parse(Note::parse(note).ok()?.text()).ok()?;
        if checkpoint.head != memory.frontier.head() {
            return None;
        }
    } else if memory.frontier.size() != 0 {
        return None;
    }
    (memory.to_text() == text).then_some(memory)
}

impl fmt::Display for MemoryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(path) => write!(
                f,
                "the state {} is damaged: move it away, and the monitor begins anew; what the log showed before is then no longer compared",
                path.display()
            ),
            Self::OtherEntries(path) => write!(
                f,
                "the state {} was kept with the other choice of --entries: use another state file",
                path.display()
            ),
            Self::Held(path) => {
                write!(f, "another monitor has the state {}: use another file", path.display())
            }
            Self::Io(path, error) => write!(f, "could not use {}: {error}", path.display()),
        }
    }
}

// The disk's reason is in the sentence: a source would say it twice.
impl std::error::Error for MemoryProblem {}
