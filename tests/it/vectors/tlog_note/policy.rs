//! Trust policies.

mod judged;
mod malformed;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::Vector;
use super::signer::{LOG, Signer};

pub(super) fn vectors() -> Vec<Vector> {
    [good(), quorums(), limits(), malformed::vectors(), judged::vectors()].concat()
}

fn log() -> String {
    format!("log {}\n", Signer::log().key)
}

/// The lines of the witnesses w1, w2, … up to this number.
fn witnesses(count: u8) -> String {
    let line = |number| format!("witness w{number} {}\n", Signer::witness(number).key);
    (1..=count).map(line).collect()
}

fn listed(count: u8) -> Vec<Value> {
    let witness = |number| {
        let key = Signer::witness(number).key.to_string();
        json!({ "name": format!("w{number}"), "key": key, "url": null })
    };
    (1..=count).map(witness).collect()
}

fn refused(told: &str, policy: impl Into<Value>, reason: &'static str) -> Vector {
    Vector::refused(told, json!({ "policy": policy.into() }), reason)
}

fn good() -> Vec<Vector> {
    let (one, key) = (Signer::witness(1).key.to_string(), Signer::log().key.to_string());
    let plain_log = json!([{ "key": key, "url": null }]);
    let spaced = format!(
        "\n \t \n# a comment\n  \t# \u{6af}\u{648}\u{627}\u{647}\nlog\t {key} \t https://{LOG}/ \n\twitness \t w1 {one}\n quorum\tw1\t\n"
    );
    let odd = [
        b"witness \xff\xfe#any ".as_slice(),
        one.as_bytes(),
        b" https://\xc3\xa9.example/\nquorum \xff\xfe#any\n",
    ]
    .concat();
    let good = |told: &str, policy: Value, found: Value| {
        Vector::good(told, json!({ "policy": policy }), found)
    };
    vec![
        good(
            "no log and no witness",
            "quorum none\n".into(),
            json!({ "logs": [], "witnesses": [] }),
        ),
        good(
            "a log alone",
            format!("{}quorum none\n", log()).into(),
            json!({ "logs": plain_log, "witnesses": [] }),
        ),
        good(
            "spaces, tabs, comments, empty lines, an address",
            spaced.into(),
            json!({ "logs": [{ "key": key, "url": format!("https://{LOG}/") }], "witnesses": listed(1) }),
        ),
        good(
            "a name of octets that are no UTF-8, and an address that is no ASCII",
            json!({ "hex": HEXLOWER.encode(&odd) }),
            json!({ "logs": [], "witnesses": [{ "name": "\u{fffd}\u{fffd}#any", "key": one, "url": "https://é.example/" }] }),
        ),
        good(
            "names that are words elsewhere",
            format!("witness any {one}\ngroup all 1 any\ngroup quorum all all\nquorum quorum\n")
                .into(),
            json!({ "logs": [], "witnesses": [{ "name": "any", "key": one, "url": null }] }),
        ),
        good(
            "the quorum before witnesses and logs that it does not need",
            format!("{}quorum w1\nwitness w2 {}\n{}", witnesses(1), Signer::witness(2).key, log())
                .into(),
            json!({ "logs": plain_log, "witnesses": listed(2) }),
        ),
    ]
}

/// Which witnesses are enough.
fn quorums() -> Vec<Vector> {
    let sets = |sets: &[(&[&str], bool)]| {
        let names: Vec<&[&str]> = sets.iter().map(|(names, _)| *names).collect();
        let satisfied: Vec<bool> = sets.iter().map(|(_, satisfied)| *satisfied).collect();
        (json!(names), json!(satisfied))
    };
    let quorum = |told: &str, count: u8, rule: &str, expected: &[(&[&str], bool)]| {
        let (names, satisfied) = sets(expected);
        let policy = format!("{}{rule}", witnesses(count));
        Vector::good(
            told,
            json!({ "policy": policy, "sets": names }),
            json!({ "logs": [], "witnesses": listed(count), "satisfied": satisfied }),
        )
    };
    vec![
        quorum("none is needed", 1, "quorum none\n", &[(&[], true), (&["w1"], true)]),
        quorum(
            "one witness",
            2,
            "quorum w2\n",
            &[
                (&[], false),
                (&["w1"], false),
                (&["w2"], true),
                (&["W2"], false),
                (&["w2 "], false),
                (&["w1", "w2"], true),
            ],
        ),
        quorum(
            "two of three",
            3,
            "group g 2 w1 w2 w3\nquorum g\n",
            &[
                (&["w1"], false),
                (&["w1", "w1"], false),
                (&["w1", "stranger"], false),
                (&["g", "w1"], false),
                (&["w1", "w3"], true),
                (&["w1", "w2", "w3"], true),
            ],
        ),
        quorum(
            "any of three",
            3,
            "group g any w1 w2 w3\nquorum g\n",
            &[(&[], false), (&["w3"], true)],
        ),
        quorum(
            "all of three",
            3,
            "group g all w1 w2 w3\nquorum g\n",
            &[(&["w1", "w2"], false), (&["w3", "w2", "w1"], true)],
        ),
        quorum(
            "the two levels of the example of tlog-policy",
            6,
            "group X 2 w1 w2 w3\ngroup Y any w4 w5 w6\ngroup X-and-Y all X Y\nquorum X-and-Y\n",
            &[
                (&["w1", "w2", "w3"], false),
                (&["w4", "w5", "w6", "w1"], false),
                (&["w1", "w3", "w6"], true),
            ],
        ),
        quorum(
            "a group that the quorum does not need",
            3,
            "group spare all w2 w3\ngroup g any w1\nquorum g\n",
            &[(&["w2", "w3"], false), (&["w1"], true)],
        ),
    ]
}

fn limits() -> Vec<Vector> {
    let large = |lines: u32| json!({ "pieces": [["#\n", lines], ["quorum none\n", 1]] });
    let groups = |count: u16| -> String {
        let line = |number| match number {
            1 => "group g1 any w1\n".to_owned(),
            _ => format!("group g{number} any g{}\n", number - 1),
        };
        let groups: String = (1..=count).map(line).collect();
        format!("{}{groups}quorum g{count}\n", witnesses(1))
    };
    let nothing = json!({ "logs": [], "witnesses": [] });
    vec![
        Vector::good("as large as may be", json!({ "policy": large(131_066) }), nothing),
        refused("larger than may be", large(131_067), "policy-too-large"),
        Vector::good(
            "two hundred and fifty-six groups, each within the next",
            json!({ "policy": groups(256), "sets": [["w1"], []] }),
            json!({ "logs": [], "witnesses": listed(1), "satisfied": [true, false] }),
        ),
        refused("a group more", groups(257), "policy-too-many"),
    ]
}
