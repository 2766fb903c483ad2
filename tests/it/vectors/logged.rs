//! What the log says and what that makes of a certificate, in `tests/vectors/verdict`: every answer
//! of the log beside every state of a key, and every way to write how far a compromised key is
//! trusted. Written and compared as the vectors of certificates are.

use certificate::{KeyList, KeyState, LogBound, LogCheck};
use serde_json::{Value, json};

use super::claims::word;
use super::forge::{Facts, Parts, address, keys};
use crate::support::{read, root};

/// The key is trusted before place 5 and before this moment, a day after the issue.
const BOUND: LogBound = LogBound { index: 5, time: 1_763_886_400 };

/// What the log answers, and the summary under a key in use or retired and under a compromised one
/// with the bound. Under a compromised key without a bound nothing is genuine.
fn table() -> Vec<(LogCheck, &'static str, &'static str)> {
    let genuine = "genuine-status-not-checked";
    let (before, at, after) = (Some(BOUND.time - 1), Some(BOUND.time), Some(BOUND.time + 1));
    let mut table = vec![
        (LogCheck::NotChecked, genuine, "could-not-check"),
        (LogCheck::NoPlace, "genuine-not-in-log", "could-not-check"),
        (LogCheck::NotFound { index: 4, size: 5 }, "genuine-not-in-log", "not-genuine"),
    ];
    let included = [
        (4, before, genuine),
        (4, at, "could-not-check"),
        (4, after, "could-not-check"),
        (4, None, "could-not-check"),
        (5, before, "not-genuine"),
        (5, at, "not-genuine"),
        (5, after, "not-genuine"),
        (5, None, "not-genuine"),
        (6, before, "not-genuine"),
        (6, at, "not-genuine"),
        (6, after, "not-genuine"),
        (6, None, "not-genuine"),
    ];
    table.extend(included.map(|(index, cosigned_at, bounded)| {
        (LogCheck::Included { index, size: 9, cosigned_at }, genuine, bounded)
    }));
    table
}

fn verdicts() -> Value {
    let address = address(&Parts::of(Facts::fewest().payload()).sign());
    let states = [
        KeyState::Active,
        KeyState::Retired,
        KeyState::Compromised { bound: Some(BOUND) },
        KeyState::Compromised { bound: None },
    ];
    let mut rows = Vec::new();
    for state in states {
        for (log, good, bounded) in table() {
            let summary = match state {
                KeyState::Active | KeyState::Retired => good,
                KeyState::Compromised { bound: Some(_) } => bounded,
                KeyState::Compromised { bound: None } => "not-genuine",
            };
            let genuine = summary.starts_with("genuine");
            rows.push(json!({
                "keys": keys(state, "2025-01-01", None),
                "log": fact(log),
                "summary": summary,
                "reason": if genuine { Value::Null } else { json!("key-compromised") },
            }));
        }
    }
    json!({
        "description": "One certificate that states no place, under a key in each state, with each \
            answer of the log at, before and behind the bound of a compromised key.",
        "address": address,
        "rows": rows,
    })
}

fn fact(log: LogCheck) -> Value {
    match log {
        LogCheck::NotChecked => json!({ "state": "not-checked" }),
        LogCheck::NoPlace => json!({ "state": "no-place" }),
        LogCheck::NotFound { index, size } => {
            json!({ "state": "not-found", "index": index, "size": size })
        }
        LogCheck::Included { index, size, cosigned_at } => json!({
            "state": "included", "index": index, "size": size, "cosigned_at": cosigned_at,
        }),
        other => panic!("{other:?} has no word"),
    }
}

/// The last two words of a key's line, and whether they are the state of a key.
fn states() -> Value {
    let good = [
        "active -",
        "retired -",
        "compromised -",
        "compromised 1@0",
        "compromised 5@1763886400",
        "compromised 4294967295@9223372036854775807",
    ];
    let bad = [
        ("active", "No second word."),
        ("active 5@1763886400", "A key in use has no bound."),
        ("retired 5@1763886400", "A retired key has no bound."),
        ("compromised", "Neither a bound nor its absence."),
        ("compromised 5", "A place without a moment."),
        ("compromised 5@", "An empty moment."),
        ("compromised @1763886400", "An empty place."),
        ("compromised 0@1763886400", "There is nothing before place 0: that is written as -."),
        ("compromised 05@1763886400", "A leading zero in the place."),
        ("compromised 5@01763886400", "A leading zero in the moment."),
        ("compromised +5@1763886400", "A sign before the place."),
        ("compromised 5@+1763886400", "A sign before the moment."),
        ("compromised -5@1763886400", "A place below nothing."),
        ("compromised 5@-1", "A moment before 1970."),
        ("compromised 5@1763886400.5", "A part of a second."),
        ("compromised 5@1763886400@1", "Two moments."),
        ("compromised 5 @1763886400", "A space inside."),
        ("compromised 5@2025-11-23", "A day for a moment."),
        ("compromised ۵@1763886400", "A Persian digit."),
        ("compromised 4294967296@1763886400", "A place beyond 32 bits."),
        ("compromised 5@9223372036854775808", "A moment beyond 63 bits."),
        ("Compromised -", "A capital letter."),
        ("stolen -", "No state."),
        ("compromised - -", "A word too many."),
    ];
    let list = |state: &str| keys(KeyState::Active, "2025-01-01", None).replace("active -", state);
    let mut rows: Vec<Value> = good
        .iter()
        .map(|state| json!({ "keys": list(state), "state": state, "accepted": true }))
        .collect();
    rows.extend(bad.iter().map(|(state, description)| {
        json!({
            "description": description,
            "keys": list(state),
            "state": state,
            "accepted": false,
        })
    }));
    json!({
        "description": "The state of a key in a key list: what is accepted is written again as it \
            was, and the rest is refused as not in the form of a key list.",
        "rows": rows,
    })
}

fn compare(name: &str, made: &Value) {
    let path = root().join(format!("tests/vectors/verdict/{name}.json"));
    let text = format!("{made:#}\n");
    if std::env::var_os("GAVAH_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).expect("a vector can be written");
    }
    assert_eq!(read(&path), text, "{name}");
}

#[test]
fn every_answer_of_the_log_makes_what_the_vectors_say() {
    let made = verdicts();
    compare("log", &made);
    let address = made["address"].as_str().expect("a text");
    let rows = made["rows"].as_array().expect("rows");
    let answers = table();
    assert_eq!(rows.len(), 4 * answers.len());
    for (row, (log, ..)) in rows.iter().zip(answers.iter().cycle()) {
        let keys = KeyList::parse(row["keys"].as_str().expect("a text")).expect("a key list");
        let verdict = certificate::judge(address, &keys).with_log(*log);
        assert_eq!(word(verdict.summary()), row["summary"], "{row}");
        assert_eq!(json!(verdict.finding().map(|reason| reason.code())), row["reason"], "{row}");
        assert!(verdict.claims.is_some(), "{row}");
    }
}

#[test]
fn every_state_of_a_key_reads_as_the_vectors_say() {
    let made = states();
    compare("key-state", &made);
    for row in made["rows"].as_array().expect("rows") {
        let text = row["keys"].as_str().expect("a text");
        match KeyList::parse(text) {
            Ok(list) => assert!(row["accepted"] == true && list.to_text() == text, "{row}"),
            Err(error) => {
                assert_eq!(row["accepted"], false, "{row}");
                assert_eq!(error.problem, certificate::KeyListProblem::Form, "{row}");
            }
        }
    }
}
