//! Checkpoints.

use serde_json::{Value, json};
use tlog::Hash;

use super::Vector;
use super::signer::{LOG, Signer, TIME, checkpoint, note, spoilt};
use super::tree::head;

pub(super) fn vectors() -> Vec<Vector> {
    [good(), foreign(), texts(), signed()].concat()
}

fn found(origin: &str, size: u64, root: &Hash, extensions: &[&str]) -> Value {
    json!({ "origin": origin, "size": size, "root": root.to_base64(), "extensions": extensions })
}

/// A note that the log signed, whatever its text is.
fn by_log(text: &str) -> Value {
    let log = Signer::log();
    json!({ "note": note(text, &[log.sign(text)]), "key": log.key.to_string() })
}

fn good() -> Vec<Vector> {
    let root = head(5).root;
    let plain = checkpoint(LOG, 5, root);
    let cosigned = [
        Signer::witness(1).cosign(&plain, TIME),
        Signer::log().sign(&plain),
        Signer::other_log().sign(&plain),
    ];
    let extended = format!("{plain}an extension\n— and another\n");
    let largest = checkpoint(LOG, (1 << 63) - 1, root);
    let odd = format!("a log + its spaces\n5\n{}\n", root.to_base64());
    let key = Signer::log().key.to_string();
    vec![
        Vector::good("of the log", by_log(&plain), found(LOG, 5, &root, &[])),
        Vector::good(
            "among signatures of others",
            json!({ "note": note(&plain, &cosigned), "key": key }),
            found(LOG, 5, &root, &[]),
        ),
        Vector::good(
            "with extension lines",
            by_log(&extended),
            found(LOG, 5, &root, &["an extension", "— and another"]),
        ),
        Vector::good(
            "an empty tree",
            by_log(&checkpoint(LOG, 0, Hash::EMPTY_TREE)),
            found(LOG, 0, &Hash::EMPTY_TREE, &[]),
        ),
        Vector::good("the largest size", by_log(&largest), found(LOG, (1 << 63) - 1, &root, &[])),
        Vector::good(
            "an origin with spaces and a plus",
            json!({ "text": odd }),
            found("a log + its spaces", 5, &root, &[]),
        ),
    ]
}

/// Texts of C2SP tlog-checkpoint, of the Go checksum database, and of transparency-dev/formats
/// (Apache-2.0), whose tests have roots of any length.
fn foreign() -> Vec<Vector> {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let sofa = format!("example.com/behind-the-sofa\n20852163\n{root}\n");
    let hash = Hash::parse(root).expect("a hash");
    let trees = "dGhlIHZpZXcgZnJvbSB0aGUgdHJlZSB0b3BzIGlzIGdyZWF0IQ==";
    let text = |told: &str, text: &str, reason| {
        Vector::refused(&format!("formats: {told}"), json!({ "text": text }), reason)
    };
    vec![
        Vector::good(
            "the example of tlog-checkpoint",
            json!({ "text": sofa }),
            found("example.com/behind-the-sofa", 20_852_163, &hash, &[]),
        ),
        text("a root of seven bytes", "Log\n123\nYmFuYW5hcw==\n", "checkpoint-root"),
        text("too few lines", "Head\n9944\n", "checkpoint-too-short"),
        text("an empty header", &format!("\n9944\n{trees}\n"), "checkpoint-no-origin"),
        text("no line end after the root", "Log\n123\nYmFuYW5hcw==", "checkpoint-no-line-end"),
        text(
            "a size that is no number",
            &format!("Log\nbananas\n{trees}\n"),
            "checkpoint-size-digits",
        ),
        text("a negative size", &format!("Log\n-34\n{trees}\n"), "checkpoint-size-digits"),
        text(
            "a size that is too large",
            &format!("Log\n3438945738945739845734895735\n{trees}\n"),
            "checkpoint-size-too-large",
        ),
        text("a root that is no base64", "Log\n123\nThisIsn'tBase64\n", "checkpoint-root"),
        text(
            "line ends after the root",
            &format!("Log\n9944\n{trees}\n\n\n\n"),
            "checkpoint-empty-line",
        ),
    ]
}

fn texts() -> Vec<Vector> {
    let root = head(5).root.to_base64();
    let of = |told: &str, size: &str, root: &str, reason| {
        let text = format!("{LOG}\n{size}\n{root}\n");
        Vector::refused(told, by_log(&text), reason)
    };
    let text =
        |told: &str, text: &str, reason| Vector::refused(told, json!({ "text": text }), reason);
    vec![
        of("a leading zero", "05", &root, "checkpoint-size-leading-zero"),
        of("two zeroes", "00", &root, "checkpoint-size-leading-zero"),
        of("a plus before the size", "+5", &root, "checkpoint-size-digits"),
        of("a space after the size", "5 ", &root, "checkpoint-size-digits"),
        of("a size in hexadecimal", "0x5", &root, "checkpoint-size-digits"),
        of("a size in Persian digits", "۵", &root, "checkpoint-size-digits"),
        of("a size of 2^63", "9223372036854775808", &root, "checkpoint-size-too-large"),
        of("a size of 2^64", "18446744073709551616", &root, "checkpoint-size-too-large"),
        of("a root of 31 bytes", "5", &root[4..], "checkpoint-root"),
        of("a root without padding", "5", root.trim_end_matches('='), "checkpoint-root"),
        of("a root in hexadecimal", "5", &"0a".repeat(32), "checkpoint-root"),
        of("a root with a space after it", "5", &format!("{root} "), "checkpoint-root"),
        of("an empty tree with another root", "0", &root, "checkpoint-empty-root"),
        text("nothing", "", "checkpoint-no-line-end"),
        text("one line end", "\n", "checkpoint-no-origin"),
        text("an origin alone", "example.com/log\n", "checkpoint-too-short"),
        text("an empty size", &format!("{LOG}\n\n{root}\n"), "checkpoint-empty-line"),
        text("an empty root", &format!("{LOG}\n5\n\n"), "checkpoint-empty-line"),
        text("an empty extension", &format!("{LOG}\n5\n{root}\n\nmore\n"), "checkpoint-empty-line"),
        text(
            "an extension without end",
            &format!("{LOG}\n5\n{root}\nmore"),
            "checkpoint-no-line-end",
        ),
        text("line ends of Windows", &format!("{LOG}\r\n5\r\n{root}\r\n"), "checkpoint-control"),
        text("a tab in the origin", &format!("a\tb\n5\n{root}\n"), "checkpoint-control"),
    ]
}

fn signed() -> Vec<Vector> {
    let (log, other) = (Signer::log(), Signer::other_log());
    let root = head(5).root;
    let text = checkpoint(LOG, 5, root);
    let foreign = checkpoint(other.key.name(), 5, root);
    let of = |told: &str, note: String, key: &Signer, reason| {
        Vector::refused(told, json!({ "note": note, "key": key.key.to_string() }), reason)
    };
    // The same key bytes under the witness's kind: the key of a witness opens no checkpoint.
    let witness = Signer::witness(1);
    vec![
        of(
            "another log's origin, signed by this log",
            note(&foreign, &[log.sign(&foreign)]),
            &log,
            "checkpoint-origin",
        ),
        of(
            "another log's checkpoint",
            note(&foreign, &[other.sign(&foreign)]),
            &log,
            "checkpoint-origin",
        ),
        of(
            "this origin, signed by another log",
            note(&text, &[other.sign(&text)]),
            &log,
            "checkpoint-unsigned",
        ),
        of("a bad signature", note(&text, &[spoilt(log.sign(&text))]), &log, "note-bad-signature"),
        of(
            "an extension added after signing",
            note(&format!("{text}more\n"), &[log.sign(&text)]),
            &log,
            "note-bad-signature",
        ),
        of("no signature", format!("{text}\n"), &log, "note-no-signatures"),
        of("no note", text.clone(), &log, "note-no-blank-line"),
        of(
            "opened with a witness's key",
            note(&text, &[witness.cosign(&text, TIME)]),
            &witness,
            "checkpoint-key-kind",
        ),
    ]
}
