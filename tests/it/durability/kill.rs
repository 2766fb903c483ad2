//! `kill -9` at moments that nobody chose.

use std::time::{Duration, Instant};

use super::engine::Engine;
use super::entries::{Chance, lines};
use super::log::Log;

/// Kills on each engine.
const KILLS: u64 = 500;
/// Entries that each run is given: more than it can append before it is killed.
const RUN: u64 = 3_000;

#[test]
fn sqlite_loses_nothing_to_a_kill() {
    survives(Engine::sqlite());
}

#[test]
fn postgresql_loses_nothing_to_a_kill() {
    survives(Engine::postgres());
}

fn survives(engine: Engine) {
    let mut log = Log::create(engine);
    let mut chance = Chance::new(529);
    // The moments are spread over the time that a run takes where nobody kills it: some processes
    // die before they began, most in the middle, some after their last word.
    let begin = Instant::now();
    log.append(&lines(0, RUN)).ended(0);
    let latest = u64::try_from(begin.elapsed().as_micros()).expect("a run is short");
    let mut cut = 0;
    let mut sizes = Vec::new();
    let mut heads: Vec<(u64, String)> = Vec::new();
    for kill in 0..KILLS {
        let moment = Duration::from_micros(chance.below(latest));
        if kill % 8 == 7 {
            log.checkpoint_until(moment);
        } else {
            // What was not acknowledged is sent again, as whoever sent it would do.
            let first = log.acknowledged.len() as u64;
            log.append_until(&lines(first, RUN), moment);
            let came = log.acknowledged.len() as u64 - first;
            cut += u64::from(came > 0 && came < RUN);
        }
        if kill % 50 == 49 {
            log.checkpoint();
            log.check();
            let head = log.head();
            sizes.push(head.0);
            heads.push(head);
        }
    }
    assert!(cut > KILLS / 50, "only {cut} processes were killed between two batches");
    log.has_kept_everything();
    log.checkpoint();
    log.check();
    // Sizes never fall, and a size has one root.
    for pair in heads.windows(2) {
        assert!(pair[0].0 < pair[1].0 || pair[0] == pair[1], "{pair:?}");
    }
    log.follow(&sizes);
}
