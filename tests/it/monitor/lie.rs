//! Logs that lie, each in its own way, and what is found.

use std::path::Path;

use super::server::FolderServer;
use super::{count_of, counted, first_count, found, look, look_at, origin_hash};
use crate::support::folder::Folder;
use crate::witness::log::{MadeLog, ORIGIN, date, first_day, path};
use crate::witness::service::{Service, make_key};

/// Changes a byte of a file.
fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).expect("a file can be read");
    bytes[at] ^= 1;
    std::fs::write(file, bytes).expect("a file can be written");
}

#[test]
fn a_log_with_two_faces_is_caught_by_witness_and_monitor() {
    // One key, two trees that part at place 450, each served to other readers.
    let (one, folder) = counted();
    let mut other = one.clone();
    other.entries[450][7] ^= 1;
    other.certify(20, first_day() + 1);
    let faces = Folder::new();
    other.write(&faces, other.size());
    let (here, there) =
        (FolderServer::of(folder.join("log")), FolderServer::of(faces.to_path_buf()));

    // The monitor that has seen the one face sees the other.
    look_at(&folder, &here.url(), &[]).ended(0);
    let state = folder.read("seen.txt");
    found(&look_at(&folder, &there.url(), &[]), 1, "does not show that its 622 entries continue");
    assert_eq!(folder.read("seen.txt"), state, "a lie is not gone on from");
    let evidence = folder.read("seen.txt.evidence");
    assert!(evidence.contains(&one.note(one.size())) && evidence.contains(&other.note(622)));
    // With one size it is proof.
    other.write(&faces, one.size());
    found(&look_at(&folder, &there.url(), &[]), 1, "has signed two trees of 602 entries");
    assert!(folder.read("seen.txt.evidence").contains("conflict "));

    // The witness that was shown the one face cosigns no other.
    make_key(&folder);
    let witness = Service::begin(&folder, &[one.vkey()]);
    assert_eq!(witness.add(one.submission(0, one.size())).status, 200);
    assert_eq!(witness.add(other.submission(602, 602)).status, 422);
    assert_eq!(witness.add(other.submission(602, 622)).status, 422);

    // And who has seen the other face alone learns of it from the witness.
    let innocent = Folder::new();
    innocent.write("log.vkey", one.vkey().to_string());
    let shown = format!("http://{}", witness.address);
    look_at(&innocent, &there.url(), &[]).ended(0);
    let ran = look_at(&innocent, &there.url(), &["--witness", &shown]);
    found(&ran, 1, "was shown another tree of 602 entries");
    other.write(&faces, other.size());
    let ran = look_at(&innocent, &there.url(), &["--witness", &shown]);
    found(&ran, 1, "was shown a tree of 602 entries, and nothing that the log serves connects");
    assert!(innocent.read("seen.txt.evidence").contains("unproven "));
}

#[test]
fn a_smaller_tree_that_is_another_is_found() {
    // With the tiles of the larger tree, and on a source that has none of them.
    for (size, known) in [(500, 500), (590, 576)] {
        let (log, folder) = counted();
        look(&folder, &[]).ended(0);
        let mut other = log.clone();
        other.entries[450][7] ^= 1;
        if size == 590 {
            std::fs::remove_dir_all(folder.join("log")).expect("there was a log");
        }
        other.write(&folder.join("log"), size);
        let ran = look(&folder, &[]);
        found(&ran, 1, &format!("the first {known} entries do not make the tree"));
        let evidence = folder.read("seen.txt.evidence");
        assert!(evidence.contains(&log.note(602)) && evidence.contains(&other.note(size)));
    }
    // It shrinks, and grows again to another tree.
    let (log, folder) = counted();
    look(&folder, &[]).ended(0);
    let mut other = log.clone();
    other.entries.truncate(500);
    other.certify(150, first_day() + 1);
    other.write(&folder.join("log"), other.size());
    found(&look(&folder, &[]), 1, "does not show that its 650 entries continue the 602");
}

#[test]
fn what_is_proven_stays_found_when_something_else_cannot_be_had() {
    // No witness of the policy has cosigned, and then the log cannot be read on.
    let (mut log, folder) = counted();
    let witness = make_key(&folder);
    let policy = format!("log {}\nwitness w {witness}\nquorum w\n", log.vkey());
    folder.write("policy.txt", policy);
    let policy = ["--policy", "policy.txt"];
    found(&look(&folder, &policy), 1, "not what the policy asks for");
    log.certify(300, first_day() + 1);
    log.write(&folder.join("log"), log.size());
    std::fs::remove_file(folder.join("log").join(path("tile/entries", 2, 256))).expect("a bundle");
    let ran = look(&folder, &policy);
    found(&ran, 1, "not what the policy asks for");
    assert!(ran.err.contains("not compared: "), "{}", ran.err);

    // Two witnesses: the one shows another tree, and then nothing more can be compared.
    let (log, folder) = counted();
    look(&folder, &[]).ended(0);
    let mut other = log.clone();
    other.entries[450][7] ^= 1;
    let shown = origin_hash();
    for (name, note) in [("one", other.note(602)), ("two", log.note(300))] {
        std::fs::create_dir_all(folder.join(name).join(&shown)).expect("a folder");
        folder.write(&format!("{name}/{shown}/checkpoint"), note);
    }
    std::fs::remove_file(folder.join("log").join(path("tile/0", 1, 256))).expect("a tile");
    let ran = look(&folder, &["--witness", "one", "--witness", "two"]);
    found(&ran, 1, "one was shown another tree of 602 entries");
    assert!(ran.err.contains("not compared: two: "), "{}", ran.err);
    assert!(folder.read("seen.txt.evidence").contains(&other.note(602)));
}

#[test]
fn a_changed_entry_is_found() {
    let (_, folder) = counted();
    let bundle = folder.join("log").join(path("tile/entries", 1, 256));
    // The last byte of the first entry of the second bundle: its day.
    flip(&bundle, 38);
    found(&look(&folder, &[]), 1, "entry 256 does not have the hash that its tile states");
    // Entry and tile agree, and not with the signature.
    let (mut log, folder) = counted();
    let note = log.note(log.size());
    log.entries[256][38 - 2] ^= 1;
    log.write(&folder.join("log"), log.size());
    folder.write("log/checkpoint", note);
    found(&look(&folder, &[]), 1, "602 entries do not make the tree that the log signed");
}

#[test]
fn a_changed_old_tile_is_found() {
    for (file, what) in [
        (path("tile/0", 0, 256), "entry 3 does not have the hash"),
        (path("tile/entries", 0, 256), "entry 0 does not have the hash"),
    ] {
        let (mut log, folder) = counted();
        look(&folder, &[]).ended(0);
        flip(&folder.join("log").join(&file), if what.contains('3') { 3 * 32 } else { 38 });
        found(&look(&folder, &[]), 1, what);
        // Growth does not hide it, nor does a reader who begins anew miss it.
        log.certify(300, first_day() + 1);
        let changed = std::fs::read(folder.join("log").join(&file)).expect("a tile");
        log.write(&folder.join("log"), log.size());
        folder.write(&format!("log/{file}"), changed);
        found(&look(&folder, &[]), 1, what);
        found(&look(&folder, &["--whole"]), 1, what);
    }
    // A tile above the leaves is compared when it is new.
    let (_, folder) = counted();
    flip(&folder.join("log").join(path("tile/1", 0, 2)), 32);
    found(&look(&folder, &[]), 1, "hash 1 of tile 0 of level 1 does not follow");
}

#[test]
fn a_history_that_was_written_anew_is_found() {
    let (log, folder) = counted();
    look(&folder, &[]).ended(0);
    let mut other = log.clone();
    other.entries[10][5] ^= 1;
    other.certify(10, first_day() + 1);
    other.write(&folder.join("log"), other.size());
    found(&look(&folder, &[]), 1, "does not show that its 612 entries continue");
    found(&look(&folder, &["--whole"]), 1, "does not show that its 612 entries continue");
}

#[test]
fn files_that_are_not_what_their_paths_say() {
    for (file, content, what) in [
        (path("tile/0", 0, 256), vec![0; 8191], "is no tile of its width"),
        (path("tile/0", 2, 90), vec![0; 91 * 32], "is no tile of its width"),
        (path("tile/0", 2, 90), vec![0; 9000], "is larger than 8192 bytes"),
        (path("tile/entries", 0, 256), vec![0; 511], "is no bundle of its width"),
        (path("tile/entries", 2, 90), vec![0; 180], "entry 512 does not have the hash"),
        (path("tile/entries", 2, 90), Vec::new(), "is no bundle of its width"),
        ("checkpoint".to_owned(), vec![0xff; 40], "is not text"),
        ("checkpoint".to_owned(), vec![b'a'; 1 << 20], "is larger than"),
        ("checkpoint".to_owned(), b"gavah.example/log\n1\n".to_vec(), "is not the log's"),
        ("counts.txt".to_owned(), b"2025-08-23 1\n".to_vec(), "the published counts are none"),
    ] {
        let (_, folder) = counted();
        folder.write(&format!("log/{file}"), content);
        found(&look(&folder, &[]), 1, what);
        assert!(!folder.join("seen.txt").exists() || file == "counts.txt", "{file}: {what}");
    }
}

#[test]
fn checkpoints_of_others_are_found() {
    // Another log; another key of this name; nobody's signature; a hundred strangers'.
    let (log, folder) = counted();
    look(&folder, &[]).ended(0);
    let served = folder.join("log");
    let other = MadeLog { entries: log.entries.clone(), ..MadeLog::named("other.example/log", 11) };
    other.write(&served, other.size());
    found(&look(&folder, &[]), 1, "the checkpoint is of another log");
    let impostor = MadeLog { entries: log.entries.clone(), ..MadeLog::named(ORIGIN, 12) };
    impostor.write(&served, impostor.size());
    found(&look(&folder, &[]), 1, "the log has not signed the checkpoint");
    let strangers = |count: u8| -> String {
        (0..count)
            .map(|number| {
                let line = [&[number; 4][..], &[7; 64]].concat();
                format!("— stranger.example/{number} {}\n", data_encoding::BASE64.encode(&line))
            })
            .collect()
    };
    log.write(&served, log.size());
    folder.write("log/checkpoint", format!("{}{}", log.note(log.size()), strangers(100)));
    found(&look(&folder, &[]), 1, "101 signatures");
    folder.write("log/checkpoint", format!("{}{}", log.note(log.size()), strangers(99)));
    look(&folder, &[]).ended(0);
    // The state is of another log.
    other.write(&served, other.size());
    folder.write("log.vkey", other.vkey().to_string());
    found(&look(&folder, &[]), 1, "of another log than the one followed");
}

#[test]
fn entries_of_another_kind_are_found() {
    let mut log = MadeLog::new(5);
    log.entries.push(b"an entry of another log".to_vec());
    let folder = Folder::new();
    log.write(&folder.join("log"), log.size());
    folder.write("log.vkey", log.vkey().to_string());
    found(&look(&folder, &[]), 1, "entry 6 is none");
    // Somebody else's log may hold what it likes.
    look(&folder, &["--entries", "any"]).ended(0);
    // A log of ours begins with a key list.
    let mut log = MadeLog::named(ORIGIN, 11);
    log.certify(3, first_day());
    let folder = Folder::new();
    log.write(&folder.join("log"), log.size());
    folder.write("log.vkey", log.vkey().to_string());
    found(&look(&folder, &[]), 1, "begins with a certificate and not with a key list");
    // And its days are days.
    let mut log = MadeLog::new(0);
    log.push(1, "in another millennium", 2_000_000);
    log.write(&folder.join("log"), log.size());
    found(&look(&folder, &[]), 1, "entry 1 states the day 2000000");
}

#[test]
fn wrong_counts_are_found() {
    let (first, next) = (date(first_day()), date(first_day() + 1));
    let second = &count_of(first_day() + 1, 200);
    type Change = fn(&mut MadeLog, &str);
    let lies: [(Change, String); 5] = [
        // A count that is not the log's.
        (
            |log, _| log.count(first_day(), &first_count(399).replacen(" 1 ", " 2 ", 1)),
            format!("{first}: 399 of the kind certificate are published, and 400 are logged"),
        ),
        // One off the book: the portal says it made one more.
        (
            |log, second| {
                log.count(first_day() + 1, &second.replace("=200", "=201"));
            },
            format!("{next}: 201 of the kind certificate are published, and 200 are logged"),
        ),
        // A line that was never logged.
        (
            |log, second| {
                log.counts.push_str(second);
                log.counts.push('\n');
            },
            format!("{next}: count 1 is published and not logged"),
        ),
        // A line that was changed after it was logged.
        (
            |log, _| log.counts = log.counts.replace("keys=1", "keys=2"),
            format!("{first}: a count is logged that is not published"),
        ),
        // A count that was withdrawn.
        (|log, _| log.counts.clear(), format!("{first}: a count is logged that is not published")),
    ];
    for (change, what) in lies {
        let (mut log, folder) = counted();
        change(&mut log, second);
        log.write(&folder.join("log"), log.size());
        found(&look(&folder, &[]), 1, &what);
        // The tree itself is good and is gone on from, and the lie stays found.
        found(&look(&folder, &[]), 1, &what);
    }
    let (_, folder) = counted();
    std::fs::remove_file(folder.join("log/counts.txt")).expect("there were counts");
    found(&look(&folder, &[]), 1, "does not publish its daily counts");
}
