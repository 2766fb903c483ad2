//! The published forms: the vectors, CSV as a spreadsheet program reads it, and changed bytes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test stops where something is not as it expects"
)]

use calendar::Month;
use cases::{Code, Name};
use proptest::prelude::*;
use serde::Deserialize;
use statistics::{Dimension, Figure, PublishedRow, PublishedTable, ReadError, TableError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    description: String,
    json: String,
    csv: String,
    changes: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    description: String,
    from: String,
    to: String,
    error: String,
}

const VECTORS: [&str; 2] = [
    include_str!("../../../../tests/vectors/statistics/table-mixed.json"),
    include_str!("../../../../tests/vectors/statistics/table-withheld.json"),
];

fn vectors() -> Vec<Vector> {
    VECTORS.map(|text| serde_json::from_str(text).expect("a vector")).into()
}

#[test]
fn both_forms_are_those_of_the_vectors() {
    for vector in vectors() {
        let table = PublishedTable::read_json(vector.json.as_bytes()).expect(&vector.description);
        assert_eq!(table.to_json(), vector.json, "{}", vector.description);
        assert_eq!(table.to_csv(), vector.csv, "{}", vector.description);
    }
}

#[test]
fn every_change_is_refused_for_its_reason() {
    let mut tried = 0;
    for change in vectors().into_iter().flat_map(|vector| {
        let json = vector.json;
        vector.changes.into_iter().map(move |change| (json.clone(), change))
    }) {
        let (json, Change { description, from, to, error }) = change;
        let changed = json.replacen(&from, &to, 1);
        assert_ne!(changed, json, "{description}: nothing changes");
        let found = PublishedTable::read_json(changed.as_bytes()).expect_err(&description);
        assert!(format!("{found:?}").starts_with(&error), "{description}: {found:?}");
        assert!(!found.to_string().is_empty());
        tried += 1;
    }
    assert!(tried > 40);
}

#[test]
fn every_changed_byte_is_refused_or_another_table() {
    for vector in vectors() {
        let table = PublishedTable::read_json(vector.json.as_bytes()).expect(&vector.description);
        let bytes = vector.json.as_bytes();
        for position in 0..bytes.len() {
            for change in [0x01, 0x02, 0x20, 0x80] {
                let mut changed = bytes.to_vec();
                changed[position] ^= change;
                if let Ok(read) = PublishedTable::read_json(&changed) {
                    assert_ne!(read, table);
                    assert_eq!(read.to_json().as_bytes(), changed);
                }
            }
            let mut shorter = bytes.to_vec();
            shorter.remove(position);
            assert_ne!(PublishedTable::read_json(&shorter).ok(), Some(table.clone()));
            assert!(PublishedTable::read_json(&bytes[..position]).is_err());
        }
    }
}

#[test]
fn what_is_too_large_is_not_even_parsed() {
    let bytes = vec![b' '; PublishedTable::MAX_BYTES + 1];
    let error = PublishedTable::read_json(&bytes);
    assert_eq!(error, Err(ReadError::Large { bytes: bytes.len() }));
    // The largest table still fits.
    let name = Name { fa: "\\".repeat(300), azb: "😀".repeat(300), en: "😀".repeat(300) };
    let rows: Vec<PublishedRow> = (0..PublishedTable::MAX_ROWS)
        .map(|row| PublishedRow {
            code: Code::parse(&format!("{row:032}")).expect("a code"),
            name: name.clone(),
            figure: Figure::Withheld { lower: Figure::MAX, upper: Some(Figure::MAX) },
        })
        .collect();
    let month = Month::parse("1404-06").expect("a month");
    let make = |rows| {
        let total = Figure::Published(Figure::MAX);
        PublishedTable::new(Dimension::Commission, month, Figure::MAX, total, rows)
    };
    let table = make(rows.clone()).expect("a table");
    assert_eq!(PublishedTable::read_json(table.to_json().as_bytes()), Ok(table));
    let more = rows.iter().chain(rows.first()).cloned().collect();
    assert_eq!(make(more), Err(TableError::Rows { rows: PublishedTable::MAX_ROWS + 1 }));
}

fn name() -> impl Strategy<Value = String> {
    "[a-z0-9ا-ی۰-۹,;\"'()/\u{200C} ]{0,12}".prop_map(|text| format!("x{text}y"))
}

fn figure() -> impl Strategy<Value = Figure> {
    let interval = (0..1_000_u64, prop::option::of(0..1_000_u64)).prop_map(|(lower, width)| {
        Figure::Withheld { lower, upper: width.map(|width| lower + width) }
    });
    prop_oneof![(0..=Figure::MAX).prop_map(Figure::Published), interval]
}

fn table() -> impl Strategy<Value = PublishedTable> {
    let rows = prop::collection::btree_map("[a-z][a-z0-9_]{0,3}", (name(), name(), figure()), 1..9)
        .prop_map(|rows| {
            rows.into_iter()
                .map(|(code, (fa, azb, figure))| PublishedRow {
                    code: Code::parse(&code).expect("a code"),
                    name: Name { en: fa.clone(), fa, azb },
                    figure,
                })
                .collect::<Vec<_>>()
        });
    (prop::sample::select(Dimension::ALL.to_vec()), 1..100_u64, figure(), rows).prop_map(
        |(dimension, threshold, total, rows)| {
            let month = Month::parse("1404-06").expect("a month");
            PublishedTable::new(dimension, month, threshold, total, rows).expect("a table")
        },
    )
}

proptest! {
    #[test]
    fn a_table_comes_back_from_its_json(table in table()) {
        let json = table.to_json();
        prop_assert_eq!(PublishedTable::read_json(json.as_bytes()), Ok(table));
    }

    #[test]
    fn csv_holds_the_same_as_the_table(table in table()) {
        let text = table.to_csv();
        prop_assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("CSV");
        prop_assert_eq!(records.len(), table.rows().len() + 1);
        let total = PublishedRow {
            code: Code::parse("total").expect("a code"),
            name: Name { fa: "جمع".into(), azb: "جمعی".into(), en: "Total".into() },
            figure: table.total(),
        };
        for (record, row) in records.iter().zip(table.rows().iter().chain([&total])) {
            let (count, status, lower, upper) = match row.figure {
                Figure::Published(count) => (count.to_string(), "", String::new(), String::new()),
                Figure::Withheld { lower, upper } => {
                    let upper = upper.map(|upper| upper.to_string()).unwrap_or_default();
                    (String::new(), "c", lower.to_string(), upper)
                }
            };
            let expected = [
                "1404-06", table.dimension().code(), row.code.as_str(), &row.name.fa,
                &row.name.azb, &row.name.en, &count, status, &lower, &upper,
            ];
            prop_assert_eq!(record.iter().collect::<Vec<_>>(), expected);
            for field in record {
                prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(PublishedTable::read_json(&bytes).is_err());
    }
}
