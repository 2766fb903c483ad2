//! What a witness must not forget, and does not go on without.

use super::log::MadeLog;
use super::service::{Service, make_key, refused};
use crate::support::folder::Folder;

#[test]
fn what_was_cosigned_survives_a_kill() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(30);
    let logs = [log.vkey()];
    let witness = Service::begin(&folder, &logs);
    let mut size = 0;
    for next in [5, 6, 20] {
        assert_eq!(witness.add(log.submission(size, next)).status, 200);
        size = next;
    }
    witness.kill();
    for next in [21, 31] {
        let witness = Service::go_on(&folder, &logs);
        let cold = witness.add(log.submission(0, next));
        assert_eq!((cold.status, cold.text()), (409, format!("{size}\n")));
        assert_eq!(witness.add(log.submission(size, next)).status, 200);
        size = next;
        witness.kill();
    }
}

#[test]
fn no_state_is_begun_or_gone_on_from_by_mistake() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(30);
    let logs = [log.vkey()];

    // There is none, and none is made.
    let absent = refused(&folder, &logs, &[]);
    assert_eq!(absent.code, 1);
    assert!(absent.err.contains("--begin"), "{}", absent.err);
    assert!(!folder.join("state.txt").exists());

    // Nor with a key that would never cosign, or for a log that is none.
    let log_key = log.vkey().to_string();
    let own = folder.read("witness.vkey");
    for (log, more, what) in [
        ("log.vkey", &[][..], "is no verifier key of a log"),
        (own.trim_end(), &[], "is none that logs sign with"),
        (&log_key, &["--policy", "absent.txt"], "could not open absent.txt"),
    ] {
        let wrong = refused(&folder, &[], &[&["--begin", "--log", log], more].concat());
        assert_eq!(wrong.code, 2, "{}", wrong.err);
        assert!(wrong.err.contains(what), "{}", wrong.err);
    }
    folder.write("witness.vkey", format!("{log_key}\n"));
    let other = refused(&folder, &logs, &["--begin"]);
    assert_eq!(other.code, 2, "{}", other.err);
    assert!(other.err.contains("does not hold the verifier key of a witness"), "{}", other.err);
    folder.write("witness.vkey", own);
    assert!(!folder.join("state.txt").exists() && !folder.join("state.txt.lock").exists());

    // One process at a time.
    let witness = Service::begin(&folder, &logs);
    assert_eq!(witness.add(log.submission(0, 10)).status, 200);
    let second = refused(&folder, &logs, &[]);
    assert_eq!(second.code, 1);
    assert!(second.err.contains("another process"), "{}", second.err);
    let older = folder.read("state.txt");
    assert_eq!(witness.add(log.submission(10, 20)).status, 200);
    witness.kill();

    // It is not begun again over what is there.
    let again = refused(&folder, &logs, &["--begin"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is there already"), "{}", again.err);

    // An older copy put back.
    let newest = folder.read("state.txt");
    folder.write("state.txt", &older);
    let restored = refused(&folder, &logs, &[]);
    assert_eq!(restored.code, 1);
    assert!(restored.err.contains("older copy"), "{}", restored.err);

    // A damaged one: every byte counts.
    for at in [0, 20, newest.len() / 2, newest.len() - 2] {
        let mut bytes = newest.clone().into_bytes();
        bytes[at] ^= 1;
        folder.write("state.txt", &bytes);
        let damaged = refused(&folder, &logs, &[]);
        assert_eq!(damaged.code, 1, "byte {at}");
        assert!(damaged.err.contains("damaged"), "byte {at}: {}", damaged.err);
    }
    folder.write("state.txt", &newest[..newest.len() / 2]);
    assert_eq!(refused(&folder, &logs, &[]).code, 1);

    // The log's key is another one.
    folder.write("state.txt", &newest);
    let other = MadeLog::named(super::log::ORIGIN, 12);
    let foreign = refused(&folder, &[other.vkey()], &[]);
    assert_eq!(foreign.code, 1);
    assert!(foreign.err.contains("another key"), "{}", foreign.err);

    // The newest one, untouched, is gone on from.
    let witness = Service::go_on(&folder, &logs);
    assert_eq!(witness.add(log.submission(20, 31)).status, 200);
}

#[test]
fn a_state_that_is_lost_is_not_begun_again() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(30);
    let logs = [log.vkey()];
    // What was begun and never used may be begun again: nothing was cosigned.
    Service::begin(&folder, &logs).kill();
    std::fs::remove_file(folder.join("state.txt")).expect("a file can be removed");
    let witness = Service::begin(&folder, &logs);
    assert_eq!(witness.add(log.submission(0, 10)).status, 200);
    witness.kill();

    let newest = folder.read("state.txt");
    std::fs::remove_file(folder.join("state.txt")).expect("a file can be removed");
    for more in [&["--begin"][..], &["--trust-state"], &[]] {
        let lost = refused(&folder, &logs, more);
        assert_eq!(lost.code, 1, "{more:?}");
        assert!(lost.err.contains("is lost"), "{more:?}: {}", lost.err);
        assert!(!folder.join("state.txt").exists(), "{more:?}");
    }
    // A lock file of which the number cannot be read says nothing that could be relied on.
    let floor = folder.read("state.txt.lock");
    folder.write("state.txt.lock", "1");
    let damaged = refused(&folder, &logs, &["--begin"]);
    assert_eq!(damaged.code, 1);
    assert!(damaged.err.contains("state.txt.lock is damaged"), "{}", damaged.err);

    // The newest state put back.
    folder.write("state.txt.lock", &floor);
    folder.write("state.txt", &newest);
    let witness = Service::go_on(&folder, &logs);
    assert_eq!(witness.add(log.submission(10, 20)).status, 200);
}

#[test]
fn a_state_without_its_lock_file_is_trusted_when_somebody_says_so() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(30);
    let logs = [log.vkey()];
    let witness = Service::begin(&folder, &logs);
    assert_eq!(witness.add(log.submission(0, 10)).status, 200);
    let older = folder.read("state.txt");
    assert_eq!(witness.add(log.submission(10, 20)).status, 200);
    witness.kill();

    // Without the lock file nothing would tell an older copy from the newest; nor does an empty one,
    // and a start that was refused leaves nothing that the next one relies on.
    std::fs::remove_file(folder.join("state.txt.lock")).expect("a file can be removed");
    for _ in 0..2 {
        let unguarded = refused(&folder, &logs, &[]);
        assert_eq!(unguarded.code, 1);
        assert!(unguarded.err.contains("--trust-state"), "{}", unguarded.err);
    }
    folder.write("state.txt.lock", "");
    assert_eq!(refused(&folder, &logs, &[]).code, 1);
    assert_eq!(refused(&folder, &logs, &["--begin"]).code, 1);
    assert_eq!(refused(&folder, &logs, &["--begin", "--trust-state"]).code, 2);

    let witness = Service::trust(&folder, &logs);
    let cold = witness.add(log.submission(0, 20));
    assert_eq!((cold.status, cold.text().as_str()), (409, "20\n"));
    witness.kill();
    // From now on it is known again which one is the newest, and no trust helps an older one.
    Service::go_on(&folder, &logs).kill();
    folder.write("state.txt", &older);
    let restored = refused(&folder, &logs, &["--trust-state"]);
    assert_eq!(restored.code, 1);
    assert!(restored.err.contains("older copy"), "{}", restored.err);
}

#[test]
fn a_disk_that_refuses_cosigns_nothing() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(30);
    let logs = [log.vkey()];
    let witness = Service::begin(&folder, &logs);
    assert_eq!(witness.add(log.submission(0, 10)).status, 200);
    // Where the new state would be written stands a folder: no user, root neither, can write it.
    let new = folder.join("state.txt.new");
    std::fs::create_dir(&new).expect("a folder can be made");
    assert_eq!(witness.add(log.submission(10, 20)).status, 500);
    let cold = witness.add(log.submission(0, 20));
    assert_eq!((cold.status, cold.text().as_str()), (409, "10\n"), "nothing was cosigned");
    std::fs::remove_dir(&new).expect("a folder can be removed");
    assert_eq!(witness.add(log.submission(10, 20)).status, 200);
}
