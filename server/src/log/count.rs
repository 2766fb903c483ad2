//! The published counts: how many objects of each kind were made on a day.
//!
//! A line is `<day> <revision> certificate=<n> status=<n> keys=<n> build=<n> release=<n>`, the day
//! as in 2026-11-22. A line never changes; a later revision of its day corrects it. Its entry in
//! the log is of the kind "daily count" and hashes the line behind a prefix.

use std::collections::BTreeMap;
use std::fmt;

use calendar::Day;
use sha2::{Digest as _, Sha256};
use storage::log::{CountLine, Log};
use tlog::{Entry, EntryKind};

use super::LogProblem;

/// What is hashed before a line.
const PREFIX: &str = "gavah/count/v1\n";
/// The kinds that are counted, in the order of the line.
pub const COUNTED: [EntryKind; 5] = [
    EntryKind::Certificate,
    EntryKind::StatusToken,
    EntryKind::KeyList,
    EntryKind::VerifierBuild,
    EntryKind::Release,
];

/// How many objects of each counted kind a day has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; COUNTED.len()]);

/// A line of the published counts, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The day that is counted.
    pub day: Day,
    /// 1, or more for a correction.
    pub revision: u32,
    /// The numbers.
    pub counts: Counts,
}

impl Counts {
    /// Counts one object more; kinds that are not counted are left out.
    pub fn add(&mut self, kind: EntryKind) {
        let place = COUNTED.iter().position(|counted| *counted == kind);
        if let Some(number) = place.and_then(|place| self.0.get_mut(place)) {
            *number = number.saturating_add(1);
        }
    }

    /// How many there are of a kind.
    #[must_use]
    pub fn of(&self, kind: EntryKind) -> u64 {
        let place = COUNTED.iter().position(|counted| *counted == kind);
        place.and_then(|place| self.0.get(place)).copied().unwrap_or(0)
    }
}

impl Count {
    /// Reads a line, without its end. What reads is written again with the same bytes.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let day = Day::parse(words.next()?).ok()?;
        let revision = words.next()?.parse().ok().filter(|revision| *revision > 0)?;
        let mut counts = Counts::default();
        for (kind, number) in COUNTED.iter().zip(&mut counts.0) {
            let word = words.next()?.strip_prefix(kind.word())?.strip_prefix('=')?;
            *number = word.parse().ok()?;
        }
        let count = Self { day, revision, counts };
        (words.next().is_none() && count.to_string() == line).then_some(count)
    }

    /// As the log's database keeps it.
    #[must_use]
    pub fn to_line(&self) -> CountLine {
        CountLine { day: self.day.number(), revision: self.revision, text: self.to_string() }
    }

    /// Its entry in the log.
    #[must_use]
    pub fn entry(&self) -> Entry {
        entry(&self.to_line())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.day.gregorian();
        write!(f, "{year:04}-{month:02}-{day:02} {}", self.revision)?;
        for (kind, number) in COUNTED.iter().zip(&self.counts.0) {
            write!(f, " {}={number}", kind.word())?;
        }
        Ok(())
    }
}

/// The entry of a line in the log.
#[must_use]
pub fn entry(line: &CountLine) -> Entry {
    let mut hasher = Sha256::new();
    for part in [PREFIX, &line.text, "\n"] {
        hasher.update(part);
    }
    Entry { kind: EntryKind::DailyCount, sha256: hasher.finalize().into(), day: line.day }
}

/// The lines that a tree of this size holds: what is published beside a checkpoint of this size. A
/// line whose entry no checkpoint covers yet is not shown, because nobody could find it in the log.
///
/// # Errors
///
/// When the log cannot be read.
pub async fn published(log: &dyn Log, size: u64) -> Result<Vec<CountLine>, storage::Error> {
    let lines = log.counts().await?;
    let leaves: Vec<_> = lines.iter().map(|line| entry(line).leaf()).collect();
    let places = log.places(&leaves).await?;
    let published = lines.into_iter().zip(places);
    let published = published.filter(|(_, place)| place.is_some_and(|place| place < size));
    Ok(published.map(|(line, _)| line).collect())
}

/// Lines as they are published: each with its end.
#[must_use]
pub fn text(lines: &[CountLine]) -> String {
    lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
}

/// The last revision of each day that was counted.
pub(super) async fn latest(log: &dyn Log) -> Result<BTreeMap<i32, Count>, LogProblem> {
    let mut latest: BTreeMap<i32, Count> = BTreeMap::new();
    for line in log.counts().await? {
        let wrong = LogProblem::Count { day: line.day, revision: line.revision };
        let count = Count::parse(&line.text).ok_or_else(|| wrong.clone())?;
        if count.to_line() != line {
            return Err(wrong);
        }
        let there = latest.entry(line.day).or_insert(count);
        if there.revision < count.revision {
            *there = count;
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_as_it_was_written() {
        let mut counts = Counts::default();
        for kind in EntryKind::ALL {
            counts.add(kind);
        }
        counts.add(EntryKind::Certificate);
        let day = Day::from_gregorian(2026, 11, 22).unwrap();
        let count = Count { day, revision: 2, counts };
        let line = "2026-11-22 2 certificate=2 status=1 keys=1 build=1 release=1";
        assert_eq!(count.to_string(), line);
        assert_eq!(Count::parse(line), Some(count));
        assert_eq!(counts.of(EntryKind::DailyCount), 0);
    }

    #[test]
    fn the_entry_hashes_prefix_line_and_end() {
        let line = "2026-11-22 1 certificate=0 status=0 keys=0 build=0 release=0";
        let count = Count::parse(line).unwrap();
        let hashed = Sha256::digest(format!("gavah/count/v1\n{line}\n"));
        let day = Day::from_gregorian(2026, 11, 22).unwrap().number();
        let wanted = Entry { kind: EntryKind::DailyCount, sha256: hashed.into(), day };
        assert_eq!(count.entry(), wanted);
    }

    #[test]
    fn no_other_line_reads() {
        for line in [
            "",
            "2026-11-22",
            "2026-11-22 1",
            "2026-11-22 0 certificate=2 status=1 keys=1 build=1 release=1",
            "2026-11-22 01 certificate=2 status=1 keys=1 build=1 release=1",
            "2026-11-22 1 certificate=+2 status=1 keys=1 build=1 release=1",
            "2026-11-22 1 certificate=02 status=1 keys=1 build=1 release=1",
            "2026-11-22 1 status=1 certificate=2 keys=1 build=1 release=1",
            "2026-11-22 1 certificate=2 status=1 keys=1 build=1 release=1 ",
            "2026-11-22 1 certificate=2 status=1 keys=1 build=1 release=1 count=1",
            "2026-11-22  1 certificate=2 status=1 keys=1 build=1 release=1",
            "2026-11-31 1 certificate=2 status=1 keys=1 build=1 release=1",
            "2026-11-22 1 certificate=2 status=1 keys=1 build=1",
            "۲۰۲۶-11-22 1 certificate=2 status=1 keys=1 build=1 release=1",
        ] {
            assert_eq!(Count::parse(line), None, "{line}");
        }
    }
}
