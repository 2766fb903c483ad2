//! The days of a log: each that is over is counted, and none has not come.

use super::{count_of, first_count, found, look};
use crate::support::folder::Folder;
use crate::witness::log::{MadeLog, date, first_day};

/// A log that began five days before yesterday, in a folder of its own.
fn old() -> (MadeLog, Folder, i32) {
    let begin = first_day() - 5;
    let log = MadeLog::begun(begin, 3);
    let folder = Folder::new();
    folder.write("log.vkey", log.vkey().to_string());
    (log, folder, begin)
}

#[test]
fn every_day_that_is_over_needs_its_count() {
    let (mut log, folder, begin) = old();
    // A log of six days without any count.
    log.write(&folder.join("log"), log.size());
    let what = format!("{} to ", date(begin));
    let ran = look(&folder, &[]);
    found(&ran, 1, &what);
    assert!(ran.err.contains("the days are over and not counted"), "{}", ran.err);
    // All days until yesterday: nothing is missing.
    let whole = first_count(3).replace(&date(first_day()), &date(begin));
    log.count(begin, &whole);
    for day in begin + 1..=first_day() {
        log.count(day, &count_of(day, 0));
    }
    log.write(&folder.join("log"), log.size());
    look(&folder, &[]).ended(0);
    // One certificate that was dated long before everything.
    log.certify(1, begin - 2000);
    log.write(&folder.join("log"), log.size());
    found(&look(&folder, &[]), 1, &format!("{} to {}", date(begin - 2000), date(begin - 1)));
}

#[test]
fn a_day_that_was_left_out_is_found() {
    let (mut log, folder, begin) = old();
    let whole = first_count(3).replace(&date(first_day()), &date(begin));
    log.count(begin, &whole);
    for day in begin + 2..=first_day() {
        log.count(day, &count_of(day, 0));
    }
    log.write(&folder.join("log"), log.size());
    let what = format!("{}: the day is over and not counted", date(begin + 1));
    found(&look(&folder, &[]), 1, &what);
}

#[test]
fn a_day_that_has_not_come_is_found() {
    let (mut log, folder) = super::counted();
    log.certify(1, first_day() + 2);
    log.write(&folder.join("log"), log.size());
    look(&folder, &[]).ended(0);
    let day = first_day() + 40;
    log.certify(1, day);
    log.write(&folder.join("log"), log.size());
    found(&look(&folder, &[]), 1, &format!("{}: the log has entries of this day", date(day)));
    log.count(day, &count_of(day, 1));
    log.write(&folder.join("log"), log.size());
    found(&look(&folder, &[]), 1, &format!("{}: the day is counted and not over", date(day)));
}
