//! A write that was torn: power fails while a page is being written, and half of it is old.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::engine::Engine;
use super::entries::{Chance, lines};
use super::log::Log;
use crate::support::postgres::{Own, Room};
use crate::support::program::finish;

/// How a rollback journal begins (SQLite file format, "The Rollback Journal").
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
/// Tries until enough processes were killed in the middle of a commit.
const TRIES: u32 = 400;
/// Entries that each run is given.
const RUN: u64 = 3_000;

#[test]
fn a_torn_page_is_put_back_together() {
    let mut log = Log::create(Engine::sqlite());
    // The moments are spread over the time that a run takes on this machine.
    let begin = Instant::now();
    log.append(&lines(0, RUN)).ended(0);
    let latest = u64::try_from(begin.elapsed().as_micros()).expect("a run is short");
    log.checkpoint();
    let head = log.head();
    let mut chance = Chance::new(100);
    let (file, journal) = (log.folder.join("log.db"), log.folder.join("log.db-journal"));
    let mut torn = 0;
    for _ in 0..TRIES {
        let first = log.acknowledged.len() as u64;
        log.append_until(&lines(first, RUN), Duration::from_micros(chance.below(latest)));
        torn += tear(&file, &journal);
        if torn > 20 {
            break;
        }
    }
    assert!(torn > 0, "no process was killed in the middle of a commit");
    log.check();
    assert_eq!(log.head(), head, "the public checkpoint moved");
    log.has_kept_everything();
    log.checkpoint();
    log.check();
    log.follow(&[head.0]);
}

/// PostgreSQL writes a page whole into the write-ahead log when it first changes after a checkpoint.
#[test]
fn a_torn_page_of_postgresql_is_put_back_together() {
    let mut server = Own::start();
    let mut log = Log::create(Engine::own(&server));
    log.append(&lines(0, RUN)).ended(0);
    log.checkpoint();
    let head = log.head();
    for round in 1..=3 {
        server.query("CHECKPOINT");
        let place = server.query("SELECT redo_lsn FROM pg_control_checkpoint()");
        log.append(&lines(round * RUN, RUN)).ended(0);
        server.kill();
        let pages = whole_pages(&server, place.trim());
        let torn: usize = pages.iter().map(|page| tear_page(&server.data(), page)).sum();
        assert!(torn > 20, "{torn} of {} pages were torn", pages.len());
        server.start_again(Room::Enough);
        log.check();
        assert_eq!(log.head(), head, "the public checkpoint moved");
    }
    log.has_kept_everything();
    log.checkpoint();
    log.check();
    log.follow(&[head.0]);
}

/// The pages that are whole in the write-ahead log from a place on: the file and the number of each.
fn whole_pages(server: &Own, from: &str) -> BTreeSet<(String, u64)> {
    let mut dump = server.program("pg_waldump");
    dump.arg("--path").arg(server.data().join("pg_wal")).args(["--start", from, "--fullpage"]);
    // Where the log ends, in the middle of a segment, the program says that it ends.
    let ran = finish(&mut dump, None);
    let mut pages = BTreeSet::new();
    for reference in ran.out.split("blkref #").skip(1) {
        // `0: rel 1663/16384/16402 blk 7 FPW`, or with `fork vm` between the two.
        let words: Vec<&str> = reference.split([' ', ',', '\n']).take(6).collect();
        let [_, "rel", file, "blk", number, "FPW"] = words.as_slice() else { continue };
        let number = number.trim_end_matches(';').parse().expect("the number of a page");
        pages.insert(((*file).to_owned(), number));
    }
    assert!(!pages.is_empty(), "no page is whole: {}{}", ran.out.len(), ran.err);
    pages
}

/// Makes noise of the second half of a page; answers whether there was one.
fn tear_page(data: &Path, (file, number): &(String, u64)) -> usize {
    const PAGE: u64 = 8_192;
    // The file of another table space than the two that the server begins with there is none.
    let path = match file.split('/').collect::<Vec<_>>()[..] {
        ["1663", database, file] => data.join("base").join(database).join(file),
        ["1664", _, file] => data.join("global").join(file),
        _ => panic!("a file in another place: {file}"),
    };
    // What was dropped since is no more.
    let Ok(file) = OpenOptions::new().write(true).open(path) else { return 0 };
    let size = file.metadata().expect("a file has a size").len();
    if (number + 1) * PAGE > size {
        return 0;
    }
    let half = PAGE / 2;
    file.write_all_at(&[0xa5; 4_096], number * PAGE + half).expect("a page can be written");
    1
}

/// Tears every page of the database that the journal was about to protect: the second half of it
/// becomes noise, as if it had been half written. Answers how many there were.
fn tear(database: &Path, journal: &Path) -> usize {
    let Ok(journal) = std::fs::read(journal) else { return 0 };
    let word = |at: usize| {
        let bytes = journal.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let (Some(records), Some(pages), Some(sector), Some(page)) =
        (word(8), word(16), word(20), word(24))
    else {
        return 0;
    };
    if !journal.starts_with(&MAGIC) || records == 0 || records == u32::MAX {
        return 0;
    }
    let file: File =
        OpenOptions::new().write(true).open(database).expect("the database can be written");
    let size = file.metadata().expect("the database has a size").len();
    let mut torn = 0;
    for record in 0..records {
        let at = sector as usize + record as usize * (page as usize + 8);
        let Some(number) = word(at).filter(|number| (1..=pages).contains(number)) else { break };
        let half = u64::from(page) / 2;
        let place = u64::from(number - 1) * u64::from(page) + half;
        // Only what is there can be torn.
        if place + half <= size {
            let noise = vec![0xa5; half as usize];
            file.write_all_at(&noise, place).expect("a page can be written");
            torn += 1;
        }
    }
    torn
}
