//! What is old is neither a lie nor clean: checkpoints, views, and states that others have.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{counted, found, look, origin_hash};
use crate::support::program::{call, run};
use crate::witness::log::MadeLog;
use crate::witness::service::{Service, make_key};

#[test]
fn a_smaller_view_of_the_same_tree_is_old_and_no_lie() {
    let (log, folder) = counted();
    look(&folder, &[]).ended(0);
    let state = folder.read("seen.txt");
    log.write(&folder.join("log"), 500);
    let ran = look(&folder, &[]);
    found(&ran, 3, "not fresh: the log showed 602 entries before and shows an older view of 500");
    assert!(ran.err.contains("is the beginning of what was seen"), "{}", ran.err);
    assert!(ran.err.contains("no newer view in 3 looks"), "{}", ran.err);
    // Without the tiles of the larger tree, its largest subtrees are compared: 602 = 512 + 64 + 26.
    std::fs::remove_dir_all(folder.join("log")).expect("there was a log");
    log.write(&folder.join("log"), 590);
    found(&look(&folder, &[]), 3, "could be compared with what was seen up to 576 entries alone");
    assert_eq!(folder.read("seen.txt"), state, "what was seen is not forgotten");
    assert!(!folder.join("seen.txt.evidence").exists(), "it is no evidence");
    log.write(&folder.join("log"), 602);
    look(&folder, &[]).ended(0);
}

#[test]
fn a_cosigned_checkpoint_has_an_age_and_a_witness_signs_for_itself() {
    let (log, folder) = counted();
    let key = make_key(&folder);
    let witness = Service::begin(&folder, &[log.vkey()]);
    let url = format!("http://{}", witness.address);
    let answer = witness.add(log.submission(0, log.size()));
    assert_eq!(answer.status, 200);
    let cosigned = format!("{}{}", log.note(log.size()), answer.text());
    folder.write("log/checkpoint", &cosigned);
    let policy = format!("log {}\nwitness w {key} {url}\nquorum w\n", log.vkey());
    folder.write("policy.txt", policy);
    let with = ["--policy", "policy.txt", "--witness", &url];
    let out = look(&folder, &with).ended(0);
    assert!(out.contains("was shown the same tree, cosigned at 20"), "{out}");

    // Older than is asked for.
    std::thread::sleep(Duration::from_millis(2100));
    let ran = look(&folder, &["--policy", "policy.txt", "--max-age", "1"]);
    found(&ran, 3, "not fresh: the checkpoint was cosigned at 20");
    assert!(!ran.out.contains("keeps its word"), "{}", ran.out);
    look(&folder, &["--policy", "policy.txt", "--max-age", "600"]).ended(0);

    // A view without the witness's own cosignature is not its view.
    drop(witness);
    let view = format!("view/{}/checkpoint", origin_hash());
    std::fs::create_dir_all(folder.join("view").join(origin_hash())).expect("a folder");
    folder.write(&view, log.note(log.size()));
    let alone = ["--witness", "view"];
    found(&look(&folder, &alone), 3, "without a cosignature");
    let shown = look(&folder, &["--policy", "policy.txt"]).ended(0);
    assert!(shown.contains("cosigned by w"), "{shown}");
}

#[test]
fn a_key_beside_a_policy_is_asked_for_too() {
    let (log, folder) = counted();
    let key = make_key(&folder);
    let quorum = format!("witness w {key}\nquorum w\n");
    folder.write("policy.txt", format!("log {}\n{quorum}", log.vkey()));
    let with = ["--policy", "policy.txt"];
    found(&look(&folder, &with), 1, "not what the policy asks for");
    // A policy of another log does not know the key: nothing is looked at.
    let other = MadeLog::named("other.example/log", 12);
    folder.write("policy.txt", format!("log {}\n{quorum}", other.vkey()));
    found(&look(&folder, &with), 2, "the policy does not know the key in log.vkey");
}

#[test]
fn a_state_is_one_monitors() {
    let (_, folder) = counted();
    let arguments =
        ["log", "monitor", "log", "--vkey", "log.vkey", "--state", "seen.txt", "--every", "600"];
    let mut first = call(&folder);
    first.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let mut first = first.spawn().expect("the monitor starts");
    let begin = Instant::now();
    while !folder.join("seen.txt").exists() && begin.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let second = look(&folder, &[]);
    let other = run(
        &folder,
        ["log", "monitor", "log", "--vkey", "log.vkey", "--state", "other.txt"].iter(),
    );
    let _ = first.kill();
    let _ = first.wait();
    found(&second, 3, "another monitor has the state seen.txt");
    other.ended(0);
    // Its end frees the state.
    look(&folder, &[]).ended(0);
}
