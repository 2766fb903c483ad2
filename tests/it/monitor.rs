//! The monitor on logs that keep their word and on logs that lie.

mod day;
mod end;
mod fresh;
mod lie;
mod server;
mod word;

use crate::support::folder::Folder;
use crate::support::program::{Ran, run};
use crate::witness::log::{MadeLog, date, first_day};

/// A count of the first day of a log with a key list and so many certificates.
fn first_count(certificates: u64) -> String {
    format!("{} 1 certificate={certificates} status=0 keys=1 build=0 release=0", date(first_day()))
}

/// A count of a day with so many certificates.
fn count_of(day: i32, certificates: u64) -> String {
    format!("{} 1 certificate={certificates} status=0 keys=0 build=0 release=0", date(day))
}

/// A log of 600 certificates in two days, the first of them counted, in a folder of its own.
fn counted() -> (MadeLog, Folder) {
    let mut log = MadeLog::new(400);
    log.certify(200, first_day() + 1);
    log.count(first_day(), &first_count(400));
    let folder = Folder::new();
    log.write(&folder.join("log"), log.size());
    folder.write("log.vkey", format!("{}\n", log.vkey()));
    (log, folder)
}

/// Runs the monitor in a folder, over the log in `log`.
fn look(folder: &Folder, more: &[&str]) -> Ran {
    look_at(folder, "log", more)
}

/// Runs the monitor in a folder, over a log that is somewhere.
fn look_at(folder: &Folder, log: &str, more: &[&str]) -> Ran {
    let call = ["log", "monitor", log, "--vkey", "log.vkey", "--state", "seen.txt"];
    run(folder, call.iter().chain(more))
}

/// That a run found this, and ended so.
#[track_caller]
fn found(ran: &Ran, code: i32, what: &str) {
    assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains(what), "{:?} in {}", what, ran.err);
}

/// Where a witness shows what it cosigned of the log.
fn origin_hash() -> String {
    use sha2::Digest as _;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(crate::witness::log::ORIGIN))
}
