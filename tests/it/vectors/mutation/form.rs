//! Other COSE than the one form: each is signed over the header that it has, so that only its form
//! is against it.

use super::super::cbor::{Item, bytes, raw};
use super::super::certificate::Vector;
use super::super::forge::{Facts, Parts, id, signer};
use super::super::good::sized;
use super::carried;

pub(super) fn vectors() -> Vec<Vector> {
    let good = Parts::of(Facts::fewest().payload());
    let signed = good.sign();
    let payload = Facts::fewest().payload();
    let one = u8::try_from(payload.len()).expect("a short payload");
    let kid = id(&signer());
    let of = |name, description, parts: &Parts| carried(name, description, &parts.sign(), "form");
    let header = |name, description, header: Vec<u8>| {
        of(name, description, &Parts { protected: raw(header), ..good.clone() })
    };
    let start = |name, description, start: &[u8]| {
        of(name, description, &Parts { start: start.to_vec(), ..good.clone() })
    };
    let beside = |name, description, unprotected: Vec<u8>| {
        of(name, description, &Parts { unprotected, ..good.clone() })
    };
    let content = |name, description, head: &[u8], body: &[u8]| {
        let payload = raw([head, body].concat());
        of(name, description, &Parts { payload, ..good.clone() })
    };
    let ending = |name, description, item: Item| {
        carried(name, description, &good.with_signature(&item), "form")
    };
    let (large, _, _) = sized(335);
    vec![
        start("form-no-tag", "No tag before the array.", &[0x84]),
        start("form-other-tag", "Tag 17, a message authentication code.", &[0xd1, 0x84]),
        start("form-double-tag", "The tag twice.", &[0xd2, 0xd2, 0x84]),
        start("form-wide-tag", "The tag in two bytes.", &[0xd8, 0x12, 0x84]),
        start("form-cwt-tag", "Tag 61 of a CBOR web token before it.", &[0xd8, 0x3d, 0xd2, 0x84]),
        start("form-five-parts", "An array of five.", &[0xd2, 0x85]),
        start("form-wide-array", "The array's length in two bytes.", &[0xd2, 0x98, 0x04]),
        carried(
            "form-indefinite-array",
            "An array without a length, closed by a break.",
            &[Parts { start: vec![0xd2, 0x9f], ..good.clone() }.sign(), vec![0xff]].concat(),
            "form",
        ),
        header(
            "form-algorithm-minus-8",
            "Algorithm -8, EdDSA on a curve of one's choice, which RFC 9864 deprecates.",
            [&[0x4d, 0xa2, 0x01, 0x27, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        header(
            "form-algorithm-minus-7",
            "Algorithm -7, ECDSA.",
            [&[0x4d, 0xa2, 0x01, 0x26, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        header(
            "form-algorithm-wide",
            "Algorithm -19 in two bytes.",
            [&[0x4e, 0xa2, 0x01, 0x38, 0x12, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        header(
            "form-header-order",
            "The key before the algorithm.",
            [&[0x4d, 0xa2, 0x04, 0x48], kid.as_slice(), &[0x01, 0x32]].concat(),
        ),
        header(
            "form-header-more",
            "A content type in the header.",
            [&[0x4f, 0xa3, 0x01, 0x32, 0x03, 0x00, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        header(
            "form-header-wide",
            "The header's length in two bytes.",
            [&[0x58, 0x0d, 0xa2, 0x01, 0x32, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        header("form-header-empty", "An empty header.", vec![0x40]),
        of(
            "form-key-unprotected",
            "The key's identifier where nobody signs it.",
            &Parts {
                protected: bytes([0xa1, 0x01, 0x32]),
                unprotected: [&[0xa1, 0x04, 0x48], kid.as_slice()].concat(),
                ..good.clone()
            },
        ),
        beside(
            "form-key-twice",
            "The key's identifier in both headers.",
            [&[0xa1, 0x04, 0x48], kid.as_slice()].concat(),
        ),
        beside("form-algorithm-twice", "The algorithm in both headers.", vec![0xa1, 0x01, 0x32]),
        beside("form-unprotected-wide", "The empty map in two bytes.", vec![0xb8, 0x00]),
        content(
            "form-payload-wide",
            "The payload's length in two bytes.",
            &[0x59, 0, one],
            &payload,
        ),
        content(
            "form-payload-wider",
            "The payload's length in four bytes.",
            &[0x5a, 0, 0, 0, one],
            &payload,
        ),
        content(
            "form-payload-in-pieces",
            "A payload without a length, in one piece and closed by a break.",
            &[0x5f, 0x58, one],
            &[payload.as_slice(), &[0xff]].concat(),
        ),
        content("form-payload-text", "A payload that is text.", &[0x78, one], &payload),
        content("form-payload-detached", "A payload that is elsewhere.", &[0xf6], &[0; 64]),
        content("form-payload-small", "A payload of 23 bytes.", &[0x57], &[0; 64]),
        ending(
            "form-signature-wide",
            "The signature's length in three bytes.",
            raw([&[0x59, 0, 64], good.signature().as_slice()].concat()),
        ),
        ending("form-signature-short", "A signature of 63 bytes.", bytes(&good.signature()[..63])),
        ending(
            "form-signature-long",
            "A signature of 65 bytes.",
            bytes([good.signature().as_slice(), &[0]].concat()),
        ),
        carried(
            "form-trailing",
            "A byte after the signature.",
            &[signed.as_slice(), &[0]].concat(),
            "form",
        ),
        carried("form-truncated", "The last byte is missing.", &signed[..signed.len() - 1], "form"),
        carried(
            "form-too-large",
            "A statement of 421 bytes, good but for its size.",
            &Parts::of(large.payload()).sign(),
            "form",
        ),
    ]
}
