//! Logs that keep their word: nothing is found, through growth and through what a mirror may do.

use super::server::FolderServer;
use super::{count_of, counted, found, look, look_at, origin_hash};
use crate::support::folder::Folder;
use crate::witness::log::{MadeLog, first_day};
use crate::witness::service::{Service, make_key};

#[test]
fn an_honest_log_is_followed_through_growth() {
    let (mut log, folder) = counted();
    let out = look(&folder, &[]).ended(0);
    assert!(out.contains("602 entries read") && out.contains("keeps its word"), "{out}");
    // Nothing new.
    assert!(look(&folder, &[]).ended(0).contains("0 entries read"));
    // Some new entries, and many; each time only what is new is read.
    for (day, more) in [(1, 3), (2, 300), (2, 1)] {
        let before = log.size();
        log.certify(more, first_day() + day);
        log.write(&folder.join("log"), log.size());
        let out = look(&folder, &[]).ended(0);
        let entries = if more == 1 { "entry" } else { "entries" };
        assert!(out.contains(&format!("{} {entries} read", log.size() - before)), "{out}");
    }
    // A correction of the first count, and the count of the next day.
    log.certify(1, first_day());
    let corrected = super::first_count(401).replacen(" 1 ", " 2 ", 1);
    log.count(first_day(), &corrected);
    log.count(first_day() + 1, &count_of(first_day() + 1, 203));
    log.write(&folder.join("log"), log.size());
    let out = look(&folder, &[]).ended(0);
    assert!(out.contains("2 days compared"), "{out}");
    assert!(out.contains(&format!("the count of a day was corrected: {corrected}")), "{out}");
    // Another monitor, which has seen nothing, and one that reads all of it again.
    look(&folder, &["--whole"]).ended(0);
    std::fs::remove_file(folder.join("seen.txt")).expect("there was a state");
    look(&folder, &["--once"]).ended(0);
}

#[test]
fn every_small_size_is_followed_from_every_smaller_one() {
    let log = MadeLog::new(20);
    let folder = Folder::new();
    folder.write("log.vkey", log.vkey().to_string());
    for from in [1, 2, 3, 7, 8, 13] {
        let _ = std::fs::remove_file(folder.join("seen.txt"));
        for size in from..=log.size() {
            log.write(&folder.join("log"), size);
            look(&folder, &["--entries", "any"]).ended(0);
        }
    }
}

#[test]
fn partial_tiles_that_vanished_are_read_from_full_ones() {
    let (mut log, folder) = counted();
    look(&folder, &[]).ended(0);
    // The checkpoint of a mirror stays behind while its tiles fill up.
    let old = log.note(log.size());
    let counts = log.counts.clone();
    log.certify(300, first_day() + 1);
    let served = folder.join("log");
    log.write(&served, log.size());
    for partial in ["tile/0/002.p", "tile/entries/002.p"] {
        std::fs::remove_dir_all(served.join(partial)).expect("there was a partial tile");
    }
    std::fs::write(served.join("checkpoint"), old).expect("a checkpoint");
    std::fs::write(served.join("counts.txt"), counts).expect("counts");
    look(&folder, &[]).ended(0);
    std::fs::remove_file(folder.join("seen.txt")).expect("there was a state");
    look(&folder, &[]).ended(0);
    // Where neither is there, nothing is concluded.
    std::fs::remove_file(folder.join("seen.txt")).expect("there was a state");
    std::fs::remove_file(served.join("tile/entries/002")).expect("there was a bundle");
    found(&look(&folder, &[]), 3, "tile/entries/002.p/90 is not there");
    assert!(!folder.join("seen.txt").exists(), "nothing was seen");
}

#[test]
fn a_log_is_followed_over_http_and_witnesses_agree() {
    let (log, folder) = counted();
    make_key(&folder);
    let witness = Service::begin(&folder, &[log.vkey()]);
    let server = FolderServer::of(folder.join("log"));
    let shown = format!("http://{}", witness.address);
    // The witness knows nothing of the log yet; then an earlier tree; then the same.
    let ran = look_at(&folder, &server.url(), &["--witness", &shown]);
    found(&ran, 3, "not compared");
    let views =
        [(0, 100, "was shown an older view, of 100"), (100, 602, "was shown the same tree")];
    for (old, size, view) in views {
        assert_eq!(witness.add(log.submission(old, size)).status, 200);
        let out = look_at(&folder, &server.url(), &["--witness", &shown]).ended(0);
        assert!(out.contains(view), "{out}");
    }
}

#[test]
fn what_cannot_be_reached_is_no_lie() {
    let (log, folder) = counted();
    let server = FolderServer::of(folder.join("log"));
    let url = server.url();
    drop(server);
    found(&look_at(&folder, &url, &[]), 3, "could not be reached");
    // A witness that shows what the log never signed says nothing about the log.
    let other = MadeLog { entries: log.entries.clone(), ..MadeLog::named("gavah.example/log", 12) };
    let view = folder.join("witness").join(origin_hash());
    std::fs::create_dir_all(&view).expect("a folder");
    std::fs::write(view.join("checkpoint"), other.note(5)).expect("a note");
    found(&look(&folder, &["--witness", "witness"]), 3, "no checkpoint that the log signed");
}
