//! A disk that is full.

use std::process::Command;

use super::engine::Engine;
use super::entries::lines;
use super::log::Log;
use crate::support::program::{finish, gavah};

#[test]
fn a_full_disk_stops_the_log_and_loses_nothing() {
    let mut log = Log::create(Engine::sqlite());
    log.append(&lines(0, 2_000)).ended(0);
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
    let more = lines(2_000, 8_000);
    let ran = finish(&mut command, Some((more.join("\n") + "\n").as_bytes()));
    assert_eq!(ran.code, 1, "{}{}", ran.out.lines().count(), ran.err);
    assert!(ran.err.contains("could not"), "{}", ran.err);
    let acknowledged = ran.out.lines().count();
    assert!(acknowledged < more.len(), "the disk was not full");

    log.check();
    assert_eq!(log.head(), head, "the public checkpoint moved");
    // With room again it goes on where it was.
    log.append(&more).ended(0);
    for answer in ran.out.lines() {
        let (place, line) = answer.split_once(' ').expect("a place and a line");
        assert_eq!(log.acknowledged.get(line).map(u64::to_string).as_deref(), Some(place));
    }
    log.checkpoint();
    log.check();
    log.has_kept_everything();
    log.follow(&[head.0]);
}
