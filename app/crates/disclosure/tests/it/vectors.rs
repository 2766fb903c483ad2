//! The vectors: records in, published figures out.

use std::collections::BTreeMap;

use disclosure::{Rules, protect};
use serde::Deserialize;
use statistics::{Dimension, Family, Figure, Observation, UnitId};

use crate::support::{category, code, figures, month};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    description: String,
    threshold: u64,
    lists: BTreeMap<String, Vec<String>>,
    properties: Vec<Properties>,
    expected: Expected,
    reason: String,
}

/// So many properties with these outcomes each.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Properties {
    number: u64,
    outcomes: Vec<[String; 4]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    total: Expectation,
    district: Vec<Expectation>,
    commission: Vec<Expectation>,
    violation: Vec<Expectation>,
    outcome: Vec<Expectation>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Expectation {
    Count(u64),
    Interval(u64, Option<u64>),
}

impl From<Expectation> for Figure {
    fn from(expectation: Expectation) -> Self {
        match expectation {
            Expectation::Count(count) => Self::Published(count),
            Expectation::Interval(lower, upper) => Self::Withheld { lower, upper },
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test reads its vectors")]
fn vectors() -> Vec<Vector> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/vectors/disclosure");
    let entries = std::fs::read_dir(folder).expect("the folder of vectors");
    let read = |path| {
        let text = std::fs::read_to_string(&path).expect("a vector");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    };
    entries.map(|entry| read(entry.expect("an entry").path())).collect()
}

fn observations(properties: &[Properties]) -> Vec<Observation> {
    let mut observations = Vec::new();
    let mut unit = 0;
    for Properties { number, outcomes } in properties {
        for _ in 0..*number {
            unit += 1;
            observations.extend(outcomes.iter().map(|codes| {
                let [district, commission, violation, outcome] =
                    codes.each_ref().map(|text| code(text));
                Observation { unit: UnitId::from(unit), district, commission, violation, outcome }
            }));
        }
    }
    observations
}

#[test]
fn every_vector_is_published_as_expected() {
    let vectors = vectors();
    assert!(vectors.len() >= 15);
    for vector in vectors {
        let says = format!("{} {}", vector.description, vector.reason);
        let lists = Dimension::ALL.map(|dimension| {
            vector.lists[dimension.code()].iter().map(|text| category(text)).collect()
        });
        let family = Family::count(month(), lists, &observations(&vector.properties));
        let rules = Rules::new(vector.threshold).expect("a threshold in range");
        let protected = protect(&family.expect(&says), &rules).expect(&says);
        assert_eq!(protected.total(), Figure::from(vector.expected.total), "{says}");
        let Expected { district, commission, violation, outcome, .. } = vector.expected;
        for (table, expected) in
            protected.tables().iter().zip([district, commission, violation, outcome])
        {
            let expected: Vec<Figure> = expected.into_iter().map(Figure::from).collect();
            assert_eq!(figures(table.published()), expected, "{says}");
            assert_eq!(table.published().threshold(), vector.threshold);
        }
    }
}
