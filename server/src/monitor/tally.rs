//! What a log holds of each day, and whether the published counts agree.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Day;
use tlog::{Entry, EntryKind};

use super::{Counts, Finding};
use crate::log::count::{COUNTED, Counts as Made};

/// The entries of a log, counted by day and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub(super) days: BTreeMap<Day, Made>,
    /// The counts that the log holds: their days and hashes.
    pub(super) lines: BTreeSet<(Day, [u8; 32])>,
}

impl Tally {
    /// Counts an entry.
    pub fn add(&mut self, entry: &Entry, day: Day) {
        if entry.kind == EntryKind::DailyCount {
            self.lines.insert((day, entry.sha256));
            return;
        }
        self.days.entry(day).or_default().add(entry.kind);
    }

    /// Compares with what is published.
    #[must_use]
    pub fn judge(&self, counts: &Counts) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut published = BTreeSet::new();
        let mut latest = BTreeMap::new();
        for line in &counts.0 {
            let logged = (line.day, line.entry().sha256);
            if !self.lines.contains(&logged) {
                findings.push(Finding::Unlogged { day: line.day, revision: line.revision });
            }
            published.insert(logged);
            latest.insert(line.day, line.counts);
        }
        for (day, _) in self.lines.difference(&published) {
            findings.push(Finding::Unpublished { day: *day });
        }
        let nothing = Made::default();
        for (day, made) in &latest {
            let logged = self.days.get(day).unwrap_or(&nothing);
            for kind in COUNTED {
                let (published, logged) = (made.of(kind), logged.of(kind));
                if published != logged {
                    findings.push(Finding::Count { day: *day, kind, published, logged });
                }
            }
        }
        if let Some((last, _)) = latest.last_key_value() {
            for (day, _) in self.days.range(..last) {
                if !latest.contains_key(day) {
                    findings.push(Finding::Uncounted { day: *day });
                }
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn entry(kind: EntryKind, sha256: [u8; 32], day: Day) -> Entry {
        Entry { kind, sha256, day: day.number() }
    }

    const FIRST: &str = "2025-08-23 1 certificate=1 status=0 keys=1 build=0 release=0";
    const SECOND: &str = "2025-08-23 2 certificate=2 status=0 keys=1 build=0 release=0";
    const LATER: &str = "2025-08-25 1 certificate=0 status=0 keys=0 build=0 release=0";

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        let made = day("2025-08-23");
        for (kind, number) in
            [(EntryKind::KeyList, 1), (EntryKind::Certificate, 2), (EntryKind::Certificate, 3)]
        {
            tally.add(&entry(kind, [number; 32], made), made);
        }
        for line in lines {
            let sha256 = Sha256::digest(format!("gavah/count/v1\n{line}\n")).into();
            let day = day(line.split(' ').next().unwrap());
            tally.add(&entry(EntryKind::DailyCount, sha256, day), day);
        }
        tally
    }

    fn counts(lines: &[&str]) -> Counts {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        Counts::parse(&text).unwrap()
    }

    #[test]
    fn the_latest_count_of_a_day_is_the_logs() {
        let all = [FIRST, SECOND, LATER];
        assert_eq!(tally(&all).judge(&counts(&all)), []);
        assert_eq!(tally(&[]).judge(&counts(&[])), [], "nothing is counted yet");
        let wrong = Finding::Count {
            day: day("2025-08-23"),
            kind: EntryKind::Certificate,
            published: 1,
            logged: 2,
        };
        assert_eq!(tally(&[FIRST]).judge(&counts(&[FIRST])), [wrong]);
        let later = Finding::Uncounted { day: day("2025-08-23") };
        assert_eq!(tally(&[LATER]).judge(&counts(&[LATER])), [later]);
        let unlogged = Finding::Unlogged { day: day("2025-08-23"), revision: 2 };
        assert_eq!(tally(&[FIRST]).judge(&counts(&[FIRST, SECOND])), [unlogged]);
        let unpublished = Finding::Unpublished { day: day("2025-08-25") };
        assert_eq!(tally(&all).judge(&counts(&[FIRST, SECOND])), [unpublished]);
    }
}
