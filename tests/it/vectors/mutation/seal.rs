//! Signatures and keys that do not hold.

use certificate::{KeyState, LogBound};

use super::super::cbor::{bytes, text};
use super::super::certificate::Vector;
use super::super::forge::{Facts, Parts, address, id, keys, stranger};
use super::super::good::{fewest, good_keys};
use super::{carried, statement};

/// The order of the curve's group, little end first.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

pub(super) fn vectors() -> Vec<Vector> {
    [signatures(), lists()].concat()
}

fn signatures() -> Vec<Vector> {
    let facts = Facts::fewest();
    let good = Parts::of(facts.payload());
    let altered = Parts::of(Facts::fewest().with([(1, text("8"))]).payload());
    let with = |name, description, signature: [u8; 64]| {
        carried(name, description, &good.with_signature(&bytes(signature)), "signature")
    };
    let mut flipped = good.signature();
    flipped[0] ^= 1;
    let mut header = vec![0xa2, 0x01, 0x32, 0x04, 0x48];
    header.extend(id(&stranger()));
    vec![
        with("signature-bit", "One bit of the signature is another.", flipped),
        with("signature-none", "A signature of zeros.", [0; 64]),
        with("signature-malleable", "The group's order added to S.", malleable(good.signature())),
        carried(
            "signature-other-content",
            "The case number was changed after signing.",
            &altered.with_signature(&bytes(good.signature())),
            "signature",
        ),
        carried(
            "signature-other-purpose",
            "Signed as something else than a certificate.",
            &Parts { aad: b"gavah/status/v1".to_vec(), ..good.clone() }.sign(),
            "signature",
        ),
        carried(
            "signature-no-purpose",
            "Signed without saying what for.",
            &Parts { aad: Vec::new(), ..good.clone() }.sign(),
            "signature",
        ),
        carried(
            "signature-stranger",
            "Signed by a key that is not the one it names.",
            &Parts { signer: stranger(), ..good.clone() }.sign(),
            "signature",
        ),
        carried(
            "unknown-key",
            "Signed by a key that is in no list.",
            &Parts { protected: bytes(header), signer: stranger(), ..good }.sign(),
            "unknown-key",
        ),
    ]
}

fn lists() -> Vec<Vector> {
    let address = address(&statement());
    let with = |name, description, keys, reason| {
        // The facts are signed; it is the key that does not vouch for them.
        Vector::refused(name, description, address.clone(), keys, reason).stating(fewest())
    };
    let compromised = |bound| keys(KeyState::Compromised { bound }, "2025-01-01", None);
    let (start, last) = address.split_at(address.len() - 1);
    let altered = format!("{start}{}", if last == "0" { "1" } else { "0" });
    vec![
        with(
            "key-not-yet",
            "The key was in use from the day after the issue.",
            keys(KeyState::Active, "2025-11-23", None),
            "key-period",
        ),
        with(
            "key-no-more",
            "The key was in use until the day before the issue.",
            keys(KeyState::Retired, "2025-01-01", Some("2025-11-21")),
            "key-period",
        ),
        with(
            "key-distrusted",
            "The key is in other hands, and nothing shows what is older.",
            compromised(None),
            "key-compromised",
        ),
        with(
            "key-compromised",
            "The key is in other hands since place 5 of the log. A place is not signed: without what \
             the log says nothing can be said.",
            compromised(Some(LogBound { index: 5, time: 1_763_900_000 })),
            "key-compromised",
        )
        .unchecked(),
        Vector::refused(
            "key-retired-and-altered",
            "The last digit is another, and the key signs no more.",
            altered,
            good_keys().replace("active", "retired"),
            "signature",
        ),
    ]
}

/// The second signature that a lenient verifier accepts.
fn malleable(mut signature: [u8; 64]) -> [u8; 64] {
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
    signature
}
