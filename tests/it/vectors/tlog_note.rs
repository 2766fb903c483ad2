//! Our own vectors of notes and of what is made of them, in `tests/vectors/tlog`, with the literals
//! of the C2SP texts and of other implementations' tests among them.
//!
//! They are made here from keys that everybody has. `GAVAH_WRITE_VECTORS=1 cargo test -p tests
//! tlog_note` writes them again; without it, a difference between the files and what is made here
//! is an error.

mod checkpoint;
mod cosignature;
mod judge;
mod mangling;
mod note;
mod policy;
mod proof;
mod signer;
mod submission;
mod tree;
mod vkey;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{read, root};

/// What goes in, what comes out, and why it is refused.
#[derive(Clone, Debug)]
struct Vector {
    description: String,
    input: Value,
    result: Value,
    reason: Option<&'static str>,
}

impl Vector {
    /// One that is accepted, with what is found in it.
    fn good(description: &str, input: Value, result: Value) -> Self {
        Self { description: description.to_owned(), input, result, reason: None }
    }

    /// One that is refused.
    fn refused(description: &str, input: Value, reason: &'static str) -> Self {
        let description = description.to_owned();
        Self { description, input, result: Value::Null, reason: Some(reason) }
    }

    fn to_json(&self) -> Value {
        json!({
            "description": self.description,
            "input": self.input,
            "result": self.result,
            "reason": self.reason,
        })
    }
}

/// What is found in an input, or the code of why it is refused.
type Found = Result<Value, &'static str>;

/// A file of vectors, how they are made, and how they are judged.
type Kind = (&'static str, fn() -> Vec<Vector>, fn(&Value) -> Found);

const KINDS: [Kind; 7] = [
    ("checkpoint", checkpoint::vectors, judge::checkpoint),
    ("cosignature", cosignature::vectors, judge::cosignature),
    ("note", note::vectors, judge::note),
    ("policy", policy::vectors, judge::policy),
    ("proof", proof::vectors, judge::proof),
    ("submission", submission::vectors, judge::submission),
    ("vkey", vkey::vectors, judge::vkey),
];

#[test]
fn the_files_are_what_is_made_here() {
    for (name, vectors, _) in KINDS {
        let vectors = vectors();
        let told: BTreeSet<&str> = vectors.iter().map(|one| one.description.as_str()).collect();
        assert_eq!(told.len(), vectors.len(), "{name}: two vectors have one description");
        let made: Vec<Value> = vectors.iter().map(Vector::to_json).collect();
        let made = format!("{:#}\n", Value::Array(made));
        let path = root().join(format!("tests/vectors/tlog/{name}.json"));
        if std::env::var_os("GAVAH_WRITE_VECTORS").is_some() {
            std::fs::write(&path, &made).expect("vectors can be written");
        }
        assert!(read(&path) == made, "{name}.json is not what is made here");
    }
}

#[test]
fn every_vector_is_judged_as_it_says() {
    let mut faults = Vec::new();
    for (name, _, judge) in KINDS {
        for vector in stored(name) {
            let (result, reason) = match judge(&vector["input"]) {
                Ok(result) => (result, Value::Null),
                Err(code) => (Value::Null, Value::from(code)),
            };
            if (&result, &reason) != (&vector["result"], &vector["reason"]) {
                let told = &vector["description"];
                faults.push(format!("{name}: {told}: {result} {reason}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_reason_has_its_vectors() {
    let mut found = BTreeSet::new();
    for (name, _, _) in KINDS {
        let reasons = stored(name).into_iter();
        found.extend(reasons.filter_map(|vector| vector["reason"].as_str().map(str::to_owned)));
    }
    assert_eq!(found, REASONS.map(str::to_owned).into());
}

fn stored(name: &str) -> Vec<Value> {
    let path = root().join(format!("tests/vectors/tlog/{name}.json"));
    serde_json::from_str(&read(&path)).expect("vectors are a JSON list")
}

/// Every code of the note half of the crate.
const REASONS: [&str; 95] = [
    "checkpoint-control",
    "checkpoint-empty-line",
    "checkpoint-empty-root",
    "checkpoint-key-kind",
    "checkpoint-no-line-end",
    "checkpoint-no-origin",
    "checkpoint-origin",
    "checkpoint-root",
    "checkpoint-size-digits",
    "checkpoint-size-leading-zero",
    "checkpoint-size-too-large",
    "checkpoint-too-short",
    "checkpoint-unsigned",
    "judge-cosignature",
    "judge-cosignature-time",
    "judge-log-signature",
    "judge-quorum",
    "judge-unknown-log",
    "judge-unsigned",
    "key-base64",
    "key-id",
    "key-id-mismatch",
    "key-kind",
    "key-length",
    "key-name",
    "key-no-point",
    "key-not-canonical",
    "key-parts",
    "key-torsion",
    "key-weak",
    "note-bad-signature",
    "note-control",
    "note-cosignature-time",
    "note-line-base64",
    "note-line-dash",
    "note-line-name",
    "note-line-no-signature",
    "note-line-short",
    "note-no-blank-line",
    "note-no-line-end",
    "note-no-signatures",
    "note-not-utf8",
    "note-too-large",
    "note-too-many-signatures",
    "policy-items",
    "policy-key-kind",
    "policy-key-not-utf8",
    "policy-keyword",
    "policy-log-twice",
    "policy-member-twice",
    "policy-name-twice",
    "policy-no-line-end",
    "policy-no-member",
    "policy-no-quorum",
    "policy-none-as-member",
    "policy-none-defined",
    "policy-octet",
    "policy-quorum-twice",
    "policy-shared-key",
    "policy-threshold",
    "policy-threshold-range",
    "policy-too-large",
    "policy-too-many",
    "policy-unknown-name",
    "policy-witness-twice",
    "proof-extra",
    "proof-hash",
    "proof-header",
    "proof-index-digits",
    "proof-index-leading-zero",
    "proof-index-too-large",
    "proof-length",
    "proof-no-blank-line",
    "proof-no-index",
    "proof-outside",
    "proof-root",
    "proof-too-large",
    "proof-too-many-hashes",
    "submission-hash",
    "submission-no-blank-line",
    "submission-no-old-size",
    "submission-old-size-digits",
    "submission-old-size-leading-zero",
    "submission-old-size-too-large",
    "submission-too-large",
    "submission-too-many-hashes",
    "witness-bad-signature",
    "witness-conflict",
    "witness-empty-root",
    "witness-fork",
    "witness-needless-proof",
    "witness-old-size",
    "witness-proof",
    "witness-unknown-origin",
    "witness-unsigned",
];
