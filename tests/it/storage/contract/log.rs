//! The log and its lock.

use database::{Lock, Log};
use storage::Error;
use storage::log::{
    CheckpointLock as _, CountLine, Log as _, LogIdentity, LogStore as _, MonitorRun, RunResult,
};
use tlog::{Hash, TreeHead};

use super::place::{Place, on_both_engines};
use super::tree::{NOWHERE, another_head, check, create, entries, growth};

on_both_engines!(
    a_log_is_made_once_and_by_its_own_command,
    a_tree_grows_and_reads_back,
    a_batch_for_another_tree_changes_nothing,
    a_leaf_has_one_place_for_ever,
    checkpoints_are_swapped_and_all_are_kept,
    counts_and_runs_are_kept,
    the_lock_swaps_what_it_knows,
    the_lock_remembers_what_was_acknowledged,
);

async fn a_log_is_made_once_and_by_its_own_command(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    assert_eq!(log.identity().await.unwrap(), None);
    assert_eq!(log.stored().await.unwrap(), None);
    assert_eq!(log.checkpoint().await.unwrap(), None);
    assert_eq!(log.last_run().await.unwrap(), None);
    let identity = LogIdentity { origin: "gavah.example/log".into(), vkey: "a vkey".into() };
    log.create(&identity).await.unwrap();
    let other = LogIdentity { origin: "other.example/log".into(), vkey: "another".into() };
    assert_eq!(log.create(&other).await, Err(Error::Exists("log")));
    log.close().await;

    let reader = Log::open_read_only(&place.address("log")).await.unwrap();
    assert_eq!(reader.identity().await.unwrap(), Some(identity.clone()));
    let stored = reader.stored().await.unwrap().unwrap();
    assert_eq!((stored.head, stored.frontier), (TreeHead::EMPTY, Vec::new()));
    assert!(matches!(reader.create(&identity).await, Err(Error::Unavailable(_))));
}

async fn a_tree_grows_and_reads_back(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    create(&log).await;
    let mut all = Vec::new();
    for count in [1, 2, 253, 1, 255, 1, 513, 70_000] {
        let batch = entries(&format!("batch of {count} after {}", all.len()), count);
        assert!(log.grow(&growth(&log, &batch).await).await.unwrap());
        all.extend(batch);
    }
    assert_eq!(check(&log).await, all);
    // What is asked for and not there is answered in its place.
    let leaves = [Hash::of_leaf(&all[700]), Hash::of_leaf(b"not there"), Hash::of_leaf(&all[3])];
    assert_eq!(log.places(&leaves).await.unwrap(), [Some(700), None, Some(3)]);
    assert_eq!(log.places(&[leaves[0]; 3]).await.unwrap(), [Some(700); 3]);
    assert_eq!(log.places(&[]).await.unwrap(), []);
    assert_eq!(log.tile(NOWHERE).await.unwrap(), None);
    assert_eq!(log.bundle(u64::MAX).await.unwrap(), None);
    assert_eq!(log.bundle(1_000).await.unwrap(), None);
}

async fn a_batch_for_another_tree_changes_nothing(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    create(&log).await;
    let first = growth(&log, &entries("first", 300)).await;
    let late = growth(&log, &entries("late", 10)).await;
    assert!(log.grow(&first).await.unwrap());
    assert!(!log.grow(&late).await.unwrap());
    assert!(!log.grow(&first).await.unwrap());
    // The same size with another root is another tree.
    let mut forked = growth(&log, &entries("fork", 10)).await;
    forked.old = another_head(300);
    assert!(!log.grow(&forked).await.unwrap());
    // A head that does not count its leaves is no growth.
    let mut wrong = growth(&log, &entries("wrong", 10)).await;
    wrong.new.head.size += 1;
    assert_eq!(log.grow(&wrong).await, Err(Error::Corrupt("growth")));
    assert_eq!(check(&log).await, entries("first", 300));
}

async fn a_leaf_has_one_place_for_ever(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    create(&log).await;
    assert!(log.grow(&growth(&log, &entries("some", 300)).await).await.unwrap());
    let mut again = entries("more", 2);
    again.push(entries("some", 300)[7].clone());
    assert_eq!(log.grow(&growth(&log, &again).await).await, Err(Error::Exists("leaf")));
    let twice = [entries("twin", 1), entries("twin", 1)].concat();
    assert_eq!(log.grow(&growth(&log, &twice).await).await, Err(Error::Exists("leaf")));
    assert_eq!(check(&log).await, entries("some", 300));
}

async fn checkpoints_are_swapped_and_all_are_kept(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    create(&log).await;
    assert!(!log.publish(Some("none"), "one", 1).await.unwrap());
    assert!(log.publish(None, "one", 1).await.unwrap());
    assert!(!log.publish(None, "other", 1).await.unwrap());
    assert!(!log.publish(Some("other"), "two", 2).await.unwrap());
    assert!(log.publish(Some("one"), "one, cosigned\n\u{6af}\n", 1).await.unwrap());
    assert_eq!(log.checkpoint_at(1).await.unwrap().as_deref(), Some("one, cosigned\n\u{6af}\n"));
    assert!(log.publish(Some("one, cosigned\n\u{6af}\n"), "nine", 9).await.unwrap());
    assert!(log.publish(Some("nine"), "ten", 10).await.unwrap());
    let smaller = log.publish(Some("ten"), "back", 9).await;
    assert_eq!(smaller, Err(Error::Corrupt("checkpoint")));
    assert_eq!(log.checkpoint().await.unwrap().as_deref(), Some("ten"));
    assert_eq!(log.checkpoint_at(9).await.unwrap().as_deref(), Some("nine"));
    assert_eq!(log.checkpoint_at(2).await.unwrap(), None);
    assert_eq!(log.checkpoint_at(u64::MAX).await.unwrap(), None);
    assert_eq!(log.checkpoint_sizes(0, 9).await.unwrap(), [1, 9, 10]);
    assert_eq!(log.checkpoint_sizes(1, 1).await.unwrap(), [9]);
    assert!(log.checkpoint_sizes(u64::MAX, 1).await.unwrap().is_empty());
    let mut connection = place.connect("log").await;
    assert_eq!(connection.number("SELECT COUNT(*) FROM checkpoints").await, 4);
}

async fn counts_and_runs_are_kept(place: Place) {
    let log = Log::open(&place.address("log")).await.unwrap();
    let line = |day: i32, revision: u32| CountLine { day, revision, text: format!("{day}") };
    for (day, revision) in [(20_000, 2), (-1, 1), (20_000, 1), (19_999, 10)] {
        log.put_count(&line(day, revision)).await.unwrap();
    }
    let again = CountLine { day: 20_000, revision: 2, text: "changed".into() };
    assert_eq!(log.put_count(&again).await, Err(Error::Exists("count")));
    let wanted = [line(-1, 1), line(19_999, 10), line(20_000, 1), line(20_000, 2)];
    assert_eq!(log.counts().await.unwrap(), wanted);

    for (ran_at, result, finding) in [
        (1, RunResult::Clean, ""),
        (3, RunResult::Lie, "a fork at 9"),
        (2, RunResult::NotCompleted, "nobody answered"),
    ] {
        let run = MonitorRun { ran_at, size: 9, result, finding: finding.into() };
        log.record_run(&run).await.unwrap();
        assert_eq!(log.last_run().await.unwrap(), Some(run));
    }
}

async fn the_lock_swaps_what_it_knows(place: Place) {
    let lock = Lock::open(&place.address("lock")).await.unwrap();
    assert_eq!(lock.find("log").await.unwrap(), None);
    assert!(!lock.replace("log", "one", "two").await.unwrap());
    lock.create("log", "one").await.unwrap();
    assert_eq!(lock.create("log", "two").await, Err(Error::Exists("checkpoint")));
    lock.create("another log", "other").await.unwrap();
    assert!(!lock.replace("log", "two", "three").await.unwrap());
    assert!(lock.replace("log", "one", "two").await.unwrap());
    assert!(!lock.replace("log", "one", "three").await.unwrap());
    lock.close().await;
    let lock = Lock::open(&place.address("lock")).await.unwrap();
    assert_eq!(lock.find("log").await.unwrap().as_deref(), Some("two"));
    assert_eq!(lock.find("another log").await.unwrap().as_deref(), Some("other"));
}

async fn the_lock_remembers_what_was_acknowledged(place: Place) {
    let lock = Lock::open(&place.address("lock")).await.unwrap();
    assert_eq!(lock.acknowledged("log").await.unwrap(), 0);
    assert!(!lock.acknowledge("log", 5).await.unwrap());
    lock.create("log", "one").await.unwrap();
    lock.create("another log", "other").await.unwrap();
    assert_eq!(lock.acknowledged("log").await.unwrap(), 0);
    assert!(lock.acknowledge("log", 1 << 40).await.unwrap());
    assert!(lock.acknowledge("log", 5).await.unwrap());
    assert!(lock.replace("log", "one", "two").await.unwrap());
    lock.close().await;
    let lock = Lock::open(&place.address("lock")).await.unwrap();
    assert_eq!(lock.acknowledged("log").await.unwrap(), 1 << 40);
    assert_eq!(lock.acknowledged("another log").await.unwrap(), 0);
    assert!(!lock.give_up("log", 5, 4).await.unwrap());
    assert!(lock.give_up("log", 1 << 40, 4).await.unwrap());
    assert_eq!(lock.acknowledged("log").await.unwrap(), 4);
    assert!(lock.acknowledge("log", 6).await.unwrap());
    assert_eq!(lock.acknowledged("log").await.unwrap(), 6);
}
