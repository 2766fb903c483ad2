//! Many at once: one of them wins, nothing is lost, and nobody hears of a conflict that another
//! try mends.

use std::sync::Arc;

use database::{Lock, Log, Portal, Registry};
use storage::log::{CheckpointLock as _, Log as _, LogStore as _};
use storage::portal::ReleaseStore as _;
use storage::registry::{CaseCodes as _, Imported, Intake as _};
use tlog::Hash;
use tokio::task::JoinSet;

use super::city::{case_file, number, release, source};
use super::place::{Engine, Place, on_both_engines, run};
use super::tree::{check, create, entries, growth, growth_of};

/// Writers at once.
const WRITERS: usize = 8;

on_both_engines!(
    writers_at_once_never_fork_a_log,
    one_of_many_swaps,
    a_conflict_is_tried_again,
    imports_at_once_count_everything_once,
    one_of_many_publishes,
);

/// Every transaction that does not say otherwise is serializable, and fails as such do.
async fn make_strict(place: &Place, name: &str) {
    if place.engine == Engine::Postgres {
        let mut connection = place.connect(name).await;
        let current = connection.texts("SELECT CAST(current_database() AS TEXT)").await.remove(0);
        let set = format!("ALTER DATABASE {current} SET default_transaction_isolation");
        connection.run(&format!("{set} = 'serializable'")).await;
    }
}

async fn writers_at_once_never_fork_a_log(place: Place) {
    const BATCHES: usize = 12;
    make_strict(&place, "log").await;
    let log = Log::open(&place.address("log")).await.unwrap();
    create(&log).await;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let address = place.address("log");
        writers.spawn(async move {
            // As many processes would, each has its own connections.
            let log = Log::open(&address).await.unwrap();
            let mut lost = 0;
            for batch in 0..BATCHES {
                let entries = entries(&format!("{writer} {batch}"), 1 + 37 * batch % 300);
                let leaves: Vec<Hash> = entries.iter().map(|entry| Hash::of_leaf(entry)).collect();
                let first = loop {
                    let stored = log.stored().await.unwrap().unwrap();
                    let old = stored.head.size;
                    if let Some(growth) = growth_of(&log, stored, &entries).await
                        && log.grow(&growth).await.unwrap()
                    {
                        break old;
                    }
                    lost += 1;
                };
                // What is acknowledged is there, in one piece.
                let places = log.places(&leaves).await.unwrap();
                assert!(places.into_iter().eq((first..).take(leaves.len()).map(Some)));
            }
            lost
        });
    }
    let lost: usize = writers.join_all().await.into_iter().sum();
    assert!(lost > 0, "the writers never met");
    let mut found = check(&log).await;
    let mut wanted: Vec<Vec<u8>> = (0..WRITERS * BATCHES)
        .flat_map(|number| {
            let (writer, batch) = (number / BATCHES, number % BATCHES);
            entries(&format!("{writer} {batch}"), 1 + 37 * batch % 300)
        })
        .collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
}

async fn one_of_many_swaps(place: Place) {
    for name in ["log", "lock"] {
        make_strict(&place, name).await;
    }
    let log = Log::open(&place.address("log")).await.unwrap();
    let lock = Lock::open(&place.address("lock")).await.unwrap();
    create(&log).await;
    lock.create("origin", "0").await.unwrap();
    assert!(log.publish(None, "0", 0).await.unwrap());
    for round in 0..10_u64 {
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let (log, lock) = (log.clone(), lock.clone());
            writers.spawn(async move {
                let old = round.to_string();
                let new = (round + 1).to_string();
                let mine = format!("{new} of {writer}");
                // Who swaps the lock is the only one who signs, and then all know the winner.
                let signs = lock.replace("origin", &old, &mine).await.unwrap();
                let shown = log.publish(Some(&old), &new, round + 1).await.unwrap();
                (signs, shown)
            });
        }
        let answers = writers.join_all().await;
        assert_eq!(answers.iter().filter(|(signs, _)| *signs).count(), 1);
        assert_eq!(answers.iter().filter(|(_, shown)| *shown).count(), 1);
        let mine = lock.find("origin").await.unwrap().unwrap();
        assert!(lock.replace("origin", &mine, &(round + 1).to_string()).await.unwrap());
    }
    assert_eq!(log.checkpoint_sizes(0, 99).await.unwrap(), (1..=10).collect::<Vec<u64>>());
}

/// Another transaction changes the row that a batch begins with, while the batch waits for it.
async fn a_conflict_is_tried_again(place: Place) {
    let log = Arc::new(Log::open(&place.address("log")).await.unwrap());
    create(&log).await;
    let growth = growth(&log, &entries("some", 5)).await;
    let mut other = place.connect("log").await;
    other
        .run(match place.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        })
        .await;
    other.run("UPDATE trees SET size = size").await;
    let growing = tokio::spawn({
        let log = Arc::clone(&log);
        async move { log.grow(&growth).await }
    });
    wait_for_waiters(&place, "log").await;
    other.run("COMMIT").await;
    assert_eq!(growing.await.unwrap(), Ok(true));
    assert_eq!(check(&log).await, entries("some", 5));
}

/// Waits until somebody waits for a lock; SQLite does not say so.
async fn wait_for_waiters(place: &Place, name: &str) {
    if place.engine == Engine::Postgres {
        let mut connection = place.connect(name).await;
        let waiting = "SELECT COUNT(*) FROM pg_stat_activity \
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while connection.number(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
    }
}

/// Both wait for what the other has; the server undoes the import, and the import does not mind.
#[test]
fn a_deadlock_is_tried_again() {
    run(Engine::Postgres, |place| async move {
        let registry = Registry::open(&place.address("registry")).await.unwrap();
        let files = ["1", "2"].map(|text| case_file(text, "fine", 5));
        registry.import(&source(1), &files).await.unwrap();
        let mut other = place.connect("registry").await;
        // This one never looks for deadlocks, so the import is the one that finds it.
        other.run("SET deadlock_timeout = '10min'").await;
        other.run("BEGIN").await;
        other.run("UPDATE cases SET district = district WHERE number = '2'").await;
        let importing = tokio::spawn(async move {
            let mut files = files;
            for file in &mut files {
                file.case.district = super::city::code("d9");
            }
            registry.import(&source(2), &files).await
        });
        wait_for_waiters(&place, "registry").await;
        other.run("UPDATE cases SET district = district WHERE number = '1'").await;
        other.run("COMMIT").await;
        let imported = importing.await.unwrap();
        assert_eq!(imported, Ok(Imported { new: 0, changed: 2, unchanged: 6 }));
    });
}

async fn imports_at_once_count_everything_once(place: Place) {
    make_strict(&place, "registry").await;
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    for round in 1..=5_u8 {
        let mut writers = JoinSet::new();
        for writer in 0..4 {
            let registry = registry.clone();
            writers.spawn(async move {
                let mut files = ["1", "2", "3"].map(|text| case_file(text, "fine", round.into()));
                // The second half meets the first one on its way.
                if writer % 2 == 1 {
                    files.reverse();
                }
                registry.import(&source(round), &files).await.unwrap()
            });
        }
        let counts = writers.join_all().await;
        let sum = |part: fn(&Imported) -> u64| counts.iter().map(part).sum::<u64>();
        let wanted = if round == 1 { (12, 0) } else { (0, 3) };
        assert_eq!((sum(|one| one.new), sum(|one| one.changed)), wanted, "{counts:?}");
    }
    let mut connection = place.connect("registry").await;
    assert_eq!(connection.number("SELECT COUNT(*) FROM superseded").await, 12);
    assert_eq!(connection.number("SELECT COUNT(*) FROM imports").await, 5);

    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let registry = registry.clone();
        let code = format!("code of {writer}");
        writers.spawn(async move { registry.assign(&number("1"), &code).await.unwrap() });
    }
    let codes = writers.join_all().await;
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
}

async fn one_of_many_publishes(place: Place) {
    make_strict(&place, "portal").await;
    let portal = Portal::open(&place.address("portal"), &[4; 32]).await.unwrap();
    let release = Arc::new(release("1404-06", 40));
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let (portal, release) = (portal.clone(), Arc::clone(&release));
        writers.spawn(async move { portal.publish(&release).await.unwrap() });
    }
    let answers = writers.join_all().await;
    assert_eq!(answers.iter().filter(|new| **new).count(), 1);
}
