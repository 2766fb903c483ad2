//! Content that is signed and is not the one form of any facts.

use super::super::cbor::{Item, bytes, list, raw, text, whole, wholes};
use super::super::certificate::Vector;
use super::super::forge::{Facts, ISSUED_AT};
use super::signed;

pub(super) fn vectors() -> Vec<Vector> {
    [numbers(), maps(), types()].concat()
}

/// Numbers and lengths that are wider than they need to be.
fn numbers() -> Vec<Vector> {
    let with = |name, description, key, item, reason| {
        signed(name, description, Facts::fewest().with([(key, item)]).payload(), reason)
    };
    let [(_, issued_at), number, statement] = Facts::fewest().claims();
    vec![
        signed(
            "cbor-wide-key",
            "The key 6 in two bytes.",
            Item::Map(vec![(raw([0x18, 0x06]), issued_at), number.clone(), statement.clone()])
                .to_bytes(),
            "cbor-not-shortest",
        ),
        signed(
            "cbor-wide-map",
            "The length of the outer map in two bytes.",
            [&[0xb8, 0x03], &Facts::fewest().payload()[1..]].concat(),
            "cbor-not-shortest",
        ),
        signed(
            "cbor-wide-time",
            "The time of issue in eight bytes.",
            Facts {
                issued_at: raw([&[0x1b], ISSUED_AT.to_be_bytes().as_slice()].concat()),
                ..Facts::fewest()
            }
            .payload(),
            "cbor-not-shortest",
        ),
        with(
            "cbor-wide-number",
            "District 4 in two bytes.",
            4,
            raw([0x18, 4]),
            "cbor-not-shortest",
        ),
        with(
            "cbor-wide-negative",
            "Day -651 in four bytes.",
            3,
            raw([0x3a, 0, 0, 0x02, 0x8a]),
            "cbor-not-shortest",
        ),
        with(
            "cbor-wide-text",
            "The length of a text in two bytes.",
            1,
            raw([0x78, 1, b'7']),
            "cbor-not-shortest",
        ),
        with(
            "cbor-wide-list",
            "The length of a list in two bytes.",
            6,
            raw([0x98, 1, 0x81, 2]),
            "cbor-not-shortest",
        ),
    ]
}

/// Maps whose keys are out of order, twice, or too many; ends that are no ends.
fn maps() -> Vec<Vector> {
    let facts = Facts::fewest();
    let payload = facts.payload();
    let [issued_at, number, statement] = facts.claims();
    let outer = |name, description, pairs: Vec<(Item, Item)>, reason| {
        signed(name, description, Item::Map(pairs).to_bytes(), reason)
    };
    let inner = |name, description, pairs: Vec<(i64, Item)>, reason| {
        let pairs = pairs.into_iter().map(|(key, item)| (whole(key), item)).collect();
        let statement = (whole(-65_537), Item::Map(pairs));
        let claims = vec![issued_at.clone(), number.clone(), statement];
        signed(name, description, Item::Map(claims).to_bytes(), reason)
    };
    let fields: Vec<(i64, Item)> = facts.fields.clone().into_iter().collect();
    let swapped: Vec<_> = [1, 0, 2, 3, 4, 5].map(|place| fields[place].clone()).into();
    let twice: Vec<_> = [0, 1, 1, 2, 3, 4, 5].map(|place| fields[place].clone()).into();
    let zero = [vec![(0, whole(0))], fields].concat();
    vec![
        outer(
            "cbor-claims-out-of-order",
            "The number before the time of issue.",
            vec![number.clone(), issued_at.clone(), statement.clone()],
            "cbor-key-order",
        ),
        outer(
            "cbor-negative-key-first",
            "The statement's key before the others: numeric order, not the order of bytes.",
            vec![statement.clone(), issued_at.clone(), number.clone()],
            "cbor-key-order",
        ),
        outer(
            "cbor-claim-twice",
            "The time of issue twice.",
            vec![issued_at.clone(), issued_at.clone(), statement.clone()],
            "cbor-key-order",
        ),
        outer(
            "cbor-claim-more",
            "An expiry date beside the three claims.",
            vec![
                (whole(4), whole(ISSUED_AT + 1)),
                issued_at.clone(),
                number.clone(),
                statement.clone(),
            ],
            "cbor",
        ),
        inner("cbor-fields-out-of-order", "Field 2 before field 1.", swapped, "cbor-key-order"),
        inner("cbor-field-twice", "Field 2 twice.", twice, "cbor-key-order"),
        inner(
            "cbor-field-zero",
            "A field 0, which comes before the first.",
            zero,
            "cbor-key-order",
        ),
        signed(
            "cbor-indefinite-map",
            "An outer map without a length, closed by a break.",
            [&[0xbf], &payload[1..], &[0xff]].concat(),
            "cbor",
        ),
        signed(
            "cbor-trailing",
            "A byte after the content.",
            [payload.as_slice(), &[0]].concat(),
            "cbor-trailing",
        ),
        signed(
            "cbor-twice",
            "The content twice.",
            [payload.as_slice(), &payload].concat(),
            "cbor-trailing",
        ),
        signed(
            "cbor-truncated",
            "The last byte of the content is missing.",
            payload[..payload.len() - 1].to_vec(),
            "cbor-truncated",
        ),
        signed(
            "cbor-hollow",
            "A text that says it is longer than what is left.",
            Facts::fewest()
                .with([(10, raw([0x7b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))])
                .payload(),
            "cbor-truncated",
        ),
    ]
}

/// Items of types that do not belong there.
fn types() -> Vec<Vector> {
    let with = |name, description, key, item| {
        signed(name, description, Facts::fewest().with([(key, item)]).payload(), "cbor")
    };
    let payload = Facts::fewest().payload();
    vec![
        signed(
            "cbor-list-outside",
            "A list where the claims should be.",
            list([whole(6), bytes(payload.clone())]).to_bytes(),
            "cbor",
        ),
        signed(
            "cbor-self-described",
            "The tag 55799 of self-described CBOR before the claims.",
            [&[0xd9, 0xd9, 0xf7], payload.as_slice()].concat(),
            "cbor",
        ),
        with("cbor-float", "An amount with a fraction.", 8, raw([0xf9, 0x3e, 0x00])),
        with("cbor-whole-float", "An amount of 1.0.", 8, raw([0xf9, 0x3c, 0x00])),
        with("cbor-true", "A district that is true.", 4, raw([0xf5])),
        with("cbor-null", "An address that is null.", 10, raw([0xf6])),
        with("cbor-negative", "A district below zero.", 4, whole(-1)),
        with(
            "cbor-tagged",
            "A date with the tag of dates (RFC 8943).",
            3,
            raw([0xd8, 0x64, 0x19, 0x4f, 0x6e]),
        ),
        with("cbor-bignum", "An amount as a big number.", 8, raw([0xc2, 0x41, 0x07])),
        with("cbor-bytes-for-text", "A case number in bytes.", 1, bytes(*b"7")),
        with(
            "cbor-text-for-bytes",
            "A sum in letters.",
            11,
            text("9f86d081884c7d659a2feaa0c55ad015"),
        ),
        with("cbor-text-in-pieces", "A text without a length.", 1, raw([0x7f, 0x61, b'7', 0xff])),
        with("cbor-not-utf8", "A text that is not UTF-8.", 1, raw([0x62, 0xc3, 0x28])),
        with(
            "cbor-surrogate",
            "A text with half a character (CESU-8).",
            10,
            raw([0x63, 0xed, 0xa0, 0x80]),
        ),
        with(
            "cbor-nine-violations",
            "Nine violations.",
            6,
            list((1..=9).map(|code| wholes(&[code]))),
        ),
        with("cbor-eight-parts", "A renovation code of eight parts.", 5, wholes(&[1; 8])),
        with("cbor-three-in-commission", "A commission of three numbers.", 2, wholes(&[1, 3, 5])),
        with("cbor-bare-violation", "A violation that stands in no list.", 6, wholes(&[2])),
    ]
}
