//! The COSE working group's examples (cose-wg/Examples, Unlicense): good COSE, and none of it a
//! certificate.

use certificate::{IssuerKey, Rejection, Statement};
use data_encoding::HEXUPPER;
use serde_json::Value;

use crate::support::{read, shared};

/// Each example, the first byte at which it leaves the form of a certificate, what stands there,
/// and what that means.
const OFFSETS: [(&str, usize, &str, &str); 13] = [
    ("eddsa-examples/eddsa-01.json", 0, "D862", "tag 98: many signers"),
    ("eddsa-examples/eddsa-02.json", 0, "D862", "tag 98: many signers"),
    ("eddsa-examples/eddsa-sig-01.json", 2, "45A20127", "no key in the header; algorithm -8"),
    ("eddsa-examples/eddsa-sig-02.json", 2, "43A10127", "no key in the header; algorithm -8"),
    ("sign1-tests/sign-fail-01.json", 0, "D903E6", "tag 998"),
    ("sign1-tests/sign-fail-02.json", 2, "43A10126", "no key in the header; algorithm -7"),
    ("sign1-tests/sign-fail-03.json", 2, "45A1013903E6", "algorithm -999"),
    ("sign1-tests/sign-fail-04.json", 2, "4AA10167756E6B6E6F776E", "algorithm in words"),
    ("sign1-tests/sign-fail-06.json", 2, "45A201260300", "a member more in the header"),
    ("sign1-tests/sign-fail-07.json", 2, "43A10126", "a member less in the header"),
    ("sign1-tests/sign-pass-01.json", 2, "41A0A20126", "algorithm and key in the wrong header"),
    ("sign1-tests/sign-pass-02.json", 2, "43A10126", "no key in the header; algorithm -7"),
    ("sign1-tests/sign-pass-03.json", 0, "84", "no tag"),
];

#[test]
fn no_example_is_a_certificate_each_for_its_own_reason() {
    let Some(folder) = shared("vectors/cose") else { return };
    let there: usize = ["eddsa-examples", "sign1-tests"]
        .map(|part| crate::support::files(&folder.join(part), ".json").len())
        .iter()
        .sum();
    assert_eq!(there, OFFSETS.len(), "every example has its line");
    for (name, offset, found, why) in OFFSETS {
        let example: Value = serde_json::from_str(&read(&folder.join(name))).expect("JSON");
        let bytes = hex(&example["output"]["cbor"]);
        let there = HEXUPPER.encode(&bytes[offset..]);
        assert!(there.starts_with(found), "{name} has {there} at {offset}");
        assert_eq!(Statement::parse(&bytes), Err(Rejection::Form { offset }), "{name}: {why}");
    }
}

#[test]
fn the_signature_of_the_ed25519_example_is_good() {
    let Some(path) = shared("vectors/cose/eddsa-examples/eddsa-sig-01.json") else { return };
    let example: Value = serde_json::from_str(&read(&path)).expect("JSON");
    let key: [u8; 32] = hex(&example["input"]["sign0"]["key"]["x_hex"]).try_into().expect("32");
    let key = IssuerKey::from_bytes(&key).expect("a good key");
    let signed = hex(&example["intermediates"]["ToBeSign_hex"]);
    let whole = hex(&example["output"]["cbor"]);
    let mut signature: [u8; 64] = whole[whole.len() - 64..].try_into().expect("64");
    assert!(key.verifies(&signed, &signature));
    signature[0] ^= 1;
    assert!(!key.verifies(&signed, &signature));
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("a text").to_uppercase();
    HEXUPPER.decode(text.as_bytes()).expect("hexadecimal")
}
