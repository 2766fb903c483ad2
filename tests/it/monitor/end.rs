//! How a run ends: 1 is a lie of the log and nothing else. What the call, the network or a disk
//! does has codes of its own.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use database::{Address, Log};
use storage::log::{Log as _, MonitorRun, RunResult};

use super::server::FolderServer;
use super::{counted, found, look, look_at};
use crate::support::folder::Folder;
use crate::support::program::{call, run};
use crate::witness::log::MadeLog;
use crate::witness::service::make_key;

/// A database of a log, as `--record` wants one.
fn database(folder: &Folder) -> String {
    let url = format!("sqlite:{}", folder.join("log.db").display());
    on_runtime(async { Log::open(&address(&url)).await.expect("a database").close().await });
    url
}

/// The run that is recorded there.
fn recorded(url: &str) -> Option<MonitorRun> {
    on_runtime(async {
        let log = Log::open(&address(url)).await.expect("a database");
        let run = log.last_run().await.expect("a run");
        log.close().await;
        run
    })
}

fn address(url: &str) -> Address {
    Address::parse(url).expect("an address")
}

fn on_runtime<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

#[test]
fn a_wrong_call_says_nothing_about_the_log() {
    let (_, folder) = counted();
    make_key(&folder);
    folder.write("broken.txt", "none\n");
    let state = ["--state", "seen.txt"];
    let wrong = |more: &[&str], what: &str| {
        let ran = run(&folder, ["log", "monitor", "log"].iter().chain(more));
        found(&ran, 2, what);
        assert_eq!(ran.out, "", "nothing was looked at");
    };
    let with = |more: &[&'static str]| [more, &state].concat();
    wrong(&with(&[]), "give --vkey or --policy");
    wrong(&with(&["--vkey", "absent.vkey"]), "could not open absent.vkey");
    wrong(&with(&["--vkey", "broken.txt"]), "holds no verifier key");
    wrong(&with(&["--vkey", "witness.vkey"]), "does not hold the verifier key of a log");
    wrong(&with(&["--policy", "absent.txt"]), "could not open absent.txt");
    wrong(&with(&["--policy", "broken.txt"]), "could not read the policy broken.txt");
    let key = ["--vkey", "log.vkey"];
    let with = |more: &[&'static str]| [&key[..], more].concat();
    wrong(&with(&["--state", "no/seen.txt"]), "there is no folder no for the state");
    let keyed = |more: &[&'static str]| [&key[..], &state, more].concat();
    wrong(&keyed(&["--witness", "nowhere"]), "is no address of a witness");
    wrong(&keyed(&["--witness", "http://far.example"]), "is no address of a witness");
    wrong(&keyed(&["--record", "--log", "mysql:log"]), "mysql");
    found(&look_at(&folder, "http://log.example/log", &[]), 2, "is no log");
    found(&look_at(&folder, "nowhere", &[]), 2, "is no log");
    assert!(!folder.join("seen.txt").exists(), "nothing was seen");
}

#[test]
fn a_state_that_cannot_be_used_says_nothing_about_the_log() {
    let (_, folder) = counted();
    look(&folder, &[]).ended(0);
    let state = folder.read("seen.txt");
    let changed = state.replacen("size 602", "size 601", 1);
    for damaged in [changed.as_bytes(), &state.as_bytes()[..100], b"\xff\xfe", b""] {
        folder.write("seen.txt", damaged);
        found(&look(&folder, &[]), 3, "the state seen.txt is damaged: move it away");
        // It does not mend by itself.
        found(&look(&folder, &["--every", "1"]), 3, "is damaged");
    }
    folder.write("seen.txt", &state);
    found(&look(&folder, &["--entries", "any"]), 2, "--entries");
    // A disk that does not take it: the name of the new one would be too long.
    let long = "s".repeat(250);
    let ran =
        run(&folder, ["log", "monitor", "log", "--vkey", "log.vkey", "--state", &long].iter());
    found(&ran, 3, "could not use sss");
    assert_eq!(ran.err.matches("too long").count(), 1, "the reason is said once: {}", ran.err);
}

#[test]
fn a_run_is_recorded_as_what_it_was() {
    let (log, folder) = counted();
    let url = database(&folder);
    let record = ["--record", "--log", &url];
    look(&folder, &record).ended(0);
    let run = recorded(&url).expect("it was recorded");
    assert_eq!((run.result, run.size, run.finding.as_str()), (RunResult::Clean, 602, ""));

    // The witness is not there: what could be compared was right, and that is not everything.
    let ran = look(&folder, &[&record[..], &["--witness", "http://127.0.0.1:1"]].concat());
    found(&ran, 3, "not compared");
    assert!(!ran.out.contains("keeps its word"), "{}", ran.out);
    let run = recorded(&url).expect("it was recorded");
    assert_eq!((run.result, run.size), (RunResult::NotCompleted, 602));
    assert!(run.finding.contains("127.0.0.1:1"), "{}", run.finding);

    // The log is not there.
    look(&folder, &record).ended(0);
    let server = FolderServer::of(folder.join("log"));
    let gone = server.url();
    drop(server);
    found(&look_at(&folder, &gone, &record), 3, "could not be reached");
    let run = recorded(&url).expect("it was recorded");
    assert_eq!((run.result, run.size), (RunResult::NotCompleted, 0));
    assert!(run.finding.contains("could not be reached"), "{}", run.finding);

    // It lies: no matter what else could not be had.
    let mut other = log.clone();
    other.entries[450][7] ^= 1;
    other.write(&folder.join("log"), 500);
    let ran = look(&folder, &record);
    found(&ran, 1, "the first 500 entries do not make the tree that they made before");
    let run = recorded(&url).expect("it was recorded");
    assert_eq!((run.result, run.size), (RunResult::Lie, 500));
    assert_eq!(run.finding, "the first 500 entries do not make the tree that they made before");
    found(
        &look(&folder, &["--record", "--log", "sqlite:absent.db"]),
        1,
        "could not record the run",
    );
    // Where the evidence cannot be kept it lies no less.
    std::fs::remove_file(folder.join("seen.txt.evidence")).expect("there was evidence");
    std::fs::create_dir(folder.join("seen.txt.evidence")).expect("a folder can be made");
    found(&look(&folder, &[]), 1, "could not keep the evidence");
}

#[test]
fn what_was_seen_is_kept_before_it_is_recorded() {
    let (_, folder) = counted();
    let absent = ["--record", "--log", "sqlite:absent.db"];
    let ran = look(&folder, &absent);
    found(&ran, 3, "could not record the run");
    assert!(ran.out.contains("602 entries read"), "{}", ran.out);
    assert!(look(&folder, &[]).ended(0).contains("0 entries read"), "it was kept");

    // The loop goes on, and records when it can.
    let every = ["--every", "1"];
    let mut command = call(&folder);
    command.args(["log", "monitor", "log", "--vkey", "log.vkey", "--state", "seen.txt"]);
    command.args(absent).args(every).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the monitor starts");
    let said = BufReader::new(child.stderr.take().expect("a pipe"));
    let failed = said
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.contains("could not record the run"))
        .take(2)
        .count();
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(failed, 2, "a record that fails does not end it");
}

#[test]
fn one_entry_is_one_entry() {
    let log = MadeLog::new(0);
    let folder = Folder::new();
    folder.write("log.vkey", log.vkey().to_string());
    log.write(&folder.join("log"), 1);
    let out = look(&folder, &["--entries", "any"]).ended(0);
    assert!(out.contains(": 1 entry, root ") && out.contains("1 entry read"), "{out}");
}
