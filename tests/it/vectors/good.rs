//! Certificates that are good, and what they state.

use certificate::KeyState;
use serde_json::{Value, json};

use super::cbor::{Item, bytes, list, text, whole, wholes};
use super::certificate::Vector;
use super::forge::{Facts, Parts, address, keys};

/// The list that good certificates are checked with.
pub(super) fn good_keys() -> String {
    keys(KeyState::Active, "2025-01-01", None)
}

/// What [`Facts::fewest`] states.
pub(super) fn fewest() -> Value {
    json!({
        "number": "020G-30G2-GC1R-83F",
        "issued_at": 1_763_800_000,
        "case": "7",
        "tier": 1,
        "commission": 3,
        "ruled_on": "2025-09-03",
        "district": 4,
        "property": [],
        "violations": [{ "violation": 2, "area_tenths": null, "outcome": 3 }],
        "amount_rials": null,
        "final_on": null,
        "address": null,
        "text_sha256": null,
        "status_index": null,
        "party_commitment": null,
        "predecessor": null,
    })
}

/// What [`Facts::all`] states.
fn all() -> Value {
    json!({
        "number": "020G-30G2-GC1R-83F",
        "issued_at": 1_763_800_000,
        "case": "4-1404-00217",
        "tier": 1,
        "commission": 3,
        "ruled_on": "2025-09-03",
        "district": 4,
        "property": [4, 12, 37, 8, 1, 0, 0],
        "violations": [
            { "violation": 2, "area_tenths": 412, "outcome": 3 },
            { "violation": 7, "area_tenths": null, "outcome": 4 },
        ],
        "amount_rials": 72_000_000,
        "final_on": "2025-09-23",
        "address": "خیابان نمونه، کوچهٔ ۱۲، پلاک ۷",
        "text_sha256": "09".repeat(32),
        "status_index": 70_001,
        "party_commitment": "05".repeat(16),
        "predecessor": { "sequence": 2, "hash": "06".repeat(8) },
    })
}

/// All of them.
pub(super) fn vectors() -> Vec<Vector> {
    let mut vectors = vec![
        good("good-all-fields", "Every field there is.", &Facts::all(), all()),
        good("good-fewest-fields", "No field that may be absent.", &Facts::fewest(), fewest()),
    ];
    vectors.extend(fields());
    vectors.extend(sizes());
    vectors.extend(around());
    vectors
}

fn fields() -> Vec<Vector> {
    let ruling = |codes: &[[Value; 3]]| -> Value {
        codes
            .iter()
            .map(|[violation, area, outcome]| {
                json!({ "violation": violation, "area_tenths": area, "outcome": outcome })
            })
            .collect()
    };
    let three = list([wholes(&[1, 125]), wholes(&[2]), wholes(&[9, 0])]);
    let facts = |fields: Vec<(i64, Item)>| Facts::fewest().with(fields);
    let none = Value::Null;
    vec![
        good(
            "good-outcome-each",
            "Three violations with an outcome each; the third one has an area of nothing.",
            &facts(vec![(6, three.clone()), (7, wholes(&[3, 4, 3]))]),
            but(&[(
                "violations",
                ruling(&[
                    [json!(1), json!(125), json!(3)],
                    [json!(2), none.clone(), json!(4)],
                    [json!(9), json!(0), json!(3)],
                ]),
            )]),
        ),
        good(
            "good-outcome-for-all",
            "Three violations with one outcome for all.",
            &facts(vec![(6, three)]),
            but(&[(
                "violations",
                ruling(&[
                    [json!(1), json!(125), json!(3)],
                    [json!(2), none.clone(), json!(3)],
                    [json!(9), json!(0), json!(3)],
                ]),
            )]),
        ),
        good(
            "good-largest-numbers",
            "Every number as large as it may be.",
            &facts(vec![
                (2, wholes(&[65_535, 65_535])),
                (4, whole(65_535)),
                (5, wholes(&[4_294_967_295])),
                (6, list([wholes(&[65_535, 4_294_967_295])])),
                (7, whole(65_535)),
                (8, whole(1_000_000_000_000_000)),
                (12, whole(4_294_967_295)),
                (14, list([whole(4_294_967_295), bytes([0xff; 8])])),
            ]),
            but(&[
                ("tier", json!(65_535)),
                ("commission", json!(65_535)),
                ("district", json!(65_535)),
                ("property", json!([4_294_967_295_u32])),
                ("violations", ruling(&[[json!(65_535), json!(4_294_967_295_u32), json!(65_535)]])),
                ("amount_rials", json!(1_000_000_000_000_000_u64)),
                ("status_index", json!(4_294_967_295_u32)),
                ("predecessor", json!({ "sequence": 4_294_967_295_u32, "hash": "ff".repeat(8) })),
            ]),
        ),
        good(
            "good-old-ruling",
            "A ruling of 21 March 1968: days before 1970 are negative numbers.",
            &facts(vec![(3, whole(-651)), (9, whole(-651))]),
            but(&[("ruled_on", json!("1968-03-21")), ("final_on", json!("1968-03-21"))]),
        ),
        good(
            "good-ruled-today",
            "Ruled on the day of issue in Tehran, which is the day after in Greenwich: 20:30 UTC.",
            &Facts { issued_at: whole(1_763_843_400), ..facts(vec![(3, whole(20_415))]) },
            but(&[("issued_at", json!(1_763_843_400)), ("ruled_on", json!("2025-11-23"))]),
        ),
        good(
            "good-persian-spelling",
            "An address with a zero-width non-joiner, a composed letter and a mark above one.",
            &facts(vec![(10, text("کوچه‌ی آزادی، بن‌بستِ ۳"))]),
            but(&[("address", json!("کوچه‌ی آزادی، بن‌بستِ ۳"))]),
        ),
    ]
}

/// The payload's length is written in two ways, and nothing is longer than the limit.
fn sizes() -> Vec<Vector> {
    [
        ("good-255-bytes", "A payload of 255 bytes: its length in one byte.", 255),
        ("good-256-bytes", "A payload of 256 bytes: its length in two bytes.", 256),
        ("good-largest", "A statement of 420 bytes, the most that a QR code is made of.", 334),
    ]
    .map(|(name, description, length)| {
        let (facts, case, address) = sized(length);
        let mut claims = all();
        claims["case"] = json!(case);
        claims["address"] = json!(address);
        good(name, description, &facts, claims)
    })
    .into()
}

/// Facts whose payload has so many bytes, by the lengths of case number and address.
pub(super) fn sized(length: usize) -> (Facts, String, String) {
    for (letters, signs, digit) in (1..=60)
        .flat_map(|letters| (1..=39).map(move |signs| (letters, signs)))
        .flat_map(|(letters, signs)| ["", "9"].map(|digit| (letters, signs, digit)))
    {
        let house = "ک".repeat(letters);
        let case = "ب".repeat(signs) + digit;
        let facts = Facts::all().with([(1, text(&case)), (10, text(&house))]);
        if facts.payload().len() == length {
            return (facts, case, house);
        }
    }
    panic!("no facts have {length} bytes");
}

/// What is around the signed content.
fn around() -> Vec<Vector> {
    let facts = Facts::fewest();
    let signed = Parts::of(facts.payload()).sign();
    let vector =
        |name, description, address, keys| Vector::good(name, description, address, keys, fewest());
    let placed = |name, description, place: u32| {
        let address = address(&signed).replace("#100000000", &format!("#1{place:08}"));
        vector(name, description, address, good_keys()).at(place)
    };
    vec![
        vector(
            "good-demonstration-host",
            "The address of a demonstration on one's own machine.",
            address(&signed).replace("https://gavah.example", "http://127.0.0.1:3000"),
            good_keys(),
        ),
        placed(
            "good-place",
            "A place in the log, which is not signed and is for the log to confirm.",
            12_345_678,
        ),
        placed("good-last-place", "The largest place that can be stated.", 99_999_999),
        vector(
            "good-retired-key",
            "A key that signs no more: what it signed stays good.",
            address(&signed),
            keys(KeyState::Retired, "2025-01-01", Some("2026-01-01")),
        ),
        vector(
            "good-only-day-of-key",
            "The key was in use on the day of issue alone.",
            address(&signed),
            keys(KeyState::Retired, "2025-11-22", Some("2025-11-22")),
        ),
    ]
}

fn good(name: &'static str, description: &'static str, facts: &Facts, claims: Value) -> Vector {
    let address = address(&Parts::of(facts.payload()).sign());
    Vector::good(name, description, address, good_keys(), claims)
}

/// What the fewest facts state, but for some.
fn but(changes: &[(&str, Value)]) -> Value {
    let mut claims = fewest();
    for (name, value) in changes {
        claims[*name] = value.clone();
    }
    claims
}
