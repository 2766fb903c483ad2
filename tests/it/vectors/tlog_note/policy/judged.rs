//! Signed checkpoints before a trust policy.

use serde_json::{Value, json};
use tlog::{Hash, SignatureLine};

use super::super::signer::{LOG, Signer, TIME, checkpoint, note, spoilt};
use super::super::tree::head;
use super::{Vector, listed, witnesses};

/// Checkpoints before a policy of one log and three witnesses, two of whom are enough.
pub(super) fn vectors() -> Vec<Vector> {
    let (log, other) = (Signer::log(), Signer::other_log());
    let [one, two, three] = [1, 2, 3].map(Signer::witness);
    let rule = "group g 2 w1 w2 w3\nquorum g\n";
    let policy = format!("{}{}{rule}", super::log(), witnesses(3));
    let text = checkpoint(LOG, 5, head(5).root);
    let line = log.sign(&text);
    let input = |policy: &str, note: &str| json!({ "policy": policy, "note": note });
    let accepted = |told: &str,
                    policy: &str,
                    lines: &[SignatureLine],
                    cosigned: Value,
                    at: Value| {
        let count = u8::try_from(policy.matches("witness w").count()).expect("few");
        let found = json!({
            "logs": [{ "key": log.key.to_string(), "url": null }],
            "witnesses": listed(count),
            "witnessed": { "origin": LOG, "size": 5, "log": log.key.to_string(), "cosigned": cosigned, "at": at },
        });
        Vector::good(told, input(policy, &note(&text, lines)), found)
    };
    let bad = |told: &str, text: &str, lines: &[SignatureLine], reason| {
        Vector::refused(told, input(&policy, &note(text, lines)), reason)
    };
    let at = |signer: &Signer, later: u64| signer.cosign(&text, TIME + later);
    let foreign = checkpoint(other.key.name(), 5, head(5).root);
    let false_empty = checkpoint(LOG, 0, head(5).root);
    let both = format!("{policy}log {}\n", other.key);
    vec![
        accepted(
            "two cosigned: the quorum stands since the later of them",
            &policy,
            &[line.clone(), at(&three, 30), at(&one, 60)],
            json!([["w1", TIME + 60], ["w3", TIME + 30]]),
            json!(TIME + 60),
        ),
        accepted(
            "three cosigned: the quorum stands since the second of them",
            &policy,
            &[at(&two, 90), line.clone(), at(&three, 30), at(&one, 60)],
            json!([["w1", TIME + 60], ["w2", TIME + 90], ["w3", TIME + 30]]),
            json!(TIME + 60),
        ),
        accepted(
            "no witness is needed",
            &format!("{}quorum none\n", super::log()),
            std::slice::from_ref(&line),
            json!([]),
            Value::Null,
        ),
        accepted(
            "no witness is needed, and one cosigned",
            &format!("{}{}quorum none\n", super::log(), witnesses(1)),
            &[line.clone(), at(&one, 0)],
            json!([["w1", TIME]]),
            Value::Null,
        ),
        bad("one cosigned", &text, &[line.clone(), at(&one, 0)], "judge-quorum"),
        bad("one cosigned twice", &text, &[line.clone(), at(&one, 0), at(&one, 1)], "judge-quorum"),
        bad(
            "two cosigned, one of them a stranger",
            &text,
            &[line.clone(), at(&one, 0), at(&Signer::witness(4), 0)],
            "judge-quorum",
        ),
        bad(
            "nobody but the witnesses signed",
            &text,
            &[at(&one, 0), at(&two, 0)],
            "judge-unsigned",
        ),
        bad(
            "another log's checkpoint",
            &foreign,
            &[other.sign(&foreign), two.cosign(&foreign, TIME), one.cosign(&foreign, TIME)],
            "judge-unknown-log",
        ),
        bad(
            "another log's origin, signed by this log",
            &foreign,
            &[log.sign(&foreign), two.cosign(&foreign, TIME), one.cosign(&foreign, TIME)],
            "judge-unknown-log",
        ),
        bad(
            "a bad signature of the log",
            &text,
            &[spoilt(line.clone()), at(&one, 0), at(&two, 0)],
            "judge-log-signature",
        ),
        bad(
            "a bad cosignature besides a quorum",
            &text,
            &[line.clone(), at(&one, 0), at(&two, 0), spoilt(at(&three, 0))],
            "judge-cosignature",
        ),
        bad(
            "a cosignature without a time",
            &text,
            &[line.clone(), at(&one, 0), at(&two, 0), three.cosign(&text, 0)],
            "judge-cosignature-time",
        ),
        bad(
            "an empty tree with another root",
            &false_empty,
            &[log.sign(&false_empty)],
            "checkpoint-empty-root",
        ),
        bad("no checkpoint", "text\n", &[log.sign("text\n")], "checkpoint-too-short"),
        Vector::refused("no note", input(&policy, &text), "note-no-blank-line"),
        Vector::refused(
            "two logs known: the other one signed it",
            input(&both, &note(&text, &[other.sign(&text), at(&one, 0), at(&two, 0)])),
            "judge-unsigned",
        ),
        Vector::refused(
            "two logs known: a bad line of the other one",
            input(
                &both,
                &note(&text, &[line.clone(), spoilt(other.sign(&text)), at(&one, 0), at(&two, 0)]),
            ),
            "judge-log-signature",
        ),
        bad(
            "a root that is none",
            &text.replace(&head(5).root.to_base64(), &Hash::EMPTY_TREE.to_base64()[4..]),
            &[line],
            "checkpoint-root",
        ),
    ]
}
