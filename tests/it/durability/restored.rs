//! A database of PostgreSQL that was restored from an older copy.

use super::engine::Engine;
use super::entries::lines;
use super::log::Log;
use crate::support::postgres;

#[test]
fn a_log_on_postgresql_goes_on_from_its_export() {
    let mut log = Log::create(Engine::postgres());
    log.append(&lines(0, 300)).ended(0);
    log.checkpoint();
    let early = log.head();
    let copy = postgres::copy_of(&log.address());
    log.append(&lines(300, 600)).ended(0);
    log.checkpoint();
    // The export stands in the folder `tree`.
    let head = log.head();
    let follows = |log: &Log| log.follow(&[early.0, head.0]);
    follows(&log);
    postgres::put_back(&copy, &log.address());

    log.folder.write("more.txt", lines(900, 50).join("\n") + "\n");
    let append = log.call_without_key(&["log", "append", "--from", "more.txt"]);
    for ran in [log.call(&["log", "checkpoint"]), append] {
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("gavah log recover --from"), "{}", ran.err);
        assert_eq!(ran.out, "", "{}", ran.err);
    }
    log.call_without_key(&["log", "recover", "--from", "tree"]).ended(0);
    log.checkpoint();
    log.check();
    assert_eq!(log.head(), head, "the tree is another");
    log.has_kept_everything();
    log.append(&lines(900, 50)).ended(0);
    log.checkpoint();
    log.check();
    follows(&log);
}
