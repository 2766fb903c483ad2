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

    /// The days that have not come, of which there are entries. A day begins earlier elsewhere, so
    /// tomorrow is not one of them.
    #[must_use]
    pub fn judge_days(&self, today: Day) -> Vec<Finding> {
        let days: BTreeSet<Day> =
            self.days.keys().copied().chain(self.lines.iter().map(|(day, _)| *day)).collect();
        let ahead = days.into_iter().filter(|day| day.days_since(today) > 1);
        ahead.map(|day| Finding::Future { day }).collect()
    }

    /// Compares with what is published. The days that are over at `until`, but for the last of
    /// them, must be counted, from the first that has an entry; none after `today` can be.
    #[must_use]
    pub fn judge(&self, counts: &Counts, until: Day, today: Day) -> Vec<Finding> {
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
        let counted: BTreeSet<Day> = latest.into_keys().collect();
        findings.extend(
            counted
                .range(today..)
                .filter(|day| **day > today)
                .map(|day| Finding::Early { day: *day }),
        );
        findings.extend(self.uncounted(&counted, until, today));
        findings
    }

    /// The days without a count that must have one, neighbours together: a log could otherwise
    /// answer with one entry of long ago and bury everything else.
    fn uncounted(&self, counted: &BTreeSet<Day>, until: Day, today: Day) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Some(first) = self.days.keys().chain(counted).min() else { return findings };
        // The day before has another day to be counted, unless a later one is counted already.
        let due = until.number().saturating_sub(2);
        let passed = counted.last().map_or(due, |last| last.number().min(today.number()));
        let mut missing: Option<(Day, Day)> = None;
        for day in (first.number()..=due.max(passed)).filter_map(Day::from_number) {
            if counted.contains(&day) {
                let run = missing.take();
                findings.extend(run.map(|(first, last)| Finding::Uncounted { first, last }));
            } else {
                missing = Some((missing.map_or(day, |(first, _)| first), day));
            }
        }
        findings.extend(missing.map(|(first, last)| Finding::Uncounted { first, last }));
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

    /// Judged three days after the first day, when that must be counted.
    fn judged(logged: &[&str], published: &[&str]) -> Vec<Finding> {
        let today = day("2025-08-26");
        tally(logged).judge(&counts(published), today, today)
    }

    const MIDDLE: &str = "2025-08-24 1 certificate=0 status=0 keys=0 build=0 release=0";

    #[test]
    fn the_latest_count_of_a_day_is_the_logs() {
        let all = [FIRST, SECOND, MIDDLE, LATER];
        assert_eq!(judged(&all, &all), []);
        let wrong = Finding::Count {
            day: day("2025-08-23"),
            kind: EntryKind::Certificate,
            published: 1,
            logged: 2,
        };
        assert_eq!(judged(&[FIRST, MIDDLE], &[FIRST, MIDDLE]), [wrong]);
        let unlogged = Finding::Unlogged { day: day("2025-08-23"), revision: 2 };
        assert_eq!(judged(&[FIRST, MIDDLE], &[FIRST, SECOND, MIDDLE]), [unlogged]);
        let unpublished = Finding::Unpublished { day: day("2025-08-25") };
        assert_eq!(judged(&all, &[FIRST, SECOND, MIDDLE]), [unpublished]);
        let corrected = "the count of a day was corrected: ".to_owned() + SECOND;
        assert_eq!(counts(&all).corrections(), [corrected]);
    }

    #[test]
    fn every_day_that_is_over_is_counted() {
        let run = |first, last| Finding::Uncounted { first: day(first), last: day(last) };
        assert_eq!(judged(&[LATER], &[LATER]), [run("2025-08-23", "2025-08-24")]);
        assert_eq!(judged(&[], &[]), [run("2025-08-23", "2025-08-24")]);
        let gap = [FIRST, SECOND, LATER];
        assert_eq!(judged(&gap, &gap), [run("2025-08-24", "2025-08-24")]);
        for (today, missing) in [
            ("2025-08-22", None),
            ("2025-08-23", None),
            ("2025-08-24", None),
            ("2025-08-25", Some("2025-08-23")),
            ("2025-08-28", Some("2025-08-26")),
        ] {
            let today = day(today);
            let missing: Vec<_> = missing.map(|last| run("2025-08-23", last)).into_iter().collect();
            assert_eq!(tally(&[]).judge(&counts(&[]), today, today), missing, "{today:?}");
        }
        // One entry of long ago is one finding.
        let mut old = tally(&gap);
        let ago = day("1990-01-01");
        old.add(&entry(EntryKind::Certificate, [9; 32], ago), ago);
        let findings = old.judge(&counts(&gap), day("2025-08-26"), day("2025-08-26"));
        assert_eq!(findings, [run("1990-01-01", "2025-08-22"), run("2025-08-24", "2025-08-24")]);
    }

    #[test]
    fn no_entry_is_of_a_day_that_has_not_come() {
        let all = tally(&[FIRST, LATER]);
        assert_eq!(all.judge_days(day("2025-08-24")), []);
        let future = Finding::Future { day: day("2025-08-25") };
        assert_eq!(all.judge_days(day("2025-08-23")), [future]);
        let early = Finding::Early { day: day("2025-08-25") };
        let lines = [FIRST, SECOND, MIDDLE, LATER];
        let today = day("2025-08-24");
        assert_eq!(tally(&lines).judge(&counts(&lines), today, today), [early]);
    }
}
