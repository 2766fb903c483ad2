//! Every answer of C2SP tlog-witness.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};
use tlog::{Hash, Note, SignatureLine, cosignature};

use super::log::{MadeLog, ORIGIN, submission};
use super::service::{NAME, Service, make_key};
use crate::support::client::Request;
use crate::support::folder::Folder;

/// The address of the last cosigned checkpoint of a log.
fn monitoring(origin: &str) -> String {
    format!("/{}/checkpoint", HEXLOWER.encode(&Sha256::digest(origin)))
}

#[test]
fn every_answer_of_the_protocol() {
    let folder = Folder::new();
    let own = make_key(&folder);
    let log = MadeLog::new(40);
    let witness = Service::begin(&folder, &[log.vkey()]);

    // Nothing is cosigned yet.
    assert_eq!(witness.get(&monitoring(ORIGIN)).status, 404);
    let cold = witness.add(log.submission(7, 20));
    assert_eq!((cold.status, cold.text().as_str()), (409, "0\n"));
    assert_eq!(cold.header("content-type"), Some("text/x.tlog.size"));

    // The first checkpoint needs no proof.
    let answer = witness.add(log.submission(0, 20));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let line = answer.text();
    let line = SignatureLine::parse(line.strip_suffix('\n').expect("a line")).expect("a signature");
    assert_eq!(line.name, NAME);
    let note = Note::compose(&log.text(20), &[line]).expect("a note");
    let time = cosignature::verify(&Note::parse(&note).expect("a note"), &own);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!(time.expect("it verifies").expect("it is there").abs_diff(now) < 600);

    // It shows what it cosigned, with the log's signature and its own.
    let shown = witness.get(&monitoring(ORIGIN));
    assert_eq!(shown.status, 200);
    assert_eq!(shown.header("content-type"), Some("text/plain; charset=utf-8"));
    let shown = Note::parse(&shown.text()).expect("a note");
    assert_eq!(shown.signed_by(&log.vkey()), Ok(true));
    assert!(matches!(cosignature::verify(&shown, &own), Ok(Some(_))));

    // A proof from there, and the same once more.
    assert_eq!(witness.add(log.submission(20, 33)).status, 200);
    assert_eq!(witness.add(log.submission(33, 33)).status, 200);

    // A wrong beginning.
    let stale = witness.add(log.submission(20, 41));
    assert_eq!((stale.status, stale.text().as_str()), (409, "33\n"));
    assert_eq!(stale.header("content-type"), Some("text/x.tlog.size"));
    assert_eq!(witness.add(log.submission(0, 41)).status, 409);

    // A wrong proof, none, and one where there is nothing to prove.
    let mut proof = log.consistency(33, 41);
    proof[0] = Hash::EMPTY_TREE;
    assert_eq!(witness.add(submission(33, &proof, &log.note(41))).status, 422);
    assert_eq!(witness.add(submission(33, &[], &log.note(41))).status, 422);
    let twice = [&log.consistency(33, 41)[..], &log.consistency(33, 41)[..]].concat();
    assert_eq!(witness.add(submission(33, &twice, &log.note(41))).status, 422);
    assert_eq!(witness.add(submission(33, &[Hash::EMPTY_TREE], &log.note(33))).status, 422);

    // A larger beginning than end.
    assert_eq!(witness.add(submission(33, &[], &log.note(20))).status, 400);
    assert_eq!(witness.add(log.submission(33, 41)).status, 200);
}

#[test]
fn the_first_checkpoint_takes_no_proof_and_may_be_empty() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(8);
    let witness = Service::begin(&folder, &[log.vkey()]);
    assert_eq!(witness.add(submission(0, &[Hash::EMPTY_TREE], &log.note(5))).status, 422);
    let false_root = log.signed(&format!("{ORIGIN}\n0\n{}\n", log.head(3).root));
    assert_eq!(witness.add(submission(0, &[], &false_root)).status, 422);
    assert_eq!(witness.add(log.submission(0, 0)).status, 200);
    assert_eq!(witness.add(log.submission(0, 5)).status, 200);
}

#[test]
fn strangers_are_not_cosigned_and_do_not_disturb() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(8);
    let witness = Service::begin(&folder, &[log.vkey()]);

    // Another log; this log's name with another key; no signature of this log; a broken one.
    let other = MadeLog::named("other.example/log", 12);
    assert_eq!(witness.add(other.submission(0, 0)).status, 404);
    assert_eq!(witness.get(&monitoring("other.example/log")).status, 404);
    let impostor = MadeLog { entries: log.entries.clone(), ..MadeLog::named(ORIGIN, 12) };
    assert_eq!(witness.add(impostor.submission(0, 8)).status, 403);
    let good = log.note(8);
    let broken = good.replace(&log.head(8).root.to_string(), &log.head(7).root.to_string());
    assert_eq!(witness.add(submission(0, &[], &broken)).status, 403);

    // With 99 strangers' signatures a note is one; with 100 it is none.
    let stranger = |number: u32| {
        let line = [&number.to_be_bytes()[..], &[7; 64]].concat();
        format!("— stranger.example/{number} {}\n", BASE64.encode(&line))
    };
    let most: String = (0..99).map(stranger).collect();
    let many = submission(0, &[], &format!("{good}{most}{}", stranger(99)));
    assert_eq!(witness.add(many).status, 400);
    assert_eq!(witness.add(submission(0, &[], &format!("{good}{most}"))).status, 200);
    let shown = witness.get(&monitoring(ORIGIN)).text();
    let shown = Note::parse(&shown).expect("a note");
    assert_eq!(shown.signatures().len(), 2, "strangers' lines are not kept");
}

#[test]
fn what_is_no_submission_is_refused() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(8);
    let witness = Service::begin(&folder, &[log.vkey()]);
    let note = log.note(8);
    let hashes = |count: usize| vec![Hash::EMPTY_TREE; count];
    let bad: Vec<Vec<u8>> = vec![
        Vec::new(),
        note.clone().into_bytes(),
        format!("old 0\n{note}").into_bytes(),
        format!("old\n\n{note}").into_bytes(),
        format!("old 00\n\n{note}").into_bytes(),
        format!("old -1\n\n{note}").into_bytes(),
        format!("old  0\n\n{note}").into_bytes(),
        format!("Old 0\n\n{note}").into_bytes(),
        format!("old 0\r\n\r\n{note}").into_bytes(),
        format!("old 0\nnot base64\n\n{note}").into_bytes(),
        format!("old 0\nAAAA\n\n{note}").into_bytes(),
        format!("old 18446744073709551616\n\n{note}").into_bytes(),
        format!("old 0\n\n{}", note.trim_end()).into_bytes(),
        format!("old 0\n\n{}", log.text(8)).into_bytes(),
        format!("old 0\n\n{}", note.replacen("\n8\n", "\n08\n", 1)).into_bytes(),
        [b"old 0\n\n", note.as_bytes(), b"\xff"].concat(),
        submission(0, &hashes(64), &note).into_bytes(),
        submission(9, &[], &note).into_bytes(),
    ];
    for body in bad {
        let text = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(witness.add(body).status, 400, "{text:?}");
    }
    assert_eq!(witness.add(vec![b'a'; 1 << 20]).status, 413);
    assert_eq!(witness.get("/add-checkpoint").status, 405);
    assert_eq!(Request::new("POST", &monitoring(ORIGIN)).send(witness.address).status, 405);
    assert_eq!(witness.get("/").status, 404);
    assert_eq!(witness.get(&monitoring(ORIGIN).to_uppercase()).status, 404);
    assert_eq!(witness.get(&monitoring(ORIGIN)).status, 404, "nothing was cosigned");
}

#[test]
fn two_faces_of_a_log_are_not_cosigned_and_kept_as_evidence() {
    let folder = Folder::new();
    make_key(&folder);
    let one = MadeLog::new(40);
    // One key, two trees: another certificate at place 30.
    let mut other = one.clone();
    other.entries[30][5] ^= 1;
    let witness = Service::begin(&folder, &[one.vkey()]);
    assert_eq!(witness.add(one.submission(0, 35)).status, 200);
    let same_size = witness.add(other.submission(35, 35));
    assert_eq!(same_size.status, 422, "{}", same_size.text());
    assert_eq!(witness.add(other.submission(35, 41)).status, 422);
    // And again, which is nothing new.
    assert_eq!(witness.add(other.submission(35, 35)).status, 422);
    let evidence = folder.read("state.txt.evidence");
    assert_eq!(evidence.matches("conflict ").count(), 1, "{evidence}");
    assert_eq!(evidence.matches("unproven ").count(), 1, "{evidence}");
    assert!(evidence.contains(&one.note(35)[..one.note(35).len() - 1]), "{evidence}");
    assert!(evidence.contains(&other.note(35)) && evidence.contains(&other.note(41)));
    // The honest face goes on.
    assert_eq!(witness.add(one.submission(35, 41)).status, 200);
}

#[test]
fn what_says_nothing_about_the_log_is_no_evidence() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(40);
    let witness = Service::begin(&folder, &[log.vkey()]);
    assert_eq!(witness.add(log.submission(0, 35)).status, 200);
    let evidence = || std::fs::read_to_string(folder.join("state.txt.evidence")).ok();

    // Old checkpoints and new ones, with proofs of a length that none has.
    let proof = log.consistency(35, 41);
    let longer = [&proof[..], &[Hash::EMPTY_TREE]].concat();
    for size in [20, 34] {
        assert_eq!(witness.add(submission(35, &proof, &log.note(size))).status, 400);
        assert_eq!(witness.add(submission(size, &[], &log.note(size))).status, 409);
    }
    assert_eq!(witness.add(submission(35, &proof, &log.note(35))).status, 422);
    for wrong in [&[][..], &proof[1..], &longer] {
        assert_eq!(witness.add(submission(35, wrong, &log.note(41))).status, 422);
    }
    assert_eq!(evidence(), None);

    // Of the right length it may be the log's: once for two trees, however it is varied.
    let good = log.note(41);
    let line = good.lines().last().expect("a signature").to_owned() + "\n";
    for (at, more) in [(0, ""), (1, ""), (0, line.as_str())] {
        let mut wrong = proof.clone();
        wrong[at] = Hash::EMPTY_TREE;
        let note = format!("{good}{more}");
        assert_eq!(witness.add(submission(35, &wrong, &note)).status, 422);
    }
    let kept = evidence().expect("a file");
    assert_eq!(kept.matches("unproven ").count(), 1, "{kept}");
    // It is known after the next start as well.
    witness.kill();
    let witness = Service::go_on(&folder, &[log.vkey()]);
    let mut wrong = proof;
    wrong[0] = Hash::EMPTY_TREE;
    assert_eq!(witness.add(submission(35, &wrong, &format!("{good}{line}"))).status, 422);
    assert_eq!(evidence(), Some(kept));
    assert_eq!(witness.add(log.submission(35, 41)).status, 200);
}

#[test]
fn a_signature_that_is_there_often_is_kept_once() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(8);
    // The log's key is given twice, too.
    let witness = Service::begin(&folder, &[log.vkey(), log.vkey()]);
    let good = log.note(8);
    let line = good.lines().last().expect("a signature").to_owned() + "\n";
    let full = |note: &str| format!("{note}{}", line.repeat(99));
    let answer = witness.add(submission(0, &[], &full(&good)));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let shown = witness.get(&monitoring(ORIGIN)).text();
    assert_eq!(shown.matches(&line).count(), 1, "{shown}");
    assert_eq!(Note::parse(&shown).expect("a note").signatures().len(), 2);
    assert_eq!(witness.add(submission(0, &[], &format!("{}{line}", full(&good)))).status, 400);
}
