//! Trust policies with a line that is wrong.

use data_encoding::HEXLOWER;
use serde_json::json;
use tlog::SignatureKind;

use super::super::signer::{LOG, Signer};
use super::{Vector, log, refused, witnesses};

pub(super) fn vectors() -> Vec<Vector> {
    [lines(), names(), groups()].concat()
}

fn lines() -> Vec<Vector> {
    let (key, one) = (Signer::log().key.to_string(), Signer::witness(1).key.to_string());
    let none = "quorum none\n";
    let foreign = "sigsum.org+e4ade967+AZuUY6B08pW3QVHu8uvsrxWPcAv9nykap2Nb4oxCee+r";
    let octets = |octets: &[u8]| json!({ "hex": HEXLOWER.encode(octets) });
    vec![
        refused("nothing", "", "policy-no-quorum"),
        refused("an empty line", "\n", "policy-no-quorum"),
        refused("comments alone", "# quorum none\n", "policy-no-quorum"),
        refused("no line end at the end", "quorum none", "policy-no-line-end"),
        refused("two quorum lines", "quorum none\nquorum none\n", "policy-quorum-twice"),
        refused("a quorum of nothing", "quorum\n", "policy-items"),
        refused("a quorum of two", format!("{}quorum w1 w2\n", witnesses(2)), "policy-items"),
        refused(
            "a comment after an item",
            format!("{}quorum w1 # w1\n", witnesses(1)),
            "policy-items",
        ),
        refused("an unknown word", "logs none\nquorum none\n", "policy-keyword"),
        refused("a word in capitals", "Quorum none\n", "policy-keyword"),
        refused("a no-break space after the word", "quorum\u{a0}none\n", "policy-keyword"),
        refused("line ends of Windows", "quorum none\r\n", "policy-octet"),
        refused("a form feed", "quorum\u{c}none\n", "policy-octet"),
        refused("a delete character in a comment", "# \u{7f}\nquorum none\n", "policy-octet"),
        refused("a zero in a comment", octets(b"# \0\nquorum none\n"), "policy-octet"),
        refused("a log without a key", format!("log\n{none}"), "policy-items"),
        refused("a log with two addresses", format!("log {key} a b\n{none}"), "policy-items"),
        refused("a witness without a key", format!("witness w1\n{none}"), "policy-items"),
        refused(
            "a witness with two addresses",
            format!("witness w1 {one} a b\n{none}"),
            "policy-items",
        ),
        refused("a log's key that is none", format!("log {key}=\n{none}"), "key-base64"),
        refused(
            "a key that is no UTF-8",
            octets(b"log \xff+00000000+AAAA\nquorum none\n"),
            "policy-key-not-utf8",
        ),
        refused("a witness's key for a log", format!("log {one}\n{none}"), "policy-key-kind"),
        refused(
            "a log's key for a witness",
            format!("witness w1 {key}\n{none}"),
            "policy-key-kind",
        ),
        refused(
            "formats: a witness with a key of a log's kind",
            format!("witness w1 {foreign}\n{none}"),
            "policy-key-kind",
        ),
        refused("one log twice", format!("{0}{0}{none}", log()), "policy-log-twice"),
        refused(
            "one log under two names",
            format!(
                "{}log {}\n{none}",
                log(),
                Signer::new("example.com/b", SignatureKind::Ed25519, 1).key
            ),
            "policy-log-twice",
        ),
        refused(
            "one witness under two names",
            format!("witness a {one}\nwitness b {one}\n{none}"),
            "policy-witness-twice",
        ),
        refused(
            "one witness under two names of its key",
            format!(
                "{}witness b {}\n{none}",
                witnesses(1),
                Signer::new("b.example", SignatureKind::Cosignature, 101).key
            ),
            "policy-witness-twice",
        ),
        refused(
            "a log that is its own witness",
            format!(
                "{}witness w {}\n{none}",
                log(),
                Signer::new("w.example", SignatureKind::Cosignature, 1).key
            ),
            "policy-shared-key",
        ),
        refused(
            "a witness that is its own log",
            format!(
                "{}log {}\n{none}",
                witnesses(1),
                Signer::new("l.example", SignatureKind::Ed25519, 101).key
            ),
            "policy-shared-key",
        ),
    ]
}

fn names() -> Vec<Vector> {
    let (one, two) = (Signer::witness(1).key, Signer::witness(2).key);
    let some = witnesses(2);
    vec![
        refused(
            "two witnesses of one name",
            format!("witness w {one}\nwitness w {two}\nquorum w\n"),
            "policy-name-twice",
        ),
        refused(
            "a group with a witness's name",
            format!("{some}group w1 any w2\nquorum w2\n"),
            "policy-name-twice",
        ),
        refused(
            "a witness with a group's name",
            format!("{}group g any w1\nwitness g {two}\nquorum g\n", witnesses(1)),
            "policy-name-twice",
        ),
        refused(
            "two groups of one name",
            format!("{some}group g any w1\ngroup g any w2\nquorum g\n"),
            "policy-name-twice",
        ),
        refused(
            "a witness called none",
            format!("witness none {one}\nquorum none\n"),
            "policy-none-defined",
        ),
        refused(
            "a group called none",
            format!("{some}group none any w1\nquorum none\n"),
            "policy-none-defined",
        ),
        refused(
            "an unknown name for the quorum",
            format!("{some}quorum w3\n"),
            "policy-unknown-name",
        ),
        refused("a name in capitals", format!("{some}quorum W1\n"), "policy-unknown-name"),
        refused(
            "the Kelvin sign for a letter",
            format!("witness K {one}\nquorum \u{212a}\n"),
            "policy-unknown-name",
        ),
        refused(
            "the name of a key for that of a witness",
            format!("{some}quorum {}\n", one.name()),
            "policy-unknown-name",
        ),
        refused(
            "the quorum before its witness",
            format!("quorum w1\n{some}"),
            "policy-unknown-name",
        ),
        refused(
            "a log's name for a witness's",
            format!("{}{some}quorum {LOG}\n", log()),
            "policy-unknown-name",
        ),
    ]
}

fn groups() -> Vec<Vector> {
    let group = |told: &str, lines: &str, reason| {
        refused(told, format!("{}{lines}quorum none\n", witnesses(3)), reason)
    };
    vec![
        group("a group without a name", "group\n", "policy-items"),
        group("a group without a threshold", "group g\n", "policy-items"),
        group("a group without members", "group g any\n", "policy-no-member"),
        group("a group of all nobody", "group g all\n", "policy-no-member"),
        group("a group that counts, without members", "group g 1\n", "policy-no-member"),
        group("a name for a threshold", "group g w1 w2\n", "policy-threshold"),
        group("a threshold in capitals", "group g ANY w1\n", "policy-threshold"),
        group("a negative threshold", "group g -1 w1\n", "policy-threshold"),
        group("a threshold with a plus", "group g +1 w1\n", "policy-threshold"),
        group("a threshold with a leading zero", "group g 01 w1\n", "policy-threshold"),
        group("a threshold in hexadecimal", "group g 0x1 w1\n", "policy-threshold"),
        group(
            "a threshold of 2^64 and one",
            "group g 18446744073709551617 w1\n",
            "policy-threshold",
        ),
        group("a threshold of zero", "group g 0 w1\n", "policy-threshold-range"),
        group("a threshold above the members", "group g 3 w1 w2\n", "policy-threshold-range"),
        group("none as a member", "group g any none\n", "policy-none-as-member"),
        group("an unknown member", "group g any w4\n", "policy-unknown-name"),
        group("a group that is its own member", "group g any g\n", "policy-unknown-name"),
        group(
            "a group before its member",
            "group g any h\ngroup h any w1\n",
            "policy-unknown-name",
        ),
        group("a member twice in a group", "group g 2 w1 w1\n", "policy-member-twice"),
        group(
            "a member of two groups",
            "group g any w1 w2\ngroup h any w2 w3\n",
            "policy-member-twice",
        ),
        group(
            "a group that is a member of two",
            "group g any w1\ngroup h any g\ngroup i any g\n",
            "policy-member-twice",
        ),
    ]
}
