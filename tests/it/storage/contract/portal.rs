//! The portal: releases, and sealed cases that do not tell in which order they came.

use database::Portal;
use statistics::ReleaseId;
use storage::Error;
use storage::portal::{
    ReleaseStore as _, Releases as _, SealedCase, SealedCaseStore as _, SealedCases as _,
};

use super::city::release;
use super::place::{Engine, Place, on_both_engines, run};

on_both_engines!(the_public_side_cannot_write, a_release_is_for_ever);

async fn the_public_side_cannot_write(place: Place) {
    let address = place.address("portal");
    let sealed = SealedCase { id: [1; 32], sealed: vec![1, 2, 3] };
    let portal = Portal::open(&address, &[4; 32]).await.unwrap();
    assert_eq!(portal.put(std::slice::from_ref(&sealed)).await.unwrap(), 1);
    assert_eq!(portal.put(std::slice::from_ref(&sealed)).await.unwrap(), 0);
    portal.close().await;
    // The salt of the first opening stays.
    Portal::open(&address, &[5; 32]).await.unwrap().close().await;

    let public = Portal::open_read_only(&address).await.unwrap();
    assert_eq!(public.salt().await.unwrap(), [4; 32]);
    assert_eq!(public.sealed(&[1; 32]).await.unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(public.sealed(&[2; 32]).await.unwrap(), None);
    assert!(matches!(public.put(&[sealed]).await, Err(Error::Unavailable(_))));
    assert!(matches!(public.compact().await, Err(Error::Unavailable(_))));
    assert!(matches!(public.publish(&release("1404-06", 40)).await, Err(Error::Unavailable(_))));
    if place.engine == Engine::Sqlite {
        let beside = std::fs::read_dir(&*place.folder).unwrap().count();
        assert_eq!(beside, 1, "a reader needs one file and makes none");
    }
}

async fn a_release_is_for_ever(place: Place) {
    let portal = Portal::open(&place.address("portal"), &[4; 32]).await.unwrap();
    let id = ReleaseId::parse("1404-06").unwrap();
    assert_eq!(portal.release(&id).await.unwrap(), None);
    let first = release("1404-06", 40);
    assert!(portal.publish(&first).await.unwrap());
    assert!(!portal.publish(&first).await.unwrap());
    let other = portal.publish(&release("1404-06", 41)).await;
    assert_eq!(other, Err(Error::Exists("release")));
    assert!(portal.publish(&release("1404-05", 40)).await.unwrap());

    let found = portal.release(&id).await.unwrap().unwrap();
    assert_eq!((&found.summary.root, found.manifest.as_str()), (first.root(), first.manifest()));
    assert_eq!(found.tables.len(), 4);
    let listed: Vec<String> =
        portal.list().await.unwrap().iter().map(|summary| summary.id.to_string()).collect();
    assert_eq!(listed, ["1404-06", "1404-05"]);
    for file in first.files() {
        let found = portal.file(&id, file.path()).await.unwrap().unwrap();
        assert_eq!((found.bytes.as_slice(), &found.sha256), (file.bytes(), file.sha256()));
    }
    assert_eq!(portal.file(&id, "no such file").await.unwrap(), None);
    // A file that rotted is not served.
    let mut connection = place.connect("portal").await;
    connection.run("UPDATE release_files SET content = sha256 WHERE path = 'district.csv'").await;
    assert_eq!(portal.file(&id, "district.csv").await, Err(Error::Corrupt("release file")));
}

/// Who opened for reading gets connections to which the engine lets nothing be written.
#[test]
fn postgres_knows_that_the_public_side_cannot_write() {
    run(Engine::Postgres, |place| async move {
        let address = place.address("portal");
        let portal = Portal::open(&address, &[4; 32]).await.unwrap();
        let mut connection = place.connect("portal").await;
        connection.run("ALTER TABLE salts RENAME TO true_salts").await;
        connection
            .run(
                "CREATE VIEW salts AS SELECT purpose, CASE current_setting('transaction_read_only') \
                 WHEN 'on' THEN salt ELSE '' END AS salt FROM true_salts",
            )
            .await;
        assert_eq!(portal.salt().await.unwrap(), [4; 32]);
        let public = Portal::open_read_only(&address).await.unwrap();
        assert_eq!(public.salt().await.unwrap(), [4; 32]);
    });
}

/// What an identifier has after its first byte, so that it is found in a file.
const TAIL: &[u8; 31] = b"123456789abcdef0123456789abcdef";

/// What was there before it was replaced.
const OLD: u8 = 77;

/// Two hundred cases, in no order.
fn cases() -> Vec<SealedCase> {
    (0..200_u8)
        .map(|number| {
            // Multiples of an odd number modulo 256: every byte once.
            let first = number.wrapping_mul(167);
            let mut id = [first; 32];
            id[1..].copy_from_slice(TAIL);
            // As hard to compress as a ciphertext, so that PostgreSQL keeps it apart.
            let mut state = u32::from(first) + 1;
            let mut sealed = vec![first];
            while sealed.len() < 8_232 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                sealed.push(state.to_be_bytes()[0]);
            }
            SealedCase { id, sealed }
        })
        .collect()
}

/// Stores them page by page in this order, every third after an older text of it.
async fn store(place: &Place, name: &str, cases: &[SealedCase]) {
    let portal = Portal::open(&place.address(name), &[1; 32]).await.unwrap();
    let old: Vec<_> = cases
        .iter()
        .step_by(3)
        .map(|case| SealedCase { sealed: vec![OLD; 8_232], ..case.clone() })
        .collect();
    portal.put(&old).await.unwrap();
    for page in cases.chunks(16) {
        portal.put(page).await.unwrap();
    }
    // Somebody who looks at an older state keeps nothing of it there.
    let mut other = place.connect(name).await;
    if place.engine == Engine::Postgres {
        other.run("BEGIN ISOLATION LEVEL REPEATABLE READ").await;
        other.number("SELECT COUNT(*) FROM salts").await;
    }
    portal.compact().await.unwrap();
    drop(other);
    for case in cases {
        assert_eq!(portal.sealed(&case.id).await.unwrap().as_ref(), Some(&case.sealed));
    }
    portal.close().await;
}

/// The places in a file at which identifiers stand, each with its first byte. There may be several
/// of one: an engine does not always wipe what it moves to another page.
fn places(bytes: &[u8]) -> Vec<(usize, u8)> {
    let windows = bytes.windows(32).enumerate();
    let found = windows.filter(|(_, window)| window.ends_with(TAIL));
    let found: Vec<(usize, u8)> = found.map(|(place, window)| (place, window[0])).collect();
    assert!(found.len() >= 200, "only {} identifiers stand in the file", found.len());
    found
}

fn assert_forgotten(bytes: &[u8]) {
    assert!(!bytes.windows(64).any(|window| window == [OLD; 64]), "what was replaced is there");
}

fn sorted(cases: &[SealedCase]) -> Vec<SealedCase> {
    let mut sorted = cases.to_vec();
    sorted.sort_by_key(|case| case.id);
    sorted
}

#[test]
fn the_order_of_sealing_is_forgotten_by_sqlite() {
    run(Engine::Sqlite, |place| async move {
        let cases = cases();
        let mut found = Vec::new();
        for (name, cases) in [("one", &cases), ("other", &sorted(&cases))] {
            store(&place, name, cases).await;
            let mut connection = place.connect(name).await;
            assert!(connection.bytes("SELECT id FROM sealed_cases").await.is_sorted());
            assert!(connection.try_run("SELECT rowid FROM sealed_cases").await.is_err());
            let bytes = std::fs::read(place.folder.join(format!("{name}.db"))).unwrap();
            assert_forgotten(&bytes);
            found.push(places(&bytes));
        }
        assert_eq!(found[0], found[1], "the file tells in which order cases came");
    });
}

#[test]
fn the_order_of_sealing_is_forgotten_by_postgres() {
    run(Engine::Postgres, |place| async move {
        let cases = cases();
        let mut found = Vec::new();
        for (name, cases) in [("one", &cases), ("other", &sorted(&cases))] {
            store(&place, name, cases).await;
            let mut connection = place.connect(name).await;
            assert!(
                connection.bytes("SELECT id FROM sealed_cases ORDER BY ctid").await.is_sorted()
            );
            let transactions = "SELECT COUNT(DISTINCT CAST(xmin AS TEXT)) FROM sealed_cases";
            assert_eq!(connection.number(transactions).await, 1);
            // Large values stand in a table of their own, under numbers that grow.
            let large = "SELECT CAST(CAST(reltoastrelid AS regclass) AS TEXT) FROM pg_class \
                         WHERE relname = 'sealed_cases'";
            let large = connection.texts(large).await.remove(0);
            let firsts = format!(
                "SELECT substr(chunk_data, 1, 1) FROM {large} WHERE chunk_seq = 0 ORDER BY chunk_id"
            );
            let firsts = connection.bytes(&firsts).await;
            assert_eq!(firsts.len(), 200);
            assert!(firsts.is_sorted(), "the numbers of large values tell the order");

            connection.run("CHECKPOINT").await;
            let mut file = Vec::new();
            for table in ["sealed_cases", &large] {
                let path = format!(
                    "SELECT current_setting('data_directory') || '/' || \
                     pg_relation_filepath('{table}')"
                );
                let path = connection.texts(&path).await.remove(0);
                file.extend(std::fs::read(path).unwrap());
            }
            assert_forgotten(&file);
            found.push(places(&file));
        }
        assert_eq!(found[0], found[1], "the files tell in which order cases came");
    });
}
