//! Fields that are missing, unknown or outside what they may be.

use super::super::cbor::{Item, bytes, list, raw, text, whole, wholes};
use super::super::certificate::Vector;
use super::super::forge::{Facts, RULED_ON};
use super::signed;

const ALLOWED: &str = "field-range";

pub(super) fn vectors() -> Vec<Vector> {
    [presence(), ranges(), sizes(), relations()].concat()
}

fn presence() -> Vec<Vector> {
    let without = |name, description, field| {
        signed(name, description, Facts::all().without(field).payload(), "field-missing")
    };
    let [issued_at, number, statement] = Facts::all().claims();
    let claims = |name, description, pairs: &[&(Item, Item)], reason| {
        let pairs = pairs.iter().map(|pair| (*pair).clone()).collect();
        signed(name, description, Item::Map(pairs).to_bytes(), reason)
    };
    let issuer = (whole(1), text("Municipality"));
    vec![
        without("missing-case", "No case number.", 1),
        without("missing-commission", "No commission.", 2),
        without("missing-day", "No day of the ruling.", 3),
        without("missing-district", "No district.", 4),
        without("missing-violations", "No violations.", 6),
        without("missing-outcome", "No outcome.", 7),
        claims("missing-time", "No time of issue.", &[&number, &statement], "field-missing"),
        claims(
            "missing-number",
            "No certificate number.",
            &[&issued_at, &statement],
            "field-missing",
        ),
        claims(
            "unknown-claim",
            "An issuer's name in the place of the number: names come from the key list alone.",
            &[&issuer, &issued_at, &statement],
            "field-unknown",
        ),
        signed(
            "unknown-field",
            "A field 15, which a later profile may have.",
            Facts::fewest().with([(15, whole(0))]).payload(),
            "field-unknown",
        ),
    ]
}

/// Numbers one beyond the last.
fn ranges() -> Vec<Vector> {
    let with = |name, description, field, item| {
        signed(name, description, Facts::fewest().with([(field, item)]).payload(), ALLOWED)
    };
    vec![
        with("range-tier", "Tier 65536.", 2, wholes(&[65_536, 3])),
        with("range-commission", "Commission 65536.", 2, wholes(&[1, 65_536])),
        with("range-day", "A day that no 32 bits hold.", 3, whole(1 << 31)),
        with("range-day-early", "The day before the calendar begins.", 3, whole(-17_819)),
        with("range-district", "District 65536.", 4, whole(65_536)),
        with("range-property", "A part of 2^32.", 5, wholes(&[1 << 32])),
        with("range-area", "An area of 2^32.", 6, list([wholes(&[2, 1 << 32])])),
        with("range-violation", "Violation 65536.", 6, list([wholes(&[65_536])])),
        with("range-outcome", "Outcome 65536.", 7, whole(65_536)),
        with("range-amount-nothing", "An amount of nothing.", 8, whole(0)),
        with("range-amount", "A rial more than 10^15.", 8, whole(1_000_000_000_000_001)),
        with(
            "range-amount-64-bits",
            "An amount of 2^64 - 1.",
            8,
            raw([vec![0x1b], vec![0xff; 8]].concat()),
        ),
        with("range-status", "Place 2^32 of the status list.", 12, whole(1 << 32)),
        with("range-sequence-first", "A predecessor of the first.", 14, before(1)),
        with("range-sequence", "A sequence of 2^32.", 14, before(1 << 32)),
        signed(
            "range-time",
            "Issued when no calendar reaches.",
            Facts { issued_at: raw([vec![0x1b], vec![0xff; 8]].concat()), ..Facts::fewest() }
                .payload(),
            ALLOWED,
        ),
    ]
}

/// Lists and bytes of other lengths.
fn sizes() -> Vec<Vector> {
    let with = |name, description, field, item| {
        signed(name, description, Facts::fewest().with([(field, item)]).payload(), ALLOWED)
    };
    vec![
        with("size-case-empty", "An empty case number.", 1, text("")),
        with("size-case", "A case number of 41 characters.", 1, text(&"1".repeat(41))),
        with("size-commission", "A tier without a commission.", 2, wholes(&[1])),
        with("size-property", "A renovation code of no parts.", 5, list([])),
        with("size-violations", "No violation in the list.", 6, list([])),
        with("size-violation", "A violation of no numbers.", 6, list([list([])])),
        with("size-outcomes", "No outcome in the list.", 7, list([])),
        with("size-address-empty", "An empty address.", 10, text("")),
        with("size-address", "An address of 61 characters.", 10, text(&"ک".repeat(61))),
        with("size-sum", "A sum of 31 bytes.", 11, bytes([9; 31])),
        with("size-party", "A commitment of 17 bytes.", 13, bytes([5; 17])),
        with("size-predecessor", "A predecessor without a sum.", 14, wholes(&[2])),
        with(
            "size-predecessor-sum",
            "A predecessor's sum of 7 bytes.",
            14,
            list([whole(2), bytes([6; 7])]),
        ),
        signed(
            "size-number",
            "A certificate number of 7 bytes.",
            Facts { number: bytes([1; 7]), ..Facts::fewest() }.payload(),
            ALLOWED,
        ),
    ]
}

/// Fields that do not go together.
fn relations() -> Vec<Vector> {
    let two = (6, list([wholes(&[2]), wholes(&[7])]));
    let with = |name, description, fields: Vec<(i64, Item)>| {
        signed(name, description, Facts::fewest().with(fields).payload(), ALLOWED)
    };
    vec![
        with(
            "outcomes-too-many",
            "Three outcomes for two violations.",
            vec![two.clone(), (7, wholes(&[3, 4, 3]))],
        ),
        with(
            "outcomes-too-few",
            "One outcome in a list for two violations.",
            vec![two.clone(), (7, wholes(&[3]))],
        ),
        with(
            "outcomes-all-the-same",
            "The same outcome twice: there is one number for that.",
            vec![two, (7, wholes(&[3, 3]))],
        ),
        with(
            "final-before-ruling",
            "Final on the day before the ruling.",
            vec![(9, whole(RULED_ON - 1))],
        ),
        with("issued-before-ruling", "Ruled on the day after the issue.", vec![(3, whole(20_415))]),
        signed(
            "issued-at-0",
            "Issued on 1 January 1970.",
            Facts { issued_at: whole(0), ..Facts::fewest() }.payload(),
            ALLOWED,
        ),
        signed(
            "issued-a-second-too-early",
            "Issued a second before the day of the ruling begins in Tehran.",
            Facts { issued_at: whole(1_763_843_399), ..Facts::fewest() }
                .with([(3, whole(20_415))])
                .payload(),
            ALLOWED,
        ),
    ]
}

fn before(sequence: i64) -> Item {
    list([whole(sequence), bytes([6; 8])])
}

/// Texts that do not print as they are written, or that have a second spelling.
pub(super) fn texts() -> Vec<Vector> {
    let with = |name, description, address: &str| {
        signed(
            name,
            description,
            Facts::fewest().with([(10, text(address))]).payload(),
            "field-text",
        )
    };
    vec![
        with("text-override", "U+202E turns what follows around.", "کوچه \u{202e}21"),
        with("text-embedding", "U+202B.", "\u{202b}کوچه"),
        with("text-isolate", "U+2067 without an end.", "\u{2067}کوچه"),
        with("text-mark", "U+200F, which nobody sees.", "کوچه\u{200f}"),
        with("text-line-end", "A line end.", "کوچه\n۱۲"),
        with("text-nul", "U+0000.", "کوچه\0"),
        with("text-c1", "U+0085.", "کوچه\u{85}"),
        with("text-space-before", "A space before the text.", " کوچه"),
        with("text-space-after", "A space after the text.", "کوچه "),
        with("text-two-spaces", "Two spaces together.", "کوچه  ۱۲"),
        with("text-no-break-space", "U+00A0 looks as a space.", "کوچه\u{a0}۱۲"),
        with("text-soft-hyphen", "U+00AD, which nobody sees.", "alley\u{ad}way"),
        with(
            "text-decomposed",
            "Alef and madda instead of the letter that is both.",
            "\u{627}\u{653}زادی",
        ),
        with("text-decomposed-latin", "e and an accent instead of é.", "cafe\u{301}"),
        with("text-presentation-form", "U+FEDB, a letter's shape and not a letter.", "\u{fedb}وچه"),
        with("text-joiner", "U+200D.", "کوچه\u{200d}ی"),
        with("text-non-joiner-at-end", "A non-joiner that joins nothing.", "کوچه\u{200c}"),
        with("text-non-joiner-twice", "Two non-joiners look as one.", "کوچه\u{200c}\u{200c}ی"),
        with("text-non-joiner-latin", "A non-joiner between Latin letters.", "al\u{200c}ley"),
        with("text-picture", "U+1F3E0, a house.", "🏠 ۱۲"),
        with("text-cyrillic", "A Cyrillic letter that looks as a Latin one.", "\u{430}lley"),
        with("text-byte-order-mark", "U+FEFF.", "\u{feff}کوچه"),
        with("text-tag-letter", "U+E0041, which nobody sees.", "کوچه\u{e0041}"),
    ]
}
