//! Signed notes with a signature line that is wrong.

use data_encoding::HEXLOWER;
use tlog::SignatureLine;

use super::super::signer::{Signer, TIME, note, spoilt};
use super::{Vector, refused};

pub(super) fn vectors() -> Vec<Vector> {
    [lines(), signatures()].concat()
}

fn lines() -> Vec<Vector> {
    let line = Signer::log().sign("text\n").to_string();
    let with = |line: String| format!("text\n\n{line}\n");
    let named = |name: &str| with(line.replacen("example.com/log", name, 1));
    let (_, signature) = line.rsplit_once(' ').expect("a space");
    let encoded = |signature: &str| with(format!("— example.com/log {signature}"));
    vec![
        refused("a hyphen for the em dash", with(line.replacen('—', "-", 1)), "note-line-dash"),
        refused("an en dash for the em dash", with(line.replacen('—', "–", 1)), "note-line-dash"),
        refused("no space after the em dash", with(line.replacen("— ", "—", 1)), "note-line-dash"),
        refused("a space before the em dash", with(format!(" {line}")), "note-line-dash"),
        refused("an empty name", named(""), "note-line-name"),
        refused("a name with a plus", named("a+b"), "note-line-name"),
        refused("a name with a no-break space", named("a\u{a0}b"), "note-line-name"),
        refused("a name with an ideographic space", named("a\u{3000}b"), "note-line-name"),
        refused("a name with a line separator", named("a\u{2028}b"), "note-line-name"),
        refused(
            "a name and nothing after it",
            with("— example.com/log".into()),
            "note-line-no-signature",
        ),
        refused(
            "a signature and no name",
            with(format!("— {signature}")),
            "note-line-no-signature",
        ),
        refused("a name and a space", encoded(""), "note-line-short"),
        refused(
            "two spaces before the signature",
            encoded(&format!(" {signature}")),
            "note-line-base64",
        ),
        refused(
            "a space after the signature",
            encoded(&format!("{signature} ")),
            "note-line-base64",
        ),
        refused(
            "base64 without padding",
            encoded(signature.trim_end_matches('=')),
            "note-line-base64",
        ),
        refused("base64 in the alphabet for addresses", encoded("-_-_-_-_"), "note-line-base64"),
        refused("base64 with bits that say nothing", encoded("AAAAAAB="), "note-line-base64"),
        refused("a key ID and no signature", encoded("AAAAAA=="), "note-line-short"),
        refused("three bytes", encoded("AAAA"), "note-line-short"),
    ]
}

fn signatures() -> Vec<Vector> {
    let (log, witness) = (Signer::log(), Signer::witness(1));
    let text = "text\n";
    let good = log.sign(text);
    let raw = |signature: &[u8]| SignatureLine { signature: signature.to_vec(), ..good.clone() };
    // The group's order added to the second half: it verifies where nobody looks at its size.
    let order =
        HEXLOWER.decode(b"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut malleable = good.signature.clone();
    let mut carry = 0;
    for (byte, more) in malleable[32..].iter_mut().zip(order.expect("hexadecimal")) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
    }
    let as_cosigned =
        SignatureLine { name: good.name.clone(), id: good.id, ..witness.cosign(text, TIME) };
    vec![
        refused(
            "one bit of the signature changed",
            note(text, &[spoilt(good.clone())]),
            "note-bad-signature",
        ),
        refused(
            "one letter of the text changed",
            note("next\n", std::slice::from_ref(&good)),
            "note-bad-signature",
        ),
        refused(
            "a good signature and then a bad one",
            note(text, &[good.clone(), spoilt(good.clone())]),
            "note-bad-signature",
        ),
        refused(
            "a bad signature and then a good one",
            note(text, &[spoilt(good.clone()), good.clone()]),
            "note-bad-signature",
        ),
        refused(
            "a signature of 63 bytes",
            note(text, &[raw(&good.signature[..63])]),
            "note-bad-signature",
        ),
        refused(
            "a signature of 65 bytes",
            note(text, &[raw(&[&good.signature[..], &[0]].concat())]),
            "note-bad-signature",
        ),
        refused("a signature of zeroes", note(text, &[raw(&[0; 64])]), "note-bad-signature"),
        refused(
            "a second spelling of the signature",
            note(text, &[raw(&malleable)]),
            "note-bad-signature",
        ),
        refused(
            "the form of a witness's signature under the log's name",
            note(text, &[as_cosigned]),
            "note-bad-signature",
        ),
    ]
}
