//! Submissions to a witness, and what it answers.

mod litewitness;

use data_encoding::BASE64;
use serde_json::{Value, json};
use tlog::{Hash, Submission, TreeHead};

use super::Vector;
use super::signer::{LOG, Signer, TIME, checkpoint, note, spoilt};
use super::tree::{head, leaves, proof};

pub(super) fn vectors() -> Vec<Vector> {
    [good(), form(), answers(), litewitness::vectors()].concat()
}

fn input(body: impl Into<Value>, known: Option<TreeHead>) -> Value {
    let known = known.map(|head| json!({ "size": head.size, "root": head.root.to_base64() }));
    let logs = [Signer::log().key.to_string(), Signer::witness(1).key.to_string()];
    json!({ "body": body.into(), "known": known, "logs": logs })
}

/// A good submission of the tree of one size after that of another.
fn submission(old: u64, size: u64) -> Submission {
    let proof = if old == 0 {
        Vec::new()
    } else {
        proof(usize::try_from(old).expect("small"), &leaves(size))
    };
    let text = checkpoint(LOG, size, head(size).root);
    Submission { old, proof, note: note(&text, &[Signer::log().sign(&text)]) }
}

fn good() -> Vec<Vector> {
    let good = |told: &str, submission: &Submission, known: Option<TreeHead>, size: u64| {
        let found = json!({ "origin": LOG, "size": size });
        Vector::good(told, input(submission.to_text(), known), found)
    };
    let mut vectors: Vec<Vector> = [(1, 2), (4, 9), (6, 9), (7, 8), (8, 13), (9, 9)]
        .map(|(old, size)| {
            let told = format!("from {old} to {size}");
            good(&told, &submission(old, size), Some(head(old)), size)
        })
        .to_vec();
    let text = checkpoint(LOG, 9, head(9).root);
    let extended = format!("{text}an extension\n");
    let of = |text: &str| Submission {
        old: 0,
        proof: Vec::new(),
        note: note(text, &[Signer::log().sign(text)]),
    };
    let signed = [
        Signer::other_log().sign(&text),
        Signer::log().sign(&text),
        Signer::witness(2).cosign(&text, TIME),
    ];
    let many = Submission { note: note(&text, &signed), ..of(&text) };
    let empty = of(&checkpoint(LOG, 0, Hash::EMPTY_TREE));
    vectors.extend([
        good("the first checkpoint of the log", &of(&text), None, 9),
        good("the first one, empty", &empty, None, 0),
        good("the empty one again", &empty, Some(TreeHead::EMPTY), 0),
        good("the first entries", &of(&text), Some(TreeHead::EMPTY), 9),
        good("with an extension line", &of(&extended), None, 9),
        good("with signatures of others", &many, None, 9),
    ]);
    vectors
}

fn form() -> Vec<Vector> {
    let good = submission(6, 9).to_text();
    let refused = |told: &str, body: String, reason| {
        Vector::refused(told, input(body, Some(head(6))), reason)
    };
    let old = |line: &str| good.replacen("old 6", line, 1);
    let first = submission(6, 9).proof[0].to_base64();
    let hashed = |text: &str| good.replacen(&first, text, 1);
    let (proof, note) = good.split_once("\n\n").expect("an empty line");
    let many = format!("{proof}\n{}\n{note}", format!("{first}\n").repeat(61));
    let large = json!({ "pieces": [["old 6\n\n", 1], ["x", 135_168], [note, 1]] });
    let long_note = json!({ "pieces": [["old 6\n\n", 1], ["x", 131_072], [note, 1]] });
    vec![
        refused("nothing", String::new(), "submission-no-blank-line"),
        refused("no empty line", proof.to_owned(), "submission-no-blank-line"),
        refused("line ends of Windows", good.replace('\n', "\r\n"), "submission-no-blank-line"),
        refused("no old size", good.replacen("old 6\n", "", 1), "submission-no-old-size"),
        refused("an old size in capitals", old("OLD 6"), "submission-no-old-size"),
        refused("two spaces before the old size", old("old  6"), "submission-old-size-digits"),
        refused("an old size that is no number", old("old six"), "submission-old-size-digits"),
        refused("a negative old size", old("old -6"), "submission-old-size-digits"),
        refused("no number after old", old("old "), "submission-old-size-digits"),
        refused(
            "an old size with a leading zero",
            old("old 06"),
            "submission-old-size-leading-zero",
        ),
        refused(
            "an old size of 2^63",
            old("old 9223372036854775808"),
            "submission-old-size-too-large",
        ),
        refused("64 hashes", many, "submission-too-many-hashes"),
        refused("a hash of 31 bytes", hashed(&BASE64.encode(&[1; 31])), "submission-hash"),
        refused("a hash that is no base64", hashed("!"), "submission-hash"),
        refused("a space after a hash", hashed(&format!("{first} ")), "submission-hash"),
        Vector::refused("larger than may be", input(large, Some(head(6))), "submission-too-large"),
        Vector::refused(
            "a note that is larger than may be",
            input(long_note, Some(head(6))),
            "note-too-large",
        ),
        refused(
            "an empty line too many",
            good.replacen("\n\n", "\n\n\n", 1),
            "checkpoint-no-origin",
        ),
        refused(
            "no signature",
            good.split_inclusive("— ").next().expect("a part").replace("— ", ""),
            "note-no-signatures",
        ),
        refused("no checkpoint after the empty line", format!("{proof}\n\n"), "note-no-blank-line"),
        refused(
            "a size with a leading zero",
            good.replacen("\n9\n", "\n09\n", 1),
            "checkpoint-size-leading-zero",
        ),
    ]
}

/// The answers of C2SP tlog-witness, each with those who deserve it.
fn answers() -> Vec<Vector> {
    let (log, other) = (Signer::log(), Signer::other_log());
    let good = submission(6, 9);
    let refused = |told: &str, submission: Submission, known: Option<TreeHead>, reason| {
        Vector::refused(told, input(submission.to_text(), known), reason)
    };
    let at6 = Some(head(6));
    let text = checkpoint(LOG, 9, head(9).root);
    let foreign = checkpoint(other.key.name(), 9, head(9).root);
    let with = |note: String| Submission { note, ..good.clone() };
    let witness = Signer::witness(1);
    let own = checkpoint(witness.key.name(), 9, head(9).root);
    let signed = |text: &str| note(text, &[log.sign(text)]);
    let fork = checkpoint(LOG, 6, leaves(1)[0]);
    let false_empty = checkpoint(LOG, 0, head(1).root);
    let first = |note: String| Submission { old: 0, proof: Vec::new(), note };
    let mut spoilt_proof = good.clone();
    spoilt_proof.proof[1] = leaves(1)[0];
    let mut swapped = good.clone();
    swapped.proof.swap(0, 1);
    let shorter = Submission { proof: good.proof[1..].to_vec(), ..good.clone() };
    let longer = Submission { proof: [&good.proof[..], &leaves(1)].concat(), ..good.clone() };
    let other_old = TreeHead { root: head(5).root, ..head(6) };
    vec![
        refused(
            "404: another log",
            with(note(&foreign, &[other.sign(&foreign)])),
            at6,
            "witness-unknown-origin",
        ),
        refused(
            "404: another origin, signed by a known log",
            with(signed(&foreign)),
            at6,
            "witness-unknown-origin",
        ),
        refused(
            "404: the origin is the name of a witness's key",
            with(note(&own, &[witness.cosign(&own, TIME)])),
            at6,
            "witness-unknown-origin",
        ),
        refused(
            "403: no signature of the log",
            with(note(&text, &[other.sign(&text)])),
            at6,
            "witness-unsigned",
        ),
        refused(
            "403: a bad signature of the log",
            with(note(&text, &[spoilt(log.sign(&text))])),
            at6,
            "witness-bad-signature",
        ),
        refused(
            "403: a good and a bad signature of the log",
            with(note(&text, &[log.sign(&text), spoilt(log.sign(&text))])),
            at6,
            "witness-bad-signature",
        ),
        refused(
            "403 before 400: an old size too large, and a bad signature",
            Submission { old: 10, ..with(note(&text, &[spoilt(log.sign(&text))])) },
            at6,
            "witness-bad-signature",
        ),
        refused(
            "400: an old size above the tree's",
            Submission { old: 10, ..good.clone() },
            Some(head(10)),
            "witness-old-size",
        ),
        refused("409: an older size than the one known", submission(5, 9), at6, "witness-conflict"),
        refused("409: a newer size than the one known", submission(7, 9), at6, "witness-conflict"),
        refused("409: zero, to ask for the size", submission(0, 9), at6, "witness-conflict"),
        refused("409: nothing is known yet", good.clone(), None, "witness-conflict"),
        refused(
            "409 before 422: another size, and a bad proof",
            Submission { old: 5, ..good.clone() },
            at6,
            "witness-conflict",
        ),
        refused(
            "422: an empty tree with another root",
            first(signed(&false_empty)),
            None,
            "witness-empty-root",
        ),
        refused(
            "422: a proof from size zero",
            Submission { proof: vec![leaves(1)[0]], ..submission(0, 9) },
            None,
            "witness-needless-proof",
        ),
        refused(
            "422: the same size with another root",
            Submission { old: 6, proof: Vec::new(), note: signed(&fork) },
            at6,
            "witness-fork",
        ),
        refused(
            "422: the same size, and a proof",
            Submission { proof: vec![leaves(1)[0]], ..submission(6, 6) },
            at6,
            "witness-proof",
        ),
        refused("422: a hash of the proof changed", spoilt_proof, at6, "witness-proof"),
        refused("422: two hashes of the proof swapped", swapped, at6, "witness-proof"),
        refused("422: a hash too few", shorter, at6, "witness-proof"),
        refused("422: a hash too many", longer, at6, "witness-proof"),
        refused(
            "422: no proof",
            Submission { proof: Vec::new(), ..good.clone() },
            at6,
            "witness-proof",
        ),
        refused(
            "422: the tree that is known has another root",
            good,
            Some(other_old),
            "witness-proof",
        ),
    ]
}
