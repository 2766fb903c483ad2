//! The server of the database is killed: every process of it, at a moment that nobody chose.

use std::time::{Duration, Instant};

use super::engine::Engine;
use super::entries::{Chance, lines};
use super::log::Log;
use crate::support::postgres::{Own, Room};

/// Times that the server is killed.
const KILLS: u64 = 30;
/// Runs of which a part must have been acknowledged and a part not, and the times that the server is
/// killed at most until there are so many.
const CUT: u64 = 3;
const MOST: u64 = 90;
/// Entries that each run is given: more than it can append before the server is killed.
const RUN: u64 = 12_000;

#[test]
fn nothing_is_lost_when_the_server_of_postgresql_is_killed() {
    let mut server = Own::start();
    let mut log = Log::create(Engine::own(&server));
    let mut chance = Chance::new(30);
    let begin = Instant::now();
    log.append(&lines(0, RUN)).ended(0);
    let latest = u64::try_from(begin.elapsed().as_micros()).expect("a run is short");
    let mut cut = 0;
    let mut heads: Vec<(u64, String)> = Vec::new();
    for kill in 0..MOST {
        if kill >= KILLS && cut >= CUT {
            break;
        }
        let moment = Duration::from_micros(chance.below(latest));
        if kill % 6 == 5 {
            log.checkpoint_before(moment, |_| strike(&mut server));
        } else {
            // What was not acknowledged is sent again, as whoever sent it would do.
            let first = log.acknowledged.len() as u64;
            log.append_before(&lines(first, RUN), moment, |_| strike(&mut server));
            let came = log.acknowledged.len() as u64 - first;
            cut += u64::from(came > 0 && came < RUN);
        }
        if kill % 10 == 9 {
            log.check();
            log.checkpoint();
            log.check();
            heads.push(log.head());
        }
    }
    assert!(cut >= CUT, "only {cut} runs were cut between two batches");
    log.has_kept_everything();
    log.checkpoint();
    log.check();
    // Sizes never fall, and a size has one root.
    for pair in heads.windows(2) {
        assert!(pair[0].0 < pair[1].0 || pair[0] == pair[1], "{pair:?}");
    }
    let sizes: Vec<u64> = heads.iter().map(|head| head.0).collect();
    log.follow(&sizes);
}

/// Kills the server, and starts it again while the command that was using it still runs, as whoever
/// supervises a server does: the command may fail, or wait for the server and go on.
fn strike(server: &mut Own) {
    server.kill();
    server.start_again(Room::Enough);
}
