//! Cosignatures.

use serde_json::{Value, json};
use tlog::{SignatureKind, SignatureLine};

use super::Vector;
use super::signer::{LOG, Signer, TIME, checkpoint, note, spoilt};
use super::tree::head;

pub(super) fn vectors() -> Vec<Vector> {
    [good(), refused()].concat()
}

fn input(text: &str, lines: &[SignatureLine], signer: &Signer) -> Value {
    json!({ "note": note(text, lines), "key": signer.key.to_string() })
}

fn text() -> String {
    checkpoint(LOG, 5, head(5).root)
}

fn good() -> Vec<Vector> {
    let (log, one, two) = (Signer::log(), Signer::witness(1), Signer::witness(2));
    let text = text();
    let extended = format!("{text}an extension\n");
    let good =
        |told: &str, text: &str, lines: &[SignatureLine], key: &Signer, time: Option<u64>| {
            Vector::good(told, input(text, lines, key), json!({ "time": time }))
        };
    let both = [log.sign(&text), one.cosign(&text, TIME)];
    let twice = [one.cosign(&text, TIME + 9), one.cosign(&text, TIME), one.cosign(&text, TIME + 5)];
    let last = (1 << 63) - 1;
    vec![
        good("under the log's signature", &text, &both, &one, Some(TIME)),
        good("with an extension line", &extended, &[one.cosign(&extended, TIME)], &one, Some(TIME)),
        good("three times: the earliest counts", &text, &twice, &one, Some(TIME)),
        good("the first second of all", &text, &[one.cosign(&text, 1)], &one, Some(1)),
        good("the last second of all", &text, &[one.cosign(&text, last)], &one, Some(last)),
        good("of another witness", &text, &both, &two, None),
        good("asked of a log's key", &text, &both, &log, None),
    ]
}

fn refused() -> Vec<Vector> {
    let one = Signer::witness(1);
    let text = text();
    let good = one.cosign(&text, TIME);
    let refused = |told: &str, line: SignatureLine, reason| {
        Vector::refused(told, input(&text, &[line], &one), reason)
    };
    let raw = |signature: &[u8]| SignatureLine { signature: signature.to_vec(), ..good.clone() };
    let later = [&(TIME + 1).to_be_bytes(), &good.signature[8..]].concat();
    let swapped = [&TIME.to_le_bytes(), &good.signature[8..]].concat();
    let plain = SignatureLine { name: good.name.clone(), id: good.id, ..one.sign(&text) };
    // The log's signature with a time before it: the message lacks its header.
    let headless = [&TIME.to_be_bytes(), &one.sign(&text).signature[..]].concat();
    let longer = format!("{text}more\n");
    let crlf = text.replace('\n', "\r\n");
    let two = Signer::new(one.key.name(), SignatureKind::Cosignature, 77);
    let impostor = SignatureLine { id: good.id, ..two.cosign(&text, TIME) };
    vec![
        refused("one bit of the signature changed", spoilt(good.clone()), "note-bad-signature"),
        refused("another time than signed", raw(&later), "note-bad-signature"),
        refused("the time's octets the other way round", raw(&swapped), "note-cosignature-time"),
        refused("a time of zero", one.cosign(&text, 0), "note-cosignature-time"),
        refused("a time of 2^63", one.cosign(&text, 1 << 63), "note-cosignature-time"),
        refused(
            "the largest time of 64 bits",
            one.cosign(&text, u64::MAX),
            "note-cosignature-time",
        ),
        refused("no time: the form of a log's signature", plain, "note-bad-signature"),
        refused("the text signed without header and time", raw(&headless), "note-bad-signature"),
        refused("seven octets", raw(&good.signature[..7]), "note-bad-signature"),
        refused("a time alone", raw(&good.signature[..8]), "note-bad-signature"),
        refused("an octet too few", raw(&good.signature[..71]), "note-bad-signature"),
        refused(
            "an octet too many",
            raw(&[&good.signature[..], &[0]].concat()),
            "note-bad-signature",
        ),
        refused(
            "of another checkpoint",
            one.cosign(&checkpoint(LOG, 6, head(6).root), TIME),
            "note-bad-signature",
        ),
        refused("over more lines than there are", one.cosign(&longer, TIME), "note-bad-signature"),
        refused("over line ends of Windows", one.cosign(&crlf, TIME), "note-bad-signature"),
        refused("of another key under this name and key ID", impostor, "note-bad-signature"),
    ]
}
