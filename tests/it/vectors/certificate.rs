//! Our own vectors of certificates, in `tests/vectors/certificate`.
//!
//! They are made here from a key that everybody has. `GAVAH_WRITE_VECTORS=1 cargo test -p tests
//! vectors` writes them again; without it, a difference between the files and what is made here
//! is an error.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::claims::judge;
use super::{good, mutation};
use crate::support::folder::Folder;
use crate::support::program::run;
use crate::support::{files, read, root, stem};

/// A certificate, the keys it is checked with, and what is to be found out about it.
#[derive(Clone, Debug)]
pub(super) struct Vector {
    name: &'static str,
    description: &'static str,
    address: String,
    keys: String,
    summary: &'static str,
    reason: Option<&'static str>,
    claims: Value,
    place: u32,
}

impl Vector {
    /// One that is accepted.
    pub(super) fn good(
        name: &'static str,
        description: &'static str,
        address: String,
        keys: String,
        claims: Value,
    ) -> Self {
        let (summary, reason) = ("genuine-status-not-checked", None);
        Self { name, description, address, keys, summary, reason, claims, place: 0 }
    }

    /// One that is refused.
    pub(super) fn refused(
        name: &'static str,
        description: &'static str,
        address: String,
        keys: String,
        reason: &'static str,
    ) -> Self {
        let (summary, reason, claims) = ("not-genuine", Some(reason), Value::Null);
        Self { name, description, address, keys, summary, reason, claims, place: 0 }
    }

    /// The same where the facts were signed.
    pub(super) fn stating(self, claims: Value) -> Self {
        Self { claims, ..self }
    }

    /// The same that states a place in the log.
    pub(super) fn at(self, place: u32) -> Self {
        Self { place, ..self }
    }

    /// The same where nothing can be said.
    pub(super) fn unchecked(self) -> Self {
        Self { summary: "could-not-check", ..self }
    }

    fn to_json(&self) -> String {
        let value = json!({
            "description": self.description,
            "address": self.address,
            "keys": self.keys,
            "summary": self.summary,
            "reason": self.reason,
            "claims": self.claims,
            "place": if self.claims.is_null() { Value::Null } else { json!(self.place) },
        });
        format!("{value:#}\n")
    }
}

/// The folder of the vectors.
pub(super) fn folder() -> PathBuf {
    root().join("tests/vectors/certificate")
}

/// The vectors as they lie in their folder.
fn stored() -> BTreeMap<String, Value> {
    let read = |path: &PathBuf| serde_json::from_str(&read(path)).expect("a vector is JSON");
    files(&folder(), ".json").iter().map(|path| (stem(path), read(path))).collect()
}

#[test]
fn the_files_are_what_is_made_here() {
    let made: Vec<Vector> = [good::vectors(), mutation::vectors()].concat();
    let names: BTreeSet<&str> = made.iter().map(|vector| vector.name).collect();
    assert_eq!(names.len(), made.len(), "two vectors have one name");
    if std::env::var_os("GAVAH_WRITE_VECTORS").is_some() {
        for vector in &made {
            let path = folder().join(format!("{}.json", vector.name));
            std::fs::write(path, vector.to_json()).expect("a vector can be written");
        }
    }
    let found: BTreeSet<String> = files(&folder(), ".json").iter().map(|path| stem(path)).collect();
    assert_eq!(found, names.iter().map(|name| (*name).to_owned()).collect());
    for vector in made {
        let path = folder().join(format!("{}.json", vector.name));
        assert_eq!(read(&path), vector.to_json(), "{}", vector.name);
    }
}

#[test]
fn every_vector_is_judged_as_it_says() {
    let vectors = stored();
    assert!(vectors.len() >= 150, "only {} vectors", vectors.len());
    let mut faults = Vec::new();
    for (name, vector) in &vectors {
        let text = |key: &str| vector[key].as_str().expect("a text");
        let found = judge(text("address"), text("keys"));
        for key in ["summary", "reason", "claims", "place"] {
            if found[key] != vector[key] {
                faults.push(format!("{name}: {key} {} and not {}", found[key], vector[key]));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Every reason that a text of its own can have is some vector's reason.
#[test]
fn every_reason_has_its_vectors() {
    let reasons: BTreeSet<String> = stored()
        .values()
        .filter_map(|vector| vector["reason"].as_str().map(str::to_owned))
        .collect();
    // `base10-digit` stands behind `text-digit`, which looks at the same characters first.
    let all = [
        "base10-length",
        "base10-overflow",
        "cbor",
        "cbor-key-order",
        "cbor-not-shortest",
        "cbor-trailing",
        "cbor-truncated",
        "field-missing",
        "field-range",
        "field-text",
        "field-unknown",
        "form",
        "key-compromised",
        "key-period",
        "signature",
        "text-digit",
        "text-empty",
        "text-not-ours",
        "text-profile",
        "text-too-long",
        "text-too-short",
        "unknown-key",
    ];
    assert_eq!(reasons, all.map(str::to_owned).into());
}

#[test]
fn the_product_judges_every_vector_as_it_says() {
    let folder = Folder::new();
    for (name, vector) in stored() {
        let text = |key: &str| vector[key].as_str().expect("a text");
        let keys = folder.write("keys.txt", text("keys"));
        let input = folder.write("certificate.txt", text("address"));
        let ran = run(
            &folder,
            [
                "verify".as_ref(),
                "--json".as_ref(),
                "--keys".as_ref(),
                keys.as_os_str(),
                input.as_os_str(),
            ],
        );
        let code = match text("summary") {
            "genuine-status-not-checked" => 0,
            "could-not-check" => 3,
            _ => 1,
        };
        assert_eq!(ran.code, code, "{name}: {}{}", ran.out, ran.err);
        let found: Value = serde_json::from_str(&ran.out).expect("the product writes JSON");
        assert_eq!(found["summary"], vector["summary"], "{name}");
        assert_eq!(found["reason"]["code"], vector["reason"], "{name}");
        assert_eq!(found["claims"], vector["claims"], "{name}");
        assert_eq!(found["place"], vector["place"], "{name}");
        assert_eq!(found["log"]["state"], "not-checked", "{name}");
    }
}
