//! A disk that is full.

use std::process::Command;

use super::engine::Engine;
use super::entries::lines;
use super::log::Log;
use crate::support::postgres::{Own, Room};
use crate::support::program::{Ran, finish, gavah};

/// Entries before the disk is full.
const BEFORE: u64 = 2_000;

#[test]
fn a_full_disk_stops_the_log_and_loses_nothing() {
    let mut log = Log::create(Engine::sqlite());
    log.append(&lines(0, BEFORE)).ended(0);
    log.checkpoint();
    let head = log.head();
    let size = std::fs::metadata(log.folder.join("log.db")).expect("the log is a file").len();

    // No file may grow beyond a little more than the log has now; the system answers a write there
    // as it answers one on a full disk, with an error in the middle of the work.
    let blocks = size / 1_024 + 40;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command.current_dir(&*log.folder).args(["-c", &script]).arg(gavah());
    command.args(log.appending().get_args());
    let more = lines(BEFORE, 8_000);
    let ran = finish(&mut command, Some((more.join("\n") + "\n").as_bytes()));
    goes_on(&mut log, &more, &ran, &head);
}

/// The limit is a little above a segment of the write-ahead log, which thus always finds room: it
/// is a table that cannot grow.
#[test]
fn a_table_of_postgresql_that_cannot_grow_loses_nothing() {
    survives_on_postgresql((1 << 20) + (1 << 16), "could not extend file");
}

/// The limit is below a segment of the write-ahead log, of which no new one can be made: the server
/// cannot go on at all.
#[test]
fn a_write_ahead_log_of_postgresql_that_cannot_grow_loses_nothing() {
    survives_on_postgresql((1 << 20) - (1 << 16), "PANIC");
}

fn survives_on_postgresql(room: u64, word: &str) {
    let mut server = Own::start();
    let mut log = Log::create(Engine::own(&server));
    log.append(&lines(0, BEFORE)).ended(0);
    log.checkpoint();
    let head = log.head();
    // The server recovers at the beginning of a segment, so that it does start.
    server.query("SELECT pg_switch_wal()");
    server.query("CHECKPOINT");
    server.kill();
    server.start_again(Room::Bytes(room));
    let more = lines(BEFORE, 40_000);
    let ran = log.append(&more);
    assert!(server.words().contains(word), "the disk was not full: {}", server.words());
    server.kill();
    server.start_again(Room::Enough);
    goes_on(&mut log, &more, &ran, &head);
}

/// Whether the append failed with a clear word, and with room again the log goes on where it was.
fn goes_on(log: &mut Log, more: &[String], ran: &Ran, head: &(u64, String)) {
    assert_eq!(ran.code, 1, "{}{}", ran.out.lines().count(), ran.err);
    assert!(ran.err.starts_with("gavah: could not append"), "{}", ran.err);
    assert!(ran.out.lines().count() < more.len(), "the disk was not full");
    log.check();
    assert_eq!(log.head(), *head, "the public checkpoint moved");
    log.append(more).ended(0);
    for answer in ran.out.lines() {
        let (place, line) = answer.split_once(' ').expect("a place and a line");
        assert_eq!(log.acknowledged.get(line).map(u64::to_string).as_deref(), Some(place));
    }
    log.checkpoint();
    log.check();
    log.has_kept_everything();
    log.follow(&[head.0]);
}
