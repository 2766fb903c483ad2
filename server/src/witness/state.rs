//! What a witness must not forget: the last checkpoint that it cosigned, per log.
//!
//! ```text
//! gavah/witness/v1
//! kept 2                     how often the file was replaced
//! note 265                   the bytes of the signed note that follows, one for each origin
//! …
//! sum 9f86d0…                SHA-256 of all of the above, in hexadecimal
//! ```
//!
//! Beside it stands `<state>.lock`, which one process holds. It repeats the number behind `kept`,
//! so that an older copy of the state put back in its place is noticed, and a state that is gone: a
//! witness that forgot what it cosigned could cosign the opposite.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::{Checkpoint, Note};

use super::{beside, replace};

const HEADING: &str = "gavah/witness/v1\n";
/// Bytes of a state file, at most: a hundred logs with the longest notes.
const MAX_FILE: u64 = 16 << 20;

/// The state file, open and held: no other process has it while this lives.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
    lock: File,
    kept: u64,
    notes: BTreeMap<String, String>,
}

/// Why there is no state to go on from.
#[derive(Debug)]
#[non_exhaustive]
pub enum StateProblem {
    /// There is a state file already, and a new one was to be begun.
    Exists(PathBuf),
    /// There is no state file.
    Absent(PathBuf),
    /// Another process has it.
    Held(PathBuf),
    /// It is not what was written.
    Damaged(PathBuf),
    /// It is an older copy: the lock file knows of a later one.
    Older {
        /// The state file.
        path: PathBuf,
        /// How often this copy was replaced.
        kept: u64,
        /// How often the newest one was.
        floor: u64,
    },
    /// There is no state file, and the lock file knows of one: it is lost, and what was cosigned
    /// with it.
    Lost {
        /// The state file.
        path: PathBuf,
        /// How often it was replaced.
        floor: u64,
    },
    /// There is a state file, and beside it no lock file that knows how often it was replaced: it
    /// may be an older copy.
    Unguarded(PathBuf),
    /// It holds what this witness with these logs would not have kept; names the origin.
    Foreign(String),
    /// The disk refused.
    Io(PathBuf, io::Error),
}

impl StateFile {
    /// Begins a state without any log.
    ///
    /// # Errors
    ///
    /// When there is a state file already, when there was one with which something was cosigned, or
    /// when the disk refuses.
    pub fn create(path: &Path) -> Result<Self, StateProblem> {
        let mut lock = hold(path)?;
        if is_there(path)? {
            return Err(StateProblem::Exists(path.to_owned()));
        }
        if let Some(floor @ 1..) = floor(&mut lock, path)? {
            return Err(StateProblem::Lost { path: path.to_owned(), floor });
        }
        let mut state = Self { path: path.to_owned(), lock, kept: 0, notes: BTreeMap::new() };
        let text = state.to_text();
        // The floor first: a crash between the two leaves what can be begun again, and no state
        // without a floor.
        state
            .raise_floor()
            .and_then(|()| replace(path, text.as_bytes()))
            .map_err(|error| StateProblem::Io(path.to_owned(), error))?;
        Ok(state)
    }

    /// Opens the state that was kept.
    ///
    /// # Errors
    ///
    /// When it is absent, held by another process, damaged, an older copy, or one of which nothing
    /// says that it is not.
    pub fn open(path: &Path) -> Result<Self, StateProblem> {
        Self::go_on(path, false)
    }

    /// Opens a state that came without its lock file, of which somebody knows that it is the
    /// newest one. What a lock file says is heeded all the same.
    ///
    /// # Errors
    ///
    /// When it is absent, held by another process, damaged, or an older copy.
    pub fn open_trusted(path: &Path) -> Result<Self, StateProblem> {
        Self::go_on(path, true)
    }

    fn go_on(path: &Path, trusted: bool) -> Result<Self, StateProblem> {
        let io = |error| StateProblem::Io(path.to_owned(), error);
        if !is_there(path)? {
            // No lock file is made where there is nothing to lock.
            if is_there(&beside(path, ".lock"))?
                && let Some(floor @ 1..) = floor(&mut hold(path)?, path)?
            {
                return Err(StateProblem::Lost { path: path.to_owned(), floor });
            }
            return Err(StateProblem::Absent(path.to_owned()));
        }
        let mut lock = hold(path)?;
        let file = File::open(path).map_err(io)?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(io)?;
        let damaged = || StateProblem::Damaged(path.to_owned());
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        let (kept, notes) = parse(&text).ok_or_else(damaged)?;
        let floor = floor(&mut lock, path)?;
        match floor {
            None if !trusted => return Err(StateProblem::Unguarded(path.to_owned())),
            Some(floor) if kept < floor => {
                return Err(StateProblem::Older { path: path.to_owned(), kept, floor });
            }
            None | Some(_) => {}
        }
        let mut state = Self { path: path.to_owned(), lock, kept, notes };
        if floor.is_none() {
            state.raise_floor().map_err(io)?;
        }
        Ok(state)
    }

    /// The last note that was kept for a log.
    #[must_use]
    pub fn note(&self, origin: &str) -> Option<&str> {
        self.notes.get(origin).map(String::as_str)
    }

    /// Every log with its last note.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.notes.iter().map(|(origin, note)| (origin.as_str(), note.as_str()))
    }

    /// Keeps a note in the place of the last one of its log. When this answers, no crash loses it;
    /// when it fails, nothing that was answered before is lost.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep(&mut self, origin: &str, note: String) -> io::Result<()> {
        let before = self.notes.insert(origin.to_owned(), note);
        self.kept = self.kept.saturating_add(1);
        let text = self.to_text();
        let kept = replace(&self.path, text.as_bytes()).and_then(|()| self.raise_floor());
        if kept.is_err() {
            // What is on the disk may be the new one: nobody has been told of it, so the old one
            // is as good a place to go on from, and the file is written anew the next time.
            self.kept = self.kept.saturating_sub(1);
            match before {
                Some(note) => self.notes.insert(origin.to_owned(), note),
                None => self.notes.remove(origin),
            };
        }
        kept
    }

    fn to_text(&self) -> String {
        let mut text = format!("{HEADING}kept {}\n", self.kept);
        for note in self.notes.values() {
            text.push_str(&format!("note {}\n{note}", note.len()));
        }
        let sum = HEXLOWER.encode(&Sha256::digest(&text));
        text.push_str(&format!("sum {sum}\n"));
        text
    }

    fn raise_floor(&mut self) -> io::Result<()> {
        self.lock.seek(SeekFrom::Start(0))?;
        // Always as many bytes, so that no part of an older number can be left behind.
        self.lock.write_all(format!("{:020}\n", self.kept).as_bytes())?;
        self.lock.sync_data()
    }
}

/// Takes the lock of a state file, for as long as the handle lives.
fn hold(path: &Path) -> Result<File, StateProblem> {
    let beside = beside(path, ".lock");
    let io = |error| StateProblem::Io(beside.clone(), error);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&beside)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateProblem::Held(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(io(error)),
    }
}

/// How often the newest state was replaced, as the lock file has it; nothing when it is empty, as
/// it is when it was just made.
fn floor(lock: &mut File, path: &Path) -> Result<Option<u64>, StateProblem> {
    let mut bytes = Vec::new();
    lock.take(64)
        .read_to_end(&mut bytes)
        .map_err(|error| StateProblem::Io(beside(path, ".lock"), error))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let line = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_suffix('\n'));
    let floor =
        line.and_then(number).ok_or_else(|| StateProblem::Damaged(beside(path, ".lock")))?;
    Ok(Some(floor))
}

/// Whether there is a file. One that cannot be looked at is not one that is absent.
fn is_there(path: &Path) -> Result<bool, StateProblem> {
    path.try_exists().map_err(|error| StateProblem::Io(path.to_owned(), error))
}

fn parse(text: &str) -> Option<(u64, BTreeMap<String, String>)> {
    let (content, sum) = text.strip_suffix('\n')?.rsplit_once("\nsum ")?;
    let content = text.get(..content.len().checked_add(1)?)?;
    if HEXLOWER.encode(&Sha256::digest(content)) != sum {
        return None;
    }
    let (kept, mut rest) =
        content.strip_prefix(HEADING)?.strip_prefix("kept ")?.split_once('\n')?;
    let kept = number(kept)?;
    let mut notes = BTreeMap::new();
    while !rest.is_empty() {
        let (length, after) = rest.strip_prefix("note ")?.split_once('\n')?;
        let (note, after) = after.split_at_checked(usize::try_from(number(length)?).ok()?)?;
        let origin = Checkpoint::parse(Note::parse(note).ok()?.text()).ok()?.origin;
        if notes.insert(origin, note.to_owned()).is_some() {
            return None;
        }
        rest = after;
    }
    Some((kept, notes))
}

fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl fmt::Display for StateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(
                f,
                "the state {} is there already: a witness that begins anew forgets what it cosigned; start it without --begin",
                path.display()
            ),
            Self::Absent(path) => write!(
                f,
                "there is no state {}: start a new witness with --begin; one whose state is lost gets a new key, because it could cosign the opposite of what it did",
                path.display()
            ),
            Self::Held(path) => write!(
                f,
                "another process has the state {}: two witnesses with one key could cosign two trees",
                path.display()
            ),
            Self::Damaged(path) => write!(
                f,
                "the state {} is damaged: a witness whose state is lost gets a new key and begins anew, with another --state",
                path.display()
            ),
            Self::Older { path, kept, floor } => write!(
                f,
                "the state {} is an older copy (number {kept}, and {floor} was written since): a state is never restored; put the newest one back, or begin anew with a new key and another --state",
                path.display()
            ),
            Self::Lost { path, floor } => write!(
                f,
                "the state {} is lost: {floor} cosigned checkpoints were written to it, and a witness that begins anew could cosign the opposite; put the newest state back, or begin anew with a new key and another --state",
                path.display()
            ),
            Self::Unguarded(path) => write!(
                f,
                "the state {0} came without {0}.lock, which would show whether it is an older copy; give --trust-state if you know that it is the newest one",
                path.display()
            ),
            Self::Foreign(origin) => write!(
                f,
                "what the state holds for {origin} was not kept by this witness: another key, or another key of the log"
            ),
            Self::Io(path, error) => write!(f, "could not use {}: {error}", path.display()),
        }
    }
}

// The disk's reason is in the sentence: a source would say it twice.
impl std::error::Error for StateProblem {}
